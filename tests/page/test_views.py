"""What a fact-checker does on the page: drop, watch, read, filter, judge, take along."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Download, FilePayload, Page, Route, expect

from tests.page.newsroom import NOT_A_PDF, Held, Newsroom, Reader, waited_for

STORY = "Mayor Ada Quill denied that the bridge had cracked. “It will hold,” Ada Quill said.\n"


def file(name: str, body: bytes, kind: str = "text/plain") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": body}


def claims_of(newsroom: Newsroom, article: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = newsroom.ask(
        f"/articles/{article}/claims", limit=100, review="machine,accepted,edited,rejected"
    )["items"]
    return items


def marked(page: Page, claim: str) -> str:
    """The words of a claim as they are highlighted."""
    return "".join(page.locator(f'mark[data-owner="{claim}"]').all_inner_texts())


# --- Drop and watch ---


def test_file_that_is_dropped_goes_through_its_stages_to_claims(reader: Reader) -> None:
    page = reader.look("articles")

    page.set_input_files("#files", file("bridge 😀.txt", STORY.encode()))

    card = page.locator(".upload").filter(has_text="bridge")
    expect(card.locator(".steps .done")).to_have_count(4, timeout=30_000)
    expect(card).to_contain_text("2 claims")
    card.get_by_role("link").click()
    expect(page.locator("mark").first).to_be_visible()


def test_file_that_fails_says_why_and_can_be_retried(reader: Reader) -> None:
    page = reader.look("articles")

    page.set_input_files("#files", file("scan.pdf", NOT_A_PDF, "application/pdf"))

    card = page.locator(".upload").filter(has_text="scan.pdf")
    expect(card).to_contain_text("The PDF is damaged", timeout=30_000)
    with page.expect_response(re.compile("/retry$")) as answer:
        card.get_by_role("button", name="Retry").click()
    assert answer.value.status == 202


def test_file_of_a_kind_that_is_not_read_is_not_sent(reader: Reader) -> None:
    page = reader.look("articles")

    page.set_input_files("#files", file("tool.exe", b"MZ"))

    expect(page.locator(".upload.bad")).to_contain_text("not read")


def test_failures_are_listed_with_what_to_do(reader: Reader) -> None:
    page = reader.look("articles")

    page.get_by_role("link", name="Failed").click()

    row = page.locator("tr.failed").filter(has_text="broken.pdf")
    expect(row).to_contain_text("Drop an undamaged copy")
    assert page.url.endswith("#/articles?state=failed")


# --- Read ---


def test_every_claim_is_highlighted_with_its_exact_words_behind_emoji(reader: Reader) -> None:
    article = reader.newsroom.emoji
    page = reader.look(f"article/{article}")

    claims = claims_of(reader.newsroom, article)
    assert claims
    for claim in claims:
        words = "".join(piece["exact"] for piece in claim["content"])
        assert marked(page, claim["claim_id"]) == words


@pytest.mark.parametrize(
    ("first", "in_place"),
    [pytest.param("\ufeff", True, id="byte-order-mark"), pytest.param("12", False, id="astray")],
)
def test_no_words_but_a_claim_s_own_are_highlighted(
    reader: Reader, first: str, in_place: bool
) -> None:
    # given: another text, in which the claims' words stand where they stood, or one later
    def other(route: Route) -> None:
        route.fulfill(body=first + route.fetch().text()[1:], content_type="text/plain")

    article = reader.newsroom.emoji
    reader.page.route(re.compile("/text$"), other)

    page = reader.look(f"article/{article}")

    if in_place:
        for claim in claims_of(reader.newsroom, article):
            assert marked(page, claim["claim_id"]) == claim["content"][0]["exact"]
    else:
        expect(page.get_by_role("alert")).to_contain_text("These are not highlighted")
        expect(page.locator("mark")).to_have_count(0)


def test_article_that_is_replaced_while_it_is_read_is_read_again(reader: Reader) -> None:
    article = reader.newsroom.drones
    changes = 1
    asked: list[int] = []

    def replaced(route: Route) -> None:
        asked.append(min(len(asked), changes))
        found = route.fetch().json()
        route.fulfill(json=found | {"revision": asked[-1]})

    reader.page.route(re.compile(f"/articles/{article}$"), replaced)
    page = reader.look(f"article/{article}")
    expect(page.locator("mark").first).to_be_visible()
    assert asked == [0, 1, 1, 1]

    changes = 100
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("is being replaced")
    reader.troubles.clear()  # what the page says of it to the console


def test_article_without_claims_says_so_and_covers_no_text(reader: Reader) -> None:
    reader.page.route(
        re.compile("/articles/[^/]+/claims"),
        lambda route: route.fulfill(json={"items": [], "next_cursor": None}),
    )

    page = reader.look(f"article/{reader.newsroom.drones}")

    expect(page.locator(".detail")).to_have_text("No claims.")
    page.set_viewport_size({"width": 380, "height": 800})
    expect(page.locator(".detail")).to_be_hidden()


def test_claim_of_several_pieces_lights_up_as_one(reader: Reader) -> None:
    article = reader.newsroom.drones
    page = reader.look(f"article/{article}")
    claim = next(each for each in claims_of(reader.newsroom, article) if len(each["content"]) > 1)
    pieces = page.locator(f'mark[data-owner="{claim["claim_id"]}"]')

    pieces.first.hover()

    assert pieces.count() >= len(claim["content"])
    for piece in pieces.all():
        expect(piece).to_have_class(re.compile(r"\bsame\b"))


def test_sentence_without_a_claim_says_why_on_demand(reader: Reader) -> None:
    page = reader.look(f"article/{reader.newsroom.drones}")
    expect(page.locator(".reason")).to_have_count(0)

    page.get_by_label(re.compile("hold no claim")).check()

    expect(page.locator(".reason").filter(has_text="verification note").first).to_be_visible()
    assert "coverage=1" in page.url


def test_claim_that_the_address_names_is_open(reader: Reader) -> None:
    article = reader.newsroom.drones
    claim = claims_of(reader.newsroom, article)[3]

    page = reader.look(f"article/{article}?claim={claim['claim_id']}")

    expect(page.locator(".detail")).to_contain_text(claim["content"][0]["exact"])
    expect(page.locator("mark.chosen").first).to_be_in_viewport()


def test_markup_of_a_hostile_article_is_text(reader: Reader) -> None:
    page = reader.look(f"article/{reader.newsroom.hostile}?own=1&coverage=1")

    expect(page.locator(".text")).to_contain_text("<script>window.broken=1</script>")
    assert page.evaluate("() => window.broken") is None
    assert page.locator("main :is(script, img, iframe, svg, [onclick], [onerror])").count() == 0
    for view in ("claims", "articles", "sources"):
        page = reader.look(view)
        assert page.evaluate("() => window.broken") is None


def test_policy_runs_nothing_that_gets_into_the_page(reader: Reader) -> None:
    page = reader.look("claims")

    page.evaluate(
        """() => { const script = document.createElement("script");
                   script.textContent = "window.broken = 1"; document.body.append(script); }"""
    )

    assert page.evaluate("() => window.broken") is None
    assert any("Content Security Policy" in trouble for trouble in reader.troubles)
    reader.troubles.clear()


# --- Filter, search, take along ---


def test_filters_live_in_the_address(reader: Reader) -> None:
    page = reader.look("claims")
    everything = page.locator(".claims tbody tr").count()

    page.locator("summary").filter(has_text="Holds it to be so").click()
    page.get_by_label("denied", exact=True).check()

    expect(page.locator(".results[aria-busy]")).to_have_count(0)
    rows = page.locator(".claims tbody tr")
    expect(rows).not_to_have_count(everything)
    assert page.url.endswith("#/claims?polarity=denied")
    found = rows.count()
    page.reload()
    expect(rows).to_have_count(found)
    expect(page.get_by_label("denied", exact=True)).to_be_checked()


def test_words_are_searched_for(reader: Reader) -> None:
    page = reader.look("claims")

    page.get_by_label("Words").fill('"crossings are safe"')
    page.get_by_label("Words").press("Enter")

    expect(page.locator(".claims tbody tr")).to_have_count(1)
    expect(page.locator(".claims .what")).to_contain_text("Crossings are safe")
    expect(page.get_by_role("button", name="More claims")).to_be_hidden()


def test_most_check_worthy_come_first(reader: Reader) -> None:
    page = reader.look("claims?order=check_worthiness")

    scores = [
        float(each) for each in re.findall(r"worth a check: ([\d.]+)", page.inner_text("main"))
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) > 10


def test_filter_that_the_api_refuses_says_what_is_wrong(reader: Reader) -> None:
    page = reader.look("claims?from=2025-03-02&to=2025-03-01")

    expect(page.get_by_role("alert")).to_contain_text("ends before it begins")
    reader.troubles = [each for each in reader.troubles if "400" not in each]


def test_claim_is_copied_as_a_citation(reader: Reader) -> None:
    page = reader.look("claims?text=crossings")

    page.get_by_role("button", name=re.compile("Copy as citation")).first.click()

    expect(page.get_by_text("Copied").first).to_be_attached()
    citation = page.evaluate("() => navigator.clipboard.readText()")
    assert citation.startswith("“Crossings are safe” — ")
    assert "characters" in citation


def test_what_is_shown_is_exported(reader: Reader) -> None:
    page = reader.look("claims?polarity=denied")

    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()

    text = Path(download.value.path()).read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert rows
    assert {row["polarity"] for row in rows} == {"denied"}
    assert len(rows) == page.locator(".claims tbody tr").count()


@pytest.mark.parametrize(
    ("button", "listed", "id_"),
    [("schema.org", "@graph", "@id"), ("Web Annotations", "items", "id")],
)
def test_pages_of_a_document_are_exported_as_one(
    reader: Reader, button: str, listed: str, id_: str
) -> None:
    page = reader.look("claims?polarity=denied")
    asked: list[str] = []
    downloads: list[Download] = []

    def shorten(route: Route) -> None:
        asked.append(route.request.url)
        route.continue_(url=route.request.url.replace("limit=100", "limit=5"))

    page.route(re.compile(r"/claims\?.*format="), shorten)
    page.on("download", lambda each: downloads.append(each))  # noqa: PLW0108 (no builtin is taken)
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()

    document = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    wanted = reader.newsroom.ask("/claims", polarity="denied", limit=100)["items"]
    assert len(asked) > 1
    assert "@context" in document
    assert [each[id_] for each in document[listed]] == [
        f"urn:hearsay:claim:{each['claim_id']}" for each in wanted
    ]
    expect(page.get_by_role("button", name=button)).to_be_enabled()
    assert len(downloads) == 1


def test_export_ends_with_its_view(reader: Reader) -> None:
    page = reader.look("claims")
    answers = Held(page, re.compile(r"/claims\?.*format="))
    downloads: list[Download] = []
    page.on("download", lambda each: downloads.append(each))  # noqa: PLW0108 (no builtin is taken)
    page.get_by_role("button", name="CSV").click()
    waited_for(page, lambda: len(answers.routes) == 1)

    page.get_by_role("link", name="Sources", exact=True).click()
    expect(page.locator("main h1")).to_have_text("Sources")
    answers.release()
    page.wait_for_load_state("networkidle")

    assert downloads == []


# --- Judge ---


def test_claims_are_judged_by_keyboard(reader: Reader) -> None:
    newsroom, article = reader.newsroom, reader.newsroom.council
    page = reader.look(f"article/{article}")
    claim = claims_of(newsroom, article)[0]["claim_id"]

    page.keyboard.press("a")
    expect(page.locator(".judgement")).to_contain_text("accepted by local-user")
    page.keyboard.press("r")
    expect(page.locator(".judgement")).to_contain_text("rejected by local-user")
    page.keyboard.press("u")
    expect(page.locator(".judgement")).to_contain_text("not judged")

    steps = newsroom.ask(f"/claims/{claim}/review")["steps"]
    assert [step["state"] for step in steps] == ["accepted", "rejected", "machine"]
    page.keyboard.press("n")
    expect(page.locator('.claim-list [aria-current="true"]')).to_have_count(1)
    expect(page.locator(".judgement")).to_have_count(0)


def test_claim_is_edited_to_words_that_are_selected_behind_emoji(reader: Reader) -> None:
    newsroom, article = reader.newsroom, reader.newsroom.emoji
    page = reader.look(f"article/{article}")
    claim = claims_of(newsroom, article)[0]["claim_id"]

    page.keyboard.press("e")
    page.get_by_label("Source").fill("Ferry line of Ludd")
    select(page, claim, "Crossings are")
    page.get_by_role("button", name="Use the words selected").click()
    page.get_by_role("button", name="Keep the edit").click()

    expect(page.locator(".judgement")).to_contain_text("Ferry line of Ludd")
    page.keyboard.press("e")
    page.get_by_label("Holds it to be so").select_option("denied")
    page.get_by_role("button", name="Keep the edit").click()
    expect(page.locator(".judgement")).to_contain_text("denied")
    review = newsroom.ask(f"/claims/{claim}")["review"]
    assert [piece["exact"] for piece in review["edit"]["content"]] == ["Crossings are"]
    assert review["edit"]["source"]["canonical"] == "Ferry line of Ludd"
    assert (review["state"], review["edit"]["polarity"]) == ("edited", "denied")
    page = reader.look("claims?review=edited")
    expect(page.locator(".claims tbody")).to_contain_text("Ferry line of Ludd")


def select(page: Page, claim: str, words: str) -> None:
    """Select words of a claim, as a mouse would."""
    page.locator(f'mark[data-owner="{claim}"]').first.evaluate(
        """(mark, words) => {
            const text = mark.firstChild;
            const at = text.data.indexOf(words);
            getSelection().setBaseAndExtent(text, at, text, at + words.length);
        }""",
        words,
    )


def test_judgement_that_came_second_is_told_what_came_first(reader: Reader) -> None:
    article = reader.newsroom.drones
    page = reader.look(f"article/{article}")
    other = reader.beside(article)

    other.keyboard.press("a")
    expect(other.locator(".judgement")).to_contain_text("accepted")
    page.bring_to_front()
    page.keyboard.press("r")

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator(".judgement")).to_contain_text("accepted")
    reader.troubles = [each for each in reader.troubles if "412" not in each]


# --- Who, and how much ---


def test_source_shows_what_it_denied_and_who_denied_it(reader: Reader) -> None:
    page = reader.look("source/Veldan%E2%80%99s%20foreign%20ministry")

    denials = page.get_by_role("heading", name="Denials").locator("..")
    expect(denials).to_contain_text("its forces had struck Tessel")
    expect(page.locator("svg.days .bar").first).to_be_attached()
    expect(page.locator("section[aria-busy]")).to_have_count(0)


def test_sources_lead_to_their_pages(reader: Reader) -> None:
    page = reader.look("sources")

    page.get_by_role("link", name="Orrin Kaspar").click()

    expect(page.locator("main h1")).to_have_text("Orrin Kaspar")


@pytest.mark.parametrize(
    "heading", ["Claims by day of publication", "Cues", "Sources with the most claims"]
)
def test_overview_counts_the_range_of_the_newest_articles(reader: Reader, heading: str) -> None:
    page = reader.look("overview")

    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    expect(page.locator(".tiles dd").first).not_to_have_text("0")
