"""Where an article has proper names: runs of capitalised words, cut and trimmed to the name alone.

What sort of thing bears a name is decided in `entity_types`, which names mean the same in
`entities`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from functions.extract.engine.layout import Layout
from functions.extract.engine.lexicons import listed
from functions.extract.engine.lexicons.gazetteer import DEMONYMS, PLACES, SEATS
from functions.extract.engine.lexicons.more_given_names import GIVEN_NAMES, WORDS_TOO
from functions.extract.engine.lexicons.name_words import (
    CALENDAR,
    KNOWN_ORGANISATIONS,
    NOT_ORGANISATIONS,
    OFFICES,
    OPENERS,
    ORGANISATION_HEADS,
    ORGANISATION_LEADS,
    OTHER_HEADS,
    PLACE_HEADS,
    PLACE_OF,
    STARTERS,
    SUFFIXES,
    TITLES,
)
from functions.extract.engine.lexicons.roles import MODIFIERS, NOT_NAMES, ROLES
from functions.extract.engine.ranges import Range
from schemas.article import BlockKind

_ABBREVIATIONS: Final = (
    "Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Capt|Maj|Sgt|Adm|Brig|Rev|Hon|Sen|Rep|Gov|St|Mt|Ft|Jr|Sr|Inc|"
    "Ltd|Corp|Co|Messrs|Supt|Insp|Det|Cpl|Pvt|Dept|Univ|Cllr"
)
_UPPER: Final = r"[^\W\d_a-zß-öø-ÿ]"
_WORD: Final = re.compile(
    rf"(?<![\w@#/.’'-])(?:(?:{_ABBREVIATIONS})\."
    rf"|(?:{_UPPER}\.)+{_UPPER}(?!\w)\.?|(?:{_UPPER}\.){{2,}}"
    rf"|{_UPPER}\.(?=[ \xa0]{_UPPER})"
    rf"|(?:(?:al|el|as|az|ad|ash|ar|an|at)-|[dl][’'])?{_UPPER}"
    rf"(?:\w|[’'](?!s\b)(?=\w)|&(?=\w)|-(?={_UPPER}|\d))*)(?![\w@]|\.[a-z])"
)
"""A word with a capital; abbreviations and initials keep their stop."""
_LOWER: Final = re.compile(r"\b[a-z]{3,}\b")
_PARTICLES: Final = (
    "de", "de la", "de las", "de los", "del", "della", "di", "da", "do", "dos", "das", "la", "le",
    "van", "van der", "van den", "van de", "von", "von der", "der", "den", "bin", "ibn", "al", "el",
    "du", "des", "y", "ten", "ter", "zu", "af", "av",
)  # fmt: skip
_SMALL: Final = ("of", "of the", "for", "for the", "and", "&", "on", "at")
_LINKS: Final[dict[str, str]] = (
    {" ": "", "\xa0": "", "\n": "", " - ": "-"}
    | {f" {words} ": words for words in (*_PARTICLES, *_SMALL)}
    | {f"{mark}{space}": "'s" for mark in ("’s", "'s", "’", "'") for space in (" ", "\xa0")}
)
"""What may stand between two words of a run to what it is called here."""
_OPENING: Final = "“\"‘'(«[*•–—-…"
_LONELY: Final = frozenset({"may", "april", "june", "august", "march", "jan"})
"""Words of the calendar that are also names of people."""
_ARTICLES: Final = frozenset({"The", "A", "An", "THE"})
_COMMON_OWNERS: Final = frozenset(
    {"women", "men", "children", "people", "workers", "king", "queen", "doctors", "world", "girls",
     "boys", "farmers", "teachers", "nurses", "writers", "st", "all"}
)  # fmt: skip
"""Whose possessive may begin the name of a body: "Children’s Hospital"."""
_TOPICS: Final = frozenset({"council", "committee", "commission", "conference", "institute"})
"""Bodies whose name may go on with "on"."""
_LINKED_HEADS: Final = {"on": _TOPICS, "at": frozenset({"university"})}
"""Small words to the heads of the names that they go on with."""
_LETTERS: Final = listed("kc qc mp mps mep msp obe mbe cbe phd md dds jd esq rn cpa")
_PARTY: Final = re.compile(r"[DRI]-[A-Z][a-z]*")
"""A member's party and state: "D-Ohio"."""
_LEGAL: Final = frozenset({"inc", "ltd", "llc", "llp", "plc", "corp", "corporation", "gmbh"})
_LONGEST_RUN: Final = 40
"""Words after which a run is cut: no name is that long, and the rules look at all of it."""
_MAX_WORDS: Final = 10
_HEADINGS: Final = frozenset({BlockKind.HEADING, BlockKind.FOOTER})
"""Blocks whose capitals show no name; a footer repeats the headline."""
_STOPPED: Final = re.compile(r"[.!?…][\"”’')]?\s*\Z")
"""The end of a sentence, which few headlines have."""


