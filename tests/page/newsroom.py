"""A newsroom for the page: the whole stack with articles in it, and a browser."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from infra.local.settings import StackSettings
from infra.local.stack import LocalStack
from schemas.identity import article_id
from tests.conftest import ROOT

PATIENCE = 60
PARAMETERS = {"InlineTextBytes": "1000"}
"""Longer articles, which is what the samples are, are handed out by links."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "There is no Chromium, so that the page is not tested. Install your system's: on Debian"
    " `apt-get install chromium`."
)
EMOJI = """Ferry line halts crossings 😀

LUDD, March 3, 2025 — Ferries stay in port 😀👩‍👩‍👧.

“Crossings are safe,” the ferry line said after the storm 🛟.

Harbour master Ines Dorval denied that two boats had sunk. She could not be reached on Monday.
"""
HOSTILE = """<img src=x onerror="window.broken=1"> Mayor accused <script>window.broken=1</script>

March 4, 2025

Mayor <b onclick=alert(1)>Ada Quill</b> said that <script>window.broken=1</script> it was safe.

“<iframe src='javascript:window.broken=1'></iframe> It will hold,” Ada Quill said.
"""
NOT_A_PDF = b"%PDF-1.7\nnothing that ends"


class Newsroom:
    """The template of the project on this machine, with the samples and what is hard to show."""

    def __init__(self, stack: LocalStack) -> None:
        self.stack = stack
        self.url = f"{stack.api_url}/"

    def fill(self) -> None:
        """Drop the samples and a file that fails, and wait for what becomes of them."""
        for path in sorted((ROOT / "samples").iterdir()):
            self.drop(path.name, path.read_bytes())
        self.drop("broken.pdf", NOT_A_PDF)
        self.drones = article_id(self.inbox, "veldan-drones.txt")
        self.council = article_id(self.inbox, "wexcombe-council.txt")
        self.stack.settle(PATIENCE)

    def challenge(self) -> None:
        """Drop what is hard to show."""
        self.emoji = self.drop("emoji.txt", EMOJI.encode())
        self.hostile = self.drop("<svg onload=alert(1)>.txt", HOSTILE.encode())
        self.stack.settle(PATIENCE)

    @property
    def inbox(self) -> str:
        return self.stack.outputs["InboxBucketName"]

    def drop(self, key: str, body: bytes, published: str | None = None) -> str:
        """Upload a file, of a day if it does not say it; returns the id of its article."""
        said = {"published": published} if published else {}
        self.stack.client("s3").put_object(Bucket=self.inbox, Key=key, Body=body, Metadata=said)
        return article_id(self.inbox, key)

    def ask(self, path: str, **parameters: Any) -> Any:
        """What the API answers."""
        headers = {"Authorization": f"Bearer {self.stack.token()}"}
        url = f"{self.stack.api_url}{path}"
        answer = httpx.get(url, params=parameters, headers=headers, timeout=30)
        return answer.raise_for_status().json()


@contextmanager
def opened() -> Iterator[Newsroom]:
    """A newsroom that is open for as long as it is needed."""
    template = ROOT / "template.yaml"
    with LocalStack(StackSettings(template=template, root=ROOT, parameters=PARAMETERS)) as stack:
        newsroom = Newsroom(stack)
        newsroom.fill()
        yield newsroom


@contextmanager
def browsing() -> Iterator[Browser]:
    """The system's own browser; whoever has none is told, or fails where one is required."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        if os.environ.get("HEARSAY_REQUIRE_BROWSER"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        # Its sandbox needs rights that a container, or root, does not have.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class Reader:
    """Somebody who looks at the page."""

    def __init__(self, page: Page, newsroom: Newsroom) -> None:
        self.page = page
        self.newsroom = newsroom
        self.troubles: list[str] = []
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", self._note)
        page.on("dialog", lambda dialog: self.troubles.append(f"dialog {dialog.message}"))

    def _note(self, message: Any) -> None:
        # An upload is asked for until it has arrived: the browser notes that it was not there yet.
        expected = "404" in message.text and "/articles/" in message.location["url"]
        if message.type in {"error", "warning"} and not expected:
            self.troubles.append(message.text)

    def look(self, view: str) -> Page:
        """Open a view, signed in."""
        self.page.goto(f"{self.newsroom.url}#/{view}")
        self.page.locator("main h1").first.wait_for()
        return self.page

    def beside(self, article: str) -> Page:
        """The same article in a window of somebody else, who is not watched for troubles."""
        other = self.page.context.new_page()
        other.goto(f"{self.newsroom.url}#/article/{article}")
        other.locator("mark").first.wait_for()
        return other


class Held:
    """Requests that the test lets go when it wants to."""

    def __init__(self, page: Page, path: re.Pattern[str]) -> None:
        self.routes: list[Route] = []
        self.free = False
        page.route(path, self._take)

    def _take(self, route: Route) -> None:
        if self.free:
            route.continue_()
        else:
            self.routes.append(route)

    def release(self) -> None:
        """Let go what is held, and whatever comes after it."""
        self.free = True
        for route in self.routes:
            route.continue_()

    def refuse(self) -> None:
        """Answer what is held as if its token were no longer taken."""
        for route in self.routes:
            route.fulfill(status=401, json={"message": "Unauthorized"})


def waited_for(page: Page, condition: Callable[[], bool]) -> None:
    """Wait for what cannot be seen on the page."""
    for _ in range(100):
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError("It did not come about.")
