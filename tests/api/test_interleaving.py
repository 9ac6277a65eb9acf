"""What readers see while a writer is at work: one revision of each article, whole, or none.

The writer moves between any two calls of a reader to the table and the bucket, a write at a time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.api.claim_filter import ClaimFilter
from functions.api.cursor import Place
from functions.api.errors import ApiError, GoneError, NotReadyError, UnknownRecordError
from functions.api.queries import Queries
from functions.api.store import RecordReader
from functions.api.text_query import TextQuery
from functions.extract.rows import revision_of
from functions.extract.store import RecordStore
from functions.parse.lease import Lease as ParseLease
from functions.parse.store import StateStore
from functions.shared.table import Delete, Put
from schemas.article import Article
from schemas.claim import Claim, Mention
from schemas.events import Change
from schemas.messages import ExtractArticle
from schemas.table import Axis
from tests.memory import MemoryArticles
from tests.records import at, event, extraction_of, failure, said, story
from tests.tables import memory_table

KEY = "subject.txt"
SOURCE = "ada-mayor"
DAYS = ("2025-03-01", "2025-03-02", "2024-12-31", None)
Steps = Iterator[None]
Texts = dict[str, list[str]]
HERE = Mention(exact="Tessel", start=0, end=6)
RANGE: dict[str, Any] = {"from_day": date(2025, 1, 1), "to_day": date(2025, 12, 31)}
BY_INGESTION = ClaimFilter(axis=Axis.INGESTED, **RANGE)
BY_UTTERANCE = ClaimFilter(axis=Axis.UTTERANCE, **RANGE)
SAID = ("2025-02-03", "2025-02-28", "2025-03-01", "2025-07-12")
NAMED: dict[str, Any] = {"entities": [HERE], "places": [HERE], "utterance_date": said(SAID[0])}
"""What every claim mentions, and when it was said."""
LISTS = [
    ClaimFilter(),
    ClaimFilter(source=SOURCE),
    ClaimFilter(entity="tessel"),
    ClaimFilter(source=SOURCE, entity="tessel", place="tessel"),
    ClaimFilter(text=TextQuery.of("Here")),
    ClaimFilter(text=TextQuery.of("here"), source=SOURCE, place="tessel"),
    BY_INGESTION,
    BY_UTTERANCE,
    ClaimFilter(source=SOURCE, axis=Axis.UTTERANCE, **RANGE),
]
"""Questions whose answers come from different lists, and are the same."""


def article(text: str, key: str = KEY, day: str | None = DAYS[0]) -> Article:
    return story(text, key, published=day)


SUBJECT = article("x").article_id


def lines(word: str, count: int) -> str:
    """A text of claims, of which every revision has the first."""
    return "\n".join(
        ["Both revisions say this here.", *(f"{word} {n} here." for n in range(1, count))]
    )


@dataclass
class World:
    """The table and the bucket, a writer that moves while they are read, and the reader."""

    schedule: list[int] = field(default_factory=list)
    """Steps that the writer makes before each of the reader's calls, in turn."""
    days_apart: int = 0
    """Between the extractions of two revisions."""

    def __post_init__(self) -> None:
        self.table, self.articles = memory_table(), MemoryArticles()
        self.states = StateStore(self.table, 45)
        self.records = RecordStore(self.table, 150)
        self.queries = Queries(RecordReader(self.table), self.articles)
        self.sequencer = 0
        self.writer: Steps = iter(())

    # --- The writer ----------------------------------------------------------------------------

    def replace(self, new: Article, *fields: dict[str, Any]) -> Steps:
        """Ingest an article as the pipeline does, one step at a time."""
        lease = self._claim(new.source.key)
        self.articles.write(new, lease.prefix)
        yield
        self.states.commit(lease, at(0))
        yield
        message = ExtractArticle(article_id=new.article_id, run=lease.run, prefix=lease.prefix)
        mine = self.records.claim(message, at(0))
        assert mine
        extraction = extraction_of(new, *(fields or [NAMED] * 9))
        revision = revision_of(new, extraction, mine.rev, lease.prefix, self._extracted())
        rows = [*revision.own_rows, *revision.directory]
        for some in ([revision.manifest], rows[::2], rows[1::2]):
            self.table.write(map(Put, some))
            yield
        assert self.records.flip(mine, revision, at(self.sequencer))

    def _extracted(self) -> datetime:
        return at(self.days_apart * self.sequencer * 86400)

    def delete(self) -> Steps:
        self.sequencer += 1
        self.states.bury(event(KEY, f"{self.sequencer:04}", Change.DELETED), at(0))
        yield
        yield from self.sweep(for_good=False)

    def fail(self) -> Steps:
        lease = self._claim(KEY)
        yield
        self.states.fail(lease, failure(), at(0))
        yield
        yield from self.sweep(for_good=False)

    def sweep(self, *, for_good: bool) -> Steps:
        old = self.records.superseded(SUBJECT)
        self.records.remove_before(SUBJECT, old.rev, for_good=for_good)
        yield
        self.articles.remove_before(SUBJECT, old.run)

    def _claim(self, key: str) -> ParseLease:
        self.sequencer += 1
        lease = self.states.claim(event(key, f"{self.sequencer:04}"), at(0))
        assert isinstance(lease, ParseLease)
        return lease

    def write(self, steps: Steps) -> None:
        """Make all steps at once."""
        for _ in steps:
            pass

    # --- The reader ----------------------------------------------------------------------------

    def begin(self, steps: Steps) -> None:
        """Have the writer move whenever something is read from now on."""
        self.writer = steps
        self.table.hook = self.articles.hook = self._interfere

    def _interfere(self, call: str) -> None:
        if not call.startswith("before") or not self.schedule:
            return
        count = self.schedule.pop(0)
        self.table.hook = self.articles.hook = lambda _: None
        for _ in range(count):
            next(self.writer, None)
        self.table.hook = self.articles.hook = self._interfere


