"""Dead letters to test with."""

import json
from typing import Any

from functions.dead_letters.letter import DeadLetter
from schemas.base import Record
from tests.records import event

ARTICLE = event().article_id
MESSAGE_ID = "11111111-2222-3333-4444-555555555555"


def letter(body: Record | str, **attributes: str) -> DeadLetter:
    """A letter with the body of a message, or with this body."""
    text = body if isinstance(body, str) else body.model_dump_json()
    return DeadLetter(MESSAGE_ID, text, "ParseDeadLetters", attributes)


def s3_event(key: str = "story.txt", sequencer: str = "1", **detail: Any) -> str:
    """The body of an event of S3, as EventBridge delivers it."""
    target = {"key": key, "size": 3, "version-id": f"v{sequencer}", "sequencer": sequencer}
    body = {
        "id": "1",
        "source": "aws.s3",
        "detail-type": "Object Created",
        "time": "2025-03-01T12:00:00Z",
        "detail": {"bucket": {"name": "inbox"}, "object": target} | detail,
    }
    return json.dumps(body)
