"""Where the sentences of a stretch of prose begin and end.

Rules and word lists alone; a sentence inside a quotation is a sentence of its own. What a block
is, and what a sentence says, does not live here.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple


class Sentence(NamedTuple):
    """A sentence `text[start:end]`, in code points, without the white space around it."""

    start: int
    end: int


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_CLOSERS: Final = "\"'”’»›」』)\\]}*_"
_OPENERS: Final = "\"'“‘«‹„‟‚「『([{*_—–-"

_STOP: Final = re.compile(
    rf"(?P<wide>[。！？]+[」』”’）]*)|(?P<mark>[.!?…]+)(?P<close>[{_CLOSERS}]*)"
)
_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n")
_LAST_TOKEN: Final = re.compile(r"[\w.&’'-]*\Z")
_NEXT_WORD: Final = re.compile(rf"(?P<space>\s*)[{_OPENERS}]*(?P<word>\w*)")
_REPORTING_AHEAD: Final = re.compile(
    r"\s+(?:[\w.’'-]+,?\s+){1,6}?"
    r"(?:said|says|asked|asks|wrote|writes|tweeted|replied|added|adds|shouted|yelled|told|declared"
    r"|exclaimed|wondered|responded|continued|demanded|quipped|joked|recalled|remarked|cried)\b"
    r"(?!\s*[:“\"]|\s+that\b)"
)

_NEVER_LAST: Final = _words(
    """mr mrs ms mx dr prof rev hon fr messrs mme gen maj lt col capt cpl sgt pvt cmdr adm brig
    gov sen sens rep reps pres supt det insp st mt ft vs v viz cf ca approx attys atty dist
    jan feb mar apr jun jul aug sep sept oct nov dec fig figs eq art vol pp ed eds est
    e.g i.e ph"""
)
"""Abbreviations that a name, a number or an explanation follows (lower case, no last stop)."""

_NUMBERING: Final = _words("no nos")
"""Abbreviations only before a number: "No. 10", but “he said no. Nobody asked again.”"""

_SOMETIMES_LAST: Final = _words(
    """u.s u.k u.n e.u u.s.a d.c n.y l.a d.p.r.k p.r.c a.m p.m jr sr inc co corp ltd llc bros etc
    al ph.d m.d b.a m.a j.d bros ave blvd rd calif conn fla ga ill ind kan ky md mass mich minn
    miss mo neb nev okla ore pa tenn tex va vt wash wis wyo ariz ark colo del mont dept
    assn"""
)
"""Abbreviations after which a sentence may end, where the next word begins one."""

_STARTERS: Final = _words(
    """a an the this that these those he she it they we you i there here his her its their our my
    in on at by for from with after before during since as if when while although though because
    but and or so yet however meanwhile still then now what who how why where which both each some
    many most all no not nor such other another one also asked according despite under over"""
)
_LETTERS_WITH_STOPS: Final = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_TITLE_GAP: Final = 24
"""Code points before a stop that are looked at: longer than any abbreviation."""
_AHEAD: Final = 120
"""Code points after a question that are searched for its reporting verb."""


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Sentence]:
    """The sentences of `text[start:end]`, in order.

    Each code point that is not white space lies in exactly one of them. A blank line ends a
    sentence; a single line break is white space.
    """
    end = len(text) if end is None else end
    cuts = sorted({*_stops(text, start, end), *_blank_lines(text, start, end), end})
    found = []
    for cut in cuts:
        if sentence := _stripped(text, start, cut):
            found.append(sentence)
        start = cut
    return found


def _stripped(text: str, start: int, end: int) -> Sentence | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return Sentence(start, end) if start < end else None


def _blank_lines(text: str, start: int, end: int) -> Iterator[int]:
    return (match.end() for match in _BLANK_LINE.finditer(text, start, end))


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    for match in _STOP.finditer(text, start, end):
        if match.end() < end and (match["wide"] or _ends_sentence(text, match, start, end)):
            yield match.end()


def _ends_sentence(text: str, stop: re.Match[str], start: int, end: int) -> bool:
    following = _NEXT_WORD.match(text, stop.end(), min(end, stop.end() + _AHEAD))
    if following is None or not _may_begin(text, stop, following, end):
        return False
    if stop["mark"] == "." and not _abbreviation_allows(text, stop, following["word"], start):
        return False
    return not _asks_before_its_verb(text, stop, end)


def _may_begin(text: str, stop: re.Match[str], following: re.Match[str], end: int) -> bool:
    """Whether what follows looks like a beginning: white space, then no lower case."""
    word = following["word"]
    if not following["space"]:
        return _closed_quotation(stop) and (word[:1].isupper() or text[stop.end()] in "“‘«")
    if not word:
        return following.end() >= end or text[following.end()] not in ".,;:!?…"
    return not word[0].islower()


def _closed_quotation(stop: re.Match[str]) -> bool:
    return any(mark in "”»" for mark in stop["close"])


def _abbreviation_allows(text: str, stop: re.Match[str], following: str, start: int) -> bool:
    """Whether the stop after an abbreviation or an initial still ends its sentence."""
    before = _LAST_TOKEN.search(text, max(start, stop.start() - _TITLE_GAP), stop.start())
    token = before[0].lower().lstrip("'’") if before else ""
    if stop["close"].strip("*_") or not token:
        return True
    if token in _NEVER_LAST or (token in _NUMBERING and following[:1].isdigit()):
        return False
    if token in _SOMETIMES_LAST or (len(token) < 8 and _LETTERS_WITH_STOPS.match(token)):
        return following.lower() in _STARTERS and following[:1].isupper() and following != "I"
    return True


def _asks_before_its_verb(text: str, stop: re.Match[str], end: int) -> bool:
    """Whether a quoted question or exclamation goes on to name who uttered it."""
    if stop["mark"][-1] not in "?!" or not stop["close"]:
        return False
    return _REPORTING_AHEAD.match(text, stop.end(), min(end, stop.end() + _AHEAD)) is not None
