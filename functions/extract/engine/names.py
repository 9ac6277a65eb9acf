"""Names in an article: who is called what, in which role, and where.

A phrase such as "Pentagon spokesperson Major General Pat Ryder" is read into its parts here;
which of the named a source stands for is decided in `sources`.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from functions.extract.engine.layout import Layout
from functions.extract.engine.lexicons import listed
from functions.extract.engine.lexicons.countries import COUNTRY_NAMES, METONYMS, NATIONALITIES
from functions.extract.engine.lexicons.given_names import FEMALE, MALE
from functions.extract.engine.lexicons.numbers import MONTHS
from functions.extract.engine.lexicons.outlets import OUTLETS, WIRE_SERVICES
from functions.extract.engine.lexicons.roles import (
    BODY_NOUNS,
    GENDERED,
    HONORIFICS,
    MODIFIERS,
    NOT_NAMES,
    ORGANISATION_NOUNS,
    PARTICLES,
    RANKS,
    ROLES,
)
from functions.extract.engine.ranges import Range

_TOKEN: Final = re.compile(r"[^\W_](?:[\w’'\-]|\.(?=\w))*\.?")
_POSSESSIVE: Final = re.compile(r"(?:['’]s|(?<=s)['’])\Z")
_GAP: Final = re.compile(r"[ \xa0]|[ \t]*\n[ \t]*")
"""Between the words of a name; a line may break there."""
_APPOSITION: Final = re.compile(
    r",? ?(?:\([^)]{1,40}\))?, (?:an? |the |who is (?:an? |the )?)?(?P<words>[^,.;:“”\"()\n]{3,90})"
)
_ROLE_BEFORE: Final = re.compile(
    r"\b(?P<words>(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|"
    r"[^\W\d_a-z]\w+(?: [^\W\d_a-z]\w+)?[’']s?) [^,.;:“”\"()]{3,90}),\s\Z"
)
_AFFILIATION: Final = re.compile(
    r"\b(?P<by>of|at|for|with|from|in) (?P<organisation>(?:the )?[^\W\d_a-z][^,.;]{1,60})\Z"
)
_AFFILIATED: Final = re.compile(r"\b(?:(?<!chief )(?<!secretary )of|at|for|with|from|who|in|to)\b")
_OWNED: Final = re.compile(
    r"(?:[Tt]he |[Aa]n? |(?:[Ii]ts|[Tt]heir) (?:own )?)?"
    r"(?P<owner>[^\W\d_][\w&.-]*(?: [\w&.-]+){0,4})(?:[’']s|(?<=s)[’']) "
    r"(?P<role>[^’']+)|(?P<its>[Ii]ts|[Tt]heir) (?P<plain>[^’']+)"
)
_NOT_PEOPLE: Final = (COUNTRY_NAMES, METONYMS, NATIONALITIES, OUTLETS, WIRE_SERVICES)
_PROPER: Final = re.compile(
    r"(?:the )?(?P<name>[^\W\d_a-z][\w’'&.-]*"
    r"(?: (?:(?:of|for|and|the|on|&) )*[^\W\d_a-z][\w’'&.-]*)*)"
)
_FORMER: Final = listed("former then ex acting interim incoming outgoing")
_LETTERS: Final = frozenset({"KC", "QC", "MP", "MEP", "MSP", "OBE", "MBE", "CBE", "PhD", "MD"})
"""Letters after a name that are no part of it."""
_HUMAN: Final = re.compile(r",?\s(?:\(\d{1,3}\)|aged\s\d)|,\s(?:\d{1,3}\b(?!,\d)|who\b)")
"""What follows the name of a person alone: an age, "who"."""
_MAX_NAME: Final = 4
_MAX_LEAD: Final = 8
"""Words before a name that are read for its role."""


@dataclass(slots=True)
class Named:
    """A person whom the article names."""

    name: str
    """The fullest form."""
    role: str | None = None
    organisation: str | None = None
    gender: str | None = None
    certain: bool = False
    """Whether a role, a form of address or a given name shows that this is a person."""
    mentions: list[Range] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a name phrase and where it stands."""

    word: str
    range: Range

    @property
    def key(self) -> str:
        """The word as the lexicons have it."""
        return _POSSESSIVE.sub("", self.word).rstrip(".").casefold()

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital letter."""
        return self.word[:1].isupper() or (self.word[:1].isalpha() and not self.word[:1].islower())


@dataclass(frozen=True, slots=True)
class NamePhrase:
    """A name with the words that introduce it."""

    name: str
    range: Range
    role: str | None = None
    organisation: str | None = None
    gender: str | None = None
    certain: bool = False


def tokens(text: str, where: Range) -> list[Token]:
    """The words of a stretch; "U.S." and "O’Neill" are one word each."""
    found = []
    for match in _TOKEN.finditer(text, where.start, where.end):
        word = match[0]
        if word.endswith(".") and not _keeps_stop(word):
            word = word[:-1]
        found.append(Token(word, Range(match.start(), match.start() + len(word))))
    return found


def _keeps_stop(word: str) -> bool:
    """Whether the last stop is part of the word: an initial, an abbreviation."""
    key = word.rstrip(".").casefold()
    return "." in word[:-1] or len(key) == 1 or key in RANKS or key in HONORIFICS or key in _ABBR


_ABBR: Final = frozenset({"jr", "sr", "st", "sen", "rep", "gov", "no"})


def without_possessive(word: str) -> str:
    """The word without a possessive's ending."""
    return _POSSESSIVE.sub("", word)


