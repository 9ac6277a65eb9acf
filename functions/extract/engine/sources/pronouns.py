"""Pronouns, and the source or the name before them that they stand for."""

import re
from typing import Final

from functions.extract.engine.layout import Layout
from functions.extract.engine.lexicons.countries import COUNTRY_NAMES, METONYMS
from functions.extract.engine.lexicons.roles import BODY_NOUNS, ORGANISATION_NOUNS, PRONOUNS
from functions.extract.engine.names import runs, without_possessive
from functions.extract.engine.noun_phrases import described, head_of, type_of
from functions.extract.engine.ranges import Cover, Placed, Range
from functions.extract.engine.sources.bodies import Bodies
from functions.extract.engine.sources.labels import SOURCES_BACK, Labels
from functions.extract.engine.sources.people import People
from functions.extract.engine.sources.resolved import COLLECTIVE, Resolved, source_at

_OPENS: Final = re.compile(r"[Tt]he [a-z]+|(?:[Tt]he )?[^\W\d_a-z][\w&-]*(?: [^\W\d_a-z][\w&-]*)*")
_BODIES: Final = "|".join(sorted(BODY_NOUNS | ORGANISATION_NOUNS, key=len, reverse=True))
_BODY_OPENS: Final = re.compile(
    rf"(?:[Tt]he|[Aa]n?|(?:[Tt]he )?[\w-]+[’']s?) (?:[a-z’'-]+ ){{0,3}}?(?:{_BODIES})\b(?![’'])"
)
_OPENING: Final = 300
"""Code points at the start of a sentence in which what it is about is named."""
_CLEAR_BACK: Final = 2
"""Sentences before a pronoun in which only one may fit for it to be clear."""
_SENTENCES_BACK: Final = 4
"""How far back a pronoun's referent is looked for among the names of the prose."""


class Pronouns:
    """Finds what the pronouns of one article stand for."""

    def __init__(  # noqa: PLR0913, PLR0917
        self,
        layout: Layout,
        people: People,
        bodies: Bodies,
        labels: Labels,
        earlier: Placed[Resolved],
        contents: list[Range],
    ) -> None:
        self._layout = layout
        self._text = layout.text
        self._people = people
        self._bodies = bodies
        self._labels = labels
        self._earlier = earlier
        mentioned = {mention for person in people.everyone for mention in person.mentions}
        self._contents = Cover(where for where in contents if where not in mentioned)

    def referent(self, where: Range, kind: str) -> Resolved | None:
        """The nearest earlier sentence decides; in it sources come before other names."""
        for candidates in self._candidates(where):
            for candidate in candidates:
                if candidate.agrees(kind):
                    return candidate
        earlier = reversed(self._earlier.before(where.start)[-SOURCES_BACK:])
        return next((r for _, r in earlier if r.agrees(kind)), None)

    def nearby(self, where: Range) -> list[Resolved]:
        """All sources and persons named shortly before a pronoun, also in what is quoted."""
        index = self._layout.sentence_index(where.start)
        if index is None:
            return []
        sentences = self._layout.sentences[max(0, index - _CLEAR_BACK) : index + 1]
        found = [r for s in sentences for r in self._named_in(s.range, before=where)]
        begins = sentences[0].range.start
        mentioned = self._people.mentions.between(begins, where.start)
        return [*found, *(self._people.source(person, at) for at, person in mentioned)]

    def _candidates(self, where: Range) -> list[list[Resolved]]:
        index = self._layout.sentence_index(where.start)
        if index is None:
            return []
        sentences = self._layout.sentences[max(0, index - _SENTENCES_BACK) : index + 1]
        return [self._named_in(s.range, before=where) for s in reversed(sentences)]

    def _named_in(self, sentence: Range, before: Range) -> list[Resolved]:
        """Sources, then persons named outside of what is quoted, in the sentence."""
        end = min(sentence.end, before.start)
        found = [resolved for _, resolved in self._earlier.between(sentence.start, end)]
        found += [
            self._people.source(person, mention)
            for mention, person in self._people.mentions.between(sentence.start, end)
            if not self._contents.covers(mention)
        ]
        return [*found, *self._opening_name(sentence, before)]

    def _opening_name(self, sentence: Range, before: Range) -> list[Resolved]:
        """The organisation or the country that a sentence is about, for "they" and "it"."""
        end = min(sentence.end, before.start, sentence.start + _OPENING)
        if (named := self._opening_organisation(Range(sentence.start, end))) is not None:
            return [named]
        for run in runs(self._text, Range(sentence.start, end)):
            where = Range(run[0].range.start, run[-1].range.end)
            words = without_possessive(where.of(self._text))
            known = words.casefold() in COUNTRY_NAMES or words.casefold() in METONYMS
            if known or self._bodies.is_state(words):
                found = self._bodies.place(where, words)
                return [found] if found else []
        return []

    def _opening_organisation(self, where: Range) -> Resolved | None:
        """The organisation that a sentence begins with, by name or by label."""
        match = _OPENS.match(self._text, *where)
        if match is None or match[0].casefold() in PRONOUNS:
            return None
        opening = Range(*match.span())
        named = self._bodies.organisation(opening, match[0])
        named = named or self._labels.read(opening, match[0]) or self._described_opening(where)
        return None if named is None or named.human else named

    def _described_opening(self, where: Range) -> Resolved | None:
        """The body that a sentence begins with and does not name: "The hospital"."""
        match = _BODY_OPENS.match(self._text, *where)
        if match is None:
            return None
        kind = type_of(head_of(match[0]))
        if kind not in COLLECTIVE:
            return None
        place = Range(*match.span())
        return Resolved(source_at(self._text, place, described(match[0]), kind))
