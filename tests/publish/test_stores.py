"""What the stores of `parse` and `extract` write, as it is announced, whatever comes in between."""

from boto3.dynamodb.conditions import ConditionBase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

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
from schemas.events import Change
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
INDEXES = st.integers(0, 9)


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

    def now(self) -> float:
        self.seconds += 7
        return self.seconds

    @rule(number=INDEXES)
    def create(self, number: int) -> None:
        lease = self.states.claim(event(sequencer=str(number)), at(self.now()))
        if isinstance(lease, ParseLease):
            self.parsing.append(lease)

    @rule(number=INDEXES)
    def delete(self, number: int) -> None:
        self.states.bury(event(sequencer=str(number), change=Change.DELETED), at(self.now()))

    @rule(index=INDEXES)
    def parse(self, index: int) -> None:
        for lease in self.parsing[index : index + 1]:
            if self.states.commit(lease, at(self.now())):
                id_ = lease.event.article_id
                self.messages.append(
                    ExtractArticle(article_id=id_, run=lease.run, prefix=lease.prefix)
                )

    @rule(index=INDEXES)
    def fail_to_parse(self, index: int) -> None:
        for lease in self.parsing[index : index + 1]:
            self.states.fail(lease, failure(), at(self.now()))

    @rule(index=INDEXES)
    def take(self, index: int) -> None:
        for message in self.messages[index : index + 1]:
            try:
                lease = self.records.claim(message, at(self.now()))
            except BusyError:
                continue
            self.extracting += [lease] if lease else []

    @rule(index=INDEXES)
    def flip(self, index: int) -> None:
        for lease in self.extracting[index : index + 1]:
            self.records.flip(lease, revision(lease), at(self.now()))

    @rule(index=INDEXES)
    def fail_to_extract(self, index: int) -> None:
        for lease in self.extracting[index : index + 1]:
            self.records.fail(lease, failure(), at(self.now()))

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


def revision(lease: ExtractLease) -> Revision:
    return revision_of(ARTICLE, extraction_of(ARTICLE), lease.rev, lease.message.prefix)


TestAnnounced = Announced.TestCase