def is_nationality(token: Token) -> bool:
    """Whether the word is an adjective of nationality ("Ukrainian", "US")."""
    return token.key in NATIONALITIES or token.word.casefold() in NATIONALITIES


def _is_title(token: Token) -> bool:
    return token.key in ROLES or token.key in RANKS or token.key in HONORIFICS


def runs(text: str, where: Range) -> list[list[Token]]:
    """Maximal runs of capitalised words, titles and particles with single spaces between."""
    found: list[list[Token]] = []
    current: list[Token] = []
    for token in tokens(text, where):
        if current and not _adjoins(text, current[-1], token):
            found.append(current)
            current = []
        if _belongs(token, current):
            current.append(token)
        elif current:
            found.append(current)
            current = []
    return [run for run in [*found, current] if any(token.capital for token in run)]


def _adjoins(text: str, before: Token, token: Token) -> bool:
    gap = text[before.range.end : token.range.start]
    return bool(_GAP.fullmatch(gap)) and without_possessive(before.word) == before.word


def _belongs(token: Token, current: list[Token]) -> bool:
    if token.key in {"and", "of"}:
        return bool(current) and _is_title(current[-1])
    if token.key in NOT_NAMES and not token.word.isupper():
        return False
    if token.capital and not token.word[:1].isdigit():
        return token.key not in MONTHS or token.key in {"may", "april", "june"}
    if _is_title(token) or token.key in MODIFIERS:
        return True
    return token.key in PARTICLES and bool(current) and _may_precede_particle(current[-1])


def _may_precede_particle(token: Token) -> bool:
    return token.capital or token.key in PARTICLES


def name_phrase(text: str, run: list[Token]) -> NamePhrase | None:
    """The person that a run names, with role, organisation and gender; nothing for other names."""
    last_title = _last_title(run)
    lead, rest = run[: last_title + 1], run[last_title + 1 :]
    office, rest = _of_phrase(rest) if lead else ([], rest)
    name = _trim_name(rest)
    if last_title < 0:
        lead, name = _split_untitled(name)
    if not _could_be_person(name, titled=bool(lead)):
        return None
    role, organisation = _role_of(text, lead[-_MAX_LEAD:])
    where = Range(name[0].range.start, name[-1].range.end)
    plain = without_possessive(where.of(text))
    return NamePhrase(
        name=" ".join(plain.split()),
        range=Range(where.start, where.start + len(plain)),
        role=" ".join([role, *(token.word for token in office)]) if role else None,
        organisation=organisation,
        gender=_gender(lead, name),
        certain=any(_is_title(token) for token in lead) or name[0].key in MALE | FEMALE,
    )


def _last_title(run: list[Token]) -> int:
    """Index of the last title; "King" in "Mr King" is a name."""
    for index in range(len(run) - 1, -1, -1):
        addressed = index == len(run) - 1 and index > 0 and run[index - 1].key in HONORIFICS
        if _is_title(run[index]) and not addressed:
            return index
    return -1


def _of_phrase(rest: list[Token]) -> tuple[list[Token], list[Token]]:
    """The "of State" of "Secretary of State Ada Lowe", and the name."""
    if len(rest) > 2 and rest[0].key == "of":
        return rest[:2], rest[2:]
    return [], rest


