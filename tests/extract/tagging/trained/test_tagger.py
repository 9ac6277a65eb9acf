"""The trained tagger over a model whose word can be foreseen."""

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.extract.engine import extract
from functions.extract.engine.attribution import TRAINED, Attribution, Label, Tag
from functions.extract.engine.tagging.rules import NAME, RulesTagger
from functions.extract.engine.tagging.trained.model import Scale
from functions.extract.engine.tagging.trained.tagger import TrainedTagger
from schemas.article import BlockKind
from tests.extract.tagging.factories import article
from tests.extract.tagging.trained.fakes import fake_model, nothing

SAID = "Ida Berg said that the mill was safe."


def _spans(tags: list[Tag]) -> list[tuple[int, int, Label]]:
    return [(tag.start, tag.end, tag.label) for tag in tags]


def test_tagger_takes_the_spans_that_the_model_finds() -> None:
    given_article = article(SAID)
    tags = TrainedTagger(fake_model()).tag(given_article)
    assert _spans(tags) == _spans(RulesTagger().tag(given_article))
    assert {tag.rule for tag in tags} == {TRAINED}


def test_tagger_keeps_sure_rules_where_the_model_finds_nothing() -> None:
    given_article = article(SAID)
    tags = TrainedTagger(fake_model(nothing)).tag(given_article)
    assert _spans(tags) == _spans(RulesTagger().tag(given_article))
    assert TRAINED not in {tag.rule for tag in tags}


def test_tagger_reads_transcripts_by_rule() -> None:
    given_article = article("BERG: The mill is safe.", "HOLM: It never was.", "BERG: It is now.")
    tags = TrainedTagger(fake_model()).tag(given_article)
    assert {tag.rule.partition("-")[0] for tag in tags} == {"transcript"}


def test_tagger_finds_nothing_in_headings() -> None:
    given_article = article("Ida Berg said no", SAID, kinds={0: BlockKind.HEADING})
    tags = TrainedTagger(fake_model()).tag(given_article)
    assert tags
    assert min(tag.start for tag in tags) > given_article.text.index("\n")


def test_tagger_reads_long_articles_in_windows() -> None:
    model = fake_model()
    TrainedTagger(model).tag(article(*[SAID] * 200))
    lengths = model._session.lengths  # type: ignore[attr-defined]
    assert len(lengths) > 1
    assert max(lengths) <= 256


def test_tagger_of_an_empty_article_finds_nothing() -> None:
    assert TrainedTagger(fake_model()).tag(article("")) == []


def test_confidence_of_an_attribution_follows_its_curve() -> None:
    tag = Tag(0, 4, Label.CONTENT, TRAINED, 0.5)
    tagger = TrainedTagger(fake_model(attribution=Scale(slope=1.0, offset=2.0)))
    assert round(tagger.confidence(Attribution((tag,))), 2) == 0.88


def test_confidence_of_what_rules_found_is_their_precision() -> None:
    tag = Tag(0, 4, Label.CONTENT, "that:say", 0.96)
    tagger = TrainedTagger(fake_model(attribution=Scale(slope=1.0, offset=-5.0)))
    assert tagger.confidence(Attribution((tag,))) == 0.96


def test_records_name_the_model_and_the_rules() -> None:
    claims = extract(article(SAID), TrainedTagger(fake_model())).claims
    assert {claim.provenance.tagger for claim in claims} == {f"fake-1+{NAME}"}


@settings(deadline=None)
@given(text=st.text(max_size=300))
def test_tags_of_any_text_are_grounded_and_never_overlap(text: str) -> None:
    given_article = article(*text.split("\n"), blocks=False)
    tags = TrainedTagger(fake_model()).tag(given_article)
    for label in Label:
        edges = [edge for tag in tags if tag.label is label for edge in (tag.start, tag.end)]
        assert edges == sorted(edges)
    assert all(0 <= tag.start < tag.end <= len(given_article.text) for tag in tags)
