"""Routes of what comparing the bucket with the table has found."""

from functions.api import cursors
from functions.api.parameters import BAD_REQUEST, Cursor, Limit, found, new_router, next_cursor
from functions.api.services import work
from schemas.reconciliation import ReconciliationPage

router = new_router()


@router.get(
    "/reconciliations",
    summary="What comparing the bucket with the table has found, the newest first",
    responses={200: found(ReconciliationPage), 400: BAD_REQUEST},
)
def get_reconciliations(limit: Limit = 50, cursor: Cursor = None) -> ReconciliationPage:
    """Every finding has been mended, or asked to be, when it is told. Kept for 90 days."""
    below = cursors.decode("reconciliations", cursor, cursors.KEY)
    page = work().reconciliations(limit, below)
    return page.model_copy(update={"next_cursor": next_cursor("reconciliations", page.next_cursor)})
