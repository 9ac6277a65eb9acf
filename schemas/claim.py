"""The claim record: one statement of one source, kept verifiable.

The vocabulary (values of every enum) is the field's; what is derived from the words rather than
quoted from them is labelled so in the description of its field.
"""

from collections.abc import Iterator
from enum import StrEnum

from pydantic import Field

from schemas.base import Contract, Record
from schemas.spans import Piece, Span


class Directness(StrEnum):
    """In what form the article gives the statement."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    EMBEDDED_POST = "embedded_post"
    INTERVIEW_ANSWER = "interview_answer"
    HEADLINE = "headline"
    UNATTRIBUTED = "unattributed"


class Kind(StrEnum):
    """What sort of statement it is."""

    FACT = "fact"
    OPINION = "opinion"
    NORMATIVE = "normative"
    PREDICTION = "prediction"
    COMMITMENT = "commitment"
    SPEECH_ACT = "speech_act"


class SourceType(StrEnum):
    """What sort of source it is."""

    PERSON = "person"
    GOVERNMENT = "government"
    GOVERNMENT_BODY = "government_body"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    UNNAMED = "unnamed"
    AUTHOR = "author"


class Resolution(StrEnum):
    """How the canonical name of a source was found."""

    EXPLICIT = "explicit"
    PRONOUN = "pronoun"
    LABEL = "label"
    METONYM = "metonym"
    INFERRED = "inferred"

    @property
    def is_by_name(self) -> bool:
        """Whether a source is told of by words that it goes by elsewhere, too."""
        return self in {Resolution.EXPLICIT, Resolution.LABEL, Resolution.METONYM}


class CueClass(StrEnum):
    """What the cue says of the statement: said is not alleged."""

    ASSERT = "assert"
    REPORT = "report"
    ALLEGE = "allege"
    CONFIRM = "confirm"
    DENY = "deny"
    NEITHER_CONFIRM_NOR_DENY = "neither_confirm_nor_deny"
    ESTIMATE = "estimate"
    ASSESS = "assess"
    PREDICT = "predict"
    PROMISE = "promise"
    DEMAND = "demand"
    ADVISE = "advise"
    OPINE = "opine"
    CHARACTERISE = "characterise"
    EVIDENCE = "evidence"
    RULE = "rule"
    CORRECT = "correct"
    PLEAD = "plead"
    QUESTION = "question"
    HEARSAY = "hearsay"
    NONE = "none"


class Polarity(StrEnum):
    """Whether the source holds the content to be so."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    NO_POSITION = "no_position"


class HedgeType(StrEnum):
    """How a hedge weakens the statement."""

    APPROXIMATOR = "approximator"
    EVIDENTIAL = "evidential"
    MODAL = "modal"
    TEMPORAL = "temporal"


class VerificationStatus(StrEnum):
    """The article's own word on whether the claim was verified; never a rating."""

    NONE_STATED = "none_stated"
    OUTLET_UNABLE_TO_VERIFY = "outlet_unable_to_verify"
    OUTLET_VERIFIED = "outlet_verified"
    CONFIRMED_IN_ARTICLE = "confirmed_in_article"
    CORROBORATED_IN_ARTICLE = "corroborated_in_article"
    DISPUTED_IN_ARTICLE = "disputed_in_article"
    DENIED_IN_ARTICLE = "denied_in_article"
    DOCUMENT_AUTHENTICATED = "document_authenticated"
    SUPERSEDED = "superseded"


class Qualifier(StrEnum):
    """How the article limits a number."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    UP_TO = "up_to"
    ABOUT = "about"
    ESTIMATED = "estimated"
    NEARLY = "nearly"


class Grain(StrEnum):
    """How finely an expression dates."""

    TIME_OF_DAY = "time_of_day"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"


class DateBasis(StrEnum):
    """What the date of an expression was computed from."""

    EXPLICIT = "explicit"
    """The expression names its year."""
    PUBLISHED = "published"
    """The article's date of publication."""
    UTTERANCE = "utterance"
    """The day on which the statement was made."""
    POST = "post"
    """The date of the embedded post."""
    OTHER_DATE = "other_date"
    """A date given earlier in the same statement."""
    UNRESOLVED = "unresolved"
    """Nothing: the article does not say what the expression is relative to."""


