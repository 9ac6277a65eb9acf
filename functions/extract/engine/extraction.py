"""The extraction, step by step: an article in, its claims and their coverage out.

Pure and deterministic: no AWS, no clock, no settings. Each step lives in a module of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from functions.extract.engine import (
    attributed,
    checkworthiness,
    cutting,
    display,
    duplicates,
    grounding,
    headlines,
    mending,
    nested,
    posts,
    process_notes,
    standing,
    unattributed,
    verification,
)
from functions.extract.engine.attribution import Attribution, Tagger
from functions.extract.engine.chain import Chains
from functions.extract.engine.coverage import coverage
from functions.extract.engine.layout import Layout
from functions.extract.engine.other_language import extract_marked, is_not_read_well
from functions.extract.engine.ranges import Cover, Range
from functions.extract.engine.records import Records
from functions.extract.engine.relations.related import related
from functions.extract.engine.sources import Resolver
from functions.extract.engine.tagging.linking import link
from functions.extract.engine.tagging.rules import RulesTagger
from functions.extract.engine.utterances import Statement, Utterance
from schemas.article import Article
from schemas.coverage import Extraction


def extract(article: Article, tagger: Tagger | None = None) -> Extraction:
    """All claims of an article, and for every sentence without one the reason.

    Of an article that says it is in another language, only what marks show is taken.

    Args:
        article: The normalised article.
        tagger: What proposes the spans; the rules by default.
    """
    if is_not_read_well(article):
        return extract_marked(article)
    tagger = tagger or RulesTagger()
    linked = link(tagger.tag(article), article)
    judged = [replace(found, confidence=tagger.confidence(found)) for found in linked]
    return extract_linked(article, judged, tagger.name)


def extract_linked(
    article: Article, attributions: Iterable[Attribution], tagger: str
) -> Extraction:
    """The claims of an article whose attributions are known."""
    layout = Layout(article)
    inside, outside = grounding.within(article.text, attributions)
    inside = mending.mended(layout, inside)
    notes = verification.notes(layout)
    process = process_notes.right_of_reply(layout)
    making = Cover([*process, *(note.range for note in notes)])
    kept = [attribution for attribution in inside if not _is_note(attribution, making)]
    kept = attributed.completed(layout, kept)

    aside = [*process, *(note.range for note in notes if not note.is_parenthesis)]
    resolver = _resolver(layout, kept)
    statements = _statements(layout, kept, aside, resolver)
    statements = duplicates.merged(layout, sorted(statements, key=lambda part: part.start))
    admitted = grounding.admit(article.text, statements, Records(layout, tagger))

    claims = verification.applied(layout, notes, admitted.claims)
    claims = checkworthiness.ranked(standing.with_standing(related(claims)))
    claims = display.with_display_text(resolver, claims)
    refused = [*admitted.refused, *(_place(attribution) for attribution in outside)]
    return Extraction(claims=claims, coverage=coverage(layout, claims, process, notes, refused))


def _resolver(layout: Layout, attributions: Sequence[Attribution]) -> Resolver:
    return Resolver(layout, [tag.range for a in attributions for tag in a.content])


def _statements(
    layout: Layout,
    attributions: Sequence[Attribution],
    aside: Sequence[Range],
    resolver: Resolver,
) -> list[Statement]:
    """What the sources state, what embedded posts say, and what the article says itself."""
    chains = Chains(layout, attributions)

    def telling(attribution: Attribution) -> Utterance:
        return attributed.utterance(layout, attribution, chains, resolver)

    return [
        statement
        for utterance in _utterances(layout, attributions, aside, chains, resolver)
        for part in cutting.cut(layout, utterance)
        for statement in nested.told(layout, part, telling)
    ]


def _utterances(
    layout: Layout,
    attributions: Sequence[Attribution],
    aside: Sequence[Range],
    chains: Chains,
    resolver: Resolver,
) -> list[Utterance]:
    taken = [tag.range for a in attributions if a.content for tag in a.tags]
    leads = [lead for a in attributions if (lead := attributed.lead(layout, a))]
    return [
        *attributed.utterances(layout, attributions, chains, resolver),
        *posts.utterances(layout, resolver),
        *headlines.utterances(layout, resolver),
        *unattributed.utterances(layout, Cover([*taken, *aside]), leads, resolver),
    ]


def _place(attribution: Attribution) -> Range:
    return (attribution.content or attribution.tags)[0].range


def _is_note(attribution: Attribution, making: Cover) -> bool:
    """Whether the attribution is the tagger's reading of a note on the article's making."""
    return attribution.anchor is not None and making.overlaps(attribution.anchor.range)
