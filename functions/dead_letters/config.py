"""The settings of `dead_letters`, read from the environment in one place."""

import os
from typing import Self

from pydantic import BaseModel, ConfigDict, Field


class Settings(BaseModel):
    """What the template sets for this function."""

    model_config = ConfigDict(frozen=True)

    table_name: str = Field(alias="TABLE_NAME")
    articles_bucket: str = Field(alias="ARTICLES_BUCKET")
    parse_queue_url: str = Field(alias="PARSE_QUEUE_URL")
    extract_queue_url: str = Field(alias="EXTRACT_QUEUE_URL")
    tries: int = Field(alias="TRIES", gt=0)
    """Receives after which every queue gives a message up."""

    @classmethod
    def from_environment(cls) -> Self:
        """The settings of this process.

        Raises:
            pydantic.ValidationError: Naming every variable that is missing or malformed.
        """
        return cls.model_validate(dict(os.environ))
