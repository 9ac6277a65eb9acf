"""What a request can end as, other than an answer."""

from http import HTTPStatus

from schemas.api import FieldProblem, Problem


class ApiError(Exception):
    """Base of the errors that a client is told of."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self, detail: str, field: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field

    def problem(self) -> Problem:
        """The error as problem details."""
        errors = [FieldProblem(field=self.field, message=self.detail)] if self.field else []
        return Problem(
            title=self.status.phrase, status=self.status, detail=self.detail, errors=errors
        )


class NothingToRetryError(ApiError):
    """The object has not failed, so that there is nothing to try again."""

    status = HTTPStatus.CONFLICT


class NotJsonError(ApiError):
    """The body is of another content type."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class NotAcceptableError(ApiError):
    """The record is there, but in no format that was asked for."""

    status = HTTPStatus.NOT_ACCEPTABLE


class UnknownRecordError(ApiError):
    """There is no such record."""

    status = HTTPStatus.NOT_FOUND


class NotReadyError(ApiError):
    """The record exists but does not have yet, or no longer has, what was asked for."""

    status = HTTPStatus.CONFLICT


class GoneError(ApiError):
    """The revision that a cursor belongs to has gone."""

    status = HTTPStatus.GONE


class RestlessError(ApiError):
    """What was asked for was replaced during each of several tries. Transient."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class EndedError(ApiError):
    """What was to be stopped has ended."""

    status = HTTPStatus.CONFLICT


class MovedOnError(ApiError):
    """What was to be changed is not as the client last saw it."""

    status = HTTPStatus.PRECONDITION_FAILED


class UnconditionalError(ApiError):
    """The client does not say what it last saw of what is to be changed."""

    status = HTTPStatus.PRECONDITION_REQUIRED


class NobodyError(ApiError):
    """The token does not say whose it is."""

    status = HTTPStatus.FORBIDDEN


class SupersededError(Exception):
    """A row or file of a revision has gone while it was read; a newer one is there."""


class MovedError(Exception):
    """An article came to stand, while a list was read, at a place that had been passed."""


class BadParameterError(ApiError):
    """A parameter has a value that makes no sense here."""

    status = HTTPStatus.BAD_REQUEST
