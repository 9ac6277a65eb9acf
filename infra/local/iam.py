"""IAM policies and how they are evaluated, for the subset that the local cloud understands.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html

What is understood: Effect, Action/NotAction, Resource/NotResource with `*` and `?`, Principal in
resource policies, and conditions with the operators and keys listed here. A statement with any
other condition never grants where it allows, and cannot be loaded where it denies: a guard that
let through what AWS denies would prove nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from infra.local.errors import NotEmulatedError

CONDITION_KEYS = frozenset({"aws:securetransport", "aws:sourcearn", "aws:sourceaccount"})
"""Condition keys that a request has here, in lower case."""

BASE_CONTEXT = {"aws:securetransport": "true"}
"""The loopback interface counts as TLS: nothing but this machine can listen."""


@lru_cache(maxsize=4096)
def _wildcard(pattern: str, *, ignore_case: bool) -> re.Pattern[str]:
    translated = "".join(
        ".*" if char == "*" else "." if char == "?" else re.escape(char) for char in pattern
    )
    return re.compile(translated, re.DOTALL | (re.IGNORECASE if ignore_case else 0))


def matches(pattern: str, text: str, *, ignore_case: bool = False) -> bool:
    """Whether a pattern with `*` and `?` matches the whole of a text."""
    return _wildcard(pattern, ignore_case=ignore_case).fullmatch(text) is not None


def arn_matches(pattern: str, arn: str) -> bool:
    """Whether an ARN pattern matches; each of the six parts is matched by itself."""
    wanted, given = pattern.split(":", 5), arn.split(":", 5)
    if pattern == "*":
        return True
    return len(wanted) == len(given) and all(map(matches, wanted, given))


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "stringequals": lambda wanted, given: wanted == given,
    "stringlike": matches,
    "arnequals": arn_matches,
    "arnlike": arn_matches,
    "bool": lambda wanted, given: wanted.lower() == given.lower(),
}


Condition = tuple[str, str, tuple[str, ...]]
"""Operator and key, both in lower case, and the values."""


@dataclass(frozen=True)
class Request:
    """What somebody wants to do."""

    action: str
    resource: str
    principal: str = ""
    """ARN of the role, or name of the service."""
    context: Mapping[str, str] = field(default_factory=lambda: BASE_CONTEXT)
    """Condition keys in lower case -> values."""


@dataclass(frozen=True)
class Statement:
    """One statement of a policy."""

    allows: bool
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    inverted_actions: bool = False
    inverted_resources: bool = False
    principals: tuple[str, ...] | None = None
    """None in identity policies."""
    conditions: tuple[Condition, ...] = ()

    @property
    def understood(self) -> bool:
        """Whether every condition can be evaluated, and no policy variable is used."""
        variables = any("${" in resource for resource in self.resources)
        known = all(op in _OPERATORS and key in CONDITION_KEYS for op, key, _ in self.conditions)
        return known and not variables

    def applies(self, request: Request) -> bool:
        """Whether the statement speaks of a request."""
        return (
            self._names_action(request.action)
            and self._names_resource(request.resource)
            and self._names_principal(request.principal)
            and self.understood
            and all(self._holds(*condition, request.context) for condition in self.conditions)
        )

    def _names_action(self, action: str) -> bool:
        named = any(matches(pattern, action, ignore_case=True) for pattern in self.actions)
        return named != self.inverted_actions

    def _names_resource(self, resource: str) -> bool:
        named = any(matches(pattern, resource) for pattern in self.resources)
        return named != self.inverted_resources

    def _names_principal(self, principal: str) -> bool:
        return self.principals is None or bool({"*", principal} & set(self.principals))

    @staticmethod
    def _holds(
        operator: str, key: str, values: tuple[str, ...], context: Mapping[str, str]
    ) -> bool:
        given = context.get(key)
        return given is not None and any(_OPERATORS[operator](value, given) for value in values)


@dataclass(frozen=True)
class Decision:
    """Whether a request may go through, and why not."""

    allowed: bool
    explicit: bool = False
    """Denied by a statement rather than for want of one."""


def decide(statements: Iterable[Statement], request: Request) -> Decision:
    """Evaluate statements: a denial wins, then a permission, else it is denied."""
    allowed = False
    for statement in statements:
        if statement.applies(request):
            if not statement.allows:
                return Decision(allowed=False, explicit=True)
            allowed = True
    return Decision(allowed)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, bool):
        return (str(value).lower(),)
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)


def _principals(principal: object) -> tuple[str, ...]:
    if isinstance(principal, Mapping):
        return tuple(name for value in principal.values() for name in _texts(value))
    return _texts(principal)


def _conditions(
    block: Mapping[str, Mapping[str, Any]],
) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple(
        (operator.lower(), key.lower(), _texts(value))
        for operator, keys in block.items()
        for key, value in keys.items()
    )


def _names_account(statement: Statement) -> bool:
    """Whether a whole account is a principal, which stands for everybody in it."""
    return any(name.endswith(":root") or name.isdigit() for name in statement.principals or ())


def parse_statement(source: Mapping[str, Any], where: str) -> Statement:
    """Read one statement of a policy document.

    Raises:
        NotEmulatedError: It denies in a way that cannot be evaluated.
    """
    principal = source.get("Principal")
    if "NotPrincipal" in source:
        raise NotEmulatedError(f"{where}: NotPrincipal is not emulated")
    statement = Statement(
        allows=source["Effect"] == "Allow",
        actions=_texts(source.get("Action", source.get("NotAction"))),
        resources=_texts(source.get("Resource", source.get("NotResource"))),
        inverted_actions="NotAction" in source,
        inverted_resources="NotResource" in source,
        principals=None if principal is None else _principals(principal),
        conditions=_conditions(source.get("Condition", {})),
    )
    if not statement.allows and (not statement.understood or _names_account(statement)):
        raise NotEmulatedError(f"{where}: this Deny cannot be evaluated: {dict(source)}")
    return statement


def parse_policy(document: Mapping[str, Any], where: str) -> tuple[Statement, ...]:
    """Read a policy document.

    Raises:
        NotEmulatedError: See `parse_statement`.
    """
    statements = document["Statement"]
    if isinstance(statements, Mapping):
        statements = [statements]
    return tuple(parse_statement(statement, where) for statement in statements)
