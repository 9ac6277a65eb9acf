"""News agencies: who passes statements on, known by name, by form, or by what the text calls them.

A news agency is never the claimant. What becomes of it in a claim is decided in `chain`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from functions.extract.engine.attribution import Attribution, Tag
from functions.extract.engine.layout import Layout
from functions.extract.engine.lexicons.outlets import WIRE_SERVICES
from functions.extract.engine.names import without_possessive
from functions.extract.engine.relays import name_of_outlet
from schemas.article import BlockKind

_CALLED: Final = r"(?:news|press)\s+(?:agency|service)|wire\s+(?:service|agency)|newswire"
_BY_FORM: Final = re.compile(
    rf"\b(?:{_CALLED}|press\s+association)\b(?!['’])|\A(?-i:[^\W\d_a-z]\w{{2,}})wires?\Z",
    re.IGNORECASE,
)
_HEAD_END: Final = re.compile(r",|\b(?:of|for|at|from|with|in|who|that|which)\b")
_NAME: Final = r"(?-i:[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){0,3})"
_NAME_ALONE: Final = re.compile(_NAME.replace(".", ""))
"""A name in running text, which a full stop ends."""
_ARTICLE: Final = re.compile(r"\A(?:The|A|An) ")
_INTRODUCED: Final = re.compile(
    rf"(?<![\w.’'-])(?P<before>{_NAME}), "
    rf"(?:the|an?|[\w-]+['’]s?) (?:[\w-]+ ){{0,3}}?(?:{_CALLED})\b"
    rf"|\b(?:{_CALLED}),? (?P<after>{_NAME})",
    re.IGNORECASE,
)
_IN_DATELINE: Final = re.compile(r"\(([^)\n]{2,40})\)")
_APPOSITION: Final = re.compile(r",(?!\d)")
_CALLED_SO: Final = re.compile(r"(?<=\w) (?:news )?(?:wire|agency|service)\Z")
"""What a text calls an agency after its name, in lower case: "the Atlas wire"."""
_LABEL: Final = re.compile(
    r"(?:the|this|that)(?: same)? (?:news agency|agency|wire|wire service|news service|newswire)",
    re.IGNORECASE,
)
_AGENCY: Final = re.compile(r"\bAgency\b")


def name_of(text: str, tag: Tag) -> str:
    """The words of a source as a name: without article, possessive and punctuation."""
    phrase = _APPOSITION.split(" ".join(text[tag.start : tag.end].split()), maxsplit=1)[0]
    words = without_possessive(phrase.strip(" ,;:"))
    return words[4:] if words[:4].casefold() == "the " else words


def is_wire_name(name: str) -> bool:
    """Whether a name without its article is that of a news agency, by the list or by its form."""
    head = _HEAD_END.split(name, maxsplit=1)[0].strip()
    return name.casefold() in WIRE_SERVICES or _BY_FORM.search(head) is not None


class Wires:
    """The news agencies among the sources of one article."""

    def __init__(self, layout: Layout, attributions: Iterable[Attribution]) -> None:
        self._text = layout.text
        self._introduced = frozenset(_introduced(layout))
        sources = sorted({a.source for a in attributions if a.source})
        self._mentions = sorted(self._mentioned())
        self._names: dict[Tag, str] = {}
        for source in sources:
            name = name_of(self._text, source)
            if self._is_named(name):
                called = _INTRODUCED.fullmatch(name)
                self._names[source] = (called and called["after"]) or _CALLED_SO.sub("", name)
            elif (earlier := self._meant(source)) is not None:
                self._names[source] = earlier

    def name(self, source: Tag | None) -> str | None:
        """The name of the news agency that the source is, if it is one."""
        return self._names.get(source) if source else None

    def is_wire(self, source: Tag | None) -> bool:
        """Whether the source is a news agency."""
        return source is not None and source in self._names

    def is_outlet(self, source: Tag | None) -> bool:
        """Whether the source is a news agency or another outlet."""
        if source is None:
            return False
        return self.is_wire(source) or name_of_outlet(name_of(self._text, source)) is not None

    def is_wire_called(self, name: str) -> bool:
        """Whether a name without its article is that of a news agency in this article."""
        return self._is_named(name)

    def _is_named(self, name: str) -> bool:
        return is_wire_name(name) or name.casefold() in self._introduced

    def _mentioned(self) -> Iterator[tuple[int, str]]:
        """Where the text names an agency, and its name."""
        for match in _NAME_ALONE.finditer(self._text):
            name = _ARTICLE.sub("", without_possessive(match[0]))
            if self._is_named(name):
                yield match.end(), name

    def _meant(self, source: Tag) -> str | None:
        """The agency named last before "the same agency", if no other agency was since."""
        if not _LABEL.fullmatch(" ".join(self._text[source.start : source.end].split())):
            return None
        before = [item for item in self._mentions if item[0] <= source.start]
        if not before or _AGENCY.search(self._text, before[-1][0], source.start):
            return None
        return before[-1][1]


def _introduced(layout: Layout) -> Iterable[str]:
    """The names that the text calls news agencies, or puts in brackets into its dateline."""
    for match in _INTRODUCED.finditer(layout.text):
        yield without_possessive(match["before"] or match["after"]).casefold()
    for block in layout.blocks:
        if block.kind is BlockKind.DATELINE:
            for match in _IN_DATELINE.finditer(layout.text, block.start, block.end):
                yield match[1].strip().casefold()
