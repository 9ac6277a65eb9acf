"""What the units of a text are, told by their words and place: posts, furniture, lists.

Serves every format: markup tells some kinds beforehand, and only open units are judged here.
"""

import re
from collections.abc import Sequence
from typing import Final

from functions.parse.furniture import LONGEST, footer, head_line, is_caption
from functions.parse.headings import is_heading_like
from functions.parse.lines import LIST_MARK
from functions.parse.people import is_desk
from functions.parse.posts import LINKS_AT_END, TRUNCATED, Signature, find_signature, make_post
from functions.parse.reading import Facts
from functions.parse.units import Unit
from schemas.article import Block, BlockKind, Section
from schemas.spans import Span

_HEAD_UNITS: Final = 8
"""How many units from the top a byline or date line may stand."""
_POST_BUDGET: Final = 300
"""Characters of a post that spans several lines: 280 of X, 300 of Bluesky, and its line breaks."""
_LONGEST_POST_LINE: Final = 1000
_NOT_A_POST: Final = re.compile(
    r"\breached out\b|\bfor comment\b|\bcontacted\b|\bunable to\b|\baccording to\b"
    r"|\bindependently (?:verif|confirm)|\bformerly (?:known as )?Twitter\b|\bwrote:|:\Z"
    r"|\b(?:in|on|as) (?:a|an|his|her|their|its|another) (?:\w+ )?(?:social media )?"
    r"(?:post|tweet|thread|statement)\b|\b(?:wrote|posted|tweeted|said) (?:on|in|to) \w"
    r"|[”\"],? (?:he|she|they|[A-Z]\w+) (?:said|wrote|added|told)\b",
)


def refine(text: str, units: list[Unit], facts: Facts) -> list[Unit]:
    """Find posts, furniture and list items among the open units; posts take in their lines."""
    units = gather_posts(text, units)
    for place, unit in enumerate(units):
        if unit.is_open and unit.end - unit.start <= LONGEST:
            unit.kind = _kind(text[unit.start : unit.end], place, facts)
            below_byline = place > 0 and units[place - 1].kind is BlockKind.BYLINE
            if below_byline and is_desk(text[unit.start : unit.end]):
                unit.kind = BlockKind.BYLINE
    return units


def _kind(line: str, place: int, facts: Facts) -> BlockKind:
    if footer(line, facts):
        return BlockKind.FOOTER
    if place < _HEAD_UNITS and (kind := head_line(line, facts)):
        return kind
    if is_caption(line):
        return BlockKind.CAPTION
    return BlockKind.LIST_ITEM if LIST_MARK.match(line) else BlockKind.PARAGRAPH


def gather_posts(text: str, units: Sequence[Unit]) -> list[Unit]:
    """The units with each signature line joined to the lines of its post."""
    gathered: list[Unit] = []
    for unit in units:
        signature = find_signature(text, unit.start, unit.end) if unit.post is None else None
        if signature and (unit.is_open or unit.kind is BlockKind.BLOCK_QUOTE):
            lines = _post_lines(text, gathered, unit, signature)
            first = len(gathered) - sum(line.start < unit.start for line in lines)
            lead = gathered[first - 1] if first else None
            del gathered[first:]
            gathered.append(_post_unit(text, lines, signature, lead, unit))
        else:
            gathered.append(unit)
    return gathered


def _post_unit(
    text: str, lines: Sequence[Unit], signature: Signature, lead: Unit | None, last: Unit
) -> Unit:
    body = [(line.start, line.end) for line in lines]
    above = text[lead.start : lead.end][-2000:] if lead else ""
    post = make_post(text, body, signature, lead=above)
    first = lines[0] if lines else last
    start = first.start if lines else signature.start
    return Unit(start, signature.end, BlockKind.EMBEDDED_POST, None, post, first.after_gap)


def _post_lines(text: str, above: Sequence[Unit], unit: Unit, signature: Signature) -> list[Unit]:
    """The lines of the post that a signature closes, found backwards from it.

    Words on the signature's own line are the post's. Above it, lines are the post's while they
    do not speak about a post or its author from outside, are no heading, and fit in what the
    platforms let one write. A blank line ends the post where none parts it from its signature.
    """
    own = _before(text, unit, signature)
    lines = [own] if own else []
    if own and unit.kind is BlockKind.BLOCK_QUOTE:
        return lines
    length = len(_written(text, own)) if own else 0
    must_touch = not (own or unit).after_gap
    for candidate in reversed(above):
        line = _written(text, candidate)
        below = lines[0] if lines else unit
        budget = _POST_BUDGET if lines else _LONGEST_POST_LINE
        if length + len(line) > budget or (must_touch and below.after_gap):
            break
        if candidate.kind is BlockKind.BLOCK_QUOTE and not lines:
            return [candidate]
        if not candidate.is_open or _is_outside(line, text, signature, is_nearest=not lines):
            break
        lines.insert(0, candidate)
        length += len(line) + 1
    return lines


def _before(text: str, unit: Unit, signature: Signature) -> Unit | None:
    """The words of the post on the line of its signature."""
    words = text[unit.start : signature.start].rstrip()
    if not words:
        return None
    return Unit(unit.start, unit.start + len(words), after_gap=unit.after_gap)


def _written(text: str, line: Unit) -> str:
    """What the author typed: the links that the platform adds do not count towards its limit."""
    words = text[line.start : line.end]
    return words if len(words) > _LONGEST_POST_LINE else LINKS_AT_END.sub("", words)


def _is_outside(line: str, text: str, signature: Signature, *, is_nearest: bool) -> bool:
    """Whether a line is the article's rather than the post's."""
    if is_nearest and TRUNCATED.search(line[-200:]):
        return False
    if _NOT_A_POST.search(line) or (not is_nearest and is_heading_like(line)):
        return True
    author = text[signature.author_start : signature.author_end].split()
    return bool(author) and _names(line, author[-1])


def _names(line: str, surname: str) -> bool:
    """Whether a line speaks of the post's author, in whatever spelling of the name's end."""
    stem = surname[: max(5, len(surname) - 2)]
    return len(stem) >= 4 and re.search(rf"\b{re.escape(stem)}", line) is not None


def sections_of(text: str, blocks: Sequence[Block]) -> list[Section]:
    """The sections: each from its heading to the next one, without gaps.

    The headline opens none: what stands before the first heading below it is the section
    without a heading.
    """
    headings = [b for b in blocks if b.kind is BlockKind.HEADING and (b.level or 2) > 1]
    starts = [heading.start for heading in headings]
    sections: list[Section] = []
    if blocks and blocks[0].start not in starts:
        sections.append(Section(start=0, end=starts[0] if starts else len(text)))
    for heading, end in zip(headings, [*starts[1:], len(text)], strict=False):
        span = Span.of(text, heading.start, heading.end)
        sections.append(Section(heading=span, level=heading.level, start=heading.start, end=end))
    return sections
