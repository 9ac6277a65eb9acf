"""What has ended is found by asking for what is new."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import cast

from infra.cli.client import ApiClient
from infra.cli.endings import Endings, deletions
from schemas.api import ArticleSummary
from schemas.table import State


class Listed:
    """An API that lists articles, the last changed first, and counts how many were read."""

    def __init__(self) -> None:
        self.there: dict[str, ArticleSummary] = {}
        self.read = 0

    def articles(self, _states: Iterable[State]) -> Iterator[ArticleSummary]:
        for found in sorted(self.there.values(), key=lambda each: each.updated_at, reverse=True):
            self.read += 1
            yield found

    def has(self, key: str, second: int, version: str = "1", member: str = "") -> None:
        """An article that ended at a second of a minute or later one."""
        self.there[key + member] = ArticleSummary(
            article_id=key + member,
            state=State.READY,
            bucket="inbox",
            key=key,
            member=member,
            version_id=version,
            updated_at=f"2025-03-01T10:{second // 60:02}:{second % 60:02}.000+00:00",
        )


def looked(endings: Endings, api: Listed) -> dict[str, str | None]:
    """Versions of what has ended, in the order in which it is told, and nothing read before."""
    api.read = 0
    return {found.key: found.version_id for found in endings.look(cast("ApiClient", api))}


def test_endings_first_look_finds_all_by_key() -> None:
    endings, api = Endings(), Listed()
    for key, second in (("b", 0), ("a", 1000), ("c", 2000)):
        api.has(key, second)
    assert list(looked(endings, api)) == ["a", "b", "c"]


def test_endings_since_a_time_leave_out_what_ended_long_before() -> None:
    endings, api = Endings(datetime(2025, 3, 1, 10, 1, tzinfo=UTC)), Listed()
    for key, second in (("early", 0), ("just before", 50), ("after", 70)):
        api.has(key, second)
    assert list(looked(endings, api)) == ["after", "just before"]


def test_endings_next_look_reads_no_further_than_what_is_known() -> None:
    endings, api = Endings(), Listed()
    for number in range(50):
        api.has(f"{number:02}", number * 60)
    looked(endings, api)

    api.has("new", 50 * 60)
    assert list(looked(endings, api)) == [*(f"{number:02}" for number in range(50)), "new"]
    assert api.read == 3  # what is new, and what was the newest and a minute older


def test_endings_article_that_ended_in_another_version_is_told_of_as_that() -> None:
    endings, api = Endings(), Listed()
    api.has("a", 0)
    api.has("b", 100)
    looked(endings, api)
    api.has("a", 200, "2")
    assert looked(endings, api) == {"a": "2", "b": "1"}


def test_endings_change_that_is_listed_after_a_later_one_is_not_missed() -> None:
    endings, api = Endings(), Listed()
    api.has("quick", 100)
    looked(endings, api)
    api.has("slow", 90)
    assert list(looked(endings, api)) == ["quick", "slow"]


def test_deletions_are_of_objects_and_not_of_members_that_have_gone() -> None:
    api = Listed()
    api.has("gone.txt", 0)
    api.has("feed.xml", 0, member="1")

    assert list(deletions(cast("ApiClient", api))) == ["gone.txt"]
