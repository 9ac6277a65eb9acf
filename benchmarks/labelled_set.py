"""Reads the labelled passages: each read as a file would be, each label put into its place.

How passages are labelled: `benchmarks/labelled/README.md`. What is given as words is found in the
text of the passage as the parser reads it; a label whose words are not there is an error.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from benchmarks.labelled_written import (
    RelationType,
    Words,
    WrittenAnonymity,
    WrittenClaim,
    WrittenPassage,
)
from functions.parse.document import Document
from functions.parse.normalise import normalise
from schemas.article import Article, Format, SourceObject
from schemas.claim import (
    CueClass,
    Directness,
    Kind,
    Polarity,
    Qualifier,
    Resolution,
    SourceType,
    VerificationStatus,
)
from schemas.spans import Span

FOLDER: Final = Path(__file__).parent / "labelled"
HALVES: Final = ("train", "test")
UNNAMED: Final = "Unnamed source"
"""The name of a source that the passage does not give at all."""
_ENDINGS: Final = {Format.TEXT: "txt", Format.MARKDOWN: "md", Format.HTML: "html"}
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Half = Literal["train", "test"]
W = TypeVar("W", bound=Words)


_PLACE: Final = {"exact", "nth"}
_PLACED: Final = {
    *("content", "source", "name", "cue", "hedges", "anonymity", "quantities", "dates", "said_on"),
    *("places", "people", "organisations", "relations"),
}
"""Fields of a written claim that are not taken over as they are."""


class LabelError(ValueError):
    """A label that cannot be read, or whose words the passage does not have.

    The message says which label it is and leaves its words out, so that a fault of the held-out
    half can be reported without showing it.
    """


# --- Put into its place ------------------------------------------------------------------------
class _Placed(BaseModel):
    model_config = ConfigDict(frozen=True)


class LabelledQuantity(Span):
    """A number with its limits."""

    value: float | list[float]
    """One value, or [minimum, maximum] of a range."""
    qualifier: Qualifier
    unit: str | None
    what: str | None


class LabelledDate(Span):
    """An expression of time, and the EDTF date that it stands for."""

    edtf: str


class LabelledAnonymity(_Placed):
    """How many sources are unnamed, and why."""

    count: int | None
    reason: Span | None


class LabelledRelation(_Placed):
    """How a claim stands to another: its 1-based number, attributed claims first."""

    type: RelationType
    to: int


class LabelledClaim(_Placed):
    """A claim that a fact-checker would list; fields marked full hold in full passages alone."""

    number: int
    """1-based, attributed claims first."""
    own: bool
    """Whether the article states it on its own account."""
    content: tuple[Span, ...]
    source: Span | None
    name: str | None
    """The fullest name of the source; nothing of the article's own statements."""
    cue: Span | None
    cue_class: CueClass
    polarity: Polarity
    hedges: tuple[Span, ...]
    verification: VerificationStatus
    directness: Directness | None
    kind: Kind | None
    source_type: SourceType | None
    role: str | None
    organisation: str | None
    resolution: Resolution | None
    chain: tuple[str, ...]
    """From the outlet to the originator."""
    anonymity: LabelledAnonymity | None
    quantities: tuple[LabelledQuantity, ...]
    dates: tuple[LabelledDate, ...]
    said_on: LabelledDate | None
    places: tuple[Span, ...]
    people: tuple[Span, ...]
    organisations: tuple[Span, ...]
    relations: tuple[LabelledRelation, ...]

    def spans(self) -> Iterator[Span]:
        """Every span that the label holds, for the grounding check."""
        yield from (*self.content, *self.hedges, *self.quantities, *self.dates)
        yield from (*self.places, *self.people, *self.organisations)
        reason = self.anonymity.reason if self.anonymity else None
        yield from filter(None, (self.source, self.cue, self.said_on, reason))


class Passage(_Placed):
    """A labelled passage as the pipeline reads it."""

    id: str
    topic: str
    traits: tuple[str, ...]
    full: bool
    """Whether its claims carry every field."""
    article: Article
    claims: tuple[LabelledClaim, ...]
    """In the order of their numbers: the attributed ones, then the article's own."""

    @property
    def attributed(self) -> list[LabelledClaim]:
        """The claims that the passage gives to a source."""
        return [claim for claim in self.claims if not claim.own]

    @property
    def own(self) -> list[LabelledClaim]:
        """The claims that the passage states on its own account."""
        return [claim for claim in self.claims if claim.own]


# --- Reading -----------------------------------------------------------------------------------
def passages(half: Half, folder: Path = FOLDER) -> list[Passage]:
    """All passages of a half, in the order of their topics.

    Raises:
        LabelError: At the first label that cannot be read or is not in its passage.
    """
    return [passage for path in sorted((folder / half).glob("*.yaml")) for passage in read(path)]


def read(path: Path) -> list[Passage]:
    """The passages of one topic.

    Raises:
        LabelError: At the first label that cannot be read or is not in its passage.
    """
    written = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (safe)
    return [passage(path.stem, item) for item in written]


