"""Asking for work again, from what a state row says of an object. Pure.

Each message is bound to what was seen: if anything has come since, it is stale.
"""

from schemas.events import Change, ObjectEvent
from schemas.messages import ExtractArticle, ReparseObject
from schemas.table import Item, article_prefix


def event_of(state: Item, change: Change, sequencer: str) -> ObjectEvent:
    """A change of the object or member that a state row is of, in the version that it has."""
    return ObjectEvent(
        change=change,
        bucket=state["bucket"],
        key=state["key"],
        member=state.get("member", ""),
        version_id=state.get("version_id"),
        sequencer=sequencer,
    )


def parse_again(state: Item, job: str | None = None) -> ReparseObject:
    """To parse an object again."""
    event = event_of(state, Change.CREATED, state["sequencer"])
    return ReparseObject(event=event, run=int(state["run"]), job=job)


def extract_again(state: Item, job: str | None = None) -> ExtractArticle:
    """To extract the claims of an article again, from the files of its current revision, if any."""
    article, run, current = str(state["article_id"]), int(state["run"]), state.get("current")
    return ExtractArticle(
        article_id=article,
        run=run,
        prefix=current["prefix"] if current else article_prefix(article, run),
        again=int(state["counter"]),
        job=job,
    )
