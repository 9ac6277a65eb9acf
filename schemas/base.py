"""The base of every contract: immutable, strict about values, tolerant of later fields."""

from typing import Final

from pydantic import BaseModel, ConfigDict

SCHEMA_VERSION: Final = "1"
"""Version of every record. Later work adds fields and enum values under the same version; a
changed meaning takes a new one."""


class Contract(BaseModel):
    """A frozen model. Unknown fields are ignored, so that a newer writer never breaks a reader."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)


class Record(Contract):
    """A contract that is stored, and so carries its schema version."""

    schema_version: str = SCHEMA_VERSION
    """Version of the record's meaning."""
