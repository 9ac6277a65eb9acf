"""Which words are dates, what they denote against a day, and to what of a claim they belong."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.extract.engine import extract
from functions.extract.engine.dates.expressions import expressions
from functions.extract.engine.dates.facets import day_of
from functions.extract.engine.dates.periods import easter
from functions.extract.engine.dates.tense import Tense, tense
from functions.extract.engine.dates.values import Anchor
from functions.extract.engine.lexicons import listed
from functions.extract.engine.ranges import Range
from schemas.article import Article
from schemas.claim import Claim, DateBasis, EventDate, Grain
from tests.factories import article, post

MONDAY = date(2024, 12, 16)
_BOUND = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]|2[1-4])(?:-(?:0[1-9]|[12]\d|3[01]))?)?~?")
_SEASON_STARTS = {"21": "03", "22": "06", "23": "09", "24": "12"}


def _earliest(bound: str) -> str:
    """The first day of an EDTF date, comparable as a string."""
    year, month, day = (*bound.rstrip("~").split("-"), "01", "01")[:3]
    return f"{year}-{_SEASON_STARTS.get(month, month)}-{day}"


def _is_edtf(value: str) -> bool:
    """Whether it is a date or an interval of EDTF level 1 that does not end before it begins."""
    bounds = value.split("/")
    if len(bounds) > 2 or not all(b == ".." or _BOUND.fullmatch(b) for b in bounds):
        return False
    closed = [bound for bound in bounds if bound != ".."]
    ordered = [_earliest(bound) for bound in closed]
    return bool(closed) and ordered == sorted(ordered)


def _found(text: str, day: date = MONDAY, *, future: bool = False) -> list[tuple[str, str, str]]:
    """Words, EDTF and grain of each expression."""
    found = []
    for expression in expressions(text, Range(0, len(text))):
        period = expression.value.resolve(Anchor(day, future))
        found.append((expression.where.of(text), period.edtf, period.grain.value))
    return found


@pytest.mark.parametrize(
    ("words", "edtf", "grain"),
    [
        # Days
        ("on 4 March 2025", "2025-03-04", "day"),
        ("on March 4, 2025", "2025-03-04", "day"),
        ("on Tuesday, 4 March 2025", "2025-03-04", "day"),
        ("on the 4th of March 2025", "2025-03-04", "day"),
        ("on Dec. 2, 2023", "2023-12-02", "day"),
        ("2025-03-04", "2025-03-04", "day"),
        ("on March 4", "2024-03-04", "day"),
        ("on 20 December", "2023-12-20", "day"),
        ("on 29 February", "2024-02-29", "day"),
        ("yesterday", "2024-12-15", "day"),
        ("today", "2024-12-16", "day"),
        ("tomorrow", "2024-12-17", "day"),
        ("on Monday", "2024-12-16", "day"),
        ("on Tuesday", "2024-12-10", "day"),
        ("Friday", "2024-12-13", "day"),
        ("last Monday", "2024-12-09", "day"),
        ("three days ago", "2024-12-13", "day"),
        ("at Easter", "2024-03-31", "day"),
        ("at Christmas", "2023-12-25", "day"),
        # Times of day
        ("tonight", "2024-12-16", "time_of_day"),
        ("last night", "2024-12-15", "time_of_day"),
        ("on Friday night", "2024-12-13", "time_of_day"),
        ("early on Sunday", "2024-12-15", "time_of_day"),
        ("yesterday morning", "2024-12-15", "time_of_day"),
        # Weeks, weekends
        ("last week", "2024-12-09/2024-12-15", "week"),
        ("next week", "2024-12-23/2024-12-29", "week"),
        ("this week", "2024-12-16/2024-12-22", "week"),
        ("over the weekend", "2024-12-14/2024-12-15", "weekend"),
        ("last weekend", "2024-12-14/2024-12-15", "weekend"),
        ("two weeks ago", "2024-12-02~", "week"),
        # Months, quarters, seasons
        ("in August", "2024-08", "month"),
        ("in December", "2024-12", "month"),
        ("last month", "2024-11", "month"),
        ("last August", "2024-08", "month"),
        ("in August 2021", "2021-08", "month"),
        ("May 2021", "2021-05", "month"),
        ("three months ago", "2024-09~", "month"),
        ("in the first quarter", "2024-01/2024-03", "quarter"),
        ("in the third quarter of last year", "2023-07/2023-09", "quarter"),
        ("Q2 2023", "2023-04/2023-06", "quarter"),
        ("last spring", "2024-21", "season"),
        ("next spring", "2025-21", "season"),
        ("in the summer of 2016", "2016-22", "season"),
        ("in the winter", "2024-24", "season"),
        # Years and more
        ("in 2019", "2019", "year"),
        ("last year", "2023", "year"),
        ("next year", "2025", "year"),
        ("two years ago", "2022~", "year"),
        ("in the 1990s", "1990/1999", "decade"),
        ("the 19th century", "1800/1899", "century"),
        # Parts
        ("in early August", "2024-08-01~/2024-08-10~", "interval"),
        ("in mid-August 2023", "2023-08-11~/2023-08-20~", "interval"),
        ("late February", "2024-02-21~/2024-02-29~", "interval"),
        ("mid-2023", "2023-05~/2023-08~", "interval"),
        ("late last year", "2023-09~/2023-12~", "interval"),
        ("in the early 1990s", "1990~/1993~", "interval"),
        ("in the first half of 2024", "2024-01/2024-06", "interval"),
        ("later this month", "2024-12-16/2024-12-31", "interval"),
        ("earlier this year", "2024-01-01/2024-12-16", "interval"),
        # Intervals
        ("between 3 and 7 May", "2024-05-03/2024-05-07", "interval"),
        ("3–7 May 2023", "2023-05-03/2023-05-07", "interval"),
        ("May 3–7, 2023", "2023-05-03/2023-05-07", "interval"),
        ("from 28 December to 3 January 2023", "2022-12-28/2023-01-03", "interval"),
        ("from 2016 to 2019", "2016/2019", "interval"),
        ("in 2016–19", "2016/2019", "interval"),
        ("from March to June 2019", "2019-03/2019-06", "interval"),
        ("from Monday to Friday", "2024-12-09/2024-12-13", "interval"),
        ("Wednesday through Sunday", "2024-12-11/2024-12-15", "interval"),
        ("over the past three years", "2021-12/2024-12", "interval"),
        ("in the next fortnight", "2024-12-16/2024-12-30", "interval"),
        # Open intervals
        ("since March", "2024-03/..", "interval"),
        ("since 2016", "2016/..", "interval"),
        ("after 1 January 2022", "2022-01-01/..", "interval"),
        ("from Tuesday", "2024-12-10", "day"),
        ("until Friday", "../2024-12-13", "interval"),
        ("by 2030", "../2030", "interval"),
        ("by the end of the year", "../2024", "interval"),
        ("by early 2026", "../2026-04~", "interval"),
        ("more than 20 years ago", "../2004~", "interval"),
    ],
)
def test_expressions_denote_a_period_before_the_day(words: str, edtf: str, grain: str) -> None:
    assert _found(f"It was seen {words}.") == [(words, edtf, grain)]
    assert _is_edtf(edtf)


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("on Monday", "2024-12-16"),
        ("on Tuesday", "2024-12-17"),
        ("next Monday", "2024-12-23"),
        ("this weekend", "2024-12-21/2024-12-22"),
        ("in March", "2025-03"),
        ("on 30 June", "2025-06-30"),
        ("by Friday", "../2024-12-20"),
        ("by Christmas", "../2024-12-25"),
        ("at Easter", "2025-04-20"),
        ("in the spring", "2025-21"),
        ("from Tuesday", "2024-12-17/.."),
        ("from Tuesday to Thursday", "2024-12-17/2024-12-19"),
        ("between 28 December and 3 January", "2024-12-28/2025-01-03"),
        ("in 2019", "2019"),
    ],
)
def test_expressions_denote_a_period_after_the_day_where_the_clause_looks_forward(
    words: str, edtf: str
) -> None:
    assert [found[:2] for found in _found(f"It opens {words}.", future=True)] == [(words, edtf)]


def test_expressions_take_not_until_for_a_beginning() -> None:
    assert _found("It was shut until 2012.")[0][:2] == ("until 2012", "../2012")
    assert _found("It did not open until 2012.")[0][:2] == ("until 2012", "2012")
    assert _found("It wasn’t until 2012 that it opened.")[0][:2] == ("until 2012", "2012")


@pytest.mark.parametrize(
    "text",
    [
        "the 94th brigade",
        "they may march on",
        "Theresa May said no",
        "a protest march began",
        "Black Friday sales rose",
        "on Good Friday",
        "in the Sunday Times",
        "for the Mail on Sunday",
        "on Sunday Morning Live",
        "told “This Week” that",
        "wrote in USA TODAY",
        "a week from today",
        "every Monday and on Tuesdays",
        "a Monday like another",
        "Sheffield Wednesday won",
        "within 48 hours",
        "for three weeks",
        "in second place",
        "a further fall of the price",
        "in 2000 metres",
        "the 2019 election",
        "at Christmas Island",
        "written by April Jones",
        "30 February",
        "version 2024.1 of it",
        "moved the race from April to October",
        "up 5 percent",
        "on 31 April",
    ],
)
def test_expressions_of_other_words_is_empty(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("after Monday’s vote", "Monday"),
        ("in last year’s race", "last year"),
        ("In March 20 people fell ill", "In March"),
        ("On Monday Harbour Board staff left", "On Monday"),
        ("nearly twice what it took in a year earlier", "a year earlier"),
    ],
)
def test_expressions_take_only_the_words_that_date(text: str, words: str) -> None:
    assert [found[0] for found in _found(text)] == [words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge fell on Monday.", Tense.PAST),
        ("The council voted by nine to six on Monday.", Tense.PAST),
        ("The bridge will open on Monday.", Tense.FUTURE),
        ("The bridge is due to open on Monday.", Tense.FUTURE),
        ("The talks open on Monday.", Tense.FUTURE),
        ("It would close on Monday.", Tense.BACKSHIFTED),
        ("It may have sunk on Monday.", Tense.PAST),
        ("The men who attacked on Monday will be tried.", Tense.PAST),
        ("On Monday the talks will resume.", Tense.FUTURE),
        ("I’ve promised them the logs by Monday.", Tense.FUTURE),
        ("Forty had drowned by Monday.", Tense.PAST),
        ("It is the worst flood since Monday.", Tense.PAST),
        ("He is in prison after the fire on Monday.", Tense.PAST),
        ("A hearing is set for Monday.", Tense.FUTURE),
        ("She taught hundreds to read and died on Monday.", Tense.PAST),
        ("They came from behind to win on Monday.", Tense.PAST),
        ("They agreed to meet on Monday.", Tense.FUTURE),
        ("They will review the card, shown for a tackle, on Monday.", Tense.FUTURE),
        ("He has until Monday to appeal.", Tense.FUTURE),
        ("Prices will be where they were by Monday.", Tense.FUTURE),
        ("Two wards are to stay shut until Monday.", Tense.FUTURE),
    ],
)
def test_tense_is_that_of_the_verb_that_governs_the_date(text: str, expected: Tense) -> None:
    (expression,) = expressions(text, Range(0, len(text)))
    assert tense(text, expression, Range(0, len(text))) is expected


def _claims(*parts: str, published: str | None = "2024-12-16") -> list[Claim]:
    return extract(article(*parts, published=published)).claims


def _dates(claim: Claim) -> list[tuple[str, str | None]]:
    return [(found.exact, found.edtf) for found in claim.event_dates]


def _said(claim: Claim) -> tuple[str, str | None] | None:
    found = claim.utterance_date
    return (found.exact, found.edtf) if found else None


@pytest.mark.parametrize(
    ("text", "event", "said"),
    [
        ("The mayor said the bridge fell on Monday.", "on Monday", None),
        ("The mayor said on Monday that the bridge fell.", None, "on Monday"),
        ("The mayor said Monday that the bridge fell.", None, "Monday"),
        ("On Monday, the mayor said that the bridge fell.", None, "On Monday"),
        ("On Monday the mayor said that the bridge fell.", None, "On Monday"),
        ("In a statement on Monday, the mayor said the bridge fell.", None, "on Monday"),
        ("The mayor said in a statement on Monday that the bridge fell.", None, "on Monday"),
        ("“The bridge fell,” the mayor said on Monday.", None, "on Monday"),
        ("“The bridge fell,” said the mayor, Ann Lee, on Monday.", None, "on Monday"),
        ("The mayor on Monday denied that the bridge fell.", None, "on Monday"),
        ("Ann Lee, speaking on Monday, said that the bridge fell.", None, "on Monday"),
        ("The mayor said in a letter dated 4 May 2023 that it fell.", None, "4 May 2023"),
        ("The union accused the firm on Monday of theft.", None, "on Monday"),
        ("The union accused the firm of theft on Monday.", "on Monday", None),
        ("The mayor called the plan “madness” on Monday.", None, "on Monday"),
        ("The army has said since March that the bridge fell.", None, None),
        ("Ann Lee pleaded guilty to theft on Monday.", None, "on Monday"),
        ("Asked on Monday about the port, the mayor said it was shut.", None, "on Monday"),
        ("The mayor, elected in 2019, said that the bridge fell.", None, None),
        ("The mayor, who left on Monday, said that the bridge fell.", None, None),
        ("“The bridge fell,” said Ann Lee, who took over in 2019.", None, None),
        ("The mayor said of the plan unveiled on Monday that it was bad.", None, None),
    ],
)
def test_extract_gives_a_date_to_the_event_or_to_the_utterance(
    text: str, event: str | None, said: str | None
) -> None:
    (claim,) = _claims(text)
    assert [words for words, _ in _dates(claim)] == ([event] if event else [])
    assert (_said(claim) or (None,))[0] == said


def test_extract_dates_all_that_one_cue_and_its_participle_say() -> None:
    claims = _claims("The council disputed this on Monday, saying that the bridge fell.")
    assert {_said(claim) for claim in claims} == {("on Monday", "2024-12-16")}


def test_extract_dates_both_the_event_and_the_utterance() -> None:
    (claim,) = _claims("The mayor said on Sunday that the bridge fell in early August.")
    assert _dates(claim) == [("in early August", "2024-08-01~/2024-08-10~")]
    assert _said(claim) == ("on Sunday", "2024-12-15")


def test_extract_dates_what_the_article_states_itself() -> None:
    (claim,) = _claims("The bridge fell over the weekend.")
    assert _dates(claim) == [("over the weekend", "2024-12-14/2024-12-15")]
    assert claim.event_dates[0].basis is DateBasis.PUBLISHED


def test_extract_resolves_reported_future_from_the_day_it_was_said() -> None:
    # Given a promise of Monday for Friday, published on Saturday
    (claim,) = _claims(
        "The mayor said on Monday that the bridge would open on Friday.", published="2024-12-14"
    )
    # Then the Friday is the one after that Monday, not the one after the publication
    assert _dates(claim) == [("on Friday", "2024-12-13")]
    assert claim.event_dates[0].basis is DateBasis.UTTERANCE


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The mayor said in August that it would close in October.", "2024-10"),
        ("The mayor said in August that it had closed in October.", "2023-10"),
        ("The mayor said in 2021 that it had closed in October.", None),
        ("The mayor said in 2021 that it had closed in October 2019.", "2019-10"),
        ("The mayor said in August that it will close in October.", "2025-10"),
    ],
)
def test_extract_bounds_what_was_reported_by_when_it_was_said(text: str, edtf: str | None) -> None:
    (claim,) = _claims(text)
    assert [value for _, value in _dates(claim)] == [edtf]


def test_extract_counts_quoted_words_from_the_day_they_were_said() -> None:
    (claim,) = _claims("“We sank it yesterday,” Ann Lee said on Friday.")
    assert _dates(claim) == [("yesterday", "2024-12-12")]
    assert claim.event_dates[0].basis is DateBasis.UTTERANCE


def test_extract_leaves_yesterday_open_in_quoted_words_of_an_unknown_day() -> None:
    (claim,) = _claims("“We sank it yesterday,” Ann Lee said.")
    assert _dates(claim) == [("yesterday", None)]
    assert claim.event_dates[0].basis is DateBasis.UNRESOLVED


def test_extract_counts_a_post_from_its_own_date() -> None:
    # Given a post of 3 March in an article of the next day
    claims = _claims_of_post("The tents will open again tomorrow with police at every door.")
    (claim,) = [c for c in claims if c.directness.value == "embedded_post"]
    assert _dates(claim) == [("tomorrow", "2025-03-04")]
    assert _said(claim) == ("March 3, 2025", "2025-03-03")
    assert {claim.event_dates[0].basis, claim.utterance_date and claim.utterance_date.basis} == {
        DateBasis.POST
    }


def _claims_of_post(body: str) -> list[Claim]:
    found = article("Ann Lee wrote this:", post(body, "Ann Lee"), published="2025-03-04")
    return extract(found).claims


def test_extract_keeps_relative_words_open_where_publication_is_unknown() -> None:
    (claim,) = _claims("The mayor said on Monday that the bridge fell in 2019.", published=None)
    assert _said(claim) == ("on Monday", None)
    assert claim.utterance_date is not None
    assert claim.utterance_date.basis is DateBasis.UNRESOLVED
    assert _dates(claim) == [("in 2019", "2019")]
    assert claim.event_dates[0].basis is DateBasis.EXPLICIT


def test_extract_counts_later_from_a_date_of_the_same_statement() -> None:
    (claim,) = _claims("He was arrested on 4 March 2023 and charged two days later.")
    assert _dates(claim) == [("on 4 March 2023", "2023-03-04"), ("two days later", "2023-03-06")]
    assert claim.event_dates[1].basis is DateBasis.OTHER_DATE


def test_extract_leaves_later_open_where_no_date_came_before() -> None:
    (claim,) = _claims("He was charged two days later.")
    assert _dates(claim) == [("two days later", None)]
    assert (claim.event_dates[0].basis, claim.event_dates[0].grain) == (
        DateBasis.UNRESOLVED,
        Grain.DAY,
    )


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2024-12-16", MONDAY),
        ("2024-12-16T23:30:00+02:00", MONDAY),
        ("2024-12", None),
        ("2024-13-45", None),
        ("", None),
        (None, None),
    ],
)
def test_day_of_reads_days_alone(edtf: str | None, expected: date | None) -> None:
    assert day_of(edtf) == expected


@pytest.mark.parametrize(
    ("year", "expected"), [(2000, (4, 23)), (2024, (3, 31)), (2025, (4, 20)), (2038, (4, 25))]
)
def test_easter(year: int, expected: tuple[int, int]) -> None:
    assert easter(year) == date(year, *expected)


_WORDS = st.sampled_from(
    sorted(
        listed(
            """on in by since until from to between and early late mid the end of
            last next this past first Monday Friday weekend week month year quarter
            March May August spring 3 7 31 2019 2024 1990s two three days weeks years
            ago later yesterday tonight said will fell would Christmas , . ’s -
            morning night Ann “ ” over more than Q1 29 February half second"""
        )
    )
)
_TEXTS = st.lists(_WORDS, max_size=14).map(" ".join)


def _all_dates(found: Article) -> list[EventDate]:
    claims = extract(found).claims
    return [d for c in claims for d in (*c.event_dates, c.utterance_date) if d is not None]


@settings(deadline=None)
@given(_TEXTS, st.dates().map(date.isoformat) | st.none())
def test_dates_are_grounded_and_valid_for_any_day_of_publication(
    words: str, published: str | None
) -> None:
    found = article(f"The mayor said on Monday that it fell {words}.", published=published)
    for dated in _all_dates(found):
        assert dated.is_grounded_in(found.text)
        assert dated.edtf is None or _is_edtf(dated.edtf)
        assert (dated.edtf is None) == (dated.basis is DateBasis.UNRESOLVED)


@given(_TEXTS, st.dates(), st.booleans())
def test_expressions_end_no_earlier_than_they_begin(words: str, day: date, future: bool) -> None:
    for expression in expressions(words, Range(0, len(words))):
        try:
            period = expression.value.resolve(Anchor(day, future))
        except (ValueError, OverflowError):
            continue
        assert period.start <= period.end
        assert _is_edtf(period.edtf)


@given(st.text())
def test_expressions_lie_in_order_within_any_text(text: str) -> None:
    places = [found.where for found in expressions(text, Range(0, len(text)))]
    assert places == sorted(places)
    assert all(0 <= place.start < place.end <= len(text) for place in places)
