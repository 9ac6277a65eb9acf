"""The organisations of an article, told from persons by form and by what the text says of them.

Which of them a source stands for is decided in `sources`.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from functions.extract.engine.layout import Layout
from functions.extract.engine.lemmas import in_lexicon
from functions.extract.engine.lexicons import listed
from functions.extract.engine.lexicons.countries import COUNTRY_NAMES, METONYMS, NATIONALITIES
from functions.extract.engine.lexicons.cue_words import CUE_WORDS
from functions.extract.engine.lexicons.numbers import MONTHS
from functions.extract.engine.lexicons.roles import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    HONORIFICS,
    NOT_NAMES,
    ORGANISATION_NOUNS,
    RANKS,
    ROLES,
)
from functions.extract.engine.names import Named, folded, without_possessive
from functions.extract.engine.ranges import Range
from schemas.claim import SourceType

_WORD: Final = r"[^\W\d_a-z](?:[\w&-]|[’'](?!s\b))*"
_DAY: Final = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_NAME: Final = re.compile(
    rf"{_WORD}(?:\s(?!on\s{_DAY}|{_DAY})(?:(?:of|for|on)\s(?:the\s)?|&\s)?{_WORD})*"
)
COMPANY: Final = listed(
    """company firm business group corporation retailer manufacturer maker drugmaker carmaker
    airline insurer operator supplier developer contractor start-up startup bank builder owner
    miller brewer brewery shipper carrier broadcaster publisher chipmaker landlord app utility
    chain producer refiner grocer lender brokerage haulier ferry"""
)
_HUMAN: Final = listed(
    "owner developer builder landlord producer contractor operator maker supplier lender haulier"
)
"""Those of them that a person may be."""
_OF: Final = re.compile(r"\s(?:of|for|on)\s")
_STATE: Final = re.compile(
    r"\b(?P<owner>[^\W\d_a-z]\w{2,})[’']s?\s(?:foreign|defen[cs]e|interior|finance|health)\s"
    r"(?:ministry|minister)|\b(?P<second>[^\W\d_a-z]\w{2,})[’']s?\s(?:prime minister|parliament|"
    r"army|navy|air force|armed forces|embassy)|"
    r"\b(?:ministr(?:y|ies)|prime minister|ambassador|embass(?:y|ies)|government|army)"
    r"\s(?:of|to)\s(?P<named>[^\W\d_a-z]\w{2,})\b(?!\s[^\W\d_a-z])"
)
_STATE_S: Final = re.compile(
    r"\b(?P<adjective>[^\W\d_a-z]\w{3,}(?:n|i|ese|ish))\s(?:foreign|defen[cs]e|interior)\s(?:ministry|"
    r"minister)"
)
"""What only a state has: its ministries, its parliament, its army."""
_APPOSED: Final = re.compile(
    r",?\s(?:the|an?|which)\s(?:(?!(?:at|of|for|in|with|from|who)\s)[\w’'-]+\s){0,4}?(?P<noun>[\w-]+)(?=\sthat\b|\swhich\b|,|\.|\sbehind\b|"
    r"\sof\b)"
)
_LED_IN: Final = re.compile(r"\b(?P<noun>[\w-]+)\s\Z")
_LED_IN_APPOSED: Final = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[\w-]+[’']s?)\s(?:[\w-]+\s){0,3}?(?P<noun>[\w-]+),\s\Z"
)
"""A noun that a name in apposition follows: "the operator, "."""
_CORPORATE: Final = re.compile(
    r",\swhich\b|[’']s?\s(?:\w+\s)?(?:chief executive|(?:managing|finance|sporting) director|"
    r"chair(?:man|woman)?|shareholders|shares|customers|employees|board|headquarters|owners?|fleet)\b"
)
"""What follows the name of an organisation alone."""
_AT: Final = re.compile(
    r"\b(?:[Ss]hares (?:of|in)|"
    r"(?:traders|brokers|employees|staff|workers|executives|engineers) at)\s\Z"
)
_ACTS: Final = re.compile(
    r"\s(?:ha[sd]\s)?(?P<verb>\w+)\b[^.?!]*[.?!][”\"]?\s+(?:It\s(?P<next>\w+)|Its)\b"
)
"""A name that speaks, and is "it" in the sentence after."""
_NO_NAMES: Final = NOT_NAMES | {"shares"}
_PERSONAL: Final = re.compile(r"\b(?:he|she|his|her|who|him)\b", re.IGNORECASE)
_NEUTER: Final = re.compile(
    r"(?:,\s(?:whose|which)\s[^,.;]{3,80},)?[^,.;]{0,90}?\b(?:its\b|it\s(?:had|has|will|would|does|did|plans|expects|“))"
)
_SENTENCE_REST: Final = 120
"""Code points after a name that are searched for the pronoun that takes it up."""
_LONGEST_SENTENCE: Final = 400
_VERBS: Final = frozenset(CUE_WORDS)
_FORM: Final = listed(
    """mining energy metals hydro capital oil gas motors systems technologies pharma
    farms airways brewing mills foods pharmaceuticals solutions services railways railway water
    steel insurance financial logistics minerals power electric chemicals biosciences
    therapeutics records pictures entertainment group wire press agency council commission"""
)
"""Last words of names that only organisations bear."""
_NOUNS: Final = ORGANISATION_NOUNS | BODY_NOUNS | _FORM
_PLAIN: Final = COMPANY | _FORM | listed("ltd inc plc llc corp gmbh holdings partners industries")
OWN_NOUNS: Final = _NOUNS - _PLAIN
"""Nouns that say what a body is, so that "the company" cannot mean it."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A place where the article names an organisation."""

    name: str
    """The fullest form in the article."""
    range: Range
    kind: SourceType

    def is_called(self, nouns: Iterable[str]) -> bool:
        """Whether the name holds the words of a label: "the board" for Seabed Board."""
        return set(self.name.casefold().split()).issuperset(nouns)

    @property
    def may_be_company(self) -> bool:
        """Whether no word of the name says that it is another sort of body."""
        return not OWN_NOUNS & set(self.name.casefold().split())


