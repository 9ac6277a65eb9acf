"""Words that tell whose claim a title reports. How a title is read lives in `headlines`."""

from typing import Final

from functions.extract.engine.lexicons import listed
from functions.extract.engine.lexicons.roles import (
    BODY_NOUNS,
    ORGANISATION_NOUNS,
    RANKS,
    ROLES,
    UNNAMED_NOUNS,
)

_NO_LABELS: Final = listed(
    """press media news times post watch who party school nations campaign movement forum boeing
    exchange trust fund ventures partners sources source contact editor analysis court people
    man woman men women girl boy families friend friends member members many some others most both
    few several everyone someone somebody house office centre center board-game international
    writer author columnist host author's critic critics speaker model agent"""
)
"""Nouns that before a colon tell the subject or the column rather than a speaker."""

LABEL_NOUNS: Final = (
    ROLES | BODY_NOUNS | ORGANISATION_NOUNS | UNNAMED_NOUNS | RANKS
    | listed("report study survey poll audit memo documents filing monitors rebels general")
) - _NO_LABELS  # fmt: skip
"""Nouns that before a colon name whoever says what follows: "Mayor: port to close"."""

TITLE_CUES: Final = (
    r"says?|said|warns?|claims?|alleges?|denies|deny|insists?|admits?|confirms?|argues?|predicts?|"
    r"finds?|suggests?|shows?|reveals?|concludes?|believes?|fears?|tells? \w+|vows?|announces?"
)
"""Cues that end a title: "Port to close, says mayor", "Port to close, mayor says"."""
