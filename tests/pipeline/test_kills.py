"""Small histories of a bucket on the local stack, its functions killed for real at random moments.

Many more of them, with faults at every call, are run in memory: `tests/histories`.
"""

import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from infra.local.events import Event
from infra.local.stack import LocalStack
from infra.local.template import load
from schemas.failure import FailureCode
from schemas.identity import article_id
from tests.conftest import ROOT
from tests.pipeline.conftest import User, settings

FUNCTIONS = ("ParseFunction", "ExtractFunction")
KEYS = ("a.txt", "b.txt", "c.txt")
STEPS = 8
PATIENCE_SECONDS = 30


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[User]:
    """A stack whose leases are short: they go by the real clock, and the queues' is advanced."""
    template = load(ROOT / "template.yaml")
    for name in FUNCTIONS:
        properties = template["Resources"][name]["Properties"]
        properties["Environment"]["Variables"]["LEASE_SECONDS"] = "1"
    path = tmp_path_factory.mktemp("kills") / "template.json"
    path.write_text(json.dumps(template), encoding="utf-8")
    with LocalStack(settings(template=path)) as stack:
        yield User(stack)


@dataclass
class Bucket:
    """A user's keys, and what the newest version of each says."""

    user: User
    folder: str
    chooser: random.Random
    newest: dict[str, str | None] = field(default_factory=dict)
    """The statement of each key that was ever dropped; None if it was deleted last."""

    def change(self, step: int) -> None:
        """Drop, overwrite or delete a file; then perhaps announce something old again."""
        key = f"{self.folder}/{self.chooser.choice(KEYS)}"
        if self.newest.get(key) and self.chooser.random() < 0.3:
            self.user.delete(key)
            self.newest[key] = None
        else:
            self.drop(key, step)
        if self.chooser.random() < 0.5:
            self.user.stack.publish(self.chooser.choice(self.events()))

    def drop(self, key: str, step: int) -> None:
        """Drop a file that says what no other does."""
        told = f"bridge {step} of {self.folder} was safe"
        self.user.drop(key, f"Mayor Ada Quill said {told}.")
        self.newest[key] = told

    def events(self) -> list[Event]:
        """All that was announced of these keys, in its order."""
        prefix = f"{self.folder}/"
        events = self.user.stack.events
        return [e for e in events if e["detail"]["object"]["key"].startswith(prefix)]

    def heal(self) -> None:
        """Try again what was killed too often, until nothing is left of it."""
        self.user.settle()
        while failed := [id_ for id_ in map(self.id, self.newest) if self.has_failed(id_)]:
            for id_ in failed:
                assert self.user.retry(id_).status_code == 202
            self.user.settle()

    def id(self, key: str) -> str:
        """The id of a key's article."""
        return article_id(self.user.inbox, key)

    def has_failed(self, id_: str) -> bool:
        """Whether an article has failed; only the kills can be why."""
        failure = self.user.ask(f"/articles/{id_}").json()["failure"]
        assert failure is None or not FailureCode(failure["code"]).is_permanent
        return failure is not None

    def told(self, key: str) -> list[str] | None:
        """What the API says that a file claims; None if it says that it was deleted."""
        id_ = self.id(key)
        if self.user.ask(f"/articles/{id_}").json()["state"] == "deleted":
            return None
        return [c["content"][0]["exact"] for c in self.user.claims(f"/articles/{id_}/claims")]


def kill_for_certain(stack: LocalStack, chooser: random.Random) -> None:
    """Wait until a function is at work, and kill it."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not any(stack.kill(name, chooser) for name in FUNCTIONS):
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_history_with_kills_ends_in_the_newest_state_of_each_key(user: User, seed: int) -> None:
    chooser, killer = random.Random(seed), random.Random(seed)  # noqa: S311
    bucket = Bucket(user, f"history-{seed}", chooser)
    for step in range(STEPS):
        bucket.change(step)
        time.sleep(chooser.uniform(0, 0.2))
        user.stack.kill(killer.choice(FUNCTIONS), killer)
    bucket.drop(f"{bucket.folder}/a.txt", STEPS)
    kill_for_certain(user.stack, killer)

    bucket.heal()

    for key, newest in bucket.newest.items():
        assert bucket.told(key) == (None if newest is None else [newest])
    mine = {bucket.id(key) for key in bucket.newest}
    listed = [claim for claim in user.claims() if claim["article_id"] in mine]
    told = sorted(claim["content"][0]["exact"] for claim in listed)
    assert told == sorted(filter(None, bucket.newest.values())), "each is listed once"
