"""Reviews: what people say of claims, beside the record and never in place of it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from functions.api.errors import MovedOnError
from functions.api.queries import Queries
from functions.api.reviews import Reviews
from functions.api.store import RecordReader
from functions.extract.rows import revision_of
from functions.extract.store import RecordStore
from functions.shared.erasures import erase_article
from functions.shared.table import Change
from schemas.claim import Mention, ReviewState
from schemas.messages import ExtractArticle
from schemas.review import ReviewRequest
from schemas.table import BODY, REVIEWED, pack, review_row, state_row
from tests.api.conftest import Answer, Ask, Library
from tests.memory import MemoryArticles
from tests.memory.hooks import no_hook
from tests.records import at, extraction_of, story
from tests.tables import ForgetfulTable, memory_table

TEXT = "Bo Li said the bridge was safe.\nThe mayor denied the bridge was safe."
ACCEPTED = {"state": "accepted"}
REJECTED = {"state": "rejected", "note": "The paper says so, not Bo Li."}
RATING = {"text": "False", "url": "https://checks.example/7", "author": "Example Checks"}
Step = Callable[..., Answer]


@pytest.fixture
def step(ask: Ask) -> Step:
    """Take a step of a claim's review: a claim, a body and the version that it follows."""

    def _step(claim: str, body: Any, version: int = 0, **more: Any) -> Answer:
        return ask(f"/claims/{claim}/review", "PATCH", body, if_match=f'"{version}"', **more)

    return _step


def ids(answer: Answer) -> list[str]:
    return [item["claim_id"] for item in answer.json["items"]]


def of_text(text: str, words: str) -> dict[str, Any]:
    """The span of some words of a text."""
    start = text.index(words)
    return {"exact": words, "start": start, "end": start + len(words)}


def edit(**fields: Any) -> dict[str, Any]:
    return {"state": "edited", "edit": fields}


@pytest.fixture
def claim(library: Library, ask: Ask) -> str:
    """The first of the claims of an article."""
    article = library.add(story(TEXT))
    return ids(ask(f"/articles/{article}/claims"))[0]


# --- Steps -------------------------------------------------------------------------------------


def test_claim_that_nobody_has_judged_is_the_machines(claim: str, ask: Ask) -> None:
    answer = ask(f"/claims/{claim}/review")

    assert answer.json == {"claim_id": claim, "version": 0, "state": "machine", "steps": []}
    assert answer.headers["ETag"] == '"0"'
    assert ask(f"/claims/{claim}").json["review"]["state"] == "machine"


def test_accepted_claim_says_who_accepted_it_and_when(claim: str, ask: Ask, step: Step) -> None:
    answer = step(claim, ACCEPTED | {"note": "Heard it."}, by="grace")

    assert (answer.status, answer.headers["ETag"]) == (200, '"1"')
    shown = ask(f"/claims/{claim}").json["review"]
    assert (shown["state"], shown["by"], shown["note"]) == ("accepted", "grace", "Heard it.")
    assert shown["at"].endswith("+00:00")
    assert ask("/claims").json["items"][0]["review"] == shown


def test_every_step_of_a_review_is_kept_with_who_took_it(claim: str, ask: Ask, step: Step) -> None:
    step(claim, ACCEPTED, 0, by="ada")
    step(claim, REJECTED, 1, by="bo")
    step(claim, {"state": "machine", "note": "I withdraw that."}, 2, by="bo")

    told = ask(f"/claims/{claim}/review").json

    assert told["version"] == 3
    assert told["state"] == "machine"
    assert [(each["version"], each["state"], each["by"]) for each in told["steps"]] == [
        (1, "accepted", "ada"),
        (2, "rejected", "bo"),
        (3, "machine", "bo"),
    ]


def test_step_that_follows_one_that_is_not_the_last_is_refused_and_changes_nothing(
    claim: str, ask: Ask, step: Step
) -> None:
    step(claim, ACCEPTED, by="ada")

    answer = step(claim, REJECTED, 0, by="bo")

    assert answer.status == 412
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert 'If-Match: "1"' in answer.json["detail"]
    assert [each["by"] for each in ask(f"/claims/{claim}/review").json["steps"]] == ["ada"]


