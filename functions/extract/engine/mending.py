"""Mends attributions before they are read, whichever tagger proposed them.

A colon alone is no cue, a source loses the comma and the possessive ending after it, a cue takes
in the infinitive that it governs and the denial that its source was taken to end with, and what is
"denied by" somebody is attributed to whoever denies it. What only tells a name, or stands in
nobody's mouth, is no attribution. What mended attributions say does not live here.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from functions.extract.engine.attribution import TRAINED, Attribution, Label, Tag
from functions.extract.engine.cutting import has_finite_verb
from functions.extract.engine.layout import Layout
from functions.extract.engine.ranges import Range, trimmed
from functions.extract.engine.tagging.lexicon import NOUN_CUES

_NAMING: Final = re.compile(
    r"(?:(?:is|are|was|were)\s+)?(?:(?:formerly|previously|also|better|widely|commonly|once)\s+)?"
    r"(?:known|dubbed|nicknamed)(?:\s+as)?",
    re.IGNORECASE,
)
_CITING: Final = re.compile(r"citing|quoting", re.IGNORECASE)
_RELATIVE: Final = re.compile(r"\b(?:that|which|who|whom|whose)\b", re.IGNORECASE)
_WORDLESS: Final = re.compile(r"\W*")
_BY_NOUN: Final = re.compile(rf"\b(?:{'|'.join(sorted(NOUN_CUES))})\Z", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"(?<=\w)[’']s?\Z")
_DENIES_LAST: Final = re.compile(
    r"(?P<source>.+?) (?P<verb>(?:has |have |had )?(?:\w+ly )?"
    r"(?:den(?:y|ies|ied)|(?:reject|dismiss|disput|refut|rebut)(?:e?s|t?ed)?))",
    re.DOTALL,
)
_PREDICATE: Final = re.compile(
    r" (?:was|were|is|are|has|have|had|came|comes|met|drew|did|does|will|would|fell|left|"
    r"(?<!\bbe )(?<!been )(?<!\bwas )(?<!\bwere )(?<!\bis )(?<!\bhad )(?<!\bhas )\w{3,}ed) "
)
"""Verbs that may follow what the noun "denial" governs."""
_DENIAL: Final = re.compile(r"(?:\w+ )?denials?", re.IGNORECASE)
_AFTER_SOURCE: Final = " ,;:\n"
_DECLINES: Final = re.compile(r"\b(?:declin|refus)\w*\Z", re.IGNORECASE)
_TO_SAY: Final = re.compile(
    r"to\s+(?:say|comment\s+on|confirm|discuss|disclose|reveal|specify)(?=\s+\S)", re.IGNORECASE
)
_WORD_OF_OTHERS: Final = re.compile(
    r"\b(?:claims?|suggestions?|reports?|rumou?rs?|allegations?|accusations?|speculation|talk|"
    r"charges?|assertions?)\Z",
    re.IGNORECASE,
)
_DENIED_BY: Final = re.compile(
    r"\s*,?\s*(?P<cue>(?:was|were|is|are|has\s+been|have\s+been)\s+(?:\w+ly\s+)?"
    r"(?:denied|dismissed|rejected|refuted|disputed)\s+by)\s+"
    r"(?P<source>(?:[^\s,.;:“”\"]+\s){0,7}?[^\s,.;:“”\"]+)"
    r"(?=[,.;:]|\s(?:on|in|at|who|which|and|but|as|yesterday|today|last|this|after|before)\b|\s*\Z)"
)


def mended(layout: Layout, attributions: Iterable[Attribution]) -> list[Attribution]:
    """The attributions with their parts where they belong."""
    return [
        _with_denier(layout, _with_what_is_denied(layout, _with_parts(layout.text, found)))
        for found in (_with_cited(layout, _with_worded_cue(layout.text, a)) for a in attributions)
        if not _is_naming(layout.text, found) and not _is_of_nobody_unquoted(layout, found)
    ]


def _with_parts(text: str, found: Attribution) -> Attribution:
    """The attribution with its own parts mended, whatever else its sentence says."""
    return _with_infinitive(text, _with_bare_source(text, _with_denial(text, found)))


def _is_naming(text: str, found: Attribution) -> bool:
    """Whether it only gives another name: "X, formerly known as Twitter"."""
    cue = found.cue
    return cue is not None and _NAMING.fullmatch(text, cue.start, cue.end) is not None


def _is_of_nobody_unquoted(layout: Layout, found: Attribution) -> bool:
    """Whether nobody is said to say it and no quotation marks show that somebody does."""
    if found.source or found.cue or found.rule != TRAINED:
        return False
    return not any(layout.quoted_length(tag.range) for tag in found.content)


def _with_worded_cue(text: str, found: Attribution) -> Attribution:
    """Without a cue of punctuation alone: the colon after a speaker's label says nothing."""
    cue = found.cue
    wordless = cue is not None and _WORDLESS.fullmatch(text, cue.start, cue.end)
    return replace(found, cue=None) if wordless else found


