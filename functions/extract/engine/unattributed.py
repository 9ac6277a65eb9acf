"""What the article states on its own account, and quoted words that it gives to nobody nearby."""

import re
from collections.abc import Sequence
from typing import Final

from functions.extract.engine.anonymity import is_aside
from functions.extract.engine.cues import NO_CUE, Reading, read_unsourced
from functions.extract.engine.cutting import (
    begins_clause,
    has_finite_verb,
    may_be_statement,
    split_clauses,
)
from functions.extract.engine.layout import Layout, Sentence
from functions.extract.engine.ranges import Cover, Range, trimmed
from functions.extract.engine.ranges import words as words_of
from functions.extract.engine.sources import Resolved, Resolver, unnamed
from functions.extract.engine.utterances import Utterance
from schemas.article import BlockKind
from schemas.claim import ChainLink, Directness
from schemas.coverage import NoClaimReason
from schemas.spans import Span

CONFIDENCE: Final = 0.5
"""Judged, not measured: an attribution that the tagger missed would end here."""
HEARSAY_CONFIDENCE: Final = 0.7
"""Judged, not measured: the adverb itself is certain, its scope is not."""

_HEARSAY: Final = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|it\s(?:is|was)\s(?:\w+ly\s)?(?:understood|"
    r"believed|thought|rumou?red|alleged|claimed|said)\sthat)\b",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    r"\b(?:(?:is|are|was|were|been|being|stands?|stood)\s+(?:\w+ly\s+)?(?:told(?!\s+(?:of|about)\b)|accused)|"
    r"(?:court|inquest|jury|jurors|tribunal|inquiry|hearing)\s+(?:\w+\s+){0,2}heard|"
    r"(?<!the )(?<!an )(?<!his )(?<!her )(?<!their )(?<!its )"
    r"alleg(?:es?|ed)\s+(?:that|the|he|she|they|it)|"
    r"(?:told|accused|accuses)\s+(?!(?:of|about)\b)(?:(?:the|a|an|his|her|their)\s+)?\w+)\b",
    re.IGNORECASE,
)
_SAID_THAT: Final = re.compile(
    r"\b(?:said|says|saying|told|tells|claim(?:s|ed)|alleg(?:es|ed)|argue[sd]|insist(?:s|ed)|"
    r"admit(?:s|ted)|den(?:ies|ied)|warn(?:s|ed)|assert(?:s|ed)|contend(?:s|ed)|testif(?:ies|ied)|"
    r"declare[sd]|announce[sd]|acknowledge[sd]|concede[sd]|maintain(?:s|ed)|reported|replied)"
    r"(?:\s+\w+){0,4}?(?:,[^,.;]{1,100},)?\s+that\b|"
    r"(?<!was\s)(?<!were\s)(?<!been\s)\b(?:said|says|reported|reports|wrote|told)\W*\Z",
    re.IGNORECASE,
)
_LEAST_QUOTED: Final = 4
"""Words of the shortest closed quotation that is taken for speech."""
_LONG_WORD: Final = 4
"""Letters of the shortest word that a title writes with a capital."""
_OPEN: Final = re.compile(
    r"\b(?:remains? to be seen|(?:is|was|remains?|remained) (?:\w+ )?(?:unclear|unknown|uncertain)|"
    r"(?:is|was) not (?:\w+ )?(?:clear|known)|only time will tell|time will tell|"
    r"it (?:is|was) too (?:early|soon) to (?:say|tell|know)|question is whether)\b",
    re.IGNORECASE,
)
_FRAMING: Final = re.compile(
    r"\A\W*(?:here(?:['’]s| is| are)|read more|see also|watch|listen|sign up|subscribe|this is "
    r"a (?:developing|breaking)|this (?:story|article)|more (?:follows|to follow)|updated?:|"
    r"correction:|editor['’]s note|follow us|click|photo:|image:|advertisement|related:|"
    r"let['’]s|do you have|got a tip|this (?:interview|conversation|transcript) (?:has been|was) "
    r"(?:\w+ )?edited|the (?:trial|hearing|inquest|case|inquiry) (?:continues|resumes)\W*\Z)(?!\w)",
    re.IGNORECASE,
)
_FOOTER: Final = re.compile(
    r"\bcontributed to this (?:report|story|article)\b|\Afollow \S.*?coverage\b.*https?:|"
    r"\A\(?(?:additional )?reporting by\b",
    re.IGNORECASE,
)


def reason_for_none(layout: Layout, sentence: Sentence) -> NoClaimReason | None:
    """Why a sentence of the author's states nothing that could be checked, if so."""
    words = " ".join(sentence.range.of(layout.text).split())
    if words.rstrip("\"'”’»)] ").endswith(("?", "？")) or _OPEN.search(words):
        return NoClaimReason.OPEN_QUESTION
    if _FOOTER.search(words):
        return NoClaimReason.FOOTER
    aside = is_aside(layout.text, sentence.range)
    if _FRAMING.search(words) or words.endswith(":") or aside:
        return NoClaimReason.FRAMING
    if not may_be_statement(layout.text, sentence.range):
        return NoClaimReason.FRAGMENT
    return None


