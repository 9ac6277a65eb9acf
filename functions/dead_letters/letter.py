"""A dead letter, and what its body says.

No two queues take bodies that look alike, so that the body alone says what it is for.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Final

from pydantic import Field, TypeAdapter, ValidationError

from schemas.events import ObjectEvent, S3Event
from schemas.messages import ExpandContainer, ExtractArticle, ParseChange, ReparseObject
from schemas.table import dead_letter_prefix

ERROR_CODE: Final = "ERROR_CODE"
"""Attribute that EventBridge gives an event which it could not hand to its target.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
"""
RETRY_ATTEMPTS: Final = "RETRY_ATTEMPTS"
_ARTICLE_ID: Final = re.compile(r"[0-9a-f]{24}")

Work = ParseChange | ExpandContainer | ReparseObject | ExtractArticle
"""Messages that an article or container waits for. Any other is only tidying, or none of ours."""
_WORK: TypeAdapter[Work] = TypeAdapter(Annotated[Work, Field(discriminator="type")])


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that no try could deal with."""

    id: str
    body: str
    queue: str
    """Name of the dead-letter queue."""
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def archive_key(self) -> str:
        """Where it is kept in the articles bucket: the same however often it comes."""
        return f"{dead_letter_prefix(self.article_id or 'unknown')}{self.id}.json"

    @property
    def article_id(self) -> str | None:
        """The article that it is about, if it says so."""
        work = self.work()
        if work:
            return article_of(work)
        named = self._json().get("article_id")
        return named if isinstance(named, str) and _ARTICLE_ID.fullmatch(named) else None

    def work(self) -> Work | None:
        """What it asks for; nothing if no article waits for that, or if it makes no sense."""
        try:
            if "detail-type" in self._json():
                return ParseChange(
                    event=ObjectEvent.from_s3(S3Event.model_validate_json(self.body))
                )
            return _WORK.validate_json(self.body)
        except ValidationError:
            return None

    def archived(self) -> str:
        """All of it, as JSON; the body as it came."""
        fields = {"message_id": self.id, "queue": self.queue, "attributes": dict(self.attributes)}
        return json.dumps(fields | {"body": self.body})

    def _json(self) -> dict[str, Any]:
        try:
            value = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return value if isinstance(value, dict) else {}


def article_of(work: Work) -> str:
    """The article that a message is about."""
    return work.article_id if isinstance(work, ExtractArticle) else work.event.article_id
