"""`hearsay up --data` as a user lives with it: killed at any moment, and started again."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from infra.cli.client import ApiClient
from infra.cli.connection import Connection
from infra.cli.files import newest
from infra.cli.main import main
from schemas.claim import ReviewState
from schemas.review import ReviewRequest
from schemas.table import State
from schemas.upload import ContentType, UploadRequest
from tests.cli.terminal import PATIENCE, eventually, hearsay, s3
from tests.conftest import ROOT

COMMON = ("--template", str(ROOT / "template.yaml"), "--port", "0", "--api-port", "0")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file to be given, and one in the inbox."""
    monkeypatch.chdir(tmp_path)
    write("given.txt", "Mayor Ada Quill said the bridge was safe. Ada Quill denied a crack.\n")
    write("inbox/in.txt", "Bo Li said the dam held.\n")
    return tmp_path


def write(name: str, text: str) -> None:
    """Write a file."""
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


@contextmanager
def life() -> Iterator[Connection]:
    """A stack with `given.txt`, until it is killed."""
    process = hearsay("up", "given.txt", "--data", "kept", *COMMON)
    try:
        eventually(lambda: Path(".hearsay/stack.json").exists() or process.poll() is not None)
        assert process.poll() is None, process.communicate()[0]
        yield Connection.load()
    finally:
        functions = children(process.pid)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=PATIENCE)
        eventually(lambda: not any(map(is_running, functions)))
        Path(".hearsay/stack.json").unlink(missing_ok=True)


def children(pid: int) -> list[int]:
    """The processes that a process has started, which are sessions of their own here."""
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if status(path)[1] == str(pid)]


def is_running(pid: int) -> bool:
    """Whether a process has not ended."""
    return status(Path("/proc", str(pid)))[0] not in {"", "Z"}


def status(path: Path) -> tuple[str, str]:
    """State and parent of a process; nothing if it has gone."""
    try:
        state, parent, *_ = (path / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return "", ""
    return state, parent


def client(connection: Connection) -> ApiClient:
    """A client of the API."""
    return ApiClient(connection.api_url, connection.token())


def ended(connection: Connection) -> dict[str, tuple[Any, ...]]:
    """What became of each object."""
    with client(connection) as api:
        return {
            found.key: (found.article_id, found.state, found.version_id, found.revision)
            for found in api.articles([State.READY, State.FAILED])
        }


def said(connection: Connection, source: str) -> list[str]:
    """The claims of a source that readers see, by their words."""
    with client(connection) as api:
        found = api.claims({"source": source, "limit": 50})
        return sorted(" ".join(span.exact for span in claim.content) for claim in found)


def everything(connection: Connection) -> dict[str, Any]:
    """All that can be asked: articles, claims with their reviews, failures."""
    with client(connection) as api:
        found = list(api.claims({"limit": 50, "review": [*ReviewState]}))
        return {
            "articles": ended(connection),
            "claims": found,
            "reviews": [api.review(claim.claim_id) for claim in found],
            "failures": list(api.failures({})),
        }


def stored(connection: Connection) -> dict[str, int]:
    """How many versions each object has."""
    answer = s3(connection).list_object_versions(Bucket=connection.inbox_bucket)
    keys = [version["Key"] for version in answer.get("Versions", [])]
    return {key: keys.count(key) for key in keys}


def upload_by_all_means(connection: Connection) -> None:
    """One file over S3, one over the API, and an empty one, which fails."""
    put = partial(s3(connection).put_object, Bucket=connection.inbox_bucket)
    put(Key="by/s3.txt", Body=b"Di Fox said the quay held.\n")
    put(Key="empty.txt", Body=b"")
    with client(connection) as api:
        request = UploadRequest(name="form.txt", content_type=ContentType.TEXT)
        api.upload(request, b"Cy Moss said the dyke held.\n")


def judge_twice(connection: Connection) -> None:
    """Accept a claim, and reject it after all."""
    with client(connection) as api:
        claim = next(api.claims({"polarity": "denied"})).claim_id
        api.judge(claim, ReviewRequest(state=ReviewState.ACCEPTED), 0)
        step = ReviewRequest(state=ReviewState.REJECTED, note="another bridge")
        assert len(api.judge(claim, step, 1).steps) == 2


@pytest.mark.usefixtures("folder")
def test_data_everything_is_there_after_a_kill_and_goes_on() -> None:
    with life() as connection:
        upload_by_all_means(connection)
        eventually(lambda: len(ended(connection)) == 5)
        judge_twice(connection)
        before = everything(connection)
        with client(connection) as api:
            cursor = api.page("/claims", {"limit": 1}).cursor
            rest = api.page("/claims", {"limit": 50, "cursor": cursor}).text
    assert [failed.key for failed in before["failures"]] == ["empty.txt"]

    with life() as connection:
        assert everything(connection) == before
        with client(connection) as api:
            assert api.page("/claims", {"limit": 50, "cursor": cursor}).text == rest
        write("inbox/in.txt", "Bo Li said the dam broke.\n")
        eventually(lambda: said(connection, "Bo Li") == ["the dam broke"])
        assert stored(connection) == dict.fromkeys(before["articles"], 1) | {"in.txt": 2}


@pytest.mark.usefixtures("folder")
def test_data_upload_that_was_acknowledged_ends_as_claims_whenever_the_kill_comes() -> None:
    with life() as connection:
        eventually(lambda: len(ended(connection)) == 2)
        for number in range(20):
            s3(connection).put_object(
                Bucket=connection.inbox_bucket,
                Key=f"{number}.txt",
                Body=f"Di Fox said quay {number} held.\n".encode(),
            )
    with life() as connection:  # at work on them when it is killed
        eventually(lambda: len(ended(connection)) > 4)
    with life() as connection:
        eventually(lambda: len(ended(connection)) == 22)
        assert {found[1] for found in ended(connection).values()} == {State.READY}
        assert said(connection, "Di Fox") == sorted(f"quay {n} held" for n in range(20))
        assert set(stored(connection).values()) == {1}


@pytest.mark.usefixtures("folder")
def test_data_what_was_deleted_does_not_come_back_from_the_inbox_folder() -> None:
    with life() as connection:
        eventually(lambda: "in.txt" in ended(connection))
        s3(connection).delete_object(Bucket=connection.inbox_bucket, Key="in.txt")
        eventually(lambda: "in.txt" not in ended(connection))
    with life() as connection:
        write("inbox/later.txt", "Cy Moss said the dyke held.\n")
        eventually(lambda: "later.txt" in ended(connection))
        assert "in.txt" not in newest(s3(connection), connection.inbox_bucket)


@pytest.mark.usefixtures("folder")
def test_data_up_once_shows_what_it_has_without_dropping_it_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    printed = []
    for _ in range(2):
        with pytest.raises(SystemExit) as exit_:
            main(["up", "--once", "given.txt", "--data", "kept", *COMMON])
        assert exit_.value.code == 0
        printed.append(capsys.readouterr().out)
    assert all("Ada Quill" in each and "Bo Li" in each for each in printed)


@pytest.mark.usefixtures("folder")
def test_data_folder_of_something_else_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    write("kept/thesis.txt", "mine")
    with pytest.raises(SystemExit) as exit_:
        main(["up", "given.txt", "--data", "kept", *COMMON])
    assert exit_.value.code == 2
    assert "kept holds something else" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_data_folder_in_use_is_refused() -> None:
    with life():
        Path(".hearsay/stack.json").unlink()
        process = hearsay("up", "given.txt", "--data", "kept", *COMMON)
        printed, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "in use by another process" in printed
