"""Text that a parser would lose is found in the source and given back."""

from hypothesis import given
from hypothesis import strategies as st

from functions.parse.page import loss
from functions.parse.page.tree import page_tree
from schemas.article import NoticeCode
from tests.parse.documents import article, page

WORDS = st.lists(st.from_regex(r"[a-z]{1,9}", fullmatch=True), min_size=1, max_size=30)
TAGS = st.sampled_from(["div", "p", "b", "blockquote", "ul", "li", "table", "td", "section", "x-y"])


@given(words=WORDS, tags=st.lists(TAGS, max_size=30), closed=st.booleans())
def test_plainer_form_has_every_word_in_its_order(
    words: list[str], tags: list[str], closed: bool
) -> None:
    opening = "".join(f"<{tag} class='c'>" for tag in tags)
    closing = "".join(f"</{tag}>" for tag in reversed(tags)) if closed else ""
    source = f"<html><body>{opening}{' '.join(words)}{closing}</body></html>"

    root = page_tree(loss.flattened(source)).root

    assert root.text_content().split() == words


@given(
    words=WORDS, name=st.sampled_from(["script", "style", "textarea", "iframe", "select", "svg"])
)
def test_element_that_nothing_ends_does_not_swallow_the_rest(words: list[str], name: str) -> None:
    source = f"<html><body><p>Before it.</p><{name}><p>{' '.join(words * 40)}</p><p>After it.</p>"

    tree = page_tree(source)

    assert tree.is_whole
    assert "After it." in [element.text_content() for element in tree.root.iter("p")]


@given(depth=st.integers(1, 900))
def test_no_depth_costs_a_word(depth: int) -> None:
    body = "<div>" * depth + "<p>The last words of the page were read by nobody else.</p>"

    found = article(page(body), "a.html")

    assert "read by nobody else" in found.text
    assert NoticeCode.TEXT_LOST not in [notice.code for notice in found.notices]


def test_source_counts_what_it_shows_alone() -> None:
    source = "<title>No</title><p title='No'>Yes &amp; yes</p><!-- no --><script>no('<p>')</script>"

    assert loss.shown(source) == len("Yes&yes")


def test_loss_is_told_from_what_scripts_and_styles_account_for() -> None:
    assert loss.is_lost(shown=5000, found=4000)
    assert not loss.is_lost(shown=5000, found=4600)
    assert not loss.is_lost(shown=90, found=0)
