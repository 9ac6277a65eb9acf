"""The people, organisations, places and other things that an article names.

Names that mean the same thing bear one id: the surname alone and the full name, an acronym and
what it stands for, the names of one country. Each name is told a type by its form or by the words
around all the names of the same thing; where these do not show it, the type stays empty. The
adjective of a people ("Russian troops") names nothing, nor does a title or "the Trust".
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from functions.extract.engine.entity_types import (
    ORGANISATION,
    OTHER,
    PERSON,
    PLACE,
    Votes,
    decided,
    is_acronym,
    type_by_form,
    votes,
)
from functions.extract.engine.layout import Layout
from functions.extract.engine.lexicons.gazetteer import DEMONYMS, PLACES, SEATS
from functions.extract.engine.lexicons.more_given_names import GIVEN_NAMES, WORDS_TOO
from functions.extract.engine.lexicons.name_words import (
    KNOWN_ORGANISATIONS,
    NAMED_AFTER_PLACES,
    ORGANISATION_HEADS,
    ORGANISATION_LEADS,
    OTHER_HEADS,
    OTHER_LEADS,
    PLACE_HEADS,
    PLACE_PREFIXES,
    SPEAKS,
    STARTERS,
    SUFFIXES,
)
from functions.extract.engine.names import folded
from functions.extract.engine.places import country, is_listed, is_seat, may_be_place
from functions.extract.engine.proper_names import Name, ProperNames, Word
from functions.extract.engine.ranges import Range
from schemas.claim import EntityType, Mention

_SPEAKS_AFTER: Final = re.compile(
    r"(?P<owner>[’']s?\s\w)|\s(?:(?:has|had|have|also|is|was)\s)?(?P<verb>[a-z]+)\b"
)
_GENERIC: Final = (
    ORGANISATION_HEADS | ORGANISATION_LEADS | PLACE_HEADS | PLACE_PREFIXES | OTHER_HEADS
)
"""Words that name nothing by themselves: "the Trust", "North"."""
_NOT_SHORT: Final = _GENERIC | DEMONYMS | STARTERS
"""First words of a name that cannot stand for the whole."""
_NUMBER: Final = re.compile(r"\s\d")
_INNER: Final = re.compile(r"['’]|(?<=\b\w)\.(?=\w\b)")
"""Apostrophes, and the stops of an acronym."""
_DASHES: Final = re.compile(r"[^\w]+|_")


def mentions(layout: Layout) -> list[Mention]:
    """Every name in the article, in order; no two overlap."""
    return Entities(layout).mentions


class Entities:
    """The named things of one article."""

    def __init__(self, layout: Layout) -> None:
        self._text = layout.text
        self._proper = ProperNames(layout)

    def within(self, pieces: Iterable[Range]) -> list[Mention]:
        """The names that lie in the pieces of a claim."""
        return [mention for piece in pieces for mention in self._within(piece)]

    def _within(self, piece: Range) -> Iterator[Mention]:
        first = bisect_left(self._starts, piece.start)
        for mention in self.mentions[first : bisect_left(self._starts, piece.end)]:
            if mention.end <= piece.end:
                yield mention

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every name in the article, in order; no two overlap."""
        kept = [name for name in self._names if self._is_shown(name)]
        return [self._mention(name) for name in kept]

    def _mention(self, name: Name) -> Mention:
        start, end = name.range
        key = self._canonical(name.key)
        return Mention(
            exact=self._text[start:end],
            start=start,
            end=end,
            id=slug(self._fullest.get(key, key)),
            type=self._types[key],
        )

    @cached_property
    def _names(self) -> list[Name]:
        """All names; those among capitals only where another place or a list shows them."""
        found = list(self._proper.all())
        known = {name.key for name in found if not name.headline}
        names: list[Name] = []
        for name in found:
            names += _shown_in_headline(name, known) if name.headline else [name]
        return names

    @cached_property
    def _forms(self) -> dict[str, EntityType | None]:
        """Each name by its form alone; a title before it anywhere decides."""
        forms: dict[str, EntityType | None] = {}
        for name in self._names:
            if name.key not in forms or (name.titled and forms[name.key] is None):
                forms[name.key] = type_by_form(name)
        return forms

    @cached_property
    def _words(self) -> dict[str, tuple[Word, ...]]:
        """The words of each name, as they first stand."""
        words: dict[str, tuple[Word, ...]] = {}
        for name in self._names:
            words.setdefault(name.key, name.words)
        return words

    @cached_property
    def _aliases(self) -> dict[str, str]:
        """Short names to the longer ones that they stand for."""
        aliases = dict(self._defined())
        several = {key: words for key, words in self._words.items() if len(words) > 1}
        for key, words in several.items():
            plain = self._plain(key, words)
            if plain != key and plain in self._words:
                aliases[plain] = key
        full = {key: words for key, words in several.items() if key not in aliases}
        shorts = _shorts(full, self._forms)
        for key, words in self._words.items():
            if key in aliases or len(words) > 2:
                continue
            longer = self._full(words[0], shorts) if len(words) == 1 else _single(shorts.get(key))
            if longer and longer != key:
                aliases[key] = longer
        return aliases

    def _defined(self) -> Iterator[tuple[str, str]]:
        """Acronyms that the article explains: "Sea Rescue Board (SRB)"."""
        for before, name in zip(self._names, self._names[1:], strict=False):
            gap = self._text[before.range.end : name.range.start]
            closed = self._text[name.range.end : name.range.end + 1] == ")"
            if gap in {" (", " (the "} and closed and self._is_defined(before, name):
                yield name.key, before.key

    def _is_defined(self, before: Name, name: Name) -> bool:
        if _abbreviates(name.key, before.key):
            return True
        is_body = len(before.words) > 1 and self._forms[before.key] is ORGANISATION
        return is_body and is_acronym(name.key.upper()) and self._forms[name.key] is None

    def _plain(self, key: str, words: Sequence[Word]) -> str:
        """The name without a legal form or middle initials."""
        while len(words) > 1 and words[-1].key in SUFFIXES:
            words = words[:-1]
            key = " ".join(word.key for word in words)
        if len(words) > 2 and self._forms.get(key) is PERSON:
            kept = [word for word in words if len(word.key) > 1]
            return " ".join(word.key for word in kept) if len(kept) > 1 else key
        return key

    def _full(self, word: Word, shorts: dict[str, set[str]]) -> str | None:
        """The one longer name that a single word stands for, if it is one."""
        if is_listed(word.key) or (word.key in KNOWN_ORGANISATIONS and word.text.isupper()):
            return None
        found = shorts.get(folded(word.key), set())
        if not found and is_acronym(word.text):
            found = shorts.get(word.text.replace(".", ""), set())
        people = {key for key in found if self._forms[key] is PERSON}
        found = people if len(people) == 1 else found
        if len(found) != 1:
            return None
        full = next(iter(found))
        own = decided(self._votes_alone[word.key])
        return full if self._forms[full] is PERSON or own is not PLACE else None

    def _canonical(self, key: str) -> str:
        """The name under which all names of the same thing are counted."""
        for _ in range(3):
            if key not in self._aliases:
                break
            key = self._aliases[key]
        state = country(key)
        return state.casefold() if state and self._forms.get(key) is not PERSON else key

    @cached_property
    def _fullest(self) -> dict[str, str]:
        """The canonical name of each thing as the article writes it."""
        found: dict[str, str] = {}
        for key, words in self._words.items():
            found[key] = self._text[words[0].start : words[-1].end]
        return found

    @cached_property
    def _votes_alone(self) -> dict[str, Votes]:
        """What is said of each name, its other forms left aside."""
        found: dict[str, Votes] = defaultdict(Counter)
        for name in self._names:
            found[name.key].update(votes(self._text, name))
        return found

    @cached_property
    def _votes(self) -> dict[str, Votes]:
        found: dict[str, Votes] = defaultdict(Counter)
        for key, alone in self._votes_alone.items():
            found[self._canonical(key)].update(alone)
        return found

    @cached_property
    def _types(self) -> dict[str, EntityType | None]:
        """Every thing's type: by form, else by what is said of it."""
        by_form: dict[str, EntityType] = {}
        for key, form in self._forms.items():
            canonical = self._canonical(key)
            if form and (key == canonical or canonical not in by_form):
                by_form[canonical] = form
        canonical_keys = {self._canonical(key) for key in self._forms}
        return {key: by_form.get(key) or self._by_votes(key) for key in canonical_keys}

    def _by_votes(self, key: str) -> EntityType | None:
        found = decided(self._votes[key])
        if is_seat(key):
            return PLACE if found is PLACE else ORGANISATION
        if found is None and may_be_place(key):
            return PLACE
        return found or (PERSON if self._has_surname(key) else None)

    def _has_surname(self, key: str) -> bool:
        """Whether the article uses the last word of a name for the whole: a surname."""
        words = self._words.get(key, ())
        if len(words) != 2 or self._is_common(words[-1]):
            return False
        return self._aliases.get(words[-1].key) == key

    def _is_shown(self, name: Name) -> bool:
        """Whether the article shows that the words are a name, not a capital out of place."""
        if len(name.words) > 1 or name.titled:
            return True
        word = name.words[0]
        if self._forms[name.key] is not None:
            return word.text.isupper() or is_listed(word.key) or not self._is_common(word)
        if self._is_common(word) or self._is_numbered(name):
            return False
        known = word.key in self._aliases or word.key in PLACES or is_seat(word.key)
        return known or (word.key not in _GENERIC and self._has_reason(name))

    def _has_reason(self, name: Name) -> bool:
        """Whether something other than its place in the sentence gives a word its capital."""
        if is_acronym(name.words[0].text) or not name.initial:
            return True
        return self._is_elsewhere(name.key) or self._acts(name)

    def _is_common(self, word: Word) -> bool:
        """Whether a word means something without its capital."""
        return word.key in STARTERS or self._proper.lower[word.key] > self._inside[word.key]

    def _is_numbered(self, name: Name) -> bool:
        """As in "Section 7" or "Day 4"."""
        return _NUMBER.match(self._text, name.range.end) is not None

    def _is_elsewhere(self, key: str) -> bool:
        return key in self._inside or (key in GIVEN_NAMES and key not in WORDS_TOO) or key in PLACES

    @cached_property
    def _inside(self) -> Counter[str]:
        """How often each name stands where an ordinary word would have no capital."""
        return Counter(name.key for name in self._names if not name.initial)

    def _acts(self, name: Name) -> bool:
        """Whether a word that begins a sentence owns something or speaks."""
        key = name.key
        if key in STARTERS or key.endswith(("s", "men", "people", "ly", "ing")):
            return False
        match = _SPEAKS_AFTER.match(self._text, name.range.end)
        return match is not None and (match["owner"] is not None or match["verb"] in SPEAKS)


