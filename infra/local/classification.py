"""Compares a template with what is served: all of it has to be in the table of `emulation`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from infra.local.emulation import ATTRIBUTES, RESOURCES, SECTIONS, NotEmulated, Served, Spec
from infra.local.errors import NotEmulatedError


@dataclass(frozen=True)
class Gap:
    """Something that a template says and that has no effect here."""

    resource: str
    path: str
    reason: str


def check(template: Mapping[str, Any]) -> list[Gap]:
    """Check a translated template, resolved or not; returns what has no effect.

    Raises:
        NotEmulatedError: It uses something that is not in the table. All of it is named.
    """
    problems = [f"section {name}" for name in template if name not in SECTIONS]
    gaps: list[Gap] = []
    for name, resource in template["Resources"].items():
        for path, found in _walk_resource(resource):
            if isinstance(found, NotEmulated):
                gaps.append(Gap(name, path, found.reason))
            else:
                problems.append(f"{name} ({resource['Type']}): {found}")
    if problems:
        raise NotEmulatedError("the local cloud does not know: " + "; ".join(problems))
    return gaps


def _walk_resource(resource: Mapping[str, Any]) -> Iterator[tuple[str, NotEmulated | str]]:
    """Every part of a resource that is not served: why, or what the problem is."""
    spec = RESOURCES.get(resource["Type"])
    if spec is None:
        yield "", "the resource type"
        return
    yield from _walk(resource, {**ATTRIBUTES, "Properties": spec}, "")


def _walk(value: Any, spec: Spec, path: str) -> Iterator[tuple[str, NotEmulated | str]]:  # noqa: ANN401
    if isinstance(spec, NotEmulated):
        yield path, spec
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item, spec, path)
    elif is_expression(value):
        yield from _walk_branches(value, spec, path)
    elif isinstance(spec, Served):
        if spec.only and not _allowed(value, spec):
            yield path, f"{path} = {value!r}"
    elif isinstance(value, Mapping):
        for name, part in value.items():
            inner = f"{path}.{name}" if path else name
            if name in spec:
                yield from _walk(part, spec[name], inner)
            else:
                yield inner, inner
    else:
        yield path, f"{path} = {value!r}"


def _walk_branches(
    expression: Mapping[str, Any],
    spec: Spec,
    path: str,
) -> Iterator[tuple[str, NotEmulated | str]]:
    """Both branches of an `Fn::If`; the values of other expressions are checked once resolved."""
    for branch in expression.get("Fn::If", [])[1:]:
        yield from _walk(branch, spec, path)


def is_expression(value: object) -> bool:
    """Whether a value is one of CloudFormation's functions."""
    if not isinstance(value, Mapping) or len(value) != 1:
        return False
    name = str(next(iter(value)))
    return name == "Ref" or name.startswith("Fn::")


def _allowed(value: object, spec: Served) -> bool:
    return str(value).lower() in {str(only).lower() for only in spec.only}
