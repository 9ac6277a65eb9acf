"""What holds for every container, whatever it holds."""

import gzip
import io
import zipfile
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from functions.parse.containers import Member, Place
from functions.parse.errors import BadNameError, ParseError, TooLargeDocumentError
from tests.parse.containers.archives import LIMITS, limits, listed, opened, part, parts, zipped
from tests.parse.containers.webarchives import info, record, response
from tests.parse.containers.webarchives import packed as packs

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)
ARCHIVES = st.builds(
    zipped,
    st.dictionaries(NAMES, st.binary(max_size=300), min_size=1, max_size=12),
    st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2]),
)
TEXTS = st.lists(st.sampled_from([b'{"a": 1}', b"", b" ", b"\xef\xbb\xbf", b"x" * 50]), max_size=12)
LINES = st.builds(lambda end, texts: end.join(texts), st.sampled_from([b"\n", b"\r\n"]), TEXTS)
PIECES = st.lists(st.binary(max_size=300), min_size=1, max_size=5)
LEVELS = st.integers(0, 9)
RECORDS = st.lists(
    st.one_of(
        st.binary(max_size=80).map(lambda page: record(response(page))),
        st.sampled_from(
            [
                info(),
                record("GET / HTTP/1.1\r\n\r\n", "request"),
                record(response(b"\x89PNG", {"Content-Type": "image/png"})),
                record(length=7),
            ]
        ),
    ),
    max_size=8,
).map(lambda records: [info(), *records])
WARCS = st.builds(lambda records, pack: pack(records), RECORDS, st.sampled_from([b"".join, packs]))
CONTAINERS = st.one_of(
    st.tuples(st.just("warc"), WARCS),
    st.tuples(st.just("zip"), ARCHIVES),
    st.tuples(st.just("lines"), LINES),
    st.tuples(st.just("gzip"), st.builds(lambda pieces: packed(pieces, 6), PIECES)),
)


def packed(pieces: list[bytes], level: int) -> bytes:
    """Each piece packed by itself, one behind the other."""
    return b"".join(gzip.compress(piece, level, mtime=0) for piece in pieces)


def by_pages(kind: str, body: bytes, size: int) -> list[Member]:
    """The members, with the container opened anew for each page."""
    found: list[Member] = []
    place: Place | None = Place()
    while place is not None:
        start, place = place, None
        for count, (member, after) in enumerate(opened(body, kind).members(start), 1):
            if member:
                found.append(member)
            if count == size:
                place = after
                break
    return found


@given(CONTAINERS, st.integers(1, 5))
def test_pages_of_any_size_list_the_same_members(container: tuple[str, bytes], size: int) -> None:
    kind, body = container
    try:
        whole = listed(body, kind)
    except ParseError:
        return

    assert by_pages(kind, body, size) == whole
    assert len({member.name for member in whole}) == len(whole)
    assert all("!/" not in member.name for member in whole)


@given(CONTAINERS, st.integers(0, 200))
def test_no_member_is_more_than_its_limit(container: tuple[str, bytes], most: int) -> None:
    kind, body = container
    within = limits(member_bytes=most, nested_bytes=most)
    try:
        members = listed(body, kind)
    except ParseError:
        return
    for member in members:
        try:
            assert len(part(body, member.locator, kind, within).body) <= most
        except TooLargeDocumentError:
            # A gzip file gives the length of its last piece alone.
            assert member.size > most or kind == "gzip"
        except ParseError:
            continue


@given(ARCHIVES)
def test_archive_holds_what_the_standard_library_finds_in_it(body: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        expected = {info.header_offset: archive.read(info) for info in archive.infolist()}
    try:
        members = listed(body)
    except ParseError:
        return
    for member in members:
        try:
            assert part(body, member.locator).body in expected.values()
        except BadNameError:
            continue


@given(st.binary(max_size=400))
def test_any_bytes_that_begin_like_an_archive_end_as_members_or_a_reason(rest: bytes) -> None:
    with suppress(ParseError):
        assert listed(b"PK\x03\x04" + rest)


@given(PIECES, LEVELS, st.integers(0, 200))
def test_what_was_packed_comes_out_once_and_in_order(
    pieces: list[bytes], level: int, zeros: int
) -> None:
    body = packed(pieces, level) + b"\0" * zeros

    (member,) = listed(body, "gzip")
    assert part(body, member.locator, "gzip").body == b"".join(pieces)


@given(PIECES, LEVELS, st.integers(0), st.binary(max_size=8), st.booleans())
def test_damaged_gzip_gives_what_was_packed_or_a_reason(
    pieces: list[bytes], level: int, place: int, noise: bytes, cut: bool
) -> None:
    whole = packed(pieces, level)
    at = place % len(whole)
    body = whole[:at] + noise + (b"" if cut else whole[at + len(noise) :])
    try:
        found = part(body, "story.txt", "gzip").body
    except ParseError:
        return

    # What is left out is never a part of a piece: each has its checksum.
    assert found in {b"".join(pieces[:count]) for count in range(1, len(pieces) + 1)}


@given(st.binary(max_size=400))
def test_any_bytes_that_begin_like_gzip_end_as_a_member_or_a_reason(rest: bytes) -> None:
    body = b"\x1f\x8b\x08" + rest

    assert listed(body, "gzip")
    with suppress(ParseError):
        assert len(part(body, "story.txt", "gzip").body) <= LIMITS.member_bytes


@given(st.lists(st.binary(max_size=300), max_size=8), st.booleans(), st.integers(0, 3))
def test_pages_of_a_web_archive_come_out_once_and_in_order(
    pages: list[bytes], is_packed: bool, others: int
) -> None:
    between = [record("GET /", "request"), record("x", "metadata"), info()][:others]
    records = [info(), *(each for page in pages for each in (*between, record(response(page))))]
    body = packs(records) if is_packed else b"".join(records)

    found = parts(body, "warc")

    assert [each.body for each in found] == pages
    assert found == parts(body, "warc")


@given(WARCS, st.integers(0), st.binary(max_size=8), st.booleans())
def test_damaged_web_archive_gives_pages_that_were_in_it_or_reasons(
    whole: bytes, place: int, noise: bytes, cut: bool
) -> None:
    at = place % len(whole)
    body = whole[:at] + noise + (b"" if cut else whole[at + len(noise) :])

    place_before = -1
    for member, after in opened(body, "warc").members(Place()):
        assert place_before < after.position <= len(body)
        place_before = after.position
        if member:
            with suppress(ParseError):
                part(body, member.locator, "warc")


@given(st.binary(max_size=400), st.sampled_from([b"WARC/1.0\r\n", b"\x1f\x8b\x08"]))
def test_any_bytes_that_begin_like_a_web_archive_end_as_members_or_reasons(
    rest: bytes, first: bytes
) -> None:
    body = first + rest

    for member in listed(body, "warc"):
        with suppress(ParseError):
            part(body, member.locator, "warc")
