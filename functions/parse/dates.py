"""Dates as documents write them, to ISO 8601 (a subset of EDTF).

Relative dates ("on Monday") do not live here: they are for whoever reads the sentences.
"""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH: Final = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
WRITTEN_DAY: Final = (
    rf"(?:{MONTH}\s{{1,3}}[0-3]?\d(?:st|nd|rd|th)?,?\s{{1,3}}[12]\d{{3}}"
    rf"|[0-3]?\d(?:st|nd|rd|th)?\s{{1,3}}{MONTH},?\s{{1,3}}[12]\d{{3}}"
    r"|[12]\d{3}-[01]\d-[0-3]\d)"
)
"""Pattern of a day written out: December 16, 2024; 16 Dec. 2024; 2024-12-16."""

_MONTH_FIRST: Final = re.compile(
    rf"({MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.IGNORECASE | re.ASCII
)
_DAY_FIRST: Final = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+({MONTH}),?\s+(\d{{4}})", re.IGNORECASE | re.ASCII
)
_WEEKDAY: Final = re.compile(r"\A(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+", re.IGNORECASE)
_PARTIAL: Final = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?", re.ASCII)
_LONGEST: Final = 80
"""Characters; whatever is longer is no date."""
_EARLIEST_YEAR: Final = 1600


def normalise_date(value: str | None) -> str | None:
    """A date as YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS with its zone where given.

    Reads ISO 8601, RFC 2822 and English dates written out. Nothing for what is no date: an
    unreadable date is treated as absent, because a guessed one would move every relative date.
    """
    text = (value or "").strip()
    if not text or len(text) > _LONGEST:
        return None
    if _PARTIAL.fullmatch(text):
        return text if int(text[:4]) >= _EARLIEST_YEAR else None
    return _from_iso(text) or _from_words(text) or _from_mail(text)


def _from_iso(text: str) -> str | None:
    if not text.isascii() or not text[:4].isdigit() or "-" not in text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _iso(moment, has_time=len(text) > 10)


def _from_mail(text: str) -> str | None:
    try:
        return _iso(parsedate_to_datetime(text), has_time=True)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_words(text: str) -> str | None:
    """A date written out, when no time of day stands with it (which RFC 2822 reads)."""
    if ":" in text:
        return None
    text = _WEEKDAY.sub("", text)
    if match := _MONTH_FIRST.fullmatch(text):
        return _day(match[3], match[1], match[2])
    if match := _DAY_FIRST.fullmatch(text):
        return _day(match[3], match[2], match[1])
    return None


def _day(year: str, month: str, day: str) -> str | None:
    number = _MONTHS[month.lower().rstrip(".")]
    try:
        return _iso(datetime(int(year), number, int(day)), has_time=False)
    except ValueError:
        return None


def _iso(moment: datetime, *, has_time: bool) -> str | None:
    if moment.year < _EARLIEST_YEAR:
        return None
    return moment.isoformat(timespec="seconds") if has_time else moment.date().isoformat()
