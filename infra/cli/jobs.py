"""`hearsay jobs`: ask for work on many objects, and see how far it is."""

from typing import Annotated

import typer
from pydantic import ValidationError

from infra.cli.client import api_client
from infra.cli.errors import CliError
from infra.cli.options import ApiUrl, Token
from schemas.failure import FailureCode, Stage
from schemas.job import Job, JobRequest, Rerun
from schemas.table import State

app = typer.Typer(help="Work on many objects at once.", no_args_is_help=True)

JobId = Annotated[str, typer.Argument(help="Id of a job.")]


@app.command()
def start(  # noqa: PLR0913, PLR0917 (one for each condition)
    rerun: Annotated[Rerun, typer.Option(help="What is done again.")] = Rerun.PARSE,
    prefix: Annotated[str | None, typer.Option(help="Objects whose key begins like this.")] = None,
    state: Annotated[State | None, typer.Option(help="Articles in this state.")] = None,
    stage: Annotated[Stage | None, typer.Option(help="Failed at this stage.")] = None,
    code: Annotated[FailureCode | None, typer.Option(help="Failed for this reason.")] = None,
    older_than: Annotated[
        str | None, typer.Option(metavar="VERSION", help="Of an older pipeline than this.")
    ] = None,
    api: ApiUrl = None,
    token: Token = None,
) -> None:
    """Parse or extract again all objects that fulfil every condition given."""
    conditions = {"prefix": prefix, "state": state, "stage": stage, "code": code}
    try:
        request = JobRequest(rerun=rerun, older_than=older_than, **conditions)
    except ValidationError as error:
        raise CliError(error.errors()[0]["msg"].removeprefix("Value error, ")) from error
    with api_client(api, token) as client:
        _print(client.start_job(request))


@app.command()
def show(job_id: JobId, api: ApiUrl = None, token: Token = None) -> None:
    """Print how far a job has come."""
    with api_client(api, token) as client:
        _print(client.job(job_id))


@app.command("list")
def list_(api: ApiUrl = None, token: Token = None) -> None:
    """Print all jobs, the newest first."""
    with api_client(api, token) as client:
        for job in client.jobs():
            _print(job)


@app.command()
def cancel(job_id: JobId, api: ApiUrl = None, token: Token = None) -> None:
    """Cancel a job."""
    with api_client(api, token) as client:
        _print(client.cancel_job(job_id))


def _print(job: Job) -> None:
    """One line: the id, what it is about, and how far it is."""
    wanted = job.request.model_dump(mode="json", exclude_none=True, exclude={"rerun"})
    about = " ".join(f"{name}={value}" for name, value in wanted.items())
    done = f"{job.done} done, {job.failed} failed, {job.skipped} skipped of {job.listed}"
    end = f", until {job.eta}" if job.eta else ""
    typer.echo(f"{job.job_id}  {job.state.value}  {job.request.rerun.value} {about}: {done}{end}")
