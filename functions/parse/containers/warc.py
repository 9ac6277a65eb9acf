"""WARC web archives, plain or packed record by record: their HTML pages.

A member is a response with status 200, or a resource, of type HTML. What else there is (requests,
metadata, other statuses and types) is passed over knowingly, and counted in the log. Where the
records are lies in `records`; how a response is put together, in `http`.

A member is named by the offset of its record, the only thing that is surely unique and found
without looking at the others.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from functions.parse.containers.base import (
    Candidate,
    File,
    Limits,
    Member,
    Part,
    Place,
    Streamed,
)
from functions.parse.containers.gunzip import MAGIC, GzipMember
from functions.parse.containers.http import body_of, head_of
from functions.parse.containers.records import (
    FIRST,
    LOOKED_AT,
    Damage,
    Header,
    Record,
    header_of,
    is_packed_by_record,
    records_of,
)
from functions.parse.errors import (
    BombError,
    CorruptDocumentError,
    UnsupportedDocumentError,
)
from functions.parse.readers.base import Certainty, Names
from schemas.article import Notice, NoticeCode

logger = logging.getLogger(__name__)

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_LOOKS_LIKE_PAGE: Final = re.compile(rb"\s*<(?:!doctype\s+html|html|head)\b", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]{3,2000}")
_RESTS: Final = 64 * 1024 * 1024
"""Bytes passed over, after which the clock is looked at."""
_REST_RECORDS: Final = 1000
_TRUNCATED: Final = Notice(
    code=NoticeCode.CUT_OFF, message="The web archive holds only the beginning of the page."
)
_WHY: Final = {
    Damage.HEADER: "There is no WARC record here whose header can be read.",
    Damage.CUT_OFF: "The WARC record is cut off: it holds less than it says.",
    Damage.LENGTH: "The length that the WARC record gives is false.",
    Damage.PACKED: "The WARC record's packed bytes are damaged.",
    Damage.SEVERAL: "Several WARC records are packed as one.",
}
_ONE_BY_ONE: Final = "Drop the web archive unpacked, or packed record by record."


class WarcContainer:
    """An opened web archive."""

    def __init__(self, file: File, size: int, limits: Limits) -> None:
        self._file = file
        self._size = size
        self._limits = limits

    def members(self, place: Place) -> Iterator[tuple[Member | None, Place]]:
        """The pages from the record at an offset on, and a rest after much that is none."""
        passed: Counter[str] = Counter()
        rested = place
        records = records_of(self._file, place.position, self._size, self._limits)
        for number, record in enumerate(records, place.number + 1):
            after = Place(record.end, number)
            why = _why_passed_over(record)
            if why is None:
                rested = after
                yield _member(record), after
                continue
            passed[why] += 1
            if _is_far(rested, after):
                rested = after
                yield None, after
        logger.info("records passed over", extra={"passed_over": dict(passed)})


def recognise(candidate: Candidate) -> Certainty:
    """By the first bytes; packed, only where the first record is packed by itself."""
    head = candidate.head
    is_packed = head.startswith(MAGIC) and is_packed_by_record(head)
    return Certainty.CERTAIN if is_packed or head.startswith(FIRST) else Certainty.NO


def open_warc(candidate: Candidate, limits: Limits) -> WarcContainer:
    """Open a web archive.

    Raises:
        TooLargeDocumentError: If it has too many bytes.
    """
    remedy = "Divide it into smaller ones and drop each by itself."
    size = candidate.size(limits, "web archive", remedy)
    return WarcContainer(candidate.file, size, limits)


def read(file: File, locator: str, limits: Limits) -> Part:
    """The page of one record, put together and unpacked.

    Raises:
        ParseError: If the record is damaged, beyond a limit, or holds no page that can be read.
    """
    start, end, damage = _place(locator)
    if damage is Damage.BOMB:
        raise BombError("The WARC record unpacks to far more than it holds.")
    if damage:
        remedy = _ONE_BY_ONE if damage is Damage.SEVERAL else None
        raise CorruptDocumentError(_WHY[damage], remedy)
    held = _held(file, start, end, limits)
    header = header_of(held)
    if header is None:
        raise CorruptDocumentError(_WHY[Damage.HEADER])
    return _part(header, held[header.size : header.end], limits)


def _is_far(rested: Place, place: Place) -> bool:
    """Whether so much was passed over that it is time to look at the clock."""
    far = place.position - rested.position > _RESTS
    return far or place.number - rested.number > _REST_RECORDS


def _member(record: Record) -> Member:
    damage = f":{record.damage}" if record.damage else ""
    locator = f"{record.start}:{record.end}{damage}"
    return Member(f"record-{record.start:012d}", locator, record.end - record.start)


def _place(locator: str) -> tuple[int, int, Damage | None]:
    start, end, *damage = locator.split(":")
    return int(start), int(end), Damage(damage[0]) if damage else None


def _why_passed_over(record: Record) -> str | None:
    """Why a record is no member; nothing if it is one, as is all that is damaged."""
    header = header_of(record.head)
    if record.damage or not header:
        return None if record.damage else "nothing at all"
    type_ = header.fields.get("warc-type", "").lower()
    content_type = header.fields.get("content-type", "").lower()
    if type_ == "resource":
        is_page = content_type.partition(";")[0].strip() in _PAGES
        return None if is_page else "resource of another type"
    if type_ != "response":
        return type_[:40] or "record without a type"
    if "http" not in content_type:
        return "response of another protocol"
    return _why_no_page(record.head[header.size : header.end])


def _why_no_page(response: bytes) -> str | None:
    """Why a response is no page; nothing if it is one, or none that can be read."""
    head = head_of(response)
    if head is None:
        return None
    if head.status != 200:
        return f"status {head.status}"
    body = response[head.length : head.length + 1024]
    untyped = not head.media_type and _LOOKS_LIKE_PAGE.match(body)
    return None if untyped or head.media_type in _PAGES else "response of another type"


def _held(file: File, start: int, end: int, limits: Limits) -> bytes:
    """All of a record, unpacked.

    Raises:
        ParseError: If it is larger than a document may be.
    """
    most = limits.member_bytes + LOOKED_AT
    file.seek(start)
    if file.read(len(MAGIC)) != MAGIC:
        limits.check_unpacked(end - start, end - start, most)
        file.seek(start)
        return file.read(end - start)
    held, packed = bytearray(), GzipMember(file, start)
    for chunk in packed.chunks():
        held += chunk
        limits.check_unpacked(packed.packed, len(held), most)
    return bytes(held)


def _part(header: Header, content: bytes, limits: Limits) -> Part:
    fields = header.fields
    if "warc-segment-number" in fields:
        raise UnsupportedDocumentError(
            "The page goes on in another record, which is not read.",
            "Write the web archive without segments, or drop the saved page.",
        )
    notices: tuple[Notice, ...] = (_TRUNCATED,) if fields.get("warc-truncated") else ()
    content_type = fields.get("content-type")
    if fields.get("warc-type", "").lower() == "response":
        head = head_of(content)
        if head is None:
            raise CorruptDocumentError("The WARC record holds no HTTP response that can be read.")
        content, cut_off = body_of(head, content[head.length :], limits)
        notices, content_type = notices or cut_off, head.fields.get("content-type")
    limits.check_unpacked(len(content), len(content), limits.member_bytes)
    address = _ADDRESS.fullmatch(fields.get("warc-target-uri", "").strip("<> "))
    return Part(
        "",
        content,
        content_type or "text/html",
        url=address and address[0],
        fetched=_utc(fields.get("warc-date", "")),
        notices=notices,
    )


def _utc(date: str) -> str | None:
    try:
        moment = datetime.fromisoformat(date)
        return moment.astimezone(UTC).isoformat(timespec="seconds") if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


CONTAINER: Final = Streamed(
    "warc",
    Names("WARC web archive", frozenset({"warc"}), frozenset({"application/warc"})),
    recognise,
    open_warc,
    read,
    (
        "a record's header, or a response's head, over 64 KiB",
        "pages packed otherwise than with gzip or Deflate",
        "pages that go on in another record",
        "packed as one piece: as a file packed with gzip, within the limit of those",
    ),
)
