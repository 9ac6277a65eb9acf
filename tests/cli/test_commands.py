"""The commands as a user types them: output, errors, exit status."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.extract.engine import extract
from functions.parse.document import Document
from functions.parse.errors import ParseError
from functions.parse.normalise import normalise
from infra.cli.main import main
from schemas.article import SourceObject
from schemas.spans import check_grounded
from tests.conftest import ROOT

STORY = """The mayor, Ada Quill, said the bridge was safe.

"We checked every bolt," she said.
"""


def run(*arguments: str) -> int:
    """The exit status of a command."""
    with pytest.raises(SystemExit) as exit_:
        main(list(arguments))
    return int(exit_.value.code or 0)


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("story.txt")
    path.write_text(STORY, encoding="utf-8")
    return path


def lines(captured: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in captured.readouterr().out.splitlines()]


def test_extract_prints_one_document_a_file_in_order(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("other.md").write_text("# Other\n\nRain fell.\n", encoding="utf-8")

    status = run("extract", str(story), "other.md", "--published", "2024-12-16", "--json")

    first, second = lines(capsys)
    assert status == 0
    assert first["article"]["text"] == STORY  # type: ignore[index]
    assert first["article"]["published"] == "2024-12-16"  # type: ignore[index]
    assert second["article"]["title"] == "Other"  # type: ignore[index]
    assert [claim["source"]["canonical"] for claim in first["claims"]] == [  # type: ignore[attr-defined]
        "Ada Quill",
        "Ada Quill",
    ]


def test_extract_of_a_file_that_cannot_be_read_says_so_in_its_place(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("empty.txt").touch()

    status = run("extract", "empty.txt", "missing.txt", str(story), "--json")

    empty, missing, good = lines(capsys)
    assert status == 1
    assert empty["error"]["code"] == "empty"  # type: ignore[index]
    assert missing["error"]["file"] == "missing.txt"  # type: ignore[index]
    assert good["claims"]


def test_extract_without_json_prints_a_table(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("extract", str(story)) == 0
    assert "Ada Quill" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["extract", "story.txt", "--published", "soon"], "is no date"),
        (["drop", "story.txt"], "No local stack is running"),
        (["drop", "missing.txt"], "does not exist"),
        (["claims"], "No local stack is running"),
        (["claims", "--api", "https://api.example"], "needs both"),
        (["up", "missing.txt"], "does not exist"),
        (["up", "story.txt", "--template", "none.yaml"], "none.yaml"),
    ],
)
@pytest.mark.usefixtures("story")
def test_command_with_bad_input_says_what_is_wrong_in_a_line(
    arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2

    error = capsys.readouterr().err
    assert error.startswith("hearsay: ")
    assert complaint in error
    assert "Traceback" not in error


@pytest.mark.parametrize("arguments", [["nonsense"], ["claims", "--polarity", "maybe"]])
def test_command_that_does_not_exist_exits_with_an_error(arguments: list[str]) -> None:
    assert run(*arguments) == 2


@pytest.mark.parametrize("command", [[], ["up"], ["drop"], ["claims"], ["extract"]])
def test_help_explains_the_command(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*command, "--help") == 0
    assert len(capsys.readouterr().out.split()) > 30


def test_extract_needs_neither_aws_nor_a_stack(story: Path) -> None:
    code = (
        "import sys; from infra.cli.main import main\n"
        "try: main(['extract', sys.argv[1], '--json'])\n"
        "finally: assert not {'boto3', 'moto', 'samtranslator'} & set(sys.modules)"
    )
    subprocess.run(  # noqa: S603 (our own code)
        [sys.executable, "-c", code, str(story)],
        check=True,
        capture_output=True,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_extract_of_any_text_gives_grounded_claims_or_a_reason(text: str) -> None:
    body = text.encode()
    source = SourceObject(bucket="local", key="any.txt", size=len(body))
    try:
        article = normalise(Document(body=body, source=source))
    except ParseError:
        return
    check_grounded(article.text, article.spans())
    for claim in extract(article).claims:
        check_grounded(article.text, claim.spans())
