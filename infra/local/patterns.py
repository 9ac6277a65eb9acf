"""Event patterns: of rules, and of the filters of event source mappings.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

import json
from collections.abc import Mapping
from typing import Any

from infra.local.cloud import event_pattern
from infra.local.errors import NotEmulatedError

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
        sources = [json.loads(f["Pattern"]) for f in criteria.get("Filters", [])]
        for source in sources:
            check_pattern(source, where)
        self._patterns = [event_pattern(source) for source in sources]

    def passes(self, record: Any) -> bool:  # noqa: ANN401
        """Whether a record is to reach the function."""
        return not self._patterns or any(p.matches_event(record) for p in self._patterns)
