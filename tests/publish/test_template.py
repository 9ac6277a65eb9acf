"""What the template promises of the table's stream and the bus."""

import json
from typing import Any

import pytest

from infra.local.template import load
from schemas.table import META, article_partition, job_partition
from tests.conftest import ROOT

RESOURCES: dict[str, dict[str, Any]] = load(ROOT / "template.yaml")["Resources"]
FUNCTION = RESOURCES["PublishFunction"]["Properties"]


def mapping(name: str) -> dict[str, Any]:
    properties: dict[str, Any] = RESOURCES[name]["Properties"]["Events"]["Changes"]["Properties"]
    return properties


def dead_letters(name: str) -> str:
    return str(mapping(name)["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0])


def test_stream_tells_each_row_before_and_after_a_change() -> None:
    stream = RESOURCES["RecordsTable"]["Properties"]["StreamSpecification"]

    assert stream["StreamViewType"] == "NEW_AND_OLD_IMAGES"


READERS = pytest.mark.parametrize("name", ["PublishFunction", "CountFunction"])


@READERS
def test_stream_is_read_from_its_beginning_and_loses_nothing_unsaid(name: str) -> None:
    read = mapping(name)

    assert read["StartingPosition"] == "TRIM_HORIZON"
    assert read["BisectBatchOnFunctionError"] is True
    assert 3 <= read["MaximumRetryAttempts"] <= 100
    assert RESOURCES[dead_letters(name)]["Properties"]["MessageRetentionPeriod"] == 14 * 24 * 3600


def test_changes_that_were_announced_before_one_that_was_not_do_not_come_again() -> None:
    assert mapping("PublishFunction")["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


@READERS
def test_only_state_rows_of_articles_invoke_the_function(name: str) -> None:
    filters = mapping(name)["FilterCriteria"]["Filters"]
    (pattern,) = [json.loads(each["Pattern"]) for each in filters]
    keys = pattern["dynamodb"]["Keys"]
    (prefix,) = keys["pk"]["S"]

    assert keys["sk"]["S"] == [META]
    assert prefix == {"prefix": article_partition("")}
    assert not job_partition("any").startswith(prefix["prefix"])


def test_function_may_put_events_on_the_bus_and_nothing_else() -> None:
    (policy,) = FUNCTION["Policies"]
    (statement,) = policy["Statement"]

    assert statement["Action"] == "events:PutEvents"
    assert statement["Resource"] == {"Fn::GetAtt": ["HearsayBus", "Arn"]}
    assert FUNCTION["Environment"]["Variables"]["BUS_NAME"] == {"Ref": "HearsayBus"}


@READERS
def test_changes_that_wait_or_were_given_up_raise_an_alarm(name: str) -> None:
    alarms = [r["Properties"] for r in RESOURCES.values() if r["Type"] == "AWS::CloudWatch::Alarm"]
    ages = [
        alarm
        for alarm in alarms
        if alarm.get("MetricName") == "IteratorAge"
        and alarm["Dimensions"][0]["Value"] == {"Ref": name}
    ]
    kept = [
        each["MetricStat"]["Metric"]["Dimensions"][0]["Value"]["Fn::GetAtt"][0]
        for alarm in alarms
        for each in alarm.get("Metrics", [])
        if "MetricStat" in each
    ]

    assert [age["Threshold"] < 24 * 3600 * 1000 for age in ages] == [True], "it forgets after a day"
    assert kept.count(dead_letters(name)) == 2, "those that wait, and those being looked at"
