"""What a sandbox can be asked for: named tasks, each from a frame to a frame.

Both sides of a task live here, so that what goes over the pipe is written and read in one place.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from functions.parse.document import Document
from functions.parse.errors import TooLargeDocumentError
from functions.parse.sandbox.frames import Frame
from schemas.article import Article, SourceObject

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


TASKS: Final[Mapping[str, Task]] = {"article": _article}
