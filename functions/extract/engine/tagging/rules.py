"""The deterministic tagger: what the rules find in the article's prose, as tags.

How a sentence is read, and how tags are linked, lives beside this.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from functions.extract.engine.attribution import Attribution, Tag
from functions.extract.engine.tagging.found import Found, tags_of, whole
from functions.extract.engine.tagging.precision import precision_of
from functions.extract.engine.tagging.prose import prose_runs
from functions.extract.engine.tagging.reading import read_frame
from functions.extract.engine.tagging.units import QUOTATION, Frame, frames
from functions.extract.engine.tagging.verbless import answers_of, labels_of
from schemas.article import Article

NAME: Final = "rules-2"
"""Name and version of the tagger."""


MINIMUM: Final = 0.5
"""Attributions of rules that are right less often than this are not proposed."""

LED_MINIMUM: Final = 0.7
"""The same where the speaker is the subject of another verb."""


class RulesTagger:
    """Finds attributions by closed word classes, quotation marks and punctuation alone."""

    def __init__(self, minimum: float = MINIMUM) -> None:
        self._minimum = minimum

    @property
    def name(self) -> str:
        """Name and version, for the record's provenance."""
        return NAME

    def tag(self, article: Article) -> list[Tag]:
        """The tags of the article's prose, in order; tags of one label never overlap."""
        runs = prose_runs(article)
        read = [frames(article.text, run) for run in runs]
        labels = labels_of(_openings(read)) | answers_of(chain.from_iterable(read))
        return sorted(tag for known in read for tag in self._run(known, labels))

    def confidence(self, attribution: Attribution) -> float:
        """The measured precision of the least certain rule."""
        return attribution.least

    def _run(self, known: list[Frame], labels: frozenset[str]) -> list[Tag]:
        read: list[tuple[Frame, list[Found]]] = []
        for frame in known:
            found = [item for item in read_frame(frame, labels) if self._is_sure(item)]
            before, previous = read[-1] if read else (None, [])
            goes_on = _continued(frame, previous, before)
            if goes_on and (not found or goes_on.rule == _ANSWER):
                found = [goes_on]
            elif previous and _is_announcement(previous[-1]):
                previous.pop()
            read.append((frame, found))
        return [tag for frame, found in read for item in found for tag in tags_of(frame, item)]

    def _is_sure(self, found: Found) -> bool:
        """A word of hearsay always counts: what it stands in is no assertion of the author's."""
        minimum = self._minimum
        if found.rule.startswith("led-"):
            minimum = max(minimum, LED_MINIMUM) if minimum else minimum
        return precision_of(found.rule) >= minimum or found.rule.startswith("adverb")


def _openings(runs: Iterable[list[Frame]]) -> Iterator[Frame]:
    """The first frame of every paragraph."""
    for known in runs:
        begin = {frame.paragraph: frame for frame in reversed(known)}
        yield from (begin[paragraph] for paragraph in sorted(begin))


_ANSWER: Final = "transcript-continued"


def _continued(frame: Frame, previous: list[Found], speaking: Frame | None) -> Found | None:
    """A sentence without a cue that begins with a quotation goes on with the words before.

    It does so in the same paragraph, where it reopens a quotation left open, or after a colon.
    """
    if speaking is None or not previous:
        return None
    if frame.quotation_groups & speaking.quotation_groups and frame.lower[0] == QUOTATION:
        return Found("quote-resumed", content=(whole(frame),))
    if frame.paragraph == speaking.paragraph and previous[-1].rule.startswith("transcript"):
        return Found(_ANSWER, content=(whole(frame),))
    if frame.paragraph == speaking.paragraph:
        same = previous[-1].content and frame.lower[0] == QUOTATION
        return Found("quote-continued", content=(whole(frame),)) if same else None
    announced = speaking.lower[-1] == ":" and not previous[-1].content
    return Found("paragraph", content=(whole(frame),)) if announced else None


def _is_announcement(found: Found) -> bool:
    """Whether a cue waits for the next paragraph to be its content."""
    return found.rule.rpartition("-")[2].startswith("announced:")
