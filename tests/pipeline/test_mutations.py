"""The template is the truth: break it, and the pipeline breaks as it would on AWS."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from infra.local.errors import NotIdleError
from infra.local.stack import LocalStack
from infra.local.template import load
from tests.conftest import ROOT
from tests.pipeline.conftest import User, settings

Template = dict[str, Any]
Mutation = Callable[[dict[str, Any]], None]


def statement(resources: dict[str, Any], function: str, sid: str) -> dict[str, Any]:
    """A statement of a function's policy."""
    statements = resources[function]["Properties"]["Policies"][0]["Statement"]
    return next(each for each in statements if each["Sid"] == sid)


def narrow_the_state_policy(resources: dict[str, Any]) -> None:
    statement(resources, "ParseFunction", "KeepState")["Action"] = ["dynamodb:GetItem"]


def narrow_the_articles_policy(resources: dict[str, Any]) -> None:
    statement(resources, "ExtractFunction", "ReadArticles")["Action"] = ["s3:DeleteObject"]


def name_the_wrong_queue(resources: dict[str, Any]) -> None:
    variables = resources["ParseFunction"]["Properties"]["Environment"]["Variables"]
    variables["EXTRACT_QUEUE_URL"] = {"Ref": "ParseDeadLetters"}


def rename_a_variable(resources: dict[str, Any]) -> None:
    variables = resources["ExtractFunction"]["Properties"]["Environment"]["Variables"]
    variables["ARTICLE_BUCKET"] = variables.pop("ARTICLES_BUCKET")


def silence_the_bucket(resources: dict[str, Any]) -> None:
    del resources["InboxBucket"]["Properties"]["NotificationConfiguration"]


def narrow_the_pattern(resources: dict[str, Any]) -> None:
    pattern = resources["InboxRule"]["Properties"]["EventPattern"]
    pattern["detail-type"] = ["Object Deleted"]


def announce_on_another_bus(resources: dict[str, Any]) -> None:
    variables = resources["PublishFunction"]["Properties"]["Environment"]["Variables"]
    variables["BUS_NAME"] = "default"


def let_no_state_row_through(resources: dict[str, Any]) -> None:
    mapping = resources["PublishFunction"]["Properties"]["Events"]["Changes"]["Properties"]
    (filter_,) = mapping["FilterCriteria"]["Filters"]
    filter_["Pattern"] = filter_["Pattern"].replace("META", "STATE")


@contextmanager
def broken(mutate: Mutation, folder: Path) -> Iterator[User]:
    template = load(ROOT / "template.yaml")
    mutate(template["Resources"])
    path = folder / "template.json"
    path.write_text(json.dumps(template), encoding="utf-8")
    with LocalStack(settings(template=path)) as stack:
        yield User(stack)


@pytest.mark.parametrize(
    ("mutate", "function", "word"),
    [
        (narrow_the_state_policy, "ParseFunction", "dynamodb:UpdateItem"),
        (narrow_the_articles_policy, "ExtractFunction", "s3:GetObject"),
        (name_the_wrong_queue, "ParseFunction", "sqs:SendMessage"),
        (rename_a_variable, "ExtractFunction", "ARTICLES_BUCKET"),
    ],
)
def test_pipeline_with_a_broken_template_fails_and_says_where(
    mutate: Mutation, function: str, word: str, tmp_path: Path
) -> None:
    with broken(mutate, tmp_path) as user:
        id_ = user.drop("story.txt", "The mayor said the bridge was safe.")
        with pytest.raises(NotIdleError, match="retry"):
            user.stack.wait_idle()

        log = "\n".join(user.stack.logs(function))
        denied = [entry.action for entry in user.stack.denied]

        assert word in log or word in denied
        assert user.ask(f"/articles/{id_}").json().get("state") != "ready"


@pytest.mark.parametrize("mutate", [silence_the_bucket, narrow_the_pattern])
def test_pipeline_without_its_events_never_hears_of_a_file(
    mutate: Mutation, tmp_path: Path
) -> None:
    with broken(mutate, tmp_path) as user:
        id_ = user.drop("story.txt", "The mayor said the bridge was safe.")
        user.stack.wait_idle()

        assert user.ask(f"/articles/{id_}").status_code == 404


@pytest.mark.parametrize(
    ("mutate", "denied"),
    [(announce_on_another_bus, {"events:PutEvents"}), (let_no_state_row_through, set())],
)
def test_announcements_of_a_broken_template_are_not_made(
    mutate: Mutation, denied: set[str], tmp_path: Path
) -> None:
    with broken(mutate, tmp_path) as user:
        id_ = user.drop("story.txt", "The mayor said the bridge was safe.")
        user.settle()

        assert user.ask(f"/articles/{id_}").json()["state"] == "ready"
        assert user.stack.events_on("HearsayBus") == []
        assert {entry.action for entry in user.stack.denied} == denied
