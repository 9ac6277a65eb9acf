"""What the commands of the benchmarks say where something is not there, and what they refuse."""

import sys
from pathlib import Path

import pytest

from benchmarks import labelled, quality, speed, taggers
from benchmarks.labelled_set import Half, passages


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
