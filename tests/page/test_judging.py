"""Judging claims faster than the API answers, and without losing one's place."""

import re
import uuid

import pytest
from playwright.sync_api import Route, expect

from tests.page.newsroom import Held, Reader, waited_for

REVIEW = re.compile("/review$")
TEXT = """Bridge at {town} is watched

March 5, 2025

Mayor Ada Quill said that the bridge had held. Engineer Tom Ray said that two bolts had gone.

Minister Lena Voss denied that money was missing.
"""


@pytest.fixture
def article(reader: Reader) -> str:
    """An article of the test's own with three claims, none of them judged."""
    town = f"Ludd{uuid.uuid4().hex[:8]}"
    found = reader.newsroom.drop(f"{town}.txt", TEXT.format(town=town).encode())
    reader.newsroom.stack.settle()
    return found


def claims_of(reader: Reader, article: str) -> list[str]:
    items = reader.newsroom.ask(f"/articles/{article}/claims")["items"]
    return [item["claim_id"] for item in items]


def steps_of(reader: Reader, claim: str) -> list[str]:
    steps = reader.newsroom.ask(f"/claims/{claim}/review")["steps"]
    return [step["state"] for step in steps]


def test_claim_that_is_open_stays_open_when_the_answer_for_another_comes(
    reader: Reader, article: str
) -> None:
    first, second, _ = claims_of(reader, article)
    page = reader.look(f"article/{article}")
    answers = Held(page, REVIEW)

    page.keyboard.press("a")
    page.keyboard.press("n")
    waited_for(page, lambda: len(answers.routes) == 1)
    answers.release()
    expect(page.locator(".claim-list li.accepted")).to_have_count(1)
    page.keyboard.press("r")
    expect(page.locator(".judgement")).to_contain_text("rejected")

    assert steps_of(reader, first) == ["accepted"]
    assert steps_of(reader, second) == ["rejected"]


def test_second_thought_follows_the_first_before_that_is_answered(
    reader: Reader, article: str
) -> None:
    claim = claims_of(reader, article)[0]
    page = reader.look(f"article/{article}")
    answers = Held(page, REVIEW)

    page.keyboard.press("a")
    page.keyboard.press("r")
    waited_for(page, lambda: len(answers.routes) > 0)
    answers.release()

    expect(page.locator(".judgement")).to_contain_text("rejected")
    assert steps_of(reader, claim) == ["accepted", "rejected"]


def test_key_that_is_held_down_judges_once(reader: Reader, article: str) -> None:
    claim = claims_of(reader, article)[0]
    page = reader.look(f"article/{article}")

    for _ in range(3):
        page.keyboard.down("a")
    page.keyboard.up("a")

    expect(page.locator(".judgement")).to_contain_text("accepted")
    page.keyboard.press("r")
    expect(page.locator(".judgement")).to_contain_text("rejected")
    assert steps_of(reader, claim) == ["accepted", "rejected"]


def test_edit_is_not_lost_to_a_click_in_the_text_or_to_a_key(reader: Reader, article: str) -> None:
    claim = claims_of(reader, article)[0]
    page = reader.look(f"article/{article}")

    page.keyboard.press("e")
    page.get_by_label("Source").fill("The mayor of Ludd")
    page.locator("mark").last.click()
    page.locator(".claim-list button").last.click()
    page.locator("main").focus()
    page.keyboard.press("a")
    page.keyboard.press("n")

    expect(page.get_by_label("Source")).to_have_value("The mayor of Ludd")
    page.keyboard.press("Escape")
    expect(page.get_by_role("form", name="Edit the claim")).to_have_count(0)
    assert steps_of(reader, claim) == []


def test_words_selected_before_editing_are_offered_and_shown_once_kept(
    reader: Reader, article: str
) -> None:
    claim = claims_of(reader, article)[0]
    page = reader.look(f"article/{article}")
    mark = page.locator(f'mark[data-owner="{claim}"]')
    mark.first.evaluate(
        "(mark) => getSelection().setBaseAndExtent(mark.firstChild, 0, mark.firstChild, 10)"
    )
    words = mark.first.inner_text()[:10].strip()

    page.keyboard.press("e")
    page.get_by_role("button", name="Use the words selected").click()
    expect(page.locator(".editor output")).to_have_text(words)
    page.get_by_role("button", name="Keep the edit").click()

    expect(page.locator(".detail blockquote")).to_have_text(words)
    expect(mark).to_have_text(words)
    page.keyboard.press("u")
    expect(mark).not_to_have_text(words)


def test_correction_is_what_all_views_show(reader: Reader, article: str) -> None:
    claim = claims_of(reader, article)[0]
    page = reader.look(f"article/{article}")

    page.keyboard.press("e")
    page.get_by_label("Source").fill("The mayor of Ludd")
    page.get_by_label("Holds it to be so").select_option("denied")
    page.get_by_role("button", name="Keep the edit").click()

    expect(page.locator(".detail h2")).to_have_text("The mayor of Ludd")
    expect(page.locator(".claim-list li").first).to_contain_text("The mayor of Ludd")
    expect(page.locator(".detail .how")).to_contain_text("denied")
    page.keyboard.press("c")
    expect(page.locator(".detail .cite")).to_have_text("Copied")
    citation = page.evaluate("() => navigator.clipboard.readText()")
    assert "[denied] — The mayor of Ludd" in citation
    page = reader.look("source/Ada%20Quill")
    expect(page.locator("main h1")).to_have_text("Ada Quill")
    denials = page.get_by_role("heading", name="Denials").locator("..")
    card = denials.locator("li", has=page.locator(f'a[href*="{claim}"]'))
    expect(card).to_contain_text("corrected to be of The mayor of Ludd")


