"""The filters of the API's lists as options of commands, made of the API's own description.

A command has every filter that the list has, under its name, with its values and its help.
"""

import inspect
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache, wraps
from pathlib import Path
from typing import Annotated, Any, Final, cast

import typer

DESCRIPTION: Final = Path(__file__).parents[2] / "schemas" / "json" / "openapi.json"
HOW: Final = frozenset({"articles", "format", "limit", "cursor"})
"""Parameters that say how an answer is given, not what is in it."""

METAVARS: Final = {None: None, "date": "DAY", "date-time": "TIME"}
"""What a value is called in a command's help, by its format."""

Command = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Filter:
    """A parameter of a list."""

    name: str
    help: str
    schema: dict[str, Any]
    """Its JSON Schema, with nothing that is said elsewhere."""

    @property
    def argument(self) -> str:
        """The name under which a command takes its value."""
        return f"filter_{self.name}"

    @property
    def option(self) -> inspect.Parameter:
        """The option of a command; None is what was not given."""
        kind = inspect.Parameter.KEYWORD_ONLY
        return inspect.Parameter(self.argument, kind, default=None, annotation=self._annotation())

    def value(self, given: Any) -> Any:  # noqa: ANN401 (of any type that an option has)
        """The value of the parameter, of what was given on the command line."""
        if isinstance(given, list):
            return ",".join(each.value if isinstance(each, Enum) else str(each) for each in given)
        return given.value if isinstance(given, Enum) else given

    def _annotation(self) -> Any:  # noqa: ANN401 (made for typer)
        flag = f"--{self.name.replace('_', '-')}"
        option = typer.Option(
            flag,
            help=self.help,
            show_default=False,
            metavar=METAVARS[self.schema.get("format")],
            min=self.schema.get("minimum"),
            max=self.schema.get("maximum"),
        )
        return Annotated[self._type() | None, option]

    def _type(self) -> Any:  # noqa: ANN401
        if self.schema["type"] == "array":
            return list[_one(self.name, self.schema["items"])]  # type: ignore[misc]
        return _one(self.name, self.schema)


def _one(name: str, schema: dict[str, Any]) -> type:
    """The type of one value."""
    if "enum" in schema:
        return cast("type", StrEnum(name, {value: value for value in schema["enum"]}))
    return {"boolean": bool, "number": float}.get(schema["type"], str)


@cache
def _description() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    return document


def filters(path: str) -> Iterator[Filter]:
    """The filters of the list behind a path."""
    for each in _description()["paths"][path]["get"]["parameters"]:
        if each["name"] not in HOW:
            yield Filter(each["name"], each["description"], _resolved(each["schema"]))


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with what it refers to, and without null, which stands for leaving it out."""
    if "$ref" in schema:
        named: dict[str, Any] = _description()["components"]["schemas"]
        return dict(named[schema["$ref"].rpartition("/")[2]])
    (one,) = (each for each in schema.get("anyOf", [schema]) if each.get("type") != "null")
    items = {"items": _resolved(one["items"])} if "items" in one else {}
    return dict(one) | items


def filtered(path: str) -> Callable[[Command], Command]:
    """Give a command an option for each filter of a list; it takes those given as `wanted`."""

    def decorate(command: Command) -> Command:
        known = list(filters(path))

        @wraps(command)
        def run(**given: Any) -> None:  # noqa: ANN401
            asked = {each.name: each.value(given.pop(each.argument)) for each in known}
            command(wanted={n: v for n, v in asked.items() if v not in {None, ""}}, **given)

        own = [p for p in inspect.signature(command).parameters.values() if p.name != "wanted"]
        options = [*(each.option for each in known), *own]
        keyword = inspect.Parameter.KEYWORD_ONLY
        signature = inspect.Signature([each.replace(kind=keyword) for each in options])
        run.__signature__ = signature  # type: ignore[attr-defined]
        run.__annotations__ = {each.name: each.annotation for each in options}
        return run

    return decorate
