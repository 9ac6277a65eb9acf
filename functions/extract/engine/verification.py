"""The article's own notes on what could be verified, and the claims that they speak of.

A note is never a rating: it says what the outlet could or could not establish.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from functions.extract.engine.layout import Layout
from functions.extract.engine.lemmas import stem
from functions.extract.engine.lexicons import listed
from functions.extract.engine.lexicons.outlets import MASTHEADS, OUTLETS
from functions.extract.engine.names import folded, without_possessive
from functions.extract.engine.noun_phrases import head_of
from functions.extract.engine.ranges import Range, words
from functions.extract.engine.wires import is_wire_name
from schemas.claim import Claim, CueClass, Polarity, SourceType, Verification, VerificationStatus
from schemas.spans import Span

_VERIFY: Final = r"(?:verif(?:y|ied)|confirm(?:ed)?|authenticated?|corroborated?|geolocated?)"
_ADVERB: Final = r"(?:(?:independently|immediately|yet|also|so far|fully)\s+)*"
_UNABLE: Final = re.compile(
    rf"\b(?:(?:has|have|had|was|were|is|are)\s+(?:not\s+been\s+able|been\s+unable|unable|not\s+able)"
    rf"\s+to|(?:could|can|did)\s*not|couldn[’']t|cannot|(?:has|have|had)\s+not)\s+{_ADVERB}"
    rf"(?:be\s+)?{_ADVERB}(?P<verb>{_VERIFY})(?:\s+independently)?\b",
    re.IGNORECASE,
)
_CHECK: Final = r"(?:check(?:ed)?|establish(?:ed)?|determined?|ascertain(?:ed)?|substantiated?)"
_UNVERIFIED: Final = re.compile(
    rf"\b(?P<which>(?:neither|none|no)\s(?:\w+\s){{0,5}}?)(?:could|can)\s(?:be\s)?{_ADVERB}(?:be\s)?"
    rf"(?:{_VERIFY}|{_CHECK})\b|"
    rf"\b(?:has|have|had)\s+not\s+been\s+{_ADVERB}{_VERIFY}\b",
    re.IGNORECASE,
)
_UNCHECKED: Final = re.compile(
    rf"\b(?:could|can|did)\s*not\s+{_ADVERB}{_CHECK}\b|"
    rf"\b(?:was|were|is|are)\s+(?:not\s+able|unable)\s+to\s+{_ADVERB}{_CHECK}\b",
    re.IGNORECASE,
)
"""What only an outlet's own inability makes a note: others establish things too."""
_IMPERSONAL: Final = re.compile(
    rf"\b(?:it|there)\s(?:was|is|has\sbeen|were)\s(?:not\s(?:been\s)?possible|impossible|no\sway)\s"
    rf"(?:to|of)\s{_ADVERB}(?:verify|confirm|verifying|confirming)(?:\sindependently)?\b|"
    r"\b(?:there\s(?:was|is|has\sbeen)\s)?no\sindependent\s(?:confirmation|verification)\s(?:of|for)\b",
    re.IGNORECASE,
)
_SEEN: Final = re.compile(
    r"\b(?:has|have|had)\s(?:also\s)?(?P<verb>seen|viewed|reviewed|read|examined|heard)\b",
    re.IGNORECASE,
)
_VERIFIED_BY: Final = re.compile(
    r"\b(?:independently\s)?(?P<verb>verified|authenticated|geolocated)\sby\s"
    r"(?P<by>(?:the\s)?[^,.;()“”]{2,40}?)(?=\s(?:shows?|showed|appears?|that|which|and)\b|[,.;)]|\Z)",
    re.IGNORECASE,
)
_GENUINE: Final = re.compile(r"\b(?:is|are|was|were)\s(?:genuine|authentic)\b", re.IGNORECASE)
_VERIFIED: Final = re.compile(
    r"\b(?:(?:has|have|had)\s+)?(?:independently\s+)?(?P<verb>verified|authenticated|geolocated)\b",
    re.IGNORECASE,
)
_DOCUMENTS: Final = re.compile(
    r"\b(?:documents?|letters?|memos?|e-?mails?|recordings?|transcripts?|files?|filings?)\b",
    re.IGNORECASE,
)
_ALLEGATION: Final = re.compile(r"\b(?:allegations?|accusations?)\b", re.IGNORECASE)
_CLAIMING: Final = frozenset(
    {CueClass.ASSERT, CueClass.ALLEGE, CueClass.REPORT, CueClass.EVIDENCE, CueClass.HEARSAY,
     CueClass.NONE, CueClass.ESTIMATE}
)  # fmt: skip
_STOP: Final = listed(
    """the a an of in on at by for from to with as and or but that which who have has had been is
    are was were be its his her their they it this these those not also now after"""
)
_GENERIC: Final = frozenset(
    stem(word)
    for word in listed(
        """claim allegation accusation report statement account information assertion figure number
        detail toll authenticity veracity truth version content origin both either neither any all
        of independently immediately footage video image photo photograph picture clip recording
        material location date none here there anything everything when where whether how why take
        took place happen happened occur occurred"""
    )
)
_MEDIA: Final = re.compile(
    r"\b(?:footage|videos?|images?|photo(?:graph)?s?|pictures?|clips?|recordings?)\b",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(
    r"\b(?:claims|reports|accounts|statements|allegations|assertions|figures|numbers|details|"
    r"these|those|either|neither|both|any|none)\b",
    re.IGNORECASE,
)
_ITSELF: Final = re.compile(r"\s+(?:said|says|added)\s+(?:that\s+)?(?:it|they)\Z", re.IGNORECASE)
"""After an outlet's name: "Reuters said it could not verify this"."""
_AGENT: Final = re.compile(r"\s*by\s+(?P<name>.+)", re.IGNORECASE | re.DOTALL)
_POSSESSING: Final = listed("for of at from by with to in on told and")
"""Words after which a name is not the subject."""
_SELF: Final = listed("we")
_SELVES: Final = frozenset({"this newspaper", "this publication", "this website", "this outlet"})
_LONGEST_NAME: Final = 6
"""Words of the longest name of an outlet, its article included."""
_LEAST_SHARED: Final = 4
_LEAST_SHARE: Final = 0.5
"""Of the words of the shorter statement, for two to be on the same matter."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note `text[start:end]` on verification."""

    range: Range
    """Subject, verb and object."""
    sentence: Range
    status: VerificationStatus
    by: str | None
    about: str
    """The words for what could or could not be verified."""

    @property
    def whole_sentence(self) -> bool:
        """Whether the note is all that its sentence says."""
        return self.range == self.sentence

    @property
    def is_parenthesis(self) -> bool:
        """Whether its sentence goes on around it: "the video, which …, shows a mill"."""
        return self.sentence.start < self.range.start and self.range.end < self.sentence.end - 1


def notes(layout: Layout) -> list[Note]:
    """The notes on verification in the article's own prose."""
    return [
        note
        for sentence in layout.prose
        if not sentence.quoted
        for note in _notes_in(layout, sentence.range)
    ]


def _notes_in(layout: Layout, sentence: Range) -> Iterator[Note]:
    text = layout.text
    match = _UNABLE.search(text, *sentence) or _UNVERIFIED.search(text, *sentence)
    if match or (match := _UNCHECKED.search(text, *sentence)):
        yield from _unable(layout, sentence, match)
    elif match := _IMPERSONAL.search(text, *sentence):
        status, by = VerificationStatus.OUTLET_UNABLE_TO_VERIFY, layout.article.publisher
        where, _ = _clause(text, sentence, match)
        yield Note(where, sentence, status, by, text[match.end() : where.end])
    elif match := _VERIFIED_BY.search(text, *sentence):
        yield from _verified_by(layout, sentence, match)
    elif match := _VERIFIED.search(text, *sentence) or _SEEN.search(text, *sentence):
        yield from _able(layout, sentence, match)


def _verified_by(layout: Layout, sentence: Range, match: re.Match[str]) -> Iterator[Note]:
    """A note in the passive: "footage verified by the Courier shows"."""
    before = layout.text[sentence.start : match.start()]
    about = f"{before.split(',')[-1]} "
    outlet = _outlet(layout, match["by"])
    if outlet is None and not (_MEDIA.search(about) or _DOCUMENTS.search(about)):
        return
    documents = match["verb"].casefold() == "authenticated" or _DOCUMENTS.search(about)
    verified = VerificationStatus.OUTLET_VERIFIED
    status = VerificationStatus.DOCUMENT_AUTHENTICATED if documents else verified
    if outlet is None and not documents:
        status = VerificationStatus.CONFIRMED_IN_ARTICLE
    by = outlet or match["by"].removeprefix("the ")
    yield Note(Range(*match.span()), sentence, status, by, about)


def _unable(layout: Layout, sentence: Range, match: re.Match[str]) -> Iterator[Note]:
    """A note where the outlet is the subject, or nobody is ("could not be verified")."""
    where, subject = _clause(layout.text, sentence, match)
    outlet = _outlet(layout, subject)
    passive = match.re is not _UNCHECKED and re.search(
        r"\bbe(?:en)?\b(?!\s+(?:un)?able)", match[0], re.IGNORECASE
    )
    if outlet is None and not passive:
        return
    rest = layout.text[match.end() : where.end]
    agent = _AGENT.fullmatch(rest.rstrip(" .")) if passive else None
    by = outlet or (agent and _outlet(layout, agent["name"])) or layout.article.publisher
    which = match.groupdict().get("which") or ""
    about = rest if outlet else subject if agent else f"{which} {subject} {rest}"
    yield Note(where, sentence, VerificationStatus.OUTLET_UNABLE_TO_VERIFY, by, about)


def _able(layout: Layout, sentence: Range, match: re.Match[str]) -> Iterator[Note]:
    where, subject = _clause(layout.text, sentence, match)
    outlet = _outlet(layout, subject)
    if outlet is None:
        return
    about = layout.text[match.end() : where.end]
    seen = match.re is _SEEN
    if seen and not (_DOCUMENTS.search(about) or _MEDIA.search(about)):
        return
    authenticated = match["verb"].casefold() == "authenticated" or _DOCUMENTS.search(about)
    status = (
        VerificationStatus.DOCUMENT_AUTHENTICATED
        if authenticated and not seen
        else VerificationStatus.OUTLET_VERIFIED
    )
    yield Note(where, sentence, status, outlet, "" if seen else about)


def _clause(text: str, sentence: Range, match: re.Match[str]) -> tuple[Range, str]:
    """The clause of the verb, between commas, and its subject's words."""
    before = text[sentence.start : match.start()]
    start = sentence.start + max(before.rfind(","), before.rfind("—"), before.rfind("(")) + 1
    subject = text[start : match.start()].strip()
    stops = [found for mark in (",", ";", "—", ")") if (found := text.find(mark, match.end())) > 0]
    end = min([*stops, sentence.end])
    if not before[: start - sentence.start].strip() and end >= sentence.end - 1:
        return sentence, subject
    return Range(start, end), subject


def _outlet(layout: Layout, subject: str) -> str | None:
    """The outlet that a subject names: the publisher, "we", or another outlet.

    Words before its name do not count: "a claim that Reuters could not verify".
    """
    heard = _ITSELF.sub("", subject).split()
    for at in range(max(0, len(heard) - _LONGEST_NAME), len(heard)):
        if at and heard[at - 1].casefold() in _POSSESSING:
            continue
        name = " ".join(heard[at:])
        if found := _named_outlet(layout.article.publisher, name):
            return found
    return _short_for_paper(layout.text, heard[-1]) if heard else None


def _short_for_paper(text: str, word: str) -> str | None:
    """The newspaper that the article names in full, by the last word of its name: "the Packet"."""
    if not word[:1].isupper() or word.casefold() not in MASTHEADS:
        return None
    full = re.search(rf"\b(?P<name>[^\W\d_a-z][\w’-]+ {re.escape(word)})\b", text)
    known = full and not full["name"].startswith(("The ", "A "))
    return full["name"] if full and known else None


def _named_outlet(publisher: str | None, name: str) -> str | None:
    """The outlet that goes by the name; a publisher also by the last words of its own."""
    plain = re.sub(r"\Athe\s+", "", name, flags=re.IGNORECASE)
    if plain.casefold() in _SELF | _SELVES:
        return publisher or "outlet"
    if publisher and _is_short_for(plain, publisher):
        return publisher
    return plain if plain.casefold() in OUTLETS or is_wire_name(plain) else None


def _is_short_for(name: str, publisher: str) -> bool:
    full = publisher.casefold().removeprefix("the ")
    begins = name[:1].isupper()
    return name.casefold() == full or (begins and full.endswith(f" {name.casefold()}"))


def applied(layout: Layout, found: Sequence[Note], claims: list[Claim]) -> list[Claim]:
    """The claims, with the note on each that one speaks of; the first note decides."""
    for note in found:
        verification = Verification(
            status=note.status, by=note.by, span=Span.of(layout.text, *note.range)
        )
        scope = {claim.claim_id for claim in _scope(layout, note, claims)}
        claims = [
            claim.model_copy(update={"verification": verification})
            if claim.claim_id in scope
            and claim.verification.status is VerificationStatus.NONE_STATED
            else claim
            for claim in claims
        ]
    return _with_documents(layout, claims)


def _scope(layout: Layout, note: Note, claims: Sequence[Claim]) -> list[Claim]:
    """The claims a note covers.

    Those of the source that it names, on the matter; else those of the nearest statement before.
    """
    if not note.whole_sentence:
        inside = [c for c in claims if _starts_in(c, note.sentence) and _can_be_verified(c)]
        if inside:
            return inside
    named = [claim for claim in claims if _is_named(note, claim) and _can_be_verified(claim)]
    alleged = [claim for claim in named if claim.cue_class is CueClass.ALLEGE]
    matter = alleged if alleged and _ALLEGATION.search(note.about) else _nearest(note, named)
    if named:
        return [claim for claim in named if claim in matter or _on_matter(claim, matter)]
    return _nearest_paragraph(layout, note, claims)


def _starts_in(claim: Claim, where: Range) -> bool:
    return where.start <= claim.content[0].start < where.end


def _can_be_verified(claim: Claim) -> bool:
    return (
        claim.polarity is Polarity.AFFIRMED
        and claim.cue_class in _CLAIMING
        and claim.source is not None
        and claim.source.type is not SourceType.AUTHOR
    )


def _is_named(note: Note, claim: Claim) -> bool:
    """Whether the note names the claim's source: "Reyes's account", "the ministry's figures"."""
    if claim.source is None:
        return False
    if claim.source.type is SourceType.UNNAMED:
        return _names_group(note, claim.source.canonical)
    names = {folded(claim.source.canonical), folded(claim.source.canonical).split()[-1]}
    about = [without_possessive(word) for word in re.findall(r"[\w’'.-]+", note.about)]
    singles = {folded(word) for word in about}
    return bool(names & singles) or folded(claim.source.canonical) in folded(" ".join(about))


def _names_group(note: Note, canonical: str) -> bool:
    """Whether a note names unnamed people by their noun: "the officials’ claims"."""
    head = [token.key for token in head_of(canonical)][-1:]
    return any(re.search(rf"\b{re.escape(noun)}[’']", note.about, re.IGNORECASE) for noun in head)


def _with_documents(layout: Layout, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, with those of a document marked that somebody in the article calls genuine."""
    vouched = [claim for claim in claims if _vouches(claim)]
    return [_authenticated(layout, claim, vouched) for claim in claims]


def _vouches(claim: Claim) -> bool:
    said = " ".join(piece.exact for piece in claim.content)
    sure = claim.polarity is Polarity.AFFIRMED and claim.cue_class is not CueClass.QUESTION
    return sure and _GENUINE.search(said) is not None


def _authenticated(layout: Layout, claim: Claim, vouched: Sequence[Claim]) -> Claim:
    source = claim.source
    stated = claim.verification.status is not VerificationStatus.NONE_STATED
    if source is None or source.type is not SourceType.DOCUMENT or stated:
        return claim
    nouns = _stems(source.canonical)
    for other in vouched:
        piece = other.content[0]
        if other.claim_id != claim.claim_id and nouns & _stems(piece.exact):
            note = Verification(
                status=VerificationStatus.DOCUMENT_AUTHENTICATED,
                by=other.source.canonical if other.source else None,
                span=Span.of(layout.text, piece.start, piece.end),
            )
            return claim.model_copy(update={"verification": note})
    return claim


def _nearest(note: Note, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of the attribution that stands nearest before the note, else after it."""
    before = [claim for claim in claims if claim.content[0].start < note.range.start]
    chosen = (before or list(claims))[-1 if before else 0 :][:1]
    return [c for c in claims if chosen and c.attribution_id == chosen[0].attribution_id]


def _nearest_paragraph(layout: Layout, note: Note, claims: Sequence[Claim]) -> list[Claim]:
    """For "the claim could not be verified": the statement in the paragraph before, or this one.

    "These reports" are all of them there; "the footage" is also what a video is said to show.
    """
    block = layout.block_at(note.range.start) or 0
    near = [
        claim
        for claim in claims
        if _can_be_verified(claim)
        and claim.content[0].start < note.range.start
        and block - 1 <= (layout.block_at(claim.content[0].start) or 0)
    ]
    shown = [claim for claim in near if _MEDIA.search(note.about) and _is_of_media(claim)]
    meant = near if _SEVERAL.search(note.about) else _nearest(note, near)
    return [claim for claim in near if claim in shown or _may_be_meant(note, claim, meant)]


def _is_of_media(claim: Claim) -> bool:
    """Whether a claim is about pictures, or made by them."""
    said = [piece.exact for piece in claim.content]
    return (
        _MEDIA.search(" ".join([claim.source.canonical if claim.source else "", *said])) is not None
    )


def _may_be_meant(note: Note, claim: Claim, meant: Sequence[Claim]) -> bool:
    """Whether the note says no more than "the claim", or shares a word with it."""
    about = _stems(note.about) - _GENERIC
    return claim in meant and (not about or bool(about & _terms(claim)))


def _on_matter(claim: Claim, matter: Sequence[Claim]) -> bool:
    own = _terms(claim)
    return any(_share(own, _terms(other)) for other in matter)


def _share(one: frozenset[str], two: frozenset[str]) -> bool:
    shared = len(one & two)
    return shared >= _LEAST_SHARED and shared >= _LEAST_SHARE * min(len(one), len(two))


def _terms(claim: Claim) -> frozenset[str]:
    """The words that carry the meaning of a claim, each in its shortest base form."""
    return _stems(" ".join(piece.exact for piece in claim.content))


def _stems(text: str) -> frozenset[str]:
    found = [word.of(text).casefold() for word in words(text, Range(0, len(text)))]
    return frozenset(stem(without_possessive(word)) for word in found if word not in _STOP)
