"""The service that an article is credited to, apart from those who signed it."""

import pytest

from tests.parse.documents import article, page

BODY = "<p>The council kept the bridge open, and nobody spoke against it on Monday.</p>"


def _article(signs: str, head: str = "", end: str = "") -> str:
    return page(f"{BODY}{end}", head).replace("<article>", f"<article>{signs}")


@pytest.mark.parametrize(
    ("signs", "service"),
    [
        ("<p>TESSEL (Reuters) - The bridge of Tessel stays open, the council said.</p>", "Reuters"),
        (
            "<p>TESSEL, Maravia (AP) — The bridge stays open, the mayor said.</p>",
            "Associated Press",
        ),
        ("<p>Tessel (dpa) – The bridge stays open until autumn, the mayor said.</p>", "dpa"),
    ],
)
def test_dateline_names_the_service(signs: str, service: str) -> None:
    assert article(_article(signs), "a.html").credit == service


def test_author_that_is_a_service_is_an_organisation_and_the_credit() -> None:
    found = article(_article("", '<meta name="author" content="Ona Reth, Reuters">'), "a.html")

    assert (found.byline, found.organisations) == (["Ona Reth"], ["Reuters"])
    assert found.credit == "Reuters"


def test_service_that_published_the_article_itself_is_no_credit() -> None:
    head = '<meta property="og:site_name" content="Reuters">'
    line = "<p>TESSEL (Reuters) - The bridge of Tessel stays open, the council said.</p>"

    assert article(_article(line, head), "a.html").credit is None


def test_service_that_a_sentence_speaks_of_is_no_credit() -> None:
    line = "<p>The mayor told Reuters (which had asked first) that the bridge stays open.</p>"

    assert article(_article(line), "a.html").credit is None
