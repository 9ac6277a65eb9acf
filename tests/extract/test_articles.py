"""The articles bucket: `extract` reads exactly what `parse` wrote."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.extract.articles import Articles
from functions.parse.objects import Articles as Written
from tests.conftest import ARTICLES
from tests.memory import MemoryArticles
from tests.records import story

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

Bucket = tuple[Written | MemoryArticles, Articles | MemoryArticles, Callable[[], list[str]]]
"""The articles bucket as `parse` writes it, as `extract` reads it, and the keys in it."""


@pytest.fixture(params=["memory", "s3"])
def bucket(request: pytest.FixtureRequest) -> Bucket:
    if request.param == "memory":
        memory = MemoryArticles()
        return memory, memory, memory.keys
    s3: S3Client = request.getfixturevalue("s3")

    def keys() -> list[str]:
        return [entry["Key"] for entry in s3.list_objects_v2(Bucket=ARTICLES)["Contents"]]

    return Written(s3, ARTICLES), Articles(s3, ARTICLES), keys


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_article_is_read_as_it_was_written(bucket: Bucket, text: str) -> None:
    written, read, _ = bucket
    article = story(text, title="Bridges")
    written.write(article, "a/0000000001/")

    assert read.read("a/0000000001/") == article


def test_files_of_earlier_runs_are_removed_and_no_others(bucket: Bucket) -> None:
    written, read, keys = bucket
    for article, run in (("a", 1), ("a", 2), ("a", 10), ("b", 1)):
        written.write(story("Text."), f"{article}/{run:010d}/")

    read.remove_before("a", 10)

    assert {key.rpartition("/")[0] for key in keys()} == {"a/0000000010", "b/0000000001"}
