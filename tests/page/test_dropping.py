"""Files on their way: what is seen of them stays in place, and hears of every change."""

import re
from typing import Any

from playwright.sync_api import FilePayload, Page, Route, expect

from tests.page.newsroom import NOT_A_PDF, Reader

STATUS = re.compile(r"/articles/[0-9a-f]+$")
STORY = "Mayor Ada Quill denied that the bridge had cracked. “It will hold,” Ada Quill said.\n"


def drop(page: Page, name: str, body: bytes = STORY.encode()) -> Any:
    """Choose a file; returns its card."""
    page.set_input_files("#files", FilePayload(name=name, mimeType="text/plain", buffer=body))
    return page.locator(".upload").filter(has_text=name)


def test_card_keeps_its_button_and_the_focus_while_others_change(reader: Reader) -> None:
    page = reader.look("articles")
    button = drop(page, "torn.pdf", NOT_A_PDF).get_by_role("button", name="Retry")
    expect(button).to_be_visible(timeout=30_000)
    made = button.element_handle()
    button.focus()

    other = drop(page, "other.txt")
    expect(other.locator(".steps .done")).to_have_count(4, timeout=30_000)

    assert made.evaluate("(button) => button.isConnected && document.activeElement === button")


def test_retry_is_followed_to_its_end(reader: Reader) -> None:
    page = reader.look("articles")
    card = drop(page, "mended.pdf", NOT_A_PDF)
    expect(card).to_contain_text("The PDF is damaged", timeout=30_000)
    asked = 0

    def mended(route: Route) -> None:
        nonlocal asked
        asked += 1
        found = route.fetch().json()
        if asked > 1:  # the queue takes its time
            found |= {"state": "ready", "failure": None, "revision": 1, "claims": 7}
            found["updated_at"] = "2030-01-01T00:00:00.000+00:00"
        route.fulfill(json=found)

    page.route(STATUS, mended)
    page.route(
        re.compile("/retry$"), lambda route: route.fulfill(status=202, json={"detail": "Again."})
    )
    card.get_by_role("button", name="Retry").click()

    expect(card).to_contain_text("7 claims")
    expect(card).not_to_contain_text("damaged")


def test_answer_that_fails_for_once_is_asked_for_again(reader: Reader) -> None:
    page = reader.look("articles")
    trouble = ["abort", "throttle", "break"]

    def disturb(route: Route) -> None:
        kind = trouble.pop() if trouble else ""
        if kind == "abort":
            route.abort()
        elif kind:
            route.fulfill(status=429 if kind == "throttle" else 503, json={"message": "no"})
        else:
            route.continue_()

    page.route(STATUS, disturb)
    card = drop(page, "patient.txt")

    expect(card.locator(".steps .done")).to_have_count(4, timeout=30_000)
    assert trouble == []
    reader.troubles = [each for each in reader.troubles if "Failed to load" not in each]


DROP = """(place) => {
  const files = new DataTransfer();
  files.items.add(new File(["Mayor Ada Quill said that it would hold."], "beside.txt"));
  const how = { dataTransfer: files, bubbles: true, cancelable: true };
  const over = new DragEvent("dragover", how);
  const drop = new DragEvent("drop", how);
  const at = document.querySelector(place);
  at.dispatchEvent(over);
  at.dispatchEvent(drop);
  return [over.defaultPrevented, drop.defaultPrevented];
}"""


def test_file_dropped_beside_the_zone_is_taken(reader: Reader) -> None:
    page = reader.look("articles")

    assert page.evaluate(DROP, "header") == [True, True]

    expect(page.locator(".upload").filter(has_text="beside.txt")).to_have_count(1)


def test_file_dropped_in_the_zone_is_taken_once(reader: Reader) -> None:
    page = reader.look("articles")

    page.evaluate(DROP, ".zone")

    expect(page.locator(".upload")).to_have_count(1)


def test_file_dropped_on_another_view_does_not_take_its_place(reader: Reader) -> None:
    page = reader.look("claims")

    assert page.evaluate(DROP, "main") == [True, True]

    page.get_by_role("link", name="Articles").click()
    expect(page.locator(".zone")).to_be_visible()
    expect(page.locator(".upload")).to_have_count(0)
