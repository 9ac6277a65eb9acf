"""Cursors in the deployed function, whose key is no text of the template."""

from tests.pipeline.conftest import User


def test_pages_go_on_when_the_key_is_rotated(user: User) -> None:
    user.drop("a.txt", "The mayor said the bridge was safe. The mayor said the tower was not.\n")
    user.settle()
    first = user.ask("/claims", limit=1).json()

    user.stack.rotate("CursorKey")
    second = user.ask("/claims", limit=1, cursor=first["next_cursor"])
    forged = user.ask("/claims", limit=1, cursor=first["next_cursor"][::-1])

    assert second.status_code == 200
    assert second.json()["items"] != first["items"]
    assert forged.status_code == 400
    assert [entry.action for entry in user.stack.denied] == []


def test_key_is_generated_and_the_function_is_told_only_where_it_is(user: User) -> None:
    properties = user.stack.deployment.resources["CursorKey"].properties
    variables = user.stack.functions["ApiFunction"].spec.variables

    assert set(properties) == {"Description", "GenerateSecretString"}
    assert variables["CURSOR_KEY_ARN"].startswith("arn:aws:secretsmanager:")
