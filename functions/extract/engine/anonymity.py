"""Unnamed sources: how many they are, and the article's reason for not naming them."""

import re
from typing import Final

from functions.extract.engine.layout import Layout
from functions.extract.engine.lexicons.numbers import TENS, UNITS
from functions.extract.engine.lexicons.roles import PLURAL_PEOPLE
from functions.extract.engine.ranges import Range
from schemas.claim import Anonymity
from schemas.spans import Span


def _spaced(pattern: str) -> re.Pattern[str]:
    """The pattern, with a line break allowed wherever it has a space."""
    return re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE)


_REASON: Final = _spaced(
    r"(?:who (?:spoke|asked|requested|declined|insisted|wished|wanted|refused|preferred|"
    r"did not want|would not|is not|was not|"
    r"are not|were not|cannot|could not)|(?:speaking |spoke )?on (?:the )?condition of anonymity|"
    r"(?:because|as|since) (?:he|she|they) (?:is|was|are|were) not (?:publicly )?authori[sz]ed)"
    r"[^,.;:“”\"]{0,160}?(?=\s+(?:said|says?|told|tells?|added|described|confirmed|claimed)\b|"
    r"[,.;:“”\"]|\Z)"
)
_ABOUT_NAMING: Final = _spaced(
    r"anonym|authori[sz]ed|not (?:to )?be (?:named|identified)|identif|remain unnamed|permitted|"
    r"allowed to|sensitiv|reprisal|retaliat|fear"
)
_BECAUSE: Final = re.compile(r"\b(?:because|since|as)\s", re.IGNORECASE)
"""Where the reason itself begins, if the article gives more than the wish."""
_WISH: Final = _spaced(
    r"\b(?:(?:who|and|but) )?(?:asked|requested|declined|insisted|wished|wanted|preferred|"
    r"did not want) (?:not )?(?:to (?:be (?:named|identified|quoted)|"
    r"remain (?:anonymous|unnamed))|anonymity)\b"
)
"""What people ask for who are not named; it says nothing of the matter."""
_ASIDE: Final = _spaced(
    r"\W*(?:they|he|she|both|all|the (?:\w+ )?\w+) (?:all |both |each )?"
    r"(?:spoke|asked|requested|declined|insisted|wished|wanted|w(?:as|ere) (?:not|granted))\b"
)
"""How a sentence begins that only says why somebody is not named."""
_FIRST_WORDS: Final = re.compile(r"\A(?:at least )?(?:(an?|the|one|another)|([\w-]+))\b")


def anonymity(layout: Layout, source: Range) -> Anonymity:
    """The count and the reason for the unnamed source at the given place."""
    phrase = source.of(layout.text)
    return Anonymity(count=_count(phrase), reason=_reason(layout, source))


def _count(phrase: str) -> int | None:
    """The number of people, where the article gives it: "two officials", "a person"."""
    match = _FIRST_WORDS.match(phrase.casefold())
    if match is None:
        return None
    head = re.split(
        r"\s(?:of|in|with|who|from|at|for|close|familiar|near|to|briefed)\s",
        phrase.casefold(),
        maxsplit=1,
    )[0]
    found = re.findall(r"\w+", head)
    plural = any(word in PLURAL_PEOPLE for word in found) or head.rstrip().endswith("s")
    if match[1]:
        return None if plural else 1
    if match[2].isdecimal():
        return int(match[2]) if len(match[2]) < 5 else None
    return UNITS.get(match[2]) or TENS.get(match[2])


def wishes(text: str) -> list[Range]:
    """Where a text only says that somebody asked not to be named."""
    return [Range(*match.span()) for match in _WISH.finditer(text)]


def is_aside(text: str, sentence: Range) -> bool:
    """Whether a sentence only says why the sources before it are not named."""
    opens = _ASIDE.match(text, *sentence) is not None
    naming = re.search(r"anonym|named|identified", sentence.of(text), re.IGNORECASE)
    return opens and naming is not None and _REASON.search(text, *sentence) is not None


def _reason(layout: Layout, source: Range) -> Span | None:
    """The reason in the sentence of the source, or in an aside right after it."""
    index = layout.sentence_index(source.start)
    if index is None:
        return _reason_in(layout, source)
    sentence = layout.sentences[index]
    found = _reason_in(layout, Range(source.start, max(source.end, sentence.range.end)))
    following = layout.sentences[index + 1 : index + 2]
    if found or not following or following[0].block != sentence.block:
        return found
    aside = following[0].range
    return _reason_in(layout, aside) if is_aside(layout.text, aside) else None


def _reason_in(layout: Layout, where: Range) -> Span | None:
    for match in _REASON.finditer(layout.text, *where):
        if _ABOUT_NAMING.search(match[0]):
            because = _BECAUSE.search(layout.text, *match.span())
            start = because.start() if because else match.start()
            return Span.of(layout.text, start, match.start() + len(match[0].rstrip()))
    return None