def _trim_name(name: list[Token]) -> list[Token]:
    while name and (not name[-1].capital or (len(name) > 1 and name[-1].word in _LETTERS)):
        name = name[:-1]
    while name and not name[0].capital:
        name = name[1:]
    return name


def _split_untitled(name: list[Token]) -> tuple[list[Token], list[Token]]:
    """A leading nationality introduces the name: "Russian Vladimir Putin"."""
    if len(name) > 2 and is_nationality(name[0]):
        return [], name[1:]
    return [], name


def _could_be_person(name: list[Token], *, titled: bool) -> bool:
    if not 1 <= len(name) <= _MAX_NAME or (len(name) == 1 and not titled):
        return False
    phrase = " ".join(without_possessive(token.word) for token in name).casefold()
    if any(phrase in listed or phrase.rstrip("s") in listed for listed in _NOT_PEOPLE):
        return False
    if is_nationality(name[0]) or any(
        token.word.isupper() and len(token.word) > 3 for token in name
    ):
        return False
    return not any(token.key in BODY_NOUNS or token.key in ORGANISATION_NOUNS for token in name)


def _gender(lead: list[Token], name: list[Token]) -> str | None:
    for token in reversed(lead):
        gender = HONORIFICS.get(token.key) or GENDERED.get(token.key)
        if gender:
            return gender
    first = name[0].key if len(name) > 1 else ""
    return "m" if first in MALE else "f" if first in FEMALE else None


def _role_of(text: str, lead: list[Token]) -> tuple[str | None, str | None]:
    """Role and organisation in the words before a name, ranks and forms of address left out."""
    while lead and (lead[-1].key in HONORIFICS or lead[-1].key in RANKS) and not _is_office(lead):
        lead = lead[:-1]
    if not lead or (lead[-1].key not in ROLES and not _is_office(lead)):
        return None, None
    start = len(lead) - 1
    while start > 0 and (_describes(lead[start - 1]) or _names_the_office(lead[start - 1 :])):
        start -= 1
    while start < len(lead) - 1 and lead[start].key in {"and", "of", "the"}:
        start += 1
    role = _words(text, lead[start:])
    before = [token for token in lead[:start] if token.key not in HONORIFICS]
    if before and before[0].key in _FORMER:
        role, before = f"{before[0].word} {role}", before[1:]
    return role, _words(text, before) if before else None


def _is_office(lead: list[Token]) -> bool:
    """Whether the last word is an office rather than a rank: "Attorney General"."""
    return len(lead) > 1 and lead[-2].key in {"attorney", "secretary", "solicitor", "director"}


def _names_the_office(lead: list[Token]) -> bool:
    """Whether a name belongs to the office itself: "Harbour Minister", "Treasury Secretary"."""
    return lead[0].capital and lead[1].key in {"minister", "secretary"}


def _describes(token: Token) -> bool:
    return token.key in ROLES or token.key in MODIFIERS or is_nationality(token)


def _words(text: str, run: list[Token]) -> str:
    return without_possessive(" ".join(text[run[0].range.start : run[-1].range.end].split()))


def read_role(words: str) -> tuple[str | None, str | None]:
    """Role and organisation in a phrase such as "a spokesman for the Pentagon".

    Nothing where its words name no role.
    """
    plain = " ".join(words.split())
    if (owned := _owned_role(plain)) is not None:
        return owned
    phrase = re.sub(r"\A(?:an?|the|who is|his|her|their|its) ", "", plain, flags=re.IGNORECASE)
    head = _AFFILIATED.split(phrase, maxsplit=1)[0].strip()
    if not any(token.key in ROLES for token in tokens(head, Range(0, len(head)))):
        return None, None
    affiliation = _AFFILIATION.search(phrase)
    if affiliation is None:
        run = tokens(head, Range(0, len(head)))
        if len(run) == 1 or not _is_title(run[-1]):
            return head, None
        return _role_of(head, run)
    if affiliation["by"] in {"from", "in"} and not _may_be_body(affiliation["organisation"]):
        return head, None
    return head, _proper_name(affiliation["organisation"])


