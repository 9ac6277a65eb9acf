"""Passages and claims for the tests of the benchmarks."""

from typing import Any, cast

from benchmarks.labelled_set import LabelledClaim, Passage, passage
from schemas.claim import (
    Anonymity,
    ChainLink,
    Claim,
    Context,
    Directness,
    EventDate,
    Hedge,
    HedgeType,
    Mention,
    Provenance,
    Quantity,
    Relation,
    Resolution,
    Source,
    SourceType,
    Verification,
)
from schemas.spans import Piece, Span


def made(text: str, *claims: dict[str, Any], **keys: Any) -> Passage:
    """A passage with its labels, as if it stood in a file."""
    return passage("made", {"id": "made-01", "text": text, "claims": list(claims), **keys})


def perfect(given: Passage) -> list[Claim]:
    """The claims of an engine that finds exactly what is labelled."""
    return [claim_of(given, label) for label in given.claims]


def claim_of(given: Passage, label: LabelledClaim, **changes: Any) -> Claim:
    """The claim record that says what a label says."""
    text = given.article.text
    said_on = label.said_on and _date(label.said_on, label.said_on.edtf)
    fields: dict[str, Any] = {
        "claim_id": _id(given, label.number),
        "attribution_id": "a",
        "article_id": given.article.article_id,
        "content": [Piece.of(text, span.start, span.end) for span in label.content],
        "directness": Directness.UNATTRIBUTED if label.own else label.directness or "indirect",
        "kind": label.kind,
        "source": None if label.own else _source(label),
        "anonymity": label.anonymity
        and Anonymity(count=label.anonymity.count, reason=label.anonymity.reason),
        "attribution_chain": [ChainLink(name=name) for name in label.chain],
        "cue": label.cue,
        "cue_class": label.cue_class,
        "polarity": label.polarity,
        "hedges": [Hedge(**dict(span), type=HedgeType.MODAL) for span in label.hedges],
        "verification": Verification(status=label.verification),
        "quantities": [Quantity(**dict(quantity)) for quantity in label.quantities],
        "event_dates": [_date(date, date.edtf) for date in label.dates],
        "utterance_date": said_on,
        "places": [Mention(**dict(span)) for span in label.places],
        "entities": [
            *(Mention(**dict(span), type="person") for span in label.people),
            *(Mention(**dict(span), type="organisation") for span in label.organisations),
        ],
        "context": Context(),
        # Labels know relations that the engine never records, such as taking no position.
        "relations": [
            Relation.model_construct(type=cast("Any", r.type), claim_id=_id(given, r.to))
            for r in label.relations
        ],
        "confidence": 1,
        "provenance": Provenance(extractor_version="test", tagger="test"),
    }
    return Claim(**fields | changes)


def _id(given: Passage, number: int) -> str:
    return f"{given.article.article_id}.{number}"


def _source(label: LabelledClaim) -> Source:
    return Source(
        span=label.source,
        canonical=label.name or "",
        type=label.source_type or SourceType.PERSON,
        role=label.role,
        organisation=label.organisation,
        resolution=label.resolution or Resolution.EXPLICIT,
    )


def _date(span: Span, edtf: str) -> EventDate:
    where = {"exact": span.exact, "start": span.start, "end": span.end}
    return EventDate.model_validate({**where, "edtf": edtf, "grain": "day", "basis": "explicit"})
