"""What the source of a cue adds to its meaning: a court that finds rules, a study proves.

What the cue means by itself is read in `cues`.
"""

import re
from dataclasses import replace
from typing import Final

from functions.extract.engine.cues import Reading, verbs_of
from functions.extract.engine.lexicons import listed
from functions.extract.engine.noun_phrases import head_of
from schemas.claim import CueClass, Source, SourceType

_JUDGES: Final = re.compile(
    r"\b(?:courts?|court[- ]martial|tribunals?|jury|juries|jurors|judges?|justices?|magistrates?|"
    r"arbitrators?|panels?|bench)\b",
    re.IGNORECASE,
)
_DECIDING: Final = listed("find hold decide conclude determine reject dismiss uphold")
_RESEARCH: Final = re.compile(
    r"\b(?:study|studies|survey|poll|polls|audit|analysis|review|research|data|figures|statistics|"
    r"census|tables|records|accounts|paper|autopsy|index|experiments?|tests?|pictures|images|"
    r"footage|photographs|scans)\b",
    re.IGNORECASE,
)
_STATING: Final = listed("say put state report suggest estimate conclude count")
_INSTITUTIONS: Final = frozenset(
    {SourceType.GOVERNMENT, SourceType.GOVERNMENT_BODY, SourceType.ORGANISATION}
)


def weighed(reading: Reading, cue: str, source: Source) -> Reading:
    """The reading of a cue that a source of this sort utters; its polarity stays."""
    verbs = verbs_of(cue)
    if verbs & _DECIDING and _is_judge(source):
        return replace(reading, cue_class=CueClass.RULE)
    if source.type is SourceType.DOCUMENT and _gives_evidence(reading, verbs, source):
        return replace(reading, cue_class=CueClass.EVIDENCE)
    if source.type in _INSTITUTIONS and reading.cue_class is CueClass.OPINE:
        return replace(reading, cue_class=_of_institution(verbs))
    return reading


def _of_institution(verbs: set[str]) -> CueClass:
    """Bodies have no beliefs: what theirs is called is their assessment, or their statement."""
    if "believe" in verbs:
        return CueClass.ASSESS
    return CueClass.ASSERT if "argue" in verbs else CueClass.OPINE


def _is_judge(source: Source) -> bool:
    """Whether the head of its name, or its role, is that of one who decides a case."""
    stated = source.span.exact if source.span else ""
    heads = (" ".join(t.word for t in head_of(words)) for words in (source.canonical, stated))
    return any(_JUDGES.search(words) for words in (*heads, source.role or ""))


def _gives_evidence(reading: Reading, verbs: set[str], source: Source) -> bool:
    """Whether a document states what it established, rather than what somebody wrote in it."""
    if reading.cue_class is CueClass.OPINE:
        return True
    return bool(verbs & _STATING) and _RESEARCH.search(source.canonical) is not None