class Organisations:
    """The organisations of one article."""

    def __init__(self, layout: Layout, people: Iterable[Named]) -> None:
        self._text = layout.text
        everyone = list(people)
        self._persons = {folded(person.name) for person in everyone if person.certain}
        self._surnames = {folded(person.name.split()[-1]) for person in everyone}
        self._runs = [run for s in layout.prose for run in _names(layout.text, s.range)]
        self._places: dict[str, list[Range]] = {}
        for where, name in self._runs:
            self._places.setdefault(name, []).append(where)
        self._ends = [sentence.range.end for sentence in layout.prose]

    def is_state(self, name: str) -> bool:
        """Whether the text gives the bearer of a name what only a state has."""
        return name in self._states

    @cached_property
    def _states(self) -> set[str]:
        found = (match for match in _STATE.finditer(self._text))
        names = {match["owner"] or match["second"] or match["named"] for match in found}
        adjectives = {match["adjective"] for match in _STATE_S.finditer(self._text)}
        single = {name for _, name in self._runs if " " not in name}
        names |= {name for name in single if any(_derives(word, name) for word in adjectives)}
        return {name for name in names if not _NOUNS & {name.casefold()}} - self._departments

    @property
    def _departments(self) -> set[str]:
        """What follows "Ministry of" in capitals: not a state but the matter of a department."""
        return set(re.findall(r"\bMinistry of ([^\W\d_a-z]\w+)", self._text))

    @cached_property
    def mentions(self) -> list[Organisation]:
        """Where they are named, in order."""
        found = []
        for where, name in self._runs:
            full = self.full(name)
            if full is not None:
                found.append(Organisation(full, where, _type_of(full)))
        return found

    def full(self, name: str) -> str | None:
        """The fullest form of the name, if it is an organisation's."""
        key = name.casefold()
        if key in self._known:
            return self._known[key]
        plain = _NAME.fullmatch(name) is not None
        return name if plain and _has_noun(name) and not self._is_person(name) else None

    def _is_person(self, name: str) -> bool:
        key = folded(name)
        return key in self._persons or (" " not in name and key in self._surnames)

    @cached_property
    def _known(self) -> dict[str, str]:
        """Every form of a name to its fullest."""
        counts = Counter(name for _, name in self._runs)
        known = {
            name.casefold(): name
            for name in counts
            if not self._is_person(name) and (_has_noun(name) or self._is_shown(name, counts))
        }
        for name in list(known.values()):
            first = name.split()[0]
            if first != name and first in counts and self._may_shorten(first):
                known[first.casefold()] = name
            last = name.split()[-1]
            if last != name and last in counts and last.casefold() in _NOUNS:
                known.setdefault(last.casefold(), name)
        return known

    def _may_shorten(self, first: str) -> bool:
        return not self._is_person(first) and first.casefold() not in COUNTRY_NAMES

    def _is_shown(self, name: str, counts: Counter[str]) -> bool:
        """Whether the text treats a name as an organisation's."""
        words = name.split()
        titles = ROLES | RANKS | HONORIFICS.keys()
        if {words[0].casefold(), words[-1].casefold()} & titles:
            return False
        votes = {vote for where in self._places[name] for vote in self._votes(where)}
        if "corporate" in votes:
            return True
        if "person" in votes:
            return False
        short = len(words) == 2 and words[0] in counts and words[1] not in counts
        return "organisation" in votes or short or (len(words) == 1 and "neuter" in votes)

    def _votes(self, where: Range) -> Iterator[str]:
        """What the words around one mention say that its bearer is."""
        apposed = _APPOSED.match(self._text, where.end, where.end + _SENTENCE_REST)
        if apposed and apposed["noun"].casefold() in COMPANY | ORGANISATION_NOUNS:
            yield "organisation"
        before = max(0, where.start - 60)
        led = _LED_IN.search(self._text, before, where.start)
        if led and led["noun"] in COMPANY:
            yield "organisation" if led["noun"] in _HUMAN else "corporate"
        led = _LED_IN_APPOSED.search(self._text, before, where.start)
        if led and led["noun"] in COMPANY | ORGANISATION_NOUNS:
            yield "corporate"
        if self._is_corporate(where, before):
            yield "corporate"
        end = min(self._ends[bisect_left(self._ends, where.end)], where.end + _SENTENCE_REST)
        if _PERSONAL.search(self._text, where.end, end):
            yield "person"
        elif _NEUTER.match(self._text, where.end, end):
            yield "neuter"

    def _is_corporate(self, where: Range, before: int) -> bool:
        """Whether the words around a mention fit no person."""
        end = where.end - len(where.of(self._text)) + len(without_possessive(where.of(self._text)))
        if _CORPORATE.match(self._text, end) or _AT.search(self._text, before, where.start):
            return True
        acts = _ACTS.match(self._text, where.end, where.end + _LONGEST_SENTENCE)
        spoken = [verb for verb in acts.groupdict().values() if verb] if acts else []
        return bool(spoken) and all(in_lexicon(verb, _VERBS) for verb in spoken)


