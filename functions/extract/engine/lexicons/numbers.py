"""Number words, and the words that limit a number."""

from typing import Final

from functions.extract.engine.lexicons import listed
from schemas.claim import Qualifier

_SMALL: Final = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"

UNITS: Final[dict[str, int]] = {word: value for value, word in enumerate(_SMALL.split())}
TENS: Final[dict[str, int]] = {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
PARTS: Final = {"thirds": 3, "quarters": 4, "fifths": 5, "eighths": 8, "tenths": 10}
"""What each part of a fraction is one of."""
SCALES: Final[dict[str, float]] = {
    "dozen": 12, "dozens": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9,
    "trillion": 1e12, "bn": 1e9, "m": 1e6, "k": 1e3, "tn": 1e12, "mn": 1e6,
}  # fmt: skip

QUALIFIERS: Final[dict[str, Qualifier]] = {
    "at least": Qualifier.AT_LEAST,
    "no fewer than": Qualifier.AT_LEAST,
    "no less than": Qualifier.AT_LEAST,
    "a minimum of": Qualifier.AT_LEAST,
    "at most": Qualifier.AT_MOST,
    "no more than": Qualifier.AT_MOST,
    "a maximum of": Qualifier.AT_MOST,
    "more than": Qualifier.MORE_THAN,
    "over": Qualifier.MORE_THAN,
    "above": Qualifier.MORE_THAN,
    "upwards of": Qualifier.MORE_THAN,
    "less than": Qualifier.LESS_THAN,
    "fewer than": Qualifier.LESS_THAN,
    "under": Qualifier.LESS_THAN,
    "below": Qualifier.LESS_THAN,
    "up to": Qualifier.UP_TO,
    "as many as": Qualifier.UP_TO,
    "as much as": Qualifier.UP_TO,
    "about": Qualifier.ABOUT,
    "around": Qualifier.ABOUT,
    "approximately": Qualifier.ABOUT,
    "roughly": Qualifier.ABOUT,
    "some": Qualifier.ABOUT,
    "circa": Qualifier.ABOUT,
    "an estimated": Qualifier.ESTIMATED,
    "estimated": Qualifier.ESTIMATED,
    "nearly": Qualifier.NEARLY,
    "almost": Qualifier.NEARLY,
    "close to": Qualifier.NEARLY,
}

CURRENCIES: Final[dict[str, str]] = {
    "$": "USD", "us$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB",
    "₴": "UAH", "a$": "AUD", "c$": "CAD", "dollars": "USD", "dollar": "USD", "pounds": "GBP",
    "euros": "EUR", "euro": "EUR", "yen": "JPY", "rubles": "RUB", "roubles": "RUB",
    "rupees": "INR", "hryvnia": "UAH", "hryvnias": "UAH", "yuan": "CNY", "won": "KRW",
}  # fmt: skip

MEASURES: Final[dict[str, str]] = {
    "%": "percent", "percent": "percent", "per cent": "percent", "percentage points":
    "percentage points", "percentage point": "percentage points", "km": "kilometres",
    "kilometres": "kilometres", "kilometers": "kilometres", "kilometre": "kilometres",
    "kilometer": "kilometres", "miles": "miles", "mile": "miles", "metres": "metres",
    "meters": "metres", "metre": "metres", "meter": "metres", "feet": "feet", "foot": "feet",
    "tonnes": "tonnes", "tons": "tons", "ton": "tons", "kg": "kilograms", "kilograms":
    "kilograms", "pounds of": "pounds", "litres": "litres", "liters": "litres", "acres": "acres",
    "hectares": "hectares", "barrels": "barrels", "degrees": "degrees", "years": "years",
    "year": "years", "months": "months", "month": "months", "weeks": "weeks", "week": "weeks",
    "days": "days", "day": "days", "hours": "hours", "hour": "hours", "minutes": "minutes",
    "minute": "minutes", "seconds": "seconds", "square miles": "square miles",
    "square kilometres": "square kilometres", "square kilometers": "square kilometres",
    "years old": "years", "mph": "miles per hour", "megawatts": "megawatts",
}  # fmt: skip

MONTHS: Final = listed(
    """january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec"""
)
