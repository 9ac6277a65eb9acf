"""The settings of `erase`, read from the environment in one place."""

from pydantic import Field

from functions.shared import settings as shared


class Settings(shared.Settings):
    """What the template sets for this function."""

    table_name: str = Field(alias="TABLE_NAME")
    articles_bucket: str = Field(alias="ARTICLES_BUCKET")
    erase_queue_url: str = Field(alias="ERASE_QUEUE_URL")
    grace_seconds: int = Field(alias="GRACE_SECONDS", gt=0, le=900)
    """As long as the longest lease: then whoever was at work has certainly ended."""
    reserve_seconds: float = Field(alias="RESERVE_SECONDS", gt=0)
    """Before the deadline, nothing new is begun."""
