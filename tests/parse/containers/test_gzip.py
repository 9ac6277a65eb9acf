"""Single files packed with gzip: containers of one member."""

import gzip
import io
import random
from pathlib import Path

import pytest

from functions.parse.containers import Place
from functions.parse.containers import gzip as gzip_container
from functions.parse.containers.gunzip import GzipMember
from functions.parse.errors import (
    BombError,
    CorruptDocumentError,
    ParseError,
    TooLargeDocumentError,
    TooManyMembersError,
)
from tests.parse.containers.archives import kind, limits, lines, listed, opened, part

STORY = b"The mayor said that the bridge would stay shut.\n" * 20


def unpacked(body: bytes, name: str = "story.txt.gz", **changes: int) -> bytes:
    (member,) = listed(body, "gzip", name=name)
    return part(body, member.locator, "gzip", limits(**changes)).body


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("story.txt.gz", "story.txt"),
        ("drops/week.jsonl.gz", "week.jsonl"),
        ("week.tgz", "week.tar"),
        ("story", "story"),
        (".gz", ".gz"),
        ("a!.gz", "a!"),
        ("bell\x07.gz", "unpacked"),
        ("", "unpacked"),
    ],
)
def test_member_has_the_name_of_the_file_without_its_ending(name: str, member: str) -> None:
    body = gzip.compress(STORY)

    assert kind(body, name) == "gzip"
    (found,) = listed(body, "gzip", name=Path(name).name)
    assert (found.name, found.size) == (member, len(STORY))


def test_file_is_unpacked_whole() -> None:
    assert unpacked(gzip.compress(STORY)) == STORY
    assert unpacked(gzip.compress(STORY) + gzip.compress(b"More.")) == STORY + b"More."
    assert unpacked(gzip.compress(STORY) + b"\0" * 500) == STORY
    assert unpacked(gzip.compress(b"")) == b""


def test_there_is_no_second_member() -> None:
    assert list(opened(gzip.compress(STORY), "gzip").members(Place(1, 1))) == []


def test_container_in_it_may_be_larger_than_an_article() -> None:
    body = gzip.compress(lines(*["x" * 60] * 10))

    with pytest.raises(TooLargeDocumentError) as caught:
        unpacked(body, "story.txt.gz", member_bytes=100)
    assert caught.value.remedy == "Drop it unpacked."
    assert len(unpacked(body, "week.jsonl.gz", member_bytes=100)) == 630


def test_bomb_is_not_unpacked() -> None:
    with pytest.raises(BombError):
        unpacked(gzip.compress(b"\0" * 4_000_000), member_bytes=10**9)


def test_file_beyond_the_limit_is_too_large() -> None:
    with pytest.raises(TooLargeDocumentError):
        opened(gzip.compress(STORY), "gzip", limits(total_bytes=10))


def test_very_many_pieces_are_refused() -> None:
    body = gzip.compress(b"", mtime=0) * 11

    assert not unpacked(body, members=11)
    with pytest.raises(TooManyMembersError, match="more than 10 pieces"):
        unpacked(body, members=10)


def test_what_is_packed_into_more_than_the_limit_is_not_read_to_its_end() -> None:
    nothing = b"\0\0\0\xff\xff"  # a block of Deflate that holds nothing
    file = io.BytesIO(gzip.compress(b"", 0, mtime=0)[:10] + nothing * 800_000)

    with pytest.raises(TooLargeDocumentError, match="even when packed"):
        gzip_container.read(file, "a.txt", limits(member_bytes=100_000))
    assert file.tell() < 2_000_000


def test_bytes_that_cannot_be_packed_may_fill_the_limit() -> None:
    noise = random.Random(0).randbytes(50_000)  # noqa: S311

    assert unpacked(gzip.compress(noise), member_bytes=50_000) == noise


def test_name_that_is_too_long_is_replaced() -> None:
    (found,) = listed(gzip.compress(STORY), "gzip", name=f"{'a' * 301}.gz")

    assert found.name == "unpacked"


@pytest.mark.parametrize("cut", [1, 8, 20])
def test_file_that_is_cut_off_is_corrupt(cut: int) -> None:
    with pytest.raises(CorruptDocumentError, match="cut off"):
        unpacked(gzip.compress(STORY)[:-cut])


@pytest.mark.parametrize("place", [12, -6])
def test_damaged_file_is_corrupt(place: int) -> None:
    body = bytearray(gzip.compress(STORY))
    body[place] ^= 0xFF

    with pytest.raises(CorruptDocumentError):
        unpacked(bytes(body))


def test_what_is_no_gzip_behind_it_is_corrupt() -> None:
    with pytest.raises(ParseError):
        unpacked(gzip.compress(STORY) + b"and more")


@pytest.mark.parametrize("size", [0, 1, 70_000, 300_000])
def test_bytes_of_a_member_are_counted_to_its_end(size: int) -> None:
    first = gzip.compress(random.Random(size).randbytes(size) + b"\0" * size)  # noqa: S311
    member = GzipMember(io.BytesIO(first + gzip.compress(STORY)), 0)

    assert sum(map(len, member.chunks())) == member.unpacked == 2 * size
    assert member.packed == len(first)
