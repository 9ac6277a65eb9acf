"""Questions about articles: lists by state, detail, text, failures."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from functions.api.store import RecordReader
from functions.parse.store import StateStore
from schemas.article import Notice, NoticeCode
from schemas.table import Item, Key
from tests.api.conftest import Ask, Library
from tests.records import at, failure, statements, story

Pages = Callable[..., list[Any]]


def fail(library: Library, key: str) -> str:
    """Let an object end as a failure."""
    lease = library.claim(key)
    assert StateStore(library.table, 45).fail(lease, failure(), at(1))
    return lease.event.article_id


def test_article_has_its_structure_and_covers_every_sentence(library: Library, ask: Ask) -> None:
    article = story(statements(2), title="Bridges", published="2025-01-01")
    id_ = library.add(article)

    answer = ask(f"/articles/{id_}").json

    assert (answer["state"], answer["title"], answer["claims"]) == ("ready", "Bridges", 2)
    assert answer["article"]["content_hash"] == article.content_hash
    covered = [each["claims"] for each in answer["coverage"][:2]]
    ids = [item["claim_id"] for item in ask(f"/articles/{id_}/claims").json["items"]]
    assert covered == [[ids[0]], [ids[1]]]
    assert answer["coverage"][2]["reason"] == "framing"


@pytest.mark.parametrize("text", ["Plain.", "é😀 naïve\r\nCRLF\ttab\x00nul \u202e rtl", "a\u0301"])
def test_text_is_exactly_what_offsets_refer_to(library: Library, ask: Ask, text: str) -> None:
    answer = ask(f"/articles/{library.add(story(text))}/text")

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.body == text


def test_text_that_is_large_is_a_redirect(library: Library, ask: Ask) -> None:
    answer = ask(f"/articles/{library.add(story('Long. ' * 300))}/text")

    assert answer.status == 302
    assert "article.txt" in answer.headers["Location"]
    assert "Signature" in answer.headers["Location"]


def test_article_that_is_partial_says_so_in_lists_too(library: Library, ask: Ask) -> None:
    notice = Notice(code=NoticeCode.CUT_OFF, message="The file ends within a sentence.")
    article = library.add(story("The bridge", notices=[notice]))

    (listed,) = ask("/articles").json["items"]
    assert listed["notices"] == ["cut_off"]
    detail = ask(f"/articles/{article}").json["article"]
    assert detail["notices"] == [notice.model_dump(mode="json")]


def test_article_that_failed_says_why_and_what_to_do(library: Library, ask: Ask) -> None:
    id_ = fail(library, "bad.txt")

    answer = ask(f"/articles/{id_}").json
    claims = ask(f"/articles/{id_}/claims")

    assert answer["failure"]["code"] == "empty"
    assert claims.status == 409
    assert claims.json["detail"] == "The file is empty. Drop it again with its text."


def test_article_that_fails_in_a_new_version_loses_its_claims(library: Library, ask: Ask) -> None:
    library.add(story("First."))
    fail(library, "story.txt")

    assert ask("/claims").json["items"] == []


def test_articles_in_a_state_are_those_alone(library: Library, ask: Ask) -> None:
    ready = library.add(story("Good.", "good.txt"))
    failed = fail(library, "bad.txt")
    library.add(story("Gone.", "gone.txt"))
    library.delete("gone.txt")

    def ids(**parameters: str) -> list[str]:
        return [item["article_id"] for item in ask("/articles", **parameters).json["items"]]

    assert ids(state="failed") == [failed]
    assert ids(state="ready") == [ready]
    assert sorted(ids()) == sorted([ready, failed])
    assert len(ids(state="deleted")) == 1


def test_articles_over_all_pages_are_each_of_them_once(library: Library, every_page: Pages) -> None:
    ids = {library.add(story("Text.", f"{number}.txt")) for number in range(7)}

    items = every_page("/articles", limit="2")

    assert len(items) == 7
    assert {item["article_id"] for item in items} == ids
    moments = [item["updated_at"] for item in items]
    assert moments == sorted(moments, reverse=True)


@pytest.mark.parametrize("path", ["", "/text"])
def test_article_replaced_while_it_is_read_is_read_again(
    library: Library, ask: Ask, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = library.add(story("First."))
    get_many, replaced = RecordReader.get_many, False

    def get_then_replace(self: RecordReader, keys: Iterable[Key]) -> dict[Key, Item]:
        nonlocal replaced
        found = get_many(self, keys)
        if not replaced:
            replaced = True
            library.add(story("Second.\nThird."))
            library.sweep(id_)
        return found

    monkeypatch.setattr(RecordReader, "get_many", get_then_replace)
    answer = ask(f"/articles/{id_}{path}")

    assert answer.status == 200
    if path:
        assert answer.body == "Second.\nThird."
    else:
        assert (
            len([s for s in answer.json["coverage"] if s["claims"]]) == answer.json["claims"] == 2
        )


@pytest.mark.parametrize("path", ["", "/text", "/claims"])
def test_article_that_was_never_seen_is_not_found(ask: Ask, path: str) -> None:
    answer = ask(f"/articles/{'0' * 24}{path}")

    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_article_id_that_is_none_is_refused(ask: Ask) -> None:
    assert ask("/articles/nonsense").status == 400


def test_openapi_names_every_route_but_itself(ask: Ask) -> None:
    paths = ask("/openapi.json").json["paths"]

    assert set(paths) >= {"/articles", "/claims", "/claims/{claim_id}", "/sources", "/health"}


def test_health_answers_without_the_table(ask: Ask) -> None:
    assert ask("/health").json["status"] == "ok"
