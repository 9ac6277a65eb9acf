"""Routes of the page: files, and where it signs people in. They need no token."""

from aws_lambda_powertools.event_handler import Response

from functions.api.errors import UnknownRecordError
from functions.api.page_files import INDEX, SCOPES, SETTINGS, files
from functions.api.parameters import new_router
from functions.api.services import page_headers, settings
from schemas.api import PageSettings

router = new_router()
ROOT = "/"


@router.get(ROOT, summary="The page", include_in_schema=False)
def get_page() -> Response[str]:
    """Whatever parameters there are belong to the page."""
    return _file(INDEX)


@router.get("/page/<file>", summary="A file of the page", include_in_schema=False)
def get_page_file(file: str) -> Response[str]:
    """Scripts and styles, and the settings as one of them."""
    return _settings() if file == SETTINGS else _file(file)


def _file(name: str) -> Response[str]:
    if name not in files():
        raise UnknownRecordError(f"The page has no file {name!r}.")
    content, kind = files()[name]
    return Response(status_code=200, content_type=kind, headers={**page_headers()}, body=content)


def _settings() -> Response[str]:
    known = settings()
    body = PageSettings(
        issuer=known.sign_in_issuer, client_id=known.sign_in_client, scopes=list(SCOPES)
    ).model_dump_json()
    kind = "application/json"
    return Response(status_code=200, content_type=kind, headers={**page_headers()}, body=body)