def _with_cited(layout: Layout, found: Attribution) -> Attribution:
    """Whom somebody cites as a source of its own: "citing two officials" states nothing."""
    cue = found.cue
    if (
        cue is None
        or len(found.content) != 1
        or not _CITING.fullmatch(layout.text, cue.start, cue.end)
    ):
        return found
    (cited,) = found.content
    clause = _RELATIVE.search(layout.text, cited.start, cited.end)
    named = Range(cited.start, clause.start() if clause else cited.end)
    if trimmed(layout.text, named) is None or has_finite_verb(layout.text, named):
        return found
    return replace(found, content=(), source=replace(cited, label=Label.SOURCE))


def _with_bare_source(text: str, found: Attribution) -> Attribution:
    """The source without the comma of its apposition, and without the ending of "X’s denial"."""
    if found.source is None:
        return found
    words = text[found.source.start : found.source.end].rstrip(_AFTER_SOURCE)
    if found.cue and _BY_NOUN.search(text, found.cue.start, found.cue.end):
        words = _POSSESSIVE.sub("", words)
    end = found.source.start + len(words)
    if not words or end == found.source.end:
        return found
    return replace(found, source=replace(found.source, end=end))


def _with_denial(text: str, found: Attribution) -> Attribution:
    """The cue "rejects claims", where "the ministry rejects" was taken for who claims."""
    source, cue = found.source, found.cue
    match = _DENIES_LAST.fullmatch(text, source.start, source.end) if source else None
    if match is None or source is None or cue is None or text[source.end : cue.start].strip():
        return found
    shorter = replace(source, end=match.end("source"))
    return replace(found, source=shorter, cue=replace(cue, start=match.start("verb")))


def without_predicate(text: str, content: Range) -> Range:
    """What a denial denies, without the verb whose subject it is: "… came within minutes"."""
    for match in reversed(list(_PREDICATE.finditer(text, *content))):
        before = Range(content.start, match.start())
        if has_finite_verb(text, before):
            return before
    return content


def _with_what_is_denied(layout: Layout, found: Attribution) -> Attribution:
    """The content of a denial that is the subject of its sentence, without the verb of that."""
    source, cue = found.source, found.cue
    sentence = layout.sentence_at(source.start) if source else None
    if source is None or cue is None or sentence is None or len(found.content) != 1:
        return found
    if source.start != sentence.range.start or not _DENIAL.fullmatch(
        layout.text, cue.start, cue.end
    ):
        return found
    (first,) = found.content
    end = without_predicate(layout.text, first.range).end
    return replace(found, content=(replace(first, end=end),))


def _with_infinitive(text: str, found: Attribution) -> Attribution:
    """The cue "declined to say", where only "declined" was taken for it."""
    if found.cue is None or not found.content:
        return found
    cue, first = found.cue, found.content[0]
    infinitive = _TO_SAY.match(text, first.start, first.end)
    adjoins = 0 <= first.start - cue.end < 3 and not text[cue.end : first.start].strip()
    if infinitive is None or not adjoins or not _DECLINES.search(text[cue.start : cue.end]):
        return found
    rest = trimmed(text, Range(infinitive.end(), first.end))
    if rest is None:
        return found
    content = (replace(first, start=rest.start, end=rest.end), *found.content[1:])
    return replace(found, cue=replace(cue, end=infinitive.end()), content=content)


def _with_denier(layout: Layout, found: Attribution) -> Attribution:
    """Whoever denies what nobody in particular claims: "Claims that … were denied by the firm".

    Without it, the denial would be lost and the claim would stand as affirmed.
    """
    if not found.content or not _is_word_of_others(layout.text, found):
        return found
    first = found.content[0]
    sentence = layout.sentence_at(first.start)
    match = _DENIED_BY.search(layout.text, first.start, sentence.range.end) if sentence else None
    if match is None:
        return found
    kept = trimmed(layout.text, Range(first.start, match.start()))
    if kept is None or any(first.end < tag.start < match.start() for tag in found.content[1:]):
        return found
    return Attribution(
        content=(replace(first, start=kept.start, end=kept.end),),
        source=_tag(match, Label.SOURCE, first),
        cue=_tag(match, Label.CUE, first),
        confidence=found.confidence,
    )


def _is_word_of_others(text: str, found: Attribution) -> bool:
    """Whether a noun such as "claims" gives the content to nobody in particular."""
    cue = found.cue
    return (
        found.source is None
        and cue is not None
        and _WORD_OF_OTHERS.search(text[cue.start : cue.end]) is not None
    )


def _tag(match: re.Match[str], label: Label, like: Tag) -> Tag:
    start, end = match.span(label.value)
    return Tag(start, end, label, like.rule, like.confidence)
