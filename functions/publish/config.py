"""The settings of `publish`, read from the environment in one place."""

from pydantic import Field

from functions.shared import settings as shared


class Settings(shared.Settings):
    """What the template sets for this function."""

    bus_name: str = Field(alias="BUS_NAME")
