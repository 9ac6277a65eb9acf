"""Containers for the tests, and limits that they keep to."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from functions.parse.containers import Container, Kind, Limits, Member, Place, open_container
from functions.parse.containers import read_member as read_one

LIMITS = Limits(
    members=1000,
    total_bytes=50_000_000,
    member_bytes=5_000_000,
    nested_bytes=20_000_000,
    ratio=100,
    depth=3,
    name_characters=300,
)


def limits(**changes: int) -> Limits:
    """The usual limits but for some."""
    return replace(LIMITS, **changes)


def zipped(
    members: Mapping[str, str | bytes] | Sequence[tuple[str | zipfile.ZipInfo, str | bytes]],
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A ZIP archive of some members."""
    file = io.BytesIO()
    pairs = members.items() if isinstance(members, Mapping) else members
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in pairs:
            archive.writestr(name, content, method)
    return file.getvalue()


def lines(*values: Any) -> bytes:
    """JSON Lines of some values."""
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def opened(body: bytes, kind: Kind = Kind.ZIP, within: Limits = LIMITS) -> Container:
    """An opened container."""
    return open_container(io.BytesIO(body), kind, within)


def listed(body: bytes, kind: Kind = Kind.ZIP) -> list[Member]:
    """All members of a container."""
    return [member for member, _ in opened(body, kind).members(Place())]


def names(body: bytes, kind: Kind = Kind.ZIP) -> list[str]:
    """The names of all members of a container."""
    return [member.name for member in listed(body, kind)]


def read(body: bytes, index: int = 0, kind: Kind = Kind.ZIP, within: Limits = LIMITS) -> bytes:
    """The member of an index."""
    member = listed(body, kind)[index]
    return read_one(io.BytesIO(body), kind, member.locator, within)
