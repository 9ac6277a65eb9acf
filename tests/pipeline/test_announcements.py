"""Events out, seen by who subscribes to the bus with a rule."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from infra.contracts import FOLDER
from infra.local.stack import LocalStack
from infra.local.template import load
from schemas.announcements import SOURCE
from tests.conftest import ROOT
from tests.pipeline.conftest import User, settings

BRIDGE = "Mayor Ada Quill said the bridge was safe."
TUNNEL = "Bo Li said the tunnel was closed."


SUBSCRIPTION = """
Resources:
  Heard:
    Type: AWS::Logs::LogGroup
    Properties: {LogGroupName: /heard}
  HeardPolicy:
    Type: AWS::Logs::ResourcePolicy
    Properties:
      PolicyName: heard
      PolicyDocument: !Sub |
        {"Statement": [{
          "Effect": "Allow",
          "Principal": {"Service": ["events.amazonaws.com", "delivery.logs.amazonaws.com"]},
          "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
          "Resource": "${Heard.Arn}"}]}
  Subscription:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: !Ref HearsayBus
      EventPattern:
        source: [hearsay]
        detail-type: [ArticleIngested, ClaimsReplaced, ArticleDeleted]
      Targets: [{Id: Heard, Arn: !GetAtt Heard.Arn}]
"""
"""A rule of somebody else's, with a log group as its target."""


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[User]:
    """A user beside whom somebody else has subscribed to the bus."""
    folder = tmp_path_factory.mktemp("subscribed")
    (folder / "subscription.yaml").write_text(SUBSCRIPTION, encoding="utf-8")
    template = load(ROOT / "template.yaml")
    template["Resources"] |= load(folder / "subscription.yaml")["Resources"]
    path = folder / "template.json"
    path.write_text(json.dumps(template), encoding="utf-8")
    with LocalStack(settings(template=path)) as stack:
        yield User(stack)


def about(events: list[dict[str, Any]], article: str) -> list[dict[str, Any]]:
    return [event for event in events if event["detail"]["article_id"] == article]


def announced(user: User, article: str) -> list[dict[str, Any]]:
    """The announcements of an article in the order of its changes, each valid by its schema."""
    events = about(user.stack.events_on("HearsayBus"), article)
    for event in events:
        schema = (FOLDER / f"{event['detail-type']}.schema.json").read_text(encoding="utf-8")
        Draft202012Validator(json.loads(schema)).validate(event["detail"])
        assert event["source"] == SOURCE
    return sorted(events, key=lambda event: int(event["detail"]["run"]))


def test_what_becomes_of_a_file_is_announced_after_it_can_be_read(user: User) -> None:
    id_ = user.drop("bridge.txt", BRIDGE, published="2025-03-01")
    user.settle()
    first = user.ask(f"/articles/{id_}").json()
    user.drop("bridge.txt", TUNNEL)
    user.settle()
    user.drop("bridge.txt", b"")
    user.settle()
    user.delete("bridge.txt")
    user.settle()

    events = announced(user, id_)

    assert [event["detail-type"] for event in events] == [
        "ArticleIngested",
        "ClaimsReplaced",
        "ArticleFailed",
        "ArticleDeleted",
    ]
    ingested, replaced, failed, _ = (event["detail"] for event in events)
    assert (ingested["key"], ingested["published"]) == ("bridge.txt", "2025-03-01")
    assert (ingested["claims"], ingested["version_id"]) == (first["claims"], first["version_id"])
    assert replaced["replaced"] == ingested["revision"] < replaced["revision"]
    assert failed["failure"]["code"] == "empty"
    assert len({event["detail"]["dedupe_key"] for event in events}) == 4


def test_subscriber_gets_what_its_rule_asks_for(user: User) -> None:
    good = user.drop("heard.txt", BRIDGE)
    bad = user.drop("unheard.txt", b"")
    user.settle()

    heard = user.stack.logged_events("Heard")

    assert about(heard, good) == announced(user, good) != []
    assert announced(user, bad) != []
    assert about(heard, bad) == []


def test_event_of_s3_that_comes_twice_is_announced_once(user: User) -> None:
    id_ = user.drop("again.txt", BRIDGE)
    user.settle()
    event = next(e for e in user.stack.events if e["detail"]["object"]["key"] == "again.txt")

    user.stack.publish(event)
    user.settle()

    assert [event["detail-type"] for event in announced(user, id_)] == ["ArticleIngested"]


def test_records_of_the_stream_that_come_again_have_the_same_keys(user: User) -> None:
    id_ = user.drop("copies.txt", BRIDGE)
    user.settle()
    (first,) = announced(user, id_)
    batch = {"Records": [state_change(user, id_)]}

    assert user.stack.invoke("PublishFunction", batch).json() == {"batchItemFailures": []}
    assert user.stack.invoke("PublishFunction", batch).json() == {"batchItemFailures": []}

    _, *copies = announced(user, id_)
    assert [copy["detail"] for copy in copies] == [first["detail"]] * 2


def test_change_that_cannot_be_read_ends_alone_among_the_dead_letters(user: User) -> None:
    table = user.stack.outputs["RecordsTableName"]
    bad = {"pk": {"S": "A#0"}, "sk": {"S": "META"}, "state": {"S": "ready"}}
    user.stack.client("dynamodb").put_item(TableName=table, Item=bad)
    ids = [user.drop(f"beside-{number}.txt", BRIDGE) for number in range(3)]
    user.settle()

    s3, bucket = user.stack.client("s3"), user.stack.outputs["ArticlesBucketName"]
    (kept,) = s3.list_objects_v2(Bucket=bucket, Prefix="dead-letters/unknown/")["Contents"]
    archived = json.loads(s3.get_object(Bucket=bucket, Key=kept["Key"])["Body"].read())

    assert json.loads(archived["body"])["DDBStreamBatchInfo"]["batchSize"] == 1
    assert all(announced(user, id_) for id_ in ids)
    assert "UnreadableChangeError" in "\n".join(user.stack.logs("PublishFunction"))


def test_nothing_was_denied_to_the_function(user: User) -> None:
    assert user.stack.denied == []
    assert user.stack.undelivered == []


def state_change(user: User, article: str) -> dict[str, Any]:
    """The flip of an article, as the stream tells it."""
    key = {"pk": {"S": f"A#{article}"}, "sk": {"S": "META"}}
    table = user.stack.outputs["RecordsTableName"]
    new = user.stack.client("dynamodb").get_item(TableName=table, Key=key)["Item"]
    old = {name: value for name, value in new.items() if name != "current"}
    body = {"Keys": key, "OldImage": old | {"state": {"S": "parsed"}}, "NewImage": new}
    return {"eventName": "MODIFY", "dynamodb": {"SequenceNumber": "1", **body}}
