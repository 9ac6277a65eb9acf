"""Containers: files that hold articles. Which there are, how to tell them, and how to divide them.

Pure: everything works over a seekable binary file. A module here with a `CONTAINER` is a format; no
list to edit. What becomes of the members lives in `expansion`.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from functions.parse.containers.base import (
    Container,
    File,
    Format,
    Glimpse,
    Limits,
    Member,
    Part,
    Place,
    Streamed,
    Whole,
    ending,
)
from functions.parse.containers.whole import Divider, WholeContainer

__all__ = ["Container", "Divider", "File", "Format", "Limits", "Member", "Part", "Place"]
__all__ += ["formats", "kind_of", "open_container", "read_member", "whole_format"]

_HEAD: Final = 64 * 1024
"""Bytes looked at to tell a container."""


@cache
def formats() -> dict[str, Format]:
    """All formats by their names, in the order of their modules' names."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    found = (module.CONTAINER for module in modules if hasattr(module, "CONTAINER"))
    return {each.name: each for each in found}


def kind_of(file: File, name: str, media_type: str = "") -> str | None:
    """The name of the format that a file is a container of, if it is one."""
    file.seek(0)
    glimpse = Glimpse(file, file.read(_HEAD), ending(name), media_type)
    return next((each.name for each in formats().values() if each.recognise(glimpse)), None)


def open_container(file: File, kind: str, limits: Limits, divider: Divider) -> Container:
    """Open a container.

    Raises:
        ParseError: If it is broken or beyond a limit as a whole.
    """
    found = formats()[kind]
    if isinstance(found, Streamed):
        return found.open(file, limits)
    return WholeContainer(divider, kind, file, limits)


def read_member(file: File, kind: str, locator: str, limits: Limits, divider: Divider) -> Part:
    """One member of a container, unpacked.

    Raises:
        ParseError: If this member is broken, encrypted or beyond a limit.
    """
    found = formats()[kind]
    if isinstance(found, Streamed):
        return found.read(file, locator, limits)
    return WholeContainer(divider, kind, file, limits).part(locator)


def whole_format(kind: str) -> Whole:
    """The format of this name, which is a whole one."""
    found = formats()[kind]
    assert isinstance(found, Whole)  # noqa: S101 - only whole ones are asked for
    return found
