"""How an answer travels: with an ETag, not at all where the client has it, and packed by gzip.

The tag is made from the answer itself, so two answers with the same one are the same bytes; a
cursor, a format or a new revision that changes the answer changes its tag (RFC 9110, 8.8.3).
"""

import base64
import gzip
import hashlib
from typing import Any, Final

Message = dict[str, Any]
"""An event or answer of API Gateway, payload format 2.0."""

WORTH_PACKING: Final = 1024
"""Bytes of an answer below which gzip saves nothing."""
_TAGGED: Final = frozenset({"GET", "HEAD"})


def sent(event: Message, answer: Message) -> Message:
    """The answer as it is sent to whoever asked."""
    asked = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    if event["requestContext"]["http"]["method"] not in _TAGGED or answer["statusCode"] != 200:
        return answer
    tag = answer["headers"].get("ETag") or _tag(answer["body"])
    headers = answer["headers"] | {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Vary": "Accept, Accept-Encoding, Authorization",
    }
    if _has(asked.get("if-none-match", ""), tag):
        kept = {name: value for name, value in headers.items() if name != "Content-Type"}
        return answer | {"statusCode": 304, "headers": kept, "body": ""}
    return _packed(asked.get("accept-encoding", ""), answer | {"headers": headers})


def _tag(body: str) -> str:
    """Weak, because the same answer may be sent packed or as it is."""
    return f'W/"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'


def _has(condition: str, tag: str) -> bool:
    """Whether a client has the answer: tags are compared weakly, as the standard wants here."""
    known = {each.strip().removeprefix("W/") for each in condition.split(",")}
    return "*" in known or tag.removeprefix("W/") in known


def _packed(encodings: str, answer: Message) -> Message:
    body = answer["body"].encode()
    if len(body) < WORTH_PACKING or not _accepts_gzip(encodings):
        return answer
    packed = base64.b64encode(gzip.compress(body, 6, mtime=0)).decode()
    headers = answer["headers"] | {"Content-Encoding": "gzip"}
    return answer | {"headers": headers, "body": packed, "isBase64Encoded": True}


def _accepts_gzip(encodings: str) -> bool:
    for entry in encodings.lower().split(","):
        name, _, weight = entry.partition(";")
        if name.strip() in {"gzip", "*"}:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
