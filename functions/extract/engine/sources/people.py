"""The persons of an article, and those whom the words of a source name."""

import re
from collections import defaultdict
from functools import cached_property, lru_cache
from typing import Final

from functions.extract.engine.layout import Layout
from functions.extract.engine.lemmas import in_lexicon
from functions.extract.engine.lexicons.countries import NATIONALITIES
from functions.extract.engine.lexicons.cue_words import CUE_WORDS
from functions.extract.engine.lexicons.roles import HONORIFICS, NOT_NAMES, SPOKES
from functions.extract.engine.names import (
    Named,
    NamePhrase,
    Token,
    apposition,
    folded,
    name_phrase,
    read_role,
    roster,
    runs,
    tokens,
    without_possessive,
)
from functions.extract.engine.noun_phrases import NOUNS, head_of, is_acronym, is_common, is_plural
from functions.extract.engine.ranges import Placed, Range
from functions.extract.engine.sources.resolved import Resolved, source_at
from schemas.claim import Source, SourceType

_POSSESSES: Final = re.compile(r"[’']s?\s+\w")
_NEXT_WORD: Final = re.compile(r"\s(\w+)")
_VERBS: Final = frozenset(CUE_WORDS)
_AND: Final = re.compile(r" and ")
_HOLDER: Final = re.compile(r"\b(?:his|her|their|he|she)\b", re.IGNORECASE)