class Word(NamedTuple):
    """A capitalised word, what links it to the word before, and where it stands."""

    text: str
    key: str
    """In lower case, without a final stop."""
    start: int
    end: int
    link: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name at one place."""

    words: tuple[Word, ...]
    titled: bool = False
    """Whether a title or a role stands right before it, as part of the same run."""
    initial: bool = False
    """Whether its first word would have a capital in any case."""
    headline: bool = False
    """Whether it stands among words that all have capitals."""

    @property
    def range(self) -> Range:
        """Where it stands, from its first word to its last."""
        return Range(self.words[0].start, self.words[-1].end)

    @property
    def key(self) -> str:
        """The name in lower case, stops left out."""
        return _joined(self.words)

    @property
    def last(self) -> str:
        """The key of its last word."""
        return self.words[-1].key


def _joined(words: Sequence[Word]) -> str:
    first, *rest = words
    parts = [first.key]
    for word in rest:
        link = word.link
        parts.append(f"'s {word.key}" if link == "'s" else f" {link} {word.key}" if link else "")
        if not link:
            parts[-1] = f" {word.key}"
    return "".join(parts)


def _key(word: str) -> str:
    """A word in lower case, stops left out: "U.S." is "us"."""
    return word.casefold().replace(".", "").replace("’", "'")


class ProperNames:
    """Finds the names of one article."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._text = layout.text

    @cached_property
    def _starts(self) -> frozenset[int]:
        """Where sentences begin, quotation marks left out."""
        return frozenset(self._first_letter(s.range) for s in self._layout.sentences)

    def _first_letter(self, where: Range) -> int:
        at = where.start
        while at < where.end and not self._text[at].isalnum():
            at += 1
        return at

    @cached_property
    def lower(self) -> Counter[str]:
        """How often the article writes each word without a capital."""
        return Counter(_LOWER.findall(self._text))

    def all(self) -> Iterator[Name]:
        """Every name of every block, in order."""
        for block in self._layout.blocks:
            runs = list(self._runs(block.start, block.end))
            shown = block.kind in _HEADINGS or self._is_headline(block.start, block.end, runs)
            for run in runs:
                yield from self._names(run, headline=shown)

    def _is_headline(self, start: int, end: int, runs: list[list[Word]]) -> bool:
        """Whether most words of a short block have capitals; more of them if a stop ends it."""
        if end - start > 160 or not runs:
            return False
        capitals = sum(map(len, runs))
        words = self._text.count(" ", start, end) + 1
        least = 6 if _STOPPED.search(self._text, max(start, end - 4), end) else 3
        return capitals >= least and capitals > 0.7 * words

    def _runs(self, start: int, end: int) -> Iterator[list[Word]]:
        """Words with capitals as they stand next to each other."""
        run: list[Word] = []
        for match in _WORD.finditer(self._text, start, end):
            word = match[0]
            link = self._link(run[-1], match.start(), word) if run else None
            if run and (link is None or len(run) == _LONGEST_RUN):
                yield run
                run = []
            run.append(Word(word, _key(word), match.start(), match.end(), link or ""))
            if word == "I":
                run.pop()
                if run:
                    yield run
                run = []
        if run:
            yield run

    def _link(self, before: Word, start: int, word: str) -> str | None:
        gap = self._text[before.end : start]
        if gap == ", ":
            return "," if _key(word) in SUFFIXES else None
        if start in self._starts and gap == " ":
            return None
        return _LINKS.get(gap)

    def _names(self, run: list[Word], *, headline: bool) -> Iterator[Name]:
        for part in self._parts(run):
            yield from self._trimmed(part, headline=headline)

    def _parts(self, run: list[Word]) -> Iterator[list[Word]]:
        """A run cut where its words do not belong together."""
        part: list[Word] = []
        for index, word in enumerate(run):
            if part and (_is_ended(part) or (word.link and not _joins(part, word, run[index:]))):
                yield part
                part = []
            if _is_date(part, word, run[index + 1 : index + 2]):
                if part:
                    yield part
                part = []
                continue
            part.append(word)
        if part:
            yield part

    def _trimmed(self, part: list[Word], *, headline: bool) -> Iterator[Name]:
        """The name without what introduces it; before a title a body may stand on its own."""
        if _is_known(part):
            yield self._name(part, titled=False, headline=headline)
            return
        part = _without_letters(self._without_opening(part))
        titles = _titles(part)
        if titles:
            yield from self._lead(part[: titles[0]], headline=headline)
            rest = _without_office(part[titles[-1] + 1 :])
        else:
            rest = part
        rest = self._without_opening(_without_demonym(self._without_matter(rest)))
        if rest and not _is_empty(rest) and len(rest) <= _MAX_WORDS:
            yield self._name(rest, titled=bool(titles), headline=headline)

    def _without_matter(self, words: list[Word]) -> list[Word]:
        """A name without the end of an office that began small: "then-Secretary of State"."""
        several = len(words) > 1 and words[0].key in OFFICES and words[1].key in GIVEN_NAMES
        before = self._text[max(0, words[0].start - 3) : words[0].start] if several else ""
        return words[1:] if before == "of " else words

    def _lead(self, words: list[Word], *, headline: bool) -> Iterator[Name]:
        """The body or the country before a title: "Pentagon Press Secretary"."""
        while words and words[-1].key in MODIFIERS and not _is_known(words):
            words = words[:-1]
        if words and _is_known(words):
            yield self._name(words, titled=False, headline=headline)

    def _without_opening(self, words: list[Word]) -> list[Word]:
        """Words that begin a sentence and are no part of the name."""
        while words and not _is_known(words) and self._goes(words):
            words = words[1:]
        return words

    def _goes(self, words: list[Word]) -> bool:
        key = words[0].key
        if words[0].text in _ARTICLES:
            return True
        if len(words) > 1 and (words[1].link or _names_a_body(words)):
            return key in OPENERS and self._is_initial(words[0].start) and key not in _BODIES
        if key not in STARTERS or len(words) == 1:
            return key in STARTERS
        return key in NOT_NAMES or (
            key in OPENERS and key not in GIVEN_NAMES and self._is_initial(words[0].start)
        )

    def _is_initial(self, start: int) -> bool:
        before = self._text[max(0, start - 2) : start]
        return start in self._starts or before[-1:] in _OPENING or before == ": " or not before

    def _name(self, words: list[Word], *, titled: bool, headline: bool) -> Name:
        initial = headline or self._is_initial(words[0].start)
        words = [words[0]._replace(link=""), *words[1:]]
        return Name(tuple(words), titled, initial and not titled, headline)


