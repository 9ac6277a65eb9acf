"""Labels: "the minister", "the company", "the report", and the source that they stand for."""

import re
from typing import Final

from functions.extract.engine.layout import Layout
from functions.extract.engine.lexicons import listed
from functions.extract.engine.lexicons.roles import DOCUMENT_NOUNS
from functions.extract.engine.names import without_possessive
from functions.extract.engine.noun_phrases import DEFINITE, head_of, type_of
from functions.extract.engine.organisations import COMPANY, OWN_NOUNS
from functions.extract.engine.ranges import Placed, Range
from functions.extract.engine.sources.bodies import Bodies
from functions.extract.engine.sources.people import People, bears
from functions.extract.engine.sources.phrases import Phrases
from functions.extract.engine.sources.resolved import Resolved, source_at
from schemas.claim import Resolution, Source, SourceType
from schemas.spans import Span

SOURCES_BACK: Final = 200
"""Sources before a pronoun or a label that it may stand for."""
POINTING: Final = listed("the this that these those")
"""Words that point back to something named before, without an owner of its own."""
_COMPANIES: Final = listed("company firm business group retailer manufacturer maker drugmaker")
_OPENING_NAME: Final = re.compile(
    r"[^\W\d_a-z][\w&-]+ [^\W\d_a-z][\w&-]+(?= (?:has|have|will|is|plans|expects|had|to)\b)"
)
_GENERIC: Final = listed("organisation organization body team club charity bank airline")
_BODIES: Final = listed("force service agency department body organisation authority")


class Labels:
    """Finds what the labels of one article stand for."""

    def __init__(
        self, layout: Layout, people: People, bodies: Bodies, earlier: Placed[Resolved]
    ) -> None:
        self._layout = layout
        self._text = layout.text
        self._phrases = Phrases(layout)
        self._people = people
        self._bodies = bodies
        self._earlier = earlier

    def read(self, where: Range, phrase: str) -> Resolved | None:
        """The source named before that a description with "the" stands for."""
        head = head_of(phrase)
        owned = any(without_possessive(token.word) != token.word for token in head)
        if len(head) < 2 or owned or head[0].key not in POINTING or head[-1].capital:
            return None
        nouns = [token.key for token in head if token.key not in DEFINITE | {"same"}]
        found = self.find(where, *nouns)
        span = Span.of(self._text, *where)
        return found.said_by(span, Resolution.LABEL) if found else None

    def find(self, where: Range, *nouns: str) -> Resolved | None:
        """What words stand for: by name or role if anything bears them all, else by its sort."""
        sources = reversed(self._earlier.before(where.start)[-SOURCES_BACK:])
        bearing = next((item for item in sources if bears(item[1].source, nouns)), None)
        mentions = reversed(self._bodies.before(where))
        called = next((named for named in mentions if named.is_called(nouns)), None)
        if called and (bearing is None or bearing[0] < called.range):
            return self._bodies.source(called)
        if bearing:
            return bearing[1]
        return (
            self._people.with_role(where, nouns)
            or (self._of_sort(where, nouns[0]) if len(nouns) == 1 else None)
            or (self._described(where, nouns[0]) if len(nouns) == 1 else None)
        )

    def _described(self, where: Range, noun: str) -> Resolved | None:
        """What the prose described before: "the ministry" for the education ministry."""
        phrase = self._phrases.only_before(where.start, noun)
        if phrase is None:
            return None
        kind = type_of(head_of(phrase))
        return Resolved(source_at(self._text, where, phrase, kind))

    def _of_sort(self, where: Range, noun: str) -> Resolved | None:
        """The last source of the sort that a noun such as "company" or "force" tells."""
        for _, resolved in reversed(self._earlier.before(where.start)):
            if _is_of_sort(resolved.source, noun):
                return resolved
        if noun not in _COMPANIES | COMPANY:
            return None
        companies = [o for o in self._bodies.before(where) if o.may_be_company]
        if companies and (noun in _COMPANIES or len({o.name for o in companies}) == 1):
            return self._bodies.source(companies[-1])
        return None if companies else self._opening_name(where)

    def _opening_name(self, where: Range) -> Resolved | None:
        """The name that the sentence of "the company", or the one before, is about."""
        index = self._layout.sentence_index(where.start)
        if index is None:
            return None
        for sentence in reversed(self._layout.sentences[max(0, index - 1) : index + 1]):
            match = _OPENING_NAME.match(self._text, sentence.range.start, where.start)
            if match and self._people.may_be_company(match[0]):
                source = source_at(
                    self._text, Range(*match.span()), match[0], SourceType.ORGANISATION
                )
                return Resolved(source)
        return None


def _is_of_sort(source: Source, noun: str) -> bool:
    """Whether a noun that the name does not hold may stand for the source all the same."""
    if source.type is SourceType.DOCUMENT:
        return noun in DOCUMENT_NOUNS
    if source.type is SourceType.GOVERNMENT_BODY:
        return noun in _BODIES
    if source.type is SourceType.ORGANISATION:
        return noun in _COMPANIES | _GENERIC and not OWN_NOUNS & set(
            source.canonical.casefold().split()
        )
    return False
