"""The settings of `extract`, read from the environment in one place."""

from pydantic import Field

from functions.shared import settings as shared


class Settings(shared.Settings):
    """What the template sets for this function."""

    table_name: str = Field(alias="TABLE_NAME")
    articles_bucket: str = Field(alias="ARTICLES_BUCKET")
    sweep_queue_url: str = Field(alias="SWEEP_QUEUE_URL")
    search_index: bool = Field(alias="SEARCH_INDEX")
    lease_seconds: int = Field(alias="LEASE_SECONDS", gt=0)
    """Longer than the function's timeout: after it, the run has certainly ended."""
