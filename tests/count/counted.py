"""What has been counted, as the table has it."""

from functions.shared.table import Table
from schemas.counts import Tally
from schemas.table import BODY, unpack
from tests.tables import rows


def counted_days(table: Table) -> dict[str, Tally]:
    """The counts of all buckets by day, those left out that have no article."""
    days: dict[str, list[Tally]] = {}
    for row in rows(table):
        if row["pk"].startswith("T#"):
            tally = Tally.model_validate(unpack(bytes(row[BODY])))
            days.setdefault(row["sk"].partition("#")[0], []).append(tally)
    totals = {day: Tally.total(tallies) for day, tallies in days.items()}
    return {day: total for day, total in totals.items() if total.articles}
