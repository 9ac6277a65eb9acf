"""Event patterns: of rules, and of the filters of event source mappings.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from infra.local.cloud import event_pattern
from infra.local.errors import NotEmulatedError, ProvisionError

FILTERS = frozenset(
    {"anything-but", "cidr", "equals-ignore-case", "exists", "numeric", "prefix", "suffix"}
    | {"wildcard"}
)
"""Filters of an event pattern that moto evaluates; it lets every event pass any other."""


def check_pattern(pattern: Mapping[str, Any], where: str) -> None:
    """Refuse a pattern that would match more here than on AWS.

    Raises:
        NotEmulatedError: It has a filter that is not evaluated here.
    """
    for name, value in pattern.items():
        nested = value if isinstance(value, list) else [value]
        for part in nested:
            if name == "$or" or isinstance(value, dict):
                check_pattern(part, where)
            elif isinstance(part, dict) and not set(part) <= FILTERS:
                raise NotEmulatedError(f"{where}: the event pattern filter {part}")


class Filters:
    """The `FilterCriteria` of an event source mapping: a record passes if one of them matches."""

    def __init__(self, criteria: Mapping[str, Any], where: str) -> None:
        self._matchers = [_matcher(f["Pattern"], where) for f in criteria.get("Filters", [])]

    def passes(self, record: Mapping[str, Any]) -> bool:
        """Whether a record is to reach the function."""
        return not self._matchers or any(matches(record) for matches in self._matchers)


def _matcher(text: str, where: str) -> Callable[[Any], bool]:
    try:
        pattern = json.loads(text)
    except ValueError as error:
        raise ProvisionError(f"{where}: no event pattern: {text}") from error
    check_pattern(pattern, where)
    return event_pattern(pattern)
