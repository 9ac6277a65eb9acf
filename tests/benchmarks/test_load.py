"""The checks of the load run find what is lost, and what is there twice."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from benchmarks.load_checks import Verdict, verdict
from benchmarks.load_files import CLAIMS, File, files
from infra.cli.errors import CliError
from schemas.api import ArticleSummary
from schemas.claim import Claim
from schemas.failure import FailureCode
from schemas.identity import article_id
from schemas.table import State, claim_row
from tests.records import claim, failure, story

INBOX = "inbox"
GOOD = File("good.txt", b"It rained.", "2025-01-01")
BAD = File("bad.txt", b"", "2025-01-01", FailureCode.EMPTY)


@dataclass(frozen=True)
class World:
    """What the API answers, and the rows of the table."""

    summaries: list[ArticleSummary]
    told: list[Claim]
    rows: list[tuple[str, str]] = field(default_factory=list)

    def article(self, article_id: str) -> ArticleSummary:
        for summary in self.summaries:
            if summary.article_id == article_id:
                return summary
        raise CliError("There is no such article.")

    def claims(self, _: dict[str, Any]) -> Iterable[Claim]:
        return self.told

    def judged(self) -> Verdict:
        rows = [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in self.rows]
        return verdict(self, INBOX, [GOOD, BAD], rows)


def summary(file: File, **fields: Any) -> ArticleSummary:
    values = {
        "article_id": article_id(INBOX, file.key),
        "state": State.READY,
        "bucket": INBOX,
        "key": file.key,
        "updated_at": "2025-01-01T00:00:00.000+00:00",
    }
    return ArticleSummary.model_validate(values | fields)


ID = article_id(INBOX, GOOD.key)
READY = summary(GOOD, claims=CLAIMS, revision=2)
FAILED = summary(BAD, state=State.FAILED, failure=failure())
CLAIM = claim(story("It rained."), 0, 9)
TOLD = [CLAIM.model_copy(update={"article_id": ID, "claim_id": str(n)}) for n in range(CLAIMS)]
ROW = claim_row(ID, 2, "a")
WELL = World([READY, FAILED], TOLD, [ROW])


def test_verdict_of_what_ended_well_is_clean() -> None:
    found = WELL.judged()

    assert (found.lost, found.double) == ([], [])
    assert found.codes == {"empty": 1}


def test_verdict_of_a_file_without_a_trace_is_lost() -> None:
    assert replace(WELL, summaries=[FAILED]).judged().lost == [
        "good.txt: There is no such article."
    ]


def test_verdict_of_a_file_that_failed_for_another_reason_is_lost() -> None:
    reason = failure().model_copy(update={"code": FailureCode.CRASHED})
    crashed = summary(BAD, state=State.FAILED, failure=reason)

    found = replace(WELL, summaries=[READY, crashed]).judged()

    assert found.lost == ["bad.txt: failed crashed"]


def test_verdict_of_a_claim_that_is_not_listed_is_lost() -> None:
    assert replace(WELL, told=TOLD[1:]).judged().lost == [
        "good.txt: 3 claims by the list of claims"
    ]


def test_verdict_of_what_is_listed_twice_is_double() -> None:
    twice = replace(WELL, told=[*TOLD, TOLD[0]])

    assert twice.judged().double == [
        "claim 0 is listed 2 times",
        "good.txt: 5 claims by the list of claims",
    ]


def test_verdict_of_a_row_that_nobody_can_read_is_double() -> None:
    old = claim_row(ID, 1, "a")

    assert replace(WELL, rows=[ROW, old]).judged().double == [f"{old[0]} {old[1]} is left over"]


def test_files_are_the_same_for_the_same_seed_with_their_share_of_poison() -> None:
    first, second = (files(200, 0.05, random.Random(3)) for _ in range(2))  # noqa: S311

    assert first == second
    assert len({file.key for file in first}) == 200
    assert sum(file.code is not None for file in first) == 10
