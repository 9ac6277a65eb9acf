"""XML of many items that is broken somewhere: each item is cut out and read by itself.

So a fault loses the item that it stands in, and an end that is missing the item that it cuts. The
others are whole. What is lost is a part that says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, Final

from functions.parse.containers.base import Limits, Part
from functions.parse.containers.naming import item_names
from functions.parse.errors import CorruptDocumentError
from functions.parse.prolog import past_prolog

REST: Final = "rest"
"""The name of what is missing behind the last item."""
_START_TAG: Final = re.compile(r"<([A-Za-z_][\w.:-]{0,100})(?:\s[^<>]{0,4000})?>")


@dataclass(frozen=True, slots=True)
class Recovered:
    """What could be read."""

    root: Any
    """The root element, with what stands before the first item."""
    items: Sequence[Any]
    """The elements of those that are whole."""
    broken: Sequence[Part]
    """One for each that is not, and for an end that is missing."""


def recover(text: str, item: re.Pattern[str], what: str, limits: Limits) -> Recovered | None:
    """The items of a document that is no XML as a whole; nothing if none of them is whole.

    Nor if there are more than a container may have.

    Args:
        text: The document.
        item: The beginning of an item, up to the end of its name.
        what: What the document is, for messages.
        limits: How many items there may be.
    """
    from functions.parse.xmltree import start_of  # noqa: PLC0415 - with lxml, only here

    opening = _START_TAG.match(past_prolog(text))
    found = [*islice(item.finditer(text), limits.members + 1)]
    if opening is None or not 0 < len(found) <= limits.members:
        return None
    first = found[0]
    starts = [match.start() for match in found if match[0] == first[0]]
    items, faults = _Items(text, starts, opening, first[0][1:]).read(what)
    root = start_of(text[: first.start()].encode("utf-8", "replace"))
    if root is None or not items:
        return None
    return Recovered(root, items, list(_broken(faults)))


@dataclass(frozen=True, slots=True)
class _Items:
    """The items in a text, by where they begin."""

    text: str
    starts: Sequence[int]
    root: re.Match[str]
    """The start tag of the root element, and its name."""
    name: str

    def read(self, what: str) -> tuple[list[Any], list[tuple[str, str]]]:
        """The elements of the whole ones; what tells each other one apart, and its fault."""
        whole: list[Any] = []
        faults: list[tuple[str, str]] = []
        count = len(self.starts)
        for number, (start, end) in enumerate(pairwise([*self.starts, len(self.text)]), 1):
            called = f"{what}, item {number:,} of {count:,}"
            try:
                whole.append(self._item(self.text[start:end], called))
            except CorruptDocumentError as error:
                faults.append((self.text[start:end], error.message))
        return whole, [*faults, *self._rest(what)]

    def _item(self, piece: str, called: str) -> Any:  # noqa: ANN401 - lxml has no types
        from functions.parse.xmltree import tree  # noqa: PLC0415 - with lxml, only here

        ending = f"</{self.name}>"
        held, end, _ = piece.rpartition(ending)
        if not end:
            raise CorruptDocumentError(f"{called} does not end before the file or another does.")
        document = f"{self.root[0]}{held}{end}</{self.root[1]}>"
        return tree(document.encode("utf-8", "replace"), called)[0]

    def _rest(self, what: str) -> Iterator[tuple[str, str]]:
        """What is missing where the last item ends, but not the root element."""
        _, ending, behind = self.text[self.starts[-1] :].rpartition(f"</{self.name}>")
        if ending and f"</{self.root[1]}" not in behind:
            count = len(self.starts)
            yield "", f"{what} breaks off behind item {count:,}; what followed is missing."


def _broken(faults: Sequence[tuple[str, str]]) -> Iterator[Part]:
    names = item_names([[piece] for piece, _ in faults])
    for name, (piece, fault) in zip(names, faults, strict=True):
        yield Part(name if piece else REST, b"", fault=fault)
