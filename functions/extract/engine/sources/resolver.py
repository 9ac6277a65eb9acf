"""Resolves the sources of an article one after the other, each by what its words are."""

import re
from dataclasses import replace
from typing import Final

from functions.extract.engine.anonymity import anonymity
from functions.extract.engine.layout import Layout
from functions.extract.engine.lexicons import listed
from functions.extract.engine.lexicons.countries import HALLS, NATIONALITIES
from functions.extract.engine.lexicons.roles import (
    MODIFIERS,
    NOT_NAMES,
    PRONOUNS,
    ROLES,
    SPOKES,
    UNNAMED_NOUNS,
)
from functions.extract.engine.names import Token, read_role, runs, without_possessive
from functions.extract.engine.noun_phrases import (
    ARTICLE,
    DEFINITE,
    described,
    head_of,
    is_plural,
    type_of,
    without_clauses,
)
from functions.extract.engine.organisations import Organisations
from functions.extract.engine.ranges import Placed, Range
from functions.extract.engine.sources.bodies import Bodies
from functions.extract.engine.sources.interviews import ANSWERS, Interviews
from functions.extract.engine.sources.labels import POINTING, Labels
from functions.extract.engine.sources.offices import Offices
from functions.extract.engine.sources.people import People, has_nouns
from functions.extract.engine.sources.pronouns import Pronouns
from functions.extract.engine.sources.relatives import RELATIVES, antecedents, is_part
from functions.extract.engine.sources.resolved import (
    COLLECTIVE,
    UNKNOWN_AUTHOR,
    UNNAMED,
    Resolved,
    source_at,
    unnamed,
)
from schemas.article import BlockKind
from schemas.claim import Anonymity, Resolution, Source, SourceType
from schemas.spans import Span

_FIRST_PERSON: Final = re.compile(r"\b(?:I|[Mm]y|[Mm]yself)\b(?!\.)")
_APPOSED: Final = re.compile(
    r"(?:[Tt]he|[Aa]n?) [^,]{3,60}, (?:the )?(?P<name>[^\W\d_a-z][^,]{1,50}),"
)
_PEOPLE: Final = UNNAMED_NOUNS | SPOKES | listed("one two three four five six another others")
_NO_TRADE: Final = listed("official officials witness witnesses resident residents critic critics")
_COUNTS: Final = NOT_NAMES | {"several", "dozens", "few"}
_FOR: Final = re.compile(r"\b(?:for|at|of) (?:the )?(?P<body>[a-z][\w -]*)\Z")
_OWN: Final = re.compile(r"\A(?:the|its|their|his|her) (?:own )?")
_OWNERS: Final = listed("his her its their our my")
_BODY_BEFORE: Final = re.compile(r"\b(?:for|of|at) [^,]*(?<!\w)[a-z][\w-]*,")
"""A body without a name before the comma: what follows may be its name, not the speaker's."""
_KIN: Final = re.compile(
    r"(?i:his|her|their|my|our) (?:\w+ )?(?:son|daughter|widow|widower|wife|husband|brother|sister|"
    r"mother|father|partner|uncle|aunt|nephew|niece|cousin|grand\w+|twin|fianc\w+), "
    r"(?P<name>[^\W\d_a-z][\w’'-]+)"
)
_FIRM: Final = re.compile(r"[^\W\d_a-z][\w’'-]*(?: & [^\W\d_a-z][\w’'-]*)+")


