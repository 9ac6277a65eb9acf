"""Spans: words of an article and where they stand. Offsets count Unicode code points."""

from collections.abc import Iterable
from typing import Self

from pydantic import Field, model_validator

from schemas.base import Contract

CONTEXT_LENGTH = 32
"""Code points of context on either side of a piece (W3C TextQuoteSelector prefix and suffix)."""


class UngroundedSpanError(ValueError):
    """A span does not hold the words that the text has at its offsets."""


class Span(Contract):
    """Exact words at `text[start:end]`, half-open, in code points (W3C TextPositionSelector)."""

    exact: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int = Field(gt=0)

    @model_validator(mode="after")
    def _length_matches(self) -> Self:
        if self.end - self.start != len(self.exact):
            msg = f"span {self.start}:{self.end} cannot hold {len(self.exact)} code points"
            raise ValueError(msg)
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """The span of `text[start:end]`.

        Raises:
            pydantic.ValidationError: If the slice is empty or lies outside the text.
        """
        return cls(exact=text[start:end], start=start, end=end)

    def is_grounded_in(self, text: str) -> bool:
        """Whether the text has exactly these words at these offsets."""
        return text[self.start : self.end] == self.exact

    def covers(self, other: "Span") -> bool:
        """Whether the other span lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


class Piece(Span):
    """A span of a claim's content, with the words around it (W3C TextQuoteSelector)."""

    prefix: str = ""
    """Up to 32 code points before the span."""
    suffix: str = ""
    """Up to 32 code points after the span."""

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """The piece at `text[start:end]` with its context."""
        return cls(
            exact=text[start:end],
            start=start,
            end=end,
            prefix=text[max(0, start - CONTEXT_LENGTH) : start],
            suffix=text[end : end + CONTEXT_LENGTH],
        )


def check_grounded(text: str, spans: Iterable[Span]) -> None:
    """Verify every span against the text.

    Raises:
        UngroundedSpanError: At the first span whose words the text does not have there.
    """
    for span in spans:
        if not span.is_grounded_in(text):
            found = text[span.start : span.end]
            msg = f"text[{span.start}:{span.end}] is {found!r}, not {span.exact!r}"
            raise UngroundedSpanError(msg)
