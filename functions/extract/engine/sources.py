"""Whose statement it is: from the words that name a source to the source itself.

Names go to their fullest form in the article, pronouns and labels to the earlier source they
stand for, capitals to governments. How it was resolved is always said. Where the words stand is
the tagger's business.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final

from functions.extract.engine.anonymity import anonymity
from functions.extract.engine.entities import mentions
from functions.extract.engine.layout import Layout
from functions.extract.engine.lexicons import listed
from functions.extract.engine.lexicons.countries import COUNTRY_NAMES, METONYMS, NATIONALITIES
from functions.extract.engine.lexicons.outlets import OUTLETS, WIRE_SERVICES
from functions.extract.engine.lexicons.roles import (
    DOCUMENT_NOUNS,
    HONORIFICS,
    MODIFIERS,
    NOT_NAMES,
    PRONOUNS,
    ROLES,
    SPOKES,
    UNNAMED_NOUNS,
)
from functions.extract.engine.names import (
    Named,
    NamePhrase,
    Token,
    apposition,
    folded,
    name_phrase,
    read_role,
    roster,
    runs,
    tokens,
    without_possessive,
)
from functions.extract.engine.noun_phrases import (
    ARTICLE,
    DEFINITE,
    GOVERNMENT_NOUNS,
    NOUNS,
    head_of,
    is_acronym,
    is_plural,
    type_of,
    without_clauses,
)
from functions.extract.engine.organisations import OWN_NOUNS, Organisation, Organisations
from functions.extract.engine.ranges import Cover, Placed, Range
from schemas.article import BlockKind
from schemas.claim import Anonymity, EntityType, Resolution, Source, SourceType
from schemas.spans import Span

UNNAMED: Final = "Unnamed source"
"""The canonical name of a source that the article does not give."""
UNKNOWN_AUTHOR: Final = "Unknown author"

_OPENS: Final = re.compile(r"[Tt]he [a-z]+|(?:[Tt]he )?[^\W\d_a-z][\w&-]*(?: [^\W\d_a-z][\w&-]*)*")
_TITLED: Final = re.compile(
    r"(?P<noun>[^\W\d_a-z]\w+s) (?:of|for|against) (?:the )?[^\W\d_a-z][\w’' -]+"
)
_ANSWERS: Final = frozenset({"A", "Answer"})
"""Labels of the answers in an interview."""
_FIRST_PERSON: Final = re.compile(r"\b(?:I|[Mm]y|[Mm]yself)\b(?!\.)")
_POSSESSES: Final = re.compile(r"[’']s?\s+\w")
_APPOSED: Final = re.compile(
    r"(?:[Tt]he|[Aa]n?) [^,]{3,60}, (?:the )?(?P<name>[^\W\d_a-z][^,]{1,50}),"
)
_AND: Final = re.compile(r" and ")
_PEOPLE: Final = UNNAMED_NOUNS | SPOKES | listed("one two three four five six another others")
_SOURCES_BACK: Final = 200
"""Sources before a pronoun or a label that it may stand for."""
_OPENING: Final = 300
"""Code points at the start of a sentence in which what it is about is named."""
_SENTENCES_BACK: Final = 4
"""How far back a pronoun's referent is looked for among the names of the prose."""
_CLEAR_BACK: Final = 2
"""Sentences before a pronoun in which only one may fit for it to be clear."""
_COLLECTIVE: Final = frozenset(
    {SourceType.GOVERNMENT, SourceType.GOVERNMENT_BODY, SourceType.ORGANISATION}
)
_OWNERS: Final = listed("his her its their our my")
_POINTING: Final = listed("the this that these those")
"""Words that point back to something named before, without an owner of its own."""
_COMPANIES: Final = listed("company firm business group retailer manufacturer maker drugmaker")
_OPERATORS: Final = listed("operator utility insurer owner builder supplier")
_GENERIC: Final = listed("organisation organization body team club charity bank airline")
_BODIES: Final = listed("force service agency department body organisation authority")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A source and, where it is unnamed, what is known of it all the same."""

    source: Source
    anonymity: Anonymity | None = None
    gender: str | None = None
    plural: bool = False
    human: bool = False
    """Whether it is known to be a person or people."""


def unnamed() -> Resolved:
    """The source of a statement that the article gives to nobody."""
    source = Source(canonical=UNNAMED, type=SourceType.UNNAMED, resolution=Resolution.INFERRED)
    return Resolved(source, Anonymity())


class Resolver:
    """Resolves the sources of one article; call it in the order of the text."""

    def __init__(self, layout: Layout, contents: list[Range]) -> None:
        self._layout = layout
        self._text = layout.text
        self._people = roster(layout)
        self._organisations = Organisations(layout, self._people)
        mentioned = {mention for person in self._people for mention in person.mentions}
        self._contents = Cover(where for where in contents if where not in mentioned)
        self._earlier: Placed[Resolved] = Placed()
        self._known: dict[Range, Resolved] = {}

    def author(self) -> Source:
        """The article's author, for what the article states on its own account."""
        article = self._layout.article
        name = ", ".join(article.byline) or article.publisher or UNKNOWN_AUTHOR
        return Source(canonical=name, type=SourceType.AUTHOR, resolution=Resolution.INFERRED)

    def person(self, name: str, span: Span | None) -> Source:
        """A person named outside the prose, such as the one who signed a post."""
        named = self._named(name.split(" / ", maxsplit=1)[0].strip())
        return Source(
            span=span,
            canonical=named.name if named else name.split(" / ", maxsplit=1)[0].strip(),
            type=SourceType.PERSON,
            role=named.role if named else None,
            organisation=named.organisation if named else None,
            resolution=Resolution.EXPLICIT,
        )

    def speaker_near(self, where: Range) -> Resolved | None:
        """Who speaks quoted words that no cue governs: the source last spoken of, if it may.

        In a paragraph that is the last one before, also from the paragraph before. A block
        quotation needs a colon before it, or an "I" that only one person nearby can say: the last
        one before, else the first one after.
        """
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
        if not chosen:
            return None
        update = {"span": None, "resolution": Resolution.INFERRED}
        return replace(chosen[0], source=chosen[0].source.model_copy(update=update))

    def _around(self, block: int, step: int) -> list[tuple[Range, Resolved]]:
        """The sources in a block and its neighbour on one side."""
        first, last = sorted((block, max(0, min(block + step, len(self._layout.blocks) - 1))))
        blocks = self._layout.blocks
        return self._earlier.between(blocks[first].start, blocks[last].end)

    def _announced(self, block: int) -> bool:
        """Whether the block before ends with a colon."""
        before = self._layout.blocks[block - 1] if block else None
        return before is not None and self._text[before.start : before.end].rstrip().endswith(":")

    def names_person(self, name: str) -> bool:
        """Whether a name is that of one person whom the prose names in full."""
        return self._named(name) is not None

    def titled(self, where: Range) -> Resolved:
        """The source that words of the title name, which the prose may name only below.

        A role goes to the one person who has it there. Pronouns of the prose never stand for it.
        """
        words = where.of(self._text)
        nouns = tuple(word.casefold() for word in words.split() if word.casefold() not in DEFINITE)
        person = self._named(words)
        if person is None:
            bearing = [p for p in self._people if p.role and _has_nouns(p.role, nouns)]
            if len(bearing) != 1:
                return self._resolve(where)
            found = self._of_person(bearing[0], where)
            update = {"resolution": Resolution.LABEL}
            return replace(found, source=found.source.model_copy(update=update))
        return self._of_person(person, where)

    def resolve(self, where: Range) -> Resolved:
        """The source that the words at the given place name."""
        if where not in self._known:
            resolved = _owned(self._resolve(where))
            self._known[where] = resolved
            self._earlier.add(where, resolved)
        return self._known[where]

    def _resolve(self, where: Range) -> Resolved:
        phrase = " ".join(where.of(self._text).split()).strip(" ,;:")
        plain = without_possessive(ARTICLE.sub("", phrase)).replace("’", "'").casefold()
        if phrase in _ANSWERS:
            return self._interviewed(where)
        if (person := self._initialled(phrase)) is not None:
            return self._of_person(person, where)
        if (kind := PRONOUNS.get(phrase.casefold())) is not None:
            return self._pronoun(where, kind)
        return (
            self._place(where, plain)
            or self._outlet(where, plain)
            or self._organisation(where, phrase)
            or self._unnamed(where, phrase)
            or self._person(where)
            or self._label(where, phrase)
            or self._other(where, phrase)
        )

    def _source(  # noqa: PLR0913
        self,
        where: Range,
        canonical: str,
        kind: SourceType,
        *,
        role: str | None = None,
        organisation: str | None = None,
        resolution: Resolution = Resolution.EXPLICIT,
    ) -> Source:
        if organisation and organisation.casefold() in PRONOUNS:
            found = self._referent(where, PRONOUNS[organisation.casefold()])
            organisation = found.source.canonical if found else None
        elif organisation and organisation.islower():
            organisation = self._labelled(where, organisation)
        return Source(
            span=Span.of(self._text, *where),
            canonical=canonical,
            type=kind,
            role=role,
            organisation=organisation,
            resolution=resolution,
        )

    def _labelled(self, where: Range, words: str) -> str:
        """The organisation that a label such as "the company" stands for, else the label."""
        found = self._find_label(where, *words.split())
        if found is not None and found.source.type in _COLLECTIVE:
            return found.source.canonical
        named = [name for _, name in self._bodies.before(where.start)[-_SOURCES_BACK:]]
        called = [name for name in named if name.casefold().endswith(f" {words}")]
        if not called and words in _COMPANIES | _OPERATORS and len(set(named)) == 1:
            called = named
        return called[-1] if called else words

    @cached_property
    def _bodies(self) -> Placed[str]:
        """The names of organisations, where they stand."""
        return Placed(
            (Range(mention.start, mention.end), mention.exact)
            for mention in mentions(self._layout)
            if mention.type is EntityType.ORGANISATION
        )

    def _interviewed(self, where: Range) -> Resolved:
        """Who gives the answers of an interview: the one person whom the article names."""
        certain = [person for person in self._people if person.certain]
        if len(certain) != 1:
            return unnamed()
        found = self._of_person(certain[0], where)
        update = {"resolution": Resolution.INFERRED}
        return replace(found, source=found.source.model_copy(update=update))

    def _initialled(self, phrase: str) -> Named | None:
        """Whom capitals label in an interview: initials ("MK") or a surname ("KASPAR")."""
        if not (phrase.isalpha() and phrase.isupper()):
            return None
        if len(phrase) > 3:
            return self._named(phrase)
        bearing = [p for p in self._people if _initials(p.name) == phrase]
        return bearing[0] if len(bearing) == 1 else None

    def _place(self, where: Range, plain: str) -> Resolved | None:
        """A country, a capital or a seat of government, which stand for the government."""
        words = plain.split()
        nationality = " ".join(words[:-1])
        if words and words[-1] in GOVERNMENT_NOUNS and nationality in NATIONALITIES:
            country, resolution = NATIONALITIES[nationality], Resolution.EXPLICIT
        elif plain in COUNTRY_NAMES:
            country, resolution = COUNTRY_NAMES[plain], Resolution.EXPLICIT
        elif plain in METONYMS:
            country, resolution = METONYMS[plain], Resolution.METONYM
        elif self._organisations.is_state(where.of(self._text).strip(" ,;:")):
            country, resolution = where.of(self._text).strip(" ,;:"), Resolution.EXPLICIT
        else:
            return None
        kind = SourceType.GOVERNMENT
        return Resolved(self._source(where, country, kind, resolution=resolution))

    def _outlet(self, where: Range, plain: str) -> Resolved | None:
        if plain not in WIRE_SERVICES and plain not in OUTLETS:
            return None
        name = ARTICLE.sub("", where.of(self._text).strip(" ,;:"))
        return Resolved(self._source(where, name, SourceType.ORGANISATION))

    def _organisation(self, where: Range, phrase: str) -> Resolved | None:
        """A name that the article shows to be an organisation's, with or without an article."""
        name = ARTICLE.sub("", without_clauses(phrase))
        full = self._organisations.full(without_possessive(name)) if name[:1].isupper() else None
        kind = type_of(head_of(full)) if full else SourceType.UNNAMED
        if full is None:
            return self._titled(where, phrase)
        if kind in {SourceType.UNNAMED, SourceType.DOCUMENT}:
            kind = SourceType.ORGANISATION
        return Resolved(self._source(where, full, kind))

    def _titled(self, where: Range, phrase: str) -> Resolved | None:
        """A body that bears a noun for people as its name: "the Friends of the Old Mill"."""
        match = _TITLED.fullmatch(without_clauses(phrase))
        begins = phrase[:4].casefold() == "the " and match is not None
        if not begins or match is None or match["noun"].casefold() in ROLES:
            return None
        return Resolved(self._source(where, match[0], SourceType.ORGANISATION))

    def _unnamed(self, where: Range, phrase: str) -> Resolved | None:
        """People without a name: "two officials", "a Kremlin spokesman"."""
        head = head_of(phrase)
        last = head[-1].key if head else ""
        definite = phrase.split(" ", 1)[0].casefold() in DEFINITE
        if last not in _PEOPLE or (definite and not is_plural(head)):
            return None
        named = self._named_after_comma(where, phrase)
        points = phrase.split(" ", 1)[0].casefold() in _POINTING
        speaks_for = last in SPOKES and named is not None and not named.certain
        if (named and not speaks_for) or (points and self._find_label(where, last)):
            return None
        _, organisation = read_role(without_clauses(phrase))
        organisation = named.name if named else organisation
        return Resolved(
            self._source(
                where,
                without_clauses(phrase),
                SourceType.UNNAMED,
                role=last if last in ROLES else None,
                organisation=organisation or self._organisation_in(head),
            ),
            anonymity(self._layout, where),
            plural=is_plural(head),
            human=True,
        )

    def _organisation_in(self, head: list[Token]) -> str | None:
        names = [t for t in head[:-1] if t.capital and t.key not in NATIONALITIES]
        names = [t for t in names if t.key not in NOT_NAMES and t.key not in MODIFIERS]
        return without_possessive(" ".join(t.word for t in names)) or None

    def _named_after_comma(self, where: Range, phrase: str) -> NamePhrase | None:
        if "," not in phrase:
            return None
        start = where.start + where.of(self._text).index(",") + 1
        return next(iter(self._names(Range(start, where.end))), None)

    def _names(self, where: Range) -> list[NamePhrase]:
        found = (name_phrase(self._text, run) for run in runs(self._text, where))
        return [name for name in found if name is not None]

    def _person(self, where: Range) -> Resolved | None:
        phrase = self._person_phrase(where)
        if phrase is None:
            return None
        if (second := self._second_person(phrase, where)) is not None:
            return self._pair(where, phrase, second)
        named = self._named(phrase.name, phrase.gender)
        role, organisation = phrase.role, phrase.organisation
        if role is None and (named is None or named.role is None):
            role, organisation = self._stated_role(where, phrase)
        return Resolved(
            self._source(
                where,
                named.name if named else phrase.name,
                SourceType.PERSON,
                role=(named.role if named else None) or role,
                organisation=(named.organisation if named else None) or organisation,
            ),
            gender=(named.gender if named else None) or phrase.gender,
            human=True,
        )

    def _second_person(self, first: NamePhrase, where: Range) -> NamePhrase | None:
        """The other one of "Elena Marsh and Tom Okafor"."""
        joint = _AND.match(self._text, first.range.end, where.end)
        return self._person_phrase(Range(joint.end(), where.end)) if joint else None

    def _pair(self, where: Range, first: NamePhrase, second: NamePhrase) -> Resolved:
        named = [self._named(phrase.name, phrase.gender) for phrase in (first, second)]
        names = [
            person.name if person else phrase.name
            for person, phrase in zip(named, (first, second), strict=True)
        ]
        source = self._source(where, " and ".join(names), SourceType.PERSON)
        return Resolved(source, plural=True, human=True)

    def _stated_role(self, where: Range, phrase: NamePhrase) -> tuple[str | None, str | None]:
        """The role in the words before or after the name: "the head of X, Jane Doe"."""
        before = Range(where.start, phrase.range.start).of(self._text).strip(" ,")
        role = read_role(before) if before else (None, None)
        return role if role[0] else apposition(self._text, phrase.range.end)

    def _person_phrase(self, where: Range) -> NamePhrase | None:
        """The person at the head of the words, or named in apposition to it."""
        phrase = where.of(self._text)
        head = head_of(phrase.strip(" ,;:"))
        addressed = len(head) > 1 and head[-2].key in HONORIFICS
        if head and head[-1].key in NOUNS and not addressed:
            return self._named_after_comma(where, phrase)
        if names := self._names(where):
            return next((n for n in names if not self._is_possessor(n.range.end, where)), None)
        if not head or not head[-1].capital or is_acronym(head[-1]):
            return None
        return self._surname(self._capitals(where, len(head)), where)

    def _capitals(self, where: Range, length: int) -> list[Token]:
        """The capitalised words of a head that has the given length."""
        return [t for t in tokens(self._text, where)[:length] if t.capital]

    def _is_possessor(self, end: int, where: Range) -> bool:
        """Whether a name only says whose the source is: "Reyes’s rivals"."""
        return _POSSESSES.match(self._text, end, where.end) is not None

    def _surname(self, words: list[Token], where: Range) -> NamePhrase | None:
        """A single word as a name where the article elsewhere gives it in full, or on its own."""
        last = words[-1]
        name = without_possessive(last.word)
        if last.key in NOT_NAMES:
            return None
        known = self._named(name) is not None
        if not known and (len(words) > 1 or name.casefold() in NATIONALITIES):
            return None
        if self._is_possessor(last.range.start + len(name), where):
            return None
        return NamePhrase(name, Range(last.range.start, last.range.start + len(name)))

    def _named(self, name: str, gender: str | None = None) -> Named | None:
        """The person of the roster that a full name or a surname means."""
        key = folded(name)
        return _fitting(self._by_name.get(key) or self._by_surname.get(key, []), gender)

    @cached_property
    def _by_name(self) -> dict[str, list[Named]]:
        found: dict[str, list[Named]] = defaultdict(list)
        for person in self._people:
            found[folded(person.name)].append(person)
        return dict(found)

    @cached_property
    def _by_surname(self) -> dict[str, list[Named]]:
        found: dict[str, list[Named]] = defaultdict(list)
        for name, people in self._by_name.items():
            found[name.split()[-1]] += people
        return dict(found)

    def _label(self, where: Range, phrase: str) -> Resolved | None:
        """A description with "the" that stands for a source named before."""
        head = head_of(phrase)
        owned = any(without_possessive(token.word) != token.word for token in head)
        if len(head) < 2 or owned or head[0].key not in _POINTING or head[-1].capital:
            return None
        nouns = [token.key for token in head if token.key not in DEFINITE | {"same"}]
        found = self._find_label(where, *nouns)
        if found is None:
            return None
        update = {"span": Span.of(self._text, *where), "resolution": Resolution.LABEL}
        return replace(found, source=found.source.model_copy(update=update))

    def _find_label(self, where: Range, *nouns: str) -> Resolved | None:
        """What words stand for: by name or role if anything bears them all, else by its sort."""
        sources = reversed(self._before(where)[-_SOURCES_BACK:])
        bearing = next((item for item in sources if _bears(item[1].source, nouns)), None)
        mentions = reversed(self._organisations_before(where))
        called = next((named for named in mentions if named.is_called(nouns)), None)
        if called and (bearing is None or bearing[0] < called.range):
            return self._of_organisation(called)
        if bearing:
            return bearing[1]
        found = self._person_with_role(where, nouns)
        return found or (self._of_sort(where, nouns[0]) if len(nouns) == 1 else None)

    def _of_sort(self, where: Range, noun: str) -> Resolved | None:
        """The last source of the sort that a noun such as "company" or "force" tells."""
        for _, resolved in reversed(self._before(where)):
            if _is_of_sort(resolved.source, noun):
                return resolved
        if noun not in _COMPANIES:
            return None
        companies = [o for o in self._organisations_before(where) if o.may_be_company]
        return self._of_organisation(companies[-1]) if companies else None

    def _organisations_before(self, where: Range) -> list[Organisation]:
        return [o for o in self._organisations.mentions if o.range.end <= where.start]

    def _of_organisation(self, named: Organisation) -> Resolved:
        return Resolved(self._source(named.range, named.name, named.kind))

    def _person_with_role(self, where: Range, nouns: tuple[str, ...]) -> Resolved | None:
        people = [
            (max(m.start for m in person.mentions if m.start < where.start), person)
            for person in self._people
            if person.role
            and _has_nouns(person.role, nouns)
            and person.mentions
            and person.mentions[0].start < where.start
        ]
        return self._of_person(max(people, key=lambda item: item[0])[1], where) if people else None

    def _of_person(self, person: Named, where: Range) -> Resolved:
        source = self._source(
            where,
            person.name,
            SourceType.PERSON,
            role=person.role,
            organisation=person.organisation,
        )
        return Resolved(source, gender=person.gender, human=True)

    def _before(self, where: Range) -> list[tuple[Range, Resolved]]:
        return self._earlier.before(where.start)

    def _other(self, where: Range, phrase: str) -> Resolved:
        """A document, a body or an organisation; else somebody whom the article does not name."""
        head = head_of(phrase)
        name = None if head and head[-1].capital else self._apposed_name(where)
        head = name or head
        kind = type_of(head)
        if name:
            return Resolved(self._source(where, " ".join(t.word for t in name), kind))
        if kind is SourceType.UNNAMED:
            source = self._source(where, without_clauses(phrase) or UNNAMED, kind)
            return Resolved(source, anonymity(self._layout, where), plural=is_plural(head))
        return Resolved(self._source(where, without_clauses(phrase), kind))

    def _apposed_name(self, where: Range) -> list[Token] | None:
        """The name of an organisation in apposition: "the contractor, Steelworks Ltd,"."""
        match = _APPOSED.match(self._text, where.start, where.end + 60)
        if match is None or match.start("name") > where.end + 2:
            return None
        found = runs(self._text, Range(*match.span("name")))
        whole = found and found[0][-1].range.end == match.end("name")
        return found[0] if whole else None

    def _pronoun(self, where: Range, kind: str) -> Resolved:
        if kind == "a":
            author = self.author()
            return Resolved(
                self._source(
                    where, author.canonical, SourceType.AUTHOR, resolution=Resolution.PRONOUN
                )
            )
        found = self._referent(where, kind)
        if found is None:
            return unnamed()
        update = {"span": Span.of(self._text, *where), "resolution": Resolution.PRONOUN}
        return replace(found, source=found.source.model_copy(update=update))

    def only_referent(self, where: Range, speaker: Span | None) -> Source | None:
        """The one source or person nearby that a pronoun can stand for; nothing if unclear.

        Args:
            where: The pronoun.
            speaker: The words that name whose statement it stands in; they may come after it.
        """
        kind = PRONOUNS.get(where.of(self._text).casefold())
        index = self._layout.sentence_index(where.start)
        if kind is None or index is None:
            return None
        sentences = self._layout.sentences[max(0, index - _CLEAR_BACK) : index + 1]
        found = [r for s in sentences for r in self._named_in(s.range, before=where)]
        found += [
            self._of_person(person, mention)
            for mention, person in self._mentions.between(sentences[0].range.start, where.start)
        ]
        spoken = self._known.get(Range(speaker.start, speaker.end)) if speaker else None
        fitting = [r for r in (*found, *([spoken] if spoken else [])) if _agrees(r, kind)]
        one = {r.source.canonical for r in fitting} - {UNNAMED}
        told = any(r.gender == kind for r in fitting) or kind not in {"m", "f"}
        return fitting[0].source if len(one) == 1 and told else None

    def _referent(self, where: Range, kind: str) -> Resolved | None:
        """The nearest earlier sentence decides; in it sources come before other names."""
        for candidates in self._candidates(where):
            for candidate in candidates:
                if _agrees(candidate, kind):
                    return candidate
        earlier = reversed(self._before(where)[-_SOURCES_BACK:])
        return next((r for _, r in earlier if _agrees(r, kind)), None)

    def _candidates(self, where: Range) -> list[list[Resolved]]:
        index = self._layout.sentence_index(where.start)
        if index is None:
            return []
        sentences = self._layout.sentences[max(0, index - _SENTENCES_BACK) : index + 1]
        return [self._named_in(s.range, before=where) for s in reversed(sentences)]

    def _named_in(self, sentence: Range, before: Range) -> list[Resolved]:
        """Sources, then persons named outside of what is quoted, in the sentence."""
        end = min(sentence.end, before.start)
        found = [resolved for _, resolved in self._earlier.between(sentence.start, end)]
        found += [
            self._of_person(person, mention)
            for mention, person in self._mentions.between(sentence.start, end)
            if not self._contents.covers(mention)
        ]
        return [*found, *self._opening_name(sentence, before)]

    @cached_property
    def _mentions(self) -> Placed[Named]:
        return Placed(
            (m, person) for person in self._people if person.certain for m in person.mentions
        )

    def _opening_name(self, sentence: Range, before: Range) -> list[Resolved]:
        """The organisation or the country that a sentence is about, for "they" and "it"."""
        end = min(sentence.end, before.start, sentence.start + _OPENING)
        if (named := self._opening_organisation(Range(sentence.start, end))) is not None:
            return [named]
        for run in runs(self._text, Range(sentence.start, end)):
            where = Range(run[0].range.start, run[-1].range.end)
            words = without_possessive(where.of(self._text)).casefold()
            state = self._organisations.is_state(without_possessive(where.of(self._text)))
            if words in COUNTRY_NAMES or words in METONYMS or state:
                found = self._place(where, words)
                return [found] if found else []
        return []

    def _opening_organisation(self, where: Range) -> Resolved | None:
        """The organisation that a sentence begins with, by name or by label."""
        match = _OPENS.match(self._text, *where)
        if match is None or match[0].casefold() in PRONOUNS:
            return None
        opening = Range(*match.span())
        named = self._organisation(opening, match[0]) or self._label(opening, match[0])
        return None if named is None or named.human else named


