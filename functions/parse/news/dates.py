"""Dates of news formats, which also come without dashes and colons: 20250303T101500-0500."""

import re
from typing import Final

_BASIC: Final = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(?:[.,]\d{1,9})?\s*(Z|[+-]\d\d:?\d\d)?)?", re.ASCII
)


def iso_date(value: str | None) -> str | None:
    """A date with dashes and colons; one that has them, or is none, as it is."""
    match = _BASIC.fullmatch((value or "").strip())
    if match is None:
        return value
    year, month, day, hour, minute, second, zone = match.groups()
    if hour is None:
        return f"{year}-{month}-{day}"
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone or ''}"
