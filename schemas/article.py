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
    NINJS = "ninjs"
    NEWSML_G2 = "newsml_g2"
    NITF = "nitf"
    PDF = "pdf"
    DOCX = "docx"
    EMAIL = "email"
    FEED_ITEM = "feed_item"
    """An item of an RSS or Atom feed."""


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
    DOCUMENT_PROPERTIES = "document_properties"
    """What a PDF or Word file says of itself."""
    NEWS_METADATA = "news_metadata"
    """Elements of NewsML-G2, NITF or ninjs."""
    FEED = "feed"
    MAIL_HEADER = "mail_header"
    CONTAINER = "container"
    """What a container says of its member, such as the address that a page was fetched from."""
    INFERRED = "inferred"
    """Concluded from something else, such as the date of an embedded post."""


class NoticeCode(StrEnum):
    """What a reader of the article has to know about how it was read."""

    TEXT_LOST = "text_lost"
    """Words that the document shows are missing from the text."""
    CUT_OFF = "cut_off"
    """The document ends before its end, or holds less than it says."""
    PAGES_WITHOUT_TEXT = "pages_without_text"
    """Pages of a PDF that hold only pictures, as scans do."""
    SUMMARY_ONLY = "summary_only"
    """A feed's summary, or what stands before a paywall; the article itself is elsewhere."""
    DAMAGED_CHARACTERS = "damaged_characters"
    OTHER_LANGUAGE = "other_language"
    """Not a language that claims are read well in: quotations with their marks are all that is."""

    @property
    def is_partial(self) -> bool:
        """Whether the text is not the whole article."""
        return self not in _WHOLE


_WHOLE = frozenset({NoticeCode.DAMAGED_CHARACTERS, NoticeCode.OTHER_LANGUAGE})


class Notice(Contract):
    """Something about how the document was read that a person has to know."""

    code: NoticeCode
    message: str
    """One sentence."""


class Link(Contract):
    """A link in the text, with the words that carry it."""

    span: Span
    url: str
    """Absolute where the document says what it is relative to."""


class DetectedLanguage(Contract):
    """The language that the words of the text are in, whatever the document declares."""

    tag: str
    """BCP 47, such as `en`; `und` if it cannot be told."""
    confidence: float = Field(ge=0, le=1)


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
    page: int | None = Field(default=None, ge=1)
    """Of a PDF: the page on which it begins, counted from 1."""


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
    url: str | None = None
    """Address that it was fetched from, where its container says so."""
    fetched: str | None = None
    """ISO 8601 date and time at which it was, in UTC."""


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
    """Names of the authors that are people."""
    organisations: list[str] = Field(default_factory=list)
    """Names of the desks and organisations that signed it beside them."""
    credit: str | None = None
    """The wire or syndication service that it is credited to; never the claimant."""
    publisher: str | None = None
    article_section: str | None = None
    """The part of the publication that it stood in, as the document names it: Politics."""
    published: str | None = None
    """EDTF (ISO 8601) date or date and time; never the time of the upload."""
    modified: str | None = None
    language: str | None = None
    """BCP 47 tag as the document declares it; where it declares none, as its words are."""
    url: str | None = None
    """Canonical URL as the document declares it."""
    field_basis: dict[str, FieldBasis] = Field(default_factory=dict)
    """For each field that has a value, where it came from."""
    uncertain: list[str] = Field(default_factory=list)
    """Fields on which the document's own evidence disagrees."""
    detected_language: DetectedLanguage | None = None
    links: list[Link] = Field(default_factory=list)
    """In the order of the text."""
    notices: list[Notice] = Field(default_factory=list)
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
        yield from (link.span for link in self.links)
        yield from (section.heading for section in self.sections if section.heading)
        for block in self.blocks:
            if block.post:
                yield from block.post.body
                yield from filter(None, (block.post.author_span, block.post.signature))
