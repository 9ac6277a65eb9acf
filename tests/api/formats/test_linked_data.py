"""Claims as JSON-LD, read by an independent processor, in the terms of schema.org."""

import json
from typing import Any

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from functions.api.formats import Page, render
from functions.api.formats.linked_data import CONTEXT
from schemas.claim import (
    Edit,
    EditedSource,
    Polarity,
    Rating,
    Review,
    ReviewState,
    SourceType,
)
from tests.api.formats.pages import claim_of, page_of
from tests.records import source, unverified

SCHEMA = Namespace("https://schema.org/")
RATING = Rating(text="False", url="https://checks.example/7", author="Example Checks")
TERMS = frozenset(
    [
        *("text", "identifier", "dateCreated", "appearance", "author", "name", "jobTitle"),
        *("headline", "url", "datePublished", "inLanguage", "publisher"),
        *("claimReviewed", "itemReviewed", "reviewRating", "alternateName"),
    ]
)
"""Of schema.org 29: properties that are used of Claim, ClaimReview, Rating, NewsArticle, …"""
TYPES = frozenset(
    [
        *("Claim", "NewsArticle", "Person", "Organization", "GovernmentOrganization"),
        *("CreativeWork", "Thing", "ClaimReview", "Rating"),
    ]
)


def graph(page: Page) -> Graph:
    return Graph().parse(data=render(page, "jsonld").body, format="json-ld")


def node(page: Page) -> dict[str, Any]:
    (found,) = json.loads(render(page, "jsonld").body)["@graph"]
    assert isinstance(found, dict)
    return found


def test_claim_is_one_with_its_words_and_its_author() -> None:
    said = claim_of("The bridge was safe.", source=source("Ada Mayor"))

    found = graph(page_of(said, title="Bridge safe"))

    (claim,) = found.subjects(RDF.type, SCHEMA.Claim)
    assert claim == URIRef(f"urn:hearsay:claim:{said.claim_id}")
    assert found.value(claim, SCHEMA.text) == Literal("The bridge was safe.")
    author = found.value(claim, SCHEMA.author)
    assert found.value(author, SCHEMA.name) == Literal("Ada Mayor")
    article = found.value(claim, SCHEMA.appearance)
    assert found.value(article, SCHEMA.headline) == Literal("Bridge safe")


def test_terms_are_those_of_the_standard_or_our_own() -> None:
    text = "Bridge was unsafe."
    claims = [
        claim_of(text, verification=unverified(text), source=source("Norway", type_))
        for type_ in SourceType
    ]
    claims.append(claim_of(text, review=Review(state=ReviewState.ACCEPTED, rating=RATING)))
    known = {"title": "A", "publisher": "B", "published": "2025-03-01", "url": "https://a.example"}

    found = graph(page_of(*claims, byline=["Ada Berg"], language="en", **known))

    predicates = {str(each) for each in found.predicates()} - {str(RDF.type)}
    schema = {each.removeprefix(str(SCHEMA)) for each in predicates if each.startswith(str(SCHEMA))}
    own = {each for each in predicates if each.startswith(CONTEXT["hearsay"])}
    assert schema <= TERMS
    assert {str(SCHEMA[each]) for each in schema} | own == predicates
    assert {str(each).removeprefix(str(SCHEMA)) for each in found.objects(None, RDF.type)} <= TYPES


def test_whoever_denies_a_claim_is_not_its_author() -> None:
    for polarity in (Polarity.DENIED, Polarity.NO_POSITION):
        found = node(page_of(claim_of("Ships left port.", polarity=polarity)))

        assert "author" not in found
        assert found["hearsay:deniedOrLeftOpenBy"]["name"] == "Ada Mayor"
        assert found["hearsay:polarity"] == polarity.value


def test_outlet_that_could_not_verify_gives_no_rating() -> None:
    text = "Bridge was unsafe."
    body = render(page_of(claim_of(text, verification=unverified(text))), "jsonld").body

    assert "Rating" not in body
    assert "ClaimReview" not in body


def test_claim_that_a_person_rated_is_reviewed_by_who_published_it() -> None:
    rated = claim_of("Ships left port.", review=Review(state=ReviewState.ACCEPTED, rating=RATING))

    found = graph(page_of(rated))

    (review,) = found.subjects(RDF.type, SCHEMA.ClaimReview)
    assert found.value(review, SCHEMA.url) == Literal(RATING.url)
    assert found.value(review, SCHEMA.claimReviewed) == Literal("Ships left port.")
    (claim,) = found.subjects(RDF.type, SCHEMA.Claim)
    assert found.value(review, SCHEMA.itemReviewed) == claim
    rating = found.value(review, SCHEMA.reviewRating)
    assert found.value(rating, SCHEMA.alternateName) == Literal("False")
    assert found.value(found.value(review, SCHEMA.author), SCHEMA.name) == Literal("Example Checks")


@pytest.mark.parametrize("state", ReviewState)
def test_claim_that_a_person_judged_without_a_rating_is_no_claim_review(state: ReviewState) -> None:
    body = render(page_of(claim_of("Ships left port.", review=Review(state=state))), "jsonld").body

    assert "ClaimReview" not in body
    assert "Rating" not in body


def test_denial_that_a_person_saw_has_no_author() -> None:
    edit = Edit(polarity=Polarity.DENIED, source=EditedSource(canonical="Bo Li"))
    review = Review(state=ReviewState.EDITED, edit=edit)

    found = node(page_of(claim_of("Ships left port.", review=review)))

    assert "author" not in found
    assert found["hearsay:deniedOrLeftOpenBy"]["name"] == "Bo Li"
    assert found["hearsay:review"] == "edited"


def test_claim_of_an_article_that_has_gone_is_still_told() -> None:
    found = node(Page([claim_of("The bridge was safe.")]))

    assert found["appearance"]["@type"] == "NewsArticle"
