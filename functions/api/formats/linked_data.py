"""A page as JSON-LD of schema.org Claims (https://schema.org/Claim), each with its article.

What a person corrected stands in place of what the machine read: there is one place for each, and a
denial that a person saw must not go out as an assertion. `hearsay:review` says that it was edited.

schema.org knows no denial: whoever denies something, or takes no position on it, must not become
the author of the claim. Who that is stands in a term of our own then, and so does what schema.org
has no term for. A ClaimReview (https://schema.org/ClaimReview) is made only where a person gave a
rating: an outlet's "unable to verify" is none.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from functions.api.formats.page import Page, as_edited, words_of
from schemas.api import ArticleSummary
from schemas.claim import Claim, Polarity, Rating, Source, SourceType

CONTEXT: Final = {"@vocab": "https://schema.org/", "hearsay": "urn:hearsay:term:"}
_TYPES: Final = {
    SourceType.PERSON: "Person",
    SourceType.GOVERNMENT: "GovernmentOrganization",
    SourceType.GOVERNMENT_BODY: "GovernmentOrganization",
    SourceType.ORGANISATION: "Organization",
    SourceType.DOCUMENT: "CreativeWork",
}


def write(page: Page) -> str:
    """The graph of the claims."""
    graph = [node for claim in page.claims for node in _nodes(claim, page.article(claim))]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False)


def _nodes(claim: Claim, article: ArticleSummary | None) -> Iterator[dict[str, Any]]:
    corrected = as_edited(claim)
    yield _claim(corrected, article)
    if claim.review.rating:
        yield _claim_review(corrected, claim.review.rating)


def _claim_review(claim: Claim, rating: Rating) -> dict[str, Any]:
    return _known(
        {
            "@type": "ClaimReview",
            "@id": f"urn:hearsay:review:{claim.claim_id}:{claim.review.version}",
            "url": rating.url,
            "claimReviewed": words_of(claim),
            "itemReviewed": {"@id": _id(claim)},
            "author": {"@type": "Organization", "name": rating.author},
            "reviewRating": {"@type": "Rating", "alternateName": rating.text},
        }
    )


def _id(claim: Claim) -> str:
    return f"urn:hearsay:claim:{claim.claim_id}"


def _claim(claim: Claim, article: ArticleSummary | None) -> dict[str, Any]:
    said = claim.utterance_date.edtf if claim.utterance_date else None
    return _known(
        {
            "@type": "Claim",
            "@id": _id(claim),
            "identifier": claim.claim_id,
            "text": words_of(claim),
            "dateCreated": said,
            "appearance": _appearance(claim, article),
            "hearsay:polarity": claim.polarity.value,
            "hearsay:cueClass": claim.cue_class.value,
            "hearsay:cue": claim.cue and claim.cue.exact,
            "hearsay:verification": claim.verification.status.value,
            "hearsay:review": claim.review.state.value,
        }
        | _source(claim)
    )


def _source(claim: Claim) -> dict[str, Any]:
    if claim.source is None:
        return {}
    holds = claim.polarity is Polarity.AFFIRMED
    return {"author" if holds else "hearsay:deniedOrLeftOpenBy": _party(claim.source)}


def _party(source: Source) -> dict[str, Any]:
    type_ = _TYPES.get(source.type, "Thing")
    return _known({"@type": type_, "name": source.canonical, "jobTitle": _job(source)})


def _job(source: Source) -> str | None:
    return source.role if source.type is SourceType.PERSON else None


def _appearance(claim: Claim, article: ArticleSummary | None) -> dict[str, Any]:
    article_id = f"urn:hearsay:article:{claim.article_id}"
    if article is None:
        return {"@type": "NewsArticle", "@id": article_id}
    publisher = {"@type": "Organization", "name": article.publisher} if article.publisher else None
    return _known(
        {
            "@type": "NewsArticle",
            "@id": article_id,
            "headline": article.title,
            "url": article.url,
            "datePublished": article.published,
            "inLanguage": article.language,
            "publisher": publisher,
            "author": [{"@type": "Person", "name": name} for name in article.byline] or None,
        }
    )


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
