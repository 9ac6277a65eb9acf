"""What a state row says, as the API tells it. Pure."""

from schemas.api import ArticleSummary, FailedObject
from schemas.failure import Failure
from schemas.table import PARENT_KEY, REVIEWED, Current, Item, State


def current_of(state: Item | None) -> Current | None:
    """The revision that readers see, if there is one."""
    return Current.model_validate(state["current"]) if state and state.get("current") else None


def reviewed_since(state: Item | None) -> int | None:
    """The first revision that reviews count of; none if the article has no reviews."""
    since = (state or {}).get(REVIEWED)
    return None if since is None else int(since)


def summary_of(state: Item) -> ArticleSummary:
    """An object and what became of it."""
    current = current_of(state)
    names = ("article_id", "state", "bucket", "key", "member", "version_id", "updated_at")
    known = {name: state[name] for name in (*names, PARENT_KEY) if name in state}
    failure = state.get("failure")
    if failure:
        known["failure"] = Failure.model_validate(failure)
    if current:
        known |= current.model_dump(exclude={"rev", "prefix", "sentences"})
        known["revision"] = current.rev
    return ArticleSummary.model_validate(known)


def failed_object(state: Item) -> FailedObject:
    """An object that failed, and why."""
    names = ("article_id", "bucket", "key", "member", "version_id", "failure")
    return FailedObject.model_validate({name: state[name] for name in names if name in state})


def why_not_ready(summary: ArticleSummary) -> str:
    """Why an article has no claims now."""
    if summary.failure:
        return f"{summary.failure.message} {summary.failure.remedy}"
    if summary.state is State.EXPANDED:
        return f"This holds articles: GET /articles/{summary.article_id}/members lists them."
    if summary.state is State.DELETED:
        return "The object was deleted, and its claims with it."
    return f"The article is still being worked on ({summary.state.value}). Ask again in a moment."
