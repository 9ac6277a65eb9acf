"""What the stores of `parse` and `extract` write, as it is announced, whatever comes in between."""

from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from boto3.dynamodb.conditions import ConditionBase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from functions.extract.errors import BusyError
from functions.extract.lease import Lease as ExtractLease
from functions.extract.rows import Revision, revision_of
from functions.extract.store import RecordStore
from functions.parse.lease import Lease as ParseLease
from functions.parse.store import StateStore
from functions.publish.derivation import announcement_of
from functions.publish.rows import RowChange
from functions.shared.table import Change as Update
from schemas.announcements import (
    Announcement,
    ArticleDeleted,
    ArticleFailed,
)
from schemas.events import Change, ObjectEvent
from schemas.messages import ExtractArticle
from schemas.table import Item, Key, State, state_row
from tests.memory import MemoryTable
from tests.publish.factories import readable, record
from tests.records import at, event, extraction_of, failure, statements, story
from tests.tables import table_keys

LEASE = 45
KEY = state_row(event().article_id)
"""The article of every event here."""
ARTICLE = story(statements(1))
ENDS = {State.FAILED: ArticleFailed, State.DELETED: ArticleDeleted}
T = TypeVar("T")
BACK = st.sampled_from([0, 0, 0, 0, 1, 3])
"""How much later than those after it something comes."""


class StreamedTable(MemoryTable):
    """A table with a stream: keeps a record of every update that changes a row."""

    def __init__(self) -> None:
        super().__init__(table_keys())
        self.records: list[Item] = []

    def update(self, key: Key, change: Update, condition: ConditionBase | None = None) -> Item:
        before = self.get(key)
        after = super().update(key, change, condition)
        if before != after:
            self.records.append(record(len(self.records), before, after))
        return after


class Announced(RuleBasedStateMachine):
    """One object, whose events come in any order while runs begin, settle late or never do."""

    def __init__(self) -> None:
        super().__init__()
        self.table = StreamedTable()
        self.states = StateStore(self.table, LEASE)
        self.records = RecordStore(self.table, LEASE)
        self.parsing: list[ParseLease] = []
        self.messages: list[ExtractArticle] = []
        self.extracting: list[ExtractLease] = []
        self.seconds = 0
        self.sent = 0

    def now(self) -> datetime:
        self.seconds += 7
        return at(self.seconds)

    def event(self, back: int, change: Change = Change.CREATED) -> ObjectEvent:
        """The next event of the object, or one that comes late."""
        self.sent += 1
        return event(sequencer=f"{self.sent + 10 - back:04x}", change=change)

    @rule(back=BACK, steps=st.integers(0, 3))
    def create(self, back: int, steps: int) -> None:
        """Begin with a version, and go on with it for a while."""
        lease = self.states.claim(self.event(back), self.now())
        if isinstance(lease, ParseLease):
            self.parsing.append(lease)
            for step in [self.parse, self.take, self.flip][:steps]:
                step(0)

    @rule(back=BACK)
    def delete(self, back: int) -> None:
        self.states.bury(self.event(back, Change.DELETED), self.now())

    @precondition(lambda self: self.parsing)
    @rule(back=BACK)
    def parse_late(self, back: int) -> None:
        self.parse(back)

    def parse(self, back: int) -> None:
        lease = nearest(self.parsing, back)
        if self.states.commit(lease, self.now()):
            id_ = lease.event.article_id
            self.messages.append(ExtractArticle(article_id=id_, run=lease.run, prefix=lease.prefix))

    @precondition(lambda self: self.parsing)
    @rule(back=BACK)
    def fail_to_parse(self, back: int) -> None:
        self.states.fail(nearest(self.parsing, back), failure(), self.now())

    @precondition(lambda self: self.messages)
    @rule(back=BACK)
    def take_late(self, back: int) -> None:
        self.take(back)

    def take(self, back: int) -> None:
        with suppress(BusyError):
            lease = self.records.claim(nearest(self.messages, back), self.now())
            self.extracting += [lease] if lease else []

    @precondition(lambda self: self.extracting)
    @rule(back=BACK)
    def flip_late(self, back: int) -> None:
        self.flip(back)

    def flip(self, back: int) -> None:
        lease = nearest(self.extracting, back)
        self.records.flip(lease, revision(lease), self.now())

    @precondition(lambda self: self.extracting)
    @rule(back=BACK)
    def fail_to_extract(self, back: int) -> None:
        self.records.fail(nearest(self.extracting, back), failure(), self.now())

    def announced(self) -> list[Announcement]:
        changes = [RowChange.of(each) for each in self.table.records]
        found = [announcement_of(change.before, change.after) for change in changes]
        return [each for each in found if each]

    @invariant()
    def keys_are_of_one_change_each(self) -> None:
        announced = self.announced()
        runs = [each.run for each in announced]

        assert len({each.dedupe_key for each in announced}) == len(announced)
        assert runs == sorted(set(runs))

    @invariant()
    def last_announcement_is_of_what_there_is(self) -> None:
        row = self.table.get(KEY) or {}
        announced = self.announced()

        assert readable(announced) == (int(row["current"]["rev"]) if "current" in row else None)
        if row.get("state") in ENDS:
            assert type(announced[-1]) is ENDS[row["state"]]


def nearest(found: list[T], back: int) -> T:
    """The last one, or one of those before it."""
    return found[max(0, len(found) - 1 - back)]


def revision(lease: ExtractLease) -> Revision:
    return revision_of(ARTICLE, extraction_of(ARTICLE), lease.rev, lease.message.prefix, at(0))


TestAnnounced = Announced.TestCase
