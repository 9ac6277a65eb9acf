"""Questions about claims: filters, order, pages, and what readers see of revisions."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from functions.api.keys import SIGNATURE_BYTES
from schemas.claim import (
    CheckWorthiness,
    Context,
    CueClass,
    Directness,
    Kind,
    Mention,
    Polarity,
    Quantity,
    Resolution,
    SourceType,
    VerificationStatus,
)
from schemas.spans import Span
from tests.api.conftest import Ask, Library
from tests.records import source, statements, story, unverified

Pages = Callable[..., list[Any]]


def words(items: list[Any]) -> list[str]:
    """The first words of each claim's content."""
    return [" ".join(item["content"][0]["exact"].split()[:2]) for item in items]


def test_claims_come_newest_article_first_and_undated_last(library: Library, ask: Ask) -> None:
    library.add(story("Old one.", "old.txt", published="2023-12-31"))
    library.add(story("Undated one.", "undated.txt"))
    library.add(story("New one.", "new.txt", published="2025-02-01T10:00:00+00:00"))

    assert words(ask("/claims").json["items"]) == ["New one.", "Old one.", "Undated one."]


def test_claims_come_with_their_articles_where_those_are_wanted(library: Library, ask: Ask) -> None:
    library.add(story("One.", "one.txt", published="2025-02-01"))

    (article,) = ask("/claims", articles="true").json["articles"].values()

    assert article["key"] == "one.txt"
    assert article["published"] == "2025-02-01"
    assert not ask("/claims").json["articles"]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"from_": "2024-01-01"}, ["2025", "2024"]),
        ({"to": "2024-06-15"}, ["2024", "2023"]),
        ({"from_": "2024-06-15", "to": "2024-06-15"}, ["2024"]),
        ({"from_": "2024-06-16", "to": "2024-12-31"}, []),
        ({"published": "unknown"}, ["undated"]),
    ],
)
@pytest.mark.parametrize("filter_", [{}, {"source": "ADA MAYOR"}])
def test_claims_in_a_range_are_those_of_articles_published_in_it(
    library: Library, ask: Ask, parameters: dict[str, str], expected: list[str], filter_: Any
) -> None:
    for day in ("2023-06-15", "2024-06-15", "2025-06-15"):
        library.add(story(day[:4], f"{day}.txt", published=day))
    library.add(story("undated", "undated.txt"))

    answer = ask("/claims", **parameters, **filter_)

    assert words(answer.json["items"]) == expected


def test_claims_of_a_source_are_found_by_any_spelling(library: Library, ask: Ask) -> None:
    article = story("She said so.\nHe did not.")
    library.add(article, {"source": source("The Córdoba Institute")}, {"source": source("Bo Li")})

    answer = ask("/claims", source="cordoba institute")

    assert words(answer.json["items"]) == ["She said"]


def test_claims_of_the_author_are_left_out_unless_asked_for(library: Library, ask: Ask) -> None:
    library.add(story("Said.\nStated."), {}, {"directness": Directness.UNATTRIBUTED})

    assert words(ask("/claims").json["items"]) == ["Said."]
    assert words(ask("/claims", unattributed="true").json["items"]) == ["Said.", "Stated."]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cue_class", "deny"),
        ("polarity", "denied"),
        ("verification", "outlet_unable_to_verify"),
        ("min_confidence", "0.9"),
        ("directness", "direct"),
        ("kind", "prediction"),
        ("quantified", "true"),
        ("section", "WHAT’S NEW"),
        ("min_check_worthiness", "0.7"),
    ],
)
def test_claims_filtered_by_a_field_have_that_value(
    library: Library, ask: Ask, name: str, value: str
) -> None:
    text = "Plain.\nWanted."
    wanted = {
        "cue_class": CueClass.DENY,
        "polarity": Polarity.DENIED,
        "verification": unverified(text),
        "confidence": 0.95,
        "directness": Directness.DIRECT,
        "kind": Kind.PREDICTION,
        "quantities": [Quantity(exact="Wanted", start=7, end=13, value=1)],
        "context": Context(section="What’s new"),
        "check_worthiness": CheckWorthiness(score=0.7, rank=1),
    }
    article = library.add(story(text), {}, wanted)

    for path in ("/claims", f"/articles/{article}/claims"):
        assert words(ask(path, **{name: value}).json["items"]) == ["Wanted."]


def test_claims_of_an_outlet_are_those_that_it_published(library: Library, ask: Ask) -> None:
    library.add(story("Wanted.", "a.txt", publisher="The Daily Example"))
    library.add(story("Another.", "b.txt", publisher="The Weekly Example"))
    library.add(story("Nobody’s.", "c.txt", publisher=None))

    answer = ask("/claims", publisher="daily example")

    assert words(answer.json["items"]) == ["Wanted."]


