"""The formats that claims can be had in: which one is asked for, and what each makes of a page.

Pure: claims and what is known of their articles in, text out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from functions.api.formats import annotations, csv, json, json_lines, linked_data
from functions.api.formats.negotiation import chosen
from functions.api.formats.page import Page

__all__ = ["FORMATS", "Page", "Rendered", "render", "wanted"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its content type, and what makes it."""

    content_type: str
    write: Callable[[Page], str]


FORMATS: Final[Mapping[str, Format]] = {
    "json": Format("application/json", json.write),
    "jsonl": Format("application/jsonl", json_lines.write),
    "csv": Format("text/csv; charset=utf-8; header=present", csv.write),
    "jsonld": Format("application/ld+json", linked_data.write),
    "annotations": Format(
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', annotations.write
    ),
}
"""By the name for `?format=`; the first is for whoever asks for none."""
_ALIASES: Final = {"application/x-ndjson": "jsonl", "application/x-jsonlines": "jsonl"}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page in the format that was asked for."""

    content_type: str
    body: str


def wanted(accept: str | None, name: str | None) -> str | None:
    """The name of the format for a request; none if it accepts none of them.

    Args:
        accept: The Accept header (RFC 9110, section 12.5.1).
        name: The `format` parameter, which outranks it.
    """
    if name is not None:
        return name if name in FORMATS else None
    offered = {form.content_type: each for each, form in FORMATS.items()} | _ALIASES
    return chosen(accept, offered)


def render(page: Page, name: str) -> Rendered:
    """A page in a format."""
    form = FORMATS[name]
    return Rendered(form.content_type, form.write(page))
