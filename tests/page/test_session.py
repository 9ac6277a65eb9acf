"""What becomes of signing in when it fails, ends, or is asked for by several at once."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import FilePayload, Request, Route, expect

from tests.page.newsroom import Held, Reader

CLAIMS = re.compile(r"/articles/[^/]+/(claims|text)")
STATUS = re.compile(r"/articles/[0-9a-f]+$")


def test_requests_that_are_refused_together_renew_the_token_once(reader: Reader) -> None:
    # given: an issuer that gives refresh tokens, and requests that its first token is too old for
    page, newsroom = reader.page, reader.newsroom
    renewals: list[Route] = []
    refused: list[str] = []

    def issue(route: Route) -> None:
        if "refresh_token" in (route.request.post_data or ""):
            renewals.append(route)
            return
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "refresh_token": "one"})

    def refuse(route: Route) -> None:
        if len(refused) < 2:
            refused.append(route.request.url)
            route.fulfill(status=401, json={"message": "Unauthorized"})
        else:
            route.continue_()

    page.route(re.compile(r"/token$"), issue)
    reader.look("overview")
    page.route(CLAIMS, refuse)
    left = leavings(reader)

    # when: both are refused before the issuer has answered
    page.evaluate("(address) => { location.hash = address; }", f"#/article/{newsroom.drones}")
    page.wait_for_timeout(1500)
    for renewal in renewals:
        renewal.fulfill(
            json={"access_token": newsroom.stack.token(), "token_type": "Bearer"},
            headers={"Access-Control-Allow-Origin": "*"},
        )

    # then
    expect(page.locator("mark").first).to_be_visible()
    assert len(refused) == 2
    assert len(renewals) == 1
    assert left == []
    reader.troubles = [each for each in reader.troubles if "401" not in each]


def leavings(reader: Reader) -> list[str]:
    """Requests to the issuer for another sign-in."""
    found: list[str] = []

    def note(request: Request) -> None:
        if "/authorize" in request.url:
            found.append(request.url)

    reader.page.on("request", note)
    return found


def test_whoever_signs_out_stays_out_while_a_file_is_on_its_way(reader: Reader) -> None:
    page = reader.look("articles")
    status = Held(page, STATUS)
    page.set_input_files("#files", FilePayload(name="on.txt", mimeType="text/plain", buffer=b"A."))
    with page.expect_request(STATUS):
        pass
    left = leavings(reader)

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("alert")).to_contain_text("signed out")
    status.refuse()
    page.wait_for_timeout(1500)

    assert left == []
    expect(page.get_by_role("alert")).to_contain_text("signed out")
    reader.troubles = [each for each in reader.troubles if "401" not in each]


def test_words_of_a_foreign_refusal_are_not_shown(reader: Reader) -> None:
    reader.page.goto(f"{reader.newsroom.url}?error=x&error_description=Call+0800+now&state=foreign")

    expect(reader.page.get_by_role("alert")).to_contain_text("not to a question of this tab")
    expect(reader.page.get_by_role("alert")).not_to_contain_text("0800")


def test_refusal_of_the_issuer_is_told_and_leaves_nothing_behind(reader: Reader) -> None:
    page = reader.page

    def refuse(route: Route) -> None:
        state = parse_qs(urlsplit(route.request.url).query)["state"][0]
        said = f"error=access_denied&error_description=Not+today&state={state}"
        route.fulfill(status=302, headers={"Location": f"{reader.newsroom.url}?{said}"})

    page.route(re.compile("/authorize"), refuse)
    page.goto(f"{reader.newsroom.url}#/overview")

    expect(page.get_by_role("alert")).to_contain_text("Not today")
    assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.url == f"{reader.newsroom.url}#/overview"


@pytest.mark.parametrize("needed", ["openid-configuration", "settings.json"])
def test_issuer_that_cannot_be_reached_is_told_when_asked_again(
    reader: Reader, needed: str
) -> None:
    page = reader.page
    page.route(re.compile(needed), lambda route: route.abort())
    page.goto(reader.newsroom.url)
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()

    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    page.unroute(re.compile(needed))
    page.get_by_role("button", name="Sign in").click()

    expect(page.locator("main h1").first).to_have_text("Who claims what")
    reader.troubles = [each for each in reader.troubles if "Failed to load" not in each]


def test_what_the_issuer_s_address_says_itself_is_kept(reader: Reader) -> None:
    def with_tenant(route: Route) -> None:
        found = route.fetch().json()
        address = f"{found['authorization_endpoint']}?tenant=one"
        route.fulfill(
            json=found | {"authorization_endpoint": address},
            headers={"Access-Control-Allow-Origin": "*"},
        )

    reader.page.route(re.compile("openid-configuration"), with_tenant)
    with reader.page.expect_request(re.compile("/authorize")) as asked:
        reader.look("sources")

    query = parse_qs(urlsplit(asked.value.url).query)
    assert query["tenant"] == ["one"]
    assert query["response_type"] == ["code"]


def test_sign_in_that_ends_leaves_what_was_written_until_one_signs_in(reader: Reader) -> None:
    page = reader.look(f"article/{reader.newsroom.drones}")
    left = leavings(reader)
    page.route(
        re.compile("/review$"),
        lambda route: route.fulfill(status=401, json={"message": "Unauthorized"}),
    )
    page.keyboard.press("e")
    page.get_by_label("Source").fill("The ministry")

    page.get_by_role("button", name="Keep the edit").click()

    expect(page.locator(".detail").get_by_role("alert").first).to_contain_text("has ended")
    expect(page.get_by_label("Source")).to_have_value("The ministry")
    assert left == []
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("mark").first).to_be_visible()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_have_count(0)
    assert len(left) == 1
    reader.troubles = [each for each in reader.troubles if "401" not in each]


def test_way_back_leads_to_where_one_came_from(reader: Reader) -> None:
    reader.page.goto("about:blank")
    page = reader.look("claims")

    page.go_back()

    assert page.url == "about:blank"
