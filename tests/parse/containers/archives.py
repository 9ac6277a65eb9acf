"""Containers for the tests, and limits that they keep to."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from functions.parse.containers import (
    Candidate,
    Limits,
    Member,
    Opened,
    Part,
    Place,
    Streamed,
    Whole,
)
from functions.parse.containers.registry import container, kind_of
from functions.parse.divisions import Divisions, WholeContainer, divided
from functions.parse.sandbox.here import DividerHere

LIMITS = Limits(
    members=1000,
    total_bytes=50_000_000,
    member_bytes=5_000_000,
    nested_bytes=20_000_000,
    ratio=100,
    depth=3,
    name_characters=300,
)
DIVISIONS = Divisions(DividerHere(LIMITS))


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


def kind(body: bytes, name: str = "drop", media_type: str | None = None) -> str | None:
    """Which kind of container a file is."""
    return kind_of(Candidate.of(io.BytesIO(body), name, media_type))


def opened(body: bytes, kind: str = "zip", within: Limits = LIMITS, name: str = "drop") -> Opened:
    """An opened container."""
    format_ = container(kind)
    if isinstance(format_, Streamed):
        return format_.open(Candidate.of(io.BytesIO(body), name), within)
    return WholeContainer(divided(kind, body, within))


def listed(
    body: bytes, kind: str = "zip", within: Limits = LIMITS, name: str = "drop"
) -> list[Member]:
    """All members of a container."""
    found = opened(body, kind, within, name).members(Place())
    return [member for member, _ in found if member]


def names(body: bytes, kind: str = "zip") -> list[str]:
    """The names of all members of a container."""
    return [member.name for member in listed(body, kind)]


def part(body: bytes, locator: str, kind: str = "zip", within: Limits = LIMITS) -> Part:
    """The member at a locator."""
    format_ = container(kind)
    if isinstance(format_, Streamed):
        return format_.read(io.BytesIO(body), locator, within)
    return WholeContainer(divided(kind, body, within)).part(locator)


def parts(body: bytes, kind: str, within: Limits = LIMITS) -> list[Part]:
    """All members, read."""
    if isinstance(container(kind), Whole):
        return list(divided(kind, body, within))
    return [part(body, member.locator, kind, within) for member in listed(body, kind, within)]


def read(body: bytes, index: int = 0, kind: str = "zip", within: Limits = LIMITS) -> bytes:
    """The bytes of the member of an index."""
    return part(body, listed(body, kind)[index].locator, kind, within).body
