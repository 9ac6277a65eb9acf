"""Uploads over the API, by the forms that the deployed function signs."""

from typing import Any

import httpx
import pytest

from tests.pipeline.conftest import User

TEXT = b"The mayor of Tessel said on Monday that the bridge was safe.\n"


@pytest.fixture
def form(user: User) -> dict[str, Any]:
    answer = user.send("POST", "/uploads", {"name": "story.txt", "content_type": "text/plain"})
    assert answer.status_code == 201
    found: dict[str, Any] = answer.json()
    return found


def post(form: dict[str, Any], body: bytes, **fields: str) -> httpx.Response:
    return httpx.post(
        form["url"], data=form["fields"] | fields, files={"file": ("story.txt", body)}
    )


def test_uploaded_file_becomes_claims_under_the_id_that_was_told(
    user: User, form: dict[str, Any]
) -> None:
    assert user.ask(form["status"]).status_code == 404

    assert post(form, TEXT).status_code == 204
    user.settle()

    told = user.ask(form["status"]).json()
    assert (told["state"], told["key"], told["claims"]) == ("ready", form["key"], 1)
    head = user.stack.client("s3").head_object(Bucket=user.inbox, Key=form["key"])
    assert head["ContentType"] == "text/plain"


@pytest.mark.parametrize(
    ("fields", "body", "code"),
    [
        ({"key": "another.txt"}, TEXT, "AccessDenied"),
        ({"Content-Type": "text/html"}, TEXT, "AccessDenied"),
        ({"x-amz-meta-published": "2025-01-01"}, TEXT, "AccessDenied"),
        ({"policy": "e30="}, TEXT, "SignatureDoesNotMatch"),
        ({"x-amz-credential": "nobody/20250101/x/s3/aws4_request"}, TEXT, "InvalidAccessKeyId"),
        ({}, b"x" * 100_001, "EntityTooLarge"),
        ({}, b"", "EntityTooSmall"),
    ],
)
def test_form_that_was_changed_or_holds_too_much_is_refused(
    user: User, form: dict[str, Any], fields: dict[str, str], body: bytes, code: str
) -> None:
    answer = post(form, body, **fields)

    assert answer.is_error
    assert f"<Code>{code}</Code>" in answer.text
    assert user.ask(form["status"]).status_code == 404


def test_function_may_put_nothing_outside_the_prefix(user: User) -> None:
    role = user.stack.guard.roles[user.stack.functions["ApiFunction"].spec.access_key]
    arn = f"arn:aws:s3:::{user.inbox}"

    assert user.stack.guard.check(role, "s3:PutObject", f"{arn}/uploads/x/story.txt").allowed
    assert not user.stack.guard.check(role, "s3:PutObject", f"{arn}/story.txt").allowed
