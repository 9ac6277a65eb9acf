"""Composes the article's text out of marked-up blocks, and keeps where each one stands.

For formats whose file is not their text. What the blocks are is the readers' business.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from functions.parse.posts import find_signature, make_post
from functions.parse.reading import Facts, Reading
from functions.parse.structure import refine
from functions.parse.units import Unit
from schemas.article import BlockKind, Link, Notice, Post
from schemas.spans import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before it is placed in the text."""

    kind: BlockKind
    text: str
    level: int | None = None
    """Of a heading."""
    page: int | None = None
    """On which it begins, counted from 1."""
    links: tuple[tuple[str, str], ...] = ()
    """The words and the address of each link in it, in their order."""


BETWEEN_BLOCKS = "\n\n"
BETWEEN_ITEMS = "\n"


@dataclass(frozen=True, slots=True)
class PostWords:
    """An embedded post as its markup gives it."""

    body: str
    signature: str
    url: str | None
    author: str | None = None
    """Where the markup names the author; the signature holds the name."""
    handle: str | None = None
    posted: str | None = None
    """An EDTF date, where the markup has one."""


@dataclass(slots=True)
class _PostDraft:
    """A post whose place in the text is known, though not yet the whole text."""

    unit: Unit
    body: tuple[int, int]
    signature: tuple[int, int] | None
    words: PostWords


@dataclass(slots=True)
class Composer:
    """Appends blocks; `finish` gives the text and its units, `links` the links in it."""

    links: list[Link] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _units: list[Unit] = field(default_factory=list)
    _drafts: list[_PostDraft] = field(default_factory=list)
    _length: int = 0

    def add(self, piece: Piece) -> None:
        """Append a block; one without words is left out."""
        text = clean(piece.text)
        if text:
            start = self._append(text, piece.kind)
            unit = Unit(start, self._length, piece.kind, piece.level, page=piece.page)
            self._units.append(unit)
            self.links.extend(_links(text, start, piece.links))

    def add_post(self, post: PostWords) -> None:
        """Append an embedded post: what its author wrote, and the line that signs it."""
        body, signature = clean(post.body), clean(post.signature)
        if not body and not signature:
            return
        kind = BlockKind.EMBEDDED_POST
        start = self._append("\n".join(filter(None, (body, signature))), kind)
        unit = Unit(start, self._length, kind)
        sign = (self._length - len(signature), self._length) if signature else None
        self._units.append(unit)
        self._drafts.append(_PostDraft(unit, (start, start + len(body)), sign, post))

    def finish(self) -> tuple[str, list[Unit]]:
        """The text and its units, in order."""
        text = "".join(self._pieces)
        for draft in self._drafts:
            signature = find_signature(text, *draft.signature) if draft.signature else None
            post = make_post(text, [draft.body], signature, url=draft.words.url)
            is_named = signature is None and draft.signature is not None
            draft.unit.post = _named(text, draft, post) if is_named else post
        return text, self._units

    def _append(self, text: str, kind: BlockKind) -> int:
        """Append the text after what parts it from the block above; returns where it starts."""
        if self._units:
            follows_item = self._units[-1].kind is kind is BlockKind.LIST_ITEM
            self._push(BETWEEN_ITEMS if follows_item else BETWEEN_BLOCKS)
        start = self._length
        self._push(text)
        return start

    def _push(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


def _links(text: str, start: int, links: Sequence[tuple[str, str]]) -> Iterator[Link]:
    """The links of a block that starts at an offset, where their words stand in it."""
    end = 0
    for words, url in links:
        exact = clean(words)
        place = text.find(exact, end) if exact else -1
        if place >= 0:
            end = place + len(exact)
            yield Link(span=Span(start=start + place, end=start + end, exact=exact), url=url)


def _named(text: str, draft: _PostDraft, post: Post) -> Post:
    """The post with what its markup names, where its signature is not in the usual form."""
    words, (start, end) = draft.words, draft.signature or (0, 0)
    if not (words.author or words.handle or words.posted):
        return post
    place = text.find(words.author, start, end) if words.author else -1
    span = Span.of(text, place, place + len(words.author or "")) if place >= 0 else None
    return post.model_copy(
        update={
            "author": span.exact if span else None,
            "author_span": span,
            "handle": words.handle,
            "posted": words.posted,
            "signature": Span.of(text, start, end),
        }
    )


def clean(text: str) -> str:
    """The text without trailing and repeated white space in its lines, and without empty lines."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def with_title(
    pieces: Sequence[Piece], title: str | None, posts: Mapping[str, PostWords] | None = None
) -> Composer:
    """Compose blocks under their title, which is put first where the blocks lack it.

    The title alone is of level 1; other headings are of level 2 at least.

    Args:
        pieces: The blocks in order.
        title: The article's title, if known.
        posts: Embedded posts by the tokens that stand for them in the blocks.
    """
    composer = Composer()
    place = _title_place(pieces, title)
    if title and place is None:
        composer.add(Piece(BlockKind.HEADING, title, 1))
    for number, piece in enumerate(pieces):
        own = max(2, piece.level or 2) if piece.kind is BlockKind.HEADING else None
        _add_piece(composer, replace(piece, level=1 if number == place else own), posts or {})
    return composer


def compose(
    pieces: Sequence[Piece],
    facts: Facts,
    posts: Mapping[str, PostWords] | None = None,
    notices: Sequence[Notice] = (),
) -> Reading:
    """The reading of a document whose blocks are known: their text under its title, refined."""
    composer = with_title(pieces, facts.get("title") if pieces else None, posts)
    text, units = composer.finish()
    units = refine(text, units, facts)
    blocks = [unit.block() for unit in units]
    return Reading(text, blocks, facts, composer.links, list(notices))


def _add_piece(composer: Composer, piece: Piece, posts: Mapping[str, PostWords]) -> None:
    """Append a block, with the posts whose tokens stand in it as blocks of their own."""
    pattern = "|".join(token for token in posts if token in piece.text)
    parts = re.split(f"({pattern})", piece.text) if pattern else [piece.text]
    for part in parts:
        if part in posts:
            composer.add_post(posts[part])
        else:
            composer.add(replace(piece, text=part))


def _title_place(pieces: Sequence[Piece], title: str | None) -> int | None:
    """Where among the first blocks the title stands as a heading."""
    for number, piece in enumerate(pieces[:4]):
        same = title and clean(piece.text).casefold() == title.casefold()
        if piece.kind is BlockKind.HEADING and same:
            return number
    return None