def passage(topic: str, written: dict[str, Any]) -> Passage:
    """A passage from its mapping in YAML.

    Raises:
        LabelError: If a label cannot be read or is not in the passage.
        ParseError: If its text holds no article.
    """
    try:
        given = WrittenPassage.model_validate(written)
    except ValidationError as error:
        faults = ", ".join(".".join(map(str, fault["loc"])) for fault in error.errors())
        raise LabelError(f"{written.get('id')}: cannot be read: {faults}") from None
    article = _article(given)
    attributed = ((claim, False) for claim in given.claims)
    labelled = [*attributed, *((claim, True) for claim in given.own)]
    claims = tuple(
        _Placing(f"{given.id}, claim {number}", article.text).claim(number, claim, own=own)
        for number, (claim, own) in enumerate(labelled, start=1)
    )
    _check_relations(given.id, claims)
    return Passage(
        id=given.id,
        topic=topic,
        traits=tuple(given.traits),
        full=given.full,
        article=article,
        claims=claims,
    )


def _article(given: WrittenPassage) -> Article:
    """The passage as the pipeline reads a file of its format."""
    body = given.text.encode()
    source = SourceObject(
        bucket="labelled", key=f"{given.id}.{_ENDINGS[given.format]}", size=len(body)
    )
    metadata = {"published": given.published} if given.published else {}
    article = normalise(Document(body=body, source=source, metadata=metadata))
    return article.model_copy(update={"publisher": given.publisher or article.publisher})


def _check_relations(passage_id: str, claims: Sequence[LabelledClaim]) -> None:
    for claim in claims:
        for relation in claim.relations:
            if relation.to == claim.number or not 1 <= relation.to <= len(claims):
                raise LabelError(f"{passage_id}, claim {claim.number}: relations: no such claim")


# --- Finding words -----------------------------------------------------------------------------
def places(text: str, words: str) -> list[Span]:
    """Where words stand in a text, never as a part of a longer word."""
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    pattern = re.compile(rf"{before}(?={re.escape(words)}{after})")
    return [Span.of(text, at.start(), at.start() + len(words)) for at in pattern.finditer(text)]


def distance(one: Span, other: Span) -> int:
    """Code points between two spans; 0 where they touch or overlap."""
    return max(0, one.start - other.end, other.start - one.end)


class _Placing:
    """Puts the labels of one claim into their places."""

    def __init__(self, where: str, text: str) -> None:
        self._where = where
        self._text = text
        self._content: tuple[Span, ...] = ()

    def claim(self, number: int, given: WrittenClaim, *, own: bool) -> LabelledClaim:
        """The claim with every word in its place."""
        self._content = self._pieces(given.content)
        source = self._around("source", given.source)
        said_on = self._around("said_on", given.said_on)
        return LabelledClaim(
            **given.model_dump(exclude=_PLACED),
            number=number,
            own=own,
            content=self._content,
            source=source,
            name=given.name or (source.exact if source else None if own else UNNAMED),
            cue=self._around("cue", given.cue),
            hedges=self._within("hedges", given.hedges),
            anonymity=self._anonymity(given.anonymity),
            quantities=tuple(
                LabelledQuantity(**span.model_dump(), **words.model_dump(exclude=_PLACE))
                for span, words in self._pairs("quantities", given.quantities)
            ),
            dates=tuple(
                LabelledDate(**span.model_dump(), edtf=words.edtf)
                for span, words in self._pairs("dates", given.dates)
            ),
            said_on=said_on and LabelledDate(**said_on.model_dump(), edtf=_edtf(given)),
            places=self._within("places", given.places),
            people=self._within("people", given.people),
            organisations=self._within("organisations", given.organisations),
            relations=tuple(
                LabelledRelation(type=relation.type, to=relation.to) for relation in given.relations
            ),
        )

    def _pieces(self, given: Sequence[Words]) -> tuple[Span, ...]:
        """The content: its first piece where it first stands, each further one after the last."""
        pieces: list[Span] = []
        for words in given:
            found = self._places("content", words)
            after = [span for span in found if pieces and span.start >= pieces[-1].end]
            pieces.append((found if words.nth or not after else after)[0])
        if not pieces:
            raise self._error("content")
        return tuple(pieces)

    def _anonymity(self, given: WrittenAnonymity | None) -> LabelledAnonymity | None:
        if given is None:
            return None
        reason = self._around("anonymity", given.reason)
        return LabelledAnonymity(count=given.count, reason=reason)

    def _around(self, name: str, words: Words | None) -> Span | None:
        """The words nearest to the content, outside it where they can be."""
        if words is None:
            return None
        found = self._places(name, words)
        outside = [span for span in found if not any(map(span.overlaps, self._content))]
        return self._nearest(outside or found)

    def _within(self, name: str, given: Sequence[Words]) -> tuple[Span, ...]:
        return tuple(span for span, _ in self._pairs(name, given))

    def _pairs(self, name: str, given: Sequence[W]) -> Iterator[tuple[Span, W]]:
        """The words in or nearest to the content; the same words again are the next such place."""
        taken: list[Span] = []
        for words in given:
            found = self._places(name, words)
            free = [span for span in found if span not in taken]
            taken.append(self._nearest(free or found))
            yield taken[-1], words

    def _nearest(self, found: Sequence[Span]) -> Span:
        return min(found, key=lambda span: min(distance(span, piece) for piece in self._content))

    def _places(self, name: str, words: Words) -> list[Span]:
        """Where the words may be meant to stand: at least one place."""
        found = places(self._text, words.exact)
        chosen = found if words.nth is None else found[words.nth - 1 : words.nth]
        if not chosen:
            raise self._error(name)
        return chosen

    def _error(self, name: str) -> LabelError:
        return LabelError(f"{self._where}: {name}: these words are not in the passage")


def _edtf(given: WrittenClaim) -> str:
    return given.said_on.edtf if given.said_on else ""
