"""Statements that stand twice in an article: one claim with two places.

Only the same words of the same source count, whole or cut short by an ellipsis; what means the
same in other words is not looked for here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from functions.extract.engine.layout import Layout
from functions.extract.engine.ranges import Range, words
from functions.extract.engine.utterances import Statement
from schemas.claim import Directness

_ELLIPSIS_AFTER: Final = re.compile(r"\s*[\"'”’]?\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])")
_LEAST_WORDS: Final = 4
"""Shorter statements are too common to be taken for the same one."""
_LEAST_WITHOUT_SOURCE: Final = 6
"""As many words in a row are quoted from a source, also where a quotation's marks are missing."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A statement and its words, as they are compared."""

    statement: Statement
    words: list[str]

    @property
    def key(self) -> tuple[str, ...]:
        """Equal for all forms of one statement, cut short or not."""
        return tuple(self.words[:_LEAST_WORDS])

    @property
    def is_own(self) -> bool:
        """Whether the article states it on its own account."""
        return self.statement.utterance.directness is Directness.UNATTRIBUTED


def merged(layout: Layout, statements: list[Statement]) -> list[Statement]:
    """The statements in order, each repeated one under the whole form of it.

    Of equal forms the first is kept; words that stand a second time as if they were the author's
    are the source's.
    """
    kept: dict[tuple[str, ...], _Alike] = {}
    short: list[Statement] = []
    for statement in statements:
        place = _Place(statement, _words(layout, statement))
        if len(place.words) < _LEAST_WORDS:
            short.append(statement)
        else:
            kept.setdefault(place.key, _Alike(layout)).take(place)
    found = [place.statement for alike in kept.values() for place in alike.places]
    return sorted([*found, *short], key=lambda statement: statement.pieces)


class _Alike:
    """Statements that begin with the same words, each repeated one under its whole form."""

    def __init__(self, layout: Layout) -> None:
        self.places: list[_Place] = []
        self._layout = layout
        self._of_words: dict[tuple[str, ...], list[int]] = {}
        self._cut_short: list[int] = []

    def take(self, place: _Place) -> None:
        """Join a statement to the form of it that is there, or keep it."""
        cut_short = _is_truncated(self._layout, place.statement)
        at = next((i for i in self._near(place, cut_short=cut_short) if self._same(i, place)), None)
        if at is None:
            at = len(self.places)
            self.places.append(place)
        else:
            self.places[at] = place = _joined(self.places[at], place)
        self._of_words.setdefault(tuple(place.words), []).append(at)
        if _is_truncated(self._layout, place.statement):
            self._cut_short.append(at)

    def _near(self, place: _Place, *, cut_short: bool) -> Iterable[int]:
        """Those that can be the same: of the same words, or one of the two is cut short."""
        if cut_short:
            return range(len(self.places))
        return sorted({*self._of_words.get(tuple(place.words), ()), *self._cut_short})

    def _same(self, at: int, place: _Place) -> bool:
        return _same(self._layout, self.places[at], place)


def _joined(first: _Place, second: _Place) -> _Place:
    whole, other = sorted((first, second), key=_rank)
    repeated = replace(other.statement, occurrences=())
    places = (*whole.statement.occurrences, repeated, *other.statement.occurrences)
    ordered = tuple(sorted(places, key=lambda place: place.start))
    return replace(whole, statement=replace(whole.statement, occurrences=ordered))


def _rank(place: _Place) -> tuple[bool, int, bool]:
    """The source's words before the author's, the longer before the shorter, the title last."""
    is_title = place.statement.utterance.directness is Directness.HEADLINE
    return place.is_own, -len(place.words), is_title


def _same(layout: Layout, first: _Place, second: _Place) -> bool:
    if not _same_source(first, second):
        return False
    if first.words == second.words:
        return True
    short, long = sorted((first, second), key=lambda place: len(place.words))
    return (
        not short.is_own
        and long.words[: len(short.words)] == short.words
        and _is_truncated(layout, short.statement)
    )


def _same_source(first: _Place, second: _Place) -> bool:
    """Whether both are the same source's, and it takes the same stand: it may deny it later."""
    one, two = first.statement.utterance, second.statement.utterance
    if one.reading.polarity is not two.reading.polarity:
        return False
    if first.is_own != second.is_own:
        quoted = two if first.is_own else one
        return len(first.words) >= _LEAST_WITHOUT_SOURCE and quoted.cue is not None
    return one.source.canonical == two.source.canonical


def _words(layout: Layout, statement: Statement) -> list[str]:
    return [
        word.of(layout.text).casefold().replace("’", "'")
        for piece in statement.pieces
        for word in words(layout.text, piece)
    ]


def _is_truncated(layout: Layout, statement: Statement) -> bool:
    last: Range = statement.pieces[-1]
    if last.of(layout.text).endswith(("…", "...")):
        return True
    return _ELLIPSIS_AFTER.match(layout.text, last.end) is not None
