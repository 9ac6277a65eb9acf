"""Check-worthiness: which claims of an article a fact-checker should look at first, and why.

A linear model over yes-or-no features of a claim's words, trained on political debates
(`training/checkworthiness.py`), and a few adjustments for what a news article's record says of
the claim, which are judged, not trained. It says nothing about whether a claim is true.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from functions.extract.engine.lexicons.checkworthiness_weights import BIAS, WEIGHTS
from functions.extract.engine.lexicons.checkworthiness_words import CLASSES_OF, Feature
from schemas.claim import (
    CheckWorthiness,
    Claim,
    CueClass,
    HedgeType,
    Kind,
    Polarity,
    Quantity,
    VerificationStatus,
)

_WORD: Final = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*")
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")
_TIMES: Final = frozenset({"years", "months", "weeks", "days", "hours", "minutes", "seconds"})
_LEAST_SAID: Final = 0.15
"""Log-odds under which a feature is no reason that is worth a reader's time."""
_MOST_REASONS: Final = 6

_OF_VERIFICATION: Final[Mapping[VerificationStatus, tuple[str, float]]] = {
    VerificationStatus.OUTLET_UNABLE_TO_VERIFY: ("outlet could not verify it", 0.4),
    VerificationStatus.DISPUTED_IN_ARTICLE: ("disputed in the article", 0.4),
    VerificationStatus.DENIED_IN_ARTICLE: ("denied in the article", 0.4),
    VerificationStatus.OUTLET_VERIFIED: ("outlet verified it", -0.3),
    VerificationStatus.DOCUMENT_AUTHENTICATED: ("document was authenticated", -0.3),
    VerificationStatus.CONFIRMED_IN_ARTICLE: ("confirmed in the article", -0.3),
    VerificationStatus.CORROBORATED_IN_ARTICLE: ("corroborated in the article", -0.3),
    VerificationStatus.SUPERSEDED: ("superseded in the article", -0.4),
}
_OF_POLARITY: Final[Mapping[Polarity, tuple[str, float]]] = {
    Polarity.DENIED: ("source denies it", 0.2),
    Polarity.NO_POSITION: ("source takes no position", -0.4),
}
_OPINION: Final = ("given as an opinion", -0.3)
_NORM: Final = ("given as a demand or advice", -0.3)
_FORECAST: Final = ("given as a prediction or promise", -0.3)
_OF_CUE: Final[Mapping[CueClass, tuple[str, float]]] = {
    CueClass.ALLEGE: ("given as an allegation", 0.3),
    CueClass.HEARSAY: ("given as hearsay", 0.2),
    CueClass.OPINE: _OPINION,
    CueClass.CHARACTERISE: _OPINION,
    CueClass.DEMAND: _NORM,
    CueClass.ADVISE: _NORM,
    CueClass.PREDICT: _FORECAST,
    CueClass.PROMISE: _FORECAST,
    CueClass.QUESTION: ("given as a question", -0.3),
}
_OF_KIND: Final[Mapping[Kind, tuple[str, float]]] = {
    Kind.OPINION: _OPINION,
    Kind.NORMATIVE: _NORM,
    Kind.PREDICTION: _FORECAST,
    Kind.COMMITMENT: _FORECAST,
}
_HEDGED: Final = ("hedged with a modal", -0.2)
"""All of these are judged, in log-odds: each is worth less than a trained feature like a quantity,
so that what the claim says outweighs how it is given."""


def features(words: str, quantities: Sequence[Quantity]) -> frozenset[Feature]:
    """What holds of a statement's words, given the quantities that were found in them."""
    heard = _WORD.findall(words)
    found = {feature for word in heard for feature in _of_word(word)}
    found.update(_of_quantities(quantities), _of_length(len(heard)))
    if any(map(_is_name, heard[1:])):
        found.add(Feature.NAME)
    if words.rstrip(" ”’\"'»)").endswith("?"):
        found.add(Feature.QUESTION)
    return frozenset(found)