def is_unparsed(layout: Layout, where: Range) -> bool:
    """Whether words hold somebody else's speech that no attribution took.

    To give them to the author would make the outlet state what it only reports.
    """
    if _TOLD.search(layout.text, *where) or _SAID_THAT.search(layout.text, *where):
        return True
    closed = (Range(q.start, q.end) for q in layout.quotes_in(where) if q.closed)
    return any(where.covers(quote) and _is_speech(layout.text, quote) for quote in closed)


def _is_speech(text: str, quote: Range) -> bool:
    """Whether a quotation is longer than a term, and no title."""
    inside = [word.of(text) for word in words_of(text, quote)]
    long = [word for word in inside if len(word) >= _LONG_WORD]
    return len(inside) >= _LEAST_QUOTED and not all(word[0].isupper() for word in long)


def utterances(
    layout: Layout, taken: Cover, leads: Sequence[Range], resolver: Resolver
) -> list[Utterance]:
    """The utterances in prose that no attribution covers.

    Args:
        layout: The article.
        taken: Where attributions and notes on the making of the article stand.
        leads: What the article states of a speaker before it turns to the speech.
        resolver: The article's sources.
    """
    found = []
    for sentence in layout.prose:
        if reason_for_none(layout, sentence):
            continue
        free = _free_clauses(layout, sentence, taken)
        free += _opening(layout, sentence, taken, free)
        inside = [Range(*lead) for lead in leads if sentence.range.covers(lead)]
        free += [lead for lead in inside if has_finite_verb(layout.text, lead)]
        built = [_utterance(layout, sentence, clause, resolver) for clause in free]
        found += [part for part in built if not _is_misgiven(layout, part)]
    return found


def _is_misgiven(layout: Layout, utterance: Utterance) -> bool:
    own = utterance.directness is Directness.UNATTRIBUTED
    return own and is_unparsed(layout, utterance.content[0])


def _free_clauses(layout: Layout, sentence: Sentence, taken: Cover) -> list[Range]:
    """The sentence, or those independent clauses of it that hold nothing that is taken."""
    if not taken.overlaps(sentence.range):
        return [sentence.range]
    clauses = split_clauses(layout.text, sentence.range)
    return [
        clause
        for clause in clauses
        if not taken.overlaps(clause)
        and trimmed(layout.text, clause)
        and has_finite_verb(layout.text, clause)
    ]


def _opening(
    layout: Layout, sentence: Sentence, taken: Cover, free: Sequence[Range]
) -> list[Range]:
    """The clause that opens a sentence, up to the comma before what somebody else states in it."""
    first = taken.first_in(sentence.range)
    if free or first is None:
        return []
    comma = layout.text.rfind(",", sentence.range.start, first)
    clause = Range(sentence.range.start, max(comma, sentence.range.start))
    whole = layout.quoted_length(clause) == 0 and begins_clause(layout.text, clause)
    return [clause] if whole and has_finite_verb(layout.text, clause) else []


def _utterance(layout: Layout, sentence: Sentence, clause: Range, resolver: Resolver) -> Utterance:
    if sentence.quoted or sentence.kind is BlockKind.BLOCK_QUOTE:
        resolved = resolver.speaker_near(clause) or unnamed()
        return _built(layout, clause, resolved, NO_CUE, "bare-quotation", Directness.DIRECT)
    hearsay = _HEARSAY.search(layout.text, *clause)
    if hearsay and layout.quoted_length(Range(*hearsay.span())) == 0:
        reading = read_unsourced(hearsay[0])
        cue = Span.of(layout.text, *hearsay.span())
        return _built(layout, clause, unnamed(), reading, "hearsay", Directness.INDIRECT, cue)
    author = Resolved(resolver.author())
    return _built(layout, clause, author, NO_CUE, "unattributed", Directness.UNATTRIBUTED)


def _built(  # noqa: PLR0913, PLR0917
    layout: Layout,
    clause: Range,
    resolved: Resolved,
    reading: Reading,
    rule: str,
    directness: Directness,
    cue: Span | None = None,
) -> Utterance:
    publisher = layout.article.publisher
    outlet = (ChainLink(name=publisher),) if publisher else ()
    own = directness is Directness.UNATTRIBUTED
    link = ChainLink(name=resolved.source.canonical, span=resolved.source.span, cue=cue)
    return Utterance(
        content=(clause,),
        source=resolved.source,
        anonymity=resolved.anonymity,
        chain=outlet if own else (*outlet, link),
        cue=cue,
        reading=reading,
        rule=rule,
        confidence=CONFIDENCE if cue is None else HEARSAY_CONFIDENCE,
        directness=directness,
    )
