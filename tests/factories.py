"""Articles and attributions for tests, built from their words rather than from offsets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from functions.extract.engine.attribution import Attribution, Label, Tag
from schemas.article import Article, Block, BlockKind, Format, Post, SourceObject
from schemas.identity import content_hash
from schemas.spans import Span


@dataclass(frozen=True, slots=True)
class Part:
    """One block of an article to be."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    author: str | None = None
    signature: str | None = None


def heading(text: str, level: int = 2) -> Part:
    """A heading; level 1 is the title."""
    return Part(text, BlockKind.HEADING, level=level)


def footer(text: str) -> Part:
    """A syndication footer."""
    return Part(text, BlockKind.FOOTER)


def block_quote(text: str) -> Part:
    """A block quotation."""
    return Part(text, BlockKind.BLOCK_QUOTE)


def post(body: str, author: str, handle: str = "@someone") -> Part:
    """An embedded post whose last line is its signature."""
    signature = f"— {author} ({handle}) March 3, 2025"
    return Part(f"{body}\n{signature}", BlockKind.EMBEDDED_POST, None, author, signature)


def article(*parts: str | Part, separator: str = "\n\n", **fields: Any) -> Article:
    """An article of the given blocks; plain strings are paragraphs."""
    blocks: list[Block] = []
    text = ""
    for part in (Part(p) if isinstance(p, str) else p for p in parts):
        text += separator if text else ""
        blocks.append(_block(part, len(text)))
        text += part.text
    blocks = [
        _with_post(text, block, part) for block, part in zip(blocks, _parts(parts), strict=True)
    ]
    defaults: dict[str, Any] = {
        "article_id": "a" * 24,
        "source": SourceObject(bucket="inbox", key="article.txt", size=len(text)),
        "format": Format.TEXT,
        "content_hash": content_hash(text),
        "text": text,
        "blocks": blocks,
        "publisher": "The Daily Example",
        "pipeline_version": "0",
    }
    return Article(**(defaults | fields))


def _parts(parts: Sequence[str | Part]) -> list[Part]:
    return [Part(part) if isinstance(part, str) else part for part in parts]


def _block(part: Part, start: int) -> Block:
    return Block(kind=part.kind, start=start, end=start + len(part.text), level=part.level)


def _with_post(text: str, block: Block, part: Part) -> Block:
    if part.author is None or part.signature is None:
        return block
    start = block.end - len(part.signature)
    name = text.index(part.author, start)
    details = Post(
        author=part.author,
        author_span=Span.of(text, name, name + len(part.author)),
        body=[Span.of(text, block.start, start - 1)],
        signature=Span.of(text, start, block.end),
    )
    return block.model_copy(update={"post": details})


def tag(text: str, words: str, label: Label, after: int = 0, confidence: float = 0.9) -> Tag:
    """The tag of the words where they first stand at or after an offset."""
    start = text.index(words, after)
    return Tag(start, start + len(words), label, "test", confidence)


def attribution(
    text: str, *content: str, source: str | None = None, cue: str | None = None, after: int = 0
) -> Attribution:
    """An attribution from the words of its parts, each where it first stands."""
    pieces, position = [], after
    for words in content:
        pieces.append(tag(text, words, Label.CONTENT, position))
        position = pieces[-1].end
    return Attribution(
        content=tuple(pieces),
        source=tag(text, source, Label.SOURCE, after) if source else None,
        cue=tag(text, cue, Label.CUE, after) if cue else None,
    )
