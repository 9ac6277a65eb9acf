"""The commands that ask a deployed API, with its URL and a token."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.cli.main import main
from tests.pipeline.conftest import User

TEXT = "The mayor of Tessel said on Monday that the bridge was safe.\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(user: User, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command; its exit status and what it printed."""

    def _run(*arguments: str) -> tuple[int, str, str]:
        access = ("--api", user.stack.api_url, "--token", user.stack.token(sub="grace"))
        with pytest.raises(SystemExit) as exit_:
            main([*arguments, *access])
        printed = capfd.readouterr()
        return int(exit_.value.code or 0), printed.out, printed.err

    return _run


@pytest.fixture
def article(user: User, run: Run, tmp_path: Path) -> str:
    """An article that was uploaded by command."""
    path = tmp_path / "story.txt"
    path.write_text(TEXT)
    status, out, _ = run("upload", str(path))
    assert status == 0
    user.settle()
    return out.split()[0]


def test_article_is_shown_with_its_state_and_claims(article: str, run: Run) -> None:
    status, out, _ = run("article", article)

    assert status == 0
    assert f"{article}  uploads/" in out
    assert "ready" in out
    assert "1 of 1 sentences hold claims" in out
    assert "the bridge was safe" in out
    assert json.loads(run("article", article, "--json")[1])["article_id"] == article


def test_claim_is_reviewed_and_the_steps_are_shown(article: str, run: Run) -> None:
    lines = run("claims", "--format", "jsonl")[1].splitlines()
    claim = next(record for line in lines if (record := json.loads(line))["article_id"] == article)
    claim_id = claim["claim_id"]

    assert "machine  version 0" in run("review", claim_id)[1]
    edited = run("review", claim_id, "edited", "--source", "Ada Quill", "--note", "Named below.")
    assert "source=Ada Quill" in edited[1]
    status, out, _ = run("review", claim_id, "rejected")
    assert (status, out.count("grace")) == (0, 2)
    assert claim_id not in run("claims", "--format", "jsonl")[1]
    assert claim_id in run("claims", "--format", "jsonl", "--review", "rejected")[1]
    assert "1 rejected" in run("article", article)[1]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["edited"], "an edit belongs to the state edited"),
        (["accepted", "--polarity", "denied"], "an edit belongs to the state edited"),
        (["accepted", "--rating", "False"], "rating url"),
    ],
)
def test_step_that_makes_no_sense_is_refused_before_it_is_sent(
    article: str, run: Run, arguments: list[str], complaint: str
) -> None:
    claim = json.loads(run("claims", "--format", "jsonl", "--limit", "1")[1])["claim_id"]

    status, _, error = run("review", claim, *arguments)

    assert status == 2
    assert complaint in error
    assert article


def test_export_writes_all_claims_that_match(article: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"

    status, _, error = run("export", "--format", "csv", "--to", str(path), "--where", "limit=1")
    assert (status, "claims" in error) == (0, True)
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))
    assert article in {row["article_id"] for row in rows}

    status, _, error = run("export", "--where", "polarty=denied")
    assert (status, "polarty" in error) == (2, True)


def test_failures_are_listed_by_their_code(user: User, run: Run) -> None:
    failed = user.drop("empty.txt", b"")
    user.settle()

    assert failed in run("failures", "--code", "empty")[1]
    assert failed not in run("failures", "--code", "bomb")[1]
    assert json.loads(run("failures", "--code", "empty", "--json")[1])["article_id"] == failed


def test_file_of_a_type_that_is_not_read_is_not_uploaded(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.touch()

    assert run("upload", str(path))[0] == 2
