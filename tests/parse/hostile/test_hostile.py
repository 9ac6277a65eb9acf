"""Every hostile input ends as it has to: as articles, or as failures that say why."""

import pytest

from functions.parse.errors import ParseError
from tests.parse.containers.archives import LIMITS
from tests.parse.documents import article
from tests.parse.hostile.case import Case, cases
from tests.parse.hostile.dividing import ends

DOCUMENTS = [case for case in cases() if case.members is None]
CONTAINERS = [case for case in cases() if case.members is not None]


@pytest.mark.parametrize("case", DOCUMENTS, ids=lambda case: case.name)
def test_hostile_input_ends_as_it_has_to(case: Case) -> None:
    body = case.make()

    if case.fails:
        with pytest.raises(ParseError) as caught:
            article(body, case.key, case.content_type)
        assert caught.value.code is case.fails
        return
    found = article(body, case.key, case.content_type)

    assert case.says in found.text
    assert case.notice in {None, *(notice.code for notice in found.notices)}
    assert all(span.exact == found.text[span.start : span.end] for span in found.spans())


@pytest.mark.parametrize("case", CONTAINERS, ids=lambda case: case.name)
def test_hostile_container_is_divided_and_each_member_ends_as_it_has_to(case: Case) -> None:
    articles, failed = ends(case.make(), case.key, case.content_type, LIMITS)

    assert len(articles) == case.members
    assert set(failed) == {case.fails} - {None}
    for found in articles:
        assert case.says in found.text
        assert all(span.exact == found.text[span.start : span.end] for span in found.spans())


def test_hostile_inputs_have_names_of_their_own() -> None:
    names = [case.name for case in cases()]

    assert len(names) == len(set(names))
