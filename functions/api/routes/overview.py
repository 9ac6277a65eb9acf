"""The route of the overview: how much is claimed, by whom, and how."""

from datetime import date, timedelta
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.api.errors import BadParameterError
from functions.api.overview import LONGEST_RANGE
from functions.api.parameters import BACKWARDS, BAD_REQUEST, Day, found, new_router
from functions.api.services import queries
from functions.shared.clock import utc_now
from schemas.api import Overview

router = new_router()
USUAL = timedelta(days=29)
"""Before the last day, where the first is not given."""


@router.get(
    "/overview",
    summary="How much is claimed in a range of days, by whom and how",
    responses={200: found(Overview), 400: BAD_REQUEST},
)
def get_overview(
    from_: Annotated[
        Day | None,
        Query(alias="from", description="Published on this day or later; 30 days in all."),
    ] = None,
    to: Annotated[Day | None, Query(description="Published on this day or earlier; today.")] = None,
    published: Annotated[
        str | None, Query(pattern="^unknown$", description="Only articles without a date.")
    ] = None,
) -> Overview:
    """Counts are kept as articles change, and lag behind by some seconds: the answer says so."""
    if published:
        if from_ or to:
            raise BadParameterError("Articles without a date lie in no range.", "published")
        return queries().overview(None)
    return queries().overview(_range(from_, to))


def _range(from_: date | None, to: date | None) -> tuple[date, date]:
    try:
        last = to or (from_ + USUAL if from_ else utc_now().date())
        first = from_ or last - USUAL
    except OverflowError as error:
        raise BadParameterError("There are no such days.", "from" if from_ else "to") from error
    if first > last:
        raise BadParameterError(BACKWARDS, "to")
    if (last - first).days >= LONGEST_RANGE:
        raise BadParameterError(f"A range of more than {LONGEST_RANGE} days.", "from")
    return first, last
