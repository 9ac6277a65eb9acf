"""Signing in on the page, and what it can be used without."""

import re

import pytest
from playwright.sync_api import expect

from tests.page.accessibility import serious_faults
from tests.page.newsroom import Reader

VIEWS = ("claims", "articles", "article", "sources", "source/Orrin%20Kaspar", "overview")


def view_of(reader: Reader, name: str) -> str:
    return f"article/{reader.newsroom.drones}?coverage=1" if name == "article" else name


def test_person_is_signed_in_and_brought_back_to_the_view(reader: Reader) -> None:
    page = reader.look("claims?polarity=denied")

    assert page.url == f"{reader.newsroom.url}#/claims?polarity=denied"
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_token_is_kept_in_memory_alone(reader: Reader) -> None:
    page = reader.look("claims")

    assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.context.cookies() == []
    assert "code=" not in page.url


def test_code_that_this_tab_did_not_ask_for_is_refused(reader: Reader) -> None:
    reader.page.goto(f"{reader.newsroom.url}?code=stolen&state=foreign")

    expect(reader.page.get_by_role("alert")).to_contain_text("not to a question of this tab")
    reader.page.get_by_role("button", name="Sign in").click()
    expect(reader.page.locator("main h1").first).to_have_text("Who claims what")


def test_whoever_signs_out_stays_out(reader: Reader) -> None:
    page = reader.look("claims")

    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("alert")).to_contain_text("signed out")
    expect(page.locator("table")).to_have_count(0)
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", VIEWS)
def test_view_has_no_serious_fault_of_access(reader: Reader, name: str, scheme: str) -> None:
    reader.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page = reader.look(view_of(reader, name))
    page.wait_for_load_state("networkidle")

    assert serious_faults(page) == []


@pytest.mark.parametrize("name", VIEWS)
def test_view_fits_a_narrow_screen(reader: Reader, name: str) -> None:
    reader.page.set_viewport_size({"width": 380, "height": 800})
    page = reader.look(view_of(reader, name))
    page.wait_for_load_state("networkidle")

    assert page.evaluate("() => document.documentElement.scrollWidth") <= 380


def test_head_can_be_skipped_without_leaving_the_view(reader: Reader) -> None:
    page = reader.look("claims?polarity=denied")

    page.get_by_role("link", name="Skip to content").press("Enter")

    expect(page.locator("main")).to_be_focused()
    assert page.url.endswith("#/claims?polarity=denied")


def test_view_that_fails_says_so_and_can_be_tried_again(reader: Reader) -> None:
    page = reader.look("claims")
    page.route(re.compile("/overview"), lambda route: route.abort())

    page.get_by_role("link", name="Overview").click()

    expect(page.get_by_role("alert")).to_contain_text("did not work")
    page.unroute(re.compile("/overview"))
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("main h1")).to_have_text("Overview")
    reader.troubles.clear()  # the aborted request
