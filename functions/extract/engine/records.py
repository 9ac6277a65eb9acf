"""Claim records from statements: ids, pieces with their context, and the facets of the words.

What the article does not say stays empty; nothing is guessed here.
"""

from collections import Counter
from collections.abc import Sequence

from functions.extract.engine.dates.facets import event_dates, utterance_date
from functions.extract.engine.entities import Entities
from functions.extract.engine.hedges import hedges
from functions.extract.engine.kinds import kind
from functions.extract.engine.layout import Layout, visible_length
from functions.extract.engine.quantities import quantities
from functions.extract.engine.ranges import Range
from functions.extract.engine.utterances import Statement, Utterance
from schemas.article import BlockKind
from schemas.claim import Claim, Directness, EntityType, EventDate, Occurrence, Provenance
from schemas.identity import attribution_id, claim_id
from schemas.spans import Piece
from schemas.version import PIPELINE_VERSION


class Records:
    """Makes the records of one article; call it in the order of the text."""

    def __init__(self, layout: Layout, tagger: str) -> None:
        self._layout = layout
        self._tagger = tagger
        self._named = Entities(layout)
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._attributions: dict[tuple[Range, ...], str] = {}
        self._seen_attributions: Counter[tuple[str, ...]] = Counter()
        self._dated: tuple[Utterance, EventDate | None] | None = None

    def record(self, statement: Statement) -> Claim:
        """The claim of a statement.

        Raises:
            pydantic.ValidationError: If a place lies outside the text.
        """
        text, utterance = self._layout.text, statement.utterance
        content = self._pieces(statement.pieces)
        directness = self._directness(statement)
        said = self._said_on(utterance)
        named = self._named.within(statement.pieces)
        return Claim(
            claim_id=self._claim_id(content),
            attribution_id=self._attribution_id(utterance),
            article_id=self._layout.article.article_id,
            content=content,
            occurrences=[self._occurrence(place) for place in statement.occurrences],
            directness=directness,
            kind=kind(text, statement),
            source=utterance.source,
            anonymity=utterance.anonymity,
            attribution_chain=list(utterance.chain),
            cue=utterance.cue,
            cue_class=utterance.reading.cue_class,
            polarity=utterance.reading.polarity,
            hedges=hedges(text, statement.pieces, utterance.around),
            quantities=quantities(text, statement.pieces),
            event_dates=event_dates(self._layout, statement, directness, said),
            utterance_date=said,
            places=[name for name in named if name.type is EntityType.PLACE],
            entities=[name for name in named if name.type is not EntityType.PLACE],
            context=self._layout.context(statement.start),
            confidence=utterance.confidence,
            field_confidence=utterance.field_confidence,
            provenance=self._provenance(utterance),
        )

    def _pieces(self, ranges: Sequence[Range]) -> list[Piece]:
        return [Piece.of(self._layout.text, *where) for where in ranges]

    def _claim_id(self, content: list[Piece]) -> str:
        words = tuple(piece.exact for piece in content)
        self._seen[words] += 1
        return claim_id(self._layout.article.article_id, content, self._seen[words] - 1)

    def _said_on(self, utterance: Utterance) -> EventDate | None:
        """The date of the utterance, read once for the claims that follow each other from it."""
        if self._dated is None or self._dated[0] is not utterance:
            self._dated = (utterance, utterance_date(self._layout, utterance))
        return self._dated[1]

    def _attribution_id(self, utterance: Utterance) -> str:
        """The same for all claims of one utterance."""
        if utterance.content not in self._attributions:
            content = self._pieces(utterance.content)
            words = tuple(piece.exact for piece in content)
            self._attributions[utterance.content] = attribution_id(
                self._layout.article.article_id, content, self._seen_attributions[words]
            )
            self._seen_attributions[words] += 1
        return self._attributions[utterance.content]

    def _occurrence(self, place: Statement) -> Occurrence:
        return Occurrence(
            content=self._pieces(place.pieces),
            directness=self._directness(place),
            context=self._layout.context(place.start),
        )

    def _directness(self, statement: Statement) -> Directness:
        """Direct where all of it is quoted, mixed where some of it is."""
        if statement.utterance.directness is not None:
            return statement.utterance.directness
        block = self._layout.block_at(statement.start)
        kind = None if block is None else self._layout.blocks[block].kind
        quoted = sum(map(self._layout.quoted_length, statement.pieces))
        visible = sum(visible_length(self._layout.text, piece) for piece in statement.pieces)
        if quoted == visible or kind is BlockKind.BLOCK_QUOTE:
            return Directness.DIRECT
        return Directness.MIXED if quoted else Directness.INDIRECT

    def _provenance(self, utterance: Utterance) -> Provenance:
        return Provenance(
            extractor_version=PIPELINE_VERSION, tagger=self._tagger, rule=utterance.rule
        )
