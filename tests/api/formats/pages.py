"""Pages of claims to be written in one format or another."""

from typing import Any

from functions.api.formats import Page
from schemas.api import ArticleSummary
from schemas.claim import Claim
from schemas.table import State
from tests.records import claim, story


def claim_of(text: str, **fields: Any) -> Claim:
    """The claim that a text of one line is."""
    return claim(story(text), 0, len(text), **fields)


def page_of(*claims: Claim, **known: Any) -> Page:
    """A page of claims, all of articles of which the same is known."""
    articles = {
        each.article_id: ArticleSummary(
            article_id=each.article_id,
            state=State.READY,
            bucket="inbox",
            key="article.txt",
            updated_at="2025-03-01T12:00:00+00:00",
            **known,
        )
        for each in claims
    }
    return Page(claims, articles)
