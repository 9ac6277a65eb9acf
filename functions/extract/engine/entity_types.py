"""What sort of thing bears a name: by the form of the name, and by the words around it.

A form decides alone. The words around a name are votes, counted over all places of one name.
"""

import re
from collections import Counter
from typing import Final

from functions.extract.engine.lexicons import listed
from functions.extract.engine.lexicons.gazetteer import PLACES, STATE_CODES
from functions.extract.engine.lexicons.more_given_names import GIVEN_NAMES, WORDS_TOO
from functions.extract.engine.lexicons.name_words import (
    KNOWN_ORGANISATIONS,
    LOCATIVE,
    MOTION,
    NOT_ORGANISATIONS,
    OF_ORGANISATIONS,
    OF_PLACES,
    ORGANISATION_FIRST,
    ORGANISATION_HEADS,
    ORGANISATION_LEADS,
    ORGANISATION_NOUNS_BEFORE,
    OTHER_HEADS,
    OTHER_LEADS,
    OWNED_BY_ORGANISATIONS,
    OWNED_BY_PEOPLE,
    OWNED_BY_PLACES,
    PERSONAL,
    PLACE_NOUNS,
    SAYING_BEFORE,
    SPEAKS,
    STARTERS,
    SUFFIXES,
    SURNAMES_TOO,
    TITLES,
)
from functions.extract.engine.lexicons.outlets import OUTLETS, WIRE_SERVICES
from functions.extract.engine.lexicons.roles import ROLES
from functions.extract.engine.places import is_listed, is_place, may_be_place
from functions.extract.engine.proper_names import Name, Word
from schemas.claim import EntityType

PERSON: Final = EntityType.PERSON
ORGANISATION: Final = EntityType.ORGANISATION
PLACE: Final = EntityType.PLACE
OTHER: Final = EntityType.OTHER

_PLAIN_GIVEN: Final = WORDS_TOO - PLACES
"""Given names that are words, but not places."""

Votes = Counter[EntityType]


_BEFORE: Final = 48
_AFTER: Final = 80
"""Code points around a name that are read."""
_AFTER_NAME: Final = re.compile(
    r",\s(?P<age>\d\d)\b|,?\s(?P<who>who)\b|[’']s?\s(?P<owned>(?:chief\s)?[\w-]+)"
    r"|,\s(?P<within>[^\W\d_a-z][\w.]*(?:\s[^\W\d_a-z]\w*)?)|,\s(?P<apposed>[^,.;:“”\"()\n]{3,70})"
    r"|-(?P<based>based|born|held|controlled)\b"
    r"|\s(?:(?:has|had|have|also|then|later|is|was|were)\s)*(?P<next>[a-z-]+)"
)
_RELATION: Final = re.compile(r"\b(?:of|at|for|with|from|in|who|that|which|to|by)\b")
_COMPANY_NEXT: Final = listed("shares stock customers employees executives")
_PERSON_NEXT: Final = listed("administration campaign family presidency himself herself era")
_PLACE_NEXT: Final = listed(
    "residents area region province border crossing airport enclave county council district river"
)
_GREETINGS: Final = frozenset({"dear", "hi", "hello", "hey", "thanks", "regards", "cheers"})
_RELATING: Final = frozenset({"of", "of the", "for", "for the", "on"})
_INITIAL: Final = re.compile(r"[^\W\d_a-z]\.?")
_YOUNGER: Final = frozenset({"jr", "sr"})
_PERSONAL_LINKS: Final = frozenset({"van", "von", "bin", "ibn", "van der", "van den", "der", "el"})
_HEADS: Final = ORGANISATION_HEADS | OTHER_HEADS
_OUTLETS: Final = OUTLETS | WIRE_SERVICES
_WORDY_OUTLETS: Final = listed(
    """times observer telegraph independent mirror sun time vox bild atlantic economist insider
    intercept age hindu pa tt pap apa"""
)
"""Outlets whose name is an ordinary word or abbreviation."""
_NEXT: Final = (
    (_PERSON_NEXT, PERSON, 5),
    (PERSONAL, PERSON, 3),
    (_COMPANY_NEXT, ORGANISATION, 2),
    (ORGANISATION_NOUNS_BEFORE, ORGANISATION, 3),
    (_PLACE_NEXT, PLACE, 2),
)
"""Words right after a name to the votes that they are; "the Bush administration"."""


