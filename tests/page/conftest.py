"""The page in a browser of the system, against the whole stack."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.page.newsroom import Newsroom, Reader, browsing, opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="session")
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