def _may_be_body(words: str) -> bool:
    """Whether words after "from" or "in" may be more than the place that somebody comes from."""
    name = tokens(words, Range(0, len(words)))
    nouns = any(token.key in BODY_NOUNS or token.key in ORGANISATION_NOUNS for token in name)
    return nouns or words.startswith("the ") or name[0].word.isupper()


def _owned_role(phrase: str) -> tuple[str, str] | None:
    """Role and organisation of "the army’s chief of staff", of "its chief executive"."""
    match = _OWNED.fullmatch(phrase)
    if match is None:
        return None
    role = match["role"] or match["plain"]
    head = _AFFILIATED.split(role.split(",", maxsplit=1)[0], maxsplit=1)[0].strip()
    run = tokens(head, Range(0, len(head)))
    if not run or not (_is_title(run[-1]) or head.casefold() == "chief of staff"):
        return None
    return head, match["owner"] or match["its"].casefold()


def _proper_name(words: str) -> str:
    """The leading name of a phrase: capitalised words and the small words between them."""
    match = _PROPER.match(words)
    return match["name"] if match else words


def apposition(text: str, end: int) -> tuple[str | None, str | None]:
    """Role and organisation in the apposition that follows a name, if one does."""
    match = _APPOSITION.match(text, end, end + 160)
    return read_role(match["words"]) if match else (None, None)


def _role_before(text: str, start: int) -> tuple[str | None, str | None]:
    """Role and organisation in "the trust’s chair, " before a name."""
    match = _ROLE_BEFORE.search(text, max(0, start - 120), start)
    return read_role(match["words"]) if match else (None, None)


def roster(layout: Layout) -> list[Named]:
    """The persons whom the article's prose names in full, in the order of their first mention."""
    people: dict[str, Named] = {}
    surnames: dict[str, list[Named]] = {}
    found = [
        phrase
        for sentence in layout.prose
        for run in runs(layout.text, sentence.range)
        if (phrase := name_phrase(layout.text, run)) is not None
    ]
    for phrase in found:
        _enter(people, surnames, layout.text, phrase)
    for phrase in found:
        bearers = surnames.get(folded(phrase.name), [])
        if " " not in phrase.name and len(bearers) == 1:
            _learn(bearers[0], phrase)
    _add_surname_mentions(layout, surnames)
    return list(people.values())


def _learn(person: Named, phrase: NamePhrase) -> None:
    """What a mention by surname adds: "Mrs Sparrow" is a woman."""
    person.gender = person.gender or phrase.gender
    person.certain = person.certain or phrase.certain
    if person.role is None:
        person.role, person.organisation = phrase.role, phrase.organisation


def _enter(
    people: dict[str, Named], surnames: dict[str, list[Named]], text: str, phrase: NamePhrase
) -> None:
    if " " not in phrase.name:
        return
    key = folded(phrase.name)
    if key not in people:
        people[key] = Named(phrase.name)
        surnames.setdefault(folded(phrase.name.split()[-1]), []).append(people[key])
    person = people[key]
    role, organisation = apposition(text, phrase.range.end)
    if role is None and phrase.role is None:
        role, organisation = _role_before(text, phrase.range.start)
    person.role = person.role or phrase.role or role
    person.organisation = person.organisation or phrase.organisation or organisation
    person.gender = person.gender or phrase.gender or GENDERED.get((role or "").split(" ")[-1])
    human = _HUMAN.match(text, phrase.range.end) is not None
    person.certain = person.certain or phrase.certain or role is not None or human
    person.mentions.append(phrase.range)


def _add_surname_mentions(layout: Layout, surnames: dict[str, list[Named]]) -> None:
    """Later mentions by surname alone go to the one person of that surname, if it is one."""
    people = [person for bearers in surnames.values() for person in bearers]
    taken = {at for person in people for mention in person.mentions for at in range(*mention)}
    for sentence in layout.prose:
        for token in tokens(layout.text, sentence.range):
            bearers = surnames.get(folded(token.word), []) if token.capital else []
            if len(bearers) == 1 and token.range.start not in taken:
                bearers[0].mentions.append(token.range)
    for person in people:
        person.mentions.sort()


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A name as a key under which common transliterations fall together (Zelensky, Zelenskyy)."""
    plain = without_possessive(name).casefold().replace(".", "")
    plain = re.sub(r"(?:iy|yy|ij|yj|yi|iĭ|y|i)\b", "y", plain)
    return re.sub(r"\s+", " ", plain).strip()
