"""Plain text. The article's text is the decoded file unchanged, so offsets are the file's own."""

import re
from typing import Final

from functions.parse.document import Document
from functions.parse.errors import TooLargeDocumentError
from functions.parse.headings import mark_headings
from functions.parse.lines import paragraphs_of
from functions.parse.readers.base import Certainty, Names, Reader
from functions.parse.reading import Facts, Reading
from functions.parse.structure import refine
from functions.parse.units import Unit
from schemas.article import BlockKind, FieldBasis, Format

LONGEST: Final = 1_000_000
"""Characters: more than the largest `MaxTextCharacters`, so that nothing is taken apart in vain."""

_NAMES: Final = Names("Plain text", frozenset({"txt", "text"}), frozenset({"text/plain"}))
_DATA: Final = re.compile(r'\s*(?:<\?xml\s|<rss\b|<feed\b|[{\[]\s*["{\[]\s*["\w])', re.IGNORECASE)


def recognise(document: Document, head: str) -> Certainty:
    """Any text may be plain text, except data in XML or JSON."""
    if _DATA.match(head) or document.extension == "xml":
        return Certainty.NO
    return max(Certainty.POSSIBLE, _NAMES.certainty(document))


def read(document: Document) -> Reading:
    """Read plain text: paragraphs, headings, posts, furniture.

    Raises:
        TooLargeDocumentError: If it is longer than any article.
    """
    return read_plain(document.text, Facts())


def read_plain(text: str, facts: Facts) -> Reading:
    """Read plain text of which something is known beforehand, which counts for more.

    Raises:
        TooLargeDocumentError: If it is longer than any article.
    """
    check_length(text)
    return read_units(text, paragraphs_of(text), facts)


def check_length(text: str) -> None:
    """Refuse a text that is longer than any article.

    Raises:
        TooLargeDocumentError: If it is.
    """
    if len(text) > LONGEST:
        message = f"The text has {len(text):,} characters; at most {LONGEST:,} are read."
        raise TooLargeDocumentError(message)


def read_units(text: str, units: list[Unit], facts: Facts) -> Reading:
    """Read a text whose units are known, some of them with their kinds."""
    units = refine(text, units, facts)
    headline = mark_headings(text, units)
    if headline:
        facts.offer("title", text[headline.start : headline.end], FieldBasis.TEXT)
    _mark_title(text, units, facts.get("title"))
    return Reading(text, [unit.block() for unit in units], facts)


def read_titled(body: str, facts: Facts) -> Reading:
    """Read plain text that comes apart from its title, which is put first if it is not there."""
    title = facts.get("title")
    first_line = " ".join(body.lstrip().partition("\n")[0].split())
    return read_plain(f"{title}\n\n{body}" if title and first_line != title else body, facts)


def _mark_title(text: str, units: list[Unit], title: str | None) -> None:
    """A heading at the top that repeats the title is the headline, however it looks."""
    if units and title and " ".join(text[units[0].start : units[0].end].split()) == title:
        units[0].kind, units[0].level = BlockKind.HEADING, 1


READER: Final = Reader(Format.TEXT, _NAMES, recognise, read, (f"{LONGEST:,} characters",))
