"""Where the quotations of a sequence of paragraphs begin and end.

Every usual style of marks, nesting, marks that are missing, and quotations that run over several
paragraphs, each of which reopens them. Who said them does not live here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

CLOSES: Final = {
    "“": '”"',
    "„": "“”‟",
    "‟": "”",
    "”": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’",
    "‚": "‘’",
    "「": "」",
    "『": "』",
    '"': '"”',
    "'": "'",
    "``": "''",
    "''": "''",
}
"""For each opening mark the marks that may close it; straight and curved ones occur mixed."""

MARKS: Final = "“”„‟«»‹›‘’‚「」『』\"'`"
"""Every character that quotation marks are made of."""

_MARK: Final = re.compile(r"``|''|[“”„‟«»‹›‘’‚「」『』\"']")
_SINGLE: Final = frozenset("'’‘")
_ELISION: Final = re.compile(r"['’‘](?:\d\ds?|em|til|tis|twas|cause|n|bout)\b", re.IGNORECASE)
_NEVER_OPENS: Final = frozenset("’›」』")
_ALWAYS_OPENS: Final = frozenset("「『")
_PARTED: Final = frozenset("«‹")
"""Marks that French parts from the words by a space."""
WITHOUT_SPACES: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
)
"""A sign of a script that writes words without spaces: Thai, Lao, Burmese, Khmer, Kana, Han."""
_NEVER_CLOSES: Final = frozenset(("‹", "‚", "「", "『", "``", "„"))
_BEFORE_OPENING: Final = "([{—–-/:,;：，；、。（"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, or the part of one that stands in one paragraph: `text[start:end]`."""

    start: int
    end: int
    """With the marks."""
    mark: str
    """The opening mark, also where this paragraph lacks it."""
    opened: bool
    """Whether the opening mark stands at `start`."""
    closed: bool
    """Whether a closing mark stands before `end`."""
    group: int
    """The same for the paragraphs of one quotation."""
    depth: int
    """0, or how many quotations this one lies in."""
    paragraph: int
    """Index of its paragraph."""
    close_length: int = 0
    """Code points of the closing mark."""

    @property
    def inner(self) -> tuple[int, int]:
        """Where the quoted words themselves begin and end."""
        start = self.start + (len(self.mark) if self.opened else 0)
        return start, max(start, self.end - self.close_length)


@dataclass(slots=True)
class _Open:
    """An opening mark whose closing mark has not been met."""

    start: int
    mark: str
    opened: bool = True
    group: int | None = None


@dataclass(slots=True)
class _Paragraph:
    """The scan of one paragraph."""

    text: str
    index: int
    start: int
    end: int
    stack: list[_Open] = field(default_factory=list)
    found: list[tuple[_Open, int, int]] = field(default_factory=list)
    """Opening, end with the closing mark, length of that mark (0: missing)."""
    closings: dict[str, list[int]] = field(default_factory=dict)
    """For the marks that double as apostrophes, where they may close."""
    openings: list[int] = field(default_factory=list)
    """Where a single mark may open and cannot close."""
    directed: set[str] = field(default_factory=set)
    """The closing marks whose proper opening partner the paragraph uses."""


def quotes(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quote]:
    """The quotations in the paragraphs `text[start:end]`, in order of their start.

    A quotation without a closing mark ends before the next opening of its kind or with its
    paragraph (`closed` is false); where the next paragraph opens with the same mark, both are of
    one `group`.
    """
    found: list[Quote] = []
    pending: _Open | None = None
    groups = 0
    for index, (start, end) in enumerate(paragraphs):
        scan = _scan(_Paragraph(text, index, start, end), pending)
        pending = scan.stack[0] if scan.stack else None
        for quote in _emitted(scan, groups):
            groups = max(groups, quote.group + 1)
            found.append(quote)
        if pending:
            pending = _with_group(pending, found)
    return sorted(found, key=_outermost_first)


def _outermost_first(quote: Quote) -> tuple[int, int]:
    return quote.start, -quote.end


def _with_group(pending: _Open, found: list[Quote]) -> _Open:
    group = next(quote.group for quote in reversed(found) if quote.start == pending.start)
    return _Open(pending.start, pending.mark, pending.opened, group)


def _emitted(scan: _Paragraph, groups: int) -> Iterator[Quote]:
    """The quotations of a scanned paragraph; those still open end with it."""
    at_end = [(opening, scan.end, 0) for opening in scan.stack]
    ends: list[int] = []
    for opening, mark_end, close_length in sorted(
        [*scan.found, *at_end], key=lambda item: (item[0].start, -item[1])
    ):
        end = opening.start + len(scan.text[opening.start : mark_end].rstrip())
        while ends and ends[-1] <= opening.start:
            ends.pop()
        group = groups if opening.group is None else opening.group
        groups += opening.group is None
        yield Quote(
            start=opening.start,
            end=end,
            mark=opening.mark,
            opened=opening.opened,
            closed=close_length > 0,
            group=group,
            depth=len(ends),
            paragraph=scan.index,
            close_length=close_length,
        )
        ends.append(end)


def _scan(scan: _Paragraph, pending: _Open | None) -> _Paragraph:
    marks = [
        match
        for match in _MARK.finditer(scan.text, scan.start, scan.end)
        if not _is_apostrophe(scan, match)
    ]
    _note_closings(scan, marks)
    scan.directed = {
        CLOSES[match[0]][0] for match in marks if match[0] in "“«" and _can_open(scan, match)
    }
    if pending:
        _resume(scan, marks, pending)
    for match in marks:
        _take(scan, match)
    _drop_single_marks(scan)
    return scan


