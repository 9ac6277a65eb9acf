"""Reviewing: a person takes the next step of a claim's review. The machine's record stays as it is.

The last step is one row, and moving on from it is one conditional update. Before that the step to
be left is copied to a row of its own: whatever breaks off, the steps before the last are all there,
and what was copied in vain is the same row that the next writer copies.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from boto3.dynamodb.conditions import Attr, ConditionBase

from functions.api.errors import BadParameterError, MovedOnError, UnknownRecordError
from functions.api.queries import Queries, Standing
from functions.api.store import RecordReader, judgement_of
from functions.api.summaries import reviewed_since
from functions.shared.clock import moment, utc_now
from functions.shared.errors import ConflictError
from functions.shared.table import Change, Put, Table
from schemas.claim import Claim, CueClass, Edit, Polarity, Review
from schemas.review import EditRequest, Judgement, ReviewHistory, ReviewRequest
from schemas.spans import Piece, Span
from schemas.table import (
    BODY,
    PK,
    REVIEWED,
    SK,
    Item,
    claim_hash,
    pack,
    review_row,
    state_row,
    step_row,
)


@dataclass(frozen=True)
class Reviews:
    """Takes steps of reviews, and tells them."""

    table: Table
    queries: Queries
    clock: Callable[[], datetime] = utc_now

    def history(self, claim_id: str) -> ReviewHistory:
        """All steps of a claim's review.

        Raises:
            UnknownRecordError: If there is neither such a review nor such a claim.
        """
        article, hash_ = claim_id.partition(".")[0], claim_hash(claim_id)
        since = reviewed_since(self.table.get(state_row(article)))
        last = self._last(article, hash_, since)
        if since is None or last is None:
            self.queries.claim(claim_id)
            return _history(claim_id, [])
        steps = RecordReader(self.table).steps(article, hash_)
        earlier = [s.review for s in steps if s.rev >= since and s.version < last.version]
        return _history(claim_id, [*earlier, last.review])

    def review(
        self, claim_id: str, request: ReviewRequest, expected: int, by: str
    ) -> ReviewHistory:
        """Take the step that follows another.

        Args:
            claim_id: Of a claim that its article has now.
            request: The step.
            expected: Number of the step that it follows; 0 for the first.
            by: Who takes it.

        Raises:
            UnknownRecordError: If there is no such claim.
            MovedOnError: If the last step is another.
            BadParameterError: If the edit is not of the article's words, or makes no sense.
        """
        standing = self.queries.standing(claim_id, with_text=request.edit is not None)
        article, hash_ = standing.claim.article_id, claim_hash(claim_id)
        last = self._last(article, hash_, standing.since)
        if (last.version if last else 0) != expected:
            raise _moved_on(last)
        review = Review(
            state=request.state,
            by=by,
            at=moment(self.clock()),
            version=expected + 1,
            revision=standing.rev,
            note=request.note,
            edit=request.edit and edited(request.edit, standing.claim, standing.text),
            rating=request.rating,
        )
        step = Judgement(review=review, anchor=standing.claim.content[0].start)
        self._move(article, hash_, last, step, self._announced(article, standing))
        return self.history(claim_id)

    def _last(self, article: str, hash_: str, since: int | None) -> Judgement | None:
        """The last step, unless it is of what was erased."""
        item = self.table.get(review_row(article, hash_)) if since is not None else None
        last = judgement_of(item) if item else None
        return last if last and last.rev >= (since or 0) else None

    def _announced(self, article: str, standing: Standing) -> int:
        """Have readers look for reviews of the article; the first revision that these count of."""
        if standing.since is not None:
            return standing.since
        new = Attr("current").exists() & Attr(REVIEWED).not_exists()
        try:
            self.table.update(state_row(article), Change({REVIEWED: standing.rev}), new)
        except ConflictError as error:
            since = reviewed_since(error.item)
            if since is None:
                msg = "The article has just been deleted, and its claims with it."
                raise UnknownRecordError(msg) from error
            return since
        return standing.rev

    def _move(
        self, article: str, hash_: str, last: Judgement | None, step: Judgement, since: int
    ) -> None:
        """Make a step the last one.

        Raises:
            MovedOnError: If somebody else was faster.
        """
        if last is not None:
            pk, sk = step_row(article, hash_, last.version)
            self.table.write([Put({PK: pk, SK: sk} | _fields(last))])
        fields = _fields(step)
        try:
            self.table.update(review_row(article, hash_), Change(fields), _follows(last, since))
        except ConflictError as error:
            # The answer to a write may be lost; the client library then sends it again.
            if bytes(error.item.get(BODY, b"")) != fields[BODY]:
                raise _moved_on(judgement_of(error.item) if error.item else None) from error


def _fields(step: Judgement) -> Item:
    body = pack(step.model_dump(mode="json", exclude_defaults=True))
    return {"version": step.version, "rev": step.rev, BODY: body}


def _follows(last: Judgement | None, since: int) -> ConditionBase:
    if last is not None:
        return Attr("version").eq(last.version) & Attr("rev").eq(last.rev)
    # What stands there may be of an erased object, and about to be removed.
    return Attr(PK).not_exists() | Attr("rev").lt(since)


def _moved_on(last: Judgement | None) -> MovedOnError:
    version = last.version if last else 0
    msg = f'The review is at version {version} now. Look at it, and send If-Match: "{version}".'
    return MovedOnError(msg)


def _history(claim_id: str, steps: list[Review]) -> ReviewHistory:
    last = steps[-1] if steps else Review()
    return ReviewHistory(claim_id=claim_id, version=last.version, state=last.state, steps=steps)


def edited(request: EditRequest, claim: Claim, text: str) -> Edit:
    """The edit that is asked for, its words those of the text.

    Raises:
        BadParameterError: If it has other words, or makes a denial an assertion.
    """
    spans = [*request.content, *([request.source.span] if request.source else [])]
    for span in filter(None, spans):
        if not span.is_grounded_in(text):
            found = text[span.start : span.end]
            msg = f"The text has {found!r} at {span.start}:{span.end}, not {span.exact!r}."
            raise BadParameterError(msg, "edit")
    _check_pieces(request.content, claim)
    _check_position(request, claim)
    return Edit(
        content=[Piece.of(text, span.start, span.end) for span in request.content],
        source=request.source,
        cue_class=request.cue_class,
        polarity=request.polarity,
    )


def _check_pieces(pieces: list[Span], claim: Claim) -> None:
    if any(a.end > b.start for a, b in pairwise(pieces)):
        raise BadParameterError("The pieces follow each other in the order of the text.", "edit")
    own = [*claim.content, *(p for each in claim.occurrences for p in each.content)]
    if pieces and not any(piece.overlaps(mine) for piece in pieces for mine in own):
        msg = "None of these words are of the claim. An edit corrects a claim; it makes no other."
        raise BadParameterError(msg, "edit")


def _check_position(request: EditRequest, claim: Claim) -> None:
    cue_class = request.cue_class or claim.cue_class
    polarity = request.polarity or claim.polarity
    asked = request.cue_class or request.polarity
    if asked and cue_class in _NEVER_AFFIRMED and polarity is Polarity.AFFIRMED:
        msg = f"With the cue class {cue_class} nothing is affirmed: give a polarity that fits."
        raise BadParameterError(msg, "edit")


_NEVER_AFFIRMED = frozenset({CueClass.DENY, CueClass.NEITHER_CONFIRM_NOR_DENY})
