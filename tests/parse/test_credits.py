"""The service that an article is credited to, apart from those who signed it."""

import json

import pytest

from schemas.article import FieldBasis
from tests.parse.documents import article, page
from tests.parse.docxs import docx, p
from tests.parse.mails import leaf, mail
from tests.parse.news import ninjs, nitf, paragraphs

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


_LINE = "TESSEL (Reuters) - The bridge of Tessel stays open, the council said."


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (f"Bridge stays open\n\n{_LINE}\n", "a.txt"),
        (f"# Bridge stays open\n\n{_LINE}\n", "a.md"),
        (json.dumps({"title": "Bridge stays open", "text": _LINE}), "a.json"),
        (ninjs(body_xhtml=f"<p>{_LINE}</p>"), "a.json"),
        (nitf(paragraphs([_LINE])), "a.xml"),
        (mail(leaf(_LINE)), "a.eml"),
        (docx(p(_LINE)), "a.docx"),
    ],
    ids=["text", "markdown", "json", "ninjs", "nitf", "mail", "docx"],
)
def test_service_is_found_in_every_format(body: str | bytes, key: str) -> None:
    found = article(body, key)

    assert (found.credit, found.field_basis["credit"]) == ("Reuters", FieldBasis.TEXT)


def test_credit_that_a_format_states_comes_before_what_the_text_says() -> None:
    found = article(ninjs(body_text=_LINE, infosource=[{"name": "Meridian Wire"}]), "a.json")

    assert found.credit == "Meridian Wire"
