"""The settings of `jobs`, read from the environment in one place."""

from pydantic import Field

from functions.shared import settings as shared


class Settings(shared.Settings):
    """What the template sets for this function."""

    table_name: str = Field(alias="TABLE_NAME")
    inbox_bucket: str = Field(alias="INBOX_BUCKET")
    jobs_queue_url: str = Field(alias="JOBS_QUEUE_URL")
    """The function's own queue."""
    parse_queue_url: str = Field(alias="PARSE_QUEUE_URL")
    """That of `parse` for work that can wait."""
    extract_queue_url: str = Field(alias="EXTRACT_QUEUE_URL")
    """That of `extract` for work that can wait."""
    page_size: int = Field(alias="PAGE_SIZE", gt=0, le=1000)
    """Objects in one step."""
    reserve_seconds: float = Field(alias="RESERVE_SECONDS", gt=0)
    """Before the deadline, no further step is begun."""
    look_seconds: int = Field(alias="LOOK_SECONDS", gt=0, le=900)
    """Between two looks at whether all has ended."""
