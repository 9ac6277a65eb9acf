"""The real template on the local stack, and a user with S3 on one side and HTTP on the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from infra.local.settings import StackSettings
from infra.local.stack import LocalStack
from schemas.identity import article_id
from tests.conftest import ROOT

PARAMETERS = {"MaxObjectBytes": "100000", "InlineTextBytes": "20000"}
PATIENCE = 60


@dataclass
class User:
    """Drops files and asks questions, as anybody could."""

    stack: LocalStack

    @property
    def inbox(self) -> str:
        return self.stack.outputs["InboxBucketName"]

    def drop(self, key: str, body: str | bytes, **metadata: str) -> str:
        """Upload a file; returns the id of its article."""
        raw = body.encode() if isinstance(body, str) else body
        self.stack.client("s3").put_object(Bucket=self.inbox, Key=key, Body=raw, Metadata=metadata)
        return article_id(self.inbox, key)

    def delete(self, key: str) -> None:
        """Delete a file."""
        self.stack.client("s3").delete_object(Bucket=self.inbox, Key=key)

    def settle(self) -> None:
        """Wait until everything that was dropped has ended, retries included."""
        self.stack.settle(PATIENCE)

    def ask(self, path: str, **parameters: Any) -> httpx.Response:
        """Ask the API with a valid token."""
        headers = {"Authorization": f"Bearer {self.stack.token()}"}
        url = f"{self.stack.api_url}{path}"
        return httpx.get(url, params=parameters, headers=headers, timeout=30)

    def retry(self, article: str, *, authorised: bool = True) -> httpx.Response:
        """Ask for another try, with a valid token or without any."""
        headers = {"Authorization": f"Bearer {self.stack.token()}"} if authorised else {}
        url = f"{self.stack.api_url}/failures/{article}/retry"
        return httpx.post(url, headers=headers, timeout=30)

    def send(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        """Ask the API for something to be done, with a valid token."""
        known = {"Authorization": f"Bearer {self.stack.token()}"} | (headers or {})
        url = f"{self.stack.api_url}{path}"
        return httpx.request(method, url, json=body, headers=known, timeout=30)

    def claims(self, path: str = "/claims", **parameters: Any) -> list[dict[str, Any]]:
        """All pages of claims."""
        items: list[dict[str, Any]] = []
        cursor: dict[str, str] = {}
        while True:
            answer = self.ask(path, limit=100, **parameters, **cursor).raise_for_status().json()
            items += answer["items"]
            if not answer.get("next_cursor"):
                return items
            cursor = {"cursor": answer["next_cursor"]}


def settings(**changes: Any) -> StackSettings:
    """The template of the project, from its source."""
    values: dict[str, Any] = {
        "template": ROOT / "template.yaml",
        "root": ROOT,
        "parameters": PARAMETERS,
    }
    return StackSettings(**(values | changes))


@pytest.fixture(scope="module")
def user() -> Iterator[User]:
    with LocalStack(settings()) as stack:
        yield User(stack)
