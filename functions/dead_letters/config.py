"""The settings of `dead_letters`, read from the environment in one place."""

from pydantic import Field

from functions.shared import settings as shared


class Settings(shared.Settings):
    """What the template sets for this function."""

    table_name: str = Field(alias="TABLE_NAME")
    articles_bucket: str = Field(alias="ARTICLES_BUCKET")
    parse_queue_url: str = Field(alias="PARSE_QUEUE_URL")
    extract_queue_url: str = Field(alias="EXTRACT_QUEUE_URL")
    tries: int = Field(alias="TRIES", gt=0)
    """Receives after which every queue gives a message up."""
