"""What a page says of its article: title, authors, publisher, dates, section, language, address.

Best source first: JSON-LD, OpenGraph and other meta tags, the page's markup and the lines at its
headline; what is concluded from other things is labelled as inferred. Titles, dates and authors
have modules of their own.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urljoin

from lxml.html import HtmlElement

from functions.parse.page import headline
from functions.parse.page.authors import offer_authors
from functions.parse.page.blocks import PageBlock, letters, words
from functions.parse.page.dating import offer_dates
from functions.parse.page.jsonld import declared_language, offer_json_ld
from functions.parse.reading import Facts, Field
from schemas.article import FieldBasis

Meta = Mapping[str, Sequence[str]]
_META: Final[tuple[tuple[Field, tuple[str, ...]], ...]] = (
    ("publisher", ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name")),
    ("article_section", ("article:section", "parsely-section", "section", "sailthru.section")),
)
_CRUMBS: Final = (
    "//*[contains(@class, 'readcrumb') or contains(@aria-label, 'readcrumb')"
    " or contains(@id, 'readcrumb')]"
)
_NO_SECTION: Final = re.compile(r"@|\.\w{2,3}\Z|e-?mail", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]{3,2000}")
_HEAD: Final = (-6, 16)
"""Blocks before and after a headline among which bylines and dates stand."""


def offer_metadata(root: HtmlElement, blocks: Sequence[PageBlock], facts: Facts) -> frozenset[str]:
    """Offer all that the page says of its article.

    Returns:
        The article's title in the forms that the page gives, as letters without case.
    """
    offer_json_ld(root, facts)
    meta = _meta_tags(root)
    _offer_address(root, meta, facts)
    for name, keys in _META:
        for key in keys:
            for value in meta.get(key, [])[:1]:
                facts.offer(name, value, FieldBasis.META_TAG)
    headline.offer_title(root, meta, facts)
    titles = headline.titles(root, meta, facts.get("title"))
    head = _head(blocks, titles)
    offer_dates(root, meta, head, facts)
    offer_authors(root, meta, head, facts)
    _offer_section(root, facts)
    _offer_language(root, meta, facts)
    return titles


def base_address(root: HtmlElement, facts: Facts) -> str | None:
    """What the page's links are relative to: its base element, or its own address."""
    own = facts.get("url")
    base = str(next(iter(root.xpath("//base/@href")), ""))
    try:
        return urljoin(own or "", base.strip()) or None
    except ValueError:
        return own


def _head(blocks: Sequence[PageBlock], titles: frozenset[str]) -> Sequence[PageBlock]:
    """The blocks around the headline; none where the page shows none."""
    for at, block in enumerate(blocks):
        if block.level in {1, 2} and block.key.casefold() in titles:
            return blocks[max(0, at + _HEAD[0]) : at + _HEAD[1]]
    return ()


def _meta_tags(root: HtmlElement) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = tag.get("content", "").strip()
        if name and content:
            tags.setdefault(name.strip().lower(), []).append(content)
    return tags


def _offer_address(root: HtmlElement, meta: Meta, facts: Facts) -> None:
    """The canonical address; what JSON-LD gives must be an address, too."""
    canonical = root.xpath("//link[@rel='canonical']/@href")
    candidates = [(str(value), FieldBasis.MARKUP) for value in canonical[:1]]
    candidates += [(value, FieldBasis.META_TAG) for value in meta.get("og:url", [])[:1]]
    for value, basis in candidates:
        if _ADDRESS.fullmatch(value.strip()):
            facts.offer("url", value, basis)


def _offer_section(root: HtmlElement, facts: Facts) -> None:
    """The part of the site that the page lies in: the last of its breadcrumbs but the title."""
    if facts.get("article_section"):
        return
    title = letters(facts.get("title") or "").casefold()
    for trail in root.xpath(_CRUMBS)[:1]:
        crumbs = [text for link in trail.iter("a") if (text := words(link))]
        named = [text for text in crumbs[1:] if letters(text).casefold() != title]
        if named and len(named[-1]) < 60 and not _NO_SECTION.search(named[-1]):
            facts.offer("article_section", named[-1], FieldBasis.MARKUP)


def _offer_language(root: HtmlElement, meta: Meta, facts: Facts) -> None:
    markup = root.get("lang") or root.get("xml:lang")
    candidates = [(markup, FieldBasis.MARKUP), (declared_language(root), FieldBasis.JSON_LD)]
    for key in ("content-language", "dc.language", "og:locale"):
        candidates += [(value, FieldBasis.META_TAG) for value in meta.get(key, [])]
    for value, basis in candidates:
        if value and _LANGUAGE.fullmatch(value.strip()):
            facts.offer("language", value.strip().replace("_", "-"), basis)