def naming(name: str, id_: str | None = None) -> Mention:
    """A mention, wherever it stands."""
    return Mention(exact=name, start=0, end=len(name), id=id_)


@pytest.mark.parametrize(
    "name", ["Córdoba Institute", "cordoba-institute", "THE CORDOBA INSTITUTE"]
)
def test_claims_that_mention_an_entity_are_found_by_its_full_name_or_its_id(
    library: Library, ask: Ask, name: str
) -> None:
    text = "Cordoba, wanted.\nCordoba, a place.\nAnother."
    entity = {"entities": [naming("Cordoba", "cordoba-institute")]}
    library.add(story(text), entity, {"places": [naming("Cordoba")]})

    assert words(ask("/claims", entity=name).json["items"]) == ["Cordoba, wanted."]
    assert words(ask("/claims", place="córdoba").json["items"]) == ["Cordoba, a"]
    assert ask("/claims", entity="Cordoba").json["items"] == []


def test_claims_that_mention_a_place_are_found_in_pages_newest_first(
    library: Library, every_page: Pages
) -> None:
    here = {"places": [naming("Tessel"), naming("Tessel")]}
    for day in ("2025-01-01", "2025-02-01"):
        library.add(story(f"{day} a.\nElsewhere.\n{day} b.", day, published=day), here, {}, here)

    items = every_page("/claims", place="Tessel", limit="1")

    assert words(items) == ["2025-02-01 a.", "2025-02-01 b.", "2025-01-01 a.", "2025-01-01 b."]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"entity": "Ludd Hydro", "place": "Tessel"}, ["Both of"]),
        ({"entity": "Ludd Hydro", "source": "Bo Li"}, ["Both of", "Ludd alone."]),
        ({"entity": "Ludd Hydro", "place": "Tessel", "source": "Ada Mayor"}, []),
        ({"entity": "Ludd Hydro", "polarity": "denied"}, ["Ludd alone."]),
        ({"place": "Tessel", "from_": "2025-01-02"}, []),
    ],
)
def test_claims_that_several_lists_are_asked_for_are_in_all_of_them(
    library: Library, every_page: Pages, parameters: dict[str, str], expected: list[str]
) -> None:
    ludd, tessel = {"entities": [naming("Ludd Hydro")]}, {"places": [naming("Tessel")]}
    bo = {"source": source("Bo Li")}
    library.add(
        story("Both of them.\nLudd alone.\nTessel alone.\nLudd, by Ada.", published="2025-01-01"),
        ludd | tessel | bo,
        ludd | bo | {"polarity": Polarity.DENIED},
        tessel,
        ludd,
    )

    for limit in ("1", "100"):
        assert words(every_page("/claims", limit=limit, **parameters)) == expected


def test_claims_that_mention_something_are_those_of_the_current_revision(
    library: Library, ask: Ask
) -> None:
    here = {"places": [naming("Tessel")]}
    library.add(story("First."), here)
    article = library.add(story("Second.\nThird."), here, here)
    library.sweep(article)

    assert words(ask("/claims", place="Tessel").json["items"]) == ["Second.", "Third."]
    library.delete("story.txt")
    assert ask("/claims", place="Tessel").json["items"] == []


def worth(*scores: float) -> list[dict[str, Any]]:
    """Fields of claims that have these scores of check-worthiness."""
    return [
        {"check_worthiness": CheckWorthiness(score=score, rank=1 + number)}
        for number, score in enumerate(scores)
    ]


@pytest.mark.parametrize("limit", ["1", "2", "100"])
def test_claims_by_check_worthiness_come_in_its_order_and_then_in_that_of_the_list(
    library: Library, every_page: Pages, limit: str
) -> None:
    old, new = story("Old a.\nOld b.\nOld c.", "old"), story("New a.\nNew b.", "new")
    library.add(old.model_copy(update={"published": "2025-01-01"}), *worth(0.9, 0.2))
    article = library.add(new.model_copy(update={"published": "2025-01-02"}), *worth(0.2, 0.91))

    items = every_page("/claims", order="check_worthiness", limit=limit)
    alone = every_page(f"/articles/{article}/claims", order="check_worthiness", limit=limit)

    assert words(items) == ["New b.", "Old a.", "New a.", "Old b.", "Old c."]
    assert words(alone) == ["New b.", "New a."]


