"""The normalised article: what `parse` writes and `extract` reads."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from schemas.base import Contract, Record
from schemas.spans import Span


class Format(StrEnum):
    """What kind of file the article was read from."""

    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"
    JSON = "json"


class BlockKind(StrEnum):
    """What a stretch of the text is, known before any claim is looked for."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    BLOCK_QUOTE = "block_quote"
    TABLE = "table"
    CODE = "code"
    CAPTION = "caption"
    BYLINE = "byline"
    DATELINE = "dateline"
    EMBEDDED_POST = "embedded_post"
    FOOTER = "footer"


class FieldBasis(StrEnum):
    """Where a field of the article came from."""

    JSON_LD = "json_ld"
    META_TAG = "meta_tag"
    FRONT_MATTER = "front_matter"
    JSON_FIELD = "json_field"
    MARKUP = "markup"
    TEXT = "text"
    SYNDICATION_FOOTER = "syndication_footer"
    OBJECT_METADATA = "object_metadata"
    INFERRED = "inferred"
    """Concluded from something else, such as the date of an embedded post."""


class Post(Contract):
    """Who signed an embedded social media post, and when."""

    author: str | None = None
    """The name as the signature line gives it."""
    author_span: Span | None = None
    """The author's name in the signature line."""
    handle: str | None = None
    """With its leading @."""
    posted: str | None = None
    """EDTF date of the post."""
    platform: str | None = None
    url: str | None = None
    body: list[Span] = Field(default_factory=list)
    """What the author wrote, without the signature line; the lines in order."""
    signature: Span | None = None
    """The line that names author, handle and date."""


class Block(Contract):
    """A stretch `text[start:end]` of one kind. Blocks are ordered and never overlap."""

    kind: BlockKind
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    level: int | None = Field(default=None, ge=1, le=6)
    """Of a heading: 1 is the article's title, 2 and more are its sections."""
    post: Post | None = None
    """Of an embedded post."""


class Section(Contract):
    """A heading and the stretch of text below it, up to the next heading."""

    heading: Span | None = None
    """Nothing for the text before the first heading."""
    level: int | None = None
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class SourceObject(Contract):
    """The object that the article was read from."""

    bucket: str
    key: str
    member: str = ""
    """Path within the object, if that is a container."""
    version_id: str | None = None
    etag: str | None = None
    size: int = Field(ge=0)
    """Bytes of the object, or of the member as it was unpacked."""
    content_type: str | None = None


class ArticleHead(Record):
    """All that is known of an article but its text."""

    article_id: str
    source: SourceObject
    format: Format
    content_hash: str
    """SHA-256 of the text in UTF-8, hexadecimal."""
    blocks: list[Block] = Field(default_factory=list)
    sections: list[Section] = Field(default_factory=list)
    title: str | None = None
    byline: list[str] = Field(default_factory=list)
    """Names of the authors."""
    publisher: str | None = None
    published: str | None = None
    """EDTF (ISO 8601) date or date and time; never the time of the upload."""
    modified: str | None = None
    language: str | None = None
    """BCP 47 tag as the document declares it."""
    url: str | None = None
    """Canonical URL as the document declares it."""
    field_basis: dict[str, FieldBasis] = Field(default_factory=dict)
    """For each field that has a value, where it came from."""
    pipeline_version: str
    """Version of the code that read the document."""


class Article(ArticleHead):
    """A news article as text with structure and what is known of it.

    `text` is the only text that offsets refer to. For plain text files it is the decoded file
    unchanged.
    """

    text: str

    @model_validator(mode="after")
    def _blocks_lie_in_order_within_the_text(self) -> Self:
        end = 0
        for block in self.blocks:
            if not end <= block.start < block.end <= len(self.text):
                msg = f"block {block.start}:{block.end} overlaps, is empty or leaves the text"
                raise ValueError(msg)
            end = block.end
        return self

    def spans(self) -> Iterator[Span]:
        """Every span that the article holds, for the grounding check."""
        for section in self.sections:
            if section.heading:
                yield section.heading
        for block in self.blocks:
            if block.post:
                yield from block.post.body
                yield from filter(None, (block.post.author_span, block.post.signature))
