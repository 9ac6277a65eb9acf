"""NITF: the blocks of its body, and what its head says.

https://iptc.org/standards/nitf/
"""

from collections.abc import Iterator
from typing import Any, Final

from functions.parse.authors import offer_authors
from functions.parse.composer import Piece
from functions.parse.news.blocks import blocks_of, words_of
from functions.parse.news.dates import iso_date
from functions.parse.reading import Facts, Field
from functions.parse.xmltree import attribute, local
from schemas.article import FieldBasis

_BASIS: Final = FieldBasis.NEWS_METADATA
_DATES: Final[tuple[tuple[Field, str, str], ...]] = (
    ("published", "pubdata", "date.publication"),
    ("published", "date.issue", "norm"),
    ("published", "story.date", "norm"),
    ("published", "date.release", "norm"),
    ("modified", "revision-history", "norm"),
)
"""What a field is read from: the name of an element and of its attribute."""
_TEXTS: Final[tuple[tuple[Field, str, str], ...]] = (
    ("publisher", "pubdata", "name"),
    ("article_section", "pubdata", "position.section"),
    ("article_section", "tobject.subject", "tobject.subject.type"),
    ("url", "pubdata", "ex-ref"),
)


def nitf_blocks(root: Any) -> list[Piece]:  # noqa: ANN401 - lxml has no types
    """The blocks of a body, its headline, byline and dateline among them."""
    body = next(_all(root, "body"), root)
    return blocks_of(body)


def offer_nitf(root: Any, facts: Facts) -> None:  # noqa: ANN401
    """Offer what the head and the body's head say."""
    facts.offer("title", words_of(next(_all(root, "hl1"), None)), _BASIS)
    head = next((element for element in root if local(element) == "head"), None)
    title = None if head is None else next(_all(head, "title"), None)
    facts.offer("title", words_of(title), _BASIS)
    for name, element, key in (*_DATES, *_TEXTS):
        for found in _all(root, element):
            value = found.get(key)
            facts.offer(name, iso_date(value) if (name, element, key) in _DATES else value, _BASIS)
    offer_authors(_bylines(root), facts, _BASIS)
    facts.offer("credit", words_of(next(_all(root, "distributor"), None)), _BASIS)
    facts.offer("credit", _copyright(root), _BASIS)
    facts.offer("language", attribute(root, "lang"), _BASIS)


def _bylines(root: Any) -> Iterator[str]:  # noqa: ANN401
    """The lines that name authors, without what they are titled."""
    for byline in _all(root, "byline"):
        persons = [words_of(person) for person in _all(byline, "person")]
        titles = [words_of(title) for title in _all(byline, "byttl")]
        line = words_of(byline)
        for title in titles:
            line = line.replace(title, "")
        yield from persons or [line]
        yield from titles


def _copyright(root: Any) -> str | None:  # noqa: ANN401
    found = next(_all(root, "doc.copyright"), None)
    return None if found is None else found.get("holder")


def _all(root: Any, name: str) -> Iterator[Any]:  # noqa: ANN401
    """The elements of a name below another, whatever their namespace."""
    return (element for element in root.iter() if local(element) == name)
