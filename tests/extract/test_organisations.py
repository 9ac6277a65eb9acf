"""How organisations and states are told from persons."""

import pytest

from functions.extract.engine.layout import Layout
from functions.extract.engine.names import roster
from functions.extract.engine.organisations import Organisations
from tests.factories import article


def _organisations(text: str) -> Organisations:
    layout = Layout(article(text))
    return Organisations(layout, roster(layout))


@pytest.mark.parametrize(
    ("text", "name", "full"),
    [
        ("Alder Mining rose. Alder said so.", "Alder", "Alder Mining"),
        ("The mill belongs to Somnol, the company that sells beds.", "Somnol", "Somnol"),
        ("Somnol said it had sold the mill.", "Somnol", "Somnol"),
        ("Talks with the drugmaker Pellis failed.", "Pellis", "Pellis"),
        ("Alder Crumb rose on Friday. Alder fell on Monday.", "Alder", "Alder Crumb"),
        ("Leith United lost. United left.", "United", "Leith United"),
    ],
)
def test_full_of_an_organisation(text: str, name: str, full: str) -> None:
    assert _organisations(text).full(name) == full


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ola Nord said it was late.", "Ola Nord"),
        ("Berg said she had sold its mill.", "Berg"),
        ("Dr Ola Nord, a chemist at Lund University, left.", "Ola Nord"),
        ("Mayor Ola Nord left. Nord’s dog stayed.", "Nord"),
        ("Analysts at Alder Capital left.", "Analysts at Alder Capital"),
    ],
)
def test_full_of_others_is_nothing(text: str, name: str) -> None:
    assert _organisations(text).full(name) is None


@pytest.mark.parametrize(
    "text",
    [
        "Maravia’s foreign ministry left.",
        "The defence ministries of Maravia and Veldan met.",
        "Maravia spoke. The Maravian foreign ministry wrote.",
    ],
)
def test_is_state_of_what_has_ministries(text: str) -> None:
    assert _organisations(text).is_state("Maravia")


def test_is_state_of_others() -> None:
    found = _organisations("The Ministry of Fish left. Alder’s owner stayed.")
    assert not any(found.is_state(name) for name in ("Fish", "Alder"))


@pytest.mark.parametrize(
    ("text", "known"),
    [("Veldan’s foreign ministry left.", True), ("eVeldan’s foreign ministry left.", False)],
)
def test_is_state_takes_whole_words(text: str, known: bool) -> None:
    assert _organisations(text).is_state("Veldan") is known
