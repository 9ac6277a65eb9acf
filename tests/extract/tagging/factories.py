"""Articles and tags for the tests of tagging, built from lines or from marked-up text."""

import re
from collections.abc import Iterable, Mapping

from functions.extract.engine.attribution import Attribution, Label, Tag
from functions.extract.engine.tagging.linking import link
from functions.extract.engine.tagging.rules import RulesTagger
from schemas.article import Article, Block, BlockKind, Format, SourceObject

_MARKED = re.compile(r"\[(source|cue|content) ((?:[^\[\]])*)\]")


def article(
    *lines: str, kinds: Mapping[int, BlockKind] | None = None, blocks: bool = True
) -> Article:
    """An article of one block to the line: paragraphs, unless `kinds` names another kind."""
    text, found, start = "\n".join(lines), [], 0
    for index, line in enumerate(lines):
        kind = (kinds or {}).get(index, BlockKind.PARAGRAPH)
        if line:
            found.append(Block(kind=kind, start=start, end=start + len(line)))
        start += len(line) + 1
    return Article(
        article_id="a" * 24,
        source=SourceObject(bucket="drop", key="news.txt", size=len(text)),
        format=Format.TEXT,
        content_hash="0" * 64,
        text=text,
        blocks=found if blocks else [],
        pipeline_version="test",
    )


def marked(*lines: str) -> tuple[Article, list[Tag]]:
    """An article and its tags from text such as "[source Ana] [cue said] [content no]"."""
    plain, tags, length = [], [], 0
    for line in lines:
        shown, taken = "", 0
        for match in _MARKED.finditer(line):
            shown += line[taken : match.start()]
            start = length + len(shown)
            tags.append(Tag(start, start + len(match[2]), Label(match[1]), "marked", 1.0))
            shown += match[2]
            taken = match.end()
        shown += line[taken:]
        plain.append(shown)
        length += len(shown) + 1
    return article(*plain), tags


Shown = tuple[str | None, str | None, list[str]]
"""Source, cue and content of an attribution, as words."""


def shown(text: str, attributions: Iterable[Attribution]) -> list[Shown]:
    """Attributions as words."""

    def words(tag: Tag | None) -> str | None:
        return text[tag.start : tag.end] if tag else None

    return [
        (words(item.source), words(item.cue), [text[tag.start : tag.end] for tag in item.content])
        for item in attributions
    ]


def read(*lines: str, kinds: Mapping[int, BlockKind] | None = None) -> list[Shown]:
    """What the rules and the linker make of an article of these paragraphs."""
    given = article(*lines, kinds=kinds)
    return shown(given.text, link(RulesTagger().tag(given), given))
