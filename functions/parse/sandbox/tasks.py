"""What a sandbox can be asked for: named tasks, each from a frame to a frame.

Both sides of a task live here, so that what goes over the pipe is written and read in one place.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

from functions.parse.containers import Limits, Part
from functions.parse.document import Document
from functions.parse.errors import TooLargeDocumentError
from functions.parse.sandbox.frames import Frame
from schemas.article import Article, Notice, SourceObject

Task = Callable[[Mapping[str, Any], bytes], Frame]
"""From what is given and the bytes of a question to its answer; raises a ParseError."""


def article_of(document: Document, most_characters: int) -> Article:
    """The article of a document.

    Raises:
        ParseError: If there is none, or it has more text than can be worked on.
    """
    # Heavy, and of no use to the process that only asks.
    from functions.parse.normalise import normalise  # noqa: PLC0415

    article = normalise(document)
    length = len(article.text)
    if length > most_characters:
        message = f"The text has {length:,} characters; the limit is {most_characters:,}."
        raise TooLargeDocumentError(message)
    return article


def ask_for_article(document: Document, most_characters: int) -> Frame:
    """The question for the article of a document."""
    given = {
        "source": document.source.model_dump(mode="json"),
        "metadata": dict(document.metadata),
        "most_characters": most_characters,
    }
    return Frame({"task": "article", "given": given}, document.body)


def told_article(answer: Frame) -> Article:
    """The article of an answer."""
    return Article.model_validate_json(bytes(answer.body))


def _article(given: Mapping[str, Any], body: bytes) -> Frame:
    source = SourceObject.model_validate(given["source"])
    article = article_of(Document(body, source, given["metadata"]), given["most_characters"])
    return Frame({}, article.model_dump_json().encode())


def ask_for_parts(kind: str, container: bytes, limits: Limits) -> Frame:
    """The question for the parts of a whole container."""
    return Frame({"task": "parts", "given": {"kind": kind, "limits": asdict(limits)}}, container)


def told_parts(answer: Frame) -> list[Part]:
    """The parts of an answer."""
    body, end, parts = memoryview(answer.body), 0, []
    for told in answer.head["parts"]:
        start, end = end, end + told.pop("size")
        notices = tuple(Notice.model_validate(notice) for notice in told.pop("notices"))
        parts.append(Part(body=bytes(body[start:end]), notices=notices, **told))
    return parts


def _parts(given: Mapping[str, Any], body: bytes) -> Frame:
    # Heavy, and of no use to the process that only asks.
    from functions.parse.divisions import divided  # noqa: PLC0415

    parts = divided(given["kind"], body, Limits(**given["limits"]))
    return Frame({"parts": list(map(_told_of, parts))}, b"".join(part.body for part in parts))


def _told_of(part: Part) -> dict[str, Any]:
    """What is said of a part beside its body."""
    return {
        "name": part.name,
        "size": len(part.body),
        "content_type": part.content_type,
        "url": part.url,
        "fetched": part.fetched,
        "fault": part.fault,
        "notices": [notice.model_dump(mode="json") for notice in part.notices],
    }


TASKS: Final[Mapping[str, Task]] = {"article": _article, "parts": _parts}
