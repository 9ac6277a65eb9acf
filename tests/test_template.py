"""What the template promises, read from the template."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from functions.parse.readers.text import LONGEST
from functions.parse.sandbox.confinement import HARD_SHARE
from functions.parse.sandbox.worker import START_SECONDS
from infra.lint_template import problems
from infra.local.template import load
from schemas.table import (
    EXPIRES_AT,
    PARENT_INDEX,
    PARENT_KEY,
    PK,
    SK,
    STATE_INDEX,
    STATE_KEY,
    STATE_SORT,
)
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
BUCKETS = of_type("AWS::S3::Bucket")
TABLES = of_type("AWS::DynamoDB::Table")
ALARMS = of_type("AWS::CloudWatch::Alarm")
MAPPINGS = [
    (name, event["Properties"])
    for name, function in FUNCTIONS.items()
    for event in function["Events"].values()
    if event["Type"] == "SQS"
]
LEASES = [
    int(function["Environment"]["Variables"].get("LEASE_SECONDS", 0))
    for function in FUNCTIONS.values()
]
SOURCES = {name: queue for name, queue in QUEUES.items() if "RedrivePolicy" in queue}
DEAD_LETTERS = {name: queue for name, queue in QUEUES.items() if "RedrivePolicy" not in queue}


def named(value: Any) -> str:
    """The resource that a `!Ref` or a `!GetAtt` is of."""
    name = value["Ref"] if "Ref" in value else value["Fn::GetAtt"][0]
    return str(name)


def folder_of(function: str) -> str:
    """The folder of a function: DeadLettersFunction lives in dead_letters."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", function.removesuffix("Function")).lower()


def timeout(function: str) -> int:
    return int(FUNCTIONS[function].get("Timeout", GLOBALS["Timeout"]))


def queue_of(mapping: dict[str, Any]) -> dict[str, Any]:
    return QUEUES[named(mapping["Queue"])]


def test_template_passes_cfn_lint_as_written_and_as_translated(tmp_path: Path) -> None:
    assert problems(ROOT / "template.yaml", tmp_path) == []


def test_lint_of_the_translated_template_sees_what_the_source_hides(tmp_path: Path) -> None:
    source = (ROOT / "template.yaml").read_text(encoding="utf-8")
    broken = tmp_path / "template.yaml"
    broken.write_text(source.replace("VisibilityTimeout: 180", "VisibilityTimeout: 20"))

    assert any("E3505" in problem for problem in problems(broken, tmp_path))


def test_table_has_the_keys_that_the_contracts_define() -> None:
    table = RESOURCES["RecordsTable"]["Properties"]
    keys = {
        index["IndexName"]: [key["AttributeName"] for key in index["KeySchema"]]
        for index in table["GlobalSecondaryIndexes"]
    }

    assert [key["AttributeName"] for key in table["KeySchema"]] == [PK, SK]
    assert keys == {STATE_INDEX: [STATE_KEY, STATE_SORT], PARENT_INDEX: [PARENT_KEY, "state"]}
    assert table["TimeToLiveSpecification"]["AttributeName"] == EXPIRES_AT
    assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True


@pytest.mark.parametrize(("function", "mapping"), MAPPINGS)
def test_mapping_loses_nothing(function: str, mapping: dict[str, Any]) -> None:
    assert queue_of(mapping)["VisibilityTimeout"] >= 6 * timeout(function)
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert 2 <= mapping["ScalingConfig"]["MaximumConcurrency"] <= 20


@pytest.mark.parametrize("name", QUEUES)
def test_queue_keeps_its_messages_for_as_long_as_it_can(name: str) -> None:
    assert QUEUES[name]["MessageRetentionPeriod"] == 14 * 24 * 3600


@pytest.mark.parametrize("name", SOURCES)
def test_queue_gives_up_after_the_tries_that_failure_records_tell_of(name: str) -> None:
    redrive = SOURCES[name]["RedrivePolicy"]
    tries = FUNCTIONS["DeadLettersFunction"]["Environment"]["Variables"]["TRIES"]

    assert named(redrive["deadLetterTargetArn"]) in DEAD_LETTERS
    assert 3 <= redrive["maxReceiveCount"] <= 5
    assert redrive["maxReceiveCount"] == int(tries)


