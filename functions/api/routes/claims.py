"""Routes of claims across articles."""

from collections.abc import Mapping
from datetime import date

from aws_lambda_powertools.event_handler import Response

from functions.api import cursors
from functions.api.claim_filter import NOT_REJECTED, ClaimFilter
from functions.api.cursor import Place
from functions.api.errors import BadParameterError
from functions.api.overview import LONGEST_RANGE
from functions.api.paging import claims_answer, wanted_format
from functions.api.parameters import (
    BACKWARDS,
    BAD_REQUEST,
    GONE,
    NOT_ACCEPTABLE,
    RESTLESS,
    UNKNOWN,
    CheckWorthiness,
    ClaimId,
    Confidence,
    CueClasses,
    Cursor,
    DateAxis,
    Directnesses,
    EntityName,
    FormatName,
    FromDay,
    Kinds,
    Limit,
    Order,
    PlaceName,
    Polarities,
    Published,
    PublisherName,
    Quantified,
    ReviewStates,
    Section,
    SourceName,
    ToDay,
    Unattributed,
    Verifications,
    WithArticles,
    Words,
    found_in_formats,
    key_of,
    new_router,
    next_cursor,
    section_named,
)
from functions.api.ranking import RANK, Rank
from functions.api.services import queries, settings
from functions.api.text_query import TextQuery
from schemas.api import ClaimPage
from schemas.claim import Claim
from schemas.table import Axis

router = new_router()
UNKNOWN_PUBLISHED = "unknown"


@router.get(
    "/claims",
    summary="Claims of all articles, of the newest articles or the most check-worthy first",
    responses={
        200: found_in_formats(ClaimPage),
        400: BAD_REQUEST,
        406: NOT_ACCEPTABLE,
        410: GONE,
        503: RESTLESS,
    },
)
def get_claims(  # noqa: PLR0913, PLR0917 (one parameter for each filter)
    source: SourceName = None,
    entity: EntityName = None,
    place: PlaceName = None,
    text: Words = None,
    axis: DateAxis = Axis.PUBLISHED,
    from_: FromDay = None,
    to: ToDay = None,
    published: Published = None,
    publisher: PublisherName = None,
    cue_class: CueClasses = [],  # noqa: B006
    polarity: Polarities = [],  # noqa: B006
    verification: Verifications = [],  # noqa: B006
    directness: Directnesses = [],  # noqa: B006
    kind: Kinds = [],  # noqa: B006
    quantified: Quantified = False,
    section: Section = None,
    order: Order = "published",
    min_check_worthiness: CheckWorthiness = 0.0,
    min_confidence: Confidence = 0.0,
    unattributed: Unattributed = False,
    review: ReviewStates = [],  # noqa: B006
    articles: WithArticles = False,
    format_: FormatName = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response[str]:
    """Dates are dates of publication, unless `date` says otherwise.

    The claims of each article are of one revision. A page that ends within an article leads on in
    the same one, for some minutes. By check-worthiness, the claims of the newest 500 articles come
    first, then those of the next 500; each page has the revisions that are current then.
    """
    names = {"entity": entity, "place": place, "text": text, "published": published}
    _check_dates(axis, from_, to, names)
    wanted = ClaimFilter(
        source=key_of("source", source),
        entity=key_of("entity", entity),
        place=key_of("place", place),
        text=_text_query(text),
        axis=axis,
        from_day=from_,
        to_day=to,
        undated=published == UNKNOWN_PUBLISHED,
        publisher=key_of("publisher", publisher),
        cue_classes=tuple(cue_class),
        polarities=tuple(polarity),
        verifications=tuple(verification),
        directness=tuple(directness),
        kinds=tuple(kind),
        quantified=quantified,
        section=section_named(section),
        min_worth=min_check_worthiness,
        min_confidence=min_confidence,
        unattributed=unattributed,
        reviews=tuple(review) or NOT_REJECTED,
    )
    form = wanted_format(router.current_event, format_)
    page = _page(wanted, order, limit, cursor)
    return claims_answer(router.current_event, *page, form, with_articles=articles)


def _page(
    wanted: ClaimFilter, order: Order, limit: int, cursor: str | None
) -> tuple[list[Claim], str | None]:
    """Claims, and the cursor that leads on."""
    question = ("claims", wanted, order)
    items: list[Claim]
    end: Place | Rank | None
    if order == "check_worthiness":
        rank = cursors.decode(question, cursor, RANK)
        items, end = queries().worthiest_claims(wanted, limit, rank)
    else:
        after = cursors.decode(question, cursor, cursors.PLACE)
        items, end = queries().claims(wanted, limit, after)
    return items, next_cursor(question, end)


@router.get(
    "/claims/<claim_id>",
    summary="One claim",
    responses={
        200: found_in_formats(Claim),
        400: BAD_REQUEST,
        404: UNKNOWN,
        406: NOT_ACCEPTABLE,
        503: RESTLESS,
    },
)
def get_claim(claim_id: ClaimId, format_: FormatName = None) -> Response[str]:
    """The claim as the current revision of its article has it; other formats hold it alone."""
    form = wanted_format(router.current_event, format_)
    claim = queries().claim(claim_id)
    if form == "json":
        content = claim.model_dump_json()
        return Response(status_code=200, content_type="application/json", body=content)
    return claims_answer(router.current_event, [claim], None, form)


def _text_query(text: str | None) -> TextQuery | None:
    if text is not None and not settings().search_index:
        raise BadParameterError("No index of words is kept here: SearchIndex is off.", "text")
    return text if text is None else TextQuery.of(text)


def _check_dates(
    axis: Axis, from_: date | None, to: date | None, by_publication: Mapping[str, object]
) -> None:
    if from_ and to and from_ > to:
        raise BadParameterError(BACKWARDS, "to")
    if by_publication["published"] and (from_ or to):
        raise BadParameterError("Articles without a date lie in no range.", "published")
    if axis is not Axis.PUBLISHED:
        _check_axis(axis, from_, to, by_publication)


def _check_axis(
    axis: Axis, from_: date | None, to: date | None, by_publication: Mapping[str, object]
) -> None:
    """Refuse what the lists of another axis than that of publication do not answer."""
    for name, given in by_publication.items():
        if given is not None:
            msg = f"Goes by the day of publication alone, and not with date={axis.value}."
            raise BadParameterError(msg, name)
    for name, day in (("from", from_), ("to", to)):
        if day is None:
            raise BadParameterError(f"date={axis.value} needs both from and to.", name)
    if from_ and to and (to - from_).days >= LONGEST_RANGE:
        raise BadParameterError(f"date={axis.value} is for {LONGEST_RANGE} days at most.", "to")
