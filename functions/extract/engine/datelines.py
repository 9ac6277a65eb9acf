"""Datelines that open a paragraph: "MANILA, Philippines (AP) — ".

Datelines that stand as a block of their own were told apart when the article was read.
"""

import re
from typing import Final

_PLACE: Final = r"[^\W\d_a-z][^\W\d_a-z .'’-]{2,40}"
_MORE: Final = r"(?:,\s[^\W\d_a-z][\w.’' -]{1,30}){0,2}"
_DATELINE: Final = re.compile(
    rf"\s*{_PLACE}{_MORE}(?:\s*\([^)\n]{{2,40}}\)\s*[—–-]{{1,2}}|\s+(?:[—–]|--))\s+"
)


def after_dateline(text: str, start: int, end: int) -> int:
    """Where the prose of a paragraph begins, after the dateline that it opens with, if any."""
    match = _DATELINE.match(text, start, end)
    return match.end() if match and match.end() < end else start
