"""What can be taken from an article in a language that is not read well: what its marks tell.

A quotation is somebody's words in any language, and an embedded post is its author's. Who is
quoted, with which verb, and all that words alone would tell stays empty: nothing is guessed.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from functions.extract.engine import posts
from functions.extract.engine.coverage import BY_KIND, ids_by_sentence
from functions.extract.engine.layout import Layout, Sentence
from functions.extract.engine.quotes import WITHOUT_SPACES
from functions.extract.engine.ranges import Range
from functions.extract.engine.sources import Resolver
from schemas.article import Article, NoticeCode
from schemas.claim import Claim, CueClass, Directness, Polarity, Provenance, Source
from schemas.coverage import Coverage, Extraction, NoClaimReason, SentenceCoverage
from schemas.identity import attribution_id, claim_id
from schemas.spans import Piece
from schemas.version import PIPELINE_VERSION

TAGGER: Final = "quotation-marks-1"
CONFIDENCE: Final = 0.3
"""Judged, not measured: the words are quoted, but whether they state anything is not known."""
FEWEST_WORDS: Final = 4
"""Of a quotation: fewer are a title or a word held at a distance."""
FEWEST_SIGNS: Final = 10
"""The same in scripts that write words without spaces."""


def is_not_read_well(article: Article) -> bool:
    """Whether the article says of itself that it is in another language."""
    return any(notice.code is NoticeCode.OTHER_LANGUAGE for notice in article.notices)


def extract_marked(article: Article) -> Extraction:
    """The quotations and posts of an article as claims, and the coverage of its sentences."""
    layout = Layout(article)
    marked = sorted([*_quotations(layout), *_posts(layout)], key=lambda each: each.content[0])
    seen: Counter[tuple[str, ...]] = Counter()
    claims = [_claim(layout, each, seen) for each in marked]
    ids = ids_by_sentence(layout, claims)
    sentences = [
        _covered(sentence, list(ids.get(sentence.range, ()))) for sentence in layout.sentences
    ]
    covered = Coverage(article_id=article.article_id, sentences=sentences)
    return Extraction(claims=claims, coverage=covered)


@dataclass(frozen=True, slots=True)
class _Marked:
    """Words that marks show to be somebody's."""

    content: tuple[Range, ...]
    rule: str
    confidence: float
    directness: Directness
    source: Source | None = None


def _quotations(layout: Layout) -> Iterator[_Marked]:
    """The words of each quotation that is long enough to state something."""
    for _, group in groupby(layout.quotes, key=lambda quote: quote.group):
        inner = (Range(*quote.inner) for quote in group)
        content = tuple(trimmed for where in inner if (trimmed := _trimmed(layout.text, where)))
        if _says_enough(" ".join(where.of(layout.text) for where in content)):
            yield _Marked(content, "quotation-marks", CONFIDENCE, Directness.DIRECT)


def _posts(layout: Layout) -> Iterator[_Marked]:
    for post in posts.utterances(layout, Resolver(layout, [])):
        directness = Directness.EMBEDDED_POST
        yield _Marked(post.content, post.rule, post.confidence, directness, post.source)


def _trimmed(text: str, where: Range) -> Range | None:
    words = where.of(text)
    start = where.start + len(words) - len(words.lstrip())
    end = where.start + len(words.rstrip())
    return Range(start, end) if start < end else None


def _says_enough(words: str) -> bool:
    signs = len(WITHOUT_SPACES.findall(words))
    return len(words.split()) >= FEWEST_WORDS or signs >= FEWEST_SIGNS


def _claim(layout: Layout, marked: _Marked, seen: Counter[tuple[str, ...]]) -> Claim:
    """The claim of marked words; words that come again get an id of their own."""
    article = layout.article
    pieces = [Piece.of(layout.text, *where) for where in marked.content]
    words = tuple(piece.exact for piece in pieces)
    number, seen[words] = seen[words], seen[words] + 1
    return Claim(
        claim_id=claim_id(article.article_id, pieces, number),
        attribution_id=attribution_id(article.article_id, pieces, number),
        article_id=article.article_id,
        content=pieces,
        directness=marked.directness,
        source=marked.source,
        cue_class=CueClass.NONE,
        polarity=Polarity.AFFIRMED,
        context=layout.context(marked.content[0].start),
        confidence=marked.confidence,
        provenance=Provenance(extractor_version=PIPELINE_VERSION, tagger=TAGGER, rule=marked.rule),
    )


def _covered(sentence: Sentence, ids: list[str]) -> SentenceCoverage:
    where = sentence.range
    reason = None if ids else BY_KIND.get(sentence.kind, NoClaimReason.OTHER_LANGUAGE)
    return SentenceCoverage(start=where.start, end=where.end, claims=ids, reason=reason)
