"""Policy evaluation, against a plainer second opinion."""

import fnmatch
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.local.errors import NotEmulatedError
from infra.local.iam import (
    BASE_CONTEXT,
    Request,
    Statement,
    arn_matches,
    decide,
    matches,
    parse_policy,
)

TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/records"


def _policy(*statements: dict[str, Any]) -> tuple[Statement, ...]:
    defaults = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    full = [{k: v for k, v in (defaults | s).items() if v is not None} for s in statements]
    return parse_policy({"Version": "2012-10-17", "Statement": full}, "here")


def _allowed(
    statements: tuple[Statement, ...],
    action: str = "dynamodb:GetItem",
    resource: str = TABLE,
    **more: Any,
) -> bool:
    return decide(statements, Request(action, resource, **more)).allowed


def test_decide_without_statements_denies() -> None:
    decision = decide((), Request("s3:GetObject", "*"))
    assert (decision.allowed, decision.explicit) == (False, False)


def test_decide_deny_wins_whatever_the_order() -> None:
    allow, deny = {"Effect": "Allow"}, {"Effect": "Deny", "Action": "dynamodb:Get*"}
    for statements in (_policy(allow, deny), _policy(deny, allow)):
        assert decide(statements, Request("dynamodb:GetItem", TABLE)).explicit
        assert _allowed(statements, "dynamodb:PutItem")


@pytest.mark.parametrize("action", ["dynamodb:getitem", "DynamoDB:Get?tem", "*", "dynamodb:*"])
def test_decide_action_patterns_ignore_case(action: str) -> None:
    assert _allowed(_policy({"Action": action}))


def test_decide_resources_respect_case() -> None:
    assert not _allowed(_policy({"Resource": TABLE.upper()}))


def test_decide_not_action_and_not_resource_invert() -> None:
    inverted = _policy({"Action": None, "NotAction": "dynamodb:Put*"})
    assert _allowed(inverted)
    assert not _allowed(inverted, "dynamodb:PutItem")
    elsewhere = _policy({"Resource": None, "NotResource": f"{TABLE}*"})
    assert not _allowed(elsewhere)
    assert _allowed(elsewhere, resource="arn:aws:s3:::b")


def test_decide_allow_under_an_unknown_condition_never_grants() -> None:
    condition = {"StringEquals": {"dynamodb:Attributes": "pk"}}
    assert not _allowed(_policy({"Condition": condition}))
    assert not _allowed(_policy({"Resource": "arn:aws:s3:::${aws:username}"}))


