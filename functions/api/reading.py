"""What the questions need of the table and of the articles bucket."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Protocol, TypeVar

from schemas.article import ArticleHead
from schemas.review import Judgement
from schemas.table import Facet, Item, Key, State

T = TypeVar("T")


class Reader(Protocol):
    """The table. All reads but those of indexes and counts are strongly consistent."""

    def get(self, key: Key) -> Item | None: ...  # noqa: D102
    def get_many(self, keys: Iterable[Key]) -> dict[Key, Item]: ...  # noqa: D102
    def newest_first(  # noqa: D102
        self, partition: str, low: str, high: str, page_size: int
    ) -> Iterator[tuple[str, Any]]: ...
    def directory(  # noqa: D102
        self, facet: Facet, shard: int, after: str, page_size: int
    ) -> Iterator[Item]: ...
    def reviews(self, article: str) -> Iterator[tuple[str, Judgement]]: ...  # noqa: D102
    def counts(  # noqa: D102
        self, month: str, shard: int, low: str, high: str
    ) -> Iterator[tuple[str, Any]]: ...
    def members(  # noqa: D102
        self, container: str, after: str, page_size: int
    ) -> Iterator[str]: ...
    def members_in_state(self, container: str, state: State) -> list[str]: ...  # noqa: D102
    def count_members(self, container: str, state: State) -> int: ...  # noqa: D102
    def in_state(  # noqa: D102
        self,
        state: State,
        shard: int,
        bounds: tuple[str, str],
        page_size: int,
        *,
        forward: bool = False,
    ) -> Iterator[tuple[str, Key]]: ...


class ArticleFiles(Protocol):
    """The articles bucket."""

    def head(self, prefix: str) -> ArticleHead: ...  # noqa: D102
    def words(self, prefix: str) -> str: ...  # noqa: D102


def chunks(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """The values in lists of up to this size."""
    iterator = iter(values)
    while chunk := list(islice(iterator, size)):
        yield chunk