@pytest.mark.parametrize(
    ("if_match", "status"), [("", 428), ("*", 400), ("1", 400), ('W/"1"', 400), ('"x"', 400)]
)
def test_step_that_does_not_say_what_it_follows_is_refused(
    claim: str, ask: Ask, if_match: str, status: int
) -> None:
    answer = ask(f"/claims/{claim}/review", "PATCH", ACCEPTED, if_match=if_match)

    assert answer.status == status
    assert answer.json["errors"][0]["field"] == "If-Match"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"state": "maybe"},
        {"state": "accepted", "notes": "misspelt"},
        {"state": "accepted", "note": ""},
        {"state": "accepted", "note": "x" * 2001},
        {"state": "accepted", "edit": {"polarity": "denied"}},
        {"state": "edited"},
        {"state": "edited", "edit": {}},
        {"state": "rejected", "rating": RATING},
        {"state": "accepted", "rating": RATING | {"url": "javascript:alert(1)"}},
        {"state": "accepted", "rating": {"text": "False"}},
    ],
)
def test_step_that_makes_no_sense_is_refused(claim: str, ask: Ask, step: Step, body: Any) -> None:
    assert step(claim, body).status == 400
    assert ask(f"/claims/{claim}/review").json["version"] == 0


def test_step_of_nobody_is_refused(claim: str, step: Step) -> None:
    assert step(claim, ACCEPTED, by=None).status == 403


def test_claim_that_is_not_there_cannot_be_judged(claim: str, ask: Ask, step: Step) -> None:
    unknown = f"{claim[:24]}.{'0' * 16}"

    assert step(unknown, ACCEPTED).status == 404
    assert ask(f"/claims/{unknown}/review").status == 404


# --- Edits -------------------------------------------------------------------------------------


def test_edit_lies_beside_the_record_which_stays(claim: str, ask: Ask, step: Step) -> None:
    before = ask(f"/claims/{claim}").json
    words = of_text(TEXT, "the bridge was safe")
    source = {"canonical": "Bo Li", "type": "person", "span": of_text(TEXT, "Bo Li")}

    step(claim, edit(content=[words], source=source, cue_class="report"))

    after = ask(f"/claims/{claim}").json
    assert {n: v for n, v in after.items() if n != "review"} == {
        n: v for n, v in before.items() if n != "review"
    }
    shown = after["review"]["edit"]
    assert shown["source"] == source
    assert (shown["cue_class"], shown["polarity"]) == ("report", None)
    (piece,) = shown["content"]
    assert TEXT[piece["start"] : piece["end"]] == piece["exact"] == "the bridge was safe"
    assert piece["prefix"] == "Bo Li said "


@pytest.mark.parametrize(
    "fields",
    [
        {"content": [of_text(TEXT, "the bridge") | {"exact": "The bridge"}]},
        {"content": [{"exact": "x", "start": 900, "end": 901}]},
        {"content": [{"exact": "too long", "start": 0, "end": 1}]},
        {"content": [of_text(TEXT, "The mayor")]},
        {"content": [of_text(TEXT, "safe."), of_text(TEXT, "bridge")]},
        {"source": {"canonical": "Bo", "span": {"exact": "Mo Li", "start": 0, "end": 5}}},
        {"cue_class": "deny"},
        {"cue_class": "neither_confirm_nor_deny", "polarity": "affirmed"},
    ],
)
def test_edit_that_is_not_of_the_text_or_makes_a_denial_an_assertion_is_refused(
    claim: str, ask: Ask, step: Step, fields: dict[str, Any]
) -> None:
    answer = step(claim, edit(**fields))

    assert answer.status == 400
    assert ask(f"/claims/{claim}/review").json["version"] == 0


def test_denial_that_a_person_saw_may_be_said(claim: str, ask: Ask, step: Step) -> None:
    assert step(claim, edit(cue_class="deny", polarity="denied")).status == 200
    assert ask(f"/claims/{claim}").json["polarity"] == "affirmed", "the record is the machine's"


# --- Lists -------------------------------------------------------------------------------------


def test_rejected_claims_are_left_out_of_lists_unless_asked_for(
    claim: str, ask: Ask, step: Step
) -> None:
    article = claim.partition(".")[0]
    other = ids(ask("/claims"))[1]
    step(claim, REJECTED)

    for path in ("/claims", f"/articles/{article}/claims"):
        assert ids(ask(path)) == [other]
        assert ids(ask(path, review="rejected")) == [claim]
        assert ids(ask(path, review="rejected,machine")) == [claim, other]
        assert ids(ask(path, review="accepted")) == []
    assert ids(ask("/claims", source="Ada Mayor")) == [other]
    assert ask(f"/claims/{claim}").json["review"]["state"] == "rejected"
    detail = ask(f"/articles/{article}").json
    assert detail["reviews"] == {"accepted": 0, "edited": 0, "rejected": 1}
    assert claim in detail["coverage"][0]["claims"]


