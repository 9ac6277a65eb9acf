"""The settings of the API, read from the environment in one place."""

import os
from typing import Self

from pydantic import BaseModel, ConfigDict, Field


class Settings(BaseModel):
    """What the template sets for this function."""

    model_config = ConfigDict(frozen=True)

    table_name: str = Field(alias="TABLE_NAME")
    articles_bucket: str = Field(alias="ARTICLES_BUCKET")
    parse_backfill_queue_url: str = Field(alias="PARSE_BACKFILL_QUEUE_URL")
    extract_backfill_queue_url: str = Field(alias="EXTRACT_BACKFILL_QUEUE_URL")
    jobs_queue_url: str = Field(alias="JOBS_QUEUE_URL")
    erase_queue_url: str = Field(alias="ERASE_QUEUE_URL")
    inline_text_bytes: int = Field(alias="INLINE_TEXT_BYTES", ge=0)

    @classmethod
    def from_environment(cls) -> Self:
        """The settings of this process.

        Raises:
            pydantic.ValidationError: Naming every variable that is missing or malformed.
        """
        return cls.model_validate(dict(os.environ))
