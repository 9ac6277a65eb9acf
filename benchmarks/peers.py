"""Public rule-based systems on the same text, each in a process of the peers' own environment.

`make bench-peers` makes that environment under `.cache/peers`. Both find direct quotations alone.
Their documentation asks for larger models of spaCy than the registry has; what they find with
those may be better. The second names speakers by coreference, whose model the registry lacks as
well; its step that finds speaker, cue and content is what runs here.
"""

import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.attribution import kept
from benchmarks.corpus import Gold
from benchmarks.scoring import Parts, Report

PYTHON: Final = Path(".cache/peers/bin/python")
_WORKER: Final = Path(__file__).with_name("peer_worker.py")
NAMES: Final = ("textacy", "sayswho")


@dataclass(frozen=True, slots=True)
class PeerResult:
    """What a peer scored."""

    title: str
    """Name and versions of all that has a say in it."""
    report: Report
    refused: int
    """Paragraphs that it would not read."""
    seconds: float
    """Processor time for one article."""


def is_ready() -> bool:
    """Whether the peers' environment is there."""
    return PYTHON.exists()


def measure(
    name: str, articles: Sequence[Gold], python: Path = PYTHON, worker: Path = _WORKER
) -> PeerResult:
    """Score a peer on articles.

    Raises:
        OSError: If the peers' environment is not there.
        RuntimeError: If the peer ends before its last answer.
    """
    report, refused, seconds = Report(), 0, 0.0
    with running(python, worker, name) as peer:
        title = title_of(answer_of(peer))
        for gold in articles:
            answer = ask(peer, {"text": gold.text})
            proposed = kept(gold, _parts(gold, answer["attributions"]))
            report.add(proposed, gold.parts(), gold.kinds())
            refused += answer["refused"]
            seconds += answer["seconds"]
    return PeerResult(title, report, refused, seconds / max(1, len(articles)))


@contextmanager
def running(python: Path, worker: Path, name: str) -> Iterator["subprocess.Popen[str]"]:
    """A worker in the peers' environment, which ends with the block."""
    command = [str(python), str(worker), name]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:  # noqa: S603
        yield process
        if process.stdin:
            process.stdin.close()


def ask(peer: "subprocess.Popen[str]", question: Mapping[str, str]) -> dict[str, Any]:
    """A worker's answer to a line of JSON; raises RuntimeError if it ended."""
    if peer.stdin:
        peer.stdin.write(json.dumps(question) + "\n")
        peer.stdin.flush()
    return answer_of(peer)


def answer_of(peer: "subprocess.Popen[str]") -> dict[str, Any]:
    """The next line of JSON that a worker prints."""
    line = peer.stdout.readline() if peer.stdout else ""
    if not line:
        raise RuntimeError("The peer ended before its last answer; what it printed says why.")
    answer: dict[str, Any] = json.loads(line)
    return answer


def title_of(greeting: Mapping[str, Any]) -> str:
    """A peer with the versions of all that has a say in it."""
    return ", ".join(f"{name} {version}" for name, version in greeting["versions"].items())


def _parts(gold: Gold, attributions: Iterable[dict[str, Any]]) -> Iterator[Parts]:
    for found in attributions:
        source, cue, content = (
            gold.units((start, end) for start, end in found[part])
            for part in ("source", "cue", "content")
        )
        yield Parts(source, cue, content)
