"""Search over the words of claims: all words, phrases, and all other filters with them."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.api import services
from functions.api.errors import BadParameterError
from functions.api.text_query import MOST_WORDS, TextQuery
from functions.extract.rows import revision_of
from schemas.claim import Mention, Polarity
from schemas.spans import Piece
from schemas.table import BODY, unpack
from schemas.words import words
from tests.api.conftest import Ask, Library
from tests.records import at, extraction_of, source, story

Pages = Callable[..., list[Any]]


def contents(items: list[Any]) -> list[str]:
    return [" … ".join(piece["exact"] for piece in item["content"]) for item in items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("drones", [0, 1, 2]),
        ("DRONES port", [0, 2]),
        ('"drones hit"', [0, 1]),
        ('"hit the port"', [0]),
        ('"port of tessel"', [0, 2]),
        ('"port in tessel"', [0, 2]),
        ('"tessel port"', []),
        ('"drones hit" école', [1]),
        ("ecole", [1]),
        ("drone", []),
        ("the drones", [0, 1, 2]),
    ],
)
def test_claims_with_words_have_all_of_them(
    library: Library, ask: Ask, text: str, expected: list[int]
) -> None:
    lines = [
        "Drones hit the port of Tessel.",
        "The drones hit an École.",
        "Drones, he said, left Tessel for the Port of Tessel.",
        "Nothing happened.",
    ]
    library.add(story("\n".join(lines), published="2025-03-01"))

    found = contents(ask("/claims", text=text).json["items"])

    assert found == [lines[number] for number in expected]


def test_phrase_does_not_go_on_in_another_piece_of_a_claim(library: Library, ask: Ask) -> None:
    article = story("Bridges are, he said, safe now.")
    pieces = [Piece.of(article.text, 0, 11), Piece.of(article.text, 22, 31)]
    library.add(article, {"content": pieces})

    assert len(ask("/claims", text="bridges safe").json["items"]) == 1
    assert ask("/claims", text='"bridges are safe"').json["items"] == []


@pytest.mark.parametrize("limit", ["1", "3", "100"])
def test_claims_with_words_come_in_pages_newest_first_with_other_filters(
    library: Library, every_page: Pages, limit: str
) -> None:
    bo = {"source": source("Bo Li"), "polarity": Polarity.DENIED}
    here = {"places": [Mention(exact="Tessel", start=0, end=6)]}
    for day in ("2025-01-31", "2025-02-01", None):
        text = f"Bridge {day} a.\nTunnel.\nBridge {day} b.\nBridge {day} c."
        library.add(story(text, f"{day}", published=day), bo, bo, here, bo | here)

    def found(**parameters: str) -> list[str]:
        return contents(every_page("/claims", text="bridge", limit=limit, **parameters))

    days = ("2025-02-01", "2025-01-31", None)
    assert found() == [f"Bridge {day} {each}." for day in days for each in "abc"]
    assert found(source="Bo Li") == [f"Bridge {day} {each}." for day in days for each in "ac"]
    assert found(place="Tessel") == [f"Bridge {day} {each}." for day in days for each in "bc"]
    assert found(place="Tessel", source="Bo Li") == [f"Bridge {day} c." for day in days]
    assert found(polarity="denied", from_="2025-02-01") == [
        "Bridge 2025-02-01 a.",
        "Bridge 2025-02-01 c.",
    ]
    assert len(found(order="check_worthiness")) == 9


def test_claims_with_words_are_those_of_the_current_revision(library: Library, ask: Ask) -> None:
    library.add(story("The bridge.\nThe tunnel."))
    article = library.add(story("The tunnel.\nThe tunnel again."))

    assert ask("/claims", text="bridge").json["items"] == []
    assert len(ask("/claims", text="tunnel").json["items"]) == 2
    library.sweep(article)
    assert len(ask("/claims", text="tunnel").json["items"]) == 2


def test_search_goes_on_by_cursor_where_a_word_is_rare(
    library: Library, every_page: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("functions.api.queries.ARTICLES_SEARCHED", 2)
    for number in range(7):
        text = "The needle." if number in {0, 5} else "Hay, and needles."
        library.add(story(text, f"{number}", published=f"2025-01-0{number + 1}"))

    assert contents(every_page("/claims", text="needle")) == ["The needle."] * 2


@pytest.mark.parametrize("text", ["", "the", '""', "?!", "x" * 301])
def test_search_for_nothing_is_refused_naming_the_parameter(ask: Ask, text: str) -> None:
    answer = ask("/claims", text=text)

    assert answer.status == 400
    assert answer.json["errors"][0]["field"] == "text"


def test_search_for_too_many_words_is_refused() -> None:
    many = [f"word{number}" for number in range(MOST_WORDS + 1)]

    assert TextQuery.of(" ".join(many[:-1]))
    with pytest.raises(BadParameterError):
        TextQuery.of(" ".join(many))


def test_search_without_an_index_is_refused(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCH_INDEX", "off")
    services.settings.cache_clear()

    answer = ask("/claims", text="bridge")

    assert answer.status == 400
    assert "SearchIndex" in answer.json["detail"]


def test_revision_that_is_not_searched_has_no_rows_of_words() -> None:
    article = story("The bridge.")
    made = {
        searchable: revision_of(
            article, extraction_of(article), 2, "a/2/", at(0), searchable=searchable
        ).own_rows
        for searchable in (True, False)
    }

    rest = [row for row in made[True] if not row["pk"].startswith("W#")]
    assert rest == made[False] != made[True]


WORDS = st.lists(st.sampled_from(["red", "green", "blue", "the"]), min_size=1, max_size=6)


@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, min_size=1, max_size=2))
def test_query_finds_what_reading_every_claim_would_find(
    claims: list[list[str]], phrases: list[list[str]]
) -> None:
    if all(word == "the" for phrase in phrases for word in phrase):
        return
    article = story("\n".join(" ".join(line) for line in claims))
    postings: dict[str, list[list[int]]] = {}
    for row in revision_of(article, extraction_of(article), 2, "a/2/", at(0)).own_rows:
        if row["pk"].startswith("W#"):
            postings |= unpack(bytes(row[BODY]))

    query = TextQuery.of(" ".join(f'"{" ".join(phrase)}"' for phrase in phrases))

    assert query.claims(postings) == {
        index for index, line in enumerate(claims) if all(has(line, phrase) for phrase in phrases)
    }


def has(line: list[str], phrase: list[str]) -> bool:
    """Whether a phrase stands in a line; its stop words stand for any word."""
    wanted = list(words(" ".join(phrase)))
    first = wanted[0][0] if wanted else 0
    return not wanted or any(
        all(
            start + number - first < len(line) and line[start + number - first] == word
            for number, word in wanted
        )
        for start in range(len(line))
    )
