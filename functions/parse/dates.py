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
_OTHER_MONTHS: Final = (
    "januar januari janvier enero janeiro gennaio января",
    "februar februari février febrero fevereiro febbraio февраля",
    "märz maart mars marzo março марта",
    "april avril abril aprile апреля",
    "mai mei mayo maio maggio мая",
    "juni juin junio junho giugno июня",
    "juli juillet julio julho luglio июля",
    "august augustus août agosto августа",
    "september septembre septiembre setembro settembre сентября",
    "oktober octobre octubre outubro ottobre октября",
    "november novembre noviembre novembro ноября",
    "dezember december décembre diciembre dezembro dicembre декабря",
)
_OTHER_NUMBERS: Final = {
    name: number for number, names in enumerate(_OTHER_MONTHS, start=1) for name in names.split()
}
_OTHER_DAY: Final = re.compile(
    rf"(?<!\d)(\d{{1,2}})\.?º?\s{{1,3}}(?:de\s)?({'|'.join(_OTHER_NUMBERS)})\s{{1,3}}(?:de\s)?(\d{{4}})",
    re.IGNORECASE,
)
_ANY_DAY: Final = re.compile(rf"(?<![\w-]){WRITTEN_DAY}(?![\w-])", re.IGNORECASE)
_MOMENT: Final = re.compile(
    r"[12]\d{3}-[01]\d-[0-3]\d[T ][0-2]\d:\d\d(?::\d\d)?(?:\.\d{1,9})?\s?(?:Z|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
_CLOCK: Final = re.compile(
    r"(?<![\d:])(\d{1,2})[:.](\d\d)(?::\d\d)?\s{0,2}([ap])?\.?(?:m\b)?\.?\s{0,2}"
    r"(UTC|GMT|BST|CES?T|[ECMP][SD]T)?\b",
    re.IGNORECASE,
)
_AROUND: Final = 30
"""Characters before or after a day in which its time of day is looked for."""
_OFFSETS: Final = {
    "UTC": "+00:00",
    "GMT": "+00:00",
    "BST": "+01:00",
    "CET": "+01:00",
    "CEST": "+02:00",
    "EST": "-05:00",
    "EDT": "-04:00",
    "CST": "-06:00",
    "CDT": "-05:00",
    "MST": "-07:00",
    "MDT": "-06:00",
    "PST": "-08:00",
    "PDT": "-07:00",
}
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


def find_date(text: str) -> str | None:
    """The first date in a line about publication, with its time of day and zone where given.

    Reads ISO 8601, English dates, and dates written out in other languages of Europe.
    """
    if moment := _MOMENT.search(text):
        return normalise_date(moment[0])
    if match := _ANY_DAY.search(text):
        day = normalise_date(match[0])
    elif match := _OTHER_DAY.search(text):
        day = _numbered_day(match[3], _OTHER_NUMBERS[match[2].lower()], match[1])
    else:
        return None
    before, after = text[max(0, match.start() - _AROUND) : match.start()], text[match.end() :]
    return day and day + (_clock(after[:_AROUND]) or _clock(before) or "")


def _clock(text: str) -> str | None:
    """A time of day as THH:MM:SS, with its zone where that is one."""
    match = _CLOCK.search(text)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2])
    if match[3]:
        hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
    zone = _OFFSETS.get((match[4] or "").upper(), "")
    return f"T{hour:02}:{minute:02}:00{zone}" if hour < 24 and minute < 60 else None


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
    return _numbered_day(year, _MONTHS[month.lower().rstrip(".")], day)


def _numbered_day(year: str, month: int, day: str) -> str | None:
    try:
        return _iso(datetime(int(year), month, int(day)), has_time=False)
    except ValueError:
        return None


def _iso(moment: datetime, *, has_time: bool) -> str | None:
    if moment.year < _EARLIEST_YEAR:
        return None
    return moment.isoformat(timespec="seconds") if has_time else moment.date().isoformat()
