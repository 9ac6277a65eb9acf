"""Coverage: for every sentence of the article its claims, or the reason why it holds none."""

from collections.abc import Sequence
from typing import Final

from functions.extract.engine.layout import Layout, Sentence
from functions.extract.engine.ranges import Cover, Range
from functions.extract.engine.unattributed import is_unparsed, reason_for_none
from functions.extract.engine.verification import Note
from schemas.article import BlockKind
from schemas.claim import Claim
from schemas.coverage import Coverage, NoClaimReason, SentenceCoverage

BY_KIND: Final[dict[BlockKind, NoClaimReason]] = {
    BlockKind.HEADING: NoClaimReason.HEADING,
    BlockKind.FOOTER: NoClaimReason.FOOTER,
    BlockKind.BYLINE: NoClaimReason.BYLINE,
    BlockKind.DATELINE: NoClaimReason.DATELINE,
    BlockKind.CAPTION: NoClaimReason.CAPTION,
    BlockKind.TABLE: NoClaimReason.TABLE_OR_CODE,
    BlockKind.CODE: NoClaimReason.TABLE_OR_CODE,
}


def coverage(
    layout: Layout,
    claims: Sequence[Claim],
    process: Sequence[Range],
    found_notes: Sequence[Note],
    refused: Sequence[Range],
) -> Coverage:
    """The coverage of an article by its claims.

    Args:
        layout: The article.
        claims: Its admitted claims.
        process: The stretches on requests for comment.
        found_notes: The notes on verification.
        refused: Where refused records stood; out of the text, they count all the same.
    """
    ids = ids_by_sentence(layout, claims)
    reasons = _Reasons(layout, process, [note.range for note in found_notes], refused)
    return Coverage(
        article_id=layout.article.article_id,
        sentences=[_of_sentence(s, ids.get(s.range, {}), reasons) for s in layout.sentences],
        refused=len(refused),
    )


def ids_by_sentence(layout: Layout, claims: Sequence[Claim]) -> dict[Range, dict[str, None]]:
    """For each sentence the ids of the claims with words in it, further occurrences included."""
    found: dict[Range, dict[str, None]] = {}
    for claim in claims:
        for pieces in (claim.content, *(place.content for place in claim.occurrences)):
            for piece in pieces:
                for sentence in layout.sentences_in(Range(piece.start, piece.end)):
                    found.setdefault(sentence.range, {})[claim.claim_id] = None
    return found


class _Reasons:
    """Why sentences without a claim have none."""

    def __init__(
        self,
        layout: Layout,
        process: Sequence[Range],
        notes: Sequence[Range],
        refused: Sequence[Range],
    ) -> None:
        self._layout = layout
        self._stretches = (
            (Cover(refused), NoClaimReason.REFUSED_UNGROUNDED),
            (Cover(process), NoClaimReason.RIGHT_OF_REPLY),
            (Cover(notes), NoClaimReason.VERIFICATION_NOTE),
        )

    def reason(self, sentence: Sentence) -> NoClaimReason:
        """The reason for a sentence without a claim."""
        if sentence.kind in BY_KIND:
            return BY_KIND[sentence.kind]
        for stretches, reason in self._stretches:
            if stretches.overlaps(sentence.range):
                return reason
        if sentence.kind is BlockKind.EMBEDDED_POST:
            return self._of_post(sentence)
        if (stated := reason_for_none(self._layout, sentence)) is not None:
            return stated
        unparsed = is_unparsed(self._layout, sentence.range)
        return NoClaimReason.UNPARSED_ATTRIBUTION if unparsed else NoClaimReason.FRAMING

    def _of_post(self, sentence: Sentence) -> NoClaimReason:
        post = self._layout.blocks[sentence.block].post
        signature = post.signature if post else None
        signed = signature and sentence.range.overlaps(Range(signature.start, signature.end))
        return NoClaimReason.POST_SIGNATURE if signed else NoClaimReason.FRAGMENT


def _of_sentence(sentence: Sentence, ids: dict[str, None], reasons: _Reasons) -> SentenceCoverage:
    return SentenceCoverage(
        start=sentence.range.start,
        end=sentence.range.end,
        claims=list(ids),
        reason=None if ids else reasons.reason(sentence),
    )
