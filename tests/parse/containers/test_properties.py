"""What holds for every container, whatever it holds."""

import io
import zipfile
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from functions.parse.containers import Member, Place
from functions.parse.errors import BadNameError, ParseError, TooLargeDocumentError
from tests.parse.containers.archives import limits, listed, opened, part, zipped

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)
ARCHIVES = st.builds(
    zipped,
    st.dictionaries(NAMES, st.binary(max_size=300), min_size=1, max_size=12),
    st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2]),
)
TEXTS = st.lists(st.sampled_from([b'{"a": 1}', b"", b" ", b"\xef\xbb\xbf", b"x" * 50]), max_size=12)
LINES = st.builds(lambda end, texts: end.join(texts), st.sampled_from([b"\n", b"\r\n"]), TEXTS)
CONTAINERS = st.one_of(st.tuples(st.just("zip"), ARCHIVES), st.tuples(st.just("lines"), LINES))


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
            assert member.size > most
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
