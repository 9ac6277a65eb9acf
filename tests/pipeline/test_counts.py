"""Counts on the whole stack: from a dropped file to the overview, and away again."""

from tests.pipeline.conftest import User

QUILL = "Mayor Ada Quill said the bridge was safe. Bo Li denied that the tunnel was closed."
DAY = "2025-03-01"


def test_what_is_dropped_replaced_and_deleted_is_counted(user: User) -> None:
    user.drop("counted.txt", QUILL, published=DAY)
    user.settle()
    first = user.ask("/overview", to=DAY).json()
    user.drop("counted.txt", QUILL.partition(". ")[0], published=DAY)
    user.settle()
    replaced = user.ask("/overview", to=DAY).json()
    user.delete("counted.txt")
    user.settle()
    gone = user.ask("/overview", to=DAY).json()

    found = (first, replaced, gone)
    assert [each["complete"] for each in found] == [True] * 3
    assert [each["claims"] for each in found] == [2, 1, 0]
    assert {each["name"] for each in first["sources"]} == {"Ada Quill", "Bo Li"}
