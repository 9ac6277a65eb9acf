"""What an answer shows of reviews: beside each claim, what a person said of it last.

The words of an edit stand where they stood in the revision that was judged. In any other they are
looked for where the claim's own words have moved to, and shown only if they are there: a span
holds in every answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from functions.api.reading import ArticleFiles
from functions.api.snapshot import Snapshot
from schemas.claim import Claim, Edit, Review
from schemas.review import Judgement
from schemas.spans import Piece, Span
from schemas.table import claim_hash


@dataclass
class Judged:
    """Puts reviews beside the claims of one answer."""

    snapshot: Snapshot
    files: ArticleFiles
    _texts: dict[str, str | None] = field(default_factory=dict)

    def claims(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims, each with its review.

        Raises:
            SupersededError: If a text has gone.
        """
        return [self._claim(claim) for claim in claims]

    def _claim(self, claim: Claim) -> Claim:
        judgement = self.snapshot.reviews(claim.article_id).get(claim_hash(claim.claim_id))
        if judgement is None:
            return claim
        same = judgement.rev == self.snapshot.rev(claim.article_id)
        review = judgement.review if same else self._elsewhere(judgement, claim)
        return claim.model_copy(update={"review": review})

    def _elsewhere(self, judgement: Judgement, claim: Claim) -> Review:
        edit = judgement.review.edit
        if edit is None or next(edit.spans(), None) is None:
            return judgement.review
        text = self._text(claim.article_id)
        moved = moved_edit(edit, claim.content[0].start - judgement.anchor, text or "")
        return judgement.review.model_copy(update=_shown(edit, moved))

    def _text(self, article: str) -> str | None:
        """The text of the answer's revision; none if that is a cursor's, which only has claims."""
        if article not in self._texts:
            current = self.snapshot.current(article)
            mine = current and not self.snapshot.is_superseded(article)
            self._texts[article] = self.files.words(current.prefix) if current and mine else None
        return self._texts[article]


def _shown(edit: Edit, moved: Edit | None) -> dict[str, Edit | bool]:
    if moved is not None:
        return {"edit": moved}
    source = edit.source and edit.source.model_copy(update={"span": None})
    return {"edit": edit.model_copy(update={"content": [], "source": source}), "outdated": True}


def moved_edit(edit: Edit, distance: int, text: str) -> Edit | None:
    """An edit with its words that many code points later; none if the text has others there."""
    spans = list(edit.spans())
    if not all(_moves(span, distance, text) for span in spans):
        return None
    content = [Piece.of(text, p.start + distance, p.end + distance) for p in edit.content]
    source = edit.source
    if source and source.span:
        span = Span.of(text, source.span.start + distance, source.span.end + distance)
        source = source.model_copy(update={"span": span})
    return edit.model_copy(update={"content": content, "source": source})


def _moves(span: Span, distance: int, text: str) -> bool:
    start, end = span.start + distance, span.end + distance
    return start >= 0 and text[start:end] == span.exact