def type_by_form(name: Name) -> EntityType | None:
    """The sort of thing that the words of the name themselves tell."""
    if is_listed(name.key):
        return PLACE
    if name.titled:
        return PERSON
    if _is_listed_body(name):
        return ORGANISATION
    if len(name.words) == 1:
        return None
    if _is_personal(name.words):
        return PERSON
    return _type_by_head(name)


def _is_listed_body(name: Name) -> bool:
    outlet = name.key in _OUTLETS and name.key not in _WORDY_OUTLETS
    known = name.key in KNOWN_ORGANISATIONS
    word = name.words[0].text
    return outlet or (known and (word.isupper() or name.key not in STARTERS))


def is_acronym(word: str) -> bool:
    """Whether the word is capitals and nothing else: FDA, R&D, not McDonald."""
    letters = word.replace(".", "").replace("&", "")
    return (
        2 <= len(letters) <= 6
        and letters.isupper()
        and letters.isalpha()
        and word.casefold().rstrip(".") not in NOT_ORGANISATIONS
    )


def _is_personal(words: tuple[Word, ...]) -> bool:
    """Whether the words are a given name and a surname, or initials and one."""
    first, last = words[0], words[-1]
    if any(word.link in {"of", "of the", "for", "and", "&", "'s", ","} for word in words):
        return False
    plain = last.key not in _HEADS and not is_place(Name(words))
    given = first.key in GIVEN_NAMES and first.key not in WORDS_TOO
    if given and (plain or (len(words) == 2 and last.key in SURNAMES_TOO)):
        return True
    return plain and (
        last.key in _YOUNGER
        or any(word.link in _PERSONAL_LINKS for word in words)
        or (len(last.key) > 2 and any(_INITIAL.fullmatch(word.text) for word in words[:-1]))
    )


def _type_by_head(name: Name) -> EntityType | None:
    words = name.words
    heads = [words[i - 1].key for i, word in enumerate(words) if word.link in _RELATING]
    if any(head in ORGANISATION_LEADS for head in heads):
        return ORGANISATION
    head = heads[0] if heads else name.last
    if words[0].key in OTHER_LEADS:
        return OTHER
    if words[0].key in ORGANISATION_FIRST or any(word.link == "&" for word in words):
        return ORGANISATION
    if head in ORGANISATION_HEADS or any(word.key in SUFFIXES for word in words[1:]):
        return ORGANISATION
    if is_place(name):
        return PLACE
    return OTHER if head in OTHER_HEADS else None


def votes(text: str, name: Name) -> Votes:
    """What the words around one place of a name say of its bearer."""
    found: Votes = Counter()
    start, end = name.range
    before = text[max(0, start - _BEFORE) : start].split()[-4:]
    _vote_before(before, found)
    match = _AFTER_NAME.match(text, end, end + _AFTER)
    if match and match.lastgroup:
        _vote_after(match.lastgroup, match[match.lastgroup], found)
    if is_plain(name):
        if name.words[0].key in _PLAIN_GIVEN:
            found[PERSON] += 2
        _vote_speaks(before, match, found)
    if len(name.words) == 1:
        _vote_word(name.words[0], found)
        if text[start - 2 : start] == ", " and name.words[0].text.replace(".", "") in STATE_CODES:
            found[PLACE] += 3
    return found


def is_plain(name: Name) -> bool:
    """Whether a name is two or three words that mean nothing else: a given name and a surname."""
    return 2 <= len(name.words) <= 3 and all(
        word.key not in STARTERS and not word.link and word.text.isalpha() for word in name.words
    )


