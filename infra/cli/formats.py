"""`hearsay formats`: what may be dropped, and the limits.

Formats are those of the registries of readers and containers; the limits that hold for all of them
are those of a template, at its defaults.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from functions.parse.containers.registry import containers
from functions.parse.readers import readers
from functions.parse.readers.base import Names
from infra.cli.errors import CliError
from infra.local.errors import TemplateError
from infra.local.template import load, resolve_parameters

FUNCTION: Final = "ParseFunction"
LIMITS: Final[Mapping[str, str]] = {
    "MAX_OBJECT_BYTES": "bytes of an article, or of a container that is read whole",
    "MAX_TEXT_CHARACTERS": "characters of an article's text",
    "DOCUMENT_SECONDS": "seconds in which an article is read",
    "DOCUMENT_MEBIBYTES": "MiB of memory in which it is read",
    "MAX_MEMBERS": "members of a container",
    "MAX_UNPACKED_BYTES": "bytes of a streamed container, and of all that it unpacks to",
    "MAX_NESTED_BYTES": "bytes of a streamed container within another, unpacked",
    "MAX_RATIO": "bytes that one packed byte becomes, from 1 MiB on",
    "MAX_DEPTH": "containers that an article lies in",
    "MAX_NAME_CHARACTERS": "characters of a member's name",
}
"""Variables of the function, each with what it limits."""


class Becomes(StrEnum):
    """What is made of a file of a format."""

    ARTICLE = "article"
    MEMBERS = "members"


class FormatRow(BaseModel):
    """One format that may be dropped."""

    name: str
    """As it stands in articles, or in the locators of members."""
    title: str
    becomes: Becomes
    endings: list[str]
    """Of file names, without the dot."""
    content_types: list[str]
    limits: list[str]
    """What is refused of this format, beside what the limits of all refuse."""


class Limit(BaseModel):
    """The most of something, whatever the format."""

    what: str
    most: int
    parameter: str | None
    """Of the template, by which it is changed."""


class Formats(BaseModel):
    """What `hearsay formats --json` prints."""

    formats: list[FormatRow]
    limits: list[Limit]


def formats(template: Path) -> Formats:
    """All formats, and the limits of a template.

    Raises:
        CliError: If the template cannot be read or says nothing of them.
    """
    return Formats(formats=list(rows()), limits=limits_of(template))


def rows() -> Iterable[FormatRow]:
    """The formats of articles, then those of containers."""
    for reader in readers():
        yield _row(reader.format.value, reader.names, Becomes.ARTICLE, reader.limits)
    for each in containers():
        yield _row(each.kind, each.names, Becomes.MEMBERS, each.limits)


def _row(name: str, names: Names, becomes: Becomes, limits: Iterable[str]) -> FormatRow:
    return FormatRow(
        name=name,
        title=names.title,
        becomes=becomes,
        endings=sorted(names.endings),
        content_types=sorted(names.media_types),
        limits=list(limits),
    )


def limits_of(template: Path) -> list[Limit]:
    """The limits for all formats that a template sets, at the defaults of its parameters.

    Raises:
        CliError: If it cannot be read or does not set one of them.
    """
    try:
        source = load(template)
        values = resolve_parameters(source.get("Parameters", {}), {})
        properties = source["Resources"][FUNCTION]["Properties"]
        variables = properties["Environment"]["Variables"]
        return [_limit(what, variables[name], values) for name, what in LIMITS.items()]
    except TemplateError as error:
        raise CliError(str(error)) from error
    except (KeyError, TypeError, ValueError) as error:
        raise CliError(f"{template}: the limits of {FUNCTION} cannot be read: {error}") from error


def _limit(what: str, value: Any, parameters: Mapping[str, str]) -> Limit:  # noqa: ANN401
    parameter = value["Ref"] if isinstance(value, dict) else None
    most = parameters[parameter] if parameter else value
    return Limit(what=what, most=int(most), parameter=parameter)