def _around(scan: _Paragraph, match: re.Match[str]) -> tuple[str, str]:
    before = scan.text[match.start() - 1] if match.start() > scan.start else " "
    after = scan.text[match.end()] if match.end() < scan.end else " "
    return before, after


def _is_apostrophe(scan: _Paragraph, match: re.Match[str]) -> bool:
    if match[0] not in _SINGLE:
        return False
    before, after = _around(scan, match)
    if before.isalnum() and after.isalnum():
        return True
    elided = _ELISION.match(scan.text, match.start(), scan.end)
    return elided is not None and not before.isalnum()


def _note_closings(scan: _Paragraph, marks: list[re.Match[str]]) -> None:
    for match in marks:
        if match[0] not in _SINGLE:
            continue
        if _can_close(scan, match):
            scan.closings.setdefault(match[0], []).append(match.start())
        elif _can_open(scan, match):
            scan.openings.append(match.start())


def _can_open(scan: _Paragraph, match: re.Match[str]) -> bool:
    before, after = _around(scan, match)
    if match[0] in _ALWAYS_OPENS:
        return True
    starts = before.isspace() or before in _BEFORE_OPENING or before in MARKS
    starts = starts or WITHOUT_SPACES.match(before) is not None
    parted = after.isspace() and not (match[0] in _PARTED and before.isspace())
    return match[0] not in _NEVER_OPENS and starts and not parted


def _can_close(scan: _Paragraph, match: re.Match[str]) -> bool:
    before, after = _around(scan, match)
    return match[0] not in _NEVER_CLOSES and not before.isspace() and not after.isalnum()


def _resume(scan: _Paragraph, marks: list[re.Match[str]], pending: _Open) -> None:
    """Go on with the quotation that the paragraph before left open.

    The usual style reopens it; where a paragraph holds a closing mark first, it was not reopened.
    """
    partners = CLOSES[pending.mark]
    first = next((m for m in marks if m[0] in partners or _shares_closing(m[0], partners)), None)
    if first is None:
        return
    before = scan.text[scan.start : first.start()]
    if first[0] == pending.mark and not before.strip(" \t\n\xa0[(…"):
        scan.stack.append(_Open(first.start(), pending.mark, group=pending.group))
        marks.remove(first)
    elif first[0] != pending.mark and first[0] in "”»」" and before.strip():
        start = scan.end - len(scan.text[scan.start : scan.end].lstrip())
        scan.stack.append(_Open(start, pending.mark, opened=False, group=pending.group))


def _shares_closing(mark: str, closing: str) -> bool:
    return any(partner in closing for partner in CLOSES.get(mark, ""))


def _take(scan: _Paragraph, match: re.Match[str]) -> None:
    """Close the quotation that the mark ends, or open the one that it begins."""
    depth = _depth_closed_by(scan, match)
    if depth is not None:
        opening = scan.stack[depth]
        del scan.stack[depth:]
        scan.found.append((opening, match.end(), len(match[0])))
    elif _opens(scan, match):
        _cut_unclosed(scan, match)
        scan.stack.append(_Open(match.start(), match[0]))


def _depth_closed_by(scan: _Paragraph, match: re.Match[str]) -> int | None:
    for depth in range(len(scan.stack) - 1, -1, -1):
        if match[0] in CLOSES[scan.stack[depth].mark]:
            return depth if _closes(scan, match) else None
    return None


def _closes(scan: _Paragraph, match: re.Match[str]) -> bool:
    """Whether a mark that could close does so; a possessive's apostrophe does not."""
    if match[0] not in _SINGLE:
        before, after = _around(scan, match)
        return match[0] not in '"“' or not before.isspace() or after.isspace()
    return _can_close(scan, match) and not _is_possessive(scan, match)


def _is_possessive(scan: _Paragraph, match: re.Match[str]) -> bool:
    """A plural's apostrophe: a word goes on after it, and a better closing mark follows."""
    before, after = _around(scan, match)
    if before not in "sS" or not after.isspace():
        return False
    next_closing = _first_after(scan.closings.get(match[0], []), match.start(), scan.end)
    next_opening = _first_after(scan.openings, match.start(), scan.end)
    if next_closing == scan.end or next_opening < next_closing:
        return False
    return scan.text[match.end() : match.end() + 2].strip().islower()


def _first_after(places: list[int], place: int, default: int) -> int:
    at = bisect_right(places, place)
    return places[at] if at < len(places) else default


def _opens(scan: _Paragraph, match: re.Match[str]) -> bool:
    if not _can_open(scan, match):
        return False
    if match[0] == "'":
        closings = scan.closings.get("'", [])
        return bisect_right(closings, match.start()) < len(closings)
    return match[0] not in scan.directed


def _cut_unclosed(scan: _Paragraph, match: re.Match[str]) -> None:
    """A mark that opens again shows that the quotation before was never closed."""
    for depth, opening in enumerate(scan.stack):
        if opening.mark == match[0]:
            del scan.stack[depth:]
            scan.found.append((opening, match.start(), 0))
            return


def _drop_single_marks(scan: _Paragraph) -> None:
    """A single mark that stays open was an apostrophe, save where it opens the paragraph."""
    kept = [
        opening
        for opening in scan.stack
        if opening.mark not in "'‘‚" or opening.start == scan.start
    ]
    scan.stack[:] = kept
