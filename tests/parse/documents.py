"""Documents for the parser's tests."""

from functions.parse.document import Document
from functions.parse.normalise import normalise
from schemas.article import Article, Block, BlockKind, SourceObject


def document(
    body: str | bytes,
    key: str = "drops/article.txt",
    content_type: str | None = None,
    **metadata: str,
) -> Document:
    """A dropped object; text is encoded as UTF-8."""
    data = body.encode() if isinstance(body, str) else body
    source = SourceObject(bucket="inbox", key=key, size=len(data), content_type=content_type)
    return Document(data, source, metadata)


def article(
    body: str | bytes,
    key: str = "drops/article.txt",
    content_type: str | None = None,
    **metadata: str,
) -> Article:
    """The article that the parser makes of a dropped object."""
    return normalise(document(body, key, content_type, **metadata))


def words(found: Article, block: Block) -> str:
    """The words of a block."""
    return found.text[block.start : block.end]


def blocks_of(found: Article, kind: BlockKind) -> list[str]:
    """The words of all blocks of a kind."""
    return [words(found, block) for block in found.blocks if block.kind is kind]


def page(body: str, head: str = "", lang: str = "en") -> str:
    """An HTML page with enough running text around its body to be an article."""
    filler = "".join(
        f"<p>The council of ward {number} met in the old hall on Monday and, after a long debate "
        "about the bridge, agreed to publish the engineers' report within a month.</p>"
        for number in range(5)
    )
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>'
        f'<nav><a href="/">Home</a><a href="/x">Sport</a></nav><article>{filler}{body}</article>'
        "</body></html>"
    )
