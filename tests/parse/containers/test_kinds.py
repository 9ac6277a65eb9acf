"""Which files are containers."""

import pytest

from functions.parse.containers.registry import containers
from tests.parse.containers.archives import kind, lines, zipped

STORY = "The mayor said so.\n"


@pytest.mark.parametrize(
    ("body", "name", "expected"),
    [
        (zipped({"a.txt": STORY}), "drop.bin", "zip"),
        (zipped({}), "empty.zip", "zip"),
        (zipped({"a.txt": STORY})[:40], "cut.zip", "zip"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "a.docx", None),
        (zipped({"[Content_Types].xml": "", "word/document.xml": ""})[:60], "cut.bin", None),
        (zipped({"word/document.xml": STORY}), "bare.docx", None),
        (zipped({"mimetype": "application/epub+zip"}), "a.epub", None),
        (lines({"a": 1}), "a.jsonl", "lines"),
        (lines("One.", "Two."), "a.ndjson", "lines"),
        (b"not json\n" + lines({"a": 1}), "a.jsonl", "lines"),
        (lines({"a": 1}, {"a": 2}), "a.json", "lines"),
        (b"\xef\xbb\xbf" + lines({"a": 1}, {"a": 2}), "a.txt", "lines"),
        (lines({"a": 1}), "a.json", None),
        (b'{\n  "a": 1\n}\n', "a.json", None),
        (STORY.encode(), "a.txt", None),
        (b"{\n{\n", "a.txt", None),
        (b"\x89PNG\x00\x00", "a.jsonl", None),
        (b"", "a.txt", None),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else None,  # archives hold the time
)
def test_kind_is_told_by_content_and_name(body: bytes, name: str, expected: str | None) -> None:
    assert kind(body, name) == expected


def test_kind_of_json_lines_is_told_by_content_type() -> None:
    assert kind(lines("One."), "feed", "application/x-ndjson; charset=utf-8") == "lines"


def test_kinds_that_stand_in_stored_locators_are_still_there() -> None:
    kinds = [each.kind for each in containers()]

    assert {"zip", "lines", "email", "feed", "json", "newsml"} <= set(kinds)
    assert len(kinds) == len(set(kinds))
    assert not any(":" in kind for kind in kinds)
