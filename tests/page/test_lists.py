"""Lists, charts and addresses: pressed twice, long, strange, or overtaken."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.page.newsroom import Held, Newsroom, Reader, waited_for

FOREVER = "Elder Obadiah Thring"
OWN = """Harvest at Wend is over

The harvest at Wend ended in May 1999. The mill employs forty people.
"""


@pytest.fixture(scope="module")
def published(newsroom: Newsroom) -> None:
    """Articles of days that hardly any article is of."""
    for key, day, text in (
        ("first.txt", "1601-01-01", f"{FOREVER} said that the dam was old.\n"),
        ("last.txt", "9999-12-31", f"{FOREVER} said that the dam was gone.\n"),
        ("harvest.txt", "1999-05-05", OWN),
    ):
        newsroom.drop(key, text.encode(), published=day)
    newsroom.stack.settle()


def test_button_pressed_twice_brings_more_claims_once(reader: Reader) -> None:
    page = reader.look("claims?unattributed=true")
    more = page.get_by_role("button", name="More claims")

    more.dblclick()

    rows = page.locator(".claims tbody tr")
    expect(rows).not_to_have_count(50)
    page.wait_for_load_state("networkidle")
    places = page.locator(".claims .what a").evaluate_all("(all) => all.map((each) => each.hash)")
    assert len(places) == len(set(places))


def test_more_that_fails_says_so_and_can_be_asked_for_again(reader: Reader) -> None:
    page = reader.look("claims?unattributed=true")
    page.route(re.compile(r"/claims\?.*cursor="), lambda route: route.abort())

    page.get_by_role("button", name="More claims").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.unroute(re.compile(r"/claims\?.*cursor="))
    page.get_by_role("button", name="More claims").click()

    expect(page.locator(".claims tbody tr")).not_to_have_count(50)
    expect(page.get_by_role("alert")).to_have_count(0)
    reader.troubles.clear()  # the aborted request


def test_pages_that_are_empty_do_not_hide_what_follows(reader: Reader) -> None:
    asked: list[str] = []

    def emptied(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) <= 6:
            route.fulfill(json={"items": [], "articles": {}, "next_cursor": "next"})
        else:
            route.continue_(url=route.request.url.replace("cursor=next", ""))

    reader.page.route(re.compile(r"/claims\?"), emptied)
    page = reader.look("claims")
    expect(page.locator(".results")).to_contain_text("there are older ones")
    assert len(asked) == 5

    page.get_by_role("button", name="More claims").click()

    expect(page.locator(".claims tbody tr").first).to_be_visible()
    expect(page.locator(".results")).not_to_contain_text("there are older ones")
    assert len(asked) == 7


def test_list_that_has_ended_offers_no_more(reader: Reader) -> None:
    page = reader.look("sources")

    expect(page.locator(".sources tbody tr").first).to_be_visible()
    expect(page.get_by_role("button", name="More sources")).to_be_hidden()


@pytest.mark.usefixtures("published")
def test_source_of_all_ages_is_drawn_in_few_bars(reader: Reader) -> None:
    page = reader.look(f"source/{FOREVER.replace(' ', '%20')}")

    bars = page.locator("svg.days .bar")
    expect(bars.first).to_be_attached()
    assert 100 < bars.count() < 10_000
    expect(page.locator("svg.days")).to_contain_text("a year")


@pytest.mark.usefixtures("published")
def test_overview_ends_with_the_newest_article_that_can_be(reader: Reader) -> None:
    page = reader.look("overview")

    assert page.get_by_label("to", exact=True).input_value() < "9999"
    expect(page.locator(".tiles dd").first).not_to_have_text("0")


@pytest.mark.usefixtures("published")
def test_overview_of_days_without_attributed_claims_is_drawn(reader: Reader) -> None:
    page = reader.look("overview?from=1999-05-01&to=1999-05-31")

    expect(page.locator(".tiles")).to_contain_text("authors’ own statements")
    expect(page.locator(".tiles dd").first).to_have_text("0")
    expect(page.locator("svg.days .bar").first).to_be_attached()


@pytest.mark.usefixtures("published")
def test_overview_of_a_range_with_one_day_has_the_other(reader: Reader) -> None:
    page = reader.look("overview?from=1999-05-01")

    expect(page.get_by_label("to", exact=True)).to_have_value("1999-05-30")
    page = reader.look("overview?to=1601-01-01")
    expect(page.get_by_label("Published from")).to_have_value("1600-12-03")
    link = page.get_by_role("heading", name="Cues").locator("..").get_by_role("link").first
    assert "from=1600-12-03&to=1601-01-01" in (link.get_attribute("href") or "")


@pytest.mark.usefixtures("published")
def test_overview_counts_articles_without_claims(reader: Reader) -> None:
    def without(route: Route) -> None:
        route.fulfill(json=route.fetch().json() | {"claims": 0, "own": 0})

    reader.page.route(re.compile(r"/overview\?"), without)
    page = reader.look("overview?from=1999-05-01&to=1999-05-31")

    expect(page.locator(".tiles")).to_contain_text("articles")


def test_list_that_is_not_kept_fresh_says_so_until_it_is(reader: Reader) -> None:
    page = reader.page
    page.clock.install()
    reader.look("articles")
    asked = Held(page, re.compile(r"/articles\?"))

    def fail(before: int) -> None:
        page.clock.fast_forward(5000)
        waited_for(page, lambda: len(asked.routes) > before)
        asked.routes[-1].abort()

    fail(0)
    fail(1)
    trouble = page.get_by_role("alert")
    expect(trouble).to_contain_text("as it was")

    asked.free = True
    page.clock.fast_forward(5000)

    expect(trouble).to_have_count(0)
    reader.troubles.clear()  # the aborted requests


def test_denials_are_looked_for_in_the_newest_articles(reader: Reader) -> None:
    # given: claims of thirty articles, the newest first, whose ids have the opposite order
    page = reader.page
    ids = [f"{number:032x}" for number in range(30, 0, -1)]
    looked: set[str] = set()

    def many(route: Route) -> None:
        found = route.fetch().json()
        one, about = found["items"][0], next(iter(found["articles"].values()))
        items = [one | {"claim_id": f"{each}.0", "article_id": each} for each in ids]
        route.fulfill(
            json={
                "items": items,
                "articles": dict.fromkeys(sorted(ids), about),
                "next_cursor": None,
            }
        )

    def nothing(route: Route) -> None:
        looked.add(route.request.url.split("/articles/")[1].split("/")[0])
        route.fulfill(json={"items": [], "next_cursor": None})

    page.route(re.compile(r"/claims\?source="), many)
    page.route(re.compile(r"/articles/[^/]+/claims"), nothing)
    reader.look("source/Orrin%20Kaspar")

    expect(page.locator("main")).to_contain_text("The newest 25 articles were looked through")
    assert looked == set(ids[:25])


def test_focus_is_not_taken_when_the_denials_of_a_source_come(reader: Reader) -> None:
    page = reader.page
    reader.look("claims")
    late = Held(page, re.compile(r"/articles/[^/]+/claims"))
    page.evaluate("() => { location.hash = '#/source/Orrin%20Kaspar'; }")
    expect(page.locator("main h1")).to_have_text("Orrin Kaspar")
    expect(page.locator("section[aria-busy]")).to_have_count(1)

    page.get_by_role("link", name="Filter these claims").focus()
    late.release()
    expect(page.locator("section[aria-busy]")).to_have_count(0)

    expect(page.get_by_role("link", name="Filter these claims")).to_be_focused()


def test_source_is_shown_even_if_its_denials_cannot_be_had(reader: Reader) -> None:
    page = reader.page
    reader.look("claims")
    page.route(re.compile(r"/articles/[^/]+/claims"), lambda route: route.abort())

    page.evaluate("() => { location.hash = '#/source/Orrin%20Kaspar'; }")

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("main h1")).to_have_text("Orrin Kaspar")
    expect(page.get_by_role("heading", name="All claims")).to_be_visible()
    reader.troubles.clear()  # the aborted requests


def test_list_of_articles_keeps_the_focus_when_it_changes(reader: Reader) -> None:
    page = reader.look("articles")
    name = page.locator("table.articles tbody a").first
    title = name.inner_text()
    name.focus()

    reader.newsroom.drop("while-reading.txt", b"Mayor Ada Quill said that it would hold.\n")
    expect(page.locator("table.articles")).to_contain_text("while-reading.txt", timeout=15_000)

    assert page.evaluate("() => document.activeElement.innerText") == title


@pytest.mark.parametrize("address", ["source/100%", "constructor", "source"])
def test_address_that_nobody_made_opens_a_view(reader: Reader, address: str) -> None:
    page = reader.look(address)

    expect(page.locator("main h1")).not_to_have_text("That did not work")


def test_address_of_an_article_reaches_no_other_path(reader: Reader) -> None:
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))

    page = reader.look("article/..%2Foverview")

    expect(page.get_by_role("alert")).to_be_visible()
    assert not [url for url in asked if url.endswith("/overview")]
    reader.troubles = [each for each in reader.troubles if "Failed to load" not in each]


def test_claim_without_a_source_leads_to_no_source(reader: Reader) -> None:
    def without(route: Route) -> None:
        answer = route.fetch()
        unsaid = {"source": None, "review": {"state": "machine"}}  # nor corrected by a person
        items = [item | unsaid for item in answer.json()["items"]]
        route.fulfill(response=answer, json={**answer.json(), "items": items})

    reader.page.route(re.compile(r"/claims\?"), without)
    page = reader.look("claims")

    who = page.locator(".claims tbody th")
    expect(who.first).to_have_text("Unnamed")
    expect(who.get_by_role("link")).to_have_count(0)
