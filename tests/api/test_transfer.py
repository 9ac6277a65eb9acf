"""How answers travel: tagged, not sent again, and packed."""

import base64
import gzip
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.api.transfer import WORTH_PACKING, sent
from tests.api.conftest import Ask, Library
from tests.records import statements, story


def asked(method: str = "GET", **headers: str) -> dict[str, Any]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"headers": named, "requestContext": {"http": {"method": method}}}


def answer(body: str = "{}", status: int = 200) -> dict[str, Any]:
    headers = {"Content-Type": "application/json"}
    return {"statusCode": status, "headers": headers, "body": body, "isBase64Encoded": False}


def test_same_answer_has_the_same_tag_and_another_one_another() -> None:
    first, again, other = (
        sent(asked(), answer(body))["headers"]["ETag"] for body in ("{}", "{}", "[]")
    )

    assert first == again != other


@pytest.mark.parametrize("condition", ["{tag}", 'W/"other", {tag}', "*", "{strong}"])
def test_answer_that_the_client_has_is_not_sent_again(condition: str) -> None:
    tag = sent(asked(), answer())["headers"]["ETag"]
    wanted = condition.format(tag=tag, strong=tag.removeprefix("W/"))

    found = sent(asked(If_None_Match=wanted), answer())

    assert (found["statusCode"], found["body"]) == (304, "")
    assert found["headers"]["ETag"] == tag


def test_answer_that_the_client_has_not_is_sent() -> None:
    assert sent(asked(If_None_Match='W/"other"'), answer())["statusCode"] == 200


@pytest.mark.parametrize(("method", "status"), [("POST", 200), ("GET", 404), ("GET", 302)])
def test_what_is_no_page_of_records_is_left_as_it_is(method: str, status: int) -> None:
    given_ = answer("x" * 5000, status)

    assert sent(asked(method, accept_encoding="gzip"), given_) == given_


@given(st.text(min_size=WORTH_PACKING))
def test_packed_answer_is_the_same_when_it_is_unpacked(body: str) -> None:
    body = body.encode("utf-8", "replace").decode()
    found = sent(asked(accept_encoding="br, gzip;q=0.5"), answer(body))

    assert found["headers"]["Content-Encoding"] == "gzip"
    assert gzip.decompress(base64.b64decode(found["body"])).decode() == body


@pytest.mark.parametrize("encodings", ["", "br", "gzip;q=0", "identity"])
def test_answer_is_not_packed_for_who_cannot_unpack_it(encodings: str) -> None:
    body = "x" * 5000

    assert sent(asked(accept_encoding=encodings), answer(body))["body"] == body


def test_tag_of_an_article_s_claims_changes_with_its_revision(library: Library, ask: Ask) -> None:
    article = library.add(story(statements(1)))
    path = f"/articles/{article}/claims"
    first, again = (ask(path).headers["ETag"] for _ in range(2))

    library.add(story(statements(2)))

    assert first == again != ask(path).headers["ETag"]