def _of_word(word: str) -> tuple[Feature, ...]:
    plain = word.replace("’", "'").casefold()
    if plain in CLASSES_OF:
        ends_past = plain.endswith("ed") and len(plain) > 4
        return (*CLASSES_OF[plain], Feature.PAST) if ends_past else CLASSES_OF[plain]
    if plain.endswith("ed") and len(plain) > 4:
        return (Feature.PAST,)
    return (Feature.DATE,) if _YEAR.fullmatch(plain) else ()


def _is_name(word: str) -> bool:
    """Whether a word that opens no statement is capitalised; "I'm" and "March" are no names."""
    begins = word[0].isupper() and len(word) > 1 and word[1] not in "’'"
    return begins and Feature.DATE not in _of_word(word)


def _of_quantities(quantities: Sequence[Quantity]) -> Iterator[Feature]:
    for quantity in quantities:
        yield Feature.QUANTITY
        unit = quantity.unit or ""
        if unit == "percent":
            yield Feature.PERCENTAGE
        if len(unit) == 3 and unit.isupper():
            yield Feature.MONEY
        if unit in _TIMES:
            yield Feature.DURATION
        if _largest(quantity) >= 1000:
            yield Feature.LARGE_NUMBER


def _largest(quantity: Quantity) -> float:
    return max(quantity.value) if isinstance(quantity.value, list) else quantity.value


def _of_length(count: int) -> Iterator[Feature]:
    if count < 5:
        yield Feature.VERY_SHORT
    if count < 9:
        yield Feature.SHORT
    if count > 25:
        yield Feature.LONG


def log_odds(found: frozenset[Feature]) -> float:
    """The model's log-odds of a statement, as if half of all statements were worth checking."""
    return BIAS + math.fsum(WEIGHTS[feature] for feature in found)


def ranked(claims: Sequence[Claim]) -> list[Claim]:
    """The claims in their order, each with its score, reasons and rank in the article.

    Ranks are a permutation of 1 to the number of claims; of equal scores the earlier in the text
    comes first.
    """
    judged = [_judged(claim) for claim in claims]
    order = sorted(range(len(claims)), key=lambda i: (-judged[i][0], claims[i].content[0].start, i))
    rank_of = {index: rank for rank, index in enumerate(order, 1)}
    return [
        claim.model_copy(
            update={
                "check_worthiness": CheckWorthiness(score=score, rank=rank_of[i], reasons=reasons)
            }
        )
        for i, (claim, (score, reasons)) in enumerate(zip(claims, judged, strict=True))
    ]


def _judged(claim: Claim) -> tuple[float, list[str]]:
    """Score and reasons of a claim."""
    found = features(" ".join(piece.exact for piece in claim.content), claim.quantities)
    adjusted = list(adjustments(claim))
    total = log_odds(found) + math.fsum(weight for _, weight in adjusted)
    return round(1 / (1 + math.exp(-total)), 3), _reasons(found, adjusted)


def adjustments(claim: Claim) -> Iterator[tuple[str, float]]:
    """What the record says of the claim, with its judged weight in log-odds."""
    if claim.verification.status in _OF_VERIFICATION:
        yield _OF_VERIFICATION[claim.verification.status]
    if claim.polarity in _OF_POLARITY:
        yield _OF_POLARITY[claim.polarity]
    if claim.kind is not None and claim.kind in _OF_KIND:
        yield _OF_KIND[claim.kind]
    elif claim.cue_class in _OF_CUE:
        yield _OF_CUE[claim.cue_class]
    if any(hedge.type is HedgeType.MODAL for hedge in claim.hedges):
        yield _HEDGED


def _reasons(found: frozenset[Feature], adjusted: Sequence[tuple[str, float]]) -> list[str]:
    """What raised the score and what lowered it, the weightiest first; of the words not all."""
    of_words = [(feature.value, WEIGHTS[feature]) for feature in found]
    said = sorted((pair for pair in of_words if abs(pair[1]) >= _LEAST_SAID), key=_by_weight)
    return [_signed(*pair) for pair in sorted([*said[:_MOST_REASONS], *adjusted], key=_by_weight)]


def _by_weight(reason: tuple[str, float]) -> tuple[float, str]:
    return -abs(reason[1]), reason[0]


def _signed(phrase: str, weight: float) -> str:
    return f"{'raised' if weight > 0 else 'lowered'}: {phrase}"
