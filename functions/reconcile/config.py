"""The settings of `reconcile`, read from the environment in one place."""

from datetime import timedelta

from pydantic import Field

from functions.reconcile.comparing import Patience
from functions.shared import settings as shared


class Settings(shared.Settings):
    """What the template sets for this function."""

    table_name: str = Field(alias="TABLE_NAME")
    inbox_bucket: str = Field(alias="INBOX_BUCKET")
    parse_queue_url: str = Field(alias="PARSE_QUEUE_URL")
    """That of `parse` for work that can wait."""
    extract_queue_url: str = Field(alias="EXTRACT_QUEUE_URL")
    """That of `extract` for work that can wait."""
    erase_queue_url: str = Field(alias="ERASE_QUEUE_URL")
    page_size: int = Field(alias="PAGE_SIZE", gt=0, le=1000)
    pass_seconds: int = Field(alias="PASS_SECONDS", gt=0)
    """Longer than the function's timeout: after it, the run has certainly ended."""
    reserve_seconds: float = Field(alias="RESERVE_SECONDS", gt=0)
    settled_seconds: int = Field(alias="SETTLED_SECONDS", ge=0)
    """What changed since may still be announced, and is left alone."""
    stuck_seconds: int = Field(alias="STUCK_SECONDS", ge=0)
    """Longer than all tries of a message take."""

    def patience(self) -> Patience:
        """How long things may disagree before that is a finding."""
        return Patience(
            timedelta(seconds=self.settled_seconds), timedelta(seconds=self.stuck_seconds)
        )
