"""What the template promises, read from the template."""

import re
from pathlib import Path
from typing import Any

import pytest

from infra.lint_template import problems
from infra.local.template import load
from schemas.table import EXPIRES_AT, PK, SK, STATE_INDEX, STATE_KEY, STATE_SORT
from tests.conftest import ROOT

TEMPLATE = load(ROOT / "template.yaml")
RESOURCES: dict[str, dict[str, Any]] = TEMPLATE["Resources"]
GLOBALS = TEMPLATE["Globals"]["Function"]


def of_type(type_: str) -> dict[str, dict[str, Any]]:
    return {
        name: resource.get("Properties", {})
        for name, resource in RESOURCES.items()
        if resource["Type"] == type_
    }


FUNCTIONS = of_type("AWS::Serverless::Function")
QUEUES = of_type("AWS::SQS::Queue")
MAPPINGS = [
    (name, event["Properties"])
    for name, function in FUNCTIONS.items()
    for event in function["Events"].values()
    if event["Type"] == "SQS"
]


def timeout(function: str) -> int:
    return int(FUNCTIONS[function].get("Timeout", GLOBALS["Timeout"]))


def queue_of(mapping: dict[str, Any]) -> dict[str, Any]:
    return QUEUES[mapping["Queue"]["Fn::GetAtt"][0]]


def test_template_passes_cfn_lint_as_written_and_as_translated(tmp_path: Path) -> None:
    assert problems(ROOT / "template.yaml", tmp_path) == []


def test_lint_of_the_translated_template_sees_what_the_source_hides(tmp_path: Path) -> None:
    source = (ROOT / "template.yaml").read_text(encoding="utf-8")
    broken = tmp_path / "template.yaml"
    broken.write_text(source.replace("VisibilityTimeout: 180", "VisibilityTimeout: 20"))

    assert any("E3505" in problem for problem in problems(broken, tmp_path))


def test_table_has_the_keys_that_the_contracts_define() -> None:
    table = RESOURCES["RecordsTable"]["Properties"]
    index = table["GlobalSecondaryIndexes"][0]

    assert [key["AttributeName"] for key in table["KeySchema"]] == [PK, SK]
    assert index["IndexName"] == STATE_INDEX
    assert [key["AttributeName"] for key in index["KeySchema"]] == [STATE_KEY, STATE_SORT]
    assert table["TimeToLiveSpecification"]["AttributeName"] == EXPIRES_AT
    assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True


@pytest.mark.parametrize(("function", "mapping"), MAPPINGS)
def test_mapping_loses_nothing(function: str, mapping: dict[str, Any]) -> None:
    queue = queue_of(mapping)
    dead_letters = QUEUES[queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]]

    assert queue["VisibilityTimeout"] >= 6 * timeout(function)
    assert 3 <= queue["RedrivePolicy"]["maxReceiveCount"] <= 5
    assert dead_letters["MessageRetentionPeriod"] == 14 * 24 * 3600
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["ScalingConfig"]["MaximumConcurrency"] >= 2


@pytest.mark.parametrize(("function", "mapping"), MAPPINGS)
def test_lease_outlives_the_run_and_ends_before_the_retry(
    function: str, mapping: dict[str, Any]
) -> None:
    lease = int(FUNCTIONS[function]["Environment"]["Variables"]["LEASE_SECONDS"])

    assert timeout(function) < lease < queue_of(mapping)["VisibilityTimeout"]


def test_superseded_rows_are_swept_when_no_writer_of_them_can_be_alive() -> None:
    grace = TEMPLATE["Parameters"]["SupersededGraceSeconds"]
    leases = [
        int(function["Environment"]["Variables"].get("LEASE_SECONDS", 0))
        for function in FUNCTIONS.values()
    ]

    assert QUEUES["SweepQueue"]["DelaySeconds"] == {"Ref": "SupersededGraceSeconds"}
    assert max(leases) <= grace["MinValue"] <= grace["Default"] <= grace["MaxValue"]
    assert grace["MaxValue"] <= 900, "the longest delay of SQS"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_is_packaged_alone_under_its_import_path(name: str) -> None:
    folder = name.removesuffix("Function").lower()

    assert FUNCTIONS[name]["Handler"] == f"functions.{folder}.handler.handler"
    assert RESOURCES[name]["Metadata"]["BuildMethod"] == "makefile"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"build-{name}: NAME := {folder}" in makefile


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_imports_only_itself_and_what_functions_share(name: str) -> None:
    folder = name.removesuffix("Function").lower()

    assert packages_imported_by(folder) <= {f"functions.{folder}", "functions.shared"}


def test_what_functions_share_imports_none_of_them() -> None:
    assert packages_imported_by("shared") == {"functions.shared"}


def packages_imported_by(folder: str) -> set[str]:
    """Packages of the house, but for the contracts, that the modules of a function import."""
    imports = re.compile(r"^\s*(?:from|import) ((?:functions|infra|tests)(?:\.\w+)?)", re.MULTILINE)
    return {
        package
        for path in (ROOT / "functions" / folder).rglob("*.py")
        for package in imports.findall(path.read_text(encoding="utf-8"))
    }


def test_contracts_import_nothing_of_the_house() -> None:
    for path in (ROOT / "schemas").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^(?:from|import) (?:functions|infra|boto3)", text, re.MULTILINE)


def test_every_route_but_health_requires_a_token() -> None:
    api = RESOURCES["HttpApi"]["Properties"]["Auth"]
    open_routes = [
        event["Properties"]["Path"]
        for event in FUNCTIONS["ApiFunction"]["Events"].values()
        if event["Properties"].get("Auth", {}).get("Authorizer") == "NONE"
    ]

    assert api["DefaultAuthorizer"] in api["Authorizers"]
    assert open_routes == ["/health"]


def test_every_store_is_encrypted() -> None:
    for queue in QUEUES.values():
        assert queue["SqsManagedSseEnabled"] is True
    for bucket in of_type("AWS::S3::Bucket").values():
        rules = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert rules[0]["ServerSideEncryptionByDefault"]["SSEAlgorithm"]
    for table in of_type("AWS::DynamoDB::Table").values():
        assert table["SSESpecification"]["SSEEnabled"] is True


def queues_of(alarm: dict[str, Any]) -> set[str]:
    """The queues that an alarm watches."""
    parts = [
        each["MetricStat"]["Metric"] for each in alarm.get("Metrics", []) if "MetricStat" in each
    ]
    return {
        each["Value"]["Fn::GetAtt"][0]
        for part in parts or [alarm]
        for each in part["Dimensions"]
        if each["Name"] == "QueueName"
    }


def test_every_dead_letter_queue_has_an_alarm() -> None:
    watched = {
        name for alarm in of_type("AWS::CloudWatch::Alarm").values() for name in queues_of(alarm)
    }
    used = {
        q["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
        for q in QUEUES.values()
        if "RedrivePolicy" in q
    }

    assert used <= watched
