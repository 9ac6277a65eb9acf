"""Containers through S3 in and HTTP out: every member an article, the bad ones failed alone."""

import io
import json
import zipfile
from typing import Any

from tests.pipeline.conftest import User

QUILL = "Mayor Ada Quill said the bridge was safe. Ada Quill denied that it had cracked."
LI = "Bo Li said the tunnel was closed."


def zipped(**members: str | bytes) -> bytes:
    """A ZIP archive; `_` in a name stands for the dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name.replace("_", "."), body)
    return file.getvalue()


def members(user: User, id_: str, **parameters: Any) -> dict[str, dict[str, Any]]:
    """The members of a container by their paths."""
    answer = user.ask(f"/articles/{id_}/members", **parameters).raise_for_status().json()
    return {item["member"]: item for item in answer["items"]}


def test_archive_ends_as_articles_with_claims_and_failures_that_say_why(user: User) -> None:
    inner = zipped(deep_txt=LI)
    id_ = user.drop(
        "week.zip", zipped(good_txt=QUILL, bad_png=b"\x89PNG\r\n\x1a\n\0", in_zip=inner)
    )
    user.settle()

    detail = user.ask(f"/articles/{id_}").json()
    found = members(user, id_)

    assert detail["state"] == "expanded"
    assert detail["members"] == {"total": 3, "done": 2, "failed": 1, "waiting": 0}
    assert {path: item["state"] for path, item in found.items()} == {
        "good.txt": "ready",
        "bad.png": "failed",
        "in.zip": "expanded",
    }
    assert found["bad.png"]["failure"]["code"] == "unsupported"
    assert members(user, id_, state="failed").keys() == {"bad.png"}
    deep = members(user, found["in.zip"]["article_id"])["in.zip!/deep.txt"]
    assert deep["parent_id"] == found["in.zip"]["article_id"]
    good = user.claims(f"/articles/{found['good.txt']['article_id']}/claims")
    assert {claim["source"]["canonical"] for claim in good} == {"Ada Quill"}


def test_json_lines_end_as_articles_with_their_own_dates(user: User) -> None:
    article = {"title": "Tunnel closed", "text": LI, "published": "2025-03-03"}
    id_ = user.drop("feed.jsonl", f"{json.dumps(article)}\nno json\n{json.dumps(QUILL)}\n")
    user.settle()

    found = members(user, id_)

    assert {path: item["state"] for path, item in found.items()} == {
        "line-0000001": "ready",
        "line-0000002": "failed",
        "line-0000003": "ready",
    }
    assert found["line-0000001"]["title"] == "Tunnel closed"
    assert found["line-0000001"]["published"] == "2025-03-03"


def test_new_version_removes_members_that_it_lacks_and_a_deletion_removes_all(user: User) -> None:
    id_ = user.drop("again.zip", zipped(stays_txt=QUILL, goes_txt=LI))
    user.settle()
    before = {path: item["article_id"] for path, item in members(user, id_).items()}

    user.drop("again.zip", zipped(stays_txt=LI, comes_txt=QUILL))
    user.settle()

    after = members(user, id_)
    assert after.keys() == {"stays.txt", "comes.txt"}
    assert after["stays.txt"]["article_id"] == before["stays.txt"]
    assert user.ask(f"/articles/{before['goes.txt']}").json()["state"] == "deleted"
    assert user.ask(f"/articles/{before['goes.txt']}/claims").status_code == 409

    user.delete("again.zip")
    user.settle()

    assert members(user, id_) == {}
    ids = {item["article_id"] for item in after.values()}
    assert not any(claim["article_id"] in ids for claim in user.claims())


def test_damaged_archive_is_one_failure(user: User) -> None:
    id_ = user.drop("cut.zip", zipped(a_txt=QUILL)[:-20])
    user.settle()

    failure = user.ask(f"/articles/{id_}").json()["failure"]

    assert (failure["stage"], failure["code"]) == ("expand", "corrupt")
