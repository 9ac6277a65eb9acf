"""The messages between the functions. References travel, never bodies.

An S3 event, which reaches the parse queue as EventBridge delivers it, lives in `events`.
"""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from schemas.base import Record
from schemas.events import ObjectEvent
from schemas.identity import later_sequencer


class ParseChange(Record):
    """A change that no event of S3 announces: of a container's member, or found by comparing."""

    type: Literal["change"] = "change"
    event: ObjectEvent
    job: str | None = None
    """The job that asked for it."""


class ExpandContainer(Record):
    """Go on dividing a container into its members; after a deletion, delete them."""

    type: Literal["expand"] = "expand"
    event: ObjectEvent
    run: int = Field(ge=1)
    """The run of `parse` that began; a message of an older run is stale."""
    position: int = Field(ge=0)
    """Where to go on: in a ZIP the index of an entry, in JSON Lines the offset of a byte."""
    number: int = Field(ge=0)
    """Entries passed so far, blank lines and folders included."""
    hop: int = Field(ge=1)
    """Messages in this chain; it ends at a limit."""
    job: str | None = None


class ReparseObject(Record):
    """Parse an object or member again, whatever became of it."""

    type: Literal["reparse"] = "reparse"
    event: ObjectEvent
    """As the state row has it."""
    run: int = Field(ge=0)
    """The run that was seen; if another has begun since, the message is stale."""
    job: str | None = None

    @property
    def rerun(self) -> ObjectEvent:
        """The change that the repetition is: right after the one that was seen.

        A container's members were perhaps deleted with what was seen, which fences them.
        """
        later = later_sequencer(self.event.sequencer)
        return self.event.model_copy(update={"sequencer": later})


ParseMessage = Annotated[ParseChange | ExpandContainer | ReparseObject, Field(discriminator="type")]
PARSE_MESSAGE: TypeAdapter[ParseMessage] = TypeAdapter(ParseMessage)
"""Reads a message of the parse queues that is no S3 event."""


class ExtractArticle(Record):
    """Extract the claims of an article that `parse` has written."""

    type: Literal["extract"] = "extract"
    article_id: str
    run: int = Field(ge=1)
    """The run of `parse` that wrote it; a message of an older run is stale."""
    prefix: str
    """Key prefix of the article's files in the articles bucket."""
    again: int | None = None
    """Of a repetition: the counter that was seen; if it has moved since, the message is stale."""
    job: str | None = None


class RetractArticle(Record):
    """Remove the rows and files that an article has lost: it was deleted, or failed."""

    type: Literal["retract"] = "retract"
    article_id: str


class SweepArticle(Record):
    """Remove for good what nobody may see any more since the message was sent.

    It comes when the grace period is over: nobody reads it then, and whoever wrote it has ended.
    """

    type: Literal["sweep"] = "sweep"
    article_id: str
    rev: int = Field(ge=1)
    """Rows of the revisions before this one go."""
    run: int = Field(ge=1)
    """Files of the runs before this one go."""


ExtractMessage = Annotated[
    ExtractArticle | RetractArticle | SweepArticle, Field(discriminator="type")
]
EXTRACT_MESSAGE: TypeAdapter[ExtractMessage] = TypeAdapter(ExtractMessage)
"""Reads a message of the extract queues and of the sweep queue."""


class RecountArticle(Record):
    """Have an article counted again. A job keeps it in its plan; no queue carries it."""

    type: Literal["recount"] = "recount"
    article_id: str


class RunJob(Record):
    """Go on with a job from its checkpoint."""

    type: Literal["job"] = "job"
    job_id: str
    step: int = Field(ge=0)
    """The step that the checkpoint stood at; a message of an older step is stale."""


class EraseArticle(Record):
    """Erase an object with all its versions, or exclude a member, with all that came of it.

    What came after it was asked for stays: a newer version is a new object.
    """

    type: Literal["erase"] = "erase"
    article_id: str
    bucket: str
    key: str
    member: str = ""
    at: str
    """When it was asked for: versions of the object up to then go. ISO 8601, UTC."""
    run: int = Field(ge=1)
    """Of the erasure: rows of revisions and files of runs before this one go."""
    sequencer: str
    """That the state row had: members of a container that no newer version has go."""
    last: bool = False
    """Whether everybody has ended by now who was at work when it was asked for."""