def _owned(resolved: Resolved) -> Resolved:
    """A source told by whose it is ("her lawyer") is known by that label alone."""
    words = resolved.source.canonical.casefold().split()
    if words[0] not in _OWNERS or resolved.source.resolution is not Resolution.EXPLICIT:
        return resolved
    update = {"resolution": Resolution.LABEL}
    return replace(resolved, source=resolved.source.model_copy(update=update))


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _single(found: list[Resolved]) -> list[Resolved]:
    """Those who may say "I"."""
    return [resolved for resolved in found if resolved.human and not resolved.plural]


def _fitting(people: list[Named], gender: str | None) -> Named | None:
    """The one bearer of a name, or the one whom the gender tells apart; nothing if unclear."""
    if gender and len(people) > 1:
        people = [person for person in people if person.gender in {gender, None}]
    return people[0] if len(people) == 1 else None


def _bears(source: Source, nouns: tuple[str, ...]) -> bool:
    """Whether the name or the role of a source holds the words."""
    if source.role and _has_nouns(source.role, nouns):
        return True
    return source.type is not SourceType.PERSON and _has_nouns(source.canonical, nouns)


def _is_of_sort(source: Source, noun: str) -> bool:
    """Whether a noun that the name does not hold may stand for the source all the same."""
    if source.type is SourceType.DOCUMENT:
        return noun in DOCUMENT_NOUNS
    if source.type is SourceType.GOVERNMENT_BODY:
        return noun in _BODIES
    if source.type is SourceType.ORGANISATION:
        return noun in _COMPANIES | _GENERIC and not OWN_NOUNS & set(
            source.canonical.casefold().split()
        )
    return False


@lru_cache(maxsize=4096)
def _nouns(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w-]+(?:[’']s)?", words.casefold()))


def _has_nouns(words: str, nouns: tuple[str, ...]) -> bool:
    found = _nouns(words)
    return all(noun in found or (noun in SPOKES and bool(SPOKES & found)) for noun in nouns)


def _agrees(resolved: Resolved, kind: str) -> bool:
    """Whether a pronoun of the kind can stand for the source."""
    source_type = resolved.source.type
    if kind in {"m", "f"}:
        return resolved.human and not resolved.plural and resolved.gender in {kind, None}
    if kind == "p":
        return resolved.plural or source_type in _COLLECTIVE
    if kind == "n":
        return source_type in _COLLECTIVE or source_type is SourceType.DOCUMENT
    return True
