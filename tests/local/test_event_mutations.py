"""Buses, rules, asynchronous invocations and schedules as templates change them."""

import json
from typing import Any

import pytest

from infra.local.errors import InvokeError, NotEmulatedError, NotIdleError, ProvisionError
from infra.local.stack import LocalStack
from tests.local.conftest import Deploy, Mutation, Template, received
from tests.local.newsroom import entry, put, reported


def _properties(template: Template, logical_id: str) -> dict[str, Any]:
    properties: dict[str, Any] = template["Resources"][logical_id]["Properties"]
    return properties


def _reporter(**changes: Any) -> Mutation:
    return lambda template: _properties(template, "Reporter").update(changes)


def _without(logical_id: str) -> Mutation:
    def remove(template: Template) -> None:
        del template["Resources"][logical_id]

    return remove


def _fails(stack: LocalStack) -> None:
    """An event that a right template brings to the reporter does not get there."""
    put(stack, entry())
    stack.wait_idle()
    assert reported(stack) == []


def test_unmutated_template_works(deploy: Deploy) -> None:
    with deploy(lambda _: None) as stack:
        put(stack, entry())
        stack.wait_idle()
        assert len(reported(stack)) == 1
        assert stack.undelivered == []


def test_permission_missing_leaves_events_for_the_function_undelivered(deploy: Deploy) -> None:
    with deploy(_without("ReporterPermission")) as stack:
        _fails(stack)
        assert [u.reason for u in stack.undelivered] == [
            "no permission lets it invoke the function"
        ]
        (message,) = received(stack, "Missed")
        assert message["MessageAttributes"]["ERROR_CODE"]["StringValue"] == "NO_PERMISSIONS"


@pytest.mark.parametrize(
    ("name", "value"),
    [("SourceArn", "arn:aws:events:*:*:rule/other"), ("Principal", "s3.amazonaws.com")],
)
def test_permission_for_somebody_else_leaves_events_undelivered(
    deploy: Deploy, name: str, value: str
) -> None:
    change = lambda t: _properties(t, "ReporterPermission").update({name: value})  # noqa: E731
    with deploy(change) as stack:
        _fails(stack)
        assert len(stack.undelivered) == 1


def test_log_policy_missing_leaves_events_for_the_log_group_undelivered(deploy: Deploy) -> None:
    with deploy(_without("ArchivePolicy")) as stack:
        put(stack, entry())
        assert [u.reason for u in stack.undelivered] == [
            "no resource policy lets the rule write to it"
        ]
        assert stack.logged_events("Archive") == []


def test_rule_on_the_default_bus_gets_nothing_from_another(deploy: Deploy) -> None:
    change = lambda t: _properties(t, "NewsRule").pop("EventBusName")  # noqa: E731
    with deploy(change) as stack:
        _fails(stack)
        assert len(stack.events_on("News")) == 1


def test_rule_switched_off_delivers_nothing(deploy: Deploy) -> None:
    with deploy(lambda t: _properties(t, "NewsRule").update(State="DISABLED")) as stack:
        _fails(stack)


def test_rule_on_a_bus_that_does_not_exist_is_refused(deploy: Deploy) -> None:
    change = lambda t: _properties(t, "NewsRule").update(EventBusName="nowhere")  # noqa: E731
    with pytest.raises(ProvisionError), deploy(change):
        pass


def test_rule_with_another_kind_of_target_is_refused(deploy: Deploy) -> None:
    def redirect(template: Template) -> None:
        bus = {"Fn::GetAtt": ["News", "Arn"]}
        _properties(template, "NewsRule")["Targets"][0]["Arn"] = bus

    with pytest.raises(NotEmulatedError, match="NewsRule: events to"), deploy(redirect):
        pass


def test_rule_with_an_input_sends_that(deploy: Deploy) -> None:
    def constant(template: Template) -> None:
        _properties(template, "NewsRule")["Targets"][0]["Input"] = '{"constant": true}'

    with deploy(constant) as stack:
        put(stack, entry())
        (message,) = received(stack, "Heard")
        assert json.loads(message["Body"]) == {"constant": True}


def test_put_events_without_the_action_is_denied(deploy: Deploy) -> None:
    with deploy(_reporter(Policies=[])) as stack:
        outcome = stack.invoke("Reporter", {"put": [entry()]})
        assert "AccessDeniedException" in outcome.json()["errorMessage"]
        assert stack.events_on("News") == []
        outcome = stack.invoke("Reporter", {"measure": 1.0})
        assert "PutMetricData" in outcome.json()["errorMessage"]


# --- Asynchronous invocations ---


def test_failed_event_without_a_destination_leaves_no_trace(deploy: Deploy) -> None:
    change = lambda t: _properties(t, "Reporter").pop("EventInvokeConfig")  # noqa: E731
    with deploy(change) as stack:
        put(stack, entry("raise"))
        stack.settle()
        assert len(reported(stack)) == 3
        assert received(stack, "Missed") == []


def test_failed_event_without_retries_is_given_up_at_once(deploy: Deploy) -> None:
    def change(template: Template) -> None:
        _properties(template, "Reporter")["EventInvokeConfig"]["MaximumRetryAttempts"] = 0

    with deploy(change) as stack:
        put(stack, entry("raise"))
        stack.wait_idle()
        assert len(received(stack, "Missed")) == 1


