"""Parse and extract alone: a file in, an article with its claims out, no cloud."""

import mimetypes
from pathlib import Path

from pydantic import BaseModel

from functions.extract.engine import extract
from functions.extract.engine.tagging.choice import best_tagger
from functions.parse.document import Document
from functions.parse.errors import ParseError
from functions.parse.normalise import normalise
from schemas.article import Article, SourceObject
from schemas.claim import Claim
from schemas.coverage import Coverage

BUCKET = "local"


class Extracted(BaseModel):
    """What `hearsay extract --json` prints for a file."""

    article: Article
    claims: list[Claim]
    coverage: Coverage


class FileError(BaseModel):
    """Why a file has no claims."""

    file: str
    code: str
    message: str
    remedy: str


class Refused(BaseModel):
    """What `hearsay extract --json` prints for a file that cannot be read."""

    error: FileError


def extract_file(path: Path, published: str | None) -> Extracted | Refused:
    """The claims of a file, or why there are none."""
    try:
        body = path.read_bytes()
    except OSError as error:
        message = f"The file cannot be opened: {error.strerror}."
        return _refused(path, "unreadable", message, "Check the path and the permissions.")
    try:
        article = normalise(_document(path, body, published))
    except ParseError as error:
        return _refused(path, error.code.value, error.message, error.remedy)
    extraction = extract(article, best_tagger())
    return Extracted(article=article, claims=extraction.claims, coverage=extraction.coverage)


def _document(path: Path, body: bytes, published: str | None) -> Document:
    source = SourceObject(
        bucket=BUCKET,
        key=path.as_posix(),
        size=len(body),
        content_type=mimetypes.guess_type(path.name)[0],
    )
    return Document(
        body=body, source=source, metadata={"published": published} if published else {}
    )


def _refused(path: Path, code: str, message: str, remedy: str) -> Refused:
    return Refused(error=FileError(file=path.as_posix(), code=code, message=message, remedy=remedy))
