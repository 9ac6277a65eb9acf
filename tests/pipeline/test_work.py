"""Jobs, erasures and comparisons on the local stack, from the template."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from infra.local.stack import LocalStack
from tests.parse.containers.archives import zipped
from tests.pipeline.conftest import PARAMETERS, User, settings

QUILL = "Mayor Ada Quill said the bridge was safe. Ada Quill denied that it had cracked."
IMPATIENT = PARAMETERS | {"SettledSeconds": "0", "StuckSeconds": "0"}


@pytest.fixture(scope="module")
def user() -> Iterator[User]:
    """A stack that takes whatever disagrees for a finding at once."""
    with LocalStack(settings(parameters=IMPATIENT)) as stack:
        yield User(stack)


def call(user: User, method: str, path: str, body: Any = None) -> httpx.Response:
    """Ask the API for something to be done."""
    headers = {"Authorization": f"Bearer {user.stack.token()}"}
    url = f"{user.stack.api_url}{path}"
    return httpx.request(method, url, json=body, headers=headers, timeout=30)


@contextmanager
def unheard(user: User) -> Iterator[None]:
    """What happens to the inbox meanwhile is never announced."""
    buses = user.stack._eventing.buses
    rules, buses._rules = buses._rules, []
    try:
        yield
    finally:
        buses._rules = rules


def compare(user: User) -> dict[str, Any]:
    """Run the schedule, and read what it has found."""
    user.stack.tick("ReconcileFunction")
    user.settle()
    report: dict[str, Any] = user.ask("/reconciliations").json()["items"][0]
    return report


def test_object_whose_event_was_lost_is_found_and_ingested(user: User) -> None:
    user.drop("known.txt", QUILL)
    user.settle()
    with unheard(user):
        id_ = user.drop("lost.txt", "Bo Li said the tunnel was closed.")
    user.settle()
    assert user.ask(f"/articles/{id_}").status_code == 404

    report = compare(user)

    assert report["counts"] == {"unannounced": 1}
    assert [found["key"] for found in report["examples"]] == ["lost.txt"]
    sources = [c["source"]["canonical"] for c in user.claims(f"/articles/{id_}/claims")]
    assert sources == ["Bo Li"]
    assert compare(user)["counts"] == {}


def test_deletion_whose_event_was_lost_is_found_and_takes_the_claims(user: User) -> None:
    id_ = user.drop("vanishing.txt", QUILL)
    user.settle()
    with unheard(user):
        user.delete("vanishing.txt")

    report = compare(user)

    assert report["counts"] == {"vanished": 1}
    assert user.ask(f"/articles/{id_}").json()["state"] == "deleted"


def test_job_extracts_again_and_tells_how_it_went(user: User) -> None:
    ids = [user.drop(f"again/{number}.txt", QUILL) for number in range(3)]
    user.settle()
    before = {id_: user.ask(f"/articles/{id_}").json()["revision"] for id_ in ids}

    answer = call(user, "POST", "/jobs", {"prefix": "again/", "rerun": "extract"})
    user.settle()

    assert answer.status_code == 202
    job = user.ask(f"/jobs/{answer.json()['job_id']}").json()
    assert job["state"] == "done"
    assert [job[name] for name in ("asked", "done", "failed", "skipped")] == [3, 3, 0, 0]
    after = {id_: user.ask(f"/articles/{id_}").json()["revision"] for id_ in ids}
    assert all(after[id_] > before[id_] for id_ in ids)


def test_job_retries_all_that_failed(user: User) -> None:
    id_ = user.drop("bad.txt", b"\x00\x01\x02\x03")
    user.settle()

    answer = call(user, "POST", "/jobs", {"state": "failed"})
    user.settle()

    job = user.ask(f"/jobs/{answer.json()['job_id']}").json()
    assert (job["state"], job["failed"]) == ("done", 1)
    assert user.ask(f"/articles/{id_}").json()["state"] == "failed"


def test_erasure_leaves_nothing_in_any_store(user: User) -> None:
    word = "Zebulon Quagmire"
    for text in (f"{word} said the bridge was safe.", f"{word} said the tunnel was closed."):
        id_ = user.drop("secret.txt", text)
        user.settle()
    other = user.drop("secret.txt.bak", QUILL)
    user.settle()

    answer = call(user, "DELETE", f"/articles/{id_}")
    assert answer.status_code == 202
    assert user.claims("/claims", source=word) == []
    user.settle()

    s3 = user.stack.client("s3")
    versions = s3.list_object_versions(Bucket=user.inbox, Prefix="secret.txt")
    kept = [*versions.get("Versions", []), *versions.get("DeleteMarkers", [])]
    assert [entry["Key"] for entry in kept] == ["secret.txt.bak"]
    articles = s3.list_objects_v2(Bucket=user.stack.outputs["ArticlesBucketName"])["Contents"]
    assert [entry["Key"] for entry in articles if id_ in entry["Key"]] == []
    table = user.stack.outputs["RecordsTableName"]
    rows = user.stack.client("dynamodb").scan(TableName=table)["Items"]
    assert [row for row in rows if "Quagmire" in str(row) or "quagmire" in str(row)] == []
    mine = {row["sk"]["S"]: row for row in rows if id_ in str(row)}
    assert set(mine) == {"META"}
    assert not {"current", "failure"} & set(mine["META"])
    assert user.ask(f"/articles/{id_}").json()["state"] == "deleted"
    assert user.ask(f"/articles/{other}").json()["state"] == "ready"
    assert compare(user)["counts"] == {}, "comparing brings nothing back"


def test_container_is_worked_on_again_and_erased_with_its_members(user: User) -> None:
    word = "Quentin Zeppelin"
    text = f"{word} said the bridge was safe."
    box = user.drop("box.zip", zipped({"a.txt": text, "in.zip": zipped({"b.txt": text})}))
    user.settle()
    assert len(user.claims("/claims", source=word)) == 2

    answer = call(user, "POST", "/jobs", {"prefix": "box"})
    user.settle()

    job = user.ask(f"/jobs/{answer.json()['job_id']}").json()
    assert [job[name] for name in ("state", "asked", "done", "failed")] == ["done", 4, 4, 0]
    assert len(user.claims("/claims", source=word)) == 2
    assert compare(user)["counts"] == {}

    assert call(user, "DELETE", f"/articles/{box}").status_code == 202
    user.settle()

    table = user.stack.outputs["RecordsTableName"]
    rows = user.stack.client("dynamodb").scan(TableName=table)["Items"]
    assert [row for row in rows if "Zeppelin" in str(row) or "zeppelin" in str(row)] == []
    left = [row for row in rows if row.get("key", {}).get("S") == "box.zip"]
    assert [row["state"]["S"] for row in left] == ["deleted"] * 4
    assert compare(user)["counts"] == {}


def test_nothing_was_denied_to_the_functions(user: User) -> None:
    assert user.stack.denied == []
    assert user.stack.undelivered == []
