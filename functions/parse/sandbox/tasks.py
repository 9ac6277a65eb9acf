"""What a sandbox can be asked for: named tasks, each from a frame to a frame.

Both sides of a task live here, so that what goes over the pipe is written and read in one place.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from functions.parse.containers import Limits, Part
from functions.parse.document import Document
from functions.parse.errors import TooLargeDocumentError
from functions.parse.sandbox.frames import Frame
from schemas.article import Article, SourceObject

if TYPE_CHECKING:
    from functions.parse.containers.division import Division

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


def ask_for_members(kind: str, document: bytes, limits: Limits) -> Frame:
    """The question for the parts of a whole container."""
    return Frame({"task": "members", "given": {"kind": kind, "limits": asdict(limits)}}, document)


def told_members(answer: Frame) -> list[tuple[str, int]]:
    """Name and size of each part, of an answer."""
    return [(str(name), int(size)) for name, size in answer.head["members"]]


def _members(given: Mapping[str, Any], body: bytes) -> Frame:
    return Frame({"members": _division().members(given["kind"], body, Limits(**given["limits"]))})


def ask_for_part(kind: str, document: bytes, index: int, limits: Limits) -> Frame:
    """The question for one part of a whole container."""
    given = {"kind": kind, "index": index, "limits": asdict(limits)}
    return Frame({"task": "part", "given": given}, document)


def told_part(answer: Frame) -> Part:
    """The part of an answer."""
    return Part(bytes(answer.body), **answer.head["part"])


def _part(given: Mapping[str, Any], body: bytes) -> Frame:
    limits = Limits(**given["limits"])
    part = _division().part(given["kind"], body, given["index"], limits)
    told = {name: value for name, value in asdict(part).items() if name != "body"}
    return Frame({"part": told}, part.body)


@cache
def _division() -> "Division":
    """One for the process: it keeps the parts of the last container."""
    from functions.parse.containers.division import Division  # noqa: PLC0415

    return Division()


TASKS: Final[Mapping[str, Task]] = {"article": _article, "members": _members, "part": _part}
