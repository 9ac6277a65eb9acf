"""The parts of a DOCX: members of a ZIP archive, found by what relates them to one another."""

import io
import posixpath
from dataclasses import dataclass
from typing import Any, Final

from functions.parse.containers import Candidate, Limits, Place
from functions.parse.containers import zip as archive
from functions.parse.docx import LONGEST_PART, MOST_PARTS, RATIO
from functions.parse.errors import CorruptDocumentError
from functions.parse.xmltree import tree

_LIMITS: Final = Limits(
    members=MOST_PARTS,
    total_bytes=10**12,  # most parts are never unpacked
    member_bytes=LONGEST_PART,
    nested_bytes=LONGEST_PART,
    ratio=RATIO,
    depth=1,
    name_characters=1024,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to."""

    kind: str
    """The last part of its type's address: hyperlink, styles, footnotes."""
    target: str
    """The name of a part, or an address outside."""
    is_external: bool


class Package:
    """An opened DOCX."""

    def __init__(self, body: bytes) -> None:
        self._file = io.BytesIO(body)
        container = archive.open_archive(Candidate.of(self._file, ""), _LIMITS)
        members = (member for member, _ in container.members(Place()))
        self._locators = {member.name: member.locator for member in members}

    def part(self, name: str) -> bytes | None:
        """A part, unpacked; nothing if there is none of that name.

        Raises:
            ParseError: If it is damaged, encrypted or beyond a limit.
        """
        locator = self._locators.get(name)
        return None if locator is None else archive.read(self._file, locator, _LIMITS).body

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to, by identifier; of the package itself, for no name."""
        folder, name = posixpath.split(part)
        body = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        if body is None:
            return {}
        root = tree(body, "A list of relations in the DOCX")
        return {found.get("Id", ""): _relation(found, folder) for found in root}

    def main(self) -> str:
        """The name of the part that holds the text.

        Raises:
            CorruptDocumentError: If there is none.
        """
        name = self._related("", "officeDocument") or "word/document.xml"
        if name not in self._locators:
            raise CorruptDocumentError("The DOCX lacks the part that holds its text.")
        return name

    def beside(self, main: str, kind: str) -> bytes | None:
        """The part of a kind that the main part refers to, or has beside it: styles, footnotes."""
        return self.part(
            self._related(main, kind) or posixpath.join(posixpath.dirname(main), f"{kind}.xml")
        )

    def core(self) -> bytes | None:
        """The part that holds the core properties."""
        return self.part(self._related("", "core-properties") or "docProps/core.xml")

    def addresses(self, part: str) -> dict[str, str]:
        """Where the links of a part lead, by their identifiers."""
        found = self.relations(part).items()
        return {id_: relation.target for id_, relation in found if relation.is_external}

    def _related(self, part: str, kind: str) -> str | None:
        """The name of the first part of a kind that a part refers to."""
        found = (each.target for each in self.relations(part).values() if each.kind == kind)
        return next(found, None)


def _relation(element: Any, folder: str) -> Relation:  # noqa: ANN401 - lxml has no types
    target = element.get("Target", "")
    is_external = element.get("TargetMode") == "External"
    if not is_external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(element.get("Type", "").rpartition("/")[2], target, is_external)
