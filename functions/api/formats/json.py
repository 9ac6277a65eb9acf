"""A page as JSON: the contract itself."""

from functions.api.formats.page import Page
from schemas.api import ClaimPage


def write(page: Page) -> str:
    """The page as `ClaimPage`."""
    return ClaimPage(
        items=list(page.claims), next_cursor=page.next_cursor, articles=dict(page.articles)
    ).model_dump_json()
