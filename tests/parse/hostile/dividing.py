"""What becomes of a dropped container: every member read, at any depth."""

import io
from collections.abc import Iterator

from functions.parse.containers import Limits, Place
from functions.parse.divisions import DividerHere, Divisions
from functions.parse.dropped import Dropped, step
from functions.parse.errors import ParseError
from functions.parse.normalise import normalise
from schemas.article import Article, SourceObject
from schemas.failure import FailureCode
from schemas.identity import member_path


def ends(
    body: bytes, key: str, content_type: str | None, limits: Limits
) -> tuple[list[Article], list[FailureCode]]:
    """The articles that a dropped object becomes, and why what becomes none does not."""
    source = SourceObject(bucket="inbox", key=key, size=len(body), content_type=content_type)
    dropped = Dropped(io.BytesIO(body), source, {})
    found = list(_ends(dropped, limits, Divisions(DividerHere(limits))))
    articles = [each for each in found if isinstance(each, Article)]
    return articles, [each for each in found if isinstance(each, FailureCode)]


def _ends(
    dropped: Dropped, limits: Limits, divisions: Divisions
) -> Iterator[Article | FailureCode]:
    try:
        kind = dropped.kind()
        if kind is None:
            yield normalise(dropped.document(limits.member_bytes))
            return
        for member, _ in dropped.container(kind, limits, divisions).members(Place()):
            if member is not None:
                path = member_path(dropped.source.member, member.name)
                yield from _member(dropped, path, step(kind, member.locator), limits, divisions)
    except ParseError as error:
        yield error.code


def _member(
    dropped: Dropped, path: str, way: str, limits: Limits, divisions: Divisions
) -> Iterator[Article | FailureCode]:
    try:
        member = dropped.member(path, [way], limits, divisions)
    except ParseError as error:
        yield error.code
        return
    yield from _ends(member, limits, divisions)
