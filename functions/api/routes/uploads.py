"""Route of uploads."""

from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import ConfigDict

from functions.api.parameters import BAD_REQUEST, NOT_JSON, found, new_router
from functions.api.services import uploads
from schemas.upload import Upload, UploadRequest

router = new_router()


class NewUpload(UploadRequest):
    """A request whose every field is known."""

    model_config = ConfigDict(extra="forbid")


@router.post(
    "/uploads",
    summary="A form to upload one file by",
    responses={201: found(Upload, "To be posted to S3"), 400: BAD_REQUEST, 415: NOT_JSON},
)
def new_upload(request: Annotated[NewUpload, Body()]) -> Response[Upload]:
    """S3 takes the file by the form, up to its limit and of its type, for a quarter of an hour.

    `status` is 404 until the file has arrived, within seconds as a rule; then it tells each stage.
    """
    return Response(
        status_code=HTTPStatus.CREATED,
        content_type="application/json",
        body=uploads().form(request),
    )
