"""Lines around an article that are none of its sentences: footers, bylines, datelines, captions.

Each line is judged by its own words; what stands where in the article lives in `structure`.
"""

import re
from typing import Final

from functions.parse.dates import WRITTEN_DAY, normalise_date
from functions.parse.people import byline_names
from functions.parse.reading import Facts
from schemas.article import BlockKind, FieldBasis

LONGEST: Final = 600
"""Characters of the longest line that can be furniture."""

_SYNDICATED: Final = re.compile(
    r"The post (?P<title>.{3,400}) (?:first appeared|appeared first) on (?P<publisher>.{2,100})\Z"
)
_ORIGINAL: Final = re.compile(
    r"(?:This (?:article|story|report|piece) (?:was |has been )?)?"
    r"(?:originally|first) (?:published|appeared) (?P<how>on|in|by|at) (?:the website of )?"
    r"(?P<publisher>[^.]{2,100})(?:\..*)?\Z",
    re.IGNORECASE,
)
_FOOTER: Final = re.compile(
    r"(?:©|\(c\)\s*[12]\d{3}|copyright\b.{0,60}[12]\d{3}|all rights reserved"
    r"|(?:read|see) (?:more|also|next)\s*:"
    r"|(?:more|related)(?: (?:stories|news|coverage|reading))?\s*:"
    r"|sign up (?:for|to|here)\b|subscribe (?:to|now)\b|follow us on\b"
    r"|(?:do you )?have a (?:tip|story|news tip)\b|click here (?:to|for)\b"
    r"|follow [A-Z][\w’'. ]{1,60} on (?:facebook|twitter|instagram|x\b|threads)"
    r"|reach the reporters? (?:on|at)\b|(?:like|enjoy(?:ed)?) this (?:story|article)\?"
    r"|(?:you may|you might) also like\b|most read in\b|filed under\s*:|comments\Z"
    r"|get the latest .{1,80}(?:inbox|newsletter)"
    r"|\(?(?:additional )?(?:reporting|writing|editing) by [A-Z]"
    r"|(?:[\w’'.-]+ ){1,12}contributed (?:reporting )?to this (?:report|story|article)\b"
    r"|this (?:interview|conversation|article|transcript) (?:has been|was) (?:lightly )?edited\b"
    r"|follow .{1,60}(?: coverage|news)\b.{0,60}https?://"
    r"|get .{3,80} (?:sent|delivered) to your inbox"
    r"|this article is republished\b)",
    re.IGNORECASE,
)
_CAPTION: Final = re.compile(
    r"\(?(?:photo(?:graph)?|image|picture|file photo)(?: by\b|:|/)", re.IGNORECASE
)
_PLACE: Final = r"[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}"
_DATELINE: Final = re.compile(
    rf"{_PLACE}(?:, [A-Z][\w. ]{{1,40}})?(?:, {WRITTEN_DAY})?"
    r" ?(?:\([A-Z][\w ]{1,30}\))? ?[—–-]{1,2}\Z"
)
_STAMP: Final = re.compile(
    r"(?:(?P<what>published|posted|updated|last updated|modified|date)\b(?: on)?\s*:?\s*)?"
    r"(?:\d{1,2}[:.]\d{2}(?:\s[A-Z]{2,5})?,\s+)?"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?,?\s+)?"
    rf"(?P<date>{WRITTEN_DAY}(?:T[\d:.+Z-]{{4,20}})?)"
    r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,5})?)?\Z",
    re.IGNORECASE,
)


def footer(line: str, facts: Facts) -> bool:
    """Whether the line is a footer; what it says of title and publisher is offered as facts."""
    if match := _SYNDICATED.match(line):
        facts.offer("title", match["title"], FieldBasis.SYNDICATION_FOOTER)
        facts.offer("publisher", match["publisher"].rstrip(". "), FieldBasis.SYNDICATION_FOOTER)
        return True
    if match := _ORIGINAL.match(line):
        _offer_original(match["publisher"].strip(), match["how"].lower(), facts)
        return True
    return _FOOTER.match(line) is not None or line.lower().endswith("all rights reserved.")


def _offer_original(where: str, how: str, facts: Facts) -> None:
    if normalise_date(where):
        facts.offer("published", where, FieldBasis.TEXT)
    elif how in {"on", "in", "by"} and where[:1].isupper():
        facts.offer("publisher", where, FieldBasis.SYNDICATION_FOOTER)


def head_line(line: str, facts: Facts) -> BlockKind | None:
    """What a line at the head of an article is: byline, date or place; nothing if a sentence."""
    names = byline_names(line)
    if names is not None:
        facts.offer_byline(names, FieldBasis.TEXT)
        return BlockKind.BYLINE
    if match := _STAMP.match(line):
        is_change = (match["what"] or "").lower() in {"updated", "last updated", "modified"}
        facts.offer("modified" if is_change else "published", match["date"], FieldBasis.TEXT)
        return BlockKind.DATELINE
    return BlockKind.DATELINE if _DATELINE.match(line) else None


def is_caption(line: str) -> bool:
    """Whether the line credits or describes a picture."""
    return _CAPTION.match(line) is not None
