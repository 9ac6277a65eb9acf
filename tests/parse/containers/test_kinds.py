"""Which files are containers."""

import io

import pytest

from functions.parse.containers import Kind, kind_of
from tests.parse.containers.archives import lines, zipped

STORY = "The mayor said so.\n"


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        (zipped({"a.txt": STORY}), "drop.bin", Kind.ZIP),
        (zipped({}), "empty.zip", Kind.ZIP),
        (zipped({"a.txt": STORY})[:40], "cut.zip", Kind.ZIP),
        (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "a.docx", None),
        (zipped({"mimetype": "application/epub+zip"}), "a.epub", None),
        (lines({"a": 1}), "a.jsonl", Kind.LINES),
        (lines("One.", "Two."), "a.ndjson", Kind.LINES),
        (b"not json\n" + lines({"a": 1}), "a.jsonl", Kind.LINES),
        (lines({"a": 1}, {"a": 2}), "a.json", Kind.LINES),
        (b"\xef\xbb\xbf" + lines({"a": 1}, {"a": 2}), "a.txt", Kind.LINES),
        (lines({"a": 1}), "a.json", None),
        (b'{\n  "a": 1\n}\n', "a.json", None),
        (STORY.encode(), "a.txt", None),
        (b"{\n{\n", "a.txt", None),
        (b"\x89PNG\x00\x00", "a.jsonl", None),
        (b"", "a.txt", None),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else None,  # archives hold the time
)
def test_kind_is_told_by_content_and_name(body: bytes, name: str, kind: Kind | None) -> None:
    assert kind_of(io.BytesIO(body), name) is kind


def test_kind_of_json_lines_is_told_by_content_type() -> None:
    assert kind_of(io.BytesIO(lines("One.")), "feed", "application/x-ndjson") is Kind.LINES
