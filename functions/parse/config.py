"""The settings of `parse`, read from the environment in one place."""

from pydantic import Field

from functions.parse.containers import Limits
from functions.parse.sandbox import SandboxLimits
from functions.shared import settings as shared


class Settings(shared.Settings):
    """What the template sets for this function."""

    table_name: str = Field(alias="TABLE_NAME")
    articles_bucket: str = Field(alias="ARTICLES_BUCKET")
    extract_backfill_queue_url: str = Field(alias="EXTRACT_BACKFILL_QUEUE_URL")
    extract_queue_url: str = Field(alias="EXTRACT_QUEUE_URL")
    parse_queue_url: str = Field(alias="PARSE_QUEUE_URL")
    """The function's own queue."""
    max_object_bytes: int = Field(alias="MAX_OBJECT_BYTES", gt=0)
    max_text_characters: int = Field(alias="MAX_TEXT_CHARACTERS", gt=0)
    document_seconds: float = Field(alias="DOCUMENT_SECONDS", gt=0)
    document_mebibytes: int = Field(alias="DOCUMENT_MEBIBYTES", gt=0)
    """Memory for reading one document, with the child's libraries."""
    documents_per_child: int = Field(alias="DOCUMENTS_PER_CHILD", gt=0)
    max_members: int = Field(alias="MAX_MEMBERS", gt=0)
    max_unpacked_bytes: int = Field(alias="MAX_UNPACKED_BYTES", gt=0)
    max_nested_bytes: int = Field(alias="MAX_NESTED_BYTES", gt=0)
    max_ratio: int = Field(alias="MAX_RATIO", gt=0)
    max_depth: int = Field(alias="MAX_DEPTH", gt=0)
    max_name_characters: int = Field(alias="MAX_NAME_CHARACTERS", gt=0)
    max_hops: int = Field(alias="MAX_HOPS", gt=0)
    """Messages that one container may take to be divided."""
    reserve_seconds: float = Field(alias="RESERVE_SECONDS", gt=0)
    """Before the function's deadline, when dividing stops and goes on by message."""
    lease_seconds: int = Field(alias="LEASE_SECONDS", gt=0)
    """Longer than the function's timeout: after it, the run has certainly ended."""

    def limits(self) -> Limits:
        """What a container may hold."""
        return Limits(
            members=self.max_members,
            total_bytes=self.max_unpacked_bytes,
            member_bytes=self.max_object_bytes,
            nested_bytes=self.max_nested_bytes,
            ratio=self.max_ratio,
            depth=self.max_depth,
            name_characters=self.max_name_characters,
        )

    def sandbox(self) -> SandboxLimits:
        """What reading a document may take."""
        return SandboxLimits(
            seconds=self.document_seconds,
            memory_bytes=self.document_mebibytes * 2**20,
            documents=self.documents_per_child,
            characters=self.max_text_characters,
        )
