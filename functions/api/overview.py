"""What is claimed in a range of days, from counts that `count` keeps. Pure but for reads.

The counts follow the articles by some seconds: the answer says up to when they have been counted,
and when the last of them changed.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from functions.api.by_state import EVER
from functions.api.reading import Reader
from schemas.api import DayCount, NameCount, Overview
from schemas.counts import Tally, most
from schemas.table import (
    COUNTING,
    ENDS,
    SHARDS,
    UNKNOWN_DAY,
    Key,
    directory_partition,
    months_between,
    shard,
)

LONGEST_RANGE: Final = 366
"""Days that one answer is about."""
TOP: Final = 20
"""Sources and publishers in an answer."""
UNVERIFIED: Final = "outlet_unable_to_verify"


def overview(reader: Reader, days: tuple[date, date] | None) -> Overview:
    """The counts of a range of days, or of the articles without a date of publication."""
    # First how far counting is: what is counted while the counts are read only adds to them.
    counted = (reader.get(COUNTING) or {}).get("at")
    by_day = dict(_totals(reader, days))
    total = Tally.total(by_day.values())
    changed = _last_change(reader)
    return Overview(
        **total.model_dump(exclude={"sources", "publishers"}),
        days=[
            DayCount(day=day, articles=tally.articles, claims=tally.claims)
            for day, tally in sorted(by_day.items())
            if tally.articles and day != UNKNOWN_DAY
        ],
        sources=_sources(reader, total),
        publishers=[
            NameCount(name=name, claims=claims) for name, claims in most(total.publishers, TOP)
        ],
        unverified_share=_share(total),
        counted_at=counted,
        changed_at=changed,
        complete=changed is None or (counted is not None and changed <= counted),
    )


def _totals(reader: Reader, days: tuple[date, date] | None) -> Iterator[tuple[str, Tally]]:
    """The counts of each day, those of its buckets together."""
    found: dict[str, list[Tally]] = {}
    low, high = (UNKNOWN_DAY, UNKNOWN_DAY) if days is None else map(str, days)
    for month in [UNKNOWN_DAY] if days is None else months_between(*days):
        for number in range(SHARDS):
            for sort, body in reader.counts(month, number, low, f"{high}#~"):
                found.setdefault(sort.partition("#")[0], []).append(Tally.model_validate(body))
    return ((day, Tally.total(tallies)) for day, tallies in found.items())


def _sources(reader: Reader, total: Tally) -> list[NameCount]:
    """The sources with the most claims, by the names that the directory has for them."""
    top = most(total.sources, TOP)
    rows: dict[str, Key] = {key: (directory_partition("source", shard(key)), key) for key, _ in top}
    found = reader.get_many(rows.values())
    names = {key: found.get(row, {}).get("name", key) for key, row in rows.items()}
    return [NameCount(key=key, name=str(names[key]), claims=claims) for key, claims in top]


def _share(total: Tally) -> float | None:
    """The share of claims that the outlets say they could not verify."""
    unverified = total.verifications.get(UNVERIFIED, 0)
    return round(unverified / total.claims, 4) if total.claims else None


def _last_change(reader: Reader) -> str | None:
    """When an object last came to an end."""
    newest = (
        next(reader.in_state(state, number, EVER, 1), None)
        for state in ENDS
        for number in range(SHARDS)
    )
    return max((entry[0].partition("#")[0] for entry in newest if entry), default=None)
