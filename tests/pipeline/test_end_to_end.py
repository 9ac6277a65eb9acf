"""The promises, seen from outside: files in through S3, claims out through HTTP."""

from typing import Any

import httpx
import pytest

from tests.conftest import ROOT
from tests.pipeline.conftest import User

SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.is_file())
QUILL = "Mayor Ada Quill said the bridge was safe. Ada Quill denied that it had cracked."


def spans(record: Any) -> list[dict[str, Any]]:
    """Every span anywhere in a JSON document."""
    if isinstance(record, list):
        return [span for each in record for span in spans(each)]
    if not isinstance(record, dict):
        return []
    own = [record] if {"exact", "start", "end"} <= set(record) else []
    return own + [span for each in record.values() for span in spans(each)]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_sample_ends_as_claims_whose_every_span_is_in_the_text(user: User, sample: Any) -> None:
    id_ = user.drop(f"samples/{sample.name}", sample.read_bytes())
    user.settle()

    text = user.ask(f"/articles/{id_}/text").raise_for_status().content.decode("utf-8")
    detail = user.ask(f"/articles/{id_}").json()
    claims = user.claims(f"/articles/{id_}/claims", unattributed=True)

    assert detail["state"] == "ready", detail["failure"]
    assert len(claims) == detail["claims"] > 0
    found = [*spans(claims), *spans(detail)]
    assert [s for s in found if text[s["start"] : s["end"]] != s["exact"]] == []
    for sentence in detail["coverage"]:
        assert bool(sentence["claims"]) != bool(sentence["reason"]), sentence


def test_plain_text_is_served_as_the_file_was_dropped(user: User) -> None:
    body = "The mayor said so.\r\n\r\nÉmile 😀 denied it.\n"
    id_ = user.drop("exact.txt", body)
    user.settle()

    assert user.ask(f"/articles/{id_}/text").content == body.encode()


def test_an_overwrite_replaces_all_claims(user: User) -> None:
    id_ = user.drop("bridge.txt", QUILL)
    user.settle()
    before = {claim["claim_id"] for claim in user.claims(f"/articles/{id_}/claims")}

    user.drop("bridge.txt", "Bo Li said the tunnel was closed.")
    user.settle()

    after = user.claims(f"/articles/{id_}/claims")
    assert before
    assert [claim["source"]["canonical"] for claim in after] == ["Bo Li"]
    assert all(user.ask(f"/claims/{claim_id}").status_code == 404 for claim_id in before)
    assert not any(c["article_id"] == id_ for c in user.claims(source="Ada Quill"))


def test_an_overwrite_leaves_no_row_or_file_of_the_old_revision(user: User) -> None:
    for body in (QUILL, QUILL + " She resigned.", "Bo Li said the tunnel was closed."):
        id_ = user.drop("trace.txt", body)
        user.settle()

    rows = user.stack.client("dynamodb").scan(TableName=user.stack.outputs["RecordsTableName"])
    mine = [item["sk"]["S"] for item in rows["Items"] if item["pk"]["S"] == f"A#{id_}"]
    files = user.stack.client("s3").list_objects_v2(
        Bucket=user.stack.outputs["ArticlesBucketName"], Prefix=f"{id_}/"
    )["Contents"]

    # DAYS says under which days it was ever counted.
    assert sorted(key.partition("#")[0] for key in mine) == ["C", "DAYS", "META", "R", "V"]
    assert len(files) == 2


def test_a_cursor_goes_on_in_its_revision_until_the_grace_period_is_over(user: User) -> None:
    path = f"/articles/{user.drop('paged.txt', QUILL)}/claims"
    user.settle()
    cursor = user.ask(path, limit=1).json()["next_cursor"]
    user.drop("paged.txt", "Bo Li said the tunnel was closed.")
    user.stack.wait_idle()

    within = user.ask(path, cursor=cursor).json()["items"]
    user.settle()
    after = user.ask(path, cursor=cursor)

    assert [claim["source"]["canonical"] for claim in within] == ["Ada Quill"]
    assert after.status_code == 410
    assert after.json()["detail"].endswith(
        "Leave out the cursor to start again from the beginning."
    )


