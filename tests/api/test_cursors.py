"""Cursors: signed, bound to their question, and good for as long as a key that counts."""

import hmac
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.api import services
from functions.api.cursor import KEY, PLACE, Place, opened, sealed
from functions.api.errors import BadParameterError
from functions.api.keys import (
    CURRENT,
    KEPT_SECONDS,
    PREVIOUS,
    RENEWAL_SECONDS,
    SIGNATURE_BYTES,
    CursorKeys,
)
from tests.api.conftest import Ask, Library
from tests.records import statements, story

PLACES = st.builds(
    Place,
    st.dates().map(str),
    st.text("0123456789abcdef", min_size=24, max_size=24),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)


@dataclass
class Vault:
    """A secret with versions, and a clock."""

    versions: list[bytes] = field(default_factory=lambda: [b"first"])
    now: float = 1000.0
    reads: Counter[str] = field(default_factory=Counter)

    def read(self, stage: str) -> bytes | None:
        self.reads[stage] += 1
        place = {CURRENT: -1, PREVIOUS: -2}[stage]
        return self.versions[place] if len(self.versions) >= -place else None

    def keys(self) -> CursorKeys:
        """Those of a new process."""
        return CursorKeys(self, lambda: self.now)


@given(PLACES, st.text())
def test_cursor_leads_to_its_position(place: Place, question: str) -> None:
    keys = Vault().keys()

    assert opened(keys, question, sealed(keys, question, place), PLACE) == place


@given(PLACES, st.data())
def test_cursor_with_any_character_changed_is_refused(place: Place, data: st.DataObject) -> None:
    keys = Vault().keys()
    cursor = sealed(keys, "q", place)
    at = data.draw(st.integers(0, len(cursor) - 2))  # the last may hold bits of no meaning
    other = data.draw(st.sampled_from("ABCxyz019-_").filter(lambda c: c != cursor[at]))

    with pytest.raises(BadParameterError):
        opened(keys, "q", cursor[:at] + other + cursor[at + 1 :], PLACE)


@given(st.text())
def test_cursor_that_nobody_made_is_refused(text: str) -> None:
    with pytest.raises(BadParameterError):
        opened(Vault().keys(), "q", text, KEY)


def test_cursor_of_another_question_or_another_key_is_refused() -> None:
    keys = Vault().keys()
    for question, other in (("p", keys), ("q", Vault([b"another"]).keys())):
        with pytest.raises(BadParameterError):
            opened(other, question, sealed(keys, "q", "place"), KEY)


def test_cursor_counts_on_after_one_rotation_of_the_key_and_no_more() -> None:
    vault = Vault()
    cursor = sealed(vault.keys(), "q", "place")

    vault.versions.append(b"second")
    assert opened(vault.keys(), "q", cursor, KEY) == "place"

    vault.versions.append(b"third")
    with pytest.raises(BadParameterError):
        opened(vault.keys(), "q", cursor, KEY)


def test_cursor_of_a_new_key_counts_in_a_process_that_has_the_old_one() -> None:
    vault = Vault()
    old = vault.keys()
    old.sign(b"")
    vault.versions.append(b"second")

    assert opened(old, "q", sealed(vault.keys(), "q", "place"), KEY) == "place"


def test_process_signs_with_a_new_key_within_an_hour() -> None:
    vault = Vault()
    keys = vault.keys()
    before = keys.sign(b"x")
    vault.versions.append(b"second")

    assert keys.sign(b"x") == before
    vault.now += KEPT_SECONDS + 1
    assert keys.sign(b"x") == vault.keys().sign(b"x") != before


def test_key_is_read_once_however_many_cursors_are_made_and_at_most_each_minute_for_forgeries() -> (
    None
):
    vault = Vault()
    keys = vault.keys()
    for number in range(50):
        assert keys.knows(b"x", keys.sign(b"x")), number
    assert vault.reads == {CURRENT: 1}

    for _ in range(50):
        assert not keys.knows(b"x", b"forged")
    assert vault.reads == {CURRENT: 2, PREVIOUS: 1}
    vault.now += RENEWAL_SECONDS + 1
    assert not keys.knows(b"x", b"forged")
    assert vault.reads == {CURRENT: 3, PREVIOUS: 2}


def test_secret_without_an_earlier_version_signs_nothing_with_none() -> None:
    empty = hmac.digest(b"", b"x", "sha256")[:SIGNATURE_BYTES]

    assert not Vault().keys().knows(b"x", empty)


def test_page_goes_on_after_the_key_was_rotated(library: Library, ask: Ask) -> None:
    library.add(story(statements(3)))
    cursor = ask("/claims", limit="1").json["next_cursor"]
    client: Any = boto3.client("secretsmanager")
    client.put_secret_value(SecretId="cursors", SecretString="second")
    services.cursor_keys.cache_clear()

    rest = ask("/claims", cursor=cursor)

    assert (rest.status, len(rest.json["items"])) == (200, 2)


def test_question_without_a_cursor_needs_no_key(
    library: Library, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(story("One."))
    monkeypatch.setenv("CURSOR_KEY_ARN", "missing")

    assert ask("/claims").status == 200
