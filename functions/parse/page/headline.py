"""The title of a page's article, out of what its head and its headings say.

A title is chosen by what supports it: the visible headline before titles written for sharing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from functions.parse.page.blocks import letters, words
from functions.parse.reading import LONGEST_FACT, Facts
from schemas.article import FieldBasis

_META_TITLES: Final = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline")
_SITE_BORDER: Final = re.compile(r"\s+(?:[|–—·•:»-]|::|\|\|)\s+|\s*\|\s*|\s»\s*")
_MOST_HEADLINES: Final = 2
"""A page with more headings of the first level has them for its sections."""
_SAME: Final = 0.8
"""Share of the words of the shorter title that the longer has, if both name one article."""
_RELATED: Final = 0.5
_CLASS: Final = re.compile(r"(?:entry|post|article|story)[-_]*(?:title|headline)", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A title that the page gives."""

    text: str
    basis: FieldBasis
    named: bool = False
    """Whether its own markup calls it the headline of a post."""


def offer_title(root: HtmlElement, meta: Mapping[str, Sequence[str]], facts: Facts) -> None:
    """Offer the page's title, and say so where its titles are of different articles."""
    sites = _site_names(meta, facts)
    found = [
        Candidate(short, candidate.basis, candidate.named)
        for candidate in _candidates(root, meta)
        if len(candidate.text) <= LONGEST_FACT and (short := without_site(candidate.text, sites))
    ]
    if found:
        best = _best(found, _shared(root, meta))
        facts.offer("title", best.text, best.basis)
    known = facts.get("title")
    if known and any(not is_same(known, candidate.text) for candidate in found):
        facts.doubt("title")


def titles(
    root: HtmlElement, meta: Mapping[str, Sequence[str]], known: str | None
) -> frozenset[str]:
    """The article's title in the forms that the page gives, as letters without case."""
    found = [known or "", words_of_title(root), *_named(root)]
    found += [value for name in _META_TITLES for value in meta.get(name, [])]
    headings = _headlines(root)
    found += headings if len(headings) <= _MOST_HEADLINES else []
    return frozenset(key for title in found if (key := letters(title).casefold()))


def words_of_title(root: HtmlElement) -> str:
    """What the browser shows as the page's name; nothing if it is longer than any title."""
    text = " ".join((root.findtext(".//head/title") or root.findtext(".//title") or "").split())
    return text if len(text) <= LONGEST_FACT else ""


def without_site(title: str, sites: frozenset[str]) -> str:
    """A title without the name of its site before or after a bar or dash.

    Only what is known to be the site's name is taken off: a title may have dashes of its own.
    """
    title = " ".join(title.split())
    for border in _SITE_BORDER.finditer(title):
        if letters(title[border.end() :]).casefold() in sites:
            return title[: border.start()]
        if letters(title[: border.start()]).casefold() in sites:
            return without_site(title[border.end() :], sites)
    return title


def is_same(one: str, other: str) -> bool:
    """Whether two titles name the same article: the shorter's words are mostly the longer's."""
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    return not shorter or len(shorter & longer) >= _SAME * len(shorter)


def _best(found: Sequence[Candidate], shared: Sequence[str]) -> Candidate:
    """The first that what was written for sharing bears out, else the first of that, else any."""
    for candidate in found:
        if candidate.named or any(_overlap(candidate.text, title) >= _RELATED for title in shared):
            return candidate
    return found[-1] if shared else found[0]


def _candidates(root: HtmlElement, meta: Mapping[str, Sequence[str]]) -> Iterator[Candidate]:
    """The page's titles, the likeliest first."""
    headings = _headlines(root)
    named = _named(root)
    for text in [*named[:1], *(headings if len(headings) <= _MOST_HEADLINES else [])]:
        yield Candidate(text, FieldBasis.MARKUP, text in named and headings == [text])
    for name in _META_TITLES:
        for value in meta.get(name, [])[:1]:
            yield Candidate(value, FieldBasis.META_TAG)
    if title := words_of_title(root):
        yield Candidate(title, FieldBasis.MARKUP)


def _shared(root: HtmlElement, meta: Mapping[str, Sequence[str]]) -> list[str]:
    values = [value for name in _META_TITLES for value in meta.get(name, [])[:1]]
    return [value[:LONGEST_FACT] for value in (*values, words_of_title(root)) if value]


def _headlines(root: HtmlElement) -> list[str]:
    return [text for heading in root.iter("h1") if (text := words(heading))]


def _named(root: HtmlElement) -> list[str]:
    """What microdata or the class of a heading call the headline."""
    marked = root.xpath("//body//*[@itemprop='headline']")
    classed = [heading for heading in root.iter("h1") if _CLASS.search(heading.get("class", ""))]
    return [text for element in (*marked, *classed[:1]) if (text := words(element))]


def _site_names(meta: Mapping[str, Sequence[str]], facts: Facts) -> frozenset[str]:
    names = [value for key in ("og:site_name", "application-name") for value in meta.get(key, [])]
    names += [facts.get("publisher") or ""]
    address = facts.get("url") or next(iter(meta.get("og:url", [])), "")
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    labels = host.removeprefix("www.").split(".")
    names += [host, host.removeprefix("www."), labels[0], ".".join(labels[:2])]
    return frozenset(key for name in names if (key := letters(name).casefold()))


def _overlap(one: str, other: str) -> float:
    mine, theirs = ({w for w in _words(text) if len(w) > 3} for text in (one, other))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold().replace("’s", "").replace("'s", "")))
