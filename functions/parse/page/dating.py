"""When a page's article was published and changed, and whether its own evidence agrees on it.

What htmldate and an address say is inferred; every other date was stated.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

import htmldate
from lxml.html import HtmlElement

from functions.parse.dates import find_date, normalise_date
from functions.parse.page.blocks import PageBlock
from functions.parse.reading import Facts
from schemas.article import FieldBasis

_PUBLISHED: Final = (
    *("article:published_time", "og:published_time", "article:published", "datepublished"),
    *("parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "pub_date"),
    *("published_time_telegram", "article.published", "publish_date", "publication_date"),
    *("dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "date"),
)
_MODIFIED: Final = (
    *("article:modified_time", "og:updated_time", "datemodified", "last-modified"),
    *("article.updated", "dcterms.modified", "dc.date.modified"),
)
_ITEM_XPATH: Final = "//*[@itemprop='{0}'][not(self::meta)]"
_CHANGED: Final = re.compile(r"\b(?:updated|modified|edited|changed)\b", re.IGNORECASE)
_PATH_DATE: Final = re.compile(r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/_.-]|\Z)")
_LATEST_DATE: Final = "2199-12-31"
"""Given to htmldate, which otherwise judges by the clock: reading must not depend on the day."""
_ZONES: Final = timedelta(days=1, hours=2)
"""How far apart two places may write the same moment without its zone."""


def offer_dates(
    root: HtmlElement,
    meta: Mapping[str, Sequence[str]],
    head: Sequence[PageBlock],
    facts: Facts,
) -> None:
    """Offer the dates of publication and change.

    Args:
        root: The page.
        meta: Its meta tags.
        head: The blocks around its headline.
        facts: What is known already; JSON-LD comes before all of this.
    """
    stated = list(_stated(root, meta, head))
    for value, basis in stated:
        facts.offer("published", value, basis)
    for value, basis in _changed(root, meta):
        facts.offer("modified", value, basis)
    inferred = _of_address(facts.get("url"))
    facts.offer("published", inferred, FieldBasis.INFERRED)
    if facts.get("published") is None and not any(meta.get(name) for name in _PUBLISHED):
        # A declared date that cannot be read is no date; htmldate would make one of its digits.
        facts.offer("published", _searched(root), FieldBasis.INFERRED)
    known = facts.get("published")
    others = [*(value for value, _ in stated), inferred]
    if known and any(value and not _agree(known, value) for value in others):
        facts.doubt("published")


def _stated(
    root: HtmlElement, meta: Mapping[str, Sequence[str]], head: Sequence[PageBlock]
) -> Iterator[tuple[str | None, FieldBasis]]:
    """The dates of publication that the page states, the surest first."""
    for name in _PUBLISHED:
        for value in meta.get(name, [])[:1]:
            yield normalise_date(value), FieldBasis.META_TAG
    for element in root.xpath(_ITEM_XPATH.format("datePublished"))[:1]:
        yield _of_element(element), FieldBasis.MARKUP
    for element in _times(root, head):
        yield _of_element(element), FieldBasis.MARKUP
    for block in head:
        if len(block.text) < 200 and not _CHANGED.search(block.text):
            yield find_date(block.text), FieldBasis.MARKUP


def _times(root: HtmlElement, head: Sequence[PageBlock]) -> list[HtmlElement]:
    """The first time element at the headline that is not of a change, else that of the article."""
    holders = [block.holder for block in head]
    near = [time for holder in holders for time in holder.iter("time")]
    near += [holder for holder in holders if holder.tag == "time"]
    found = near or root.xpath("//article//time[@datetime]")
    return [time for time in found if not _tells_change(time)][:1]


def _tells_change(time: HtmlElement) -> bool:
    around = time.getparent()
    own = " ".join(filter(None, (time.get("class"), time.get("itemprop"), time.get("id"))))
    before = "" if around is None else f"{around.text or ''} {around.get('class', '')}"
    previous = time.getprevious()
    said = "" if previous is None else f"{previous.text or ''} {previous.tail or ''}"
    return _CHANGED.search(f"{own} {before} {said}".replace("-", " ").replace("_", " ")) is not None


def _of_element(element: HtmlElement) -> str | None:
    for name in ("datetime", "content", "title"):
        if value := normalise_date(element.get(name)):
            return value
    return find_date(element.text_content()[:200])


def _changed(
    root: HtmlElement, meta: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str | None, FieldBasis]]:
    for name in _MODIFIED:
        for value in meta.get(name, [])[:1]:
            yield value, FieldBasis.META_TAG
    for element in root.xpath(_ITEM_XPATH.format("dateModified"))[:1]:
        yield _of_element(element), FieldBasis.MARKUP
    for element in root.xpath("//time[@datetime]")[:20]:
        if _tells_change(element):
            yield element.get("datetime"), FieldBasis.MARKUP


def _of_address(url: str | None) -> str | None:
    """The day that stands in the path of an address: /2024/05/03/ or /2024-05-03-."""
    match = _PATH_DATE.search(url or "")
    return normalise_date("-".join(match.groups())) if match else None


def _searched(root: HtmlElement) -> str | None:
    """What htmldate finds in the markup; its extensive search guesses, and is not used."""
    try:
        found = htmldate.find_date(
            root, extensive_search=False, original_date=True, max_date=_LATEST_DATE
        )
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None
    return str(found) if found else None


def _agree(one: str, other: str) -> bool:
    """Whether two dates can be of one moment, written in different zones."""
    if len(one) < 10 or len(other) < 10:
        return one.startswith(other) or other.startswith(one)
    first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
    if first.tzinfo and second.tzinfo:
        return abs(first - second) < timedelta(days=1)
    if len(one) > 10 and len(other) > 10:
        return abs(first.replace(tzinfo=None) - second.replace(tzinfo=None)) < _ZONES
    return one[:10] == other[:10] or _near(first.date(), second.date(), one, other)


def _near(first: date, second: date, one: str, other: str) -> bool:
    """Whether a day and a moment fit: midnight in one zone is the day before in another."""
    return abs(first - second) <= timedelta(days=1) and max(len(one), len(other)) > 19