def test_claims_by_check_worthiness_are_ranked_window_by_window(
    library: Library, every_page: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("functions.api.queries.WINDOW", 2)
    for number in range(5):
        article = story(
            f"{number} a.\n{number} b.", f"{number}", published=f"2025-01-0{9 - number}"
        )
        library.add(article, *worth(0.1 * number, 1.0))

    items = every_page("/claims", order="check_worthiness", limit="3", source="Ada Mayor")

    ranks = ["0 b.", "1 b.", "1 a.", "0 a.", "2 b.", "3 b.", "3 a.", "2 a.", "4 b.", "4 a."]
    assert words(items) == ranks


def test_claims_filtered_by_several_values_have_any_of_them(library: Library, ask: Ask) -> None:
    variants = [{"cue_class": c} for c in (CueClass.DENY, CueClass.ASSERT, CueClass.ALLEGE)]
    library.add(story("One.\nTwo.\nThree."), *variants)

    answer = ask("/claims", cue_class="deny,allege")

    assert words(answer.json["items"]) == ["One.", "Three."]


@pytest.mark.parametrize("limit", ["1", "2", "7", "100"])
def test_claims_over_all_pages_are_each_of_them_once(
    library: Library, every_page: Pages, limit: str
) -> None:
    for number in range(6):
        article = story(statements(3), f"{number}.txt", published=f"2025-0{number // 2 + 1}-10")
        library.add(article)

    items = every_page("/claims", limit=limit)

    assert len(items) == 18
    assert len({item["claim_id"] for item in items}) == 18
    assert items == every_page("/claims", limit="100")


def test_claims_of_an_article_with_many_come_in_the_order_of_its_text(
    library: Library, every_page: Pages
) -> None:
    article = library.add(story(statements(1030), published="2025-01-01"))

    for path in (f"/articles/{article}/claims", "/claims"):
        items = every_page(path, limit="100")
        starts = [item["content"][0]["start"] for item in items]
        assert starts == sorted(starts)
        assert len(starts) == 1030


def test_claims_of_a_replaced_revision_are_not_seen(library: Library, ask: Ask) -> None:
    library.add(story("First.", published="2025-01-01"))
    article = library.add(story("Second.", published="2025-01-02"))

    for path in ("/claims", f"/articles/{article}/claims"):
        assert words(ask(path).json["items"]) == ["Second."]
    assert words(ask("/claims", source="Ada Mayor").json["items"]) == ["Second."]


def test_claims_stay_while_a_new_version_is_being_read(library: Library, ask: Ask) -> None:
    article = library.add(story("First."))
    library.claim("story.txt")

    assert words(ask(f"/articles/{article}/claims").json["items"]) == ["First."]


def test_claims_of_a_deleted_object_are_gone_at_once(library: Library, ask: Ask) -> None:
    article = library.add(story("First."))
    library.delete("story.txt")

    assert ask("/claims").json["items"] == []
    assert ask(f"/articles/{article}/claims").status == 409
    assert "deleted" in ask(f"/articles/{article}/claims").json["detail"]


def test_claim_by_id_is_the_whole_record(library: Library, ask: Ask) -> None:
    article = library.add(story("First.\nSecond."))
    listed = ask(f"/articles/{article}/claims").json["items"]

    for item in listed:
        assert ask(f"/claims/{item['claim_id']}").json == item


def test_claim_that_a_new_revision_lacks_is_not_found(library: Library, ask: Ask) -> None:
    library.add(story("First."))
    old = ask("/claims").json["items"][0]["claim_id"]
    library.add(story("Second."))

    answer = ask(f"/claims/{old}")

    assert answer.status == 404
    assert old in answer.json["detail"]


def test_sources_are_listed_with_their_current_claims(library: Library, every_page: Pages) -> None:
    bo, ada = {"source": source("Bo Li")}, {"source": source("Ada Mayor")}
    library.add(story("One.\nTwo.\nThree.", "a.txt"), bo, ada, ada)
    library.add(story("Four.", "b.txt"), ada)
    library.add(story("Five.", "c.txt"), {"source": source("Gone Soon")})
    library.add(story("Six.", "c.txt"), ada)

    items = every_page("/sources", limit="1")

    counted = [(item["name"], item["articles"], item["claims"]) for item in items]
    assert counted == [("Ada Mayor", 3, 4), ("Bo Li", 1, 1)]


def test_sources_are_listed_with_the_other_words_that_name_them(library: Library, ask: Ask) -> None:
    text = "Ada Mayor.\nMayor.\nShe.\nMs Mayor.\nMayor."
    named, start = [], 0
    for line in text.splitlines():
        kind = Resolution.PRONOUN if line == "She." else Resolution.EXPLICIT
        span = Span.of(text, start, start + len(line) - 1)
        spoken = source("Ada Mayor").model_copy(update={"span": span, "resolution": kind})
        named.append({"source": spoken})
        start += len(line) + 1
    library.add(story(text), *named)

    (found,) = ask("/sources").json["items"]

    assert found["name"] == "Ada Mayor"
    assert found["aliases"] == ["Mayor", "Ms Mayor"]


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"sorce": "Bo Li"}, "sorce"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"from_": "yesterday"}, "from"),
        ({"from_": "0"}, "from"),
        ({"from_": "2025-02-01", "to": "2025-01-01"}, "to"),
        ({"from_": "2025-02-01", "published": "unknown"}, "published"),
        ({"published": "today"}, "published"),
        ({"cue_class": "shouted"}, "cue_class"),
        ({"min_confidence": "2"}, "min_confidence"),
        ({"source": "!?"}, "source"),
        ({"publisher": "!?"}, "publisher"),
        ({"entity": "!?"}, "entity"),
        ({"place": "!?"}, "place"),
        ({"section": "!?"}, "section"),
        ({"min_check_worthiness": "2"}, "min_check_worthiness"),
        ({"order": "size"}, "order"),
        ({"kind": "rumour"}, "kind"),
        ({"cursor": "no cursor"}, "cursor"),
        ({"cursor": "e30"}, "cursor"),
        ({"cursor": "NQ"}, "cursor"),
        ({"cursor": "bnVsbA"}, "cursor"),
        ({"cursor": "W1siYSJdLCBbXV0"}, "cursor"),
        ({"cursor": base64.b64encode(b"[" * 3000).decode()}, "cursor"),
    ],
)
def test_claims_with_a_bad_parameter_are_refused_naming_it(
    ask: Ask, parameters: dict[str, str], field: str
) -> None:
    answer = ask("/claims", **parameters)

    assert answer.status == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_claims_with_a_cursor_of_another_question_are_refused(library: Library, ask: Ask) -> None:
    library.add(story(statements(3)))
    cursor = ask("/claims", limit="1").json["next_cursor"]

    answer = ask("/claims", limit="1", cursor=cursor, polarity="denied")

    assert answer.status == 400
    assert "start from the beginning" in answer.json["detail"]


