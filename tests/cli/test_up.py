"""`hearsay up` as a user lives with it: a stack in one terminal, commands in another."""

import os
import signal
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.cli.connection import Connection
from infra.cli.main import main
from tests.cli.terminal import PATIENCE, claims, eventually, hearsay, output, s3
from tests.conftest import ROOT

STORY = "Mayor Ada Quill said the bridge was safe. Ada Quill denied that it had cracked.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which a stack is up, with one article ingested."""
    here, before = tmp_path_factory.mktemp("up"), Path.cwd()
    os.chdir(here)
    Path("story.txt").write_text(STORY, encoding="utf-8")
    template = str(ROOT / "template.yaml")
    ports = ("--port", "0", "--api-port", "0")
    process = hearsay("up", "story.txt", "--template", template, *ports)
    try:
        eventually(lambda: claims() or process.poll() is not None)
        yield here
    finally:
        os.killpg(process.pid, signal.SIGINT)
        printed, _ = process.communicate(timeout=PATIENCE)
        os.chdir(before)
    assert process.returncode == 0, printed
    assert "Ada Quill" in printed
    assert "Traceback" not in printed
    assert not (here / ".hearsay" / "stack.json").exists()


@pytest.mark.usefixtures("folder")
def test_claims_with_a_filter_prints_those_alone() -> None:
    assert len(claims()) == 2
    assert [claim["cue_class"] for claim in claims("--polarity", "denied")] == ["deny"]
    assert "bridge was safe" in output("claims", "--source", "ada quill")


@pytest.mark.usefixtures("folder")
def test_drop_uploads_with_the_date_of_publication() -> None:
    Path("dated.md").write_text("# Dam\n\nBo Li said the dam held.\n", encoding="utf-8")

    printed = output("drop", "dated.md", "--published", "2019-05-04")

    eventually(lambda: claims("--source", "Bo Li", "--from", "2019-05-04", "--to", "2019-05-04"))
    assert claims("--source", "Bo Li")[0]["article_id"] == printed.split()[0]


@pytest.mark.usefixtures("folder")
def test_a_file_that_appears_in_the_inbox_folder_is_uploaded() -> None:
    Path("inbox/later.txt").write_text("Cy Moss said the dyke held.\n", encoding="utf-8")

    eventually(lambda: claims("--source", "Cy Moss"))


@pytest.mark.usefixtures("folder")
def test_any_s3_client_can_upload() -> None:
    connection = Connection.load()
    client = s3(connection)
    body = b"Di Fox said the quay held.\n"
    client.put_object(Bucket=connection.inbox_bucket, Key="a b/ö.txt", Body=body)

    eventually(lambda: claims("--source", "Di Fox"))


@pytest.mark.usefixtures("folder")
def test_a_second_stack_in_the_same_folder_is_refused() -> None:
    process = hearsay("up", "story.txt", "--template", str(ROOT / "template.yaml"))
    printed, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 2
    assert "already running" in printed


def test_up_once_shows_why_files_and_members_failed_and_exits_with_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.txt").touch()
    Path("story.txt").write_text(STORY, encoding="utf-8")
    ports = ["--port", "0", "--api-port", "0", "--template", str(ROOT / "template.yaml")]

    with zipfile.ZipFile("week.zip", "w") as archive:
        archive.writestr("mon.txt", "Eve Rook said the pier held.\n")
        archive.writestr("tue.png", b"\x89PNG\r\n\x1a\n\0")

    with pytest.raises(SystemExit) as exit_:
        main(["up", "--once", "empty.txt", "story.txt", "week.zip", *ports])

    printed = capsys.readouterr().out
    assert exit_.value.code == 1
    assert "empty.txt: empty The file is empty" in printed
    assert "Ada Quill" in printed
    assert "week.zip: 2 members, 1 of them failed" in printed
    assert "Eve Rook" in printed
    assert "week.zip!/tue.png: unsupported" in printed
