"""The settings of `parse`, read from the environment in one place."""

import os
from typing import Self

from pydantic import BaseModel, ConfigDict, Field


class Settings(BaseModel):
    """What the template sets for this function."""

    model_config = ConfigDict(frozen=True)

    table_name: str = Field(alias="TABLE_NAME")
    articles_bucket: str = Field(alias="ARTICLES_BUCKET")
    extract_queue_url: str = Field(alias="EXTRACT_QUEUE_URL")
    extract_backfill_queue_url: str = Field(alias="EXTRACT_BACKFILL_QUEUE_URL")
    max_object_bytes: int = Field(alias="MAX_OBJECT_BYTES", gt=0)
    max_text_characters: int = Field(alias="MAX_TEXT_CHARACTERS", gt=0)
    lease_seconds: int = Field(alias="LEASE_SECONDS", gt=0)
    """Longer than the function's timeout: after it, the run has certainly ended."""

    @classmethod
    def from_environment(cls) -> Self:
        """The settings of this process.

        Raises:
            pydantic.ValidationError: Naming every variable that is missing or malformed.
        """
        return cls.model_validate(dict(os.environ))
