"""ZIP archives: what is a member, and what becomes of those that are none."""

import io
import stat
import struct
import zipfile
import zlib
from contextlib import suppress

import pytest

from functions.parse.errors import (
    BadNameError,
    BombError,
    CorruptDocumentError,
    EmptyDocumentError,
    EncryptedError,
    ParseError,
    TooLargeDocumentError,
    TooManyMembersError,
    UnsupportedDocumentError,
)
from tests.parse.containers.archives import limits, listed, names, opened, read, zipped

STORY = "The mayor said that the bridge would stay shut."


def patched(body: bytes, magic: bytes, offset: int, field: bytes) -> bytes:
    """The archive with a field overwritten in the first record of a kind."""
    place = body.index(magic) + offset
    return body[:place] + field + body[place + len(field) :]


def in_directory(body: bytes, offset: int, field: bytes) -> bytes:
    """The archive with a field of its first directory entry overwritten."""
    return patched(body, b"PK\x01\x02", offset, field)


def named(raw: bytes, *, flag: bool = False) -> bytes:
    """An archive whose only member has a name of certain bytes."""
    stand_in = "x" * len(raw)
    body = zipped({stand_in: STORY}).replace(stand_in.encode(), raw)
    if not flag:
        return body
    return in_directory(body, 8, struct.pack("<H", 0x800))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_members_are_listed_in_order_and_read_by_their_locators(method: int) -> None:
    body = zipped({"a.txt": STORY, "b/c.html": "x" * 200_000, "empty.txt": ""}, method)

    assert names(body) == ["a.txt", "b/c.html", "empty.txt"]
    assert [read(body, index) for index in range(3)] == [STORY.encode(), b"x" * 200_000, b""]


def test_folders_and_what_file_managers_leave_behind_are_no_members() -> None:
    body = zipped(
        {
            "week/": "",
            "week/a.txt": STORY,
            "__MACOSX/week/._a.txt": "fork",
            "week/._b.txt": "fork",
            "week/.DS_Store": "x",
            "Thumbs.db": "x",
        }
    )

    assert names(body) == ["week/a.txt"]


def test_a_name_that_comes_again_gets_a_number() -> None:
    again = [("a.txt", "1"), ("a~2.txt", "2"), ("a.txt", "3"), ("b", "4"), ("b", "5")]
    with pytest.warns(UserWarning, match="Duplicate name"):
        body = zipped(again)

    assert names(body) == ["a.txt", "a~2.txt", "a~3.txt", "b", "b~2"]
    assert [read(body, index) for index in range(5)] == [b"1", b"2", b"3", b"4", b"5"]


@pytest.mark.parametrize(
    ("raw", "flag", "name"),
    [
        ("café.txt".encode(), True, "café.txt"),
        ("café.txt".encode(), False, "café.txt"),
        (b"caf\x82.txt", False, "café.txt"),
    ],
    ids=["utf-8 by the flag", "utf-8 without it", "code page 437"],
)
def test_name_is_decoded_by_flag_or_evidence(raw: bytes, flag: bool, name: str) -> None:
    assert names(named(raw, flag=flag)) == [name]


def test_name_in_the_unicode_extra_field_goes_first() -> None:
    info = zipfile.ZipInfo("plain.txt")
    field = struct.pack("<BL", 1, zlib.crc32(b"plain.txt")) + "名.txt".encode()
    info.extra = struct.pack("<2H", 0x7075, len(field)) + field

    assert names(zipped([(info, STORY)])) == ["名.txt"]


@pytest.mark.parametrize(
    "raw",
    [
        b"/etc/passwd",
        b"../up.txt",
        b"a/../../b.txt",
        b"..\\up.txt",
        b"C:/x.txt",
        b"a!/b.txt",
        b"bell\x07.txt",
        b"\xff\xfe.txt",
    ],
)
def test_bad_name_is_a_member_under_a_name_that_is_safe_and_fails_when_read(raw: bytes) -> None:
    body = named(raw, flag=raw.startswith(b"\xff"))

    assert names(body) == ["member-0000000"]
    with pytest.raises(BadNameError):
        read(body)


def test_name_beyond_the_limit_is_bad() -> None:
    with pytest.raises(BadNameError, match="7 characters; the limit is 6"):
        read(zipped({"abc.txt": STORY}), within=limits(name_characters=6))


def test_encrypted_member_fails_alone() -> None:
    body = in_directory(zipped({"a.txt": STORY, "b.txt": STORY}), 8, struct.pack("<H", 1))

    with pytest.raises(EncryptedError):
        read(body)
    assert read(body, 1) == STORY.encode()


def test_link_is_no_article() -> None:
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16

    with pytest.raises(UnsupportedDocumentError, match="link"):
        read(zipped([(info, "/etc/passwd")]))


def test_member_that_is_packed_in_an_unknown_way_says_which() -> None:
    with pytest.raises(UnsupportedDocumentError, match="method 14"):
        read(zipped({"a.txt": STORY}, zipfile.ZIP_LZMA))


