"""What must hold of a history: at every write, for every reader, and once all has come to rest."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from functions.api.claim_filter import ClaimFilter
from functions.api.cursor import Place
from functions.api.errors import ApiError, SupersededError
from functions.shared.errors import TransientError
from infra.local.items import TableKeys
from schemas.claim import Claim
from schemas.failure import FailureCode
from schemas.identity import article_id
from schemas.table import (
    BODY,
    DEAD_LETTERS,
    MEMBER_PREFIX,
    META,
    PK,
    SK,
    Current,
    Item,
    State,
    article_partition,
    claim_prefix,
    posting_parts,
    state_row,
    unpack,
)
from tests.histories.tally import TALLY
from tests.histories.world import Killed, Parts, World

PAGE: Final = 2
"""Claims in a reader's page: most articles need several."""

Told = tuple[str, ...]
"""What an article claims, statement by statement."""


@dataclass(frozen=True)
class Expected:
    """What one version of an object must end as."""

    told: Told = ()
    failure: FailureCode | None = None
    members: Mapping[str, "Expected"] = field(default_factory=dict)
    """Of a container, by path."""


@dataclass
class History:
    """A world, and everything that must hold of it."""

    keys: TableKeys
    parts: Parts = field(default_factory=Parts)
    versions: dict[tuple[str, str], Expected] = field(default_factory=dict)
    """What each version of each key must end as."""
    shown: dict[str, list[Told | None]] = field(default_factory=dict)
    """What readers could see of each article, one after another; nothing is None."""
    retried: int = 0
    lost: int = 0
    """Events that never come."""
    restored: int = 0
    """Versions that went for good: the one under it has to be read again."""

    def __post_init__(self) -> None:
        self.world = World(self.keys, self.parts, self._watch)
        self.world.on_read(self.read_all)

    # --- What people do ------------------------------------------------------------------------

    def put(self, key: str, body: bytes, expected: Expected) -> None:
        """Upload a file."""
        TALLY["upload"] += 1
        event = self.world.inbox.put(key, body)
        assert event.version_id
        self.versions[key, event.version_id] = expected
        self.world.pending.append(event)

    def delete(self, key: str) -> None:
        """Hide an object behind a delete marker."""
        self.world.pending.append(self.world.inbox.delete(key))

    def lose(self, index: int) -> None:
        """An event never comes."""
        if self.world.pending:
            self.world.pending.pop(index % len(self.world.pending))
            self.lost += 1
            TALLY["event lost"] += 1

    def remove_version(self, key: str, index: int) -> None:
        """Remove one version, or a delete marker, for good."""
        versions = self.world.inbox.versions(key)
        if versions:
            chosen = versions[index % len(versions)]
            self.world.pending.append(self.world.inbox.remove(key, chosen.id))
            self.restored += 1

    @property
    def keys_dropped(self) -> set[str]:
        """Keys of everything that was ever dropped."""
        return {key for key, _ in self.versions}

    @property
    def articles(self) -> set[str]:
        """Ids of all articles that there are or were."""
        return {article for _, article in self._places()}

    def _places(self) -> Iterator[tuple[str, str]]:
        """Key and article id of every object, and of every member that one ever had."""
        bucket = self.world.inbox.bucket
        for (key, _), expected in self.versions.items():
            yield key, article_id(bucket, key)
            for member in expected.members:
                yield key, article_id(bucket, key, member)

    # --- At every write ------------------------------------------------------------------------

    def _watch(self, before: Item, after: Item) -> None:
        if "sequencer" not in after:
            return
        assert before.get("sequencer", "") <= after["sequencer"], "the fence went back"
        if before.get("current") != after.get("current"):
            self._check_flip(after)

    def _check_flip(self, state: Item) -> None:
        article, told = state["article_id"], None
        if state.get("current"):
            current = Current.model_validate(state["current"])
            told = self._stored(article, current.rev)
            TALLY["revision shown"] += 1
            assert len(told) == current.claims, "a revision was shown before it was whole"
            head = self.world.peek(lambda: self.world.articles.head(current.prefix))
            assert head.source.version_id == state["version_id"], "a stale revision was shown"
        self.shown.setdefault(article, [None]).append(told)

    def _stored(self, article: str, rev: int) -> Told:
        rows = self.world.table.partition(article_partition(article), claim_prefix(rev))
        return tuple(sorted(_words(unpack(bytes(row[BODY]))) for row in rows))

    # --- For every reader ----------------------------------------------------------------------

    def read_all(self) -> None:
        """Read everything in every way. Where a fault strikes a reader, its answer says so."""
        for article in sorted(self.articles):
            with suppress(ApiError, SupersededError, TransientError, Killed):
                self._read(article)
        with suppress(ApiError, SupersededError, TransientError, Killed):
            self._read_list()

    def _read(self, article: str) -> None:
        """Read an article, page by page: what it told at some moment meanwhile."""
        ask = partial(self.world.queries.article_claims, article)
        begun = self._moment()
        told = _told(_every_page(ask))
        self._check_read(article, told, begun)

    def _read_list(self) -> None:
        """Read the claims of all articles, page by page: the same is promised of each of them."""
        begun = self._moment()
        found = _every_page(self.world.queries.claims)
        for article in self.articles:
            told = _told(claim for claim in found if claim.article_id == article)
            self._check_read(article, told or None, begun)

    def _moment(self) -> dict[str, int]:
        """How much of what was shown is past by now."""
        return {article: len(shown) - 1 for article, shown in self.shown.items()}

    def _check_read(self, article: str, told: Told | None, begun: Mapping[str, int]) -> None:
        TALLY["article read whole"] += 1
        visible = self.shown.get(article, [None])[begun.get(article, 0) :]
        assert told in visible, f"read {told}, of which {visible} were to be seen"

    # --- Once all has come to rest -------------------------------------------------------------

    def check_at_rest(self) -> None:
        """Every object is as its newest version says, and nothing else is left."""
        if self.world.work.untidied or self.lost:
            for _ in range(2):  # what the first pass has had mended may need mending once more
                self.world.reconcile()
        self._retry_what_faults_ended()
        for key in self.keys_dropped:
            self._check_object(key)
        self._check_leftovers()
        self._check_work()

    def _retry_what_faults_ended(self) -> None:
        """What failed only because every try was cut off succeeds when it is asked for again."""
        while failed := [a for a in self.articles if self._ended_by_faults(a)]:
            for article in failed:
                TALLY["retry"] += 1
                self.world.retries.retry(article)
                self.retried += 1
            self.world.come_to_rest()

    def _ended_by_faults(self, article: str) -> bool:
        state = self._state(article)
        if state is None or state["state"] != State.FAILED:
            return False
        return not FailureCode(state["failure"]["code"]).is_permanent

    def _state(self, article: str) -> Item | None:
        return self.world.peek(lambda: self.world.table.get(state_row(article)))

    def _check_object(self, key: str) -> None:
        """The object, and all members that any version of it had, are as they must be."""
        versions = self.world.inbox.versions(key)
        there = versions and versions[-1].body is not None
        expected = self.versions[key, versions[-1].id] if there else None
        self._check_article(key, "", expected)
        known = expected.members if expected else {}
        for member in {m for (k, _), e in self.versions.items() if k == key for m in e.members}:
            self._check_article(key, member, known.get(member))

    def _check_article(self, key: str, member: str, expected: Expected | None) -> None:
        article, where = article_id(self.world.inbox.bucket, key, member), f"{key} {member}"
        state = self._state(article)
        if expected is None:
            # Of what came and went without an event that arrived, nobody could know.
            gone = state["state"] == State.DELETED if state else bool(member or self.lost)
            assert gone, f"{where} should be deleted: {state}"
            return
        assert state is not None, f"{where} was lost"
        assert state["state"] == _end_of(expected), f"{where} is {state}"
        if expected.failure:
            assert state["failure"]["code"] == expected.failure
        elif not expected.members:
            assert self._stored(article, int(state["current"]["rev"])) == expected.told

    def _check_leftovers(self) -> None:
        """No row and no file of a revision that nobody can read."""
        current = {
            str(row["article_id"]): row["current"]
            for row in self.world.table.rows()
            if row[SK] == META and row.get("current")
        }
        for row in self.world.table.rows():
            article, rev = _revision(row)
            if rev is not None:
                known = current.get(article)
                assert known is not None, f"{row[PK]} {row[SK]} is left over"
                assert int(known["rev"]) == rev, f"{row[PK]} {row[SK]} is left over"
        prefixes = {known["prefix"] for known in current.values()}
        for file in filter(_is_of_an_article, self.world.articles.keys()):
            assert file.rpartition("/")[0] + "/" in prefixes, f"{file} is left over"

    def _check_work(self) -> None:
        """Each revision was extracted once, but for what a fault cut off."""
        work = self.world.work
        twice = sum(count - 1 for count in work.extracted.values())
        excused = work.cut_off + self.restored + self.retried + self.lost + work.untidied
        assert twice <= excused, "work was done twice for no reason"


Ask = Callable[[ClaimFilter, int, Place | None], tuple[list[Claim], Place | None]]


def _every_page(ask: Ask) -> list[Claim]:
    found: list[Claim] = []
    place: Place | None = None
    while True:
        claims, place = ask(ClaimFilter(), PAGE, place)
        found += claims
        if place is None:
            return found


def _told(claims: Iterable[Claim]) -> Told:
    return tuple(sorted(claim.content[0].exact for claim in claims))


def _is_of_an_article(file: str) -> bool:
    return not file.startswith(DEAD_LETTERS)


def _end_of(expected: Expected) -> State:
    if expected.failure:
        return State.FAILED
    return State.EXPANDED if expected.members else State.READY


def _words(body: Any) -> str:
    return str(body["content"][0]["exact"])


def _revision(row: Item) -> tuple[str, int | None]:
    """Article and revision of a row that belongs to one; no revision otherwise."""
    pk, sk = str(row[PK]), str(row[SK])
    if pk.startswith("A#") and sk != META and not sk.startswith(MEMBER_PREFIX):
        return pk[2:], int(sk.split("#")[1])
    if pk.startswith(("D#", "S#")):
        _, article, rev, _ = posting_parts(sk)
        return article, rev
    return "", None
