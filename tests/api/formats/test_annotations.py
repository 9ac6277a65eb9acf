"""Claims as Web Annotations, held against what the W3C's model demands."""

import json
from typing import Any, Final

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from functions.api.formats import Page, render
from schemas.claim import Claim, Edit, Polarity, Review, ReviewState
from tests.api.formats.pages import claim_of, page_of
from tests.records import claim, story

_STRING: Final = {"type": "string", "minLength": 1}
_SELECTOR: Final = {
    "oneOf": [
        {
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                "exact": _STRING,
                "prefix": {"type": "string"},
                "suffix": {"type": "string"},
            },
            "required": ["type", "exact"],
            "additionalProperties": False,
        },
        {
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 1},
            },
            "required": ["type", "start", "end"],
            "additionalProperties": False,
        },
    ]
}
_ANNOTATION: Final = {
    "properties": {
        "id": {"type": "string", "format": "uri"},
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["identifying", "describing", "tagging"]},
        "body": {
            "type": "array",
            "items": {
                "properties": {
                    "type": {"const": "TextualBody"},
                    "value": {"type": "string"},
                    "format": {"const": "text/plain"},
                    "purpose": {"enum": ["describing", "editing", "tagging"]},
                },
                "required": ["type", "value"],
                "additionalProperties": False,
            },
        },
        "target": {
            "type": "array",
            "minItems": 1,
            "items": {
                "properties": {
                    "type": {"const": "SpecificResource"},
                    "source": {"type": "object", "required": ["id"]},
                    "selector": {"type": "array", "items": _SELECTOR},
                    "scope": {"type": "string", "format": "uri"},
                },
                "required": ["source"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["id", "type", "target"],
    "additionalProperties": False,
}
PAGE: Final = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "type": {"const": "AnnotationPage"},
        "items": {"type": "array", "items": _ANNOTATION},
    },
    "required": ["@context", "type", "items"],
    "additionalProperties": False,
}
"""Sections 3 to 5 of the model (https://www.w3.org/TR/annotation-model/), as far as it is used."""


def written(page: Page) -> Any:
    found = json.loads(render(page, "annotations").body)
    jsonschema.validate(found, PAGE)
    return found


def test_annotation_selects_the_words_by_what_they_are_and_where_they_stand() -> None:
    article = story("Over there the bridge was safe, the mayor said.")
    said = claim(article, 11, 30)

    (item,) = written(page_of(said, url="https://news.example/bridge"))["items"]

    (target,) = item["target"]
    quote, position = target["selector"]
    assert quote["exact"] == article.text[position["start"] : position["end"]]
    assert quote["prefix"] == "Over there "
    assert target["scope"] == "https://news.example/bridge"


@given(st.text("a😀é \u0301", min_size=1, max_size=30))
def test_offsets_count_code_points(text: str) -> None:
    (item,) = written(page_of(claim_of(text)))["items"]

    _, position = item["target"][0]["selector"]
    assert position["end"] - position["start"] == len(text)


def test_every_piece_and_every_place_is_a_target() -> None:
    article = story("One went. Two went. One went.")
    pieces = claim(article, 0, 9), claim(article, 10, 19)
    content = [piece for each in pieces for piece in each.content]
    again = {"content": claim(article, 20, 29).content, "directness": "indirect", "context": {}}
    said = Claim.model_validate(
        claim(article, 0, 9).model_dump() | {"content": content, "occurrences": [again]}
    )

    (item,) = written(page_of(said))["items"]

    assert [target["selector"][1]["start"] for target in item["target"]] == [0, 10, 20]


def test_what_a_person_corrected_is_a_body_beside_what_was_read() -> None:
    review = Review(state=ReviewState.EDITED, edit=Edit(polarity=Polarity.DENIED))

    (item,) = written(page_of(claim_of("It was unsafe.", review=review)))["items"]

    told = {body["purpose"]: body["value"] for body in item["body"] if body["purpose"] != "tagging"}
    assert told["describing"] == "Ada Mayor | assert | affirmed | It was unsafe."
    assert told["editing"] == "Ada Mayor | assert | denied | It was unsafe."


def test_page_without_claims_is_valid() -> None:
    assert written(Page([]))["items"] == []
