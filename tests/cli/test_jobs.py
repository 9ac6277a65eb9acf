"""`hearsay jobs` as a user types it."""

from types import TracebackType
from typing import Self

import pytest

from infra.cli import jobs as commands
from infra.cli.main import main
from schemas.job import Job, JobRequest, JobState

MOMENT = "2025-03-01T12:00:00.000+00:00"


class Api:
    """An API that knows one job."""

    def __init__(self, *_: str | None) -> None:
        self.request = JobRequest(prefix="news/")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def start_job(self, request: JobRequest) -> Job:
        self.request = request
        return self.job("1")

    def job(self, job_id: str) -> Job:
        return Job(
            job_id=job_id,
            request=self.request,
            state=JobState.WORKING,
            created_at=MOMENT,
            updated_at=MOMENT,
            listed=5,
            asked=4,
            skipped=1,
            done=2,
            eta=MOMENT,
        )

    def cancel_job(self, job_id: str) -> Job:
        return self.job(job_id).model_copy(update={"state": JobState.CANCELLED})

    def jobs(self) -> list[Job]:
        return [self.job("2"), self.job("1")]


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as exit_:
        main(["jobs", *arguments])
    return int(exit_.value.code or 0)


@pytest.fixture(autouse=True)
def api(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "api_client", Api)


def test_start_prints_the_job_that_fulfils_the_conditions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("start", "--state", "failed", "--rerun", "extract") == 0
    assert capsys.readouterr().out == (
        f"1  working  extract state=failed: 2 done, 0 failed, 1 skipped of 5, until {MOMENT}\n"
    )


def test_start_without_a_condition_says_which_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("start") == 2
    assert "prefix, state, stage, code or older_than" in capsys.readouterr().err


def test_other_commands_print_a_line_for_each_job(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list") == 0
    assert [line[0] for line in capsys.readouterr().out.splitlines()] == ["2", "1"]
    assert run("show", "7") == 0
    assert capsys.readouterr().out.startswith("7  working")
    assert run("cancel", "7") == 0
    assert capsys.readouterr().out.startswith("7  cancelled")
