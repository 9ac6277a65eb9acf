"""Reading and translating templates."""

from pathlib import Path
from typing import Any

import pytest

from infra.local.errors import TemplateError
from infra.local.template import load, resolve_parameters, translate
from tests.local.conftest import FIXTURES, ROOT

ISSUER = {"JwtIssuer": "http://issuer.example"}


def test_translate_real_template_keeps_code_folders_and_defaults() -> None:
    translated = translate(ROOT / "template.yaml", ISSUER, "eu-west-1")
    assert set(translated.code_uris.values()) == {"."}
    assert translated.parameters["JwtAudience"] == "hearsay"
    kinds = {resource["Type"] for resource in translated.resources.values()}
    assert not [kind for kind in kinds if kind.startswith("AWS::Serverless")]


def test_translate_does_not_change_what_functions_are_given() -> None:
    translated = translate(FIXTURES / "template.yaml", ISSUER, "eu-west-1")
    variables = translated.resources["Worker"]["Properties"]["Environment"]["Variables"]
    assert variables == {"TABLE_NAME": {"Ref": "Table"}, "OUTBOX": {"Ref": "Outbox"}}


@pytest.mark.parametrize("text", ["[]", "Resource: {}", "a: [", "!Ref"])
def test_load_no_template_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "template.yaml"
    path.write_text(text)
    with pytest.raises(TemplateError, match=r"template\.yaml"):
        load(path)


def test_load_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="nowhere"):
        load(tmp_path / "nowhere.yaml")


def test_translate_invalid_template_says_why(tmp_path: Path) -> None:
    path = tmp_path / "template.yaml"
    path.write_text("Resources: {F: {Type: AWS::Serverless::Function, Properties: {}}}")
    with pytest.raises(TemplateError, match=r"template\.yaml: .+"):
        translate(path, {}, "eu-west-1")


@pytest.mark.parametrize(
    ("rules", "value", "problem"),
    [
        ({"Type": "String", "AllowedPattern": "https?://.+"}, "ftp://x", "does not match"),
        ({"Type": "String", "AllowedValues": ["A", "B"]}, "C", "is not one of"),
        ({"Type": "Number", "AllowedValues": [1, 3]}, "2", "is not one of"),
        ({"Type": "String", "MinLength": 1}, "", "too short"),
        ({"Type": "Number", "MinValue": 5}, "4", "is not between"),
        ({"Type": "Number", "MaxValue": 5}, "6", "is not between"),
        ({"Type": "Number"}, "six", "is not a number"),
    ],
)
def test_resolve_parameters_value_that_breaks_a_rule_is_refused(
    rules: dict[str, Any], value: str, problem: str
) -> None:
    with pytest.raises(TemplateError, match=f"P='{value}': {problem}|P='{value}'.*{problem}"):
        resolve_parameters({"P": rules}, {"P": value})


def test_resolve_parameters_missing_and_unknown_ones_are_refused() -> None:
    with pytest.raises(TemplateError, match="P has no value"):
        resolve_parameters({"P": {"Type": "String"}}, {})
    with pytest.raises(TemplateError, match="no parameter Q"):
        resolve_parameters({}, {"Q": "1"})


def test_resolve_parameters_defaults_are_texts() -> None:
    declared = {"P": {"Type": "Number", "Default": 7, "MinValue": 7, "MaxValue": 7}}
    assert resolve_parameters(declared, {}) == {"P": "7"}
