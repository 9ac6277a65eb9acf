"""The articles bucket: `extract` reads exactly what `parse` wrote."""

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.extract.articles import Articles
from functions.parse.objects import Articles as Written
from tests.conftest import ARTICLES
from tests.records import story

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_article_is_read_as_it_was_written(s3: "S3Client", text: str) -> None:
    article = story(text, title="Bridges")
    Written(s3, ARTICLES).write(article, "a/0000000001/")

    assert Articles(s3, ARTICLES).read("a/0000000001/") == article


def test_files_of_earlier_runs_are_removed_and_no_others(s3: "S3Client") -> None:
    for article, run in (("a", 1), ("a", 2), ("a", 10), ("b", 1)):
        Written(s3, ARTICLES).write(story("Text."), f"{article}/{run:010d}/")

    Articles(s3, ARTICLES).remove_before("a", 10)

    left = [entry["Key"] for entry in s3.list_objects_v2(Bucket=ARTICLES)["Contents"]]
    assert {key.rpartition("/")[0] for key in left} == {"a/0000000010", "b/0000000001"}
