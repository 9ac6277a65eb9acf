"""What the documents say of the code is there."""

import ast
import re

import pytest

from functions.api import queries
from schemas.failure import FailureCode
from tests.conftest import ROOT

ROW = re.compile(r"^\|.*\|$", re.MULTILINE)
REFERENCE = re.compile(r"((?:`test_\w+`,? ?)+) ?in `(tests/[\w/]+\.py)`")
NAME = re.compile(r"`(test_\w+)`")
TEXT = (ROOT / "docs/faults.md").read_text(encoding="utf-8")
NAMED = [(name, file) for names, file in REFERENCE.findall(TEXT) for name in NAME.findall(names)]


def defined_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("name", "file"), NAMED)
def test_test_that_faults_names_is_in_its_file(name: str, file: str) -> None:
    assert name in defined_in(file)


def test_every_fault_names_a_test_and_every_name_its_file() -> None:
    rows = [row for row in ROW.findall(TEXT) if not re.match(r"\|(---|.*\| test \|$)", row)]
    assert rows
    assert [row for row in rows if not REFERENCE.search(row)] == []
    assert len(NAME.findall(TEXT)) == len(NAMED)


def test_every_failure_code_is_among_the_faults() -> None:
    assert [code for code in FailureCode if f"`{code}`" not in TEXT] == []


def test_costs_of_questions_are_those_that_the_code_states() -> None:
    stated = ROW.findall(queries.__doc__ or "")
    documented = ROW.findall((ROOT / "docs/queries.md").read_text(encoding="utf-8"))

    assert stated
    assert documented[-len(stated) :] == stated
