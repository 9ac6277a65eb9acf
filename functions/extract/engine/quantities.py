"""Quantities: the numbers of a claim, with the words that limit them.

Years, dates, times, ordinals and the numbers within names are not quantities.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from functions.extract.engine.lexicons import listed
from functions.extract.engine.lexicons.numbers import (
    CURRENCIES,
    MEASURES,
    MONTHS,
    PARTS,
    QUALIFIERS,
    SCALES,
    TENS,
    UNITS,
)
from functions.extract.engine.ranges import Range
from schemas.claim import Qualifier, Quantity


def _any_of(listed: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, listed), key=len, reverse=True))


_DIGITS: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SMALL: Final = _any_of([*UNITS, *TENS])
_SCALE: Final = _any_of(["dozen", "hundred", "thousand", "million", "billion", "trillion"])
_WORDS: Final = (
    rf"(?:(?:{_SMALL})(?:-(?:{_SMALL}))?|half an?|an?)(?: (?:{_SCALE}))+"
    rf"(?:(?: and)? (?:{_SMALL})(?:-(?:{_SMALL}))?)?"
    rf"|(?:{_SMALL})(?:-(?:{_SMALL}))?"
)
_FRACTION: Final = (
    r"(?:two|three|four|five|seven|nine)[ -](?:thirds|quarters|fifths|eighths|tenths)"
)
_NUMBER: Final = rf"(?:{_FRACTION})\b|(?:{_DIGITS})(?: ?(?:{_any_of(SCALES)})\b)?|(?:{_WORDS})\b"
_SIGN: Final = _any_of(sign for sign in CURRENCIES if not sign[-1].isalpha())
_UNIT: Final = rf"%|[ -]?(?:{_any_of([*filter(str.isalpha, CURRENCIES), *MEASURES])})(?![\w’'])"
_QUANTITY: Final = re.compile(
    rf"(?<![\w.,/:’'#])(?P<qualifier>(?:{_any_of(QUALIFIERS)}) )?"
    rf"(?P<between>(?:between|from) )?(?P<sign>{_SIGN})?(?P<low>{_NUMBER})"
    rf"(?:(?(between)(?:-|–| to | and )|(?:-|–| to ))(?:{_SIGN})?(?P<high>{_NUMBER}))?"
    rf"(?P<unit>{_UNIT})?(?P<more> or more|-plus|\+| or so)?(?![\w/:]|\.\d|,\d)",
    re.IGNORECASE,
)
_ORDINAL_OR_TIME: Final = re.compile(r"(?:st|nd|rd|th)\b| ?[ap]\.?m\b|:\d| ?(?:GMT|BST|EST|ET)\b")
_PRECEDING_WORD: Final = re.compile(r"([^\W_][\w.’'-]*)[ \xa0]\Z")
_FOLLOWING: Final = re.compile(r"[ \xa0]?(?:of )?(?:the |its |their |all |more )?", re.IGNORECASE)
_NOUN: Final = re.compile(r"([^\W\d_][\w’'-]*)([ \xa0]?)")
_STOP: Final = listed(
    """the a an of in on at by for from to with as and or but if who that which has have had is
    are was were been be will would could can may might said says since after before during
    into over under per this his her its their our my than while when where not also more ago
    later were did do does it they we he she you i or near across between last next"""
)
_PART: Final = re.compile(r"-?(?:hundred|thousand|million|billion|\w{2,6})ths?\b", re.IGNORECASE)
"""What follows the number in a part such as "a ten-thousandth"."""
_OUT_OF: Final = re.compile(r"\b(?:one|\d+)\s+(?:\w+\s+){0,2}(?:in|out of)\s\Z", re.IGNORECASE)
_AT: Final = re.compile(
    r"\b(?:at|from|by|until|till|before|after|since|around|about)\s\Z", re.IGNORECASE
)
_CALLED: Final = re.compile(
    r"\b(?:call(?:ed|ing|s)?|dial(?:led|ed|ling)?|rang|ring|phoned?)\s\Z", re.IGNORECASE
)
_MEN: Final = frozenset({"people", "men", "women", "children", "troops", "police", "percent"})
_NEARBY: Final = 40


def quantities(text: str, places: Iterable[Range]) -> list[Quantity]:
    """The quantities in the given stretches, in order."""
    return [quantity for place in places for quantity in _in(text, place)]


def _in(text: str, place: Range) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(text, place.start, place.end):
        if (quantity := _quantity(text, match, place.end)) is not None:
            yield quantity


def _quantity(text: str, match: re.Match[str], end: int) -> Quantity | None:
    if _is_other_number(text, match):
        return None
    value = _value(match)
    start = match.start() if _keeps_start(match) else match.start("low")
    return Quantity(
        exact=text[start : match.end()],
        start=start,
        end=match.end(),
        value=value,
        qualifier=_qualifier(match),
        unit=_unit(match),
        what=_what(text, match.end(), end),
    )


def _keeps_start(match: re.Match[str]) -> bool:
    """Whether the words before the number belong to it; a lone "from" does not."""
    return not match["between"] or bool(match["high"]) or bool(match["qualifier"])


def _value(match: re.Match[str]) -> float | list[float]:
    low = parse_number(match["low"])
    if not match["high"]:
        return low
    high = parse_number(match["high"])
    scaled = re.search(rf"(?:{_SCALE}|bn|m|k)\Z", match["high"], re.IGNORECASE)
    if scaled and low < 1000 and match["low"][-1:].isdigit():
        low *= SCALES[scaled[0].casefold()]
    return [low, high]


def parse_number(words: str) -> float:
    """The value of a number in digits or in English words ("two dozen", "1.2 billion").

    Raises:
        ValueError: If it is not a number.
    """
    if re.fullmatch(_FRACTION, words, re.IGNORECASE):
        over, under = re.split(r"[ -]", words.casefold())
        return round(UNITS[over] / PARTS[under], 3)
    digits = re.match(r"[\d,.]*\d", words)
    if digits:
        scale = words[digits.end() :].strip().casefold()
        return _rounded(float(digits[0].replace(",", "")) * SCALES.get(scale, 1))
    return _spelled(words.casefold())


def _rounded(value: float) -> float:
    """Without the dust of binary multiplication: 1.1 million is 1,100,000."""
    return round(value, 6)


def _spelled(words: str) -> float:
    total = current = 0.0
    for word in re.findall(r"[a-z]+", words.replace("half a ", "half ")):
        if word in SCALES:
            current = (current or 1) * SCALES[word]
            total, current = (total + current, 0.0) if current >= 1000 else (total, current)
        elif word in UNITS or word in TENS:
            current += UNITS.get(word, 0) + TENS.get(word, 0)
        elif word == "half":
            current = 0.5
    return _rounded(total + current)


def _qualifier(match: re.Match[str]) -> Qualifier:
    if match["qualifier"]:
        return QUALIFIERS[match["qualifier"].strip().casefold()]
    if match["more"]:
        return Qualifier.ABOUT if "so" in match["more"] else Qualifier.AT_LEAST
    return Qualifier.EXACT


def _unit(match: re.Match[str]) -> str | None:
    if match["sign"]:
        return CURRENCIES[match["sign"].casefold()]
    unit = (match["unit"] or "").strip(" -").casefold()
    return CURRENCIES.get(unit) or MEASURES.get(unit)


def _is_other_number(text: str, match: re.Match[str]) -> bool:
    """Whether the digits are a date, a time, an ordinal, part of a name, or too vague."""
    before = text[max(0, match.start("low") - _NEARBY) : match.start("low")]
    after = text[match.end() : match.end() + _NEARBY]
    if match["high"] and not _is_range(match):
        return True
    if _PART.match(after) or _OUT_OF.search(before) or _is_clock_or_call(match, before):
        return True
    if _ORDINAL_OR_TIME.match(after) or before.endswith(("-", "–", "/", "№")):
        return True
    if match["unit"] or match["sign"]:
        return False
    return _is_date(before, after) or _is_year(match) or _is_bare_one(match) or _is_label(before)


def _is_clock_or_call(match: re.Match[str], before: str) -> bool:
    """Whether the digits are a time ("at 17.40") or a telephone number ("called 999")."""
    if match["unit"] or match["sign"] or match["high"]:
        return False
    clock = re.fullmatch(r"(?:[01]?\d|2[0-3])\.[0-5]\d", match["low"])
    call = re.fullmatch(r"\d{3}", match["low"]) and _CALLED.search(before)
    return bool(call) or (clock is not None and _AT.search(before) is not None)


def _is_range(match: re.Match[str]) -> bool:
    """Whether two numbers make a range: "3-1" is a score."""
    value = _value(match)
    return isinstance(value, list) and value[0] < value[1]


def _is_date(before: str, after: str) -> bool:
    previous = _PRECEDING_WORD.search(before)
    following = _NOUN.match(after.lstrip())
    months = (previous[1] if previous else "", following[1] if following else "")
    return any(
        word.rstrip(".").casefold() in MONTHS and word[:1].isupper() for word in months if word
    )


def _is_year(match: re.Match[str]) -> bool:
    numbers = filter(None, (match["low"], match["high"]))
    return any(re.fullmatch(r"1[5-9]\d\d|20\d\d", number) for number in numbers)


def _is_bare_one(match: re.Match[str]) -> bool:
    """Whether it is "one" or "zero", which count little on their own: "one of them"."""
    return match["low"].casefold() in {"one", "zero"} and not match["qualifier"]


def _is_label(before: str) -> bool:
    """Whether a name stands right before the number: "Highway 9", "Boeing 737"."""
    previous = _PRECEDING_WORD.search(before)
    if previous is None:
        return False
    word = previous[1]
    begins_sentence = not before[: previous.start()].strip(" \n“\"'‘")
    is_name = any(char.isupper() for char in word) and not begins_sentence
    return is_name or word.casefold().rstrip(".") in {"no", "number", "chapter", "page", "phase"}


def _what(text: str, start: int, end: int) -> str | None:
    """The words for what is counted, up to the plural noun or the next name."""
    lead = _FOLLOWING.match(text, start, end)
    position = first = last = lead.end() if lead else start
    previous = ""
    for _ in range(4):
        match = _NOUN.match(text, position, end)
        if match is None or not _may_be_counted(match[1], previous):
            break
        last, position, previous = match.end(1), match.end(), match[1]
        if _is_plural(previous) or not match[2]:
            break
    return text[first:last] or None


def _may_be_counted(word: str, previous: str) -> bool:
    lowered = word.casefold()
    verb_like = bool(previous) and lowered.endswith(("ing", "ed", "ly"))
    next_name = previous[:1].islower() and word[0].isupper()
    return lowered not in _STOP and not verb_like and not next_name


def _is_plural(word: str) -> bool:
    lowered = word.casefold()
    return lowered in _MEN or (lowered.endswith("s") and not lowered.endswith(("ss", "us", "is")))
