"""JSON Lines: where each article begins and ends."""

import io
import json

import pytest

from functions.parse.containers import Place
from functions.parse.containers.lines import _CHUNK
from functions.parse.errors import EmptyDocumentError, TooLargeDocumentError
from tests.parse.containers.archives import limits, lines, listed, names, opened, read


def all_read(body: bytes) -> list[bytes]:
    return [read(body, index, "lines") for index in range(len(listed(body, "lines")))]


def test_each_line_is_a_member_named_by_its_number() -> None:
    body = lines({"text": "One."}, {"text": "Two."})

    assert names(body, "lines") == ["line-0000001", "line-0000002"]
    assert [json.loads(line) for line in all_read(body)] == [{"text": "One."}, {"text": "Two."}]


def test_blank_lines_are_counted_but_are_no_members() -> None:
    body = b'{"a": 1}\n\n \t\r\n{"b": 2}\n\n'

    assert names(body, "lines") == ["line-0000001", "line-0000004"]


def test_last_line_needs_no_line_feed() -> None:
    assert all_read(b'{"a": 1}\n{"b": 2}') == [b'{"a": 1}', b'{"b": 2}']


def test_carriage_returns_and_the_byte_order_mark_are_no_part_of_a_line() -> None:
    assert all_read(b'\xef\xbb\xbf{"a": 1}\r\n{"b": 2}\r\n') == [b'{"a": 1}', b'{"b": 2}']


def test_byte_order_mark_alone_is_nothing() -> None:
    with pytest.raises(EmptyDocumentError):
        opened(b"\xef\xbb\xbf\n\n", "lines")


def test_line_that_is_no_json_is_a_member_like_the_others() -> None:
    assert all_read(b'{"a": 1}\nnot json\n{"b": 2}\n')[1] == b"not json"


def test_line_longer_than_a_chunk_is_one_member() -> None:
    long = b'"' + b"x" * (2 * _CHUNK) + b'"'

    assert all_read(b'{"a": 1}\n' + long + b'\n{"b": 2}\n') == [b'{"a": 1}', long, b'{"b": 2}']


def test_line_that_is_too_long_fails_alone_and_is_not_read() -> None:
    body = b"x" * 100 + b"\n" + b"y" * 10 + b"\n"

    with pytest.raises(TooLargeDocumentError, match="101 bytes; the limit is 100"):
        read(body, 0, "lines", limits(member_bytes=100))
    assert read(body, 1, "lines", limits(member_bytes=100)) == b"y" * 10


def test_file_beyond_the_limit_is_too_large() -> None:
    with pytest.raises(TooLargeDocumentError, match="11 bytes; the limit is 10"):
        opened(b"0123456789\n", "lines", limits(total_bytes=10))


def test_reading_a_line_between_two_others_does_not_disturb_the_listing() -> None:
    file = io.BytesIO(lines(*range(5)))
    container = opened(file.getvalue(), "lines")

    found = []
    for member, _ in container.members(Place()):
        container._file.seek(0)  # type: ignore[attr-defined]
        assert member
        found.append(member.name)

    assert len(found) == 5