class Medium(StrEnum):
    """The part of the article that a statement stands in."""

    BODY = "body"
    HEADLINE = "headline"
    EMBEDDED_POST = "embedded_post"
    CAPTION = "caption"


class EntityType(StrEnum):
    """What sort of thing a name is the name of."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"
    """A thing of another sort: a law, a war, a prize, a ship."""


class ReviewState(StrEnum):
    """Who last judged the record."""

    MACHINE = "machine"
    """Nobody, or a person who withdrew what was judged before."""
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


class RelationType(StrEnum):
    """How a claim stands to another claim of the same article."""

    COMPLETES = "completes"
    """Gives in full, or at greater length, what the other gives as a fragment."""
    DENIES = "denies"
    """Another source denies the other claim, or states its contrary."""
    CONFLICTS_WITH = "conflicts_with"
    """Another source gives a different number for the same thing."""
    SUPPORTS = "supports"
    """Another source says the same, or confirms it."""
    ESCALATES = "escalates"
    """The same source repeats the other claim with a stronger cue or a larger number."""
    SUPERSEDES = "supersedes"
    """Corrects the other claim, or takes its place."""


class Context(Contract):
    """Where in the article a statement stands."""

    section: str | None = None
    """Heading of its section."""
    paragraph: int | None = Field(default=None, ge=0)
    """Index of its block among the article's blocks."""
    medium: Medium = Medium.BODY
    post_url: str | None = None


class Source(Contract):
    """Whose statement it is: the originator, never the outlet that passes it on."""

    span: Span | None = None
    """The words that name the source here; nothing where the source is inherited."""
    canonical: str
    """Derived: the fullest name that the article gives this source."""
    type: SourceType
    role: str | None = None
    organisation: str | None = None
    resolution: Resolution


class Anonymity(Contract):
    """How many sources are unnamed, and the reason that the article gives."""

    count: int | None = None
    reason: Span | None = None


class ChainLink(Contract):
    """One step of an attribution chain."""

    name: str
    """Derived: the canonical name."""
    span: Span | None = None
    cue: Span | None = None


class Hedge(Span):
    """Words that weaken the statement."""

    type: HedgeType


class Verification(Contract):
    """Whether the article says the claim could be verified, by whom, and in which words."""

    status: VerificationStatus = VerificationStatus.NONE_STATED
    by: str | None = None
    span: Span | None = None


class Quantity(Span):
    """A number with its limits. The span takes in the qualifier and the unit."""

    value: float | list[float]
    """Derived: one value, or [minimum, maximum] of a range."""
    qualifier: Qualifier = Qualifier.EXACT
    unit: str | None = None
    """Derived: percent, a currency code, or a measure."""
    what: str | None = None
    """The words for what is counted."""


class EventDate(Span):
    """Words that date the event which the claim speaks of, or the utterance."""

    edtf: str | None = None
    """Derived: the expression in Extended Date/Time Format (ISO 8601-2, level 1); nothing where
    it could not be computed. `~` marks bounds that the words leave vague ("early August")."""
    grain: Grain
    basis: DateBasis


class Mention(Span):
    """A name in the content of the claim; a possessive's ending is no part of it."""

    id: str | None = None
    """Derived: the same for all names of one thing in the article, a slug of its fullest name."""
    type: EntityType | None = None
    """Derived: nothing where the article does not show what bears the name."""


class Relation(Contract):
    """How this claim stands to another."""

    type: RelationType
    claim_id: str
    """Of the same article, and never of this claim itself."""
    confidence: float | None = Field(default=None, ge=0, le=1)
    """Judged, not measured: from how much the two have in common."""


class CheckWorthiness(Contract):
    """How much the claim is worth a fact-checker's time."""

    score: float = Field(ge=0, le=1)
    rank: int = Field(ge=1)
    reasons: list[str] = Field(default_factory=list)


class Occurrence(Contract):
    """A further place of the same claim in the article."""

    content: list[Piece] = Field(min_length=1)
    directness: Directness
    context: Context


class Provenance(Contract):
    """What made the record."""

    extractor_version: str
    tagger: str
    """Name and version of the tagger that proposed the spans."""
    rule: str | None = None


