"""What the styles of a DOCX mean, whatever language they are named in.

The identifiers of styles are translated and may be anything; the names of Word's own styles are
not, and a level in the outline tells a heading whatever it is called.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from functions.parse.xmltree import attribute, local, tree
from schemas.article import BlockKind

_HEADING: Final = re.compile(r"heading ([1-9])")
_LIST: Final = re.compile(r"list (?:bullet|number)(?: \d)?")
_DEEPEST: Final = 6
_MOST_PARENTS: Final = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of a paragraph; nothing where it says nothing."""

    kind: BlockKind | None = None
    level: int | None = None
    """Of a heading: 0 is the title, 1 the highest below it."""


_PLAIN: Final = Style()
_NAMED: Final = {
    "title": Style(BlockKind.HEADING, 0),
    "caption": Style(BlockKind.CAPTION),
    "html preformatted": Style(BlockKind.CODE),
    **dict.fromkeys(("quote", "intense quote", "block text"), Style(BlockKind.BLOCK_QUOTE)),
}
"""The meaning of some of Word's own styles, by their names in lower case."""


def styles_of(body: bytes | None) -> dict[str, Style]:
    """The meaning of each style of paragraphs by its identifier.

    Raises:
        CorruptDocumentError: If the part is no XML.
    """
    if body is None:
        return {}
    found = [e for e in tree(body, "The list of styles") if local(e) == "style"]
    by_id = {attribute(element, "styleId") or "": element for element in found}
    return {id_: _style(id_, by_id) for id_ in by_id}


def _style(id_: str, by_id: dict[str, Any]) -> Style:
    """What a style means: itself, or else what it is based on."""
    for _ in range(_MOST_PARENTS):
        element = by_id.get(id_)
        if element is None:
            break
        meaning = _own(element)
        if meaning is not _PLAIN:
            return meaning
        id_ = _value(element, "basedOn") or ""
    return _PLAIN


def _own(element: Any) -> Style:  # noqa: ANN401 - lxml has no types
    name = (_value(element, "name") or "").lower()
    if name in _NAMED:
        return _NAMED[name]
    match = _HEADING.fullmatch(name)
    level = int(match[1]) if match else outline_level(_value(element, "outlineLvl"))
    if level:
        return Style(BlockKind.HEADING, min(level, _DEEPEST))
    is_list = _LIST.fullmatch(name) or _value(element, "numId") not in {None, "0"}
    return Style(BlockKind.LIST_ITEM) if is_list else _PLAIN


def outline_level(value: str | None) -> int | None:
    """The level of a heading, given one in the outline, where 9 is that of running text."""
    is_level = value is not None and value.isascii() and value.isdigit() and int(value) < 9
    return min(int(value) + 1, _DEEPEST) if is_level and value else None


def _value(style: Any, name: str) -> str | None:  # noqa: ANN401
    found = next((e for e in style.iter() if local(e) == name), None)
    return None if found is None else attribute(found, "val")
