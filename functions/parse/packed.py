"""Documents that are ZIP archives by their form: which one a list of members makes.

An archive of articles is none. How members are listed does not live here: some archives are so
damaged that their names can only be looked for among their bytes.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Final

HEAD: Final = 4096
"""Bytes, at the beginning and at the end, in which a damaged archive names its members."""


class Packed(StrEnum):
    """A kind of document, as it is called in messages."""

    WORD = "a Word document (DOCX)"
    EXCEL = "an Excel workbook (XLSX)"
    POWERPOINT = "a PowerPoint presentation (PPTX)"
    EPUB = "an EPUB book"
    OPEN_DOCUMENT = "an OpenDocument file"
    JAVA = "a Java program"
    OFFICE = "an Office document"


_TELLING: Final = (
    *("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"),
    *("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"),
)
"""Members of which a document has one, and an archive of articles none."""
_KINDS: Final = (
    ("word/", Packed.WORD),
    ("xl/", Packed.EXCEL),
    ("ppt/", Packed.POWERPOINT),
    ("META-INF/container.xml", Packed.EPUB),
    ("META-INF/MANIFEST.MF", Packed.JAVA),
    ("mimetype", Packed.OPEN_DOCUMENT),
    ("", Packed.OFFICE),
)
"""What tells the kinds apart: a member, or the folder of one."""


def packed_of(names: Iterable[str]) -> Packed | None:
    """The document that members of these names make."""
    held = set(names)
    folders = {name[: name.find("/") + 1] for name in held}
    return _packed(lambda part: part in held or part in folders)


def packed_within(held: bytes) -> Packed | None:
    """The document that an archive is, by the names that stand in bytes of it."""
    return _packed(lambda part: part.encode() in held)


def _packed(has: Callable[[str], bool]) -> Packed | None:
    if not any(map(has, _TELLING)):
        return None
    return next(kind for part, kind in _KINDS if not part or has(part))
