"""Reading a corpus in the format of PolNeAR, telling its kinds, and scoring on it."""

import sys
from pathlib import Path

import pytest

from benchmarks import peers
from benchmarks.attribution import kept, measure
from benchmarks.corpus import Gold, corpus
from benchmarks.kinds import Kind
from benchmarks.scoring import Parts, Score
from functions.extract.engine.tagging.rules import RulesTagger

TEXT = (
    "“The mill is shut,” said Ada Quill.\n\n"
    "The mayor called it “a disgrace” of the worst sort for the town.\n\n"
    "Bo Li said that the gates were open. Shoppers believe that prices will fall.\n\n"
    "Picture: Bo Li said no.\n"
)
ATTRIBUTIONS = (
    ("Ada Quill", "said", "“The mill is shut,”"),
    ("The mayor", "called", "it “a disgrace” of the worst sort for the town"),
    ("Bo Li", "said", "that the gates were open"),
    ("Shoppers", "believe", "that prices will fall"),
)


def annotations() -> str:
    lines: list[str] = []
    for number, words in enumerate(ATTRIBUTIONS):
        keys = []
        for label, exact in zip(("Source", "Cue", "Content"), words, strict=True):
            key = f"T{len(lines) + 1}"
            begin = TEXT.index(exact, TEXT.index(words[2]) if number == 2 and label == "Cue" else 0)
            lines.append(f"{key}\t{label} {begin} {begin + len(exact)}\t{exact}")
            keys.append(f"{label}:{key}")
        lines.append(f"E{number}\tAttribution:T99 {' '.join(keys)}")
    start = TEXT.index("Picture")
    return "\n".join([*lines, f"T98\tDiscard {start} {len(TEXT)}\tPicture", ""])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("text", "attributions"):
        (tmp_path / "dev" / name).mkdir(parents=True)
    (tmp_path / "dev" / "text" / "mill.txt").write_bytes(TEXT.encode())
    for annotator, content in (("a", annotations()), ("b", "")):
        path = tmp_path / "dev" / "attributions" / f"mill_{annotator}.ann"
        path.write_bytes(content.encode())
    return tmp_path


@pytest.fixture
def gold(folder: Path) -> Gold:
    [article] = corpus(folder, "dev")
    return article


def test_corpus_takes_the_first_annotator(gold: Gold) -> None:
    assert gold.name == "mill"
    assert len(gold.attributions) == len(ATTRIBUTIONS)


def test_corpus_without_the_split_has_no_articles(folder: Path) -> None:
    assert not list(corpus(folder, "train"))


def test_kinds_follow_from_quotation_marks_and_cue(gold: Gold) -> None:
    kinds = gold.kinds()

    found = [kinds.kind(part.cue, part.content) for part in gold.parts()]

    assert found == [Kind.DIRECT, Kind.PART_QUOTED, Kind.SPEECH, Kind.OTHER]


def test_kind_without_a_cue_is_not_of_speech(gold: Gold) -> None:
    content = gold.parts()[2].content

    assert gold.kinds().kind(frozenset(), content) is Kind.OTHER


def test_attributions_in_discarded_regions_do_not_count(gold: Gold) -> None:
    start = TEXT.index("no.")
    inside = Parts(frozenset(), frozenset(), gold.units([(start, start + 2)]))

    assert kept(gold, [inside, gold.parts()[0]]) == [gold.parts()[0]]


def test_kinds_of_a_report_add_up_to_its_attributions(gold: Gold) -> None:
    report = measure([gold], RulesTagger())

    total = Score()
    for score in report.kinds.values():
        total.add(score.right, score.proposed, score.found, score.gold)
    assert total == report.attributions


def test_score_without_counts_is_nothing() -> None:
    assert (Score().precision, Score().recall, Score().f1) == (0, 0, 0)


def test_score_in_percent() -> None:
    score = Score(right=1, proposed=2, found=1, gold=4)

    assert (score.precision, score.recall) == (50, 25)
    assert score.f1 == pytest.approx(100 / 3)


PEER = """
import json, sys
print(json.dumps({{"name": sys.argv[1], "versions": {{"made-up": "1.0"}}}}), flush=True)
for line in sys.stdin:
    text = json.loads(line)["text"]
    at = [[text.index(words), text.index(words) + len(words)] for words in {words!r}]
    found = dict(zip(("source", "cue", "content"), ([span] for span in at)))
    answer = {{"attributions": [found], "refused": 2, "seconds": 0.5}}
    print(json.dumps(answer), flush=True)
"""


def test_peer_is_scored_by_what_it_answers(gold: Gold, tmp_path: Path) -> None:
    worker = tmp_path / "peer.py"
    worker.write_text(PEER.format(words=ATTRIBUTIONS[0]))

    result = peers.measure("made-up", [gold], Path(sys.executable), worker)

    assert result.title == "made-up 1.0"
    assert (result.refused, result.seconds) == (2, 0.5)
    assert result.report.attributions == Score(right=1, proposed=1, found=1, gold=4)
    assert result.report.kinds[Kind.DIRECT].found == 1


def test_peer_that_ends_too_early_is_an_error(gold: Gold, tmp_path: Path) -> None:
    worker = tmp_path / "peer.py"
    worker.write_text("")

    with pytest.raises(RuntimeError, match="ended before"):
        peers.measure("made-up", [gold], Path(sys.executable), worker)
