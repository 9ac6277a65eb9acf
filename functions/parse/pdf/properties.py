"""What a PDF says of itself: its information dictionary and language."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from functions.parse.properties import is_title, offer_authorship
from functions.parse.reading import Facts
from schemas.article import FieldBasis

if TYPE_CHECKING:
    from pypdf import PdfReader

_BASIS: Final = FieldBasis.DOCUMENT_PROPERTIES
_DATE: Final = re.compile(
    r"(?:D:)?(?P<year>\d{4})(?P<month>\d\d)?(?P<day>\d\d)?"
    r"(?:(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?"
    r"(?P<zone>Z|[+-]\d\d(?:'?\d\d)?)?",
    re.ASCII,
)
"""https://pdfa.org/resource/iso-32000-2/ (7.9.4)"""
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


def offer_properties(reader: "PdfReader", facts: Facts) -> None:
    """Offer title and language."""
    title = _entries(reader).get("/Title", "")
    if is_title(title):
        facts.offer("title", title, _BASIS)
    language = _text(reader.root_object.get("/Lang"))
    if _LANGUAGE.fullmatch(language):
        facts.offer("language", language.replace("_", "-"), _BASIS)


def offer_making(reader: "PdfReader", facts: Facts) -> None:
    """Offer who made the file and when; byline and date in the text count for more."""
    entries = _entries(reader)
    created, changed = (iso_date(entries.get(key, "")) for key in ("/CreationDate", "/ModDate"))
    offer_authorship(entries.get("/Author", ""), created, changed, facts)


def iso_date(value: str) -> str | None:
    """A date of a PDF (D:20250303101500+01'00') in ISO 8601, as exact as it is."""
    match = _DATE.match(value.strip())
    if match is None:
        return None
    day = "-".join(part for part in match.group("year", "month", "day") if part)
    if match["hour"] is None:
        return day
    time = ":".join([match["hour"], match["minute"], match["second"] or "00"])
    return f"{day}T{time}{_zone(match['zone'])}"


def _zone(zone: str | None) -> str:
    if zone is None or zone == "Z":
        return "+00:00" if zone else ""
    digits = zone[1:].replace("'", "")
    return f"{zone[0]}{digits[:2]}:{digits[2:] or '00'}"


def _entries(reader: "PdfReader") -> Mapping[str, str]:
    held: Mapping[Any, Any] = reader.metadata or {}
    return {str(key): _text(held.get(key)) for key in held}


def _text(value: Any) -> str:  # noqa: ANN401 - an object of pypdf
    return str(value).replace("\x00", "") if isinstance(value, str) else ""
