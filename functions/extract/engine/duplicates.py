"""Statements that stand twice in an article: one claim with two places.

Only the same words of the same source count, whole or cut short by an ellipsis; what means the
same in other words is not looked for here.
"""

import re
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
    kept: dict[tuple[str, ...], list[_Place]] = {}
    short: list[Statement] = []
    for statement in statements:
        place = _Place(statement, _words(layout, statement))
        if len(place.words) < _LEAST_WORDS:
            short.append(statement)
            continue
        alike = kept.setdefault(place.key, [])
        at = next((i for i, other in enumerate(alike) if _same(layout, other, place)), None)
        if at is None:
            alike.append(place)
        else:
            alike[at] = _joined(alike[at], place)
    found = [place.statement for places in kept.values() for place in places]
    return sorted([*found, *short], key=lambda statement: statement.pieces)


def _joined(first: _Place, second: _Place) -> _Place:
    whole, other = first, second
    if (second.is_own, -len(second.words)) < (first.is_own, -len(first.words)):
        whole, other = second, first
    repeated = replace(other.statement, occurrences=())
    places = (*whole.statement.occurrences, repeated, *other.statement.occurrences)
    ordered = tuple(sorted(places, key=lambda place: place.start))
    return replace(whole, statement=replace(whole.statement, occurrences=ordered))


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
