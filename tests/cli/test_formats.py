"""`hearsay formats`: nothing is missing, and the limits are those of the template."""

import json
from pathlib import Path

import pytest

from functions.parse.config import Settings
from functions.parse.containers.registry import containers
from functions.parse.readers import readers
from infra.cli.errors import CliError
from infra.cli.formats import LIMITS, formats, limits_of, rows
from infra.cli.main import main
from tests.conftest import ROOT

TEMPLATE = ROOT / "template.yaml"
_OF_THE_RUN = {"DOCUMENTS_PER_CHILD", "MAX_HOPS", "RESERVE_SECONDS", "LEASE_SECONDS"}
"""How the function goes about it, nothing that anybody who drops a file meets."""


@pytest.fixture
def printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> pytest.CaptureFixture[str]:
    monkeypatch.chdir(ROOT)
    return capsys


def changed(folder: Path, before: str, after: str) -> Path:
    """A copy of the template with one thing changed."""
    text = TEMPLATE.read_text(encoding="utf-8")
    assert before in text
    path = folder / "template.yaml"
    path.write_text(text.replace(before, after), encoding="utf-8")
    return path


def test_every_reader_and_container_has_a_row() -> None:
    titles = [row.title for row in rows()]
    told_apart = {(row.title, row.becomes) for row in rows()}

    assert titles == [each.names.title for each in (*readers(), *containers())]
    assert len(titles) == len(told_apart), "a mail may be either, but nothing is told twice"


def test_every_limit_of_the_parser_is_printed() -> None:
    numbers = {
        field.alias for field in Settings.model_fields.values() if field.annotation in {int, float}
    }

    assert set(LIMITS) == numbers - _OF_THE_RUN


def test_limit_is_that_of_the_template(tmp_path: Path) -> None:
    template = changed(tmp_path, "Default: 26214400", "Default: 5000")

    first = limits_of(template)[0]

    assert (first.most, first.parameter) == (5000, "MaxObjectBytes")


def test_limit_without_a_parameter_is_printed_without_one(tmp_path: Path) -> None:
    template = changed(tmp_path, 'MAX_DEPTH: "3"', 'MAX_DEPTH: "7"')

    assert (7, None) in [(limit.most, limit.parameter) for limit in limits_of(template)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('MAX_DEPTH: "3"', 'MIN_DEPTH: "3"'),
        ('MAX_DEPTH: "3"', 'MAX_DEPTH: "three"'),
        ("MAX_MEMBERS: !Ref MaxMembers", "MAX_MEMBERS: !GetAtt Inbox.Arn"),
        ("MAX_MEMBERS: !Ref MaxMembers", "MAX_MEMBERS: !Ref Inbox"),
        ("  ParseFunction:\n", "  ParserFunction:\n"),
        ("Resources:\n", "Results:\n"),
    ],
)
def test_template_that_does_not_say_the_limits_is_refused(
    before: str, after: str, tmp_path: Path
) -> None:
    template = changed(tmp_path, before, after)

    with pytest.raises(CliError, match=r"template\.yaml"):
        limits_of(template)


def test_json_is_one_document(printed: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["formats", "--json"])

    assert exit_.value.code == 0
    assert json.loads(printed.readouterr().out) == formats(TEMPLATE).model_dump(mode="json")


def test_tables_hold_every_title_and_limit(printed: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["formats"])

    out = printed.readouterr().out
    assert exit_.value.code == 0
    assert [row.title for row in rows() if row.title not in out] == []
    assert [limit for limit in limits_of(TEMPLATE) if f"{limit.most:,}" not in out] == []