def pages(ask: Callable[[Place | None], tuple[list[Claim], Place | None]]) -> list[Claim]:
    """The claims of all pages."""
    found, after = ask(None)
    while after:
        more, after = ask(after)
        found += more
    return found


def by_article(claims: list[Claim]) -> Texts:
    found: Texts = {}
    for claim in claims:
        found.setdefault(claim.article_id, []).append(claim.content[0].exact)
    return found


@dataclass(frozen=True)
class Case:
    """An article, what is done to it, and when."""

    world: World
    old: Article
    new: Article
    change: str

    def begin(self) -> None:
        self.world.begin(self._steps())

    def _steps(self) -> Steps:
        world = self.world
        if self.change in {"delete", "return"}:
            yield from world.delete()
        if self.change == "fail":
            yield from world.fail()
        if self.change in {"replace", "replace and sweep", "return"}:
            yield from world.replace(self.new)
        if self.change == "replace and sweep":
            yield
            yield from world.sweep(for_good=True)

    @property
    def may_vanish(self) -> bool:
        """Whether there is a moment without any claims."""
        return self.change in {"delete", "fail", "return"}

    def expects(self, found: list[str] | None) -> bool:
        """Whether claims of the article are those of one revision."""
        return found in [self.old.text.split("\n"), self.new.text.split("\n")]


CHANGES = ("replace", "replace and sweep", "delete", "fail", "return")


@st.composite
def cases(draw: st.DrawFn, *, day_moves: bool = False) -> Case:
    steps = draw(st.lists(st.sampled_from([0, 1, 2]), max_size=20))
    world = World([*[0] * draw(st.integers(0, 20)), *steps, 20], days_apart=int(day_moves))
    old = article(lines("Old", draw(st.integers(1, 5))), day=draw(st.sampled_from(DAYS)))
    day = draw(st.sampled_from(DAYS)) if day_moves else old.published
    new = article(lines("New", draw(st.integers(1, 5))), day=day)
    for key, other in (("before.txt", DAYS[1]), ("beside.txt", old.published)):
        world.write(world.replace(article("Other 1 here.\nOther 2 here.", key, other)))
    world.write(world.replace(old))
    # The grace period outlives a request, which alone keeps in a list what moves in it meanwhile.
    changes = [change for change in CHANGES if not (day_moves and "sweep" in change)]
    return Case(world, old, new, draw(st.sampled_from(changes)))


many = settings(max_examples=60, deadline=None)


@many
@given(cases(), st.integers(1, 6), st.booleans())
def test_claims_of_an_article_over_all_pages_are_of_one_revision_or_the_answer_says_why(
    case: Case, limit: int, by_worth: bool
) -> None:
    wanted = ClaimFilter()
    ask = partial(case.world.queries.article_claims, SUBJECT, wanted, limit, by_worth=by_worth)
    case.begin()

    try:
        found = pages(ask)
    except GoneError:
        return
    except NotReadyError:
        assert case.may_vanish
    else:
        assert case.expects(by_article(found)[SUBJECT])


