"""Persons who are told by an office or an epithet alone: "the mayor", "the 34-year-old"."""

import re
from typing import Final

from functions.extract.engine.layout import Layout
from functions.extract.engine.lexicons.roles import OFFICES
from functions.extract.engine.noun_phrases import described, head_of
from functions.extract.engine.ranges import Range
from functions.extract.engine.sources.people import People
from functions.extract.engine.sources.pronouns import Pronouns
from functions.extract.engine.sources.resolved import Resolved, source_at
from schemas.claim import Resolution, SourceType
from schemas.spans import Span

_EPITHET: Final = re.compile(
    r"the (?:[\w-]+ )?(?:\d{1,3}-year-old(?: [\w-]+)?|"
    r"(?P<f>mother|grandmother|widow|schoolgirl)(?: of [\w-]+)?|"
    r"(?P<m>father|grandfather|widower|schoolboy)(?: of [\w-]+)?|parent of [\w-]+|"
    r"defendant|accused|plaintiff|claimant|appellant|teenager|pensioner)",
    re.IGNORECASE,
)
_SUBJECT: Final = 60
"""Code points of a sentence in which its subject is named."""


class Offices:
    """Finds the persons of one article by what they are."""

    def __init__(self, layout: Layout, people: People, pronouns: Pronouns) -> None:
        self._layout = layout
        self._people = people
        self._pronouns = pronouns

    def read(self, where: Range, phrase: str) -> Resolved | None:
        """The person whom an epithet or an office stands for."""
        span = Span.of(self._layout.text, *where)
        if (match := _EPITHET.fullmatch(phrase)) is not None:
            kind = "f" if match["f"] else "m" if match["m"] else "h"
            found = self._pronouns.referent(where, kind)
            return found.said_by(span, Resolution.LABEL) if found else None
        head = head_of(phrase)
        first, last = (head[0].key, head[-1].key) if head else ("", "")
        if last not in OFFICES or (first != "the" and len(head) > 1 and first not in {"a", "an"}):
            return None
        found = self._people.of_office(where, last, within=self._reach(where))
        if found is not None and (first == "the" or len(head) == 1 or _has_role(found, last)):
            return found.said_by(span, Resolution.LABEL)
        return self._office(where, phrase) if first == "the" else None

    def _office(self, where: Range, phrase: str) -> Resolved:
        """The holder of an office whom the article does not name."""
        name = described(phrase)
        head = " ".join(token.word for token in head_of(name))
        source = source_at(self._layout.text, where, name, SourceType.PERSON, role=head)
        return Resolved(source, human=True)

    def _reach(self, where: Range) -> int:
        """The end of the subject of the sentence after the one that names the office."""
        index = self._layout.sentence_index(where.start)
        following = self._layout.sentences[index + 1 : index + 2] if index is not None else []
        return following[0].range.start + _SUBJECT if following else where.end


def _has_role(found: Resolved, noun: str) -> bool:
    role = found.source.role
    return role is not None and noun in role.casefold().split()