def _vote_speaks(before: list[str], match: re.Match[str] | None, found: Votes) -> None:
    """As in "said Ola Nord" or "Ola Nord said"."""
    if (match and match["next"] in SPEAKS) or (before and before[-1] in SAYING_BEFORE):
        found[PERSON] += 1


def _vote_word(word: Word, found: Votes) -> None:
    key = word.key
    if key in GIVEN_NAMES and key not in WORDS_TOO:
        found[PERSON] += 2
    if may_be_place(key):
        found[PLACE] += 2


def _vote_before(before: list[str], found: Votes) -> None:
    """The words before a name: titles, prepositions, nouns that it is apposed to."""
    if not before:
        return
    last = before[-1].casefold().strip("“”\"‘'(")
    plain = last.rstrip(".,")
    if plain in TITLES or plain in ROLES:
        listed = before[-1].endswith(",")
        found[PERSON] += 3 if not listed else 2 if before[-1][0].islower() else 0
    elif plain in ORGANISATION_NOUNS_BEFORE:
        found[ORGANISATION] += 3
    elif plain in PLACE_NOUNS:
        found[PLACE] += 3
    elif plain in _GREETINGS:
        found[PERSON] += 2
    else:
        _vote_preposition(last, [word.casefold() for word in before[:-1]], found)


def _vote_preposition(last: str, before: list[str], found: Votes) -> None:
    if last == "the":
        found[PERSON] -= 3
        last, before = (before[-1], before[:-1]) if before else ("", [])
        if last in LOCATIVE:
            return
    noun = before[-1] if before else ""
    if last in {"of", "for", "at", "in"} and noun in OF_ORGANISATIONS:
        found[ORGANISATION] += 3
    elif last == "of" and noun in OF_PLACES:
        found[PLACE] += 3
    elif last == "to" and noun in MOTION:
        found[PLACE] += 2
    elif last == "over":
        found[PLACE] += 1
    elif last in LOCATIVE:
        found[PLACE] += 2
    elif last == "from":
        found[PLACE] += 1
    elif last in {"called", "named"} and noun in ORGANISATION_NOUNS_BEFORE:
        found[ORGANISATION] += 3


def _vote_after(group: str, words: str, found: Votes) -> None:
    """The words after a name: its age, what it owns, what it is apposed to, what it does."""
    if group in {"age", "who"}:
        found[PERSON] += 3
    elif group == "based":
        found[PLACE] += 3
    elif group == "owned":
        _vote_owned(words, found)
    elif group == "apposed":
        _vote_apposed(words, found)
    elif group == "next":
        _vote_next(words, found)
    elif may_be_place(words.casefold()) or words.replace(".", "") in STATE_CODES:
        found[PLACE] += 3


def _vote_next(word: str, found: Votes) -> None:
    for words, kind, weight in _NEXT:
        if word in words:
            found[kind] += weight
            return


def _vote_owned(noun: str, found: Votes) -> None:
    if noun in OWNED_BY_ORGANISATIONS:
        found[ORGANISATION] += 2
    elif noun in OWNED_BY_PLACES:
        found[PLACE] += 2
    elif noun in OWNED_BY_PEOPLE:
        found[PERSON] += 2


def _vote_apposed(words: str, found: Votes) -> None:
    head = _RELATION.split(words, maxsplit=1)[0].casefold().split()
    for word in reversed(head[:6]):
        if word in ROLES:
            found[PERSON] += 3
        elif word in ORGANISATION_NOUNS_BEFORE:
            found[ORGANISATION] += 3
        elif word in PLACE_NOUNS:
            found[PLACE] += 3
        else:
            continue
        return


def decided(found: Votes) -> EntityType | None:
    """The sort with the most votes, if it has any and no other has as many."""
    ranked = found.most_common(2)
    least = 2 if ranked and ranked[0][0] is PLACE else 1
    if not ranked or ranked[0][1] < least:
        return None
    tied = len(ranked) > 1 and ranked[1][1] == ranked[0][1]
    return None if tied else ranked[0][0]