class Resolver:
    """Resolves the sources of one article; call it in the order of the text."""

    def __init__(self, layout: Layout, contents: list[Range]) -> None:
        self._layout = layout
        self._text = layout.text
        self._earlier: Placed[Resolved] = Placed()
        self._known: dict[Range, Resolved] = {}
        self._interviews = Interviews(layout)
        self._people = People(layout)
        self._bodies = Bodies(layout.text, Organisations(layout, self._people.everyone))
        self._labels = Labels(layout, self._people, self._bodies, self._earlier)
        self._pronouns = Pronouns(
            layout, self._people, self._bodies, self._labels, self._earlier, contents
        )

        self._offices = Offices(layout, self._people, self._pronouns)

    def author(self) -> Source:
        """The article's author, for what the article states on its own account."""
        article = self._layout.article
        name = ", ".join(article.byline) or article.publisher or UNKNOWN_AUTHOR
        return Source(canonical=name, type=SourceType.AUTHOR, resolution=Resolution.INFERRED)

    def person(self, name: str, span: Span | None) -> Source:
        """A person named outside the prose, such as the one who signed a post."""
        plain = name.split(" / ", maxsplit=1)[0].strip()
        named = self._people.named(plain)
        if named is None:
            resolution = Resolution.EXPLICIT
            return Source(span=span, canonical=plain, type=SourceType.PERSON, resolution=resolution)
        found = self._people.source(named, named.mentions[0])
        told = self._with_organisation(named.mentions[0], found)
        return told.said_by(span, Resolution.EXPLICIT).source

    def names_person(self, name: str) -> bool:
        """Whether a name is that of one person whom the prose names in full."""
        return self._people.named(name) is not None

    def titled(self, where: Range) -> Resolved:
        """The source that words of the title name, which the prose may name only below.

        A role goes to the one person who has it there. Pronouns of the prose never stand for it.
        """
        words = where.of(self._text)
        nouns = tuple(word.casefold() for word in words.split() if word.casefold() not in DEFINITE)
        person = self._people.named(words)
        if person is not None:
            return self._people.source(person, where)
        bearing = [p for p in self._people.everyone if p.role and has_nouns(p.role, nouns)]
        if len(bearing) != 1:
            return self._resolve(where)
        found = self._people.source(bearing[0], where)
        return found.said_by(found.source.span, Resolution.LABEL)

    def only_referent(self, where: Range, speaker: Span | None) -> Source | None:
        """The one source or person nearby that a pronoun can stand for; nothing if unclear.

        Args:
            where: The pronoun.
            speaker: The words that name whose statement it stands in; they may come after it.
        """
        kind = PRONOUNS.get(where.of(self._text).casefold())
        if kind is None:
            return None
        spoken = self._known.get(Range(speaker.start, speaker.end)) if speaker else None
        nearby = self._pronouns.nearby(where)
        fitting = [r for r in (*nearby, *([spoken] if spoken else [])) if r.agrees(kind)]
        one = {r.source.canonical for r in fitting} - {UNNAMED}
        told = any(r.gender == kind for r in fitting) or kind not in {"m", "f"}
        return fitting[0].source if len(one) == 1 and told else None

    def speaker_near(self, where: Range) -> Resolved | None:
        """Who speaks words that no cue governs: the one whose label they stand under.

        Where they stand under none, quoted words are those of the source last spoken of, if it may.
        In a paragraph that is the last one before, also from the paragraph before. A block
        quotation needs a colon before it, or an "I" that only one person nearby can say: the last
        one before, else the first one after.
        """
        label = self._interviews.label_of(where.start)
        if label is not None:
            return self.resolve(label).said_by(None, Resolution.INFERRED)
        index = self._layout.block_at(where.start)
        if index is None:
            return None
        first_person = _FIRST_PERSON.search(self._text, *where) is not None
        is_block = self._layout.blocks[index].kind is BlockKind.BLOCK_QUOTE
        before = [r for at, r in self._around(index, -1) if at.start < where.start]
        after = [r for at, r in self._around(index, 1) if at.start > where.start]
        if first_person:
            chosen = _single(before)[-1:] or (_single(after)[:1] if is_block else [])
        elif is_block and not self._announced(index):
            chosen = []
        else:
            chosen = before[-1:]
        return chosen[0].said_by(None, Resolution.INFERRED) if chosen else None

    def is_answer(self, position: int) -> bool:
        """Whether a position stands under the label of one who answers in an interview."""
        return self._interviews.label_of(position) is not None

    def _around(self, block: int, step: int) -> list[tuple[Range, Resolved]]:
        """The sources in a block and its neighbour on one side."""
        first, last = sorted((block, max(0, min(block + step, len(self._layout.blocks) - 1))))
        blocks = self._layout.blocks
        return self._earlier.between(blocks[first].start, blocks[last].end)

    def _announced(self, block: int) -> bool:
        """Whether the block before ends with a colon."""
        before = self._layout.blocks[block - 1] if block else None
        return before is not None and self._text[before.start : before.end].rstrip().endswith(":")

    def resolve(self, where: Range) -> Resolved:
        """The source that the words at the given place name."""
        if where not in self._known:
            resolved = self._with_organisation(where, _owned(self._resolve(where)))
            resolved = self._with_reason(where, resolved)
            self._known[where] = resolved
            self._earlier.add(where, resolved)
        return self._known[where]

    def _with_reason(self, where: Range, resolved: Resolved) -> Resolved:
        """An unnamed source taken up again, with the reason that the article gives only here."""
        known = resolved.anonymity
        if known is None or known.reason is not None or resolved.source.span is None:
            return resolved
        reason = anonymity(self._layout, where).reason
        return replace(resolved, anonymity=Anonymity(count=known.count, reason=reason))

    def _with_organisation(self, where: Range, resolved: Resolved) -> Resolved:
        """The source with the name of an organisation that is told by a pronoun or a label.

        Where the article first gives the role, "its owner" and "the company’s owner" are of the
        organisation named before.
        """
        words = resolved.source.organisation
        if not words or not words[0].islower():
            return resolved
        person = self._people.named(resolved.source.canonical)
        place = person.mentions[0] if person and person.mentions else where
        if (kind := PRONOUNS.get(words)) is not None:
            found = self._pronouns.referent(place, kind)
            return resolved.of_organisation(_body(found))
        plain = _OWN.sub("", words)
        name = _body(self._labels.find(place, *plain.split()))
        return resolved.of_organisation(name or plain)

    def _resolve(self, where: Range) -> Resolved:
        phrase = " ".join(where.of(self._text).split()).strip(" ,;:")
        if phrase in ANSWERS:
            return self._interviewed(where)
        if (person := self._people.labelled(phrase)) is not None:
            found = self._people.source(person, where)
            return found.said_by(found.source.span, Resolution.LABEL)
        if (kind := PRONOUNS.get(phrase.casefold())) is not None:
            return self._pronoun(where, kind)
        return (
            self._hall(where, phrase)
            or self._kin(where, phrase)
            or self._firm(where)
            or self._bodies.read(where, phrase)
            or self._unnamed(where, phrase)
            or self._people.read(where)
            or self._labels.read(where, phrase)
            or self._offices.read(where, phrase)
            or self._other(where, phrase)
        )

    def _firm(self, where: Range) -> Resolved | None:
        """A firm whose name follows what it is: "the builder, Hobb & Sons"."""
        match = self._apposition(where)
        if match is None or not _FIRM.fullmatch(match["name"]):
            return None
        return Resolved(source_at(self._text, where, match["name"], SourceType.ORGANISATION))

    def _hall(self, where: Range, phrase: str) -> Resolved | None:
        """A city hall stands for the council that the article names, else for itself."""
        name = ARTICLE.sub("", phrase)
        if name.casefold() not in HALLS:
            return None
        found = self._labels.find(where, "council")
        canonical = found.source.canonical if found else name
        kind, resolution = SourceType.GOVERNMENT_BODY, Resolution.METONYM
        return Resolved(source_at(self._text, where, canonical, kind, resolution=resolution))

    def _interviewed(self, where: Range) -> Resolved:
        """Who gives the answers of an interview: the one person whom the article names."""
        person = self._people.only_one()
        if person is None:
            return unnamed()
        found = self._people.source(person, where)
        return found.said_by(found.source.span, Resolution.INFERRED)

    def _pronoun(self, where: Range, kind: str) -> Resolved:
        span = Span.of(self._text, *where)
        if kind == "a":
            return self._first_person(where).said_by(span, Resolution.PRONOUN)
        found = self._antecedent(where) or self._pronouns.referent(where, kind)
        return found.said_by(span, Resolution.PRONOUN) if found else unnamed()

    def _antecedent(self, where: Range) -> Resolved | None:
        """What the noun phrase right before "who" or "which" names, if such a thing may be meant.

        In “the owner of the firm, who denies it” that is the owner, not the firm.
        """
        relative = where.of(self._text).casefold()
        if relative not in RELATIVES:
            return None
        for phrase in antecedents(self._layout, where):
            found = self._resolve(phrase)
            known = found.human or found.source.type is SourceType.PERSON
            part = relative == "who" and not known and is_part(self._text, phrase)
            if not part and found.source.canonical != UNNAMED and _takes(found.source, relative):
                return found
        return None

    def _first_person(self, where: Range) -> Resolved:
        """Who says "I": who answers, in quoted words who speaks, else the author."""
        label = self._interviews.label_of(where.start)
        if label is not None:
            return self.resolve(label)
        if self._layout.quoted_length(where) == 0:
            return Resolved(self.author())
        block = self._layout.block_at(where.start)
        before = self._around(block, -1) if block is not None else []
        spoken = _single([found for at, found in before if at.start < where.start])
        return spoken[-1] if spoken else unnamed()

    def _kin(self, where: Range, phrase: str) -> Resolved | None:
        """A relative by a first name: "his widow, Jean"."""
        match = _KIN.fullmatch(phrase)
        if match is None:
            return None
        source = source_at(self._text, where, match["name"], SourceType.PERSON)
        return Resolved(source, human=True)

    def _unnamed(self, where: Range, phrase: str) -> Resolved | None:
        """People without a name: "two officials", "a Kremlin spokesman"."""
        head = head_of(phrase)
        last = head[-1].key if head else ""
        definite = phrase.split(" ", 1)[0].casefold() in DEFINITE
        if last not in _PEOPLE or (definite and not is_plural(head)):
            return None
        named = self._people.after_comma(where)
        points = phrase.split(" ", 1)[0].casefold() in POINTING
        speaks_for = named is not None and not named.certain and _BODY_BEFORE.search(phrase)
        if (named and not speaks_for) or (points and self._labels.find(where, last)):
            return None
        _, organisation = read_role(without_clauses(phrase))
        organisation = named.name if named else organisation or _spoken_for(last, phrase)
        source = source_at(
            self._text,
            where,
            described(phrase),
            SourceType.UNNAMED,
            role=_role(head),
            organisation=organisation or _organisation_in(self._lowered(where, head)),
        )
        unknown = anonymity(self._layout, where)
        return Resolved(source, unknown, plural=is_plural(head), human=True)

    def _lowered(self, where: Range, head: list[Token]) -> list[Token]:
        """The head without a first word whose capital only begins the sentence: "Aid workers"."""
        sentence = self._layout.sentence_at(where.start)
        begins = sentence is not None and sentence.range.start == where.start
        word = without_possessive(head[0].word)
        if not begins or word.isupper() or self._bodies.knows(word):
            return head
        return head if self._people.written_inside(word) else head[1:]

    def _other(self, where: Range, phrase: str) -> Resolved:
        """A document, a body or an organisation; else somebody whom the article does not name."""
        head = head_of(phrase)
        name = None if head and head[-1].capital else self._apposed_name(where)
        kind = type_of(name or head)
        if name:
            canonical = " ".join(token.word for token in name)
            return Resolved(source_at(self._text, where, canonical, kind))
        source = source_at(self._text, where, described(phrase) or UNNAMED, kind)
        if kind is SourceType.UNNAMED:
            return Resolved(source, anonymity(self._layout, where), plural=is_plural(head))
        return Resolved(source)

    def _apposed_name(self, where: Range) -> list[Token] | None:
        """The name of an organisation in apposition: "the contractor, Steelworks Ltd,"."""
        match = self._apposition(where)
        if match is None:
            return None
        found = runs(self._text, Range(*match.span("name")))
        whole = found and found[0][-1].range.end == match.end("name")
        return found[0] if whole else None

    def _apposition(self, where: Range) -> re.Match[str] | None:
        """What a source is, and the capitalised words that follow it."""
        match = _APPOSED.match(self._text, where.start, where.end + 60)
        return match if match and match.start("name") <= where.end + 2 else None