def test_counts_are_of_what_was_extracted_and_say_how_much_of_it_was_rejected(
    claim: str, ask: Ask, step: Step
) -> None:
    step(claim, REJECTED)

    (source,) = ask("/sources").json["items"]
    assert (source["claims"], source["rejected"]) == (2, 1)
    article = ask(f"/articles/{claim.partition('.')[0]}").json
    assert (article["claims"], article["reviews"]["rejected"]) == (2, 1)
    (listed,) = ask("/articles").json["items"]
    assert listed["claims"] == 2


def test_rejected_claim_is_left_out_where_two_lists_have_it_and_by_rank(
    library: Library, ask: Ask, step: Step
) -> None:
    named = [Mention(exact="Oslo", start=0, end=4)]
    library.add(story("Oslo.\nOslo too."), *[{"entities": named, "places": named}] * 2)
    first, other = ids(ask("/claims"))
    step(first, REJECTED)

    assert ids(ask("/claims", entity="Oslo", place="Oslo")) == [other]
    assert ids(ask("/claims", order="check_worthiness")) == [other]
    (judged,) = ask("/claims", order="check_worthiness", review="rejected").json["items"]
    assert judged["review"]["state"] == "rejected"


def test_reviews_of_an_article_are_listed_page_by_page(
    library: Library, ask: Ask, step: Step, every_page: Callable[..., list[Any]]
) -> None:
    article = library.add(story("One.\nTwo.\nThree."))
    for each in ids(ask("/claims"))[:2]:
        step(each, ACCEPTED)

    listed = every_page(f"/articles/{article}/reviews", limit="1")

    assert sorted(each["claim_id"] for each in listed) == sorted(ids(ask("/claims"))[:2])
    assert {each["applies"] for each in listed} == {True}
    assert ask(f"/articles/{'0' * 24}/reviews").status == 404


# --- What comes after --------------------------------------------------------------------------


def test_review_survives_another_extraction_and_words_before_it(
    library: Library, claim: str, ask: Ask, step: Step
) -> None:
    step(claim, edit(content=[of_text(TEXT, "the bridge was safe")]))

    longer = f"Rain fell.\n{TEXT}"
    library.add(story(longer))

    review = ask(f"/claims/{claim}").json["review"]
    (piece,) = review["edit"]["content"]
    assert (review["state"], review["outdated"]) == ("edited", False)
    assert longer[piece["start"] : piece["end"]] == "the bridge was safe"
    assert step(claim, ACCEPTED, 1).status == 200


def test_edit_whose_words_have_gone_from_the_article_is_told_without_them(
    library: Library, claim: str, ask: Ask, step: Step
) -> None:
    first, second = TEXT.splitlines()
    source = {"canonical": "The mayor", "span": of_text(TEXT, "The mayor")}
    step(claim, edit(source=source, cue_class="report"))

    library.add(story(f"{first}\nNobody {second}"))

    review = ask(f"/claims/{claim}").json["review"]
    assert review["outdated"] is True
    assert review["edit"]["source"] == {"canonical": "The mayor", "type": None, "span": None}
    assert review["edit"]["cue_class"] == "report"


def test_review_of_a_claim_that_has_gone_is_kept_and_applies_to_nothing(
    library: Library, claim: str, ask: Ask, step: Step
) -> None:
    step(claim, ACCEPTED)
    article = library.add(story("All else."))

    (listed,) = ask(f"/articles/{article}/reviews").json["items"]
    assert (listed["claim_id"], listed["applies"]) == (claim, False)
    assert ask(f"/claims/{claim}").status == 404
    assert step(claim, REJECTED, 1).status == 404
    assert ask(f"/claims/{claim}/review").json["state"] == "accepted"

    library.add(story(TEXT))
    assert ask(f"/claims/{claim}").json["review"]["state"] == "accepted"


def test_review_outlives_the_deletion_of_its_object_which_can_come_back(
    library: Library, claim: str, ask: Ask, step: Step
) -> None:
    step(claim, ACCEPTED)
    library.delete("story.txt")

    (listed,) = ask(f"/articles/{claim.partition('.')[0]}/reviews").json["items"]
    assert listed["applies"] is False


