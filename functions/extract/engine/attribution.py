"""What a tagger yields and what the linker makes of it.

The taggers themselves, the linker and the records made from attributions live elsewhere.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from functions.extract.engine.ranges import Range
from schemas.article import Article

TRAINED: Final = "trained"
"""The rule of every tag that a model proposes, for the record's provenance."""


class Label(StrEnum):
    """The three parts of an attribution (Pareti 2012; Newell et al. 2018)."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


@dataclass(frozen=True, slots=True, order=True)
class Tag:
    """One labelled stretch `text[start:end]`, in code points."""

    start: int
    end: int
    label: Label
    rule: str
    """What proposed it, for the record's provenance."""
    confidence: float
    """Share of such tags that are right, 0 to 1."""

    @property
    def range(self) -> Range:
        """Where it stands."""
        return Range(self.start, self.end)


class Tagger(Protocol):
    """Proposes spans; knows nothing of claims."""

    @property
    def name(self) -> str:
        """Name and version, for the record's provenance."""
        ...

    def tag(self, article: Article) -> list[Tag]:
        """The tags of the article's prose, in order; tags of one label never overlap.

        Headings, footers and the signature lines of posts get none.
        """
        ...

    def confidence(self, attribution: "Attribution") -> float:
        """How probable it is that the attribution has this source and this content, 0 to 1."""
        ...


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source, one cue, and content in one or more pieces, in the order of the text."""

    content: tuple[Tag, ...]
    source: Tag | None = None
    cue: Tag | None = None
    confidence: float | None = None
    """How probable it is, by its tagger; the least of its tags' where that says nothing."""

    @property
    def tags(self) -> list[Tag]:
        """Everything it consists of."""
        return [tag for tag in (self.source, self.cue, *self.content) if tag]

    @property
    def anchor(self) -> Tag | None:
        """Where it hangs in the text: its cue, or its source where it has none."""
        return self.cue or self.source

    @property
    def rule(self) -> str:
        """What proposed it."""
        return (self.cue or (self.content or self.tags)[0]).rule

    @property
    def least(self) -> float:
        """The confidence of its least certain tag."""
        return min(tag.confidence for tag in self.tags)
