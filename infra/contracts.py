"""Writes the contracts as JSON Schemas, and the API as OpenAPI, into the repository.

`python -m infra.contracts` writes them; a test fails when they differ from the models.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter

from functions.api.app import openapi
from schemas.announcements import ANNOUNCEMENTS
from schemas.api import ArticleDetail, ArticlePage, ClaimPage, FailurePage, Problem, SourcePage
from schemas.article import Article
from schemas.claim import Claim
from schemas.coverage import Coverage, Extraction
from schemas.events import ObjectEvent, S3Event
from schemas.failure import Failure
from schemas.job import Job, JobPage, JobRequest
from schemas.messages import (
    EraseArticle,
    ExpandContainer,
    ExtractArticle,
    ParseChange,
    ReparseObject,
    RetractArticle,
    RunJob,
    SweepArticle,
)
from schemas.reconciliation import ReconciliationPage
from schemas.review import Judgement, ReviewHistory, ReviewPage, ReviewRequest
from schemas.table import Current, Entry
from schemas.upload import Upload, UploadRequest

FOLDER = Path(__file__).parent.parent / "schemas" / "json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
CONTRACTS = (
    *ANNOUNCEMENTS,
    Article,
    ArticleDetail,
    ArticlePage,
    Claim,
    ClaimPage,
    Coverage,
    Current,
    Entry,
    EraseArticle,
    ExpandContainer,
    ExtractArticle,
    Extraction,
    Failure,
    FailurePage,
    Job,
    JobPage,
    JobRequest,
    Judgement,
    ObjectEvent,
    ParseChange,
    Problem,
    ReconciliationPage,
    ReparseObject,
    RetractArticle,
    ReviewHistory,
    ReviewPage,
    ReviewRequest,
    RunJob,
    S3Event,
    SourcePage,
    SweepArticle,
    Upload,
    UploadRequest,
)


def documents() -> Mapping[str, str]:
    """File name to content of every generated document."""
    schemas = {
        f"{model.__name__}.schema.json": {
            "$schema": DIALECT,
            **TypeAdapter(model).json_schema(mode="serialization", by_alias=True),
        }
        for model in CONTRACTS
    }
    return {
        name: json.dumps(document, indent=2, ensure_ascii=False) + "\n"
        for name, document in (schemas | {"openapi.json": json.loads(openapi())}).items()
    }


def main() -> None:
    """Write all documents and remove those that no contract has any more."""
    FOLDER.mkdir(exist_ok=True)
    current = documents()
    for path in FOLDER.iterdir():
        if path.name not in current:
            path.unlink()
    for name, content in current.items():
        (FOLDER / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