def _shorts(
    several: dict[str, tuple[Word, ...]], forms: dict[str, EntityType | None]
) -> dict[str, set[str]]:
    """Single words and acronyms to the names of several words that they may stand for."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, words in several.items():
        form = forms[key]
        if form is None and len(words) > 2:
            continue
        if form in {PERSON, None} and not any(word.link in {"of", "for"} for word in words):
            found[folded(words[-1].key)].add(key)
        if form is PERSON and len(words) > 2:
            found[" ".join(word.key for word in words[-2:])].add(key)
        if form is PERSON and words[0].key in GIVEN_NAMES:
            found[folded(words[0].key)].add(key)
        if form in {ORGANISATION, None} and _may_shorten(words):
            found[folded(words[0].key)].add(key)
        if form is OTHER and words[0].key in OTHER_LEADS:
            found[folded(words[-1].key)].add(key)
        if form is not PERSON:
            found["".join(word.text[0] for word in words)].add(key)
    return found


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of a short name stand in the longer one in their order."""
    letters = iter(name)
    same = short[0] == name[0] and len(short) < len(name)
    return same and " " in name and all(letter in letters for letter in short)


def _single(found: set[str] | None) -> str | None:
    return next(iter(found)) if found and len(found) == 1 else None


def _may_shorten(words: tuple[Word, ...]) -> bool:
    """Whether the first word of a body's name may stand for the body."""
    first = words[0].key
    return not (first in _NOT_SHORT or first in PLACES or words[-1].key in NAMED_AFTER_PLACES)


def _shown_in_headline(name: Name, known: set[str]) -> Iterator[Name]:
    """The names among words that all have capitals: those that the article or a list knows."""
    words, start = name.words, 0
    while start < len(words):
        length = _known_length(words[start:], known)
        if length:
            part = words[start : start + length]
            yield Name(part, initial=True, headline=True)
        start += max(1, length)


def _known_length(words: tuple[Word, ...], known: set[str]) -> int:
    """How many of the words are a name that the article or a list knows, or a person's by form."""
    for length in range(len(words), 0, -1):
        if _is_known_part(Name(words[:length]), known):
            return length
    has_initial = len(words) > 2 and len(words[1].key) == 1
    length = 3 if has_initial else 2
    is_person = len(words) >= length and type_by_form(Name(words[:length])) is PERSON
    return length if is_person else 0


def _is_known_part(part: Name, known: set[str]) -> bool:
    if part.key in known or part.key in PLACES or part.key in SEATS:
        return True
    return part.key in KNOWN_ORGANISATIONS and part.key not in STARTERS


def slug(name: str) -> str:
    """A name as an id: lower case, accents left out, words joined with hyphens."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _DASHES.sub("-", _INNER.sub("", plain)).strip("-") or name