@pytest.mark.parametrize(
    "statement",
    [
        {"Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}},
        {"Condition": {"StringEquals": {"aws:username": "x"}}},
        {"Resource": "arn:aws:s3:::${aws:username}/*"},
        {"Principal": {"AWS": "arn:aws:iam::123456789012:root"}},
        {"Principal": {"AWS": "123456789012"}},
        {"NotPrincipal": {"AWS": "x"}},
    ],
)
def test_parse_policy_deny_that_cannot_be_evaluated_is_refused(statement: dict[str, Any]) -> None:
    with pytest.raises(NotEmulatedError, match="here"):
        _policy({"Effect": "Deny"} | statement)


def test_decide_plain_http_on_loopback_counts_as_tls() -> None:
    tls_only = {"Effect": "Deny", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    assert _allowed(_policy({}, tls_only))


def test_decide_principals_of_resource_policies() -> None:
    policy = _policy({"Principal": {"Service": "events.amazonaws.com"}})
    assert _allowed(policy, principal="events.amazonaws.com")
    assert not _allowed(policy, principal="sns.amazonaws.com")
    assert _allowed(_policy({"Principal": "*"}), principal="anybody")
    assert _allowed(_policy({"Principal": {"AWS": ["*"]}}), principal="anybody")


@pytest.mark.parametrize(
    ("operator", "value", "holds"),
    [
        ("ArnEquals", "arn:aws:events:eu-west-1:1:rule/a", True),
        ("ArnLike", "arn:aws:events:*:*:rule/*", True),
        ("ArnLike", "arn:aws:events:*", False),
        ("StringEquals", "arn:aws:events:*:*:rule/*", False),
        ("StringLike", "arn:aws:events:*", True),
        ("ArnEquals", ["no", "arn:aws:events:*:*:rule/a"], True),
    ],
)
def test_decide_source_arn_conditions(operator: str, value: Any, holds: bool) -> None:
    policy = _policy({"Condition": {operator: {"AWS:sourceArn": value}}})
    context = {**BASE_CONTEXT, "aws:sourcearn": "arn:aws:events:eu-west-1:1:rule/a"}
    assert _allowed(policy, context=context) is holds
    assert not _allowed(policy)


PARTS = st.lists(st.sampled_from(["a", "B", "*", "?", ".", "[", "]", "\\", "/", ":", "-", "\n"]))


@given(PARTS, PARTS)
def test_matches_agrees_with_a_shells_globbing(pattern: list[str], text: list[str]) -> None:
    # In a glob, brackets and backslashes are special, and in IAM they are not.
    quoted = "".join("[[]" if part == "[" else part for part in pattern)
    expected = fnmatch.fnmatchcase("".join(text), quoted)
    assert matches("".join(pattern), "".join(text)) == expected


ACTIONS = st.sampled_from(
    ["*", "a:*", "a:Get*", "a:Get", "A:GET", "a:P?t", "b:Get", "a:Put", "*:Get"]
)
RESOURCES = st.sampled_from(["*", "r/1", "r/*", "r/?", "s/*", "R/1"])
STATEMENTS = st.fixed_dictionaries(
    {
        "Effect": st.sampled_from(["Allow", "Deny"]),
        "Action": st.lists(ACTIONS, min_size=1, max_size=3),
        "Resource": st.lists(RESOURCES, min_size=1, max_size=3),
    }
)


def _oracle(statements: list[dict[str, Any]], action: str, resource: str) -> bool:
    def applies(effect: str) -> bool:
        return any(
            s["Effect"] == effect
            and any(fnmatch.fnmatchcase(action.lower(), a.lower()) for a in s["Action"])
            and any(fnmatch.fnmatchcase(resource, r) for r in s["Resource"])
            for s in statements
        )

    return applies("Allow") and not applies("Deny")


@given(
    st.lists(STATEMENTS, max_size=4),
    st.sampled_from(["a:Get", "a:Put", "b:Get", "A:get"]),
    st.sampled_from(["r/1", "r/12", "s/1", "R/1"]),
)
def test_decide_agrees_with_the_rule_in_words(
    statements: list[dict[str, Any]], action: str, resource: str
) -> None:
    policy = parse_policy({"Statement": statements}, "here")
    expected = _oracle(statements, action, resource)
    assert decide(policy, Request(action, resource)).allowed == expected


@given(st.lists(STATEMENTS, max_size=3), STATEMENTS)
def test_decide_another_deny_never_grants(
    statements: list[dict[str, Any]], more: dict[str, Any]
) -> None:
    request = Request("a:Get", "r/1")
    before = decide(parse_policy({"Statement": statements}, "here"), request).allowed
    denied = [*statements, more | {"Effect": "Deny"}]
    after = decide(parse_policy({"Statement": denied}, "here"), request).allowed
    assert before or not after


def test_arn_matches_part_by_part() -> None:
    assert arn_matches("arn:aws:sqs:*:*:q*", "arn:aws:sqs:eu-west-1:1:queue")
    assert not arn_matches("arn:*:queue", "arn:aws:sqs:eu-west-1:1:queue")


def test_parse_policy_single_statement_needs_no_list() -> None:
    document = {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
    assert _allowed(parse_policy(document, "here"), "s3:GetObject")