@many
@given(cases(), st.integers(1, 8), st.sampled_from(LISTS))
def test_claims_of_all_articles_over_all_pages_have_one_revision_of_each(
    case: Case, limit: int, wanted: ClaimFilter
) -> None:
    case.begin()

    try:
        found = by_article(pages(lambda place: case.world.queries.claims(wanted, limit, place)))
    except GoneError:
        return

    subject = found.pop(SUBJECT, None)
    assert list(found.values()) == [["Other 1 here.", "Other 2 here."]] * 2
    assert case.expects(subject) or (subject is None and case.may_vanish)


@many
@given(cases(day_moves=True), st.sampled_from(LISTS))
def test_claims_on_one_page_are_of_one_revision_even_when_the_article_moves_to_another_day(
    case: Case, wanted: ClaimFilter
) -> None:
    case.begin()

    claims, _ = case.world.queries.claims(wanted, 100, None)

    subject = by_article(claims).get(SUBJECT)
    assert case.expects(subject) or (subject is None and case.may_vanish)


@many
@given(cases(day_moves=True), st.sampled_from(LISTS))
def test_claims_by_worth_on_one_page_are_of_one_revision(case: Case, wanted: ClaimFilter) -> None:
    case.begin()

    claims, _ = case.world.queries.worthiest_claims(wanted, 100, None)

    subject = by_article(claims).get(SUBJECT)
    assert case.expects(subject) or (subject is None and case.may_vanish)


@st.composite
def spoken(draw: st.DrawFn) -> tuple[World, Article, Article]:
    """An article whose claims were said on several days, and another revision with other days."""
    world = World([*[0] * draw(st.integers(0, 12)), *draw(st.lists(st.integers(0, 2))), 20])
    made = [article(lines(word, draw(st.integers(1, 5)))) for word in ("Old", "New")]
    days = [
        [{"utterance_date": said(draw(st.sampled_from(SAID)))} for _ in each.text.split("\n")]
        for each in made
    ]
    world.write(world.replace(article("Other.", "other.txt"), {"utterance_date": said(SAID[1])}))
    world.write(world.replace(made[0], *days[0]))
    world.begin(world.replace(made[1], *days[1]))
    return world, made[0], made[1]


@many
@given(spoken(), st.booleans())
def test_claims_of_one_page_by_their_days_of_utterance_are_of_one_revision_and_all_of_it(
    case: tuple[World, Article, Article], by_worth: bool
) -> None:
    world, *revisions = case
    ask = world.queries.worthiest_claims if by_worth else world.queries.claims

    claims, end = ask(BY_UTTERANCE, 100, None)

    found = by_article(claims)
    assert end is None
    assert sorted(found.pop(SUBJECT)) in [sorted(each.text.split("\n")) for each in revisions]
    assert list(found.values()) == [["Other."]]


@many
@given(spoken(), st.integers(1, 4))
def test_claims_over_all_pages_by_utterance_come_once_each_the_latest_first(
    case: tuple[World, Article, Article], limit: int
) -> None:
    world, _, new = case
    while world.schedule:
        world._interfere("before")

    found = pages(lambda place: world.queries.claims(BY_UTTERANCE, limit, place))

    days = [str(claim.utterance_date and claim.utterance_date.edtf) for claim in found]
    assert days == sorted(days, reverse=True)
    texts = sorted(claim.content[0].exact for claim in found)
    assert texts == sorted([*new.text.split("\n"), "Other."])


@many
@given(cases(), st.integers(0, 40))
def test_claims_after_the_change_are_never_of_the_revision_before_it(
    case: Case, position: int
) -> None:
    case.world.schedule[position:] = [100]
    case.begin()
    while case.world.schedule:
        case.world._interfere("before")

    found = by_article(case.world.queries.claims(ClaimFilter(), 100, None)[0])

    kept = case.change not in {"delete", "fail"}
    assert found.get(SUBJECT) == (case.new.text.split("\n") if kept else None)


@many
@given(cases())
def test_detail_has_structure_and_coverage_of_the_same_revision(case: Case) -> None:
    case.begin()

    detail = case.world.queries.article(SUBJECT)

    if detail.article is None:
        assert case.may_vanish
        assert not detail.coverage
        return
    covered = [claim for sentence in detail.coverage for claim in sentence.claims]
    expected = next(
        a for a in (case.old, case.new) if a.content_hash == detail.article.content_hash
    )
    assert len(covered) == detail.claims == len(expected.text.split("\n"))


