"""The page in a browser of the system, against the whole stack.

Both end with these tests: the mocked account is one to a process, and so is the loop of a browser.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.page.newsroom import Newsroom, Reader, browsing, opened


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="package")
def newsroom(browser: Browser) -> Iterator[Newsroom]:  # noqa: ARG001 (nothing starts without one)
    with opened() as newsroom:
        newsroom.challenge()
        yield newsroom


@pytest.fixture
def reader(browser: Browser, newsroom: Newsroom) -> Iterator[Reader]:
    """A person with a browser of their own. Whatever the page or its policy complains of fails."""
    context = browser.new_context(
        reduced_motion="reduce", permissions=["clipboard-read", "clipboard-write"]
    )
    reader = Reader(context.new_page(), newsroom)
    yield reader
    context.close()
    assert reader.troubles == []
