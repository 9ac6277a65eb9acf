"""Whether other voices in the article deny, dispute, corroborate or confirm a claim.

Concluded from the relations between its claims, and only where the outlet itself has not said
what it could verify. It is the article's word, never a rating.
"""

from collections.abc import Sequence
from typing import Final

from functions.extract.engine.lemmas import lemmas
from schemas.claim import (
    Claim,
    CueClass,
    Polarity,
    Relation,
    RelationType,
    Verification,
    VerificationStatus,
)
from schemas.spans import Span

_LEAST: Final = 0.6
"""Confidence of the least sure relation that counts: one on that very claim."""
_ORDER: Final = (
    VerificationStatus.SUPERSEDED,
    VerificationStatus.DENIED_IN_ARTICLE,
    VerificationStatus.DISPUTED_IN_ARTICLE,
    VerificationStatus.CONFIRMED_IN_ARTICLE,
    VerificationStatus.CORROBORATED_IN_ARTICLE,
)
"""What is said of a claim of which several things could be said: the first."""
_SAID_BY: Final = {
    RelationType.DENIES: VerificationStatus.DENIED_IN_ARTICLE,
    RelationType.CONFLICTS_WITH: VerificationStatus.DISPUTED_IN_ARTICLE,
    RelationType.SUPPORTS: VerificationStatus.CORROBORATED_IN_ARTICLE,
    RelationType.SUPERSEDES: VerificationStatus.SUPERSEDED,
}
_DISPUTES: Final = frozenset({"dispute", "challenge", "contest", "question", "doubt"})


def with_standing(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, with what others in the article say of each; the outlet's own word stays."""
    found: dict[str, list[Verification]] = {}
    places = {claim.claim_id: index for index, claim in enumerate(claims)}
    for index, claim in enumerate(claims):
        for relation in claim.relations:
            status = _status(claim, relation, is_later=index > places[relation.claim_id])
            if status is not None:
                found.setdefault(relation.claim_id, []).append(_stated(claim, status))
    return [_with(claim, found.get(claim.claim_id, [])) for claim in claims]


def _status(claim: Claim, relation: Relation, *, is_later: bool) -> VerificationStatus | None:
    """What a relation that leads from a claim says of the one that it leads to.

    Of two numbers that differ, the later one disputes the earlier.
    """
    if (relation.confidence or 0.0) < _LEAST:
        return None
    if relation.type is RelationType.CONFLICTS_WITH and not is_later:
        return None
    if relation.type is RelationType.DENIES and _disputes(claim):
        return VerificationStatus.DISPUTED_IN_ARTICLE
    if relation.type is RelationType.SUPPORTS and claim.cue_class is CueClass.CONFIRM:
        return VerificationStatus.CONFIRMED_IN_ARTICLE
    return _SAID_BY.get(relation.type)


def _disputes(claim: Claim) -> bool:
    """Whether it contests the other claim without saying that it is not so."""
    words = claim.cue.exact.split() if claim.cue else []
    return any(verb in _DISPUTES for word in words for verb in lemmas(word)) or (
        claim.polarity is Polarity.DENIED and claim.cue_class is not CueClass.DENY
    )


def _stated(claim: Claim, status: VerificationStatus) -> Verification:
    words = claim.cue or claim.content[0]
    return Verification(
        status=status,
        by=claim.source.canonical if claim.source else None,
        span=Span(exact=words.exact, start=words.start, end=words.end),
    )


def _with(claim: Claim, found: list[Verification]) -> Claim:
    stated = claim.verification.status is not VerificationStatus.NONE_STATED
    if stated or not found:
        return claim
    first = min(found, key=lambda verification: _ORDER.index(verification.status))
    return claim.model_copy(update={"verification": first})