@many
@given(cases())
def test_text_is_that_of_a_whole_revision(case: Case) -> None:
    case.begin()

    try:
        text = case.world.queries.text(SUBJECT, lambda p: case.world.articles.text(p, 10**6))
    except NotReadyError:
        assert case.may_vanish
    else:
        assert text in {case.old.text, case.new.text}


@many
@given(cases())
def test_claim_that_both_revisions_have_is_found_at_any_moment(case: Case) -> None:
    (claim,), _ = case.world.queries.article_claims(SUBJECT, ClaimFilter(), 1, None)
    case.begin()

    try:
        found = case.world.queries.claim(claim.claim_id)
    except UnknownRecordError:
        assert case.may_vanish
    else:
        assert found.content[0].exact == claim.content[0].exact


@many
@given(cases())
def test_sources_count_every_article_in_one_revision(case: Case) -> None:
    case.begin()

    (listed,), _ = case.world.queries.sources(10, None, authors=False)

    counts = {len(each.text.split("\n")) for each in (case.old, case.new)}
    assert listed.claims - 4 in counts | ({0} if case.may_vanish else set())


# --- What a cursor is worth --------------------------------------------------------------------


@pytest.fixture
def world() -> World:
    world = World()
    world.write(world.replace(article(lines("Old", 6))))
    return world


ROUTES: list[Callable[..., tuple[list[Claim], Place | None]]] = [
    lambda world, place: world.queries.article_claims(SUBJECT, ClaimFilter(), 2, place),
    lambda world, place: world.queries.claims(ClaimFilter(), 2, place),
    lambda world, place: world.queries.claims(ClaimFilter(source=SOURCE), 2, place),
    lambda world, place: world.queries.claims(BY_INGESTION, 2, place),
    lambda world, place: world.queries.claims(BY_UTTERANCE, 2, place),
]


@pytest.mark.parametrize("ask", ROUTES)
def test_cursor_goes_on_in_its_revision_after_a_replacement(
    world: World, ask: Callable[..., Any]
) -> None:
    first, place = ask(world, None)
    world.write(world.replace(article(lines("New", 6), day="2025-04-01")))

    rest = [*first]
    while place:
        more, place = ask(world, place)
        rest += more

    assert by_article(rest)[SUBJECT] == lines("Old", 6).split("\n")


@pytest.mark.parametrize("ask", ROUTES)
@pytest.mark.parametrize("end", ["sweep", "delete", "fail"])
def test_cursor_of_a_revision_that_has_gone_says_how_to_start_again(
    world: World, ask: Callable[..., Any], end: str
) -> None:
    _, place = ask(world, None)
    if end == "sweep":
        world.write(world.replace(article(lines("New", 6))))
        world.write(world.sweep(for_good=True))
    else:
        next(world.delete() if end == "delete" else iter(_failed(world)))

    with pytest.raises(GoneError, match="Leave out the cursor") as caught:
        ask(world, place)

    assert caught.value.problem().status == 410


def _failed(world: World) -> Steps:
    steps = world.fail()
    next(steps)
    next(steps)
    yield


@pytest.mark.parametrize("lost", ["C#", "D#", "R#"])
def test_cursor_of_a_revision_of_which_a_row_is_missing_is_gone(world: World, lost: str) -> None:
    _, place = world.queries.article_claims(SUBJECT, ClaimFilter(), 2, None)
    world.write(world.replace(article(lines("New", 6))))
    keys = [(str(row["pk"]), str(row["sk"])) for row in world.table.rows()]
    old = [key for key in keys if "0000000002" in key[1] and lost in "".join(key)]
    world.table.write(map(Delete, old))

    with pytest.raises(GoneError):
        pages(lambda p: world.queries.article_claims(SUBJECT, ClaimFilter(), 2, p or place))


def test_cursor_behind_an_article_needs_nothing_of_it(world: World) -> None:
    world.write(world.replace(article("Older.", "older.txt", "2024-01-01")))
    _, place = world.queries.claims(ClaimFilter(), 6, None)
    world.write(world.delete())

    claims, _ = world.queries.claims(ClaimFilter(), 6, place)

    assert [claim.content[0].exact for claim in claims] == ["Older."]


def test_article_that_is_replaced_during_every_try_is_not_answered_by_a_mixture(
    world: World,
) -> None:
    def replace(call: str) -> None:
        if call == "before table.get_many":
            world.table.hook = lambda _: None
            world.write(world.replace(article(lines("New", 3))))
            world.table.hook = replace

    world.table.hook = replace

    with pytest.raises(ApiError) as caught:
        world.queries.article_claims(SUBJECT, ClaimFilter(), 10, None)

    assert caught.value.status == 503
