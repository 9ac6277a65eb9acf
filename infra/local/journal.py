"""What a stack keeps on disk: objects, items, messages, and what streams still have to tell.

A write-through journal in a folder: SQLite for everything but the bodies of objects, which are
files named by their SHA-256. What is written here is there after the death of the process at any
moment (a power cut may cost the last writes). How it gets here, and back: `infra.local.keeping`.
"""

import fcntl
import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from infra.local.errors import JournalError

FORMAT: Final = "1"
"""Of the tables below; a folder with another one is refused."""

DATABASE: Final = "journal.db"
LOCK: Final = "lock"
BODIES: Final = "objects"

_REMEDY: Final = "bring it back from a copy, or name another folder"

_TABLES: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE object (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, bucket TEXT NOT NULL, key TEXT NOT NULL,
    version_id TEXT NOT NULL, attributes TEXT NOT NULL, sha256 TEXT,
    UNIQUE (bucket, key, version_id));
CREATE INDEX body ON object (sha256);
CREATE TABLE item (
    tbl TEXT NOT NULL, key TEXT NOT NULL, image TEXT NOT NULL, PRIMARY KEY (tbl, key));
CREATE TABLE record (
    tbl TEXT NOT NULL, position INTEGER NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (tbl, position));
CREATE TABLE message (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, queue TEXT NOT NULL,
    body TEXT NOT NULL, attributes TEXT NOT NULL)