def _takes(source: Source, relative: str) -> bool:
    """Whether a relative pronoun can stand for a source: "who" for people, "which" for others."""
    people = source.type in {SourceType.PERSON, SourceType.UNNAMED}
    return people == (relative == "who")


def _organisation_in(head: list[Token]) -> str | None:
    names = [t for t in head[:-1] if t.capital and t.key not in NATIONALITIES]
    names = [t for t in names if t.key not in NOT_NAMES and t.key not in MODIFIERS]
    return without_possessive(" ".join(t.word for t in names)) or None


def _role(head: list[Token]) -> str | None:
    """What unnamed people are by trade: "former employee"; "official" tells too little."""
    last = head[-1].key
    if last in _NO_TRADE or not {last, last.removesuffix("s")} & ROLES:
        return None
    words = [token.word for token in head if token.key not in _COUNTS and not token.capital]
    return " ".join(words) or None


def _spoken_for(last: str, phrase: str) -> str | None:
    """The organisation of "a spokesman for the council"."""
    match = _FOR.search(without_clauses(phrase)) if last in SPOKES else None
    return match["body"] if match else None


def _body(found: Resolved | None) -> str | None:
    known = found is not None and found.source.type in COLLECTIVE
    return _OWN.sub("", found.source.canonical) if found and known else None


def _owned(resolved: Resolved) -> Resolved:
    """A source told by whose it is ("her lawyer") is known by that label alone."""
    words = resolved.source.canonical.casefold().split()
    if words[0] not in _OWNERS or resolved.source.resolution is not Resolution.EXPLICIT:
        return resolved
    return resolved.said_by(resolved.source.span, Resolution.LABEL)


def _single(found: list[Resolved]) -> list[Resolved]:
    return [resolved for resolved in found if resolved.is_single]
