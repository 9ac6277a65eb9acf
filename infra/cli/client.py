"""A thin client of the HTTP API."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpx
from pydantic import ValidationError

from infra.cli.connection import Connection
from infra.cli.errors import CliError
from schemas.api import (
    Accepted,
    ArticleDetail,
    ArticlePage,
    ArticleSummary,
    ClaimPage,
    FailedObject,
    FailurePage,
    Problem,
)
from schemas.claim import Claim
from schemas.job import Job, JobPage, JobRequest
from schemas.review import ReviewHistory, ReviewRequest
from schemas.table import State
from schemas.upload import Upload, UploadRequest

Parameters = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list in some format, and where the next one begins."""

    text: str
    cursor: str | None


class ApiClient:
    """Asks an API; every answer is one of the contracts."""

    def __init__(self, url: str, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        self._http = httpx.Client(base_url=url, headers=headers, timeout=30)

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connections."""
        self._http.close()

    def article(self, article_id: str) -> ArticleDetail:
        """One article."""
        return ArticleDetail.model_validate_json(self._get(f"/articles/{article_id}", {}))

    def failures(self, parameters: Parameters) -> Iterator[FailedObject]:
        """The failures that match, page by page."""
        for page in self._pages("/failures", {"limit": 100} | parameters):
            yield from FailurePage.model_validate_json(page).items

    def review(self, claim_id: str) -> ReviewHistory:
        """The review of a claim."""
        return ReviewHistory.model_validate_json(self._get(f"/claims/{claim_id}/review", {}))

    def judge(self, claim_id: str, step: ReviewRequest, version: int) -> ReviewHistory:
        """Take the step of a review that follows a version of it."""
        body = step.model_dump(mode="json", exclude_defaults=True)
        tag = {"If-Match": f'"{version}"'}
        answer = self._ask("PATCH", f"/claims/{claim_id}/review", {}, body, tag)
        return ReviewHistory.model_validate_json(answer.content)

    def upload(self, request: UploadRequest, body: bytes) -> Upload:
        """Upload a file.

        Raises:
            CliError: If the API or S3 does not take it.
        """
        wanted = request.model_dump(mode="json", exclude_none=True)
        form = Upload.model_validate_json(self._ask("POST", "/uploads", {}, wanted).content)
        try:
            answer = httpx.post(form.url, data=form.fields, files={"file": (request.name, body)})
        except httpx.HTTPError as error:
            raise CliError(f"{request.name} could not be uploaded: {error}") from error
        if answer.is_error:
            raise CliError(f"{request.name} was not taken: {answer.text[:200]}")
        return form

    def page(self, path: str, parameters: Parameters) -> Page:
        """A page as it is, in the format that the parameters ask for."""
        answer = self._ask("GET", path, parameters)
        following = answer.links.get("next", {}).get("url")
        return Page(answer.text, httpx.URL(following).params["cursor"] if following else None)

    def articles(self, states: Iterable[State]) -> Iterator[ArticleSummary]:
        """All articles in any of the states, page by page."""
        wanted = ",".join(state.value for state in states)
        for page in self._pages("/articles", {"limit": 100, "state": wanted}):
            yield from ArticlePage.model_validate_json(page).items

    def retry(self, article_id: str) -> Accepted:
        """Ask for another try of an object that has failed."""
        answer = self._ask("POST", f"/failures/{article_id}/retry", {})
        return Accepted.model_validate_json(answer.content)

    def start_job(self, request: JobRequest) -> Job:
        """Ask for a job."""
        wanted = request.model_dump(mode="json", exclude_none=True)
        return Job.model_validate_json(self._ask("POST", "/jobs", {}, wanted).content)

    def job(self, job_id: str) -> Job:
        """One job and how far it has come."""
        return Job.model_validate_json(self._get(f"/jobs/{job_id}", {}))

    def cancel_job(self, job_id: str) -> Job:
        """Cancel a job."""
        return Job.model_validate_json(self._ask("POST", f"/jobs/{job_id}/cancel", {}).content)

    def jobs(self) -> Iterator[Job]:
        """All jobs, page by page."""
        for page in self._pages("/jobs", {"limit": 100}):
            yield from JobPage.model_validate_json(page).items

    def claims(self, parameters: Parameters, path: str = "/claims") -> Iterator[Claim]:
        """The claims that match, page by page."""
        for page in self._pages(path, parameters):
            yield from ClaimPage.model_validate_json(page).items

    def _pages(self, path: str, parameters: Parameters) -> Iterator[bytes]:
        cursor: Parameters = {}
        while True:
            body = self._get(path, parameters | cursor)
            yield body
            following = json.loads(body).get("next_cursor")
            if following is None:
                return
            cursor = {"cursor": following}

    def _get(self, path: str, parameters: Parameters) -> bytes:
        return self._ask("GET", path, parameters).content

    def _ask(
        self,
        method: str,
        path: str,
        parameters: Parameters,
        body: Parameters | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """A successful answer.

        Raises:
            CliError: With the API's own words if it refuses, or if it cannot be reached.
        """
        try:
            answer = self._http.request(method, path, params=parameters, json=body, headers=headers)
        except httpx.HTTPError as error:
            raise CliError(f"The API at {self._http.base_url} does not answer: {error}") from error
        if answer.is_error:
            raise CliError(_complaint(answer))
        return answer


def _complaint(answer: httpx.Response) -> str:
    try:
        problem = Problem.model_validate_json(answer.content)
    except ValidationError:
        return f"The API answered {answer.status_code}: {answer.text[:200]}"
    fields = "".join(f" [{error.field}]" for error in problem.errors)
    return f"{problem.detail}{fields}"


def api_client(url: str | None, token: str | None) -> ApiClient:
    """A client of a deployed API, or of the local stack's.

    Raises:
        CliError: If only one of URL and token is given, or if there is no local stack.
    """
    if url and token:
        return ApiClient(url, token)
    if url or token:
        raise CliError("A deployed API needs both --api and --token.")
    connection = Connection.load()
    return ApiClient(connection.api_url, connection.token())
