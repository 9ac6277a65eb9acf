"""Every saved page becomes the article that is on it."""

import pytest

from schemas.article import Article, BlockKind
from tests.parse.documents import article, blocks_of
from tests.parse.pages.saved import SavedPage, pages


@pytest.fixture(params=pages(), ids=lambda page: page.name)
def saved(request: pytest.FixtureRequest) -> SavedPage:
    found: SavedPage = request.param
    return found


@pytest.fixture
def found(saved: SavedPage) -> Article:
    return article(saved.html, "page.html")


def test_text_holds_the_article_and_nothing_beside_it(saved: SavedPage, found: Article) -> None:
    assert [words for words in saved.has if words not in found.text] == []
    assert [words for words in saved.lacks if words in found.text] == []
    assert [words for words in saved.once if found.text.count(words) != 1] == []


def test_blocks_are_of_their_kinds(saved: SavedPage, found: Article) -> None:
    for kind, beginnings in saved.blocks.items():
        blocks = [block for block in blocks_of(found, kind) if kind is not BlockKind.HEADING]
        if kind is BlockKind.HEADING:
            blocks = [text for text in blocks_of(found, kind) if text != found.title]
        assert len(blocks) == len(beginnings), (kind, blocks)
        assert all(map(str.startswith, blocks, beginnings)), (kind, blocks)


def test_facts_and_posts_are_the_pages_own(saved: SavedPage, found: Article) -> None:
    assert {name: getattr(found, name) for name in saved.facts} == saved.facts
    posts = [block.post for block in found.blocks if block.post]
    named = tuple((post.author, post.handle, post.posted, post.url) for post in posts)
    assert named == saved.posts


def test_notices_are_those_it_needs(saved: SavedPage, found: Article) -> None:
    codes = [notice.code for notice in found.notices]

    assert codes == ([saved.notice] if saved.notice else [])


def test_spans_are_grounded_and_blocks_in_order(found: Article) -> None:
    assert all(span.exact == found.text[span.start : span.end] for span in found.spans())


def test_there_are_forty_pages_with_names_of_their_own() -> None:
    names = [page.name for page in pages()]

    assert len(names) == len(set(names)) >= 40
