"""Functions that crash, run out of time or are refused leave a record, and no silence."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from infra.cli.main import main
from infra.local.stack import LocalStack
from infra.local.template import load
from tests.conftest import ROOT
from tests.pipeline.conftest import User, settings
from tests.pipeline.test_mutations import broken, narrow_the_articles_policy

BODY = "Mayor Ada Quill said the bridge was safe."
FAULTY = """
import os, time
from pathlib import Path
from {module} import {owner}
from functions.{name}.handler import handler

whole = {owner}.{method}

def breaks(*arguments):
    if Path({marker!r}).exists():
        {fault}
    return whole(*arguments)

{owner}.{method} = breaks
"""
"""A function that breaks down while a file is there: when it reads, having claimed the work."""


@contextmanager
def faulty(name: str, method: str, fault: str, folder: Path) -> Iterator[tuple[User, Path]]:
    """A stack with a function that breaks down, and the file without which it does not."""
    marker, root = folder / "marker", folder / "root"
    marker.touch()
    root.mkdir()
    for package in ("functions", "schemas"):
        (root / package).symlink_to(ROOT / package)
    path, method = method.rsplit(".", 1)
    module, owner = path.rsplit(".", 1)
    where = {"module": module, "owner": owner, "method": method}
    code = FAULTY.format(**where, name=name, marker=str(marker), fault=fault)
    (root / "faulty.py").write_text(code, encoding="utf-8")
    logical = f"{name.title()}Function"
    template = load(ROOT / "template.yaml")
    properties = template["Resources"][logical]["Properties"]
    properties |= {"Handler": "faulty.handler", "Timeout": 3}
    # The queues' clock is advanced while leases go by the real one.
    properties["Environment"]["Variables"]["LEASE_SECONDS"] = "1"
    changed = folder / "template.json"
    changed.write_text(json.dumps(template), encoding="utf-8")
    with LocalStack(settings(template=changed, code_roots={logical: root})) as stack:
        yield User(stack), marker


def archived(user: User, key: str) -> Any:
    """A dead letter in the archive."""
    bucket = user.stack.outputs["ArticlesBucketName"]
    answer = user.stack.client("s3").get_object(Bucket=bucket, Key=key)
    return json.loads(answer["Body"].read())


@pytest.mark.parametrize(
    ("name", "method", "fault", "mentions"),
    [
        ("parse", "functions.parse.objects.Inbox.open", "os._exit(137)", "story.txt"),
        ("parse", "functions.parse.objects.Inbox.open", "time.sleep(60)", "story.txt"),
        ("extract", "functions.extract.articles.Articles.read", "os._exit(137)", '"article_id"'),
    ],
)
def test_a_crash_or_timeout_ends_as_a_failure_and_a_retry_brings_the_claims(
    name: str, method: str, fault: str, mentions: str, tmp_path: Path
) -> None:
    with faulty(name, method, fault, tmp_path) as (user, marker):
        id_ = user.drop("story.txt", BODY)
        user.settle()

        failure = user.ask(f"/articles/{id_}").json()["failure"]
        assert (failure["stage"], failure["code"]) == (name, "crashed")
        assert failure["attempts"] == 4
        assert f"POST /failures/{id_}/retry" in failure["remedy"]
        assert mentions in archived(user, failure["archived"])["body"]
        assert user.ask(f"/articles/{id_}/claims").status_code == 409

        marker.unlink()
        answer = user.retry(id_)
        assert answer.status_code == 202
        user.settle()

        claims = user.claims(f"/articles/{id_}/claims")
        assert [claim["source"]["canonical"] for claim in claims] == ["Ada Quill"]
        assert user.ask(f"/articles/{id_}").json()["failure"] is None
        assert user.retry(id_).status_code == 409
        assert user.stack.denied == []


def test_a_refusal_ends_as_a_failure_that_names_it(tmp_path: Path) -> None:
    with broken(narrow_the_articles_policy, tmp_path) as user:
        id_ = user.drop("story.txt", BODY)
        user.settle()

        failure = user.ask(f"/articles/{id_}").json()["failure"]
        assert (failure["stage"], failure["code"]) == ("extract", "unavailable")
        assert "AccessDenied" in failure["message"]


def test_a_message_that_makes_no_sense_is_archived_and_never_comes_again(user: User) -> None:
    for queue in ("ParseQueue", "ExtractBackfillQueue"):
        url = user.stack.deployment.resources[queue].physical_id
        user.stack.client("sqs").send_message(QueueUrl=url, MessageBody=f"to {queue}: no JSON")
    user.settle()

    listed = user.stack.client("s3").list_objects_v2(
        Bucket=user.stack.outputs["ArticlesBucketName"], Prefix="dead-letters/unknown/"
    )["Contents"]
    bodies = {archived(user, entry["Key"])["body"] for entry in listed}

    assert bodies == {"to ParseQueue: no JSON", "to ExtractBackfillQueue: no JSON"}
    metrics = [line for line in user.stack.logs("DeadLettersFunction") if "_aws" in line]
    assert sum(json.loads(line)["DeadLetters"][0] for line in metrics) == 2


def test_commands_list_what_failed_and_ask_for_another_try(
    user: User, capsys: pytest.CaptureFixture[str]
) -> None:
    id_ = user.drop("empty.txt", "")
    user.settle()
    access = ("--api", user.stack.api_url, "--token", user.stack.token())

    for command in (["failures"], ["retry", id_]):
        with pytest.raises(SystemExit) as end:
            main([*command, *access])
        assert not end.value.code

    printed = capsys.readouterr().out
    assert f"{id_}  empty.txt  empty" in printed
    assert f"{id_}  The file will be read again." in printed


def test_retry_needs_a_token_like_every_route(user: User) -> None:
    assert user.retry("0" * 24, authorised=False).status_code == 401
    assert user.retry("0" * 24).status_code == 404
