"""Every hostile input ends as it has to: as articles, or as failures that say why.

All are read as the function reads them: in a child process, within the template's limits.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from functions.parse.errors import ParseError
from functions.parse.sandbox.worker import Worker
from schemas.article import Article
from tests.parse.containers.archives import LIMITS
from tests.parse.documents import document
from tests.parse.hostile.case import Case, cases
from tests.parse.hostile.dividing import ends
from tests.parse.sandbox.production import production_limits

DOCUMENTS = [case for case in cases() if case.members is None]
CONTAINERS = [case for case in cases() if case.members is not None]
PRODUCTION = replace(production_limits(), characters=10**8)
"""But for the length of a text: what is too long to be extracted has to be read all the same."""


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    """One warm sandbox for all; what takes too long or too much ends with a code of its own."""
    with Worker(PRODUCTION) as running:
        yield running


def is_grounded(article: Article) -> bool:
    return all(span.exact == article.text[span.start : span.end] for span in article.spans())


@pytest.mark.parametrize("case", DOCUMENTS, ids=lambda case: case.name)
def test_hostile_input_ends_as_it_has_to(case: Case, worker: Worker) -> None:
    given = document(case.make(), case.key, case.content_type)

    if case.fails:
        with pytest.raises(ParseError) as caught:
            worker.article(given)
        assert caught.value.code is case.fails
        return
    found = worker.article(given)

    assert worker.peak_bytes < PRODUCTION.memory_bytes
    assert case.says in found.text
    assert case.notice in {None, *(notice.code for notice in found.notices)}
    assert is_grounded(found)


@pytest.mark.parametrize("case", CONTAINERS, ids=lambda case: case.name)
def test_hostile_container_is_divided_and_each_member_ends_as_it_has_to(
    case: Case, worker: Worker
) -> None:
    articles, failed = ends(case.make(), case.key, case.content_type, LIMITS, worker)

    assert len(articles) == case.members
    assert set(failed) == {case.fails} - {None}
    assert all(case.says in found.text and is_grounded(found) for found in articles)


def test_hostile_inputs_have_names_of_their_own() -> None:
    names = [case.name for case in cases()]

    assert len(names) == len(set(names))
