"""What stands before the root element is passed over, in time that grows with its length alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.parse.prolog import past_prolog
from functions.parse.readers import readers
from tests.parse.containers.archives import kind
from tests.parse.documents import document


@pytest.mark.parametrize(
    "prolog",
    [
        "",
        "\ufeff \n",
        '<?xml version="1.0"?>\n',
        "<!-- a -- <b> -->",
        "<!----><!--->-->",
        "<?a b='>'?>",
        "<!DOCTYPE html>",
        "<!doctype html>",
        '<!DOCTYPE a SYSTEM "b">',
        "<!DOCTYPE a [<!ENTITY b '>'> <!-- c -->]>",
        "<?xml version='1.0'?><!-- a -->\n<!DOCTYPE a [\n]\n>\n<!-- b --><?c?>",
    ],
)
def test_root_is_what_stands_behind_the_prolog(prolog: str) -> None:
    assert past_prolog(f"{prolog}<root>words [and] <!-- more -->") == (
        "<root>words [and] <!-- more -->"
    )


@pytest.mark.parametrize("text", ["", " ", "<!-- a", "<?xml", "<!DOCTYPE a", "<!DOCTYPE a [ <b>"])
def test_prolog_that_is_cut_off_leaves_nothing(text: str) -> None:
    assert past_prolog(text) == ""


def test_document_type_stays_where_it_is_looked_for() -> None:
    assert past_prolog("<!-- a --><!DOCTYPE html><p>", doctype=False) == "<!DOCTYPE html><p>"


@given(st.lists(st.sampled_from(["<!--", "-->", "<?", "?>", "<!DOCTYPE", "[", "]", ">", " ", "x"])))
def test_what_is_left_is_the_end_of_the_text(parts: list[str]) -> None:
    text = "".join(parts)

    assert text.endswith(past_prolog(text))


@pytest.mark.parametrize("text", ["<!---->" * 500 + "x", "<?a?><!---->" * 300 + "<", "<!--" * 900])
def test_many_comments_keep_nobody_waiting(text: str) -> None:
    # Patterns took time that doubled with each comment: this would not have ended.
    assert kind(text.encode(), "a.xml") is None
    for reader in readers():
        reader.recognise(document(text, "a.xml"), text[:4096])
