"""The names of those who sign articles, people apart from organisations.

Names within the article's sentences do not live here.
"""

import re
from collections.abc import Sequence
from typing import Final

_PREFIX: Final = re.compile(
    r"(?:(?:words|written|posted|story|report|analysis|text)\s+by|by|from)\s*:?\s+", re.IGNORECASE
)
_SEPARATOR: Final = re.compile(r"\s*(?:,|;|\||\s&\s|\sand\s|\swith\s|\n|•|·)\s*")
_PLACE: Final = re.compile(r"\s+in\s+[A-Z].*\Z")
_NAME_WORD: Final = re.compile(r"[^\W\d_][\w'’.-]*")
_PARTICLES: Final = frozenset(
    {"de", "del", "della", "der", "di", "du", "van", "von", "den", "la", "le", "al", "bin", "el"}
)
_MOST_NAME_WORDS: Final = 5
_NO_PERSON: Final = re.compile(
    r"\AThe\b|\b(?:agenc\w+|articles?|associated|authors?|board|bureau|chief|columnist|contact|"
    r"correspondent|council|courier|daily|follow|more|posts|profile|view|"
    r"desk|editor(?:ial)?|gazette|global|herald|international|journal(?:ist)?|magazine|"
    r"media|national|network|news(?:room|paper|week)?|observer|office|post|press|radio|report(?:er|ing)?|"
    r"reuters|service|staff|sunday|team|times|tribune|tv|wires?|world|writer|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|january|february|april|june|july|august|september|"
    r"october|november|december)\b",
    re.IGNORECASE,
)
_NO_ORGANISATION: Final = re.compile(
    r"\b(?:articles?|authors?|chief|contact|contributors?|correspondents?|editors?|editorial|follow"
    r"|journalists?|more|posts|profile|report(?:ers?|ing)?|view|writers?|\w+day|january|february"
    r"|april|june|july|august|september|october|november|december)\b|\Astaff\Z|[@/]|\A.\Z",
    re.IGNORECASE,
)
"""The role of one person, a day, an address or a letter."""
_SIGN: Final = re.compile(r"[A-Z]{2,5}|[a-z]{2,4}|[A-Z]\w*[a-z][A-Z]\w*|\w+\.[a-z]{2,4}")
"""A lone word that only an organisation is called by: AFP, dpa, AppleInsider, Cleveland.com."""
_MOST_ORGANISATION_WORDS: Final = 8
LONGEST_BYLINE: Final = 160
"""Characters."""


def byline_names(line: str) -> list[str] | None:
    """The people that a byline line names, without agency and role.

    Returns:
        Nothing if it is no byline line; an empty list if it names only an agency or the staff.
    """
    match = _PREFIX.match(line)
    if not match or len(line) > LONGEST_BYLINE or line.endswith((":", "?", "!", "”", '"')):
        return None
    rest = _PLACE.sub("", line[match.end() :])
    parts = [part for part in _SEPARATOR.split(rest) if part]
    if not parts or not all(_is_name_like(part) for part in parts):
        return None
    names = people(parts)
    return names if names or _NO_PERSON.search(rest) else None


def is_desk(line: str) -> bool:
    """Whether a line is only the name of an agency, a newspaper or a desk."""
    words = line.split()
    named = 0 < len(words) <= 5 and all(word[0].isupper() for word in words)
    return named and not line.endswith((".", "?", "!")) and _NO_PERSON.search(line) is not None


def people(names: Sequence[str]) -> list[str]:
    """The entries that name a person, cleaned, each once, in order."""
    kept: dict[str, None] = {}
    for name in names:
        plain = _recased(" ".join(_PREFIX.sub("", name, count=1).split()).rstrip(".,"))
        if _is_name(plain) and not _NO_PERSON.search(plain):
            kept[plain] = None
    return list(kept)


def organisations(names: Sequence[str]) -> list[str]:
    """The entries that are written as a name, but no person's and of no role, in order."""
    plain = (" ".join(_PREFIX.sub("", name, count=1).split()).rstrip(".,") for name in names)
    return list(dict.fromkeys(name for name in plain if _is_organisation(name)))


def split_names(value: str) -> list[str]:
    """The single names of an author field that holds several."""
    return [part for part in _SEPARATOR.split(value[:1000]) if part]


def _is_name(plain: str) -> bool:
    """Whether words are written as a person's name: two to five, or one where no case marks it."""
    words = plain.split()
    if not words or not all(map(_NAME_WORD.fullmatch, words)):
        return False
    has_case = plain[0].isupper() or plain[0].islower()
    first, *rest = words
    return (1 + has_case <= len(words) <= _MOST_NAME_WORDS and not first[0].islower()) and all(
        not word[0].islower() or word in _PARTICLES for word in rest
    )


def _is_organisation(name: str) -> bool:
    """Whether it is written as an organisation's name: a lone word only where that shows in it.

    An article signed "Regan" or "admin" says who typed it, not which organisation.
    """
    count = len(name.split())
    shows = name[:1].isupper() if count > 1 else _SIGN.fullmatch(name) or _NO_PERSON.search(name)
    is_other = people([name]) or _NO_ORGANISATION.search(name)
    return bool(shows) and count <= _MOST_ORGANISATION_WORDS and not is_other


def _is_name_like(part: str) -> bool:
    words = part.rstrip(".").split()
    return 0 < len(words) <= 6 and (words[0][:1].isupper() or _NO_PERSON.search(part) is not None)


def _recased(name: str) -> str:
    """A name set in capitals, as names are written."""
    return name.title() if name.isupper() and " " in name else name
