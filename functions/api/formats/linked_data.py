"""A page as JSON-LD of schema.org Claims (https://schema.org/Claim), each with its article.

schema.org knows no denial: whoever denies something, or takes no position on it, must not become
the author of the claim. Who that is stands in a term of our own then, and so does what schema.org
has no term for. No rating is made here: an outlet's "unable to verify" is none.
"""

import json
from typing import Any, Final

from functions.api.formats.page import Page, words_of
from schemas.api import ArticleSummary
from schemas.claim import Claim, Polarity, Source, SourceType

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
    graph = [_claim(claim, page.article(claim)) for claim in page.claims]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False)


def _claim(claim: Claim, article: ArticleSummary | None) -> dict[str, Any]:
    said = claim.utterance_date.edtf if claim.utterance_date else None
    return _known(
        {
            "@type": "Claim",
            "@id": f"urn:hearsay:claim:{claim.claim_id}",
            "identifier": claim.claim_id,
            "text": words_of(claim),
            "dateCreated": said,
            "appearance": _appearance(claim, article),
            "hearsay:polarity": claim.polarity.value,
            "hearsay:cueClass": claim.cue_class.value,
            "hearsay:cue": claim.cue and claim.cue.exact,
            "hearsay:verification": claim.verification.status.value,
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