class EditedSource(Contract):
    """Whose statement it is, in the eyes of a person."""

    canonical: str = Field(min_length=1, max_length=300)
    type: SourceType | None = None
    span: Span | None = None
    """The words that name the source."""


class Edit(Contract):
    """What a person would have in the record instead. It lies beside the record, which stays."""

    content: list[Piece] = Field(default_factory=list)
    """The pieces that the claim consists of; none where the record's own are right."""
    source: EditedSource | None = None
    cue_class: CueClass | None = None
    polarity: Polarity | None = None

    def spans(self) -> Iterator[Span]:
        """Every span of it, for the grounding check."""
        yield from self.content
        if self.source and self.source.span:
            yield self.source.span


class Rating(Contract):
    """What a person found when the claim was checked: never what the article says of it."""

    text: str = Field(min_length=1, max_length=100)
    """Such as "False"."""
    url: str = Field(pattern=r"^https?://\S+$", max_length=2000)
    """Where the fact-check is published."""
    author: str = Field(min_length=1, max_length=300)
    """Who published it."""


class Review(Contract):
    """The human judgement of the record, apart from the article's own verification."""

    state: ReviewState = ReviewState.MACHINE
    by: str | None = None
    """Subject of the token."""
    at: str | None = None
    """ISO 8601 date and time, in UTC."""
    version: int = Field(default=0, ge=0)
    """Number of the step; 0 before the first. The next one names it in If-Match."""
    revision: int | None = None
    """The revision of the article that was judged."""
    note: str | None = None
    edit: Edit | None = None
    """Only of the state `edited`."""
    outdated: bool = False
    """Whether the spans of the edit are left out here: the article's text has changed, and they
    were not found, or not looked for, in the revision that this answer is made of."""
    rating: Rating | None = None


class Claim(Record):
    """One statement of one source, in the article's own words."""

    claim_id: str
    """`<article id>.<hash of the content pieces and their occurrence number>`."""
    attribution_id: str
    """Shared by the claims cut from one attribution."""
    article_id: str
    content: list[Piece] = Field(min_length=1)
    occurrences: list[Occurrence] = Field(default_factory=list)
    display_text: str | None = None
    """Derived, for reading alone, never in place of the content: pieces joined by an ellipsis mark,
    a pronoun of the source made clear in square brackets. Nothing where the content is clear."""
    directness: Directness
    kind: Kind | None = None
    source: Source | None = None
    anonymity: Anonymity | None = None
    attribution_chain: list[ChainLink] = Field(default_factory=list)
    """From the outlet to the originator."""
    cue: Span | None = None
    cue_class: CueClass
    polarity: Polarity
    hedges: list[Hedge] = Field(default_factory=list)
    verification: Verification = Field(default_factory=Verification)
    quantities: list[Quantity] = Field(default_factory=list)
    event_dates: list[EventDate] = Field(default_factory=list)
    utterance_date: EventDate | None = None
    places: list[Mention] = Field(default_factory=list)
    entities: list[Mention] = Field(default_factory=list)
    context: Context
    check_worthiness: CheckWorthiness | None = None
    relations: list[Relation] = Field(default_factory=list)
    confidence: float = Field(ge=0, le=1)
    field_confidence: dict[str, float] = Field(default_factory=dict)
    provenance: Provenance
    review: Review = Field(default_factory=Review)

    @property
    def is_attributed(self) -> bool:
        """Whether the article gives the statement to a source other than its author."""
        return self.directness is not Directness.UNATTRIBUTED

    def spans(self) -> Iterator[Span]:
        """Every span that the record holds, for the grounding check."""
        yield from self.content
        for occurrence in self.occurrences:
            yield from occurrence.content
        yield from self._named_spans()
        for facet in (self.hedges, self.quantities, self.event_dates, self.places, self.entities):
            yield from facet

    def _named_spans(self) -> Iterator[Span]:
        spans = [self.cue, self.verification.span, self.utterance_date]
        if self.source:
            spans.append(self.source.span)
        if self.anonymity:
            spans.append(self.anonymity.reason)
        for link in self.attribution_chain:
            spans += [link.span, link.cue]
        yield from filter(None, spans)
