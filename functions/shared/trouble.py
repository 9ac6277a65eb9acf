"""What ended a try from outside, noted in the state row so that a dead letter can say why.

Never any text of the article: only the kind of the error.
"""

from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from functions.shared.errors import TransientError
from schemas.base import Contract
from schemas.failure import FailureCode

TROUBLE: Final = "trouble"
"""The attribute of the state row. Every claim clears it: it is of the last try that began."""
OUTSIDE: Final = (BotoCoreError, ClientError, TransientError, OSError)
"""Errors of the services around a function; anything else is a fault of its own."""


class Trouble(Contract):
    """The error that ended a try."""

    code: FailureCode
    error: str
    """What the service called it, or else its type."""
    run: int
    """Of `parse`, or the revision of `extract`."""
    attempt: int

    @classmethod
    def of(cls, error: Exception, run: int, attempt: int) -> "Trouble":
        """What is to be noted of an error."""
        outside = isinstance(error, OUTSIDE)
        code = FailureCode.UNAVAILABLE if outside else FailureCode.INTERNAL
        return cls(code=code, error=_name(error), run=run, attempt=attempt)


def _name(error: Exception) -> str:
    if isinstance(error, ClientError):
        return str(error.response["Error"]["Code"])
    return type(error).__name__
