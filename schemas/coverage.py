"""Coverage: every sentence of an article, with its claims or the reason why it holds none."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Contract, Record
from schemas.claim import Claim


class NoClaimReason(StrEnum):
    """Why a sentence holds no claim."""

    HEADING = "heading"
    FOOTER = "footer"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    POST_SIGNATURE = "post_signature"
    RIGHT_OF_REPLY = "right_of_reply"
    VERIFICATION_NOTE = "verification_note"
    OPEN_QUESTION = "open_question"
    FRAMING = "framing"
    """Sets the scene or leads in, without a statement that could be checked on its own."""
    FRAGMENT = "fragment"
    TABLE_OR_CODE = "table_or_code"
    REFUSED_UNGROUNDED = "refused_ungrounded"
    OTHER_LANGUAGE = "other_language"
    """Not in a language that claims are read well in."""
    UNPARSED_ATTRIBUTION = "unparsed_attribution"
    """Holds somebody's speech whose source was not found: no statement of the author's."""


class SentenceCoverage(Contract):
    """One sentence `text[start:end]`: its claims, or the reason why there is none."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    claims: list[str] = Field(default_factory=list)
    """Ids of the claims that have words in the sentence."""
    reason: NoClaimReason | None = None


class Coverage(Record):
    """All sentences of an article in order, and how many records were refused."""

    article_id: str
    sentences: list[SentenceCoverage] = Field(default_factory=list)
    refused: int = Field(default=0, ge=0)
    """Records refused because a span of theirs was not grounded in the text."""


class Extraction(Contract):
    """All that `extract` finds in one article."""

    claims: list[Claim] = Field(default_factory=list)
    """In the order of their first piece in the text."""
    coverage: Coverage
