"""The messages between the functions. References travel, never bodies."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from schemas.base import Record


class ExtractArticle(Record):
    """Extract the claims of an article that `parse` has written."""

    type: Literal["extract"] = "extract"
    article_id: str
    run: int = Field(ge=1)
    """The run of `parse` that wrote it; a message of an older run is stale."""
    prefix: str
    """Key prefix of the article's files in the articles bucket."""


class RetractArticle(Record):
    """Remove the rows and files of revisions that no longer count."""

    type: Literal["retract"] = "retract"
    article_id: str


ExtractMessage = Annotated[ExtractArticle | RetractArticle, Field(discriminator="type")]
EXTRACT_MESSAGE: TypeAdapter[ExtractMessage] = TypeAdapter(ExtractMessage)
"""Reads a message of the extract queue."""
