"""What a cue means in any wording, whoever proposed the spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.extract.engine import cues
from functions.extract.engine.lexicons import listed
from schemas.claim import CueClass, Polarity
from tests.extract.linked import attributed_to

AFFIRMED, DENIED, OPEN = Polarity.AFFIRMED, Polarity.DENIED, Polarity.NO_POSITION


def _read(line: str) -> tuple[CueClass, Polarity]:
    claim = attributed_to(line)[0]
    return claim.cue_class, claim.polarity


@pytest.mark.parametrize(
    "line",
    [
        "[source The mill’s] [cue denial] that [content the dam leaks] came late.",
        "[source The mill] [cue issued a denial] that [content the dam leaks].",
        "It is [content a charge] [source she] [cue denies].",
        "[content Any leak] [cue was denied by] [source the mill].",
        "[source The mill] [cue denied] to the Courier that [content the dam leaks].",
        "[source The mill] [cue denied] [content hiding the leak].",
        "[source The mill] [cue has always denied] [content hiding the leak].",
        "[source The mill] [cue rejected claims] that [content the dam leaks].",
        "[source The mill] [cue rejected suggestions] that [content the dam leaks].",
        "[source The mill] [cue dismissed] [content the report].",
        "[source The mill] [cue refuted] [content the report].",
        "[source The mill] [cue disputes] that [content the dam leaks].",
        "[source The mill] [cue rubbished] [content the report].",
        "[source The mill] [cue brushed off] [content the report].",
        "[source The mill] [cue took issue with] [content the report].",
        "[source The mill] said [cue there was no truth in] [content the report].",
        "[source The mill’s] [cue repudiation] of [content the report] came late.",
        "[source The mill] [cue ruled out] [content a leak].",
        "An [cue allegation she denies], [source Ada Quill] hid [content the leak].",
    ],
)
def test_denial_in_any_wording_is_denied(line: str) -> None:
    assert _read(line) == (CueClass.DENY, DENIED)


@pytest.mark.parametrize(
    "line",
    [
        "[source The mill] [cue would neither confirm nor deny] that [content the dam leaks].",
        "[source The mill] [cue has not confirmed or denied] that [content the dam leaks].",
        "[source The mill] [cue declined to say] whether [content the dam leaks].",
        "[source The mill] [cue declined to confirm] that [content the dam leaks].",
        "[source The mill] [cue refused to confirm] that [content the dam leaks].",
        "[source The mill] [cue would not say] whether [content the dam leaks].",
        "[source The mill] [cue has yet to confirm] that [content the dam leaks].",
        "[source The mill] has, so far, not [cue confirmed] that [content the dam leaks].",
        "[source The mill] [cue stopped short of saying] that [content the dam leaks].",
        "[source The mill] [cue stopped short of] [content blaming the rain].",
        "[source The mill] [cue did not deny] that [content the dam leaks].",
        "[source The mill] [cue did not rule out] [content a leak].",
        "[source The mill] [cue would not be drawn on] whether [content the dam leaks].",
        "[source The mill’s] [cue refusal to confirm] that [content the dam leaks] came late.",
        "[source The mill] [cue can neither confirm nor deny] that [content the dam leaks].",
        "[source The mill] [cue did not dispute] that [content the dam leaks].",
    ],
)
def test_what_is_neither_confirmed_nor_denied_is_no_position(line: str) -> None:
    assert _read(line) == (CueClass.NEITHER_CONFIRM_NOR_DENY, OPEN)


@pytest.mark.parametrize(
    ("line", "cue_class", "polarity"),
    [
        ("[source She] [cue does not believe] that [content it leaks].", CueClass.OPINE, DENIED),
        ("[source She] [cue doubts] that [content the dam leaks].", CueClass.OPINE, DENIED),
        ("[source She] [cue is sceptical] that [content it leaks].", CueClass.OPINE, DENIED),
        ("[source She] [cue questioned] whether [content it leaks].", CueClass.QUESTION, OPEN),
        ("[source She] [cue asked] whether [content the dam leaks].", CueClass.QUESTION, OPEN),
        ("[source She] [cue asked] [content the mill to drain it].", CueClass.DEMAND, AFFIRMED),
        ("[source She] [cue did not ask] [content the mill to act].", CueClass.QUESTION, OPEN),
        ("[source She] [cue asked for] [content a new dam].", CueClass.DEMAND, AFFIRMED),
        ("[source She] [cue retracted] [content the report].", CueClass.CORRECT, DENIED),
        ("[source She] [cue walked back] [content the claim].", CueClass.CORRECT, DENIED),
        ("[source She] [cue pleaded not guilty to] [content fraud].", CueClass.PLEAD, DENIED),
        ("[source She] [cue pleaded] [content not guilty to fraud].", CueClass.PLEAD, AFFIRMED),
        ("[source She] [cue pleaded] not guilty to [content fraud].", CueClass.PLEAD, DENIED),
        ("[source She] [cue pleaded guilty to] [content fraud].", CueClass.PLEAD, AFFIRMED),
        ("[source She] [cue said] it was untrue that [content it leaks].", CueClass.ASSERT, DENIED),
        ("[source She] [cue vowed] not to [content close it].", CueClass.PROMISE, DENIED),
        ("[source She] [cue warned against] [content swimming].", CueClass.ADVISE, DENIED),
        ("[source She] [cue warned] that [content it would burst].", CueClass.PREDICT, AFFIRMED),
        ("[source She] [cue found no evidence] that [content it leaks].", CueClass.EVIDENCE, OPEN),
        ("[source She] [cue has no doubt] that [content it leaks].", CueClass.OPINE, AFFIRMED),
        ("[source She] [cue conceded] that [content it leaks].", CueClass.CONFIRM, AFFIRMED),
        ("[source She] [cue blamed] [content the rain].", CueClass.ALLEGE, AFFIRMED),
        ("[source She] [cue hopes] [content to mend it].", CueClass.PROMISE, AFFIRMED),
        ("[source She] [cue hopes] that [content it holds].", CueClass.OPINE, AFFIRMED),
        ("[source She] [cue wants] [content to mend it].", CueClass.PROMISE, AFFIRMED),
        ("[source She] [cue wants] [content it mended].", CueClass.DEMAND, AFFIRMED),
        ("[source She] [cue means] [content to mend it].", CueClass.PROMISE, AFFIRMED),
        ("[source She] [cue told] [content them to leave].", CueClass.ASSERT, AFFIRMED),
        ("[source She] [cue insisted on] [content a new dam].", CueClass.DEMAND, AFFIRMED),
        ("[source She] [cue put] [content the loss at 40 tonnes].", CueClass.ESTIMATE, AFFIRMED),
        ("[source She] [cue reckons] [content it cost 40 crowns].", CueClass.ESTIMATE, AFFIRMED),
        ("[source She] [cue reckons] that [content it leaks].", CueClass.OPINE, AFFIRMED),
        ("[content It leaks], [cue reportedly].", CueClass.HEARSAY, AFFIRMED),
        ("[content The dam] [cue is said] to [content leak].", CueClass.HEARSAY, AFFIRMED),
        ("[cue It is understood] that [content it leaks].", CueClass.HEARSAY, AFFIRMED),
        ("[content The dam] [cue is believed to] [content leak].", CueClass.HEARSAY, AFFIRMED),
        ("[cue By most accounts] [content the dam leaks].", CueClass.HEARSAY, AFFIRMED),
        ("[content It leaks], [cue allegedly].", CueClass.ALLEGE, AFFIRMED),
        ("[content It leaks], [cue in the view of] [source Ada Quill].", CueClass.OPINE, AFFIRMED),
    ],
)
def test_cue_with_what_follows_it(line: str, cue_class: CueClass, polarity: Polarity) -> None:
    assert _read(line) == (cue_class, polarity)


@pytest.mark.parametrize(
    ("line", "cue_class"),
    [
        ("[source The court] [cue found] that [content the dam leaks].", CueClass.RULE),
        ("[source A jury] [cue found] [content the miller liable].", CueClass.RULE),
        ("[source The tribunal] [cue held] that [content the dam leaks].", CueClass.RULE),
        ("[source A study] [cue found] that [content the dam leaks].", CueClass.EVIDENCE),
        ("[source The inquiry] [cue found] that [content the dam leaks].", CueClass.EVIDENCE),
        ("[source A survey] [cue suggests] that [content the dam leaks].", CueClass.EVIDENCE),
        ("[source The audit] [cue says] [content the dam leaks].", CueClass.EVIDENCE),
        ("[source An expert for the court] [cue found] [content a leak].", CueClass.EVIDENCE),
        ("[source The ministry] [cue believes] [content the dam leaks].", CueClass.ASSESS),
        ("[source Ada Quill] [cue believes] [content the dam leaks].", CueClass.OPINE),
        ("[source Ada Quill] [cue argued] that [content the dam leaks].", CueClass.OPINE),
    ],
)
def test_cue_weighed_by_who_utters_it(line: str, cue_class: CueClass) -> None:
    assert _read(line) == (cue_class, AFFIRMED)


def test_court_that_rejects_something_rules_and_denies() -> None:
    assert _read("[source The court] [cue rejected] [content the appeal].") == (
        CueClass.RULE,
        DENIED,
    )


def test_what_a_denied_report_is_called_is_affirmed_apart_from_it() -> None:
    line = "[source She] [cue dismissed] [content the report] as [content “a fairy tale”]."
    report, called = attributed_to(line)
    assert (report.cue_class, report.polarity) == (CueClass.DENY, DENIED)
    assert (called.cue_class, called.polarity) == (CueClass.CHARACTERISE, AFFIRMED)


@pytest.mark.parametrize(
    "line",
    [
        "[source The mill] [cue ignored claims] that [content it leaks].",
        "[source She] [cue pretended] that [content it leaks].",
        "[source She] [cue is against] [content the plan].",
        "[source She] [cue objected to] [content the plan].",
        "[source She] [cue vetoed] [content the plan].",
        "[source She] [cue was unaware] that [content it leaks].",
        "[source She] [cue said] nothing about [content the leak].",
        "[source She] [cue apologised for saying] [content it leaks].",
        "[source She] [cue stopped believing] [content it leaks].",
        "[source She] [cue thinks it unlikely] that [content it leaks].",
        "[source The mill] [cue says it does not] [content dump waste].",
        "[source The mill] [cue did not respond to claims] that [content it leaks].",
    ],
)
def test_what_the_source_does_not_hold_is_not_affirmed(line: str) -> None:
    assert _read(line)[1] is not AFFIRMED


@pytest.mark.parametrize(
    "line",
    [
        "Nor did [source the mill] [cue say] that [content the dam leaks].",
        "At no point did [source she] [cue admit] that [content the dam leaks].",
        "Did [source the mill] [cue say] that [content the dam leaks]?",
        "[source Few engineers] [cue said] that [content the dam leaks].",
        "If [source she] [cue asks] [content the mill to act], it will.",
    ],
)
def test_what_is_not_said_is_no_position(line: str) -> None:
    assert _read(line)[1] is OPEN


def test_number_ten_is_not_nobody() -> None:
    assert _read("[source No 10] [cue said] [content the dam was sound].")[1] is AFFIRMED


def test_failure_in_an_earlier_clause_does_not_negate_the_cue() -> None:
    # Given a sentence in which something else is left to fail
    line = "[source The mill] let the pump fail and [cue said] that [content parts were ordered]."
    assert _read(line)[1] is AFFIRMED


NEGATIONS = ["did not", "didn’t", "never", "has not", "could not", "refused to", "declined to"]
VERBS = sorted(
    listed(
        """say confirm deny admit allege claim believe promise warn announce argue estimate insist
        predict suggest report find rule demand recommend accept dispute reject"""
    )
)


@given(st.sampled_from(NEGATIONS), st.sampled_from(VERBS), st.sampled_from(["", "ever ", "yet "]))
def test_negated_cue_is_never_affirmed(negation: str, verb: str, adverb: str) -> None:
    assert cues.read_words(f"{negation} {adverb}{verb}").polarity is not AFFIRMED


@given(st.text("abcdefgh ", max_size=12), st.sampled_from(["not", "never", "n’t", "without"]))
def test_cue_that_holds_a_negation_is_never_affirmed(words: str, negation: str) -> None:
    assert cues.read_words(f"{words} {negation} {words}").polarity is not AFFIRMED
