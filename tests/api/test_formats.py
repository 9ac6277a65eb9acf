"""Formats over the API: chosen by parameter or header, with a link to the page that follows."""

import json

from tests.api.conftest import Ask, Library
from tests.records import statements, story


def test_claims_as_json_lines_are_the_records(library: Library, ask: Ask) -> None:
    library.add(story(statements(2)))

    answer = ask("/claims", format="jsonl")

    assert answer.headers["Content-Type"] == "application/jsonl"
    records = [json.loads(line) for line in answer.body.splitlines()]
    assert records == ask("/claims").json["items"]


def test_page_that_is_not_the_last_links_to_the_next(library: Library, ask: Ask) -> None:
    article = library.add(story(statements(3)))
    path = f"/articles/{article}/claims"

    answer = ask(path, format="csv", limit="2")

    cursor = ask(path, limit="2").json["next_cursor"]
    assert answer.headers["Link"] == (f'<{path}?format=csv&limit=2&cursor={cursor}>; rel="next"')
    assert "Link" not in ask(path, format="csv", limit="2", cursor=cursor).headers


def test_csv_tells_of_the_article(library: Library, ask: Ask) -> None:
    library.add(story(statements(1), title="Bridge safe"))

    assert "Bridge safe" in ask("/claims", format="csv").body


def test_one_claim_can_be_had_as_linked_data(library: Library, ask: Ask) -> None:
    library.add(story(statements(1)))
    (claim,) = ask("/claims").json["items"]

    answer = ask(f"/claims/{claim['claim_id']}", format="jsonld")

    (found,) = answer.json["@graph"]
    assert found["identifier"] == claim["claim_id"]


def test_unknown_format_is_refused_by_name(ask: Ask) -> None:
    answer = ask("/claims", format="xml")

    assert (answer.status, answer.json["errors"][0]["field"]) == (400, "format")


def test_accept_header_chooses_the_format(library: Library, ask: Ask) -> None:
    library.add(story(statements(1)))

    assert ask("/claims", accept="text/csv").body.startswith("claim_id,")
    assert ask("/claims", accept="text/csv", format="json").json["items"]


def test_format_that_there_is_not_is_not_acceptable(ask: Ask) -> None:
    answer = ask("/claims", accept="application/xml")

    assert answer.status == 406
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "text/csv" in answer.json["detail"]
