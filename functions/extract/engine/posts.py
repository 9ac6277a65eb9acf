"""Embedded posts: what their authors wrote there is theirs, with no cue and no quotation marks."""

import re
from collections.abc import Iterator
from typing import Final

from functions.extract.engine.layout import Layout
from functions.extract.engine.ranges import Range
from functions.extract.engine.sources import UNNAMED, Resolver
from functions.extract.engine.utterances import Utterance
from schemas.article import BlockKind, Post
from schemas.claim import (
    Anonymity,
    ChainLink,
    Directness,
    Resolution,
    Source,
    SourceType,
)

LINK: Final = re.compile(r"(?:https?://|pic\.twitter\.com/|t\.co/|www\.)\S+", re.IGNORECASE)
CONFIDENCE: Final = 0.9
"""Judged, not measured: the signature line of a post leaves little room for error."""


def utterances(layout: Layout, resolver: Resolver) -> list[Utterance]:
    """One utterance for each embedded post that has a body."""
    found = []
    for block in layout.blocks:
        if block.kind is BlockKind.EMBEDDED_POST and block.post and block.post.body:
            content = tuple(_without_links(layout.text, block.post))
            if content:
                found.append(_utterance(layout, block.post, content, resolver))
    return found


def _without_links(text: str, post: Post) -> Iterator[Range]:
    for line in post.body:
        start = line.start
        for link in LINK.finditer(text, line.start, line.end):
            if start < link.start():
                yield Range(start, link.start())
            start = link.end()
        if start < line.end:
            yield Range(start, line.end)


def _utterance(
    layout: Layout, post: Post, content: tuple[Range, ...], resolver: Resolver
) -> Utterance:
    source = _source(post, resolver)
    publisher = layout.article.publisher
    outlet = (ChainLink(name=publisher),) if publisher else ()
    return Utterance(
        content=content,
        source=source,
        anonymity=Anonymity() if source.type is SourceType.UNNAMED else None,
        chain=(*outlet, ChainLink(name=source.canonical, span=source.span)),
        rule="embedded-post",
        confidence=CONFIDENCE,
        directness=Directness.EMBEDDED_POST,
    )


def _source(post: Post, resolver: Resolver) -> Source:
    """The one who signed it; an account known by its handle alone goes by that."""
    if post.author:
        return resolver.person(post.author, post.author_span)
    kind = SourceType.PERSON if post.handle else SourceType.UNNAMED
    return Source(canonical=post.handle or UNNAMED, type=kind, resolution=Resolution.INFERRED)
