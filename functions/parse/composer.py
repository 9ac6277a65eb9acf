"""Composes the article's text out of marked-up blocks, and keeps where each one stands.

For formats whose file is not their text. What the blocks are is the readers' business.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from functions.parse.posts import find_signature, make_post
from functions.parse.units import Unit
from schemas.article import BlockKind

Piece = tuple[BlockKind, str, int | None]
"""A block before it is placed: kind, words, and level of a heading."""

BETWEEN_BLOCKS = "\n\n"
BETWEEN_ITEMS = "\n"


@dataclass(frozen=True, slots=True)
class PostWords:
    """An embedded post as its markup gives it."""

    body: str
    signature: str
    url: str | None


@dataclass(slots=True)
class _PostDraft:
    """A post whose place in the text is known, though not yet the whole text."""

    unit: Unit
    body: tuple[int, int]
    signature: tuple[int, int] | None
    url: str | None


@dataclass(slots=True)
class Composer:
    """Appends blocks; `finish` gives the text and its units."""

    _pieces: list[str] = field(default_factory=list)
    _units: list[Unit] = field(default_factory=list)
    _drafts: list[_PostDraft] = field(default_factory=list)
    _length: int = 0

    def add(self, kind: BlockKind, text: str, level: int | None = None) -> None:
        """Append a block; one without words is left out."""
        text = clean(text)
        if text:
            start = self._append(text, kind)
            self._units.append(Unit(start, self._length, kind, level))

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
        self._drafts.append(_PostDraft(unit, (start, start + len(body)), sign, post.url))

    def finish(self) -> tuple[str, list[Unit]]:
        """The text and its units, in order."""
        text = "".join(self._pieces)
        for draft in self._drafts:
            signature = find_signature(text, *draft.signature) if draft.signature else None
            draft.unit.post = make_post(text, [draft.body], signature, url=draft.url)
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
        composer.add(BlockKind.HEADING, title, 1)
    for number, (kind, text, level) in enumerate(pieces):
        own = max(2, level or 2) if kind is BlockKind.HEADING else None
        _add_piece(composer, (kind, text, 1 if number == place else own), posts or {})
    return composer


def _add_piece(composer: Composer, piece: Piece, posts: Mapping[str, PostWords]) -> None:
    """Append a block, with the posts whose tokens stand in it as blocks of their own."""
    kind, text, level = piece
    pattern = "|".join(token for token in posts if token in text)
    parts = re.split(f"({pattern})", text) if pattern else [text]
    for part in parts:
        if part in posts:
            composer.add_post(posts[part])
        else:
            composer.add(kind, part, level)


def _title_place(pieces: Sequence[Piece], title: str | None) -> int | None:
    """Where among the first blocks the title stands as a heading."""
    for number, (kind, text, _) in enumerate(pieces[:4]):
        if kind is BlockKind.HEADING and title and clean(text).casefold() == title.casefold():
            return number
    return None
