"""Factories of events, articles, claims and extractions for tests of the stores and the API."""

from datetime import UTC, datetime, timedelta
from typing import Any

from schemas.article import Article, Format, SourceObject
from schemas.claim import (
    Claim,
    Context,
    CueClass,
    DateBasis,
    Directness,
    EventDate,
    Grain,
    Polarity,
    Provenance,
    Resolution,
    Source,
    SourceType,
    Verification,
    VerificationStatus,
)
from schemas.coverage import Coverage, Extraction, NoClaimReason, SentenceCoverage
from schemas.events import Change, ObjectEvent
from schemas.failure import Failure, FailureCode, Stage
from schemas.identity import (
    article_id,
    attribution_id,
    claim_id,
    content_hash,
    padded_sequencer,
)
from schemas.spans import Piece, Span
from schemas.version import PIPELINE_VERSION

START = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    """The moment this many seconds after the start of the test's time."""
    return START + timedelta(seconds=seconds)


def event(
    key: str = "story.txt", sequencer: str = "1", change: Change = Change.CREATED, **fields: Any
) -> ObjectEvent:
    """A change of an object in the inbox."""
    values = {"version_id": f"v{sequencer}", "bucket": "inbox"} | fields
    return ObjectEvent(change=change, key=key, sequencer=padded_sequencer(sequencer), **values)


def story(text: str, key: str = "story.txt", **fields: Any) -> Article:
    """An article of plain text."""
    source = SourceObject(bucket="inbox", key=key, size=len(text.encode()))
    values = {
        "article_id": article_id("inbox", key),
        "source": source,
        "format": Format.TEXT,
        "content_hash": content_hash(text),
        "pipeline_version": PIPELINE_VERSION,
    }
    return Article(text=text, **(values | fields))


def statements(count: int) -> str:
    """A text of this many sentences, each of which `extraction_of` makes a claim."""
    return "\n".join(f"Bridge {number} was safe, the mayor said." for number in range(count))


def claim(article: Article, start: int, end: int, **fields: Any) -> Claim:
    """A claim of the words at these offsets."""
    content = [Piece.of(article.text, start, end)]
    values: dict[str, Any] = {
        "claim_id": claim_id(article.article_id, content, 0),
        "attribution_id": attribution_id(article.article_id, content, 0),
        "article_id": article.article_id,
        "content": content,
        "directness": Directness.INDIRECT,
        "source": source("Ada Mayor"),
        "cue_class": CueClass.ASSERT,
        "polarity": Polarity.AFFIRMED,
        "context": Context(),
        "confidence": 0.8,
        "provenance": Provenance(extractor_version=PIPELINE_VERSION, tagger="test"),
    }
    return Claim(**(values | fields))


def source(name: str, type_: SourceType = SourceType.PERSON) -> Source:
    """A source of this name."""
    return Source(canonical=name, type=type_, resolution=Resolution.EXPLICIT)


def said(edtf: str, grain: Grain = Grain.DAY) -> EventDate:
    """The date of an utterance, in any words."""
    return EventDate(
        exact="Monday", start=0, end=6, edtf=edtf, grain=grain, basis=DateBasis.EXPLICIT
    )


def extraction_of(article: Article, *variants: dict[str, Any]) -> Extraction:
    """A claim for each line of the article, the n-th with the n-th variant's fields."""
    claims, sentences, start = [], [], 0
    for number, line in enumerate(article.text.splitlines()):
        fields = variants[number] if number < len(variants) else {}
        end = start + len(line)
        claims.append(claim(article, start, end, **fields))
        sentences.append(SentenceCoverage(start=start, end=end, claims=[claims[-1].claim_id]))
        start = end + 1
    framing = SentenceCoverage(start=0, end=1, reason=NoClaimReason.FRAMING)
    coverage = Coverage(article_id=article.article_id, sentences=[*sentences, framing])
    return Extraction(claims=claims, coverage=coverage)


def failure() -> Failure:
    """A failure record."""
    return Failure(
        stage=Stage.PARSE,
        code=FailureCode.EMPTY,
        message="The file is empty.",
        remedy="Drop it again with its text.",
        attempts=1,
        at="2025-03-01T12:00:00+00:00",
        pipeline_version="test",
    )


def unverified(text: str) -> Verification:
    """The outlet's note that it could not verify a claim, in the first words of the text."""
    status = VerificationStatus.OUTLET_UNABLE_TO_VERIFY
    return Verification(status=status, by="The Outlet", span=Span.of(text, 0, 6))
