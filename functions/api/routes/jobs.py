"""Routes of jobs."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from functions.api import cursors
from functions.api.parameters import (
    BAD_REQUEST,
    ENDED,
    NOT_JSON,
    UNKNOWN,
    Cursor,
    JobId,
    Limit,
    accepted,
    found,
    new_router,
    next_cursor,
)
from functions.api.services import work
from functions.api.work import NewJob
from schemas.job import Job, JobPage

router = new_router()


@router.post(
    "/jobs",
    summary="Parse or extract many objects again, or for the first time",
    responses={202: found(Job, "Asked for"), 400: BAD_REQUEST, 415: NOT_JSON},
)
def start_job(request: Annotated[NewJob, Body()]) -> Response[Job]:
    """All conditions that are given must hold; one at least is."""
    return accepted(work().start(request))


@router.get(
    "/jobs",
    summary="Jobs, the newest first",
    responses={200: found(JobPage), 400: BAD_REQUEST},
)
def get_jobs(limit: Limit = 50, cursor: Cursor = None) -> JobPage:
    """Kept for 30 days after their end. What has ended is counted every few minutes here."""
    below = cursors.decode("jobs", cursor, cursors.KEY)
    page = work().list_jobs(limit, below)
    return page.model_copy(update={"next_cursor": next_cursor("jobs", page.next_cursor)})


@router.get(
    "/jobs/<job_id>",
    summary="One job and how far it has come",
    responses={200: found(Job), 400: BAD_REQUEST, 404: UNKNOWN},
)
def get_job(job_id: JobId) -> Job:
    """What has ended is counted now; with the rate so far, and the end at that rate."""
    return work().job(job_id)


@router.post(
    "/jobs/<job_id>/cancel",
    summary="Cancel a job",
    responses={200: found(Job), 400: BAD_REQUEST, 404: UNKNOWN, 409: ENDED},
)
def cancel_job(job_id: JobId) -> Job:
    """It asks for nothing more, and what it has asked for and nobody has begun is dropped."""
    return work().cancel(job_id)
