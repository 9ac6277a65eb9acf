"""The settings of `publish`, read from the environment in one place."""

import os
from typing import Self

from pydantic import BaseModel, ConfigDict, Field


class Settings(BaseModel):
    """What the template sets for this function."""

    model_config = ConfigDict(frozen=True)

    bus_name: str = Field(alias="BUS_NAME")

    @classmethod
    def from_environment(cls) -> Self:
        """The settings of this process.

        Raises:
            pydantic.ValidationError: Naming every variable that is missing or malformed.
        """
        return cls.model_validate(dict(os.environ))