@pytest.mark.parametrize("name", DEAD_LETTERS)
def test_dead_letters_are_made_failures_and_come_again_after_every_lease(name: str) -> None:
    readers = [function for function, mapping in MAPPINGS if named(mapping["Queue"]) == name]

    assert readers == ["DeadLettersFunction"]
    assert DEAD_LETTERS[name]["VisibilityTimeout"] > max(LEASES)


@pytest.mark.parametrize(("function", "mapping"), MAPPINGS)
def test_lease_outlives_the_run_and_ends_before_the_retry(
    function: str, mapping: dict[str, Any]
) -> None:
    variables = FUNCTIONS[function]["Environment"]["Variables"]

    if "LEASE_SECONDS" in variables:
        lease = int(variables["LEASE_SECONDS"])
        assert timeout(function) < lease < queue_of(mapping)["VisibilityTimeout"]


def test_what_jobs_and_retries_ask_for_is_done_by_few_at_a_time() -> None:
    backfills = [m for _, m in MAPPINGS if "Backfill" in named(m["Queue"])]

    assert backfills
    assert {mapping["ScalingConfig"]["MaximumConcurrency"] for mapping in backfills} == {2}


def test_superseded_rows_are_swept_when_no_writer_of_them_can_be_alive() -> None:
    grace = TEMPLATE["Parameters"]["SupersededGraceSeconds"]
    leases = [
        int(function["Environment"]["Variables"].get("LEASE_SECONDS", 0))
        for function in FUNCTIONS.values()
    ]

    assert QUEUES["SweepQueue"]["DelaySeconds"] == {"Ref": "SupersededGraceSeconds"}
    assert max(leases) <= grace["MinValue"] <= grace["Default"] <= grace["MaxValue"]
    assert grace["MaxValue"] <= 900, "the longest delay of SQS"
    assert timeout("ApiFunction") < grace["MinValue"], "no request outlives what it reads"
    # An erasure has counting forget the article when this is over.
    assert timeout("CountFunction") < grace["MinValue"], "nobody counts what was erased before"


def test_function_that_sends_to_its_own_queue_may_loop_and_caps_the_loop() -> None:
    parse = FUNCTIONS["ParseFunction"]
    variables = parse["Environment"]["Variables"]

    assert variables["PARSE_QUEUE_URL"]["Ref"] == "ParseQueue"
    assert parse["RecursiveLoop"] == "Allow"
    assert int(variables["MAX_HOPS"]) <= 1000
    assert float(variables["RESERVE_SECONDS"]) < timeout("ParseFunction") / 2


def test_document_that_takes_all_its_time_and_memory_leaves_enough_for_the_rest() -> None:
    parse = FUNCTIONS["ParseFunction"]
    variables = parse["Environment"]["Variables"]
    most = TEMPLATE["Parameters"]["MaxObjectBytes"]["MaxValue"] / 2**20

    assert float(variables["DOCUMENT_SECONDS"]) + START_SECONDS < timeout("ParseFunction")
    room = parse["MemorySize"] - int(variables["DOCUMENT_MEBIBYTES"]) * HARD_SHARE
    assert room > 300 + 2 * most, "the function itself, and the document while it is put together"


def test_text_that_may_be_extracted_may_be_read() -> None:
    assert TEMPLATE["Parameters"]["MaxTextCharacters"]["MaxValue"] <= LONGEST


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_is_packaged_alone_under_its_import_path(name: str) -> None:
    folder = folder_of(name)

    assert FUNCTIONS[name]["Handler"] == f"functions.{folder}.handler.handler"
    assert RESOURCES[name]["Metadata"]["BuildMethod"] == "makefile"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"build-{name}: NAME := {folder}" in makefile


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_imports_only_itself_and_what_functions_share(name: str) -> None:
    folder = folder_of(name)

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


def scopes_of(route: dict[str, Any]) -> list[str]:
    """The scopes of which a token needs one for a route; none for an open one."""
    auth, api = route.get("Auth", {}), RESOURCES["HttpApi"]["Properties"]["Auth"]
    if auth.get("Authorizer") == "NONE":
        return []
    default = api["Authorizers"][api["DefaultAuthorizer"]]["AuthorizationScopes"]
    found: list[str] = auth.get("AuthorizationScopes", default)
    return found


