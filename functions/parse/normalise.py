"""From a document to the normalised article: decode, recognise, read, and settle the facts.

How each format is read lives in `readers`; fetching and storing, in the service.
"""

from functions.parse.credits import offer_credit
from functions.parse.document import Document
from functions.parse.errors import NoArticleError
from functions.parse.language import UNDETERMINED, agrees, detected, is_read_well, notice_of
from functions.parse.readers import reader_for
from functions.parse.reading import Facts, Reading
from functions.parse.structure import sections_of
from schemas.article import Article, DetectedLanguage, FieldBasis, Format
from schemas.identity import article_id, content_hash
from schemas.version import PIPELINE_VERSION


def normalise(document: Document) -> Article:
    """The article that a document holds. The same document always gives the same article.

    The date of publication is the document's own; else that of the object's metadata, if it is
    a date (an unreadable one counts as none); else the day of the latest dated post; never the
    time of the upload.

    Raises:
        ParseError: If the document is empty, binary, undecodable, or holds no article.
    """
    reader = reader_for(document)
    reading = reader.read(document)
    if not reading.blocks:
        raise NoArticleError("The file holds no text that could be an article.")
    reading.facts.offer("url", document.source.url, FieldBasis.CONTAINER)
    _settle_published(document, reading)
    offer_credit(reading.text, reading.blocks, reading.facts)
    language = detected(reading.text, reading.blocks)
    _settle_language(reading, language)
    return _article(document, reader.format, reading, language)


def _settle_published(document: Document, reading: Reading) -> None:
    given = document.metadata.get("published")
    reading.facts.offer("published", given, FieldBasis.OBJECT_METADATA)
    posted = [block.post.posted for block in reading.blocks if block.post and block.post.posted]
    reading.facts.offer("published", max(posted, default=None), FieldBasis.INFERRED)


def _settle_language(reading: Reading, language: DetectedLanguage) -> None:
    """What the words say, where the document declares nothing; doubt, where it says otherwise."""
    declared = reading.facts.get("language")
    if declared and not agrees(declared, language):
        reading.facts.doubt("language")
    if language != UNDETERMINED:
        reading.facts.offer("language", language.tag, FieldBasis.INFERRED)
    if not is_read_well(language):
        reading.notices.append(notice_of(language))


def _article(
    document: Document, format_: Format, reading: Reading, language: DetectedLanguage
) -> Article:
    facts: Facts = reading.facts
    source = document.source
    return Article(
        article_id=article_id(source.bucket, source.key, source.member),
        source=source,
        format=format_,
        content_hash=content_hash(reading.text),
        text=reading.text,
        blocks=reading.blocks,
        sections=sections_of(reading.text, reading.blocks),
        title=facts.get("title"),
        byline=facts.byline,
        organisations=facts.organisations,
        credit=facts.get("credit"),
        publisher=facts.get("publisher"),
        article_section=facts.get("article_section"),
        published=facts.get("published"),
        modified=facts.get("modified"),
        language=facts.get("language"),
        url=facts.get("url"),
        field_basis=facts.basis,
        uncertain=list(facts.uncertain),
        detected_language=language,
        links=reading.links,
        notices=reading.notices,
        pipeline_version=PIPELINE_VERSION,
    )