def test_review_of_an_erased_object_cannot_be_read_nor_followed(
    library: Library, claim: str, ask: Ask, step: Step
) -> None:
    article = claim.partition(".")[0]
    step(claim, ACCEPTED)
    step(claim, edit(polarity="no_position"), 1)
    assert erase_article(library.table, article, at(100))

    assert ask(f"/articles/{article}/reviews").json["items"] == []
    assert ask(f"/claims/{claim}/review").status == 404

    library.sequencers["story.txt"] = 8
    library.add(story(TEXT))
    assert ask(f"/claims/{claim}").json["review"]["state"] == "machine"
    assert step(claim, ACCEPTED, 0).status == 200, "what is still stored of the old one is no step"
    assert len(ask(f"/claims/{claim}/review").json["steps"]) == 1
    assert len(ask(f"/articles/{article}/reviews").json["items"]) == 1


# --- Faults ------------------------------------------------------------------------------------


class Desk:
    """Reviews over tables in memory, and one claim to judge."""

    def __init__(self) -> None:
        self.table, self.files = memory_table(), MemoryArticles()
        article, extraction = story(TEXT), extraction_of(story(TEXT))
        message = ExtractArticle(article_id=article.article_id, run=1, prefix="p/0000000001/")
        row = {"article_id": article.article_id, "state": "parsed", "run": 1, "counter": 1}
        names = {"bucket": "inbox", "key": "story.txt", "prefix": message.prefix}
        more = {"updated_at": at(0).isoformat(), "sequencer": "1"}
        self.table.update(state_row(article.article_id), Change(row | names | more))
        self.files.write(article, message.prefix)
        store = RecordStore(self.table, 90)
        lease = store.claim(message, at(0))
        assert lease
        revision = revision_of(article, extraction, lease.rev, message.prefix, at(0))
        store.write(revision)
        assert store.flip(lease, revision, at(1))
        self.claim = extraction.claims[0].claim_id

    def reviews(self, table: Any = None) -> Reviews:
        queries = Queries(RecordReader(self.table), self.files)
        return Reviews(table or self.table, queries, lambda: at(9))


def request(state: ReviewState) -> ReviewRequest:
    return ReviewRequest(state=state)


class CrashError(Exception):
    """The process ends here."""


@pytest.mark.parametrize("broken", range(12))
def test_step_that_breaks_off_anywhere_was_taken_whole_or_not_at_all(broken: int) -> None:
    desk = Desk()
    desk.reviews().review(desk.claim, request(ReviewState.ACCEPTED), 0, "ada")
    calls = iter(range(100))

    def crash(call: str) -> None:
        if next(calls) == broken:
            raise CrashError(call)

    desk.table.hook = crash
    with suppress(CrashError):
        desk.reviews().review(desk.claim, request(ReviewState.REJECTED), 1, "bo")
    desk.table.hook = no_hook

    told = desk.reviews().history(desk.claim)
    again = desk.reviews().review(desk.claim, request(ReviewState.MACHINE), told.version, "cy")

    assert [each.version for each in again.steps] == list(range(1, told.version + 2))
    assert [each.by for each in again.steps] in (["ada", "bo", "cy"], ["ada", "cy"])


def test_step_whose_answer_was_lost_is_known_as_the_writers_own() -> None:
    desk = Desk()

    told = desk.reviews(ForgetfulTable(desk.table)).review(
        desk.claim, request(ReviewState.ACCEPTED), 0, "ada"
    )

    assert told.version == 1


@pytest.mark.parametrize("moment", range(12))
def test_two_people_at_once_never_both_take_the_same_step(moment: int) -> None:
    desk = Desk()
    calls, taken = iter(range(100)), []

    def attempt(by: str) -> None:
        with suppress(MovedOnError):
            desk.reviews().review(desk.claim, request(ReviewState.ACCEPTED), 0, by)
            taken.append(by)

    def interrupt(_: str) -> None:
        if next(calls) == moment:
            desk.table.hook = no_hook
            attempt("bo")

    desk.table.hook = interrupt
    attempt("ada")
    desk.table.hook = no_hook
    steps = desk.reviews().history(desk.claim).steps

    assert len(steps) == 1
    assert [each.by for each in steps] == taken


def test_row_of_a_review_holds_what_a_later_version_may_add() -> None:
    desk = Desk()
    desk.reviews().review(desk.claim, request(ReviewState.ACCEPTED), 0, "ada")
    article, _, hash_ = desk.claim.partition(".")
    body = {"review": {"state": "accepted", "version": 1, "revision": 2, "mood": "x"}, "anchor": 0}
    desk.table.update(review_row(article, hash_), Change({BODY: pack(body)}))

    assert desk.reviews().history(desk.claim).state is ReviewState.ACCEPTED
    assert desk.table.get(state_row(article))[REVIEWED] == 2  # type: ignore[index]
