"""How well title, date and authors of saved pages are found without the JSON-LD that names them.

    python -m benchmarks.page_metadata FOLDER

Of the pages in a folder (`benchmarks.pages`), those with an article in JSON-LD are read twice: with
it removed, when it serves as the answer alone, and as they are, when no field of it may be lost.

A title is right if letter for letter one of the two holds the other (site names, cut titles);
"in other words" it also is if two thirds of the words of the shorter are in the longer, for pages
show a headline and give search engines another. A date is right if day is day, or both are one
moment. Authors are right if the sets of names are equal, each name taken as its first and last
word. A date is certain if it was stated, and if nothing on the page speaks against it.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from benchmarks.pages import SavedPage, saved_pages
from functions.parse.decode import decode
from functions.parse.errors import ParseError
from functions.parse.normalise import normalise
from functions.parse.page.jsonld import offer_json_ld
from functions.parse.page.tree import page_tree
from functions.parse.reading import Facts
from schemas.article import Article, FieldBasis

_JSON_LD: Final = re.compile(
    r"<script[^>]{0,500}ld\+json[^>]{0,500}>.*?</script\s{0,10}>", re.IGNORECASE | re.DOTALL
)
_WORD: Final = re.compile(r"\w+")


@dataclass(slots=True)
class Tally:
    """How often a field was asked for and found."""

    name: str
    asked: int = 0
    right: int = 0

    def add(self, *, right: bool) -> None:
        """Count a page that JSON-LD gives the field of."""
        self.asked += 1
        self.right += right


@dataclass(slots=True)
class Result:
    """All counts."""

    title: Tally = field(default_factory=lambda: Tally("title"))
    title_loosely: Tally = field(default_factory=lambda: Tally("title, also in other words"))
    published: Tally = field(default_factory=lambda: Tally("date of publication (day)"))
    byline: Tally = field(default_factory=lambda: Tally("authors"))
    kept: Tally = field(default_factory=lambda: Tally("with JSON-LD: fields kept"))
    certain: int = 0
    certain_wrong: int = 0
    doubted: int = 0

    def tallies(self) -> Iterator[Tally]:
        """In the order of the table."""
        yield from (self.title, self.title_loosely, self.published, self.byline, self.kept)


def measure(pages: Sequence[SavedPage]) -> Result:
    """Count over the pages that have an article in JSON-LD."""
    result = Result()
    for page in pages:
        text = decode(page.body)
        answer = Facts()
        offer_json_ld(page_tree(text).root, answer)
        if answer.get("title") or answer.get("published") or answer.byline:
            _count_without(answer, _read(page, _JSON_LD.sub("", text)), result)
            _count_with(answer, _read(page, text), result)
    return result


def _read(page: SavedPage, text: str) -> Article | None:
    try:
        return normalise(page.document(text.encode()))
    except ParseError:
        return None


def _count_without(answer: Facts, found: Article | None, result: Result) -> None:
    title, published = answer.get("title"), answer.get("published")
    if title:
        own = (found and found.title) or ""
        result.title.add(right=contains(title, own))
        result.title_loosely.add(right=contains(title, own) or shares_words(title, own))
    if published:
        right = is_same_day(published, found.published if found else None)
        result.published.add(right=right)
        if found and found.published:
            stated = found.field_basis["published"] is not FieldBasis.INFERRED
            certain = stated and "published" not in found.uncertain
            result.certain += certain
            result.certain_wrong += certain and not right
            result.doubted += not certain
    if answer.byline:
        result.byline.add(right=names(answer.byline) == names(found.byline if found else []))


def _count_with(answer: Facts, found: Article | None, result: Result) -> None:
    wanted = (answer.get("title"), answer.get("published"), answer.byline)
    own = (found.title, found.published, found.byline) if found else (None, None, None)
    for asked, given in zip(wanted, own, strict=True):
        if asked:
            result.kept.add(right=asked == given)


def contains(one: str, other: str) -> bool:
    """Whether the letters of one title are in the other."""
    first, second = ("".join(_WORD.findall(text.casefold())) for text in (one, other))
    return bool(first and second) and (first in second or second in first)


def shares_words(one: str, other: str) -> bool:
    """Whether two thirds of the words of the shorter title are in the longer."""
    pair = (set(_WORD.findall(text.casefold())) for text in (one, other))
    shorter, longer = sorted(pair, key=len)
    return bool(shorter) and 3 * len(shorter & longer) >= 2 * len(shorter)


def is_same_day(one: str, other: str | None) -> bool:
    """Whether two dates are of one day as they are written, or one moment."""
    if not other or min(len(one), len(other)) < 10:
        return one == other
    if one[:10] == other[:10]:
        return True
    first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
    return first.tzinfo is not None and second.tzinfo is not None and first == second


def names(people: Sequence[str]) -> set[tuple[str, str]]:
    """People by the first and the last word of their names."""
    words = (name.casefold().split() for name in people)
    return {(parts[0], parts[-1]) for parts in words}


def main() -> None:
    """Print the shares, and how many certain dates were wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    result = measure(list(saved_pages(parser.parse_args().folder)))
    table = Table("", "pages", "right", "share", title="Metadata without JSON-LD, which answers")
    for tally in result.tallies():
        share = f"{tally.right / max(1, tally.asked):.1%}"
        table.add_row(tally.name, str(tally.asked), str(tally.right), share)
    Console(width=120).print(table)
    print(
        f"Certain dates: {result.certain}, of which wrong: {result.certain_wrong}. "
        f"Marked uncertain or inferred: {result.doubted}."
    )


if __name__ == "__main__":
    main()
