"""The settings of the API, read from the environment in one place."""

from pydantic import Field

from functions.shared import settings as shared


class Settings(shared.Settings):
    """What the template sets for this function."""

    table_name: str = Field(alias="TABLE_NAME")
    articles_bucket: str = Field(alias="ARTICLES_BUCKET")
    parse_backfill_queue_url: str = Field(alias="PARSE_BACKFILL_QUEUE_URL")
    extract_backfill_queue_url: str = Field(alias="EXTRACT_BACKFILL_QUEUE_URL")
    jobs_queue_url: str = Field(alias="JOBS_QUEUE_URL")
    erase_queue_url: str = Field(alias="ERASE_QUEUE_URL")
    cursor_key_arn: str = Field(alias="CURSOR_KEY_ARN")
    inbox_bucket: str = Field(alias="INBOX_BUCKET")
    max_object_bytes: int = Field(alias="MAX_OBJECT_BYTES", gt=0)
    max_unpacked_bytes: int = Field(alias="MAX_UNPACKED_BYTES", gt=0)
    search_index: bool = Field(alias="SEARCH_INDEX")
    sign_in_issuer: str = Field(alias="SIGN_IN_ISSUER")
    sign_in_client: str = Field(alias="SIGN_IN_CLIENT")
    sign_in_origins: str = Field(alias="SIGN_IN_ORIGINS")
    inline_text_bytes: int = Field(alias="INLINE_TEXT_BYTES", ge=0)
