"""WARC web archives: which records are pages, and what becomes of damaged ones."""

import gzip
import logging
import tracemalloc
import zlib
from collections.abc import Callable, Iterable

import pytest

from functions.parse.containers import Place
from functions.parse.errors import (
    BombError,
    CorruptDocumentError,
    ParseError,
    TooLargeDocumentError,
    UnsupportedDocumentError,
)
from schemas.article import NoticeCode
from tests.parse.containers.archives import kind, limits, listed, opened, part, parts
from tests.parse.containers.webarchives import (
    PAGE,
    URL,
    chunked,
    info,
    packed,
    record,
    response,
)

PACKINGS = pytest.mark.parametrize("pack", [b"".join, packed], ids=["plain", "packed"])
Pack = Callable[[Iterable[bytes]], bytes]


def page(number: int) -> bytes:
    return record(response(PAGE.replace("shut", f"shut {number}")))


def ends(body: bytes) -> list[str]:
    """What becomes of each member: the beginning of its page, or why there is none."""
    found = []
    for member in listed(body, "warc"):
        try:
            found.append(part(body, member.locator, "warc").body[:15].decode("latin-1"))
        except ParseError as error:
            found.append(error.message)
    return found


@PACKINGS
def test_pages_are_members_with_their_address_and_date(pack: Pack) -> None:
    body = pack([info(), page(1), page(2)])

    first, second = parts(body, "warc")

    assert kind(body) == "warc"
    assert first.body.decode() == PAGE.replace("shut", "shut 1")
    assert second.body.decode() == PAGE.replace("shut", "shut 2")
    assert (first.url, first.fetched) == (URL, "2024-12-16T09:30:00+00:00")
    assert first.content_type == "text/html; charset=utf-8"
    assert first.notices == ()


@PACKINGS
def test_records_that_are_no_pages_are_passed_over_and_counted(
    pack: Pack, caplog: pytest.LogCaptureFixture
) -> None:
    records = [
        info(),
        record("GET / HTTP/1.1\r\n\r\n", "request"),
        record("fetchTimeMs: 1", "metadata"),
        record(response(""), "revisit"),
        record("20241216\r\nnews.example. 60 IN A 192.0.2.1", Content_Type="text/dns"),
        record(response("", status="301 Moved Permanently")),
        record(response("gone", status="404 Not Found")),
        record(response(b"\x89PNG", {"Content-Type": "image/png"})),
        record("text", "conversion", Content_Type="text/plain"),
        record("text", "resource", Content_Type="text/plain"),
        page(1),
    ]

    with caplog.at_level(logging.INFO):
        assert len(listed(pack(records), "warc")) == 1

    assert caplog.records[-1].passed_over == {  # type: ignore[attr-defined]
        "warcinfo": 1,
        "request": 1,
        "metadata": 1,
        "revisit": 1,
        "response of another protocol": 1,
        "status 301": 1,
        "status 404": 1,
        "response of another type": 1,
        "conversion": 1,
        "resource of another type": 1,
    }


def test_resource_of_type_html_is_a_page() -> None:
    body = record(PAGE, "resource", Content_Type="text/html")

    assert [found.body.decode() for found in parts(body, "warc")] == [PAGE]


@pytest.mark.parametrize("content_type", ["application/xhtml+xml", "TEXT/HTML;charset=UTF-8", ""])
def test_type_of_a_page_is_told_by_its_header_or_its_beginning(content_type: str) -> None:
    body = record(response(PAGE, {"Content-Type": content_type}))

    assert [found.body.decode() for found in parts(body, "warc")] == [PAGE]


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_both_versions_are_read(version: str) -> None:
    body = record(version=version, WARC_Date="2024-12-16T09:30:00.123456Z")

    assert [found.fetched for found in parts(body, "warc")] == ["2024-12-16T09:30:00+00:00"]


@pytest.mark.parametrize(
    ("uri", "url"),
    [("<https://a.example/x>", "https://a.example/x"), ("urn:x", None), ("https://a b", None)],
)
def test_address_is_kept_if_it_is_one(uri: str, url: str | None) -> None:
    assert [found.url for found in parts(record(WARC_Target_URI=uri), "warc")] == [url]


