"""Exports: the pages of a list as one document that its readers take."""

import csv
import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rdflib import RDF, Graph, Namespace

from functions.api import formats
from functions.api.formats import Page as Rendered
from infra.cli.client import Page
from infra.cli.errors import CliError
from infra.cli.exports import Format, conditions, destination, write_claims
from schemas.claim import Claim, Rating, Review, ReviewState
from tests.api.formats.pages import claim_of
from tests.api.formats.test_annotations import PAGE

CLAIMS = [claim_of(f"Bridge {number} was safe,\nhe said.") for number in range(7)]


@dataclass
class Api:
    """An API that gives claims in pages, at most so many on one."""

    claims: list[Claim]
    most: int = 3
    asked: list[dict[str, Any]] = field(default_factory=list)

    def page(self, path: str, parameters: dict[str, Any]) -> Page:
        assert path == "/claims"
        self.asked.append(parameters)
        start = int(parameters.get("cursor", 0))
        end = start + min(self.most, parameters["limit"])
        text = formats.render(Rendered(self.claims[start:end]), parameters["format"]).body
        return Page(text, str(end) if end < len(self.claims) else None)


def exported(form: Format, most: int | None = None, claims: list[Claim] = CLAIMS) -> str:
    out = io.StringIO()
    written = write_claims(Api(claims), {}, form, out, most)  # type: ignore[arg-type]
    assert written == (len(claims) if most is None else min(most, len(claims)))
    return out.getvalue()


def test_lines_are_the_records_of_all_pages() -> None:
    records = [Claim.model_validate_json(line) for line in exported(Format.JSONL).splitlines()]

    assert records == CLAIMS


def test_table_has_one_header_and_a_row_for_each_claim() -> None:
    rows = list(csv.DictReader(io.StringIO(exported(Format.CSV), newline="")))

    assert [row["claim_id"] for row in rows] == [claim.claim_id for claim in CLAIMS]


def test_graph_has_the_claims_of_all_pages_and_reviews_are_no_claims() -> None:
    rating = Rating(text="False", url="https://checks.example/7", author="Example Checks")
    review = Review(state=ReviewState.ACCEPTED, rating=rating)
    rated = [claim.model_copy(update={"review": review}) for claim in CLAIMS]

    found = Graph().parse(data=exported(Format.JSONLD, claims=rated), format="json-ld")

    schema = Namespace("https://schema.org/")
    assert len(set(found.subjects(RDF.type, schema.Claim))) == len(CLAIMS)
    assert len(set(found.subjects(RDF.type, schema.ClaimReview))) == len(CLAIMS)


def test_annotations_of_all_pages_are_one_valid_page() -> None:
    document = json.loads(exported(Format.ANNOTATIONS))

    jsonschema.validate(document, PAGE)
    assert len(document["items"]) == len(CLAIMS)


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("most", [1, 3, 4, 7, 100])
def test_no_more_claims_are_written_than_wanted(form: Format, most: int) -> None:
    assert exported(form, most)


@pytest.mark.parametrize("form", Format)
def test_list_without_claims_is_a_document_without_claims(form: Format) -> None:
    exported(form, claims=[])


def test_conditions_are_parameters_of_the_api() -> None:
    given = conditions(["polarity=denied", "source=a=b"])

    assert given == {"polarity": "denied", "source": "a=b"}
    for wrong in ("polarity", "=denied"):
        with pytest.raises(CliError, match="NAME=VALUE"):
            conditions([wrong])


def test_file_is_there_once_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("before")

    def break_off() -> None:
        with destination(path) as out:
            out.write("half")
            raise CliError("The API does not answer.")

    with pytest.raises(CliError, match="does not answer"):
        break_off()
    assert path.read_text() == "before"

    with destination(path) as out:
        out.write("whole\r\n")
    assert path.read_bytes() == b"whole\r\n"
    assert [each.name for each in tmp_path.iterdir()] == ["claims.csv"]


def test_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CliError, match="cannot be written"), destination(tmp_path / "no" / "x"):
        pass
