"""What a page says of its article: title, authors, publisher, dates, language, address.

Best source first: JSON-LD, OpenGraph and other meta tags, the page's markup, and for the date
what htmldate finds in them, which is labelled as inferred.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urljoin

import htmldate
from lxml.html import HtmlElement

from functions.parse.page.blocks import letters, words
from functions.parse.page.jsonld import declared_language, offer_json_ld
from functions.parse.people import byline_names, people, split_names
from functions.parse.reading import Facts, Field
from schemas.article import FieldBasis

_META: Final[tuple[tuple[Field, tuple[str, ...]], ...]] = (
    ("title", ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline")),
    ("publisher", ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name")),
    (
        "published",
        (
            *("article:published_time", "og:published_time", "article:published", "datepublished"),
            *("parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date"),
            *("dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created"),
            "date",
        ),
    ),
    ("modified", ("article:modified_time", "og:updated_time", "datemodified", "last-modified")),
)
_AUTHORS: Final = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author")
_AUTHOR_XPATH: Final = (
    "//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' byline ')"
    " or contains(concat(' ', @class, ' '), ' author ')]"
)
_TIME_XPATH: Final = (
    "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content"
    " | //article//time/@datetime"
)
_MOST_HEADLINES: Final = 2
"""A page with more headings of the first level has them for its sections."""
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]{3,2000}")
_LATEST_DATE: Final = "2199-12-31"
"""Given to htmldate, which otherwise judges by the clock: reading must not depend on the day."""
_DECLARES_DATE: Final = re.compile(r"publish|issued|\bdate\b|pubdate", re.IGNORECASE)


def offer_metadata(root: HtmlElement, facts: Facts) -> None:
    """Offer all that the page says of its article."""
    offer_json_ld(root, facts)
    meta = _meta_tags(root)
    _offer_meta(meta, facts)
    _offer_markup(root, facts)
    _offer_address(root, meta, facts)
    _offer_language(root, meta, facts)
    declared = any(_DECLARES_DATE.search(name) for name in meta)
    if facts.get("published") is None and not declared:
        # A declared date that cannot be read is no date; htmldate would make one of its digits.
        facts.offer("published", _found_date(root), FieldBasis.INFERRED)


def titles(root: HtmlElement, known: str | None) -> frozenset[str]:
    """The article's title in the forms that the page gives, as letters without case."""
    meta = _meta_tags(root)
    found = [known or "", root.findtext(".//title") or ""]
    found += [value for name in dict(_META)["title"] for value in meta.get(name, [])]
    headings = [words(heading) for heading in root.iter("h1")]
    found += headings if len(headings) <= _MOST_HEADLINES else []
    return frozenset(key for title in found if (key := letters(title).casefold()))


def base_address(root: HtmlElement, facts: Facts) -> str | None:
    """What the page's links are relative to: its base element, or its own address."""
    own = facts.get("url")
    base = str(next(iter(root.xpath("//base/@href")), ""))
    try:
        return urljoin(own or "", base.strip()) or None
    except ValueError:
        return own


def _meta_tags(root: HtmlElement) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = tag.get("content", "").strip()
        if name and content:
            tags.setdefault(name.strip().lower(), []).append(content)
    return tags


def _offer_meta(meta: Mapping[str, Sequence[str]], facts: Facts) -> None:
    for name, keys in _META:
        for key in keys:
            for value in meta.get(key, [])[:1]:
                facts.offer(name, value, FieldBasis.META_TAG)
    for key in _AUTHORS:
        names = [name for value in meta.get(key, []) for name in split_names(value)]
        facts.offer_byline(people(names), FieldBasis.META_TAG)


def _offer_markup(root: HtmlElement, facts: Facts) -> None:
    headings = [heading.text_content() for heading in root.iter("h1")]
    if len(headings) == 1:
        facts.offer("title", headings[0], FieldBasis.MARKUP)
    facts.offer("title", root.findtext(".//title"), FieldBasis.MARKUP)
    for element in root.xpath(_AUTHOR_XPATH)[:20]:
        facts.offer_byline(_people_in(element), FieldBasis.MARKUP)
    for value in root.xpath(_TIME_XPATH)[:3]:
        facts.offer("published", str(value), FieldBasis.MARKUP)


def _people_in(element: HtmlElement) -> list[str]:
    line = " ".join(element.text_content()[:500].split())
    names = byline_names(line)
    return people([line]) if names is None else names


def _offer_address(root: HtmlElement, meta: Mapping[str, Sequence[str]], facts: Facts) -> None:
    """The canonical address; what JSON-LD gives must be an address, too."""
    canonical = root.xpath("//link[@rel='canonical']/@href")
    candidates = [(str(value), FieldBasis.MARKUP) for value in canonical[:1]]
    candidates += [(value, FieldBasis.META_TAG) for value in meta.get("og:url", [])[:1]]
    for value, basis in candidates:
        if _ADDRESS.fullmatch(value.strip()):
            facts.offer("url", value, basis)


def _offer_language(root: HtmlElement, meta: Mapping[str, Sequence[str]], facts: Facts) -> None:
    markup = root.get("lang") or root.get("xml:lang")
    candidates = [(markup, FieldBasis.MARKUP), (declared_language(root), FieldBasis.JSON_LD)]
    for key in ("content-language", "dc.language", "og:locale"):
        candidates += [(value, FieldBasis.META_TAG) for value in meta.get(key, [])]
    for value, basis in candidates:
        if value and _LANGUAGE.fullmatch(value.strip()):
            facts.offer("language", value.strip().replace("_", "-"), basis)


def _found_date(root: HtmlElement) -> str | None:
    """What htmldate finds in the markup; its extensive search guesses, and is not used."""
    try:
        found = htmldate.find_date(
            root, extensive_search=False, original_date=True, max_date=_LATEST_DATE
        )
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None
    return str(found) if found else None
