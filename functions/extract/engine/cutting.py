"""Cuts the content of an utterance into statements, each of which can be checked on its own.

A statement is a sentence of the content or an independent clause of it. Together they cover the
content, save for quotation marks, white space, connecting punctuation and conjunctions.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from functions.extract.engine.layout import Layout
from functions.extract.engine.lexicons import listed
from functions.extract.engine.lexicons.relation_words import (
    ACCUSING_NOUNS,
    COUNTING_NOUNS,
    REPORTED_NOUNS,
)
from functions.extract.engine.ranges import Range, trimmed
from functions.extract.engine.utterances import Statement, Utterance
from schemas.claim import CueClass

_JOINT: Final = re.compile(
    r"(?P<mark>;|…|\.\.\.)\s+|(?P<comma>,)\s+(?=(?:and|but|so|yet|while|whereas|although|though)\s)"
    r"|(?<!\s)\s+(?=(?:and|but)\s+that\s)"
)
_CONJUNCTION: Final = re.compile(
    r"(?:(?:and|but|so|yet|while|whereas|although|though)\s+)?(?:that\s+)?", re.IGNORECASE
)
_JOINED: Final = re.compile(
    r"\s*(?:(?:and|but|yet)\s+(?!that\b)|(?:although|though|even though|while|whereas)\s+)",
    re.IGNORECASE,
)
_CONCESSION: Final = re.compile(
    r"\W*(?:although|though|even though|while|whereas)\b", re.IGNORECASE
)
_THAT: Final = re.compile(r"\s*that\s+(?P<next>[^\W_]+)")
_OBJECT: Final = re.compile(
    r"(?:it|him|her|them|this|that|these|those|us|me|you)\s+(?:as\s+)?(?=[\"'“‘«„])", re.IGNORECASE
)
_COMMA: Final = re.compile(r",\s+")
_WORD: Final = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
_ENDS: Final = re.compile(r"[.!?…。！？][\"'”’»›」』)\]]*\s*\Z")
_GAP_ENDS: Final = re.compile(r"[.!?](?:\s|\Z)")
_PRONOUNS: Final = listed(
    "i you he she it we they there this that these those who everyone nobody everything nothing"
)
_DETERMINERS: Final = listed(
    """the a an his her its their our my your no some many most all both each every any several
    few two three four five six seven eight nine ten hundreds thousands dozens millions more other
    another"""
)
_POINTED_AT: Final = ACCUSING_NOUNS | COUNTING_NOUNS | REPORTED_NOUNS
"""Nouns before which "that" is no conjunction: "rejected that estimate"."""
_RELATIVES: Final = listed("that who which whom whose where when they he she we i you it")
_FINITE: Final = listed(
    """is are was were am has have had will would can could may might must should does did do isn't
    aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't shouldn't
    doesn't didn't don't said says say think believe argue went made took came got knew saw
    found gave told left kept began brought held led won lost met paid sent fell rose grew
    became felt stood ran wrote spoke broke chose drove shot struck fought caught built spent
    withdrew drew threw flew knew sank hid swore tore rode rang sang drank swam bit bound dealt dug
    fed fled froze hung laid lent meant overtook overcame sought shook shut slept slid spread stole
    swept swung taught understood woke undertook burst split gained became forgave forecast
    sold bought thought hit put set let cut cost seems appears remains continues includes means
    shows needs wants makes takes goes comes gives gets keeps says plans hopes believes expects
    claims"""
)
_ADVERBS: Final = listed("also still then now not never only just even already soon later often")
_LEAST_OF_SENTENCE: Final = 6
_SUBJECT_LENGTH: Final = 8
"""Words of a subject within which its verb must come."""
_CONCESSION_LENGTH: Final = 400
"""Code points of a clause that are searched for its verb or its end."""
_WINDOW: Final = 160
"""Code points that are read to see whether a clause begins."""


def cut(layout: Layout, utterance: Utterance) -> list[Statement]:
    """The statements of an utterance, in the order of the text."""
    found = cut_content(layout, list(utterance.content))
    if utterance.reading.cue_class is CueClass.CHARACTERISE:
        found = [_without_object(layout.text, pieces) for pieces in found]
    return [Statement(pieces, utterance) for pieces in found]


def _without_object(text: str, pieces: tuple[Range, ...]) -> tuple[Range, ...]:
    """Only the quoted words of "calling them “fake news”": the pronoun is not part of them."""
    match = _OBJECT.match(text, *pieces[0])
    rest = tidied(text, Range(match.end(), pieces[0].end)) if match else None
    return (rest, *pieces[1:]) if rest else pieces


def cut_content(layout: Layout, content: list[Range]) -> list[tuple[Range, ...]]:
    """The pieces of each statement that the content makes up.

    A split quotation whose first part ends no sentence goes on in its second part.
    """
    statements: list[tuple[Range, ...]] = []
    open_pieces: list[Range] = []
    segments = [clause for part in content for clause in _clauses_of(layout, part)]
    for index, (segment, goes_on) in enumerate(segments):
        open_pieces.append(segment)
        following = segments[index + 1][0] if index + 1 < len(segments) else None
        if following is None or not (goes_on and _continues(layout, segment, following)):
            statements += _finished(layout, open_pieces)
            open_pieces = []
    return statements


def _finished(layout: Layout, pieces: list[Range]) -> list[tuple[Range, ...]]:
    pieces = [_without_that(layout.text, pieces[0]), *pieces[1:]]
    kept = [piece for found in pieces if (piece := tidied(layout.text, found)) is not None]
    return [tuple(kept)] if kept else []


def _without_that(text: str, where: Range) -> Range:
    """The stretch without the conjunction that links it to its cue; a pronoun stays."""
    match = _THAT.match(text, *where)
    if match is None or _is_finite(match["next"]) or match["next"].casefold() in _POINTED_AT:
        return where
    return Range(match.start("next"), where.end)


def tidied(text: str, where: Range) -> Range | None:
    """A piece without lone marks at its edges.

    The stop goes too where the piece is only part of the sentence that it ended.
    """
    piece = trimmed(text, where)
    if piece is None:
        return None
    last = piece.of(text).rsplit(maxsplit=1)[-1]
    fragment = text[piece.start].islower() and last.endswith(".") and "." not in last[:-1]
    return Range(piece.start, piece.end - 1) if fragment else piece


def _clauses_of(layout: Layout, part: Range) -> Iterator[tuple[Range, bool]]:
    """The clauses of one piece of content, and whether the sentence may go on after each."""
    for sentence in layout.sentences_in(part):
        shared = Range(max(part.start, sentence.range.start), min(part.end, sentence.range.end))
        clauses = split_clauses(layout.text, shared)
        for clause in clauses:
            is_last = clause is clauses[-1]
            bare = _without_conjunction(layout.text, clause) if len(clauses) > 1 else clause
            yield bare, is_last and not _ENDS.search(clause.of(layout.text))


def _without_conjunction(text: str, clause: Range) -> Range:
    """A clause cut from its sentence, without the word that joined it: "although", "and"."""
    match = _JOINED.match(text, *clause)
    return Range(match.end(), clause.end) if match else clause


def _continues(layout: Layout, segment: Range, following: Range) -> bool:
    """Whether the next segment goes on with the same sentence over the words between them."""
    between = layout.text[segment.end : following.start]
    same_block = layout.block_at(segment.start) == layout.block_at(following.start)
    return same_block and not _GAP_ENDS.search(between)


def split_clauses(text: str, where: Range) -> list[Range]:
    """The independent clauses of a sentence; the sentence itself where it has only one."""
    cuts = sorted({*_joints(text, where), *_after_concession(text, where)})
    edges = [where.start, *cuts, where.end]
    return [Range(start, end) for start, end in pairwise(edges)]


def _joints(text: str, where: Range) -> Iterator[int]:
    start = where.start
    for match in _JOINT.finditer(text, where.start, where.end):
        right = Range(match.end(), where.end)
        left = Range(max(start, match.start() - _CONCESSION_LENGTH), match.start())
        if begins_clause(text, right) and has_finite_verb(text, left):
            yield match.end()
            start = match.end()


def _after_concession(text: str, where: Range) -> Iterator[int]:
    """The comma after which the main clause of "although …, they …" begins."""
    if not _CONCESSION.match(text, where.start, where.end):
        return
    near = min(where.end, where.start + _CONCESSION_LENGTH)
    for match in _COMMA.finditer(text, where.start, near):
        left = Range(where.start, match.start())
        if has_finite_verb(text, left) and begins_clause(text, Range(match.end(), where.end)):
            yield match.end()
            return


def has_finite_verb(text: str, where: Range) -> bool:
    """Whether the stretch has a word that is, or looks like, a finite verb after a first word."""
    found = _WORD.finditer(text, where.start, where.end)
    return any(_is_finite(match[0]) for match in list(found)[1:])


def may_be_statement(text: str, where: Range) -> bool:
    """Whether the stretch may be a sentence that states something rather than a fragment.

    Lenient, so that nothing is lost: only a few words without a sign of a verb are a fragment.
    """
    found = [match[0] for match in _WORD.finditer(text, where.start, where.end)]
    if len(found) >= _LEAST_OF_SENTENCE:
        return True
    return len(found) > 1 and any(
        _is_finite(word) or word.casefold().replace("’", "'").endswith(("ed", "'s", "s"))
        for word in (*found[1:], *(word for word in found[:1] if "’" in word or "'" in word))
    )


def _is_finite(word: str) -> bool:
    lowered = word.casefold().replace("’", "'")
    contracted = lowered.endswith(("'re", "'ve", "'ll", "'d", "'m", "n't"))
    return lowered in _FINITE or contracted or (lowered.endswith("ed") and len(lowered) > 4)


def begins_clause(text: str, where: Range) -> bool:
    """Whether the stretch opens with a subject and its verb."""
    lead = _CONJUNCTION.match(text, where.start, where.end)
    start = lead.end() if lead else where.start
    stop = text.find(",", start, min(where.end, start + _WINDOW))
    end = stop if stop >= 0 else min(where.end, start + _WINDOW)
    found = [match[0] for match in _WORD.finditer(text, start, end)]
    if len(found) < 2:
        return False
    if lead and lead[0].casefold().endswith("that "):
        return _verb_follows_noun(found[1:])
    first = found[0].casefold()
    if "’" in first or "'" in first:
        return first.replace("’", "'").split("'")[0] in _PRONOUNS
    if first in _PRONOUNS:
        return _verb_follows_pronoun(found[1:])
    return (first in _DETERMINERS or found[0][0].isupper()) and _verb_follows_noun(found[1:])


def _verb_follows_pronoun(rest: list[str]) -> bool:
    rest = [word for word in rest[:4] if word.casefold() not in _ADVERBS and word[-2:] != "ly"]
    return bool(rest) and rest[0][-3:] != "ing" and rest[0].casefold() not in {"and", "or", "who"}


def _verb_follows_noun(rest: list[str]) -> bool:
    for word in rest[:_SUBJECT_LENGTH]:
        if _is_finite(word):
            return True
        if word.casefold() in _RELATIVES:
            return False
    return False