@pytest.mark.parametrize("date", ["", "yesterday", "2024-12-16", "9999-99-99T00:00:00Z"])
def test_date_that_is_none_is_left_out(date: str) -> None:
    assert [found.fetched for found in parts(record(WARC_Date=date), "warc")] == [None]


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        (chunked(PAGE.encode()), {"Transfer-Encoding": "chunked"}),
        (chunked(PAGE.encode(), 1), {"Transfer-Encoding": "chunked"}),
        (PAGE.encode(), {"Transfer-Encoding": "chunked"}),
        (gzip.compress(PAGE.encode()), {"Content-Encoding": "gzip"}),
        (
            gzip.compress(PAGE[:9].encode()) + gzip.compress(PAGE[9:].encode()),
            {"Content-Encoding": "x-gzip"},
        ),
        (zlib.compress(PAGE.encode()), {"Content-Encoding": "deflate"}),
        (zlib.compress(PAGE.encode(), wbits=-15), {"Content-Encoding": "deflate"}),
        (PAGE.encode(), {"Content-Encoding": "gzip"}),
        (PAGE.encode(), {"Content-Encoding": "br"}),
        (PAGE.encode(), {"Content-Encoding": "identity"}),
        (gzip.compress(gzip.compress(PAGE.encode())), {"Content-Encoding": "gzip, gzip"}),
        (
            chunked(gzip.compress(PAGE.encode())),
            {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"},
        ),
    ],
)
def test_chunks_and_packing_are_undone_where_they_are_there(
    content: bytes, fields: dict[str, str]
) -> None:
    (found,) = parts(record(response(content, fields)), "warc")

    assert found.body.decode() == PAGE
    assert found.notices == ()


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        (chunked(PAGE.encode())[:-5], {"Transfer-Encoding": "chunked"}),
        (gzip.compress(PAGE.encode())[:-9], {"Content-Encoding": "gzip"}),
        (PAGE.encode(), {"Content-Length": "9000"}),
    ],
)
def test_page_that_was_cut_off_when_it_was_fetched_says_so(
    content: bytes, fields: dict[str, str]
) -> None:
    (found,) = parts(record(response(content, fields)), "warc")

    assert PAGE.startswith(found.body.decode()[:100])
    assert [notice.code for notice in found.notices] == [NoticeCode.CUT_OFF]


def test_page_of_which_the_archive_holds_only_the_beginning_says_so() -> None:
    (found,) = parts(record(WARC_Truncated="length"), "warc")

    assert [notice.code for notice in found.notices] == [NoticeCode.CUT_OFF]


@pytest.mark.parametrize("encoding", ["br", "zstd"])
def test_page_that_is_packed_otherwise_says_what_to_do(encoding: str) -> None:
    body = record(response(b"\x28\xb5\x2f\xfd", {"Content-Encoding": encoding}))

    with pytest.raises(UnsupportedDocumentError, match=encoding) as caught:
        parts(body, "warc")
    assert "Accept-Encoding" in caught.value.remedy


def test_page_in_segments_is_refused() -> None:
    with pytest.raises(UnsupportedDocumentError, match="another record"):
        parts(record(WARC_Segment_Number="1"), "warc")


@PACKINGS
def test_page_that_is_packed_as_a_bomb_fails_alone(pack: Pack) -> None:
    bomb = record(response(gzip.compress(b"\0" * 4_000_000), {"Content-Encoding": "gzip"}))
    body = pack([page(1), bomb, page(2)])
    first, second, third = listed(body, "warc")

    assert part(body, first.locator, "warc").body
    with pytest.raises(BombError):
        part(body, second.locator, "warc")
    assert part(body, third.locator, "warc").body


def test_record_that_is_packed_as_a_bomb_fails_alone() -> None:
    body = packed([page(1), record(response("\0" * 4_000_000)), page(2)])

    assert ends(body) == [
        "<!DOCTYPE html>",
        "The WARC record unpacks to far more than it holds.",
        "<!DOCTYPE html>",
    ]


def test_page_beyond_the_limit_is_too_large_and_is_not_held() -> None:
    body = record(response("x" * 300_000))
    (member,) = listed(body, "warc")

    with pytest.raises(TooLargeDocumentError):
        part(body, member.locator, "warc", limits(member_bytes=100_000))


@PACKINGS
@pytest.mark.parametrize("cut", [1, 5, 100, 200])
def test_record_that_is_cut_off_fails_alone(pack: Pack, cut: int) -> None:
    body = pack([page(1), page(2)])[: -cut - 4]

    first, second = ends(body)
    assert first == "<!DOCTYPE html>"
    assert "cut off" in second or "header" in second


@pytest.mark.parametrize("length", [0, 10, 10**6, 10**14])
def test_false_length_loses_one_record_and_no_other(length: int) -> None:
    body = page(1) + record(length=length) + page(2)

    assert ends(body) == [
        "<!DOCTYPE html>",
        "The length that the WARC record gives is false.",
        "<!DOCTYPE html>",
    ]


