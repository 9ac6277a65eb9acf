"""The text of a mail in plain text: what was written, what is quoted, and the signature.

Lines that programs broke are joined again (RFC 3676). Marks of quotation are no words and are left
out; what they mark becomes a block of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from functions.parse.lines import paragraphs_of
from functions.parse.units import Unit
from schemas.article import BlockKind

_MARKS: Final = re.compile(r"(?:>[ \t]?){1,100}")
_SIGNATURE: Final = "-- "
_WROTE: Final = re.compile(
    r"(?:On|Am|Le|El|Il|Em|Op) .{6,200} (?:wrote|schrieb|a écrit|escribió|ha scritto"
    r"|escreveu|schreef)[^:]{0,80}:",
)
_ORIGINAL: Final = re.compile(
    r"-{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d'origine)\s*-{2,}", re.IGNORECASE
)
_FORWARDED: Final = re.compile(
    r"-{2,}\s*(?:Forwarded message|Weitergeleitete Nachricht|Message transféré).{0,100}"
    r"|Begin forwarded message:",
    re.IGNORECASE,
)
_HEADER: Final = re.compile(
    r"\*?(?:From|Sent|Date|Subject|To|Cc|Reply-To|Von|Gesendet|Datum|Betreff|An"
    r"|De|Envoyé|Objet|À)\s?:\*?(?:\s.*)?"
)
_MOST_HEADERS: Final = 12
"""Lines."""
_FLOWED: Final = re.compile(r"(>*) ?(.*)")


@dataclass(slots=True)
class _Segment:
    """Lines of one kind that stand together."""

    kind: BlockKind
    lines: list[str] = field(default_factory=list)


def unflowed(text: str, *, drops_space: bool) -> str:
    """A text in `format=flowed` with one line for each paragraph.

    Args:
        text: As it was transferred.
        drops_space: Whether the space at which a line was broken is no part of the text.
    """
    joined: list[list[str]] = []
    before: str | None = None
    for line in text.splitlines():
        match = _FLOWED.match(line)
        marks, words = (match[1], match[2]) if match else ("", line)
        if before != marks:
            joined.append([f"{marks} " if marks else "", words])
        else:
            joined[-1].append(words)
        flows = words.endswith(" ") and words != _SIGNATURE
        if flows and drops_space:
            joined[-1][-1] = words[:-1]
        before = marks if flows else None
    return "\n".join("".join(pieces) for pieces in joined)


def units_of(text: str) -> tuple[str, list[Unit]]:
    """The text of a mail without marks of quotation, and its units."""
    pieces: list[str] = []
    units: list[Unit] = []
    length = 0
    for segment in _segments(text):
        words = "\n".join(segment.lines).strip("\n") + "\n\n"
        for unit in paragraphs_of(words):
            unit.start, unit.end = unit.start + length, unit.end + length
            unit.kind = segment.kind
            units.append(unit)
        pieces.append(words)
        length += len(words)
    return "".join(pieces).rstrip("\n"), units


def _segments(text: str) -> Iterator[_Segment]:
    """What is written, what is quoted, and what signs it, in order."""
    lines = text.splitlines()
    for marks, group in groupby(range(len(lines)), key=lambda place: _depth(lines[place])):
        if marks:
            quoted = [_MARKS.sub("", lines[place], count=1) for place in group]
            yield _Segment(BlockKind.BLOCK_QUOTE, quoted)
            continue
        places = list(group)
        rest = lines[places[-1] + 1 :]
        yield from _unmarked([lines[place] for place in places], is_last=not rest)


def _depth(line: str) -> int:
    """How many times a line is quoted."""
    match = _MARKS.match(line)
    return match[0].count(">") if match else 0


def _unmarked(lines: list[str], *, is_last: bool) -> Iterator[_Segment]:
    """Lines without marks: written, up to a signature, or to a mail that is quoted without marks.

    A line that says who wrote what follows is a paragraph of its own. The headers of a mail that
    is quoted or forwarded whole are no words of either.
    """
    kind, held, place = BlockKind.PARAGRAPH, list[str](), 0
    while place < len(lines):
        opening = _opening(lines, place) if kind is BlockKind.PARAGRAPH else None
        if opening is None:
            held.append(lines[place])
            place += 1
            continue
        yield _Segment(kind, held)
        yield opening.segment
        place += opening.count
        follows = is_last and any(map(str.strip, lines[place:]))
        is_quoted = opening.behind is BlockKind.BLOCK_QUOTE
        kind, held = (opening.behind if follows or not is_quoted else kind), []
    yield _Segment(kind, held)


@dataclass(frozen=True, slots=True)
class _Opening:
    """Lines behind which something else begins."""

    segment: _Segment
    count: int
    """Of the lines that it is made of."""
    behind: BlockKind


def _opening(lines: list[str], place: int) -> _Opening | None:
    """What begins at a line, if it is not the author's own words."""
    line = lines[place]
    if line == _SIGNATURE:
        return _Opening(_Segment(BlockKind.FOOTER), 1, BlockKind.FOOTER)
    if _ORIGINAL.fullmatch(line) or _FORWARDED.fullmatch(line):
        end = _headers_end(lines, place + 1)
        quoted = _ORIGINAL.fullmatch(line) is not None
        behind = BlockKind.BLOCK_QUOTE if quoted else BlockKind.PARAGRAPH
        return _Opening(_Segment(BlockKind.FOOTER, lines[place:end]), end - place, behind)
    for count in (1, 2):  # mailers break it at the address
        words = " ".join(lines[place : place + count])
        if _WROTE.fullmatch(words):
            segment = _Segment(BlockKind.PARAGRAPH, [words])
            return _Opening(segment, count, BlockKind.BLOCK_QUOTE)
    return None


def _headers_end(lines: list[str], place: int) -> int:
    """Where the headers of a mail end that stand below a line which announces it."""
    end = place
    for number, line in enumerate(lines[place : place + _MOST_HEADERS], place):
        is_folded = end > place and line.startswith((" ", "\t")) and line.strip()
        if _HEADER.fullmatch(line.strip()) or is_folded:
            end = number + 1
        elif line.strip() or end > place:
            break
    return end