class People:
    """The persons whom one article names."""

    def __init__(self, layout: Layout) -> None:
        self._text = layout.text
        self.everyone = roster(layout)
        self._written: dict[str, bool] = {}

    @cached_property
    def mentions(self) -> Placed[Named]:
        """Where those are mentioned who are persons for certain."""
        return Placed(
            (m, person) for person in self.everyone if person.certain for m in person.mentions
        )

    def only_one(self) -> Named | None:
        """The one person of the article, if it is one."""
        certain = [person for person in self.everyone if person.certain] or self.everyone
        return certain[0] if len(certain) == 1 else None

    def may_be_company(self, name: str) -> bool:
        """Whether nothing in the article shows a name of several words to be a person's."""
        person = self.named(name)
        first, *_ = name.split()
        return (person is None or not person.certain) and first.casefold() not in NOT_NAMES

    def labelled(self, phrase: str) -> Named | None:
        """The one person whose initials or surname in capitals label what is said: "MK"."""
        if not (phrase.isupper() and phrase.replace("-", "").replace(" ", "").isalpha()):
            return None
        bearing = [p for p in self.everyone if _initials(p.name) == phrase]
        if len(phrase) in {2, 3} and len(bearing) == 1:
            return bearing[0]
        return self.named(phrase)

    def _is_group(self, word: Token, where: Range) -> bool:
        """Whether a lone word has a capital only because it begins a sentence: "Consultants"."""
        if word.range.start != where.start or not is_plural([word]):
            return False
        return not self.written_inside(word.word)

    def written_inside(self, word: str) -> bool:
        """Whether the article writes a word so within a sentence, as it would a name."""
        if word not in self._written:
            pattern = rf"(?<![.?!:”’\"\n] )(?<!\n)(?<!\A)\b{re.escape(word)}\b"
            self._written[word] = re.search(pattern, self._text) is not None
        return self._written[word]

    def named(self, name: str, gender: str | None = None) -> Named | None:
        """The person of the roster that a full name or a surname means."""
        key = folded(name)
        return _fitting(self._by_name.get(key) or self._by_surname.get(key, []), gender)

    @cached_property
    def _by_name(self) -> dict[str, list[Named]]:
        found: dict[str, list[Named]] = defaultdict(list)
        for person in self.everyone:
            found[folded(person.name)].append(person)
        return dict(found)

    @cached_property
    def _by_surname(self) -> dict[str, list[Named]]:
        found: dict[str, list[Named]] = defaultdict(list)
        for name, people in self._by_name.items():
            found[name.split()[-1]] += people
        return dict(found)

    def of_office(self, where: Range, noun: str, *, within: int) -> Resolved | None:
        """The one person named after a place, within so many code points, who holds the office.

        News names the office first and its holder in the next sentence: "the auditor said. In her
        report, Joyce Amberg found". A role that the article gives decides; else the one person who
        is first named there, without a role, after a pronoun for the holder: the next person who
        speaks is as often another one.
        """
        after = [
            person
            for person in self.everyone
            if person.mentions and where.end <= person.mentions[0].start < within
        ]
        holding = [p for p in after if p.role and has_nouns(p.role, (noun,))]
        bare = [p for p in after if p.role is None and len(after) == 1 and self._taken_up(p, where)]
        found = holding or bare
        return self.source(found[0], where) if len(found) == 1 else None

    def _taken_up(self, person: Named, where: Range) -> bool:
        """Whether a pronoun before the first mention leads to it, and a cue verb follows it."""
        between = Range(where.end, person.mentions[0].start).of(self._text)
        return _HOLDER.search(between) is not None and self._speaks(person)

    def _speaks(self, person: Named) -> bool:
        """Whether the first mention is the subject of a cue verb."""
        verb = _NEXT_WORD.match(self._text, person.mentions[0].end)
        return verb is not None and in_lexicon(verb[1], _VERBS) is not None

    def with_role(self, where: Range, nouns: tuple[str, ...]) -> Resolved | None:
        """The person mentioned last before a place whose role holds the words."""
        people = [
            (max(m.start for m in person.mentions if m.start < where.start), person)
            for person in self.everyone
            if person.role
            and has_nouns(person.role, nouns)
            and person.mentions
            and person.mentions[0].start < where.start
        ]
        return self.source(max(people, key=lambda item: item[0])[1], where) if people else None

    def source(self, person: Named, where: Range) -> Resolved:
        """A person as the source that words at a place stand for."""
        source = source_at(
            self._text,
            where,
            person.name,
            SourceType.PERSON,
            role=person.role,
            organisation=person.organisation,
        )
        return Resolved(source, gender=person.gender, human=True)

    def read(self, where: Range) -> Resolved | None:
        """The person or the two persons whom the words of a source name."""
        phrase = self._phrase(where)
        if phrase is None:
            return None
        if (second := self._second(phrase, where)) is not None:
            return self._pair(where, phrase, second)
        named = self.named(phrase.name, phrase.gender)
        role, organisation = phrase.role, phrase.organisation
        if role is None and (named is None or named.role is None):
            role, organisation = self._stated_role(where, phrase)
        source = source_at(
            self._text,
            where,
            named.name if named else phrase.name,
            SourceType.PERSON,
            role=(named.role if named else None) or role,
            organisation=(named.organisation if named else None) or organisation,
        )
        gender = (named.gender if named else None) or phrase.gender
        return Resolved(source, gender=gender, human=True)

    def after_comma(self, where: Range) -> NamePhrase | None:
        """The name in apposition: "the chair, Ada Lowe"."""
        phrase = where.of(self._text)
        if "," not in phrase:
            return None
        start = where.start + phrase.index(",") + 1
        return next(iter(self._names(Range(start, where.end))), None)

    def _names(self, where: Range) -> list[NamePhrase]:
        found = (name_phrase(self._text, run) for run in runs(self._text, where))
        return [name for name in found if name is not None]

    def _second(self, first: NamePhrase, where: Range) -> NamePhrase | None:
        """The other one of "Elena Marsh and Tom Okafor"."""
        joint = _AND.match(self._text, first.range.end, where.end)
        return self._phrase(Range(joint.end(), where.end)) if joint else None

    def _pair(self, where: Range, first: NamePhrase, second: NamePhrase) -> Resolved:
        named = [self.named(phrase.name, phrase.gender) for phrase in (first, second)]
        names = [
            person.name if person else phrase.name
            for person, phrase in zip(named, (first, second), strict=True)
        ]
        source = source_at(self._text, where, " and ".join(names), SourceType.PERSON)
        return Resolved(source, plural=True, human=True)

    def _stated_role(self, where: Range, phrase: NamePhrase) -> tuple[str | None, str | None]:
        """The role in the words before or after the name: "the head of X, Jane Doe"."""
        before = Range(where.start, phrase.range.start).of(self._text).strip(" ,")
        role = read_role(before) if before else (None, None)
        return role if role[0] else apposition(self._text, phrase.range.end)

    def _phrase(self, where: Range) -> NamePhrase | None:
        """The person at the head of the words, or named in apposition to it."""
        phrase = where.of(self._text)
        head = head_of(phrase.strip(" ,;:"))
        addressed = len(head) > 1 and head[-2].key in HONORIFICS
        common = bool(head) and (head[-1].key in NOUNS or is_common(head))
        if common and not addressed:
            return self.after_comma(where)
        end = where.start + head[-1].range.end if head else where.end
        if names := [name for name in self._names(where) if name.range.start < end]:
            return next((n for n in names if not self._is_possessor(n.range.end, where)), None)
        if not head or not head[-1].capital or is_acronym(head[-1]):
            return None
        return self._surname(self._capitals(where, len(head)), where)

    def _capitals(self, where: Range, length: int) -> list[Token]:
        """The capitalised words of a head that has the given length."""
        return [t for t in tokens(self._text, where)[:length] if t.capital]

    def _is_possessor(self, end: int, where: Range) -> bool:
        """Whether a name only says whose the source is: "Reyes’s rivals"."""
        return _POSSESSES.match(self._text, end, where.end) is not None

    def _surname(self, words: list[Token], where: Range) -> NamePhrase | None:
        """A single word as a name where the article elsewhere gives it in full, or on its own."""
        last = words[-1]
        name = without_possessive(last.word)
        known = self.named(name) is not None
        if last.key in NOT_NAMES or (not known and self._is_group(last, where)):
            return None
        if not known and (len(words) > 1 or name.casefold() in NATIONALITIES):
            return None
        if self._is_possessor(last.range.start + len(name), where):
            return None
        return NamePhrase(name, Range(last.range.start, last.range.start + len(name)))


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _fitting(people: list[Named], gender: str | None) -> Named | None:
    """The one bearer of a name, or the one whom the gender tells apart; nothing if unclear."""
    if gender and len(people) > 1:
        people = [person for person in people if person.gender in {gender, None}]
    return people[0] if len(people) == 1 else None


def bears(source: Source, nouns: tuple[str, ...]) -> bool:
    """Whether the name or the role of a source holds the words."""
    if source.role and has_nouns(source.role, nouns):
        return True
    if source.type is SourceType.PERSON or not has_nouns(source.canonical, nouns):
        return False
    return nouns[-1] in {token.key for token in head_of(source.canonical)[-1:]}


def has_nouns(words: str, nouns: tuple[str, ...]) -> bool:
    """Whether a name or a role holds all of the words; one word for a spokesman is another."""
    found = _nouns(words)
    return all(noun in found or (noun in SPOKES and bool(SPOKES & found)) for noun in nouns)


@lru_cache(maxsize=4096)
def _nouns(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w-]+(?:[’']s)?", words.casefold()))
