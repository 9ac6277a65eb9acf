"""The page's files, and what they tell the browser to allow."""

import json
import re

import pytest

from functions.api.page_files import files
from tests.api.conftest import Answer, Ask


def policy(answer: Answer) -> dict[str, list[str]]:
    directives = answer.headers["Content-Security-Policy"].split("; ")
    return {name: values for name, *values in map(str.split, directives)}


def test_root_is_the_page(ask: Ask) -> None:
    answer = ask("/")

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_root_takes_what_an_issuer_sends_along(ask: Ask) -> None:
    assert ask("/", code="one", state="two", session_state="three", iss="four").status == 200


@pytest.mark.parametrize("name", files())
def test_every_file_is_served_by_its_type(ask: Ask, name: str) -> None:
    answer = ask(f"/page/{name}")

    assert answer.status == 200
    assert answer.headers["Content-Type"] == files()[name][1]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_files_that_the_page_and_its_modules_name_are_there() -> None:
    named = {
        name.rpartition("/")[2]
        for content, _ in files().values()
        for name in re.findall(r'(?:from |src=|href=)"(?:\./|page/)([\w./-]+)"', content)
    }

    assert len(named) > 10
    assert named <= set(files())


def test_file_that_is_not_there_is_not_found(ask: Ask) -> None:
    assert ask("/page/nothing.js").status == 404
    assert ask("/page/..%2fconfig.py").status == 404


def test_settings_say_where_the_page_signs_in(ask: Ask) -> None:
    assert ask("/page/settings.json").json == {
        "issuer": "https://issuer.example/pool",
        "client_id": "people",
        "scopes": ["openid", "hearsay/read", "hearsay/review"],
    }


def test_nothing_runs_but_the_page_s_own_files(ask: Ask) -> None:
    found = policy(ask("/"))

    assert found["default-src"] == ["'none'"]
    assert found["script-src"] == found["style-src"] == ["'self'"]
    assert found["base-uri"] == found["frame-ancestors"] == found["form-action"] == ["'none'"]


def test_page_talks_to_the_api_the_buckets_and_the_issuer_alone(ask: Ask) -> None:
    form = ask("/uploads", "POST", {"name": "a.txt", "content_type": "text/plain"}).json

    api, issuer, tokens, inbox, texts = policy(ask("/"))["connect-src"]

    assert (api, issuer, tokens) == ("'self'", "https://issuer.example", "https://tokens.example")
    assert form["url"].startswith(inbox)
    assert texts.startswith("https://articles.")


def test_page_has_neither_scripts_nor_styles_within() -> None:
    index = files()["index.html"][0]

    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", index)


def test_scripts_never_take_markup() -> None:
    markup = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|eval\(")

    assert [name for name, (content, _) in files().items() if markup.search(content)] == []


def test_tokens_are_kept_in_memory_alone() -> None:
    stored = {name for name, (content, _) in files().items() if re.search(r"\w+Storage\b", content)}

    assert stored == {"sign_in.js"}
    assert "localStorage" not in files()["sign_in.js"][0]


def test_page_is_light() -> None:
    assert sum(len(content) for content, _ in files().values()) < 150_000
    assert json.dumps(sorted(files())).count(".js") < 30
