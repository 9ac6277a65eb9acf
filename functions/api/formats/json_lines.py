"""A page as JSON Lines, one claim record a line (https://jsonlines.org)."""

from functions.api.formats.page import Page


def write(page: Page) -> str:
    """A line for each claim, each ended by a line feed."""
    return "".join(f"{claim.model_dump_json()}\n" for claim in page.claims)
