"""The generated documents match the models, and describe what the models write."""

import json

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from infra.contracts import FOLDER, documents
from tests.records import claim, extraction_of, statements, story


@pytest.mark.parametrize("name", sorted(documents()))
def test_document_in_the_repository_is_the_generated_one(name: str) -> None:
    """Run `make contracts` after a change of the models, and read what changed."""
    assert (FOLDER / name).read_text(encoding="utf-8") == documents()[name]


def test_no_document_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(documents())


def test_records_are_valid_by_the_published_schemas() -> None:
    article = story(statements(2), title="Bridges")
    records = {
        "Article": article,
        "Claim": claim(article, 0, 6),
        "Extraction": extraction_of(article),
    }
    for name, record in records.items():
        schema = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
        Draft202012Validator(schema).validate(record.model_dump(mode="json"))


def test_the_api_is_described_in_valid_openapi() -> None:
    validate(json.loads((FOLDER / "openapi.json").read_text(encoding="utf-8")))
