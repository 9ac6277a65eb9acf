"""The folder that a stack is kept in: what is refused, and what is left on disk."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from infra.local.errors import JournalError
from infra.local.journal import DATABASE, Journal, KeptMessage
from tests.local.conftest import ROOT


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """A new one."""
    made = Journal(tmp_path / "data")
    yield made
    made.close()


def bodies(folder: Path) -> list[bytes]:
    """The bodies on disk, finished or not."""
    return sorted(path.read_bytes() for path in (folder / "data" / "objects").glob("*/*"))


def execute(folder: Path, statement: str) -> None:
    """Change the database as another program may."""
    with closing(sqlite3.connect(folder / DATABASE)) as connection, connection:
        connection.execute(statement)


def put(journal: Journal, key: str, version: str, body: bytes | None) -> None:
    """Add a version."""
    journal.add_object("b", key, version, attributes={}, body=body)


def test_journal_folder_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(JournalError, match="something else"):
        Journal(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_journal_file_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    with pytest.raises(JournalError, match="cannot be used"):
        Journal(tmp_path / "data")


@pytest.mark.parametrize("content", [b"no database", b""])
def test_journal_database_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DATABASE).write_bytes(content)
    if content:
        with pytest.raises(JournalError, match="cannot be read"):
            Journal(tmp_path)
    else:  # as a process leaves it that dies at its very first write
        Journal(tmp_path).close()


def test_journal_database_of_another_program_is_refused(tmp_path: Path) -> None:
    execute(tmp_path, "CREATE TABLE recipes (name TEXT)")
    with pytest.raises(JournalError, match="cannot be read"):
        Journal(tmp_path)


def test_journal_of_a_newer_format_is_refused(tmp_path: Path) -> None:
    Journal(tmp_path).close()
    execute(tmp_path, "UPDATE meta SET value = '2' WHERE name = 'format'")
    with pytest.raises(JournalError, match="format 2, and this version reads 1"):
        Journal(tmp_path)


def test_journal_in_use_by_another_process_is_refused_until_that_ends(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from infra.local.journal import Journal;"
        "held = Journal(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(  # noqa: S603 (our own code)
        [sys.executable, "-c", code, tmp_path],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        with pytest.raises(JournalError, match="another process"):
            Journal(tmp_path)
        other.kill()
    Journal(tmp_path).close()


def test_journal_body_that_versions_share_goes_with_the_last_of_them(
    journal: Journal, tmp_path: Path
) -> None:
    put(journal, "a", "1", b"same")
    put(journal, "b", "2", b"same")
    put(journal, "c", "3", b"other")
    journal.remove_object("b", "a", "1")
    assert bodies(tmp_path) == [b"other", b"same"]
    journal.remove_object("b", "b", "2")
    assert bodies(tmp_path) == [b"other"]


def test_journal_body_without_an_object_is_removed_at_the_next_start(
    journal: Journal, tmp_path: Path
) -> None:
    put(journal, "a", "1", b"kept")
    folder = next((tmp_path / "data" / "objects").iterdir())
    (folder / f"{'0' * 64}.1").write_bytes(b"half writ")
    (folder / ("0" * 64)).write_bytes(b"written, but its row was not")
    journal.close()
    Journal(tmp_path / "data").close()
    assert bodies(tmp_path) == [b"kept"]


def test_journal_files_of_somebody_without_a_database_are_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "objects" / "2024" / "thesis.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")

    for _ in range(2):
        with pytest.raises(JournalError, match="nothing that says what they are"):
            Journal(tmp_path)

    assert mine.read_text() == "mine"


@pytest.mark.parametrize(("left", "why"), [(None, "missing"), (b"sho", "damaged")])
def test_journal_body_that_is_not_what_was_written_is_named(
    journal: Journal, tmp_path: Path, left: bytes | None, why: str
) -> None:
    put(journal, "a", "1", b"short")
    (kept,) = journal.objects()
    (path,) = (tmp_path / "data" / "objects").glob("*/*")
    path.unlink() if left is None else path.write_bytes(left)

    with pytest.raises(JournalError, match=f"{path.name} is {why}"):
        journal.body(kept.sha256 or "")


def test_journal_transaction_that_fails_leaves_nothing(journal: Journal, tmp_path: Path) -> None:
    put(journal, "a", "1", b"kept")

    def fail() -> None:
        with journal.transaction():
            journal.remove_object("b", "a", "1")
            with journal.transaction():
                journal.put_item("t", {"pk": {"S": "x"}}, {"pk": {"S": "x"}})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert [kept.key for kept in journal.objects()] == ["a"]
    assert bodies(tmp_path) == [b"kept"]
    assert not list(journal.items("t"))


def test_journal_message_that_moves_is_in_its_new_queue_alone(journal: Journal) -> None:
    journal.add_message(KeptMessage("1", "work", "text", {}))
    journal.add_message(KeptMessage("1", "dead", "text", {}))
    assert journal.messages() == [KeptMessage("1", "dead", "text", {})]


def test_journal_records_are_numbered_anew_in_their_order(journal: Journal) -> None:
    for position in (3, 7, 20):
        journal.add_record("t", position, {"was": position})
    journal.remove_records("t", before=7)
    assert journal.renumber_records("t") == [{"was": 7}, {"was": 20}]
    journal.remove_records("t", before=1)
    assert journal.renumber_records("t") == [{"was": 20}]
