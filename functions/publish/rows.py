"""A change of a state row, as the table's stream tells it. What it means lives in `derivation`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from boto3.dynamodb.types import TypeDeserializer
from pydantic import ConfigDict, ValidationError

from functions.publish.errors import UnreadableChangeError
from schemas.base import Contract
from schemas.failure import Failure
from schemas.table import Current


class StateRow(Contract):
    """What a state row says of its article."""

    model_config = ConfigDict(hide_input_in_errors=True)  # a log is no place for titles

    article_id: str
    bucket: str
    key: str
    member: str = ""
    version_id: str | None = None
    state: str
    """As text: an older reader must bear the values of a newer writer."""
    counter: int
    updated_at: str
    current: Current | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class RowChange:
    """One write: the row before it and after it, where there was one."""

    sequence_number: str
    before: StateRow | None
    after: StateRow | None

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Self:
        """The change that a record of the stream tells, in the shape in which Lambda passes it on.

        https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html

        Raises:
            UnreadableChangeError: If it is not of a state row.
        """
        body = record["dynamodb"]
        number = str(body["SequenceNumber"])
        try:
            return cls(number, _row(body.get("OldImage")), _row(body.get("NewImage")))
        except ValidationError as error:
            raise UnreadableChangeError(number) from error


def _row(image: Mapping[str, Any] | None) -> StateRow | None:
    if image is None:
        return None
    read = TypeDeserializer().deserialize
    wanted = image.keys() & StateRow.model_fields.keys()
    return StateRow.model_validate({name: read(image[name]) for name in wanted})
