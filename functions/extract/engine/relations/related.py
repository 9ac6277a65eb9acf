"""The relations of an article's claims, each on the record that it leads from."""

from collections.abc import Iterator, Sequence
from typing import Final

from functions.extract.engine.relations.denials import denials
from functions.extract.engine.relations.likeness import Index, matters
from functions.extract.engine.relations.links import Link
from functions.extract.engine.relations.numbers import conflicts
from functions.extract.engine.relations.repeats import repeats
from schemas.claim import Claim, Relation

_WINDOW: Final = 12
"""Claims before one that its words may point back to."""
_MOST: Final = 8
"""Relations that lead from one claim: a text that repeats one thing must stay readable."""


def related(claims: Sequence[Claim]) -> list[Claim]:
    """The claims in order, each with its relations to others of the same article.

    The time grows with the claims: each looks back at a bounded number of others.
    """
    by_source: dict[int, dict[int, Link]] = {}
    for link in _links(claims):
        found = by_source.setdefault(link.source, {})
        if link.source != link.target and len(found) < _MOST:
            found.setdefault(link.target, link)
    return [
        _with_relations(claim, claims, list(by_source.get(index, {}).values()))
        for index, claim in enumerate(claims)
    ]


def _links(claims: Sequence[Claim]) -> Iterator[Link]:
    index = Index()
    every = matters(claims)
    for number, one in enumerate(every):
        window = every[max(0, number - _WINDOW) : number]
        near = index.near(one)
        for find in (denials, conflicts, repeats):
            yield from find(one, window, near)
        index.add(one)


def _with_relations(claim: Claim, claims: Sequence[Claim], links: list[Link]) -> Claim:
    if not links:
        return claim
    relations = [
        Relation(type=link.type, claim_id=claims[link.target].claim_id, confidence=link.confidence)
        for link in sorted(links)
    ]
    return claim.model_copy(update={"relations": relations})
