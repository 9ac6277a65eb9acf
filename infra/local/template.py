"""Reads a SAM template, checks its parameters and translates it into plain CloudFormation."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import boto3
import botocore.session
import yaml
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

from infra.local import rewrites
from infra.local.errors import TemplateError

DEFAULT_CODE_URI = "."


@dataclass(frozen=True)
class Translated:
    """A template as CloudFormation would run it."""

    body: dict[str, Any]
    """Plain CloudFormation; expressions are still unresolved."""
    parameters: dict[str, str]
    """The value of every parameter, defaults included."""
    code_uris: dict[str, str]
    """Function logical id -> its `CodeUri` as written."""

    @property
    def resources(self) -> dict[str, dict[str, Any]]:
        """Logical id -> resource."""
        resources: dict[str, dict[str, Any]] = self.body["Resources"]
        return resources


@lru_cache(maxsize=16)
def session(region: str, key: str = "test", secret: str = "test") -> boto3.Session:  # noqa: S107
    """A boto3 session that takes nothing from the user's own AWS configuration.

    Shared, as most of the cost of a client is loading definitions that a session keeps.
    """
    core = botocore.session.Session()
    for name, value in (("profile", None), ("config_file", os.devnull)):
        core.set_config_variable(name, value)
    return boto3.Session(
        botocore_session=core,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        region_name=region,
    )


def load(path: Path) -> dict[str, Any]:
    """The template in a file, with CloudFormation's short tags expanded.

    Raises:
        TemplateError: It cannot be read, or is no template.
    """
    try:
        template = yaml_parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise TemplateError(f"{path}: {error}") from error
    if not isinstance(template, dict) or "Resources" not in template:
        raise TemplateError(f"{path}: not a template: it has no Resources")
    return template


def translate(path: Path, given: Mapping[str, str], region: str) -> Translated:
    """Translate a SAM template with the given parameter values.

    Raises:
        TemplateError: The template is invalid, or a parameter is.
    """
    source = load(path)
    values = resolve_parameters(source.get("Parameters", {}), given)
    prepared = rewrites.apply(rewrites.BEFORE_TRANSLATION, source)
    translator = Translator({}, Parser(), boto_session=session(region))
    try:
        body = translator.translate(prepared, values)
        translator.metrics.publish()  # to nobody; it complains on stderr otherwise
    except InvalidDocumentException as error:
        causes = "; ".join(cause.message for cause in error.causes)
        raise TemplateError(f"{path}: {causes}") from error
    return Translated(body=body, parameters=values, code_uris=_code_uris(source))


def _code_uris(source: Mapping[str, Any]) -> dict[str, str]:
    default = source.get("Globals", {}).get("Function", {}).get("CodeUri", DEFAULT_CODE_URI)
    return {
        name: str(resource.get("Properties", {}).get("CodeUri", default))
        for name, resource in source["Resources"].items()
        if resource.get("Type") == "AWS::Serverless::Function"
    }


def resolve_parameters(
    declared: Mapping[str, Mapping[str, Any]], given: Mapping[str, str]
) -> dict[str, str]:
    """The value of every declared parameter, checked as CloudFormation checks it.

    Raises:
        TemplateError: A value is missing, unknown, or breaks a rule of its declaration.
    """
    unknown = sorted(set(given) - set(declared))
    if unknown:
        raise TemplateError(f"the template has no parameter {', '.join(unknown)}")
    values = {}
    for name, rules in declared.items():
        if name not in given and "Default" not in rules:
            raise TemplateError(f"parameter {name} has no value and no default")
        values[name] = str(given.get(name, rules.get("Default")))
        _check_parameter(name, values[name], rules)
    return values


def _check_parameter(name: str, value: str, rules: Mapping[str, Any]) -> None:
    problem = _text_problem(value, rules)
    if not problem and rules.get("Type") == "Number":
        problem = _number_problem(value, rules)
    if problem:
        raise TemplateError(f"parameter {name}={value!r}: {problem}")


def _text_problem(value: str, rules: Mapping[str, Any]) -> str | None:
    if "AllowedValues" in rules and value not in {str(v) for v in rules["AllowedValues"]}:
        return f"is not one of {rules['AllowedValues']}"
    if "AllowedPattern" in rules and not re.fullmatch(rules["AllowedPattern"], value):
        return f"does not match {rules['AllowedPattern']}"
    if not int(rules.get("MinLength", 0)) <= len(value) <= int(rules.get("MaxLength", 4096)):
        return "is too short or too long"
    return None


def _number_problem(value: str, rules: Mapping[str, Any]) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "is not a number"
    low = float(rules.get("MinValue", "-inf"))
    high = float(rules.get("MaxValue", "inf"))
    return None if low <= number <= high else f"is not between {low:g} and {high:g}"
