"""Who signed a page's article: by its markup, the lines at its headline, and links to authors."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lxml.html import HtmlElement

from functions.parse.authors import offer_names
from functions.parse.page.blocks import PageBlock, words
from functions.parse.people import byline_names, people, split_names
from functions.parse.reading import Facts
from schemas.article import FieldBasis

_META: Final = (
    *("author", "article:author", "article:author_name", "dc.creator", "dcterms.creator"),
    *("parsely-author", "sailthru.author", "byl", "creator", "authors", "byline"),
)
_MARKED_XPATH: Final = (
    "//*[@rel='author' or contains(@itemprop, 'author') or @data-testid='byline']"
    "[not(self::meta or self::link)]"
)
_NAMED_XPATH: Final = (
    "//body//*[self::p or self::div or self::span or self::a or self::address or self::li"
    " or self::section][contains(translate(@class, 'ABYLINEUTHOR', 'abylineuthor'), 'byline')"
    " or contains(translate(@class, 'ABYLINEUTHOR', 'abylineuthor'), 'author')]"
)
_AUTHOR_LINK: Final = re.compile(
    r"/(?:authors?|by|contributors?|journalists?|people|profile|staff|reporters?|writers?|autor)/"
    r"[^/?#]{3,}",
    re.IGNORECASE,
)
_AUTHOR_PAGE: Final = re.compile(r"/(?:authors?|autor)/[^/?#]{3,}", re.IGNORECASE)
"""Of an author, wherever on the page the link is: people and profiles may be the news."""
_OPENS: Final = re.compile(r"\A(?:posted |written |words )?by\b", re.IGNORECASE)
_END: Final = re.compile(
    r"\s*(?:[|•·/(]|\s[–—-]\s|\s(?:on|at|in|for)\s|,?\s*(?:published|updated|posted|mon|tues|wednes|thurs|"
    r"fri|satur|sun)(?:day)?\b|,?\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s"
    r"\d|,?\s*\d).*\Z",
    re.IGNORECASE | re.DOTALL,
)
_STATE: Final = re.compile(
    r"[\"']?(?:article_?)?(?:authors?|author_?names?|byline)[\"']?\s*\]?\s*[:=,]\s*"
    r"(\"[^\"\\<>{}]{3,80}\"|'[^'\\<>{}]{3,80}'|\[\s*(?:\"[^\"\\<>{}]{3,60}\"\s*,?\s*){1,5}\])",
    re.IGNORECASE,
)
"""Authors as the scripts of a page name them for its statistics."""
_LONGEST_SCRIPT: Final = 200_000
_LONGEST_LINE: Final = 200
_MOST_ELEMENTS: Final = 40


def offer_authors(
    root: HtmlElement,
    meta: Mapping[str, Sequence[str]],
    head: Sequence[PageBlock],
    facts: Facts,
) -> None:
    """Offer the people that signed the article, and the organisations beside them.

    Args:
        root: The page.
        meta: Its meta tags.
        head: The blocks around its headline.
        facts: What is known already; JSON-LD comes before all of this.
    """
    for name in _META:
        values = [part for value in meta.get(name, []) for part in split_names(value)]
        offer_names(values, facts, FieldBasis.META_TAG)
    if facts.byline:
        return
    for names in _of_markup(root, head):
        offer_names(names, facts, FieldBasis.MARKUP)
        if facts.byline:
            return
    offer_names(_of_scripts(root), facts, FieldBasis.INFERRED)


def _of_markup(root: HtmlElement, head: Sequence[PageBlock]) -> Iterator[list[str]]:
    """The names that places for authors hold, the surest place first."""
    for element in root.xpath(_MARKED_XPATH)[:_MOST_ELEMENTS]:
        yield _names_in(element)
    for block in head:
        if _OPENS.match(block.text):
            yield _names_of_line(block.text)
    named = root.xpath(_NAMED_XPATH)[:_MOST_ELEMENTS]
    yield from (_names_in(element) for element in named if _OPENS.match(words(element)[:20]))
    for block in head:
        yield [text for text, href in block.links if _AUTHOR_LINK.search(href)]
    yield from map(_names_in, named)
    for link in root.iter("a"):
        if _AUTHOR_PAGE.search(link.get("href", "")):
            yield [words(link)]


def _names_in(element: HtmlElement) -> list[str]:
    """The names in an element: those of its links to authors, or those of its line."""
    inner = element.xpath(".//*[@itemprop='name' or @rel='author']")
    links = [link for link in element.iter("a") if _AUTHOR_LINK.search(link.get("href", ""))]
    named = people([words(part) for part in (inner or links)])
    parts = [text for part in element.itertext() if (text := " ".join(part.split()))]
    return named or _names_of_line(" ".join(parts)[:_LONGEST_LINE]) or people(parts[:4])[:1]


def _names_of_line(line: str) -> list[str]:
    """The names that a byline gives, without the date, the role and the place after them."""
    found = byline_names(line)
    if found:
        return found
    opener = _OPENS.match(line)
    rest = line[opener.end() if opener else 0 :].lstrip(": ")
    return people(split_names(_END.sub("", rest)))


def _of_scripts(root: HtmlElement) -> list[str]:
    """The authors that the page's scripts give, where all that give any agree."""
    found: set[tuple[str, ...]] = set()
    for script in root.iter("script"):
        for match in _STATE.finditer((script.text or "")[:_LONGEST_SCRIPT]):
            names = people([part for value in _values(match[1]) for part in split_names(value)])
            found |= {tuple(names)} if names else set()
    return list(found.pop()) if len(found) == 1 else []


def _values(literal: str) -> list[str]:
    if literal.startswith("'"):
        return [literal[1:-1]]
    try:
        value = json.loads(literal)
    except ValueError:
        return []
    return value if isinstance(value, list) else [value]
