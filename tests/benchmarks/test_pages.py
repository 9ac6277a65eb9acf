"""The measures of main text and metadata."""

import gzip
import json
from pathlib import Path

from benchmarks import main_text, page_metadata, pages
from tests.parse.pages.layouts import ld
from tests.parse.pages.saved import TITLE, article, paragraphs, prose


def _folder(path: Path, html: str) -> Path:
    (path / "html").mkdir()
    (path / "html" / "a.html.gz").write_bytes(gzip.compress(html.encode()))
    truth = {"a": {"articleBody": "\n".join(prose(5))}}
    (path / "ground-truth.json").write_text(json.dumps(truth), "utf-8")
    return path


def test_equal_texts_score_full_whatever_their_marks() -> None:
    found = pages.score("One two, three four five.", "One two three four five")

    assert (found.precision, found.recall, found.exact) == (1, 1, True)


def test_runs_of_four_words_are_counted_as_often_as_they_are_there() -> None:
    found = pages.score("a b c d", "a b c d a b c d")

    assert (found.precision, found.recall) == (1 / 5, 1)


def test_empty_text_has_no_recall() -> None:
    found = pages.score("a b c d", "")

    assert (found.precision, found.recall, found.exact) == (0, 0, False)


def test_page_is_scored_without_its_title(tmp_path: Path) -> None:
    (page,) = pages.saved_pages(_folder(tmp_path, article(paragraphs(5))))

    running, _ = main_text.ours([page])

    assert running.scores[0].exact


def test_metadata_is_measured_with_the_answer_taken_out(tmp_path: Path) -> None:
    answer = ld(headline=TITLE, datePublished="2024-11-18", author={"name": "Ona Reth"})
    page = _folder(
        tmp_path, article(f"<p class='byline'>By Nobody Else</p>{paragraphs(5)}", answer)
    )

    result = page_metadata.measure(list(pages.saved_pages(page)))

    assert (result.title.right, result.published.right, result.byline.right) == (1, 0, 0)
    assert (result.kept.right, result.kept.asked) == (3, 3)


def test_titles_match_by_containment_and_by_words() -> None:
    assert page_metadata.contains("Bridge to close", "Bridge to close - The Post")
    assert not page_metadata.contains("Bridge to close", "Close the bridge")
    assert page_metadata.shares_words("Bridge to close in May", "In May, the bridge is to close")
    assert not page_metadata.shares_words("Bridge to close", "Trams are sold")
