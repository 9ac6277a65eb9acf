"""Claims of passages whose spans are marked, so that a test depends on no tagger."""

from collections.abc import Iterable

from functions.extract.engine.attribution import Attribution, Label, Tag
from functions.extract.engine.extraction import extract_linked
from schemas.claim import Claim
from tests.extract.tagging.factories import marked


def claims_of(*lines: str, publisher: str | None = None) -> list[Claim]:
    """The claims of a text such as "[source Ana] [cue said] [content no]".

    Each line holds the parts of at most one attribution.
    """
    article, tags = marked(*lines)
    article = article.model_copy(update={"publisher": publisher})
    by_line: dict[int, list[Tag]] = {}
    for tag in tags:
        by_line.setdefault(article.text.count("\n", 0, tag.start), []).append(tag)
    given = [_attribution(line) for line in by_line.values()]
    return extract_linked(article, given, "marked").claims


def attributed_to(*lines: str, publisher: str | None = None) -> list[Claim]:
    """Those of the claims that the article does not state on its own account."""
    return [claim for claim in claims_of(*lines, publisher=publisher) if claim.is_attributed]


def _attribution(tags: Iterable[Tag]) -> Attribution:
    parts: dict[Label, list[Tag]] = {label: [] for label in Label}
    for tag in tags:
        parts[tag.label].append(tag)
    source, cue = (next(iter(parts[label]), None) for label in (Label.SOURCE, Label.CUE))
    return Attribution(tuple(parts[Label.CONTENT]), source, cue)
