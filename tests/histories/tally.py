"""How often what happened in the histories of this process: what never strikes proves nothing."""

from collections import Counter

TALLY: Counter[str] = Counter()