def test_failed_event_too_old_is_given_up(deploy: Deploy) -> None:
    def change(template: Template) -> None:
        _properties(template, "Reporter")["EventInvokeConfig"]["MaximumEventAgeInSeconds"] = 90

    with deploy(change) as stack:
        put(stack, entry("raise"))
        stack.settle()
        (message,) = received(stack, "Missed")
        context = json.loads(message["Body"])["requestContext"]
        assert context["condition"] == "EventAgeExceeded"
        assert context["approximateInvokeCount"] == 2


def test_failed_event_goes_to_the_dead_letter_queue_of_the_function(deploy: Deploy) -> None:
    queue = {"Type": "SQS", "TargetArn": {"Fn::GetAtt": ["Missed", "Arn"]}}

    def change(template: Template) -> None:
        reporter = _properties(template, "Reporter")
        del reporter["EventInvokeConfig"]
        reporter["DeadLetterQueue"] = queue

    with deploy(change) as stack:
        put(stack, entry("raise"))
        stack.settle()
        (message,) = received(stack, "Missed")
        assert json.loads(message["Body"]) == reported(stack)[0]
        assert message["MessageAttributes"]["ErrorMessage"]["StringValue"] == "as told"


def test_destination_that_the_role_may_not_send_to_is_refused(deploy: Deploy) -> None:
    deny = {"Effect": "Deny", "Action": "sqs:*", "Resource": "*"}
    change = _reporter(Policies=[{"Statement": [deny]}])
    with pytest.raises(ProvisionError, match=r"Reporter.*may not sqs:SendMessage"), deploy(change):
        pass


def test_destination_that_is_no_queue_is_refused(deploy: Deploy) -> None:
    target = {"Type": "EventBridge", "Destination": {"Fn::GetAtt": ["News", "Arn"]}}
    change = _reporter(EventInvokeConfig={"DestinationConfig": {"OnFailure": target}})
    with pytest.raises(NotEmulatedError, match="only be sent to queues"), deploy(change):
        pass


# --- Schedules ---


def _scheduled(**properties: Any) -> Mutation:
    def change(template: Template) -> None:
        _properties(template, "Reporter")["Events"]["Hourly"] = {
            "Type": properties.pop("Type", "Schedule"),
            "Properties": properties,
        }

    return change


def test_schedule_with_an_input_sends_that(deploy: Deploy) -> None:
    change = _scheduled(Schedule="cron(0 3 * * ? *)", Input='{"detail": {"kind": "nightly"}}')
    with deploy(change) as stack:
        stack.tick("Reporter")
        stack.wait_idle()
        assert reported(stack) == [{"detail": {"kind": "nightly"}}]


def test_schedule_switched_off_does_not_run(deploy: Deploy) -> None:
    change = _scheduled(Schedule="rate(1 hour)", State="DISABLED")
    with deploy(change) as stack, pytest.raises(InvokeError, match="ReporterHourly is disabled"):
        stack.tick("Reporter")


def test_schedule_without_its_permission_is_undelivered(deploy: Deploy) -> None:
    def change(template: Template) -> None:
        _properties(template, "Reporter").pop("Events")
        template["Resources"]["Hourly"] = {
            "Type": "AWS::Events::Rule",
            "Properties": {
                "ScheduleExpression": "rate(1 hour)",
                "Targets": [{"Id": "R", "Arn": {"Fn::GetAtt": ["Reporter", "Arn"]}}],
            },
        }

    with deploy(change) as stack:
        stack.tick("Hourly")
        stack.wait_idle()
        assert [u.rule for u in stack.undelivered] == ["Hourly"]


def test_schedule_that_aws_would_not_take_is_refused(deploy: Deploy) -> None:
    change = _scheduled(Schedule="rate(1 hours)")
    with pytest.raises(NotEmulatedError, match="rate"), deploy(change):
        pass


def test_schedule_of_the_scheduler_invokes_in_its_role(deploy: Deploy) -> None:
    change = _scheduled(Type="ScheduleV2", ScheduleExpression="rate(1 hour)", Input='{"detail":{}}')
    with deploy(change) as stack:
        stack.tick("Reporter")
        stack.wait_idle()
        assert reported(stack) == [{"detail": {}}]


def test_schedule_of_the_scheduler_without_an_input_sends_its_event(deploy: Deploy) -> None:
    with deploy(_scheduled(Type="ScheduleV2", ScheduleExpression="rate(1 hour)")) as stack:
        stack.tick("ReporterHourly")
        with pytest.raises(NotIdleError):
            stack.wait_idle()  # its detail is text, which this function does not expect
        (event,) = reported(stack)
        assert (event["source"], event["detail"]) == ("aws.scheduler", "{}")


def test_schedule_of_the_scheduler_in_a_role_that_may_not_is_undelivered(deploy: Deploy) -> None:
    def change(template: Template) -> None:
        _scheduled(
            Type="ScheduleV2",
            ScheduleExpression="rate(1 hour)",
            RoleArn={"Fn::GetAtt": ["Idle", "Arn"]},
        )(template)
        trust = {
            "Effect": "Allow",
            "Principal": {"Service": "scheduler.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
        template["Resources"]["Idle"] = {
            "Type": "AWS::IAM::Role",
            "Properties": {"AssumeRolePolicyDocument": {"Statement": [trust]}},
        }

    with deploy(change) as stack:
        stack.tick("Reporter")
        stack.wait_idle()
        assert reported(stack) == []
        assert len(stack.undelivered) == 1