"""

Json = Mapping[str, Any]


@dataclass(frozen=True)
class KeptObject:
    """A version of an object, or a delete marker."""

    bucket: str
    key: str
    version_id: str
    attributes: Json
    sha256: str | None
    """Name of its body; None for a delete marker."""


@dataclass(frozen=True)
class KeptMessage:
    """A message that nobody has deleted yet."""

    id: str
    queue: str
    """Name of the queue."""
    body: str
    attributes: Json


class Journal:
    """A folder that one process at a time writes to; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open a folder, or make it.

        Raises:
            JournalError: The folder holds something else, or another process uses it.
        """
        self._folder = folder
        self._lock = threading.RLock()
        self._loose: set[str] = set()
        """Bodies that may have lost their last object in the transaction under way."""
        try:
            _refuse_foreign(folder)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (folder / BODIES).mkdir(exist_ok=True)
            self._held = _locked(folder / LOCK)
        except OSError as error:
            raise JournalError(f"{folder} cannot be used: {error.strerror}") from error
        try:
            self._connection = self._open()
        except JournalError:
            self._held.close()
            raise
        except sqlite3.Error as error:
            self._held.close()
            raise JournalError(f"{folder / DATABASE} cannot be read: {error}") from error
        self._remove_unreferenced()

    def _open(self) -> sqlite3.Connection:
        path = self._folder / DATABASE
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if not tables:
            if any((self._folder / BODIES).glob("*/*")):
                connection.close()
                raise JournalError(f"{self._folder} has files and nothing that says what they are")
            _create(connection)
        found = connection.execute("SELECT value FROM meta WHERE name = 'format'").fetchone()
        if found != (FORMAT,):
            connection.close()
            written = found[0] if found else "unknown"
            raise JournalError(
                f"{self._folder} is of format {written}, and this version reads {FORMAT}"
            )
        return connection

    def close(self) -> None:
        """Let another process have the folder."""
        with self._lock:
            self._connection.close()
            self._held.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all or nothing of what is written within; one within another is part of it."""
        with self._lock:
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                self._loose.clear()
                raise
            self._connection.execute("COMMIT")
            self._remove_loose()

    def _execute(self, statement: str, *values: object) -> None:
        with self.transaction():
            self._connection.execute(statement, values)

    def _rows(self, statement: str, *values: object) -> list[Any]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    # --- Values ---

    def value(self, name: str) -> Any:  # noqa: ANN401 (whatever was stored, as JSON has it)
        """What was stored under a name; None if nothing was."""
        found = self._rows("SELECT value FROM meta WHERE name = ?", name)
        return json.loads(found[0][0]) if found else None

    def set_value(self, name: str, value: object) -> None:
        """Store something under a name."""
        self._execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, json.dumps(value))

    # --- Objects ---

    def add_object(
        self, bucket: str, key: str, version_id: str, *, attributes: Json, body: bytes | None
    ) -> None:
        """Store the newest version of an object, or a delete marker, which has no body."""
        sha256 = None if body is None else self._write_body(body)
        self._execute(
            "INSERT INTO object (bucket, key, version_id, attributes, sha256)"
            " VALUES (?, ?, ?, ?, ?)",
            *(bucket, key, version_id, json.dumps(attributes), sha256),
        )

    def remove_object(self, bucket: str, key: str, version_id: str) -> None:
        """Forget a version, and its body if no other has the same."""
        version = (bucket, key, version_id)
        where = "WHERE bucket = ? AND key = ? AND version_id = ?"
        with self.transaction():
            for (sha256,) in self._rows(f"SELECT sha256 FROM object {where}", *version):  # noqa: S608
                self._loose |= {sha256} - {None}
            self._execute(f"DELETE FROM object {where}", *version)  # noqa: S608

    def objects(self) -> list[KeptObject]:
        """All versions, those of an object from the oldest to the newest."""
        rows = self._rows(
            "SELECT bucket, key, version_id, attributes, sha256 FROM object ORDER BY seq"
        )
        return [
            KeptObject(bucket, key, version, json.loads(attributes), sha256)
            for bucket, key, version, attributes, sha256 in rows
        ]

    def body(self, sha256: str) -> bytes:
        """The body of that name.

        Raises:
            JournalError: It is gone, or is not what was written.
        """
        path = self._body_path(sha256)
        try:
            body = path.read_bytes()
        except FileNotFoundError as error:
            raise JournalError(f"{path} is missing: {_REMEDY}") from error
        if hashlib.sha256(body).hexdigest() != sha256:
            raise JournalError(f"{path} is damaged: {_REMEDY}")
        return body

    def _body_path(self, sha256: str) -> Path:
        return self._folder / BODIES / sha256[:2] / sha256

    def _write_body(self, body: bytes) -> str:
        sha256 = hashlib.sha256(body).hexdigest()
        path = self._body_path(sha256)
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            half = path.with_suffix(f".{threading.get_ident()}")
            with half.open("wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())  # a row may reach the disk before the file that it names
            half.replace(path)
        return sha256

    def _remove_loose(self) -> None:
        loose, self._loose = self._loose, set()
        for sha256 in loose:
            if not self._rows("SELECT 1 FROM object WHERE sha256 = ? LIMIT 1", sha256):
                with suppress(FileNotFoundError):
                    self._body_path(sha256).unlink()

    def _remove_unreferenced(self) -> None:
        """Remove what a process that died has left half done."""
        kept = {sha256 for (sha256,) in self._rows("SELECT DISTINCT sha256 FROM object")}
        for path in (self._folder / BODIES).glob("*/*"):
            if path.name not in kept:
                path.unlink()

    # --- Items ---

    def put_item(self, table: str, key: Json, image: Json) -> None:
        """Store an item as it is now."""
        row = (table, _key(key), json.dumps(image))
        self._execute("INSERT OR REPLACE INTO item VALUES (?, ?, ?)", *row)

    def remove_item(self, table: str, key: Json) -> None:
        """Forget an item."""
        self._execute("DELETE FROM item WHERE tbl = ? AND key = ?", table, _key(key))

    def items(self, table: str) -> Iterator[Json]:
        """All items of a table."""
        rows = self._rows("SELECT image FROM item WHERE tbl = ?", table)
        return (json.loads(image) for (image,) in rows)

    # --- Records of streams ---

    def add_record(self, table: str, position: int, record: Json) -> None:
        """Store what is still to be told, by its place in the stream of its table."""
        row = (table, position, json.dumps(record))
        self._execute("INSERT INTO record VALUES (?, ?, ?)", *row)

    def remove_records(self, table: str, before: int) -> None:
        """Forget what has been told: all before a place."""
        self._execute("DELETE FROM record WHERE tbl = ? AND position < ?", table, before)

    def renumber_records(self, table: str) -> list[Json]:
        """What is still to be told, in order; from now on its places are 0, 1, 2 and so on."""
        with self.transaction():
            rows = self._rows("SELECT record FROM record WHERE tbl = ? ORDER BY position", table)
            records: list[Json] = [json.loads(record) for (record,) in rows]
            self._execute("DELETE FROM record WHERE tbl = ?", table)
            for position, record in enumerate(records):
                self.add_record(table, position, record)
        return records

    # --- Messages ---

    def add_message(self, message: KeptMessage) -> None:
        """Store a message; one that was in another queue is in that of the message now."""
        row = (message.id, message.queue, message.body, json.dumps(message.attributes))
        self._execute(
            "INSERT OR REPLACE INTO message (id, queue, body, attributes) VALUES (?, ?, ?, ?)", *row
        )

    def remove_messages(self, ids: Iterable[str]) -> None:
        """Forget messages."""
        with self.transaction():
            for each in ids:
                self._execute("DELETE FROM message WHERE id = ?", each)

    def messages(self) -> list[KeptMessage]:
        """All messages, in the order in which they came into their queues."""
        rows = self._rows("SELECT id, queue, body, attributes FROM message ORDER BY seq")
        return [KeptMessage(i, queue, body, json.loads(more)) for i, queue, body, more in rows]


def _key(key: Json) -> str:
    return json.dumps(key, sort_keys=True)


def _refuse_foreign(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if DATABASE not in names and names - {LOCK, BODIES}:
        raise JournalError(f"{folder} holds something else: name a folder that is empty or new")


def _locked(path: Path) -> Any:  # noqa: ANN401 (an open file)
    held = path.open("w", encoding="utf-8")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        held.close()
        raise JournalError(f"{path.parent} is in use by another process") from error
    held.write(str(os.getpid()))
    held.flush()
    return held


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('format', ?)", (FORMAT,))
    connection.execute("COMMIT")
