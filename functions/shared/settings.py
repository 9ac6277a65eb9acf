"""Settings of a function: typed, and read from the environment in one place."""

import os
from typing import Self

from pydantic import BaseModel, ConfigDict


class Settings(BaseModel):
    """What the template sets for a function; each field names its variable as its alias."""

    model_config = ConfigDict(frozen=True)

    @classmethod
    def from_environment(cls) -> Self:
        """The settings of this process.

        Raises:
            pydantic.ValidationError: Naming every variable that is missing or malformed.
        """
        return cls.model_validate(dict(os.environ))