@pytest.mark.parametrize(("size", "why"), [(len(STORY) - 1, "more than"), (10_000, "checksum")])
def test_size_that_lies_is_found_out(size: int, why: str) -> None:
    body = in_directory(zipped({"a.txt": STORY}), 24, struct.pack("<L", size))

    with pytest.raises(CorruptDocumentError, match=why):
        read(body)


def test_size_that_lies_does_not_make_it_unpack_all() -> None:
    packed = zipped({"a.txt": b"\0" * 4_000_000})
    body = in_directory(packed, 24, struct.pack("<L", 10))

    with pytest.raises(CorruptDocumentError, match="more than its archive says"):
        read(body)


@pytest.mark.parametrize("end", [1, 30])
def test_damaged_bytes_are_found_by_their_checksum(end: int) -> None:
    body = bytearray(zipped({"a.txt": STORY}, zipfile.ZIP_STORED))
    body[30 + len("a.txt") + end] ^= 1

    with pytest.raises(CorruptDocumentError, match="checksum"):
        read(bytes(body))


def test_member_beyond_the_limit_is_too_large() -> None:
    with pytest.raises(TooLargeDocumentError, match="47 bytes; the limit is 46"):
        read(zipped({"a.txt": STORY}), within=limits(member_bytes=46))


def test_container_in_a_container_has_a_limit_of_its_own() -> None:
    inner = zipped({"a.txt": STORY})
    body = zipped({"inner.zip": inner})

    assert read(body, within=limits(member_bytes=1)) == inner
    with pytest.raises(TooLargeDocumentError):
        read(body, within=limits(nested_bytes=1))


def test_member_that_unpacks_to_far_more_is_a_bomb_and_not_unpacked() -> None:
    with pytest.raises(BombError):
        read(zipped({"a.txt": b"\0" * 4_000_000}))


def test_members_that_share_their_bytes_are_a_bomb() -> None:
    body = zipped({"a.txt": "x" * 500, "b.txt": "y" * 500}, zipfile.ZIP_STORED)
    second = body.rindex(b"PK\x01\x02")

    overlapping = body[: second + 42] + struct.pack("<L", 0) + body[second + 46 :]

    with pytest.raises(BombError, match="share"):
        opened(overlapping)


def test_archive_that_unpacks_to_more_than_the_limit_is_too_large() -> None:
    with pytest.raises(TooLargeDocumentError, match="94 bytes; the limit is 93"):
        opened(zipped({"a.txt": STORY, "b.txt": STORY}), within=limits(total_bytes=93))


def test_archive_with_too_many_entries_is_refused_before_any_is_read() -> None:
    body = zipped({f"{number}.txt": "" for number in range(4)})

    with pytest.raises(TooManyMembersError, match="4 entries; the limit is 3"):
        opened(body, within=limits(members=3))


@pytest.mark.parametrize("body", [zipped({}), zipped({"folder/": ""})])
def test_archive_without_members_is_empty(body: bytes) -> None:
    with pytest.raises(EmptyDocumentError):
        opened(body)


@pytest.mark.parametrize("kept", [10, 100, -10, -60])
def test_archive_that_is_cut_off_is_corrupt(kept: int) -> None:
    with pytest.raises(CorruptDocumentError):
        opened(zipped({"a.txt": STORY, "b.txt": STORY})[:kept])


def test_archive_whose_directory_is_damaged_is_corrupt() -> None:
    with pytest.raises(CorruptDocumentError, match="damaged"):
        opened(in_directory(zipped({"a.txt": STORY}), 0, b"PK\x09\x09"))


def test_archive_that_lies_about_its_entries_is_corrupt() -> None:
    body = patched(zipped({"a.txt": STORY}), b"PK\x05\x06", 10, struct.pack("<H", 2))

    with pytest.raises(CorruptDocumentError):
        opened(body)


def test_bytes_before_and_a_comment_behind_the_archive_do_not_matter() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", STORY)
        archive.comment = b"PK\x05\x06 is how an end begins"

    body = b"#!/bin/sh\n" + file.getvalue()

    assert names(body) == ["a.txt"]
    assert read(body) == STORY.encode()


def test_archive_with_64_bit_fields_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given: the writer goes over to 64 bits for sizes and numbers as small as these.
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 20)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)

    body = zipped({"a.txt": STORY, "b.txt": STORY[::-1]})

    assert b"PK\x06\x06" in body
    assert names(body) == ["a.txt", "b.txt"]
    assert read(body, 1) == STORY[::-1].encode()
    assert [member.size for member in listed(body)] == [len(STORY)] * 2


def test_no_damage_to_any_byte_raises_anything_but_a_reason() -> None:
    body = zipped({"a.txt": STORY, "inner.zip": zipped({"b.txt": STORY})})

    for place in range(len(body)):
        for value in (0, 0xFF, body[place] ^ 1):
            damaged = body[:place] + bytes([value]) + body[place + 1 :]
            with suppress(ParseError):
                for index in range(len(listed(damaged))):
                    read(damaged, index)
