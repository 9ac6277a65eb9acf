"""Mappings of streams as templates change them: rightly, and wrongly on purpose."""

import json

import pytest

from infra.local.errors import NotEmulatedError, ProvisionError
from tests.local.conftest import Deploy, Template, received
from tests.local.feed import invocations, listener, put, put_at_once, texts


def test_stream_batch_bisected_isolates_the_bad_record(deploy: Deploy) -> None:
    change = listener(
        BisectBatchOnFunctionError=True, FunctionResponseTypes=None, MaximumRetryAttempts=0
    )
    with deploy(change) as stack:
        put_at_once(stack, "one", "two", "raise", "four")
        stack.settle()
        assert texts(invocations(stack)) == [
            ["one", "two", "raise", "four"],
            ["one", "two"],
            ["raise", "four"],
            ["raise"],
            ["four"],
        ]
        (message,) = received(stack, "Missed")
        assert json.loads(message["Body"])["DDBStreamBatchInfo"]["batchSize"] == 1


def test_stream_batch_bisected_at_the_reported_record_uses_up_no_retry(deploy: Deploy) -> None:
    with deploy(listener(BisectBatchOnFunctionError=True, MaximumRetryAttempts=0)) as stack:
        put_at_once(stack, "one", "fail", "three")
        stack.settle()
        assert texts(invocations(stack)) == [
            ["one", "fail", "three"],
            ["fail", "three"],
            ["fail"],
            ["three"],
        ]


def test_stream_batches_are_no_larger_than_they_may_be(deploy: Deploy) -> None:
    with deploy(listener(BatchSize=2)) as stack:
        put_at_once(stack, *(f"text {n}" for n in range(5)))
        stack.wait_idle()
        assert [len(batch) for batch in invocations(stack)] == [2, 2, 1]


def test_stream_with_a_window_waits_for_a_full_batch(deploy: Deploy) -> None:
    with deploy(listener(BatchSize=3, MaximumBatchingWindowInSeconds=25)) as stack:
        for number in range(3):
            put(stack, "text", number)
        stack.wait_idle()
        assert [len(batch) for batch in invocations(stack)] == [3]


def test_stream_without_limits_retries_until_the_record_is_gone(deploy: Deploy) -> None:
    with deploy(listener(MaximumRetryAttempts=-1, MaximumRecordAgeInSeconds=-1)) as stack:
        put(stack, "fail")
        stack.settle()
        assert len(invocations(stack)) > 24 * 12  # no pause is longer than five minutes
        (message,) = received(stack, "Missed")
        notice = json.loads(message["Body"])
        assert notice["requestContext"]["condition"] == "RecordAgeExceeded"


def test_mutation_stream_view_without_old_images_is_what_the_function_sees(deploy: Deploy) -> None:
    def narrow(template: Template) -> None:
        template["Resources"]["Feed"]["Properties"]["StreamSpecification"] = {
            "StreamViewType": "KEYS_ONLY"
        }
        listener(FilterCriteria=None)(template)

    with deploy(narrow) as stack:
        put(stack, "unseen")
        stack.wait_idle()
        ((record,),) = invocations(stack)
        assert not {"NewImage", "OldImage"} & set(record["dynamodb"])


def test_mutation_without_partial_responses_a_reported_failure_is_lost(deploy: Deploy) -> None:
    with deploy(listener(FunctionResponseTypes=None)) as stack:
        put(stack, "fail")
        stack.wait_idle()
        assert len(invocations(stack)) == 1
        assert received(stack, "Missed") == []


def test_mutation_without_a_destination_a_given_up_record_leaves_no_trace(deploy: Deploy) -> None:
    with deploy(listener(DestinationConfig=None)) as stack:
        put(stack, "fail")
        stack.settle()
        assert received(stack, "Missed") == []


def test_mutation_table_without_a_stream_is_refused(deploy: Deploy) -> None:
    def remove(template: Template) -> None:
        del template["Resources"]["Feed"]["Properties"]["StreamSpecification"]

    with pytest.raises(ProvisionError), deploy(remove):
        pass


def test_mutation_stream_that_does_not_exist_is_refused(deploy: Deploy) -> None:
    arn = {"Fn::Sub": "${Feed.Arn}/stream/2020-01-01T00:00:00.000"}
    with pytest.raises(ProvisionError, match="there is no stream"), deploy(listener(Stream=arn)):
        pass


@pytest.mark.parametrize("action", ["dynamodb:GetRecords", "sqs:SendMessage"])
def test_mutation_role_that_may_not_read_or_report_is_refused(deploy: Deploy, action: str) -> None:
    deny = {"Effect": "Deny", "Action": action, "Resource": "*"}

    def forbid(template: Template) -> None:
        template["Resources"]["Listener"]["Properties"]["Policies"] = [{"Statement": [deny]}]

    with pytest.raises(ProvisionError, match=f"may not {action}"), deploy(forbid):
        pass


def test_mutation_filter_that_is_not_evaluated_is_refused(deploy: Deploy) -> None:
    criteria = {"Filters": [{"Pattern": '{"eventName": [{"unknown": 1}]}'}]}
    change = listener(FilterCriteria=criteria)
    with pytest.raises(NotEmulatedError, match="unknown"), deploy(change):
        pass


@pytest.mark.parametrize("pattern", ["{", '{"eventName": "INSERT"}'])
def test_mutation_filter_that_is_no_pattern_is_refused(deploy: Deploy, pattern: str) -> None:
    change = listener(FilterCriteria={"Filters": [{"Pattern": pattern}]})
    with pytest.raises(ProvisionError, match="no event pattern"), deploy(change):
        pass


def test_mutation_with_what_is_served_for_queues_only_is_refused(deploy: Deploy) -> None:
    def add(template: Template) -> None:
        template["Resources"]["Mapping"] = {
            "Type": "AWS::Lambda::EventSourceMapping",
            "Properties": {
                "EventSourceArn": {"Fn::GetAtt": ["Feed", "StreamArn"]},
                "FunctionName": {"Ref": "Listener"},
                "StartingPosition": "LATEST",
                "ScalingConfig": {"MaximumConcurrency": 2},
            },
        }

    with pytest.raises(NotEmulatedError, match="ScalingConfig"), deploy(add):
        pass


def test_mutation_destination_that_is_no_queue_is_refused(deploy: Deploy) -> None:
    target = {"OnFailure": {"Type": "SNS", "Destination": "arn:aws:sns:eu-west-1:1:topic"}}
    change = listener(DestinationConfig=target)
    with pytest.raises(NotEmulatedError, match="only be sent to queues"), deploy(change):
        pass