def test_steps_that_cannot_be_had_say_so(reader: Reader, article: str) -> None:
    page = reader.look(f"article/{article}")
    page.keyboard.press("a")
    page.route(REVIEW, lambda route: route.abort())

    page.get_by_text("Steps (1)").click()

    expect(page.locator(".judgement").get_by_role("alert")).to_be_visible()
    page.unroute(REVIEW)
    page.get_by_text("Steps (1)").click()
    page.get_by_text("Steps (1)").click()
    expect(page.locator(".judgement li")).to_contain_text("accepted by local-user")
    reader.troubles.clear()  # the aborted request


def test_edit_that_came_second_is_kept_beside_what_came_first(reader: Reader, article: str) -> None:
    claim = claims_of(reader, article)[0]
    page = reader.look(f"article/{article}")
    page.keyboard.press("e")
    page.get_by_label("Source").fill("The mayor of Ludd")
    other = reader.beside(article)

    other.keyboard.press("r")
    expect(other.locator(".judgement")).to_contain_text("rejected")
    page.bring_to_front()
    page.get_by_role("button", name="Keep the edit").click()

    expect(page.get_by_role("alert").first).to_contain_text("Somebody else judged")
    expect(page.locator(".judgement")).to_contain_text("rejected")
    expect(page.get_by_label("Source")).to_have_value("The mayor of Ludd")
    assert steps_of(reader, claim) == ["rejected"]
    reader.troubles = [each for each in reader.troubles if "412" not in each]


def test_button_that_was_pressed_keeps_the_focus(reader: Reader, article: str) -> None:
    page = reader.look(f"article/{article}")
    button = page.get_by_role("button", name="Accept", exact=True)

    button.press("Enter")
    expect(page.locator(".judgement")).to_contain_text("accepted")

    expect(button).to_be_focused()
    following = page.get_by_role("button", name="Next")
    following.press("Enter")
    expect(page.locator(".judgement")).to_have_count(0)
    expect(following).to_be_focused()


def test_keys_can_be_switched_off(reader: Reader, article: str) -> None:
    first, second, _ = claims_of(reader, article)
    page = reader.look(f"article/{article}")

    page.get_by_label("Single keys").uncheck()
    page.locator("main").focus()
    page.keyboard.press("a")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Reject").click()
    expect(page.locator(".judgement")).to_contain_text("rejected")

    assert steps_of(reader, first) == []
    assert steps_of(reader, second) == ["rejected"]


def test_claim_of_the_address_that_is_gone_is_said_to_be(reader: Reader, article: str) -> None:
    page = reader.look(f"article/{article}?claim={article}.0000")

    expect(page.locator(".detail")).to_contain_text("does not have the claim")
    expect(page.locator("mark").first).to_be_visible()


def test_button_that_copies_has_its_words_again(reader: Reader, article: str) -> None:
    page = reader.look(f"article/{article}")
    button = page.locator(".detail .cite")
    before = button.inner_html()

    button.click()
    expect(button).to_have_text("Copied")
    button.click()

    expect(button).to_contain_text("Copy as citation")
    assert button.inner_html() == before


def test_words_between_the_edges_of_a_highlight_are_all_of_it(reader: Reader, article: str) -> None:
    page = reader.look(f"article/{article}")
    page.keyboard.press("e")

    page.locator("mark").first.evaluate(
        "(mark) => getSelection().setBaseAndExtent(mark, 0, mark, mark.childNodes.length)"
    )
    page.get_by_role("button", name="Use the words selected").click()

    expect(page.locator(".editor output")).to_have_text(page.locator("mark").first.inner_text())


def test_authors_own_statement_that_a_claim_leads_to_is_shown_in_its_place(
    reader: Reader, article: str
) -> None:
    first, second, _ = claims_of(reader, article)

    def related(route: Route) -> None:
        answer = route.fetch()
        page_of = answer.json()
        for item in page_of["items"]:
            if item["claim_id"] == first:
                item["relations"] = [{"type": "denies", "claim_id": second}]
            if item["claim_id"] == second:
                item["directness"] = "unattributed"
        route.fulfill(response=answer, json=page_of)

    reader.page.route(re.compile(rf"/articles/{article}/claims"), related)
    page = reader.look(f"article/{article}")
    expect(page.locator("mark")).to_have_count(2)

    page.locator(".detail dd button").click()

    expect(page.locator("mark.chosen")).to_have_count(1)
    expect(page.locator(".detail blockquote")).to_have_text(
        page.locator("mark.chosen").inner_text()
    )
