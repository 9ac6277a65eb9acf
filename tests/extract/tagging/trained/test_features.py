"""What the model is told of each unit: pieces, case, quotation, and the rules' label."""

from hypothesis import given
from hypothesis import strategies as st

from functions.extract.engine.attribution import Label, Tag
from functions.extract.engine.tagging.trained.features import (
    beginning,
    kind_of,
    labels_of,
    units_of,
)
from functions.extract.engine.tagging.trained.wordpiece import WordPiece
from schemas.article import BlockKind
from tests.extract.tagging.factories import article

_PIECES = ["[PAD]", "[unused0]", "[UNK]", "the", "mill", "##s", "burn", "##ed", "“", "”", ",", "."]


def _wordpiece() -> WordPiece:
    return WordPiece(_PIECES)


def test_pieces_are_the_longest_that_fit() -> None:
    assert _wordpiece().pieces("Mills") == (4, 5)


def test_pieces_of_a_word_with_accents_are_those_without() -> None:
    assert _wordpiece().pieces("thé") == (3,)


def test_pieces_of_what_the_vocabulary_lacks_are_unknown() -> None:
    assert _wordpiece().pieces("millx") == (2,)


@given(unit=st.text(min_size=1))
def test_pieces_of_any_text_are_never_none(unit: str) -> None:
    assert _wordpiece().pieces(unit)


def test_units_know_case_and_quotation() -> None:
    given_article = article("THE “Mill” burned")
    kinds = [unit.kind for unit in units_of(given_article, [], _wordpiece())]
    assert kinds == [kind_of(2, 0, 0), *[kind_of(c, 1, 0) for c in (0, 1, 0)], kind_of(0, 0, 0)]


def test_units_know_what_the_rules_found() -> None:
    given_article = article("The mill burned")
    tag = Tag(4, 15, Label.CONTENT, "rule", 1.0)
    kinds = [unit.kind for unit in units_of(given_article, [tag], _wordpiece())]
    first = beginning(Label.CONTENT)
    assert kinds == [kind_of(1, 0, 0), kind_of(0, 0, first), kind_of(0, 0, first + 1)]


def test_units_of_headings_are_not_read() -> None:
    given_article = article("The mill", "The mill burned.", kinds={0: BlockKind.HEADING})
    units = units_of(given_article, [], _wordpiece())
    assert given_article.text[units[0].start :].startswith("The mill burned")
    assert units[0].opens


def test_labels_begin_where_a_tag_begins_within_a_unit() -> None:
    tag = Tag(1, 6, Label.SOURCE, "rule", 1.0)
    assert labels_of([0, 4, 8], [3, 7, 9], [tag]) == [1, 2, 0]


@given(text=st.text(max_size=200))
def test_units_of_any_text_lie_in_order_within_it(text: str) -> None:
    given_article = article(*text.split("\n"), blocks=False)
    units = units_of(given_article, [], _wordpiece())
    edges = [edge for unit in units for edge in (unit.start, unit.end)]
    assert edges == sorted(edges)
    assert all(unit.start < unit.end <= len(given_article.text) for unit in units)
