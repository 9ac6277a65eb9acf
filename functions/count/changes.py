"""Which articles have to be counted anew, of those whose state rows changed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from schemas.table import ENDS, PK, RECOUNT, article_partition

COUNTED = ("current", RECOUNT)
"""Attributes of a state row that say what of the article is counted, or that it is to be again."""


@dataclass(frozen=True, slots=True)
class StateChange:
    """A change of a state row, as the table's stream tells it."""

    article: str
    at: str
    """When the state last changed, as the row has it after the change."""
    is_counted: bool
    """Whether it changed anything that is counted."""
    is_end: bool
    """Whether something came to an end by it: counting is behind until it has noted that."""

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Self:
        """The change that a record tells, in the shape in which Lambda passes it on.

        Values are compared as they travel: what they mean is read from the table.
        https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
        """
        body = record["dynamodb"]
        before, after = body.get("OldImage", {}), body.get("NewImage", {})
        return cls(
            article=str(body["Keys"][PK]["S"]).removeprefix(article_partition("")),
            at=_moment(after),
            is_end=_moment(before) != _moment(after) and after.get("state", {}).get("S") in ENDS,
            is_counted=any(before.get(name) != after.get(name) for name in COUNTED),
        )


def _moment(image: Mapping[str, Any]) -> str:
    return str(image.get("updated_at", {}).get("S", ""))
