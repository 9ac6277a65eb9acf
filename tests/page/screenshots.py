"""`python -m tests.page.screenshots FOLDER`: pictures of every view, for the documentation."""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.page.newsroom import Newsroom, Reader, browsing, opened

WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 400, "height": 860}


def views(newsroom: Newsroom) -> dict[str, str]:
    """The address of each view that is shown, by the name of its picture."""
    claims = newsroom.ask(f"/articles/{newsroom.drones}/claims", polarity="denied")["items"]
    return {
        "claims": "claims?order=check_worthiness",
        "article": f"article/{newsroom.drones}?coverage=1&claim={claims[0]['claim_id']}",
        "articles": "articles",
        "sources": "sources",
        "source": "source/Veldan%E2%80%99s%20foreign%20ministry",
        "overview": "overview?from=2024-10-01&to=2025-03-31",
    }


def take(browser: Browser, newsroom: Newsroom, folder: Path) -> None:
    """Every view in light, in dark, and on a narrow screen."""
    for name, view in views(newsroom).items():
        for kind in ("light", "dark", "narrow"):
            context = browser.new_context(
                viewport=NARROW if kind == "narrow" else WIDE,  # type: ignore[arg-type]
                color_scheme="dark" if kind == "dark" else "light",
                reduced_motion="reduce",
            )
            page = Reader(context.new_page(), newsroom).look(view)
            save(page, folder / f"{name}-{kind}.png")
            context.close()


def save(page: Page, path: Path) -> None:
    """A picture of what is seen without scrolling, once all of it is there."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path)
    print(path)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    with browsing() as browser, opened() as newsroom:
        take(browser, newsroom, target)