_BODIES: Final = ORGANISATION_HEADS | ORGANISATION_LEADS


def _names_a_body(words: list[Word]) -> bool:
    return words[-1].key in ORGANISATION_HEADS or words[-1].key in PLACE_HEADS


def _is_known(words: list[Word]) -> bool:
    """Whether the words are a place's or a body's name as they stand."""
    key = _joined(words)
    return key in PLACES or key in SEATS or (len(words) == 1 and key in KNOWN_ORGANISATIONS)


def _joins(part: list[Word], word: Word, rest: list[Word]) -> bool:
    """Whether a word that small words link to a name belongs to it."""
    link = word.link
    if link in {"&", ","} or link in _PARTICLES or _is_known([*part, word]):
        return True
    if link == "'s":
        heads = word.key in ORGANISATION_LEADS or rest[-1].key in ORGANISATION_HEADS
        return part[-1].key in _COMMON_OWNERS and heads
    if link in _LINKED_HEADS:
        return any(w.key in _LINKED_HEADS[link] for w in part)
    return _joins_and(part, rest) if link == "and" else _joins_of(part[-1], word)


def _joins_of(head: Word, word: Word) -> bool:
    """Whether "of" or "for" goes on with the name after its head."""
    link = word.link
    if head.key in TITLES or head.key in ROLES:
        return link == "of" and word.key in OFFICES
    if link == "-":
        return False
    if head.key in ORGANISATION_LEADS or head.key in ORGANISATION_HEADS:
        return True
    return link.startswith("of") and (head.key in PLACE_OF or head.key in OTHER_HEADS)


