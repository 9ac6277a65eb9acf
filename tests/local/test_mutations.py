"""A template that is wrong runs wrong: what would break on AWS breaks here too."""

import json
from typing import Any

import pytest

from infra.local.errors import NotEmulatedError, NotIdleError, ProvisionError
from infra.local.stack import LocalStack
from tests.local.conftest import Deploy, Template, drop, item, received


def _properties(template: Template, logical_id: str) -> dict[str, Any]:
    properties: dict[str, Any] = template["Resources"][logical_id]["Properties"]
    return properties


def _statements(template: Template, logical_id: str) -> list[dict[str, Any]]:
    statements: list[dict[str, Any]] = _properties(template, logical_id)["Policies"][0]["Statement"]
    return statements


def _fails(stack: LocalStack) -> None:
    """An object that a right template processes is not."""
    drop(stack, "k", "hello")
    with pytest.raises(NotIdleError):
        stack.wait_idle()


def test_unmutated_template_works(deploy: Deploy) -> None:
    with deploy(lambda _: None) as stack:
        drop(stack, "k", "hello")
        stack.wait_idle()
        assert item(stack, "k") is not None


@pytest.mark.parametrize(
    ("number", "action"),
    [(0, "s3:GetObject"), (1, "s3:PutObject"), (2, "dynamodb:PutItem")],
)
def test_policy_without_a_statement_is_access_denied(
    deploy: Deploy, number: int, action: str
) -> None:
    with deploy(lambda t: _statements(t, "Worker").pop(number)) as stack:
        _fails(stack)
        assert {entry.action for entry in stack.denied} == {action}
        assert any("AccessDenied" in line for line in stack.logs("Worker"))


def test_policy_on_another_resource_is_access_denied(deploy: Deploy) -> None:
    def narrow(template: Template) -> None:
        _statements(template, "Worker")[2]["Resource"] = {"Fn::Sub": "${Table.Arn}/index/x"}

    with deploy(narrow) as stack:
        _fails(stack)
        assert [entry.action for entry in stack.denied] == ["dynamodb:PutItem"]


def test_policy_with_an_explicit_deny_is_access_denied(deploy: Deploy) -> None:
    deny = {"Effect": "Deny", "Action": "dynamodb:*", "Resource": "*"}
    with deploy(lambda t: _statements(t, "Worker").append(deny)) as stack:
        _fails(stack)
        assert any("explicit deny" in line for line in stack.logs("Worker"))


def test_environment_variable_renamed_breaks_the_function(deploy: Deploy) -> None:
    def rename(template: Template) -> None:
        variables = _properties(template, "Worker")["Environment"]["Variables"]
        variables["OUT_BOX"] = variables.pop("OUTBOX")

    with deploy(rename) as stack:
        _fails(stack)
        assert any("KeyError" in line and "OUTBOX" in line for line in stack.logs("Worker"))


def test_rule_with_another_pattern_delivers_nothing(deploy: Deploy) -> None:
    def narrow(template: Template) -> None:
        _properties(template, "Rule")["EventPattern"]["detail-type"] = ["Object Deleted"]

    with deploy(narrow) as stack:
        drop(stack, "k", "hello")
        stack.wait_idle()
        assert item(stack, "k") is None


def test_rule_with_another_queue_delivers_there(deploy: Deploy) -> None:
    def redirect(template: Template) -> None:
        _properties(template, "Rule")["Targets"][0]["Arn"] = {"Fn::GetAtt": ["Dead", "Arn"]}

    with deploy(redirect) as stack:
        drop(stack, "k", "hello")
        stack.wait_idle()
        assert item(stack, "k") is None
        assert len(received(stack, "Dead")) == 1


def test_queue_policy_missing_leaves_events_undelivered(deploy: Deploy) -> None:
    with deploy(lambda t: t["Resources"].pop("WorkPolicy")) as stack:
        drop(stack, "k", "hello")
        stack.wait_idle()
        assert [u.reason for u in stack.undelivered] == [
            "the queue's policy does not let the rule send to it"
        ]
        assert received(stack, "Dead") == []


