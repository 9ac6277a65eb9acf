"""Varied articles to ask questions about, and files that are none. What is asked: `queries`.

Each article is put together from labelled passages of one topic, of the half that may be looked at,
with a paragraph in which somebody with a name of their own speaks: some often, most seldom.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from benchmarks.labelled_set import Passage, passages
from benchmarks.load_files import NAMES

PASSAGES: Final = (2, 5)
"""In an article, at least and at most: 200 to 500 words."""
FIRST_DAY: Final = date(2025, 1, 1)
DAYS: Final = 365
UNDATED: Final = 0.03
"""Share of the articles."""
OUTLETS: Final = ("The Calder Ledger", "Harbour Post", "Tarn Courier", "Northwire", "Daily Beacon")
SPEECH: Final = (
    "{name} said on {day} that the plan would cost {number} million dollars.",
    "“Nobody has asked us about it,” {name} said on {day}.",
    "{name} denied on {day} that {number} people had been sent home.",
    "According to {name}, at least {number} complaints are open.",
)
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
SOMEBODY: Final = NAMES[0]
"""Who speaks most often."""
EMPTY: Final = {"text": ""}


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file to drop."""

    key: str
    body: bytes


def dropped(articles: int, members: int, failures: int, seed: int = 0) -> list[Dropped]:
    """So many articles, some of them in a container, and files that fail, one of them in it."""
    made = list(_articles(articles, random.Random(seed)))  # noqa: S311
    inside, alone = made[:members], made[members:]
    files = [_file(f"news/{number:04}.json", each) for number, each in enumerate(alone)]
    files += [_file(f"bad/{number:04}.json", EMPTY) for number in range(failures)]
    lines = "\n".join(json.dumps(each) for each in [*inside, EMPTY])
    return [*files, Dropped("week.jsonl", lines.encode())]


def _file(key: str, article: dict[str, Any]) -> Dropped:
    return Dropped(key, json.dumps(article).encode())


def _articles(count: int, chooser: random.Random) -> Iterator[dict[str, Any]]:
    topics: dict[str, list[Passage]] = {}
    for passage in passages("train"):
        topics.setdefault(passage.topic, []).append(passage)
    for number in range(count):
        topic = chooser.choice(sorted(topics))
        yield _article(f"{topic.capitalize()} report {number}", topics[topic], chooser)


def _article(title: str, known: Sequence[Passage], chooser: random.Random) -> dict[str, Any]:
    chosen = chooser.sample(known, chooser.randint(*PASSAGES))
    paragraphs = [*(each.article.text for each in chosen), _speech(chooser)]
    published = FIRST_DAY + timedelta(chooser.randrange(DAYS))
    dated = {} if chooser.random() < UNDATED else {"published": published.isoformat()}
    outlet = chooser.choice(OUTLETS)
    return {"title": title, "publisher": outlet, "text": "\n\n".join(paragraphs)} | dated


def _speech(chooser: random.Random) -> str:
    name = NAMES[int(len(NAMES) * chooser.random() ** 3)]
    day, number = chooser.choice(WEEKDAYS), chooser.randint(2, 90)
    said = chooser.sample(SPEECH, 2)
    return " ".join(each.format(name=name, day=day, number=number) for each in said)
