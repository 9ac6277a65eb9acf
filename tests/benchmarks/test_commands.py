"""What the commands of the benchmarks say where something is not there, and what they refuse."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import labelled, quality, speed, speed_worker, taggers
from benchmarks.labelled_set import Half, passages
from functions.extract.engine.tagging.choice import best_tagger


def called(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmark", *arguments])


def test_taggers_have_the_rules_and_know_no_other_name() -> None:
    assert "rules" in taggers.available()
    with pytest.raises(KeyError):
        taggers.measured("astrology")


@pytest.mark.parametrize("held_out", [["--show", "1"], ["--topic", "courts"]])
def test_labelled_never_shows_the_test_half(
    held_out: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called(monkeypatch, "--half", "test", *held_out)

    with pytest.raises(SystemExit):
        labelled.main()

    assert "held out" in capsys.readouterr().err


def test_labelled_prints_every_field_that_is_counted() -> None:
    half: Half = "train"
    some = [p for p in passages(half) if p.topic == "war"]

    tally = labelled.total(labelled.outcomes(some, taggers.available()["rules"].tagger))

    assert {*tally.scores, *tally.shares} <= labelled.FIELDS


def test_quality_without_a_corpus_says_that_it_is_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called(monkeypatch)

    quality.main()

    assert "skipped" in capsys.readouterr().out


def test_quality_of_a_folder_without_articles_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called(monkeypatch, str(tmp_path))

    with pytest.raises(SystemExit):
        quality.main()

    assert "holds no articles" in capsys.readouterr().err


def test_speed_without_a_package_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert "make build" in (speed.missing(sys.executable) or "")


def test_speed_of_the_package_is_that_of_the_tagger_that_it_chooses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")

    name, _, _ = speed_worker.packaged()

    assert name == best_tagger().name


def test_peak_of_memory_is_not_that_of_the_program_that_started_the_process() -> None:
    ours = bytearray(b"x") * (256 << 20)

    child = "from benchmarks.speed_worker import peak; print(peak())"
    done = subprocess.run(  # noqa: S603 (our own script)
        [sys.executable, "-c", child], capture_output=True, check=True
    )

    assert float(done.stdout) < len(ours) / 2**20 < speed_worker.peak()
