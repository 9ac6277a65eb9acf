"""State rows and changes of them, as the stream tells them, and what a subscriber makes of it."""

from typing import Any

from boto3.dynamodb.types import TypeSerializer

from functions.publish.rows import RowChange, StateRow
from schemas.announcements import Announcement, ArticleIngested, ClaimsReplaced
from schemas.table import Current, Item, State

ARTICLE = "a" * 24


def current(rev: int, **fields: Any) -> Current:
    """The current revision of an article with two claims."""
    values = {"prefix": f"{ARTICLE}/0000000001/", "claims": 2, "sentences": 3} | fields
    return Current(rev=rev, **values)


def row(state: State = State.READY, counter: int = 2, **fields: Any) -> StateRow:
    """A state row."""
    values = {
        "article_id": ARTICLE,
        "bucket": "inbox",
        "key": "story.txt",
        "version_id": "v1",
        "updated_at": "2025-03-01T12:00:00.000+00:00",
    } | fields
    return StateRow(state=state, counter=counter, **values)


def ready(counter: int, **fields: Any) -> StateRow:
    """The row of an article that has claims."""
    return row(State.READY, counter, current=current(counter), **fields)


def change(number: int, before: StateRow | None = None, after: StateRow | None = None) -> RowChange:
    """A change with a sequence number, by default the ingestion of an article of its own."""
    article = f"{number:024x}"
    return RowChange(str(number), before, after or ready(2, article_id=article))


def record(number: int, before: Item | None, after: Item | None) -> dict[str, Any]:
    """A record of the stream, in the shape in which Lambda passes it on."""
    images = {"OldImage": before, "NewImage": after}
    typed = {name: _typed(image) for name, image in images.items() if image}
    return {"eventName": "MODIFY", "dynamodb": {"SequenceNumber": str(number), **typed}}


def readable(announced: list[Announcement]) -> int | None:
    """The revision that a subscriber takes for readable, who has heard all of this."""
    match announced[-1:]:
        case [ArticleIngested(revision=revision) | ClaimsReplaced(revision=revision)]:
            return revision
    return None


def _typed(image: Item) -> Item:
    return {name: TypeSerializer().serialize(value) for name, value in image.items()}