def _is_ended(part: list[Word]) -> bool:
    """Whether a legal form ends the name."""
    return len(part) > 1 and part[-1].key in _LEGAL


def _joins_and(part: list[Word], rest: list[Word]) -> bool:
    """As in "Department of Health and Social Care" and "Food and Drug Administration"."""
    if any(word.link in {"of", "for", "of the", "for the"} for word in part):
        head = next(i for i, word in enumerate(part) if word.link)
        return part[head - 1].key in ORGANISATION_LEADS and not _is_known(part[head:])
    tail = _until_link(rest)
    if len(part) > 1 or tail[-1].key not in ORGANISATION_HEADS or len(tail) < 2:
        return False
    return not (_is_known(part) or part[0].key in GIVEN_NAMES or part[0].key in DEMONYMS)


def _until_link(rest: list[Word]) -> list[Word]:
    end = next((i for i, word in enumerate(rest) if i and word.link), len(rest))
    return rest[:end]


def _is_date(part: list[Word], word: Word, after: list[Word]) -> bool:
    if word.key not in CALENDAR:
        return False
    if word.key not in _LONELY:
        return not (after and after[0].key in OTHER_HEADS and not after[0].link)
    if part:
        return part[-1].key not in GIVEN_NAMES and part[-1].key not in TITLES
    return not after or after[0].link != "" or after[0].key in CALENDAR


def _titles(words: list[Word]) -> list[int]:
    """Indices of the titles that introduce a person; none where the run names a body."""
    last = words[-1].key if words else ""
    is_body = len(words) > 1 and (last in _BODIES or last in PLACE_HEADS)
    if is_body and words[-2].key not in TITLES and not _introduces(words):
        return []
    found = [i for i, word in enumerate(words) if word.key in TITLES or word.key in ROLES]
    found = [i for i in found if i == 0 or not _is_given(words[i - 1])]
    return _leading(words, found)


def _introduces(words: list[Word]) -> bool:
    """Whether a given name follows a title: "Judge Eleanor Marsh" is no marsh."""
    return any(a.key in TITLES and _is_given(b) and not b.link for a, b in pairwise(words))


def _is_given(word: Word) -> bool:
    return word.key in GIVEN_NAMES and word.key not in WORDS_TOO and word.key not in TITLES


def _leading(words: list[Word], found: list[int]) -> list[int]:
    """Titles that are themselves the end of a name ("Mr King", "Stephen King") left out."""
    while found and found[-1] == len(words) - 1 and len(words) > 1:
        before = words[-2].key
        if before in _ADDRESSES or (before in GIVEN_NAMES and before not in TITLES):
            found = found[:-1]
            continue
        break
    return found


_ADDRESSES: Final = listed("mr mrs ms miss mx dr sir dame")


def _without_demonym(words: list[Word]) -> list[Word]:
    """A name without the adjective of a people around it, unless it names a body with it."""
    while len(words) > 1 and words[-1].key in DEMONYMS and not words[-1].link:
        words = words[:-1]
    for length in (2, 1):
        if len(words) >= length and _joined(words[:length]) in DEMONYMS:
            rest = words[length:]
            return words if rest and _keeps_demonym(rest) else rest
    return words


def _keeps_demonym(rest: list[Word]) -> bool:
    if rest[-1].key in TITLES or rest[-1].key in ROLES:
        return False
    of = next((i for i, word in enumerate(rest) if i and word.link in {"of", "for"}), len(rest))
    head = rest[of - 1].key
    return head in ORGANISATION_HEADS or head in PLACE_HEADS or head in OTHER_HEADS


def _without_office(words: list[Word]) -> list[Word]:
    """A name without the matter of the office before it: "Secretary of State Ada Lowe"."""
    return words[1:] if words and words[0].link == "of" else words


def _without_letters(words: list[Word]) -> list[Word]:
    while len(words) > 1 and words[-1].key in _LETTERS and words[-1].text.isupper():
        words = words[:-1]
    return words


def _is_empty(words: list[Word]) -> bool:
    """Whether nothing in the words names anything."""
    if len(words) > 1:
        return all(w.key in DEMONYMS or w.key in CALENDAR or w.key in ROLES for w in words)
    word = words[0]
    if _PARTY.fullmatch(word.text):
        return True
    common = word.key in DEMONYMS or word.key in NOT_ORGANISATIONS or word.key in CALENDAR
    return common or len(word.key) < 2 or word.key in TITLES or word.key in ROLES
