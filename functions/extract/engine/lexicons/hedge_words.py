"""Hedges by type: the words and phrases that weaken a statement."""

from typing import Final

from schemas.claim import HedgeType

HEDGES: Final[dict[HedgeType, tuple[str, ...]]] = {
    HedgeType.APPROXIMATOR: (
        "approximately", "roughly", "around", "about", "some", "almost", "nearly", "an estimated",
        "close to", "closer to", "nearer", "nearer to", "something like", "more or less",
        "in the region of", "in the order of", "on the order of", "estimated", "circa",
    ),
    HedgeType.EVIDENTIAL: (
        "reportedly", "allegedly", "apparently", "purportedly", "supposedly", "evidently",
        "ostensibly", "seemingly", "rumoured", "rumored", "believed to",
        "thought to", "said to", "understood to", "alleged", "so-called", "purported",
        "suspected", "unconfirmed", "by most accounts", "by some accounts", "by all accounts",
    ),
    HedgeType.MODAL: (
        "may", "might", "could", "would likely", "appears to", "appear to", "appeared to",
        "seems to", "seem to", "seemed to", "possibly", "perhaps", "maybe", "probably", "likely",
        "unlikely", "potentially", "suggests", "it is possible",
        "all but certain", "almost certainly", "presumably",
    ),
    HedgeType.TEMPORAL: (
        "initially", "so far", "previously", "at first", "for now", "to date", "at this stage",
        "currently", "as yet", "until now", "thus far",
    ),
}  # fmt: skip
"""An approximator counts only before a number. A bound ("at least") limits it and is no hedge."""
