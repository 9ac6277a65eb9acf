"""What the template promises of the table's stream and the bus."""

import json
from typing import Any

from infra.local.template import load
from schemas.table import META, article_partition, job_partition
from tests.conftest import ROOT

RESOURCES: dict[str, dict[str, Any]] = load(ROOT / "template.yaml")["Resources"]
FUNCTION = RESOURCES["PublishFunction"]["Properties"]
MAPPING = FUNCTION["Events"]["Changes"]["Properties"]


def dead_letters() -> str:
    name = MAPPING["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0]
    assert isinstance(name, str)
    return name


def test_stream_tells_each_row_before_and_after_a_change() -> None:
    stream = RESOURCES["RecordsTable"]["Properties"]["StreamSpecification"]

    assert stream["StreamViewType"] == "NEW_AND_OLD_IMAGES"


def test_stream_is_read_from_its_beginning_and_loses_nothing_unsaid() -> None:
    assert MAPPING["StartingPosition"] == "TRIM_HORIZON"
    assert MAPPING["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert MAPPING["BisectBatchOnFunctionError"] is True
    assert 3 <= MAPPING["MaximumRetryAttempts"] <= 100
    assert RESOURCES[dead_letters()]["Properties"]["MessageRetentionPeriod"] == 14 * 24 * 3600


def test_only_state_rows_of_articles_invoke_the_function() -> None:
    (pattern,) = [json.loads(f["Pattern"]) for f in MAPPING["FilterCriteria"]["Filters"]]
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


def test_changes_that_wait_or_were_given_up_raise_an_alarm() -> None:
    alarms = [r["Properties"] for r in RESOURCES.values() if r["Type"] == "AWS::CloudWatch::Alarm"]
    ages = [alarm for alarm in alarms if alarm.get("MetricName") == "IteratorAge"]
    kept = [
        each["MetricStat"]["Metric"]["Dimensions"][0]["Value"]["Fn::GetAtt"][0]
        for alarm in alarms
        for each in alarm.get("Metrics", [])
        if "MetricStat" in each
    ]

    assert [age["Dimensions"][0]["Value"] for age in ages] == [{"Ref": "PublishFunction"}]
    assert ages[0]["Threshold"] < 24 * 3600 * 1000, "the stream forgets after a day"
    assert kept.count(dead_letters()) == 2, "those that wait, and those that are being looked at"
