"""What the properties of PDF and Word files say, and how far they can be believed.

Programs fill properties by themselves: a title that only names a file or a program is none, and
when a file was made is the day of publication only if nothing better is known.
"""

import re
from datetime import date
from typing import Final

from functions.parse.authors import offer_names
from functions.parse.people import split_names
from functions.parse.reading import Facts
from schemas.article import FieldBasis

_JUNK: Final = re.compile(
    r"(?:microsoft|libreoffice|openoffice|adobe|quark|google)\b.*"
    r"|.*\.(?:docx?|odt|rtf|indd|qxp|qxd|pdf|pptx?|xlsx?|tmp|txt|html?|tex|dvi|pages|wpd)"
    r"|(?:untitled|unknown|no title|unbenannt|sans titre)[\s\w.-]{0,12}"
    r"|(?:document|dokument|layout|slide|page|print|presentation|scan|fax)[\s_-]*\d*"
    r"|powerpoint presentation|about:blank|https?://.*|file:.*|[\W\d_]*|.*\w_\w.*",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_AT_WORK: Final = 31
"""Days from when a file is made to when it is published."""


def is_title(value: str) -> bool:
    """Whether a title was given by somebody rather than by a program."""
    return len(value.split()) > 1 and _JUNK.fullmatch(value.strip()) is None


def offer_authorship(authors: str, created: str | None, changed: str | None, facts: Facts) -> None:
    """Offer who made a file and when, after whatever its text says.

    The date of publication is uncertain if the file was changed more than a month after it was
    made: an old file may have been taken as the beginning of a new one.
    """
    basis = FieldBasis.DOCUMENT_PROPERTIES
    offer_names(split_names(authors), facts, basis)
    facts.offer("published", created, basis)
    if changed != created:
        facts.offer("modified", changed, basis)
    days = [_day(facts.get(name)) for name in ("published", "modified")]
    held = [day for day in days if day is not None]
    is_own = facts.basis.get("published") is basis is facts.basis.get("modified")
    if is_own and len(held) == 2 and (held[1] - held[0]).days > _LONGEST_AT_WORK:
        facts.doubt("published")


def _day(value: str | None) -> date | None:
    """The day of a date that is as exact as a day."""
    return date.fromisoformat(value[:10]) if value and len(value) >= 10 else None
