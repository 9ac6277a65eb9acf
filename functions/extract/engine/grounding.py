"""The last gate: a record with a span that the text does not have there is refused and counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from functions.extract.engine.attribution import Attribution, Tag
from functions.extract.engine.ranges import Range
from functions.extract.engine.records import Records
from functions.extract.engine.utterances import Statement
from schemas.claim import Claim
from schemas.spans import UngroundedSpanError, check_grounded


@dataclass(slots=True)
class Admitted:
    """The records that passed, and where those stood that did not."""

    claims: list[Claim] = field(default_factory=list)
    refused: list[Range] = field(default_factory=list)


def within(
    text: str, attributions: Iterable[Attribution]
) -> tuple[list[Attribution], list[Attribution]]:
    """The attributions whose tags lie within the text, and the others."""
    inside: list[Attribution] = []
    outside: list[Attribution] = []
    for attribution in attributions:
        tags = [*attribution.content, *filter(None, (attribution.source, attribution.cue))]
        (inside if all(_lies_within(text, tag) for tag in tags) else outside).append(attribution)
    return inside, outside


def _lies_within(text: str, tag: Tag) -> bool:
    return 0 <= tag.start < tag.end <= len(text)


def admit(text: str, statements: Sequence[Statement], records: Records) -> Admitted:
    """The records of the statements, each verified against the text."""
    admitted = Admitted()
    for statement in statements:
        try:
            claim = records.record(statement)
            check_grounded(text, claim.spans())
        except (UngroundedSpanError, ValidationError):
            admitted.refused += statement.pieces
            continue
        admitted.claims.append(claim)
    return admitted
