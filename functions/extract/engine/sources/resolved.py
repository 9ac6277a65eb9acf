"""A source as the resolver knows it, with what pronouns and labels ask of it."""

from dataclasses import dataclass, replace
from typing import Final, Self

from functions.extract.engine.ranges import Range
from schemas.claim import Anonymity, Resolution, Source, SourceType
from schemas.spans import Span

UNNAMED: Final = "Unnamed source"
"""The canonical name of a source that the article does not give."""
UNKNOWN_AUTHOR: Final = "Unknown author"

COLLECTIVE: Final = frozenset(
    {SourceType.GOVERNMENT, SourceType.GOVERNMENT_BODY, SourceType.ORGANISATION}
)
"""Sources that are "it" or "they", never "he" or "she"."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A source and, where it is unnamed, what is known of it all the same."""

    source: Source
    anonymity: Anonymity | None = None
    gender: str | None = None
    plural: bool = False
    human: bool = False
    """Whether it is known to be a person or people."""

    def said_by(self, span: Span | None, resolution: Resolution) -> Self:
        """The same source where other words, or none, stand for it."""
        update = {"span": span, "resolution": resolution}
        return replace(self, source=self.source.model_copy(update=update))

    def of_organisation(self, name: str | None) -> Self:
        """The same source with another organisation, or none."""
        return replace(self, source=self.source.model_copy(update={"organisation": name}))

    @property
    def is_single(self) -> bool:
        """Whether it may say "I"."""
        return self.human and not self.plural

    def agrees(self, kind: str) -> bool:
        """Whether a pronoun of the kind (see the lexicon) can stand for it."""
        if kind in {"m", "f"}:
            return self.is_single and self.gender in {kind, None}
        if kind == "h":
            return self.is_single
        if kind == "p":
            return self.plural or self.source.type in COLLECTIVE
        if kind == "n":
            return self.source.type in COLLECTIVE or self.source.type is SourceType.DOCUMENT
        return True


def unnamed() -> Resolved:
    """The source of a statement that the article gives to nobody."""
    source = Source(canonical=UNNAMED, type=SourceType.UNNAMED, resolution=Resolution.INFERRED)
    return Resolved(source, Anonymity())


def source_at(  # noqa: PLR0913
    text: str,
    where: Range,
    canonical: str,
    kind: SourceType,
    *,
    role: str | None = None,
    organisation: str | None = None,
    resolution: Resolution = Resolution.EXPLICIT,
) -> Source:
    """A source that the words at a place name."""
    return Source(
        span=Span.of(text, *where),
        canonical=canonical,
        type=kind,
        role=role,
        organisation=organisation,
        resolution=resolution,
    )