@pytest.mark.parametrize("path", ["/claims", "/articles/{}/claims"])
def test_claims_paged_while_an_article_is_replaced_go_on_in_their_revision_until_it_has_gone(
    library: Library, ask: Ask, path: str
) -> None:
    article = library.add(story(statements(6)))
    first = ask(path.format(article), limit="2").json
    library.add(story("Second."))

    rest = ask(path.format(article), limit="10", cursor=first["next_cursor"]).json
    library.sweep(article)
    gone = ask(path.format(article), limit="10", cursor=first["next_cursor"])

    assert [item["content"][0]["exact"] for item in rest["items"]] == statements(6).split("\n")[2:]
    assert gone.status == 410
    assert gone.headers["Content-Type"] == "application/problem+json"
    assert "Leave out the cursor to start again" in gone.json["detail"]


@pytest.mark.parametrize("path", ["/claims", "/articles/{}/claims"])
def test_claims_with_a_cursor_that_was_altered_are_refused(
    library: Library, ask: Ask, path: str
) -> None:
    article = library.add(story(statements(3)))
    cursor = ask(path.format(article), limit="1").json["next_cursor"]
    sent = base64.urlsafe_b64decode(cursor + "==")
    digest, position = json.loads(sent[SIGNATURE_BYTES:])

    for other in (position, [*position[:2], 2, 1], [*position[:3], 1], "x"):
        content = json.dumps([digest, other]).encode()
        for signature in (sent[:SIGNATURE_BYTES], bytes(SIGNATURE_BYTES), b""):
            forged = base64.urlsafe_b64encode(signature + content).decode().rstrip("=")
            assert ask(path.format(article), cursor=forged).status == 400


def test_claims_that_few_pass_come_in_short_pages_that_lead_on(
    library: Library, every_page: Pages, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("functions.api.queries.ARTICLES_READ", 2)
    for number in range(5):
        wanted = {"polarity": Polarity.DENIED} if number in {0, 3} else {}
        library.add(story("One.", f"{number}.txt", published=f"2025-01-0{number + 1}"), wanted)

    assert ask("/claims", polarity="denied").json["next_cursor"]
    assert len(every_page("/claims", polarity="denied")) == 2


def test_sources_lists_a_person_who_is_quoted_here_and_writes_there(
    library: Library, every_page: Pages
) -> None:
    jane = {"source": source("Jane Doe")}
    own = {"source": source("Jane Doe", SourceType.AUTHOR), "directness": Directness.UNATTRIBUTED}
    library.add(story("She said so.", "a.txt"), jane)
    library.add(story("It rained.\nIt snowed.", "b.txt"), own, own)

    (listed,) = every_page("/sources")
    (with_own,) = every_page("/sources", unattributed="true")

    assert (listed["type"], listed["articles"], listed["claims"]) == ("person", 1, 1)
    assert (with_own["articles"], with_own["claims"]) == (2, 3)


def test_every_verification_status_can_be_asked_for(ask: Ask) -> None:
    for status in VerificationStatus:
        assert ask("/claims", verification=status.value).status == 200
