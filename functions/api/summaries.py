"""What a state row says, as the API tells it. Pure."""

from schemas.api import ArticleSummary, FailedObject
from schemas.failure import Failure
from schemas.table import Current, Item, State


def current_of(state: Item | None) -> Current | None:
    """The revision that readers see, if there is one."""
    return Current.model_validate(state["current"]) if state and state.get("current") else None


def summary_of(state: Item) -> ArticleSummary:
    """An object and what became of it."""
    current = current_of(state)
    known = {name: state.get(name) for name in ("article_id", "state", "bucket", "key")}
    known |= {"version_id": state.get("version_id"), "updated_at": state["updated_at"]}
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
    if summary.state is State.DELETED:
        return "The object was deleted, and its claims with it."
    return f"The article is still being worked on ({summary.state.value}). Ask again in a moment."