@pytest.mark.parametrize(
    ("key", "body", "code", "word"),
    [
        ("empty.txt", b"", "empty", "empty"),
        ("blank.txt", b" \n\t\n", "empty", "white space"),
        ("junk.txt", bytes(range(256)) * 4, "unsupported", "text"),
        ("picture.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "unsupported", "PNG"),
        ("large.txt", b"word " * 30_000, "too_large", "150,000"),
    ],
)
def test_a_bad_file_ends_as_a_failure_record_that_says_why(
    user: User, key: str, body: bytes, code: str, word: str
) -> None:
    id_ = user.drop(key, body)
    good = user.drop("good.txt", QUILL)
    user.settle()

    detail = user.ask(f"/articles/{id_}").json()
    listed = user.ask("/articles", state="failed", limit=100).json()["items"]

    assert detail["failure"]["code"] == code
    assert word in detail["failure"]["message"]
    assert detail["failure"]["remedy"].endswith(".")
    assert id_ in [item["article_id"] for item in listed]
    assert user.ask(f"/articles/{good}").json()["state"] == "ready", "nothing else stops"


def test_a_deleted_file_takes_its_claims_with_it(user: User) -> None:
    id_ = user.drop("gone.txt", QUILL)
    user.settle()
    claim = user.claims(f"/articles/{id_}/claims")[0]["claim_id"]

    user.delete("gone.txt")
    user.settle()

    assert user.ask(f"/articles/{id_}").json()["state"] == "deleted"
    assert user.ask(f"/claims/{claim}").status_code == 404
    assert user.ask(f"/articles/{id_}/claims").status_code == 409


def test_an_event_that_comes_twice_or_late_changes_nothing(user: User) -> None:
    id_ = user.drop("again.txt", QUILL)
    user.settle()
    first = next(e for e in user.stack.events if e["detail"]["object"]["key"] == "again.txt")
    user.drop("again.txt", "Bo Li said the tunnel was closed.")
    user.settle()
    before = user.ask(f"/articles/{id_}").json()

    user.stack.publish(first)
    user.stack.publish(first)
    user.settle()

    assert user.ask(f"/articles/{id_}").json() == before


def test_the_date_is_that_of_publication_and_never_of_the_upload(user: User) -> None:
    dated = user.drop("dated.txt", "Ada Quill said the dam held.", published="2019-05-04")
    undated = user.drop("undated.txt", "Ada Quill said the dyke held.")
    user.settle()

    def articles(**parameters: str) -> set[str]:
        return {claim["article_id"] for claim in user.claims(**parameters)}

    assert dated in articles(**{"from": "2019-05-04", "to": "2019-05-04"})
    assert undated in articles(published="unknown")
    assert undated not in articles(**{"from": "1900-01-01"})
    assert user.ask(f"/articles/{dated}").json()["published_basis"] == "object_metadata"


def test_a_large_text_is_a_redirect_that_needs_no_further_token(user: User) -> None:
    body = "The mayor said the bridge was safe. " * 1000
    id_ = user.drop("long.txt", body)
    user.settle()

    answer = user.ask(f"/articles/{id_}/text")

    assert answer.status_code == 302
    assert httpx.get(answer.headers["Location"]).content == body.encode()


@pytest.mark.parametrize("path", ["/articles", "/claims", "/sources", "/openapi.json"])
@pytest.mark.parametrize("token", [None, "nonsense", "expired", "other audience"])
def test_a_route_without_a_valid_token_is_closed(user: User, path: str, token: str | None) -> None:
    made: dict[str | None, dict[str, Any]] = {
        "expired": {"exp": 1},
        "other audience": {"aud": "others"},
    }
    value = user.stack.token(**made[token]) if token in made else token
    headers = {"Authorization": f"Bearer {value}"} if value else {}

    assert httpx.get(f"{user.stack.api_url}{path}", headers=headers).status_code == 401


def test_health_needs_no_token(user: User) -> None:
    assert httpx.get(f"{user.stack.api_url}/health").json()["status"] == "ok"


def test_sources_lists_who_claims(user: User) -> None:
    user.drop("sources.txt", QUILL)
    user.settle()

    items = user.ask("/sources", limit=100).json()["items"]

    assert "Ada Quill" in [item["name"] for item in items]


def test_nothing_was_denied_to_the_functions(user: User) -> None:
    assert user.stack.denied == []
    assert user.stack.undelivered == []


def test_a_version_that_is_removed_for_good_brings_back_the_one_under_it(user: User) -> None:
    def sources() -> list[str]:
        return [claim["source"]["canonical"] for claim in user.claims(f"/articles/{id_}/claims")]

    def remove(version: str) -> None:
        s3.delete_object(Bucket=user.inbox, Key="versions.txt", VersionId=version)
        user.settle()

    s3 = user.stack.client("s3")
    id_ = user.drop("versions.txt", "Bo Li said the tunnel was closed.")
    user.drop("versions.txt", "Ada Quill said the bridge was safe.")
    user.settle()
    assert sources() == ["Ada Quill"]

    remove(user.ask(f"/articles/{id_}").json()["version_id"])
    assert sources() == ["Bo Li"]

    user.delete("versions.txt")
    user.settle()
    marker = user.ask(f"/articles/{id_}").json()
    assert marker["state"] == "deleted"

    remove(marker["version_id"])
    assert sources() == ["Bo Li"]