ROUTES = {
    f"{route['Method']} {route['Path']}": scopes_of(route)
    for event in FUNCTIONS["ApiFunction"]["Events"].values()
    for route in [event["Properties"]]
}


OPEN = {"GET /", "GET /page/{file}", "GET /health"}


def test_every_route_but_health_and_the_page_s_files_requires_a_token_with_a_scope() -> None:
    open_routes = {route for route, scopes in ROUTES.items() if not scopes}

    assert open_routes == OPEN
    assert {len(scopes) for route, scopes in ROUTES.items() if route not in open_routes} == {1}


def test_what_changes_something_takes_more_than_the_scope_to_read() -> None:
    changing = {route: scopes for route, scopes in ROUTES.items() if not route.startswith("GET ")}
    reading = {route: scopes for route, scopes in ROUTES.items() if route.startswith("GET ")}

    assert changing == {
        "DELETE /articles/{article_id}": ["hearsay/admin"],
        "POST /failures/{article_id}/retry": ["hearsay/review"],
        "POST /jobs": ["hearsay/admin"],
        "POST /jobs/{job_id}/cancel": ["hearsay/admin"],
        "PATCH /claims/{claim_id}/review": ["hearsay/review"],
        "POST /uploads": ["hearsay/review"],
    }
    assert {scopes[0] for scopes in reading.values() if scopes} == {"hearsay/read"}


def test_every_route_that_the_function_answers_is_in_the_template_and_no_other() -> None:
    described = json.loads((ROOT / "schemas/json/openapi.json").read_text(encoding="utf-8"))
    answered = {
        f"{method.upper()} {path}"
        for path, operations in described["paths"].items()
        for method in operations
    }

    assert answered | OPEN | {"GET /openapi.json"} == set(ROUTES)


def test_requests_are_throttled() -> None:
    limits = RESOURCES["HttpApi"]["Properties"]["DefaultRouteSettings"]

    assert 0 < limits["ThrottlingRateLimit"] <= limits["ThrottlingBurstLimit"]


def test_access_log_holds_neither_tokens_nor_what_was_asked() -> None:
    line = json.loads(RESOURCES["HttpApi"]["Properties"]["AccessLogSettings"]["Format"])

    assert set(line.values()) == {
        "$context.requestId",
        "$context.routeKey",
        "$context.status",
        "$context.responseLatency",
    }


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_does_not_log_its_events(name: str) -> None:
    variables = FUNCTIONS[name]["Environment"]["Variables"] | GLOBALS["Environment"]["Variables"]

    assert not {"POWERTOOLS_LOGGER_LOG_EVENT", "POWERTOOLS_DEV"} & set(variables)


def test_user_pool_is_made_unless_the_stack_is_given_an_issuer() -> None:
    pool = {name for name, each in RESOURCES.items() if each["Type"].startswith("AWS::Cognito::")}

    assert TEMPLATE["Conditions"]["HasUserPool"] == {"Fn::Equals": [{"Ref": "JwtIssuer"}, ""]}
    assert TEMPLATE["Parameters"]["JwtIssuer"]["Default"] == ""
    assert {RESOURCES[name]["Condition"] for name in pool} == {"HasUserPool"}
    assert {name for name, each in RESOURCES.items() if "Condition" in each} == pool


def test_people_sign_in_by_code_without_a_secret_and_never_as_administrators() -> None:
    people = RESOURCES["PeopleClient"]["Properties"]

    assert people["AllowedOAuthFlows"] == ["code"]
    assert people["GenerateSecret"] is False
    assert people["ExplicitAuthFlows"] == ["ALLOW_REFRESH_TOKEN_AUTH"], "no password flows"
    assert set(people["AllowedOAuthScopes"]) == {"openid", "hearsay/read", "hearsay/review"}
    assert RESOURCES["UserPool"]["Properties"]["AdminCreateUserConfig"] == {
        "AllowAdminCreateUserOnly": True
    }


def test_scopes_of_the_user_pool_are_those_that_routes_want() -> None:
    server = RESOURCES["Scopes"]["Properties"]
    made = {f"{server['Identifier']}/{each['ScopeName']}" for each in server["Scopes"]}

    assert made == {scope for scopes in ROUTES.values() for scope in scopes}
    assert set(RESOURCES["AdminClient"]["Properties"]["AllowedOAuthScopes"]) == made
    assert RESOURCES["AdminClient"]["Properties"]["AllowedOAuthFlows"] == ["client_credentials"]


