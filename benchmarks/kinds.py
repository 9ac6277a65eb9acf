"""The kinds of attribution, which differ in how hard they are to find.

They follow from the words: how much of the content stands in quotation marks, and whether the cue
is one of speech. The quotations are those that the engine sees, for everybody who is measured.
"""

from enum import StrEnum
from typing import Final

from benchmarks.text import TextUnits, Units
from functions.extract.engine.layout import Layout
from functions.extract.engine.lemmas import in_lexicon
from functions.extract.engine.lexicons import listed
from schemas.article import Article

_WHOLE: Final = 0.9
"""Share of its words that a direct quotation has in quotation marks."""
SPEECH: Final = listed(
    """say tell add ask answer reply respond announce declare state explain note remark comment
    claim argue insist maintain assert contend allege admit acknowledge concede confirm deny reject
    dismiss dispute warn promise vow pledge swear urge demand call describe write tweet post speak
    talk mention repeat reiterate stress emphasise report reveal disclose testify joke quip shout
    whisper yell recall suggest complain criticise accuse advise recommend predict estimate quote
    according"""
)
"""Base forms of cues that speak of an utterance; "according to" stands for one."""


class Kind(StrEnum):
    """How an attribution is made."""

    DIRECT = "direct quotation"
    PART_QUOTED = "part-quoted"
    SPEECH = "indirect, with a cue of speech"
    OTHER = "indirect, with another cue"


class Kinds:
    """Tells the kinds of attribution of one article."""

    def __init__(self, article: Article, numbered: TextUnits) -> None:
        self._numbered = numbered
        quotes = Layout(article).quotes
        self._quoted = numbered.units((quote.start, quote.end) for quote in quotes)

    def kind(self, cue: Units, content: Units) -> Kind:
        """The kind of an attribution with this cue and this content."""
        words = self._numbered.words(content)
        quoted = len(words & self._quoted)
        if quoted:
            return Kind.DIRECT if quoted >= _WHOLE * len(words) else Kind.PART_QUOTED
        said = any(in_lexicon(self._numbered.between(at, at + 1), SPEECH) for at in cue)
        return Kind.SPEECH if said else Kind.OTHER