@pytest.mark.parametrize("length", [0, 10, 10**6])
def test_false_length_of_a_packed_record_loses_no_other(length: int) -> None:
    first, second, third = ends(packed([page(1), record(length=length), page(2)]))

    assert first == third == "<!DOCTYPE html>"
    assert "false" in second or "cut off" in second


@pytest.mark.parametrize("end", [b"", b"\r\n", b"\n\n", b"\r\n" * 4])
def test_line_breaks_behind_a_record_may_be_fewer_or_more(end: bytes) -> None:
    body = record(end=end) + page(2)

    assert ends(body) == ["<!DOCTYPE html>"] * 2


@pytest.mark.parametrize("length", ["", "many", "-1", "9" * 40, "\u0663"])
def test_record_without_a_length_fails_alone(length: str) -> None:
    body = page(1) + record(Content_Length=length) + page(2)

    assert ends(body) == [
        "<!DOCTYPE html>",
        "There is no WARC record here whose header can be read.",
        "<!DOCTYPE html>",
    ]


@PACKINGS
def test_header_longer_than_any_fails_alone(pack: Pack) -> None:
    body = pack([page(1), record(X_Long="x" * 200_000), page(2)])

    first, second, third = ends(body)
    assert first == third == "<!DOCTYPE html>"
    assert "header" in second or "far more" in second


def test_damaged_gzip_member_loses_no_other() -> None:
    first, second, third = (packed([page(number)]) for number in range(3))
    broken = second[:40] + bytes(byte ^ 0x55 for byte in second[40:60]) + second[60:]

    assert ends(first + broken + third) == [
        "<!DOCTYPE html>",
        "The WARC record's packed bytes are damaged.",
        "<!DOCTYPE html>",
    ]


def test_records_that_are_packed_together_say_what_to_do() -> None:
    body = packed([info(), record("GET /", "request") + page(1), page(2)])
    first, second = listed(body, "warc")

    with pytest.raises(CorruptDocumentError, match="packed as one") as caught:
        part(body, first.locator, "warc")
    assert "record by record" in caught.value.remedy
    assert part(body, second.locator, "warc").body


def test_archive_that_is_packed_as_one_piece_is_a_packed_file() -> None:
    body = gzip.compress(info() + page(1))

    assert kind(body, "crawl.warc.gz") == "gzip"
    (member,) = listed(body, "gzip", name="crawl.warc.gz")
    assert member.name == "crawl.warc"
    inner = part(body, member.locator, "gzip").body
    assert kind(inner, member.name) == "warc"


def test_gzip_member_without_anything_in_it_is_passed_over() -> None:
    assert ends(packed([page(1), b"", page(2)])) == ["<!DOCTYPE html>"] * 2


def test_response_that_is_none_fails_alone() -> None:
    body = record("This is no response.") + page(1)

    assert ends(body) == [
        "The WARC record holds no HTTP response that can be read.",
        "<!DOCTYPE html>",
    ]


def test_archive_beyond_the_limit_is_too_large() -> None:
    with pytest.raises(TooLargeDocumentError, match="the limit is 100"):
        opened(page(1), "warc", limits(total_bytes=100))


@PACKINGS
def test_much_that_is_passed_over_has_places_to_rest_at(pack: Pack) -> None:
    body = pack([record("GET /", "request")] * 2500 + [page(1)])

    found = list(opened(body, "warc").members(Place()))

    assert [member is None for member, _ in found] == [True, True, False]
    for _, rest in found[:2]:
        rested = [member for member, _ in opened(body, "warc").members(rest) if member]
        assert rested == listed(body, "warc")


def test_places_that_only_look_like_packed_records_are_given_up() -> None:
    body = packed([page(1)]) + b"\x1f\x8b\x08" * 20_000

    with pytest.raises(CorruptDocumentError, match="throughout"):
        listed(body, "warc")


def test_listing_holds_no_more_than_a_little_of_a_large_record() -> None:
    body = record(response(b"\0" * 30_000_000, {"Content-Type": "video/mp4"})) + page(1)
    tracemalloc.start()
    try:
        assert len(listed(body, "warc")) == 1
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < len(body) + 3_000_000, "the file itself is in memory here"


@PACKINGS
def test_no_damage_to_any_byte_raises_anything_but_a_reason(pack: Pack) -> None:
    body = pack([info(), page(1)])

    for place in range(0, len(body), 3):
        for value in (0, 0xFF, body[place] ^ 1):
            ends(body[:place] + bytes([value]) + body[place + 1 :])