def _names(text: str, sentence: Range) -> Iterator[tuple[Range, str]]:
    """The capitalised names of a sentence, without a leading article or possessive ending."""
    for match in _NAME.finditer(text, *sentence):
        start = match.start()
        words = match[0].split()
        while words and words[0].casefold() in _NO_NAMES:
            start = text.index(words[0], start) + len(words[0])
            start += len(text[start : match.end()]) - len(text[start : match.end()].lstrip())
            words = words[1:]
        name = without_possessive(" ".join(words))
        if len(name) > 2 and not _is_other(name):
            yield Range(start, match.end()), name


def _is_other(name: str) -> bool:
    key = name.casefold()
    return key in COUNTRY_NAMES or key in METONYMS or key in NATIONALITIES or key in MONTHS


def _has_noun(name: str) -> bool:
    """Whether the head noun of a name of several words is that of an organisation."""
    words = [without_possessive(word).casefold() for word in _OF.split(name)[0].split()]
    several = len(words) > 1 or _OF.search(name) is not None
    return several and words[-1] in _NOUNS - ROLES - DOCUMENT_NOUNS and words[0] not in HONORIFICS


def _derives(adjective: str, name: str) -> bool:
    """Whether an adjective such as "Maravian" is that of the name."""
    return len(name) > 3 and name != adjective and adjective.startswith(name.rstrip("ae"))


def _type_of(name: str) -> SourceType:
    words = {without_possessive(word).casefold() for word in name.split()}
    is_body = words & BODY_NOUNS and not words & {"group", "company"}
    return SourceType.GOVERNMENT_BODY if is_body else SourceType.ORGANISATION
