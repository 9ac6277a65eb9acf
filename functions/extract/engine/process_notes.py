"""Sentences on how the article was made: requests for comment, and answers withheld.

They are process data and no claims; notes on verification live in `verification`.
"""

import re
from typing import Final

from functions.extract.engine.layout import Layout
from functions.extract.engine.ranges import Range

_COMMENT: Final = (
    r"(?:\w+ ){0,2}(?:comment\w*|response|reply|statement|clarification|interview|reaction)\b"
)
_NOT_YET: Final = r"\b(?:did not|didn[’']t|ha(?:s|ve|d) not|ha(?:s|ve|d)n[’']t|ha(?:s|ve) yet to) "
_MESSAGE: Final = (
    r"(?:requests?|inquir(?:y|ies)|enquir(?:y|ies)|calls?|e-?mails?|messages?|questions?)\b"
)
_ASKED: Final = (
    r"\b(?:reach(?:ed|ing) out|contact(?:ed|ing)|approach(?:ed|ing)|e-?mail(?:ed|ing)|messaged|"
    r"asked|sought|requested|seeking)\b"
)
_DECLINED: Final = r"\b(?:declin\w+|refus\w+|not available|unavailable) (?:to|for) "
_ANSWERED: Final = r"(?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)?|answer(?:ed)?)\b"
_PATTERNS: Final = (
    rf"{_ASKED}[^.!?]{{0,300}}? for {_COMMENT}",
    r"\breached out to [^.!?]{1,200}",
    rf"\b{_MESSAGE} (?:\w+ ){{0,3}}?(?:for|seeking|requesting) {_COMMENT}",
    rf"\b(?:sought|seeking|requested) {_COMMENT}",
    rf"{_DECLINED}(?:further |immediate )?(?:comment|be interviewed|answer questions)",
    rf"{_NOT_YET}(?:\w+ly )*{_ANSWERED}[^.!?]{{0,80}}?\b{_MESSAGE}",
    rf"{_NOT_YET}(?:immediately|yet) (?:respond|repl|return|comment|answer)\w*",
    rf"{_NOT_YET}(?:\w+ly )*comment(?:ed)?\b",
    r"\bcould not (?:immediately )?be (?:immediately )?reached\b",
    rf"\bno {_COMMENT} was (?:immediately )?available",
)
_PATTERN: Final = re.compile(
    "|".join(f"(?:{pattern})" for pattern in _PATTERNS).replace(" ", r"\s+"), re.IGNORECASE
)


def right_of_reply(layout: Layout) -> list[Range]:
    """The stretches of prose that tell of a request for comment or of its answer withheld."""
    return [
        Range(*match.span())
        for sentence in layout.prose
        if not sentence.quoted
        for match in _PATTERN.finditer(layout.text, *sentence.range)
    ]
