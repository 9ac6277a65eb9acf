"""A page as W3C Web Annotations (https://www.w3.org/TR/annotation-model/).

Each place of a claim is a target: the article's text, with a selector by its words and one by its
offsets, which the standard counts in Unicode code points as the records do. What a person corrected
is a body beside that of the machine's record.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from functions.api.formats.page import Page, as_edited, words_of
from schemas.api import ArticleSummary
from schemas.claim import Claim
from schemas.spans import Piece

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"


def write(page: Page) -> str:
    """An annotation page with an annotation for each claim."""
    items = [_annotation(claim, page.article(claim)) for claim in page.claims]
    body = {"@context": CONTEXT, "type": "AnnotationPage", "items": items}
    return json.dumps(body, ensure_ascii=False)


def _annotation(claim: Claim, article: ArticleSummary | None) -> dict[str, Any]:
    return {
        "id": f"urn:hearsay:claim:{claim.claim_id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            _text("describing", _told(claim)),
            *([_text("editing", _told(as_edited(claim)))] if claim.review.edit else []),
            *(_text("tagging", tag) for tag in _tags(claim)),
        ],
        "target": [
            _target(claim, piece, article)
            for place in (claim.content, *(o.content for o in claim.occurrences))
            for piece in place
        ],
    }


def _told(claim: Claim) -> str:
    """Who says what, in the words of the article with the class of the cue."""
    source = claim.source.canonical if claim.source else "Nobody named"
    return f"{source} | {claim.cue_class.value} | {claim.polarity.value} | {words_of(claim)}"


def _tags(claim: Claim) -> Iterator[str]:
    yield f"cue_class:{claim.cue_class.value}"
    yield f"polarity:{claim.polarity.value}"
    yield f"directness:{claim.directness.value}"
    yield f"verification:{claim.verification.status.value}"
    yield f"review:{claim.review.state.value}"


def _text(purpose: str, value: str) -> dict[str, str]:
    return {
        "type": "TextualBody",
        "purpose": purpose,
        "value": value,
        "format": "text/plain",
    }


def _target(claim: Claim, piece: Piece, article: ArticleSummary | None) -> dict[str, Any]:
    quote = {
        "type": "TextQuoteSelector",
        "exact": piece.exact,
        "prefix": piece.prefix,
        "suffix": piece.suffix,
    }
    position = {"type": "TextPositionSelector", "start": piece.start, "end": piece.end}
    text = {"id": f"urn:hearsay:article:{claim.article_id}", "type": "Text", "format": "text/plain"}
    scope = {"scope": article.url} if article and article.url else {}
    return {"type": "SpecificResource", "source": text, "selector": [quote, position], **scope}