def test_queue_policy_for_the_dead_letters_only_sends_events_there(deploy: Deploy) -> None:
    def narrow(template: Template) -> None:
        statement = _properties(template, "WorkPolicy")["PolicyDocument"]["Statement"][0]
        statement["Resource"] = {"Fn::GetAtt": ["Dead", "Arn"]}

    with deploy(narrow) as stack:
        drop(stack, "k", "hello")
        stack.wait_idle()
        (message,) = received(stack, "Dead")
        assert message["MessageAttributes"]["ERROR_CODE"]["StringValue"] == "NO_PERMISSIONS"
        assert json.loads(message["Body"])["detail"]["object"]["key"] == "k"


def test_queue_policy_for_another_rule_leaves_events_undelivered(deploy: Deploy) -> None:
    def change(template: Template) -> None:
        statement = _properties(template, "WorkPolicy")["PolicyDocument"]["Statement"][0]
        statement["Condition"]["ArnEquals"]["aws:SourceArn"] = "arn:aws:events:*:*:rule/other"

    with deploy(change) as stack:
        drop(stack, "k", "hello")
        assert len(stack.undelivered) == 1


def test_mapping_without_partial_responses_loses_a_poison_message(deploy: Deploy) -> None:
    def remove(template: Template) -> None:
        source = _properties(template, "Worker")["Events"]["Work"]
        del source["Properties"]["FunctionResponseTypes"]

    with deploy(remove) as stack:
        drop(stack, "poison", "fail")
        stack.wait_idle()
        assert received(stack, "Dead") == []


def test_mapping_of_a_missing_queue_is_refused(deploy: Deploy) -> None:
    def misname(template: Template) -> None:
        source = _properties(template, "Worker")["Events"]["Work"]
        source["Properties"]["Queue"] = "arn:aws:sqs:eu-west-1:123456789012:nowhere"

    with pytest.raises(ProvisionError, match="there is no queue"), deploy(misname):
        pass


def test_mapping_whose_role_may_not_poll_is_refused(deploy: Deploy) -> None:
    deny = {"Effect": "Deny", "Action": "sqs:DeleteMessage", "Resource": "*"}

    def forbid(template: Template) -> None:
        _statements(template, "Worker").append(deny)

    with pytest.raises(ProvisionError, match="may not sqs:DeleteMessage"), deploy(forbid):
        pass


@pytest.mark.parametrize(
    "wrong",
    [
        {"FilterCriteria": {"Filters": [{"Pattern": "{}"}]}},
        {"DestinationConfig": {"OnFailure": {"Destination": "arn"}}},
        {"BisectBatchOnFunctionError": True},
        {"MaximumRetryAttempts": 1},
    ],
)
def test_mapping_of_a_queue_with_what_is_served_for_streams_only_is_refused(
    deploy: Deploy, wrong: dict[str, Any]
) -> None:
    def replace(template: Template) -> None:
        source = _properties(template, "Worker")["Events"].pop("Work")["Properties"]
        template["Resources"]["Mapping"] = {
            "Type": "AWS::Lambda::EventSourceMapping",
            "Properties": {
                "EventSourceArn": source["Queue"],
                "FunctionName": {"Ref": "Worker"},
                **wrong,
            },
        }

    with pytest.raises(NotEmulatedError, match=next(iter(wrong))), deploy(replace):
        pass


def test_mapping_of_another_kind_of_source_is_refused(deploy: Deploy) -> None:
    arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/s"

    def add(template: Template) -> None:
        template["Resources"]["Mapping"] = {
            "Type": "AWS::Lambda::EventSourceMapping",
            "Properties": {"EventSourceArn": arn, "FunctionName": {"Ref": "Worker"}},
        }

    with pytest.raises(NotEmulatedError, match="event sources of kinesis"), deploy(add):
        pass


def test_expression_that_resolves_to_nothing_is_refused(deploy: Deploy) -> None:
    def misspell(template: Template) -> None:
        _properties(template, "Worker")["Environment"]["Variables"]["X"] = {
            "Fn::GetAtt": ["Table", "Nonsense"]
        }

    with pytest.raises(ProvisionError), deploy(misspell):
        pass


def test_deny_under_an_unknown_condition_is_refused(deploy: Deploy) -> None:
    deny = {
        "Effect": "Deny",
        "Action": "*",
        "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}},
    }
    mutate = lambda t: _statements(t, "Worker").append(deny)  # noqa: E731
    with pytest.raises(NotEmulatedError, match="aws:SourceIp"), deploy(mutate):
        pass