@pytest.mark.parametrize("name", QUEUES)
def test_queue_is_encrypted(name: str) -> None:
    assert QUEUES[name]["SqsManagedSseEnabled"] is True


@pytest.mark.parametrize("name", BUCKETS)
def test_bucket_is_encrypted_and_closed_to_the_public(name: str) -> None:
    rules = BUCKETS[name]["BucketEncryption"]["ServerSideEncryptionConfiguration"]

    assert rules[0]["ServerSideEncryptionByDefault"]["SSEAlgorithm"]
    assert set(BUCKETS[name]["PublicAccessBlockConfiguration"].values()) == {True}


@pytest.mark.parametrize("name", TABLES)
def test_table_is_encrypted_and_can_be_set_back_in_time(name: str) -> None:
    assert TABLES[name]["SSESpecification"]["SSEEnabled"] is True
    assert TABLES[name]["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True


@pytest.mark.parametrize("name", [*QUEUES, *BUCKETS])
def test_queue_or_bucket_takes_nothing_but_tls(name: str) -> None:
    policies = [
        *of_type("AWS::SQS::QueuePolicy").values(),
        *of_type("AWS::S3::BucketPolicy").values(),
    ]
    mine = [
        statement
        for policy in policies
        if name in map(named, policy.get("Queues") or [policy["Bucket"]])
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Deny" and covers(statement, name)
    ]

    assert [statement["Principal"] for statement in mine] == ["*"]
    assert mine[0]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert mine[0]["Action"] in {"sqs:*", "s3:*"}


def covers(statement: dict[str, Any], name: str) -> bool:
    """Whether a statement is of a resource, and of all in it if it is a bucket."""
    arn = {"Fn::GetAtt": [name, "Arn"]}
    wanted = [arn, {"Fn::Sub": f"${{{name}.Arn}}/*"}] if name in BUCKETS else [arn]
    return all(each in statement["Resource"] for each in wanted)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_logs_are_kept_for_a_set_time(name: str) -> None:
    groups = of_type("AWS::Logs::LogGroup")
    names = [group.get("LogGroupName") for group in groups.values()]

    assert {"Fn::Sub": f"/aws/lambda/${{{name}}}"} in names
    assert all("RetentionInDays" in group for group in groups.values())


def metrics_of(alarm: dict[str, Any]) -> dict[str, set[str]]:
    """The queues that an alarm watches, by metric."""
    parts = [
        each["MetricStat"]["Metric"] for each in alarm.get("Metrics", []) if "MetricStat" in each
    ]
    return {
        part["MetricName"]: {
            named(each["Value"]) for each in part["Dimensions"] if each["Name"] == "QueueName"
        }
        for part in parts or [alarm]
    }


@pytest.mark.parametrize("name", DEAD_LETTERS)
def test_dead_letters_that_stay_raise_an_alarm(name: str) -> None:
    """Their age would not: SQS leaves out of it what was received three times.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
    """
    held = {
        "ApproximateNumberOfMessagesVisible": {name},
        "ApproximateNumberOfMessagesNotVisible": {name},
    }

    assert held in map(metrics_of, ALARMS.values())


@pytest.mark.parametrize("name", SOURCES)
def test_messages_that_wait_too_long_raise_an_alarm(name: str) -> None:
    assert {"ApproximateAgeOfOldestMessage": {name}} in map(metrics_of, ALARMS.values())


def test_a_dead_letter_that_was_dealt_with_raises_an_alarm_too() -> None:
    service = FUNCTIONS["DeadLettersFunction"]["Environment"]["Variables"][
        "POWERTOOLS_SERVICE_NAME"
    ]
    alarms = [alarm for alarm in ALARMS.values() if alarm.get("Namespace") == "Hearsay"]

    assert [alarm["MetricName"] for alarm in alarms] == ["DeadLetters"]
    assert alarms[0]["Dimensions"] == [{"Name": "service", "Value": service}]


@pytest.mark.parametrize("name", ALARMS)
def test_alarm_reaches_the_topic_if_there_is_one(name: str) -> None:
    assert ALARMS[name]["AlarmActions"]["Fn::If"][0] == "HasAlarmTopic"
