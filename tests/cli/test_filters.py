"""Options of commands are the filters of the API: none is missing, and each has its values."""

from typing import Any

import pytest
import typer
from typer.main import get_command
from typer.testing import CliRunner

from infra.cli.client import Parameters
from infra.cli.filters import HOW, Filter, filtered, filters
from infra.cli.main import app
from schemas.claim import CueClass

LISTS = {"claims": "/claims", "failures": "/failures"}
"""The commands that ask for a list."""
FILTERS = [(path, each) for path in LISTS.values() for each in filters(path)]
NAMES = [f"{path} {each.name}" for path, each in FILTERS]


def described(path: str) -> set[str]:
    """The parameters that the description of the API names, as the API itself gives it."""
    from functions.api.app import app as api  # noqa: PLC0415 (slow to import)

    document = api.get_openapi_schema(title="", version="1").model_dump(mode="json", by_alias=True)
    return {each["name"] for each in document["paths"][path]["get"]["parameters"]}


def asked(path: str, *arguments: str) -> Parameters:
    """What a command with the filters of a list asks for."""
    taken: list[Parameters] = []
    command = typer.Typer()

    @command.command()
    @filtered(path)
    def ask(wanted: Parameters, more: bool = False) -> None:
        taken.append(wanted | {"more": more})

    result = CliRunner().invoke(command, [*arguments, "--more"])
    assert result.exit_code == 0, result.output
    assert taken[0].pop("more") is True
    return taken[0]


def example(known: Filter) -> tuple[list[str], Any]:
    """What is typed for a filter, and what the API is asked then."""
    option, schema = f"--{known.name.replace('_', '-')}", known.schema
    if schema["type"] == "array":
        values = schema["items"]["enum"][:2]
        return [part for value in values for part in (option, value)], ",".join(values)
    if schema["type"] == "boolean":
        return [option], True
    if schema["type"] == "number":
        return [option, "0.5"], 0.5
    value = schema.get("enum", ["some words"])[0]
    return [option, value], value


@pytest.mark.parametrize(("command", "path"), LISTS.items())
def test_command_has_an_option_for_every_parameter_of_its_list(command: str, path: str) -> None:
    options = {name for each in get_command(app).commands[command].params for name in each.opts}  # type: ignore[attr-defined]

    wanted = {f"--{name.replace('_', '-')}" for name in described(path) - HOW}
    assert wanted <= options
    assert len(wanted) > 3


@pytest.mark.parametrize(("path", "known"), FILTERS, ids=NAMES)
def test_option_becomes_the_parameter_of_its_name(path: str, known: Filter) -> None:
    typed, value = example(known)

    assert asked(path, *typed) == {known.name: value}


@pytest.mark.parametrize("path", LISTS.values())
def test_what_is_not_given_is_not_asked_for(path: str) -> None:
    assert asked(path) == {}


def test_options_take_the_values_of_the_contract_and_no_others() -> None:
    (cue,) = (each for each in filters("/claims") if each.name == "cue_class")

    assert set(cue.schema["items"]["enum"]) == set(CueClass)
    result = CliRunner().invoke(app, ["claims", "--cue-class", "shouts"])
    assert (result.exit_code, "shouts" in result.output) == (2, True)


def test_help_of_an_export_names_every_filter() -> None:
    where = next(p for p in get_command(app).commands["export"].params if p.name == "where")  # type: ignore[attr-defined]

    assert [each.name for each in filters("/claims") if each.name not in where.help.split()] == []
