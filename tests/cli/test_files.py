"""Which files are dropped, under which keys, with which date."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from infra.cli.errors import CliError
from infra.cli.files import drop, published_date, uploads
from infra.cli.inbox import InboxFolder
from schemas.identity import article_id
from tests.conftest import INBOX

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(name: str, text: str = "It rained.") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_uploads_of_relative_paths_keep_them_as_keys() -> None:
    written("a/story.txt")
    written("b/story.txt")

    assert [u.key for u in uploads([Path("a/story.txt"), Path("b/story.txt")])] == [
        "a/story.txt",
        "b/story.txt",
    ]


def test_uploads_of_one_file_have_one_key_however_its_path_is_given(tmp_path: Path) -> None:
    path = written("a/story.txt")

    given = [path, tmp_path / path, Path("a/../a/story.txt")]

    assert [upload.key for upload in uploads(given)] == ["a/story.txt"]


def test_uploads_from_outside_this_folder_never_share_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / written(f"{folder}/story.txt") for folder in "abc"]
    monkeypatch.chdir(tmp_path / "c")

    keys = [upload.key for upload in uploads([*paths, Path("../a/story.txt")])]

    assert len(keys) == 3
    assert keys[2] == "story.txt"
    assert keys[0] == (tmp_path / "a/story.txt").as_posix().lstrip("/")


@pytest.mark.parametrize(("name", "reason"), [("none.txt", "does not exist"), (".", "is a folder")])
def test_uploads_of_what_is_no_file_are_refused(name: str, reason: str) -> None:
    with pytest.raises(CliError, match=reason):
        uploads([Path(name)])


def test_drop_puts_the_bytes_with_type_and_date(s3: "S3Client") -> None:
    upload = uploads([written("story.html", "<p>é")])[0]

    dropped = drop(s3, INBOX, upload, "2024-12-16")

    answer = s3.get_object(Bucket=INBOX, Key="story.html")
    assert answer["Body"].read() == "<p>é".encode()
    assert answer["ContentType"] == "text/html"
    assert answer["Metadata"] == {"published": "2024-12-16"}
    assert dropped.article_id == article_id(INBOX, "story.html")
    assert dropped.version_id == answer["VersionId"]


@pytest.mark.parametrize("value", ["2024-12-16", "2024-12-16T09:30:00+00:00", None])
def test_published_date_that_is_one_is_kept_as_given(value: str | None) -> None:
    assert published_date(value) == value


@pytest.mark.parametrize("value", ["yesterday", "2024-13-01", "16/12/2024", "2024-12", ""])
def test_published_date_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(CliError, match="is no date"):
        published_date(value)


def test_arrivals_are_files_that_have_come_to_rest() -> None:
    inbox = InboxFolder(Path("inbox"))
    written("inbox/a.txt")

    assert inbox.arrivals() == [], "it may still be being written"
    assert [upload.key for upload in inbox.arrivals()] == ["a.txt"]
    assert inbox.arrivals() == [], "it was uploaded"


def test_arrivals_of_a_changed_file_come_again() -> None:
    inbox = InboxFolder(Path("inbox"))
    written("inbox/folder/a.txt")
    inbox.arrivals()
    inbox.arrivals()

    written("inbox/folder/a.txt", "It rained again and again.")
    inbox.arrivals()

    assert [upload.key for upload in inbox.arrivals()] == ["folder/a.txt"]


def test_arrivals_of_a_folder_that_lies_elsewhere_are_found(tmp_path: Path) -> None:
    hidden = tmp_path / ".data" / "inbox"
    written(str(hidden / "a.txt"))
    inbox = InboxFolder(hidden)
    inbox.arrivals()

    assert [upload.key for upload in inbox.arrivals()] == ["a.txt"]


def test_drop_into_a_bucket_that_does_not_exist_says_so(s3: "S3Client") -> None:
    upload = uploads([written("story.txt")])[0]

    with pytest.raises(CliError, match=r"story\.txt could not be dropped into nowhere"):
        drop(s3, "nowhere", upload, None)


def test_arrivals_leave_hidden_files_alone() -> None:
    inbox = InboxFolder(Path("inbox"))
    written("inbox/.a.txt.swp")
    inbox.arrivals()

    assert inbox.arrivals() == []
