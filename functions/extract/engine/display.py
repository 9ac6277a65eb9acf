"""A claim as it is easier to read: derived, beside its words and never in place of them.

Pieces are joined by an ellipsis mark. A leading "she" that can only be the source gives way to its
name in square brackets; "I" keeps its place before the name, so that its verb still agrees. No
other word is touched. Where another could be meant nothing is derived: a wrong name is worse than
none.
"""

import re
from collections.abc import Sequence
from typing import Final

from functions.extract.engine.ranges import Range
from functions.extract.engine.sources import UNKNOWN_AUTHOR, UNNAMED, Resolver
from schemas.claim import Claim, Directness, Resolution, Source, SourceType
from schemas.spans import Piece

ELLIPSIS: Final = " … "
"""Between the pieces of a claim."""

_SPOKEN: Final = frozenset(
    {Directness.DIRECT, Directness.MIXED, Directness.EMBEDDED_POST, Directness.INTERVIEW_ANSWER}
)
_FIRST: Final = re.compile(r"(?<![\w’'.])(?:I(?=[\s’'])(?!\.)|[Ww]e(?=[\s’']))")
_THIRD: Final = re.compile(
    r"[Hh]e(?=\s\w)|[Ss]he(?=\s\w)|"
    r"(?:[Ii]t|[Tt]hey)(?=\s(?:has|have|had|would|will)\s(?:(?:not|also|never|already|\w+ly)\s)*"
    r"(?!be\b|been\b|take\b|taken\b|become\b|seem|appear|make\b|mean\b|cost\b|help\b|come\b|"
    r"happen|to\b)\w)"
)
"""A person; or a body where it acts: "it was late", "they were sent" may be of something else."""
_NESTED: Final = re.compile(r"[“‘„«\"]")
_COLLECTIVE: Final = frozenset(
    {SourceType.GOVERNMENT, SourceType.GOVERNMENT_BODY, SourceType.ORGANISATION}
)


def with_display_text(resolver: Resolver, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, with a display text where reading needs one."""
    return [
        claim.model_copy(update={"display_text": shown})
        if (shown := _display_text(resolver, claim)) is not None
        else claim
        for claim in claims
    ]


def _display_text(resolver: Resolver, claim: Claim) -> str | None:
    """Nothing where it would be no more than the words themselves."""
    first, *rest = (piece.exact for piece in claim.content)
    shown = _clarified(resolver, claim)
    if shown is None and not rest:
        return None
    return ELLIPSIS.join(" ".join(part.split()) for part in (shown or first, *rest))


def _clarified(resolver: Resolver, claim: Claim) -> str | None:
    """The first piece with its pronoun made clear, if that is sure."""
    piece = claim.content[0]
    if claim.directness in _SPOKEN:
        return _of_speaker(claim, piece)
    match = _THIRD.match(piece.exact) if claim.directness is Directness.INDIRECT else None
    if match is None or claim.source is None or not _is_named(claim.source):
        return None
    where = Range(piece.start, piece.start + match.end())
    meant = resolver.only_referent(where, claim.source.span)
    if meant is None or meant.canonical != claim.source.canonical:
        return None
    return f"[{meant.canonical}]{piece.exact[match.end() :]}"


def _of_speaker(claim: Claim, piece: Piece) -> str | None:
    """The piece with the speaker's name after its first "I", or after the "we" of a body."""
    source, match = claim.source, _FIRST.search(piece.exact)
    if match is None or source is None or not _is_named(source) or _is_nested(piece, match):
        return None
    fits = source.type is SourceType.PERSON if match[0] == "I" else _speaks_as_body(claim, source)
    if not fits or " and " in source.canonical or source.resolution is Resolution.INFERRED:
        return None
    return f"{piece.exact[: match.end()]} [{source.canonical}]{piece.exact[match.end() :]}"


def _speaks_as_body(claim: Claim, source: Source) -> bool:
    """Whether "we" is the source: in an interview it may be anybody's."""
    return source.type in _COLLECTIVE and claim.directness is not Directness.INTERVIEW_ANSWER


def _is_nested(piece: Piece, match: re.Match[str]) -> bool:
    """Whether somebody else may be quoted within the quotation."""
    marks = _NESTED.findall(piece.exact[: match.start()])
    return len(marks) > (1 if piece.prefix[-1:].isspace() else 0)


def _is_named(source: Source) -> bool:
    known = not source.canonical[0].isdigit() and source.canonical not in {UNNAMED, UNKNOWN_AUTHOR}
    return known and source.type not in {SourceType.UNNAMED, SourceType.AUTHOR}
