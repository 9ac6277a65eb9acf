"""A labelled passage as it is written in YAML: which keys and values a label may have.

What they mean: `benchmarks/labelled/README.md`. Where the words stand: `benchmarks.labelled_set`.
"""

from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from schemas.article import Format
from schemas.claim import (
    CueClass,
    Directness,
    Kind,
    Polarity,
    Qualifier,
    Resolution,
    SourceType,
    VerificationStatus,
)


class RelationType(StrEnum):
    """How a claim stands to another of its passage."""

    DENIES = "denies"
    CONFLICTS_WITH = "conflicts_with"
    NO_POSITION_ON = "no_position_on"
    SUPPORTS = "supports"
    SUPERSEDES = "supersedes"
    COMPLETES = "completes"
    ESCALATES = "escalates"
    SAME_CLAIM_AS = "same_claim_as"


_OTHER_WORDS: Final = {
    "contradicts": RelationType.CONFLICTS_WITH,
    "disputes": RelationType.CONFLICTS_WITH,
    "confirms": RelationType.SUPPORTS,
    "corroborates": RelationType.SUPPORTS,
    "corrects": RelationType.SUPERSEDES,
    "repeats": RelationType.SAME_CLAIM_AS,
}
"""Further words for relations that labels use."""


Text = Annotated[str, BeforeValidator(str)]
"""Also where YAML reads a date or a number."""


class Written(BaseModel):
    """A mapping in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Written):
    """Words of the passage, and which of several places is meant."""

    exact: Text
    nth: int | None = Field(default=None, ge=1)


def _as_words(value: object) -> object:
    return value if isinstance(value, dict) else {"exact": value}


def _as_list(value: object) -> object:
    return [] if value is None else value if isinstance(value, list) else [value]


Wording = Annotated[Words, BeforeValidator(_as_words)]
Wordings = Annotated[list[Wording], BeforeValidator(_as_list)]


class WrittenQuantity(Words):
    """A number with its limits."""

    value: float | list[float]
    qualifier: Qualifier = Qualifier.EXACT
    unit: str | None = None
    what: str | None = None


class WrittenDate(Words):
    """An expression of time and its EDTF date."""

    edtf: Text


class WrittenAnonymity(Written):
    """How many sources are unnamed, and why."""

    count: int | None = None
    reason: Wording | None = None


class WrittenRelation(Written):
    """How a claim stands to another, by its 1-based number."""

    type: Annotated[RelationType, BeforeValidator(lambda given: _OTHER_WORDS.get(given, given))]
    to: int


class WrittenClaim(Written):
    """A claim; only its content is required."""

    content: Wordings
    source: Wording | None = None
    name: str | None = None
    cue: Wording | None = None
    cue_class: CueClass = Field(default=CueClass.NONE, alias="class")
    polarity: Polarity = Polarity.AFFIRMED
    hedges: Wordings = []
    verification: VerificationStatus = VerificationStatus.NONE_STATED
    directness: Directness | None = None
    kind: Kind | None = None
    source_type: SourceType | None = Field(default=None, alias="type")
    role: str | None = None
    organisation: str | None = None
    resolution: Resolution | None = None
    chain: Annotated[list[str], BeforeValidator(_as_list)] = []
    anonymity: WrittenAnonymity | None = None
    quantities: Annotated[list[WrittenQuantity], BeforeValidator(_as_list)] = []
    dates: Annotated[list[WrittenDate], BeforeValidator(_as_list)] = []
    said_on: WrittenDate | None = None
    places: Wordings = []
    people: Wordings = []
    organisations: Wordings = []
    relations: Annotated[list[WrittenRelation], BeforeValidator(_as_list)] = []


def _as_claim(value: object) -> object:
    return {"content": value} if isinstance(value, str) else value


_OwnClaim = Annotated[WrittenClaim, BeforeValidator(_as_claim)]


class WrittenPassage(Written):
    """A passage with its labels."""

    id: str
    traits: Annotated[list[str], BeforeValidator(_as_list)] = []
    published: Text | None = None
    publisher: str | None = None
    format: Format = Format.TEXT
    full: bool = False
    text: str
    claims: Annotated[list[WrittenClaim], BeforeValidator(_as_list)] = []
    own: Annotated[list[_OwnClaim], BeforeValidator(_as_list)] = []
