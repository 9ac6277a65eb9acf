"""The file over ranges reads like any other, whatever is read in which order."""

import io

from hypothesis import given
from hypothesis import strategies as st

from functions.parse.ranged import BLOCK, KEPT, RangedFile

MOVES = st.one_of(
    st.tuples(st.just("seek"), st.integers(0, 12 * BLOCK)),
    st.tuples(st.just("read"), st.integers(-1, 2 * BLOCK)),
)
BODY = b"".join(number.to_bytes(4, "big") for number in range(10 * BLOCK // 4)) + b"end"


def ranged(body: bytes, log: list[tuple[int, int]] | None = None) -> RangedFile:
    def fetch(start: int, end: int) -> bytes:
        if log is not None:
            log.append((start, end))
        return body[start:end]

    return RangedFile(fetch, len(body), body[:BLOCK])


@given(st.lists(MOVES, max_size=8))
def test_any_moves_give_what_a_file_in_memory_gives(moves: list[tuple[str, int]]) -> None:
    file, expected = ranged(BODY), io.BytesIO(BODY)

    for move, number in moves:
        act = getattr(file, move), getattr(expected, move)
        assert act[0](number) == act[1](number)


def test_blocks_are_fetched_once_while_they_are_kept() -> None:
    fetched: list[tuple[int, int]] = []
    file = ranged(BODY, fetched)

    for offset in (0, 2 * BLOCK, 5, 2 * BLOCK + 9):
        file.seek(offset)
        file.read(3)

    assert fetched == [(2 * BLOCK, 3 * BLOCK)]


def test_blocks_that_were_not_read_for_the_longest_time_are_forgotten() -> None:
    fetched: list[tuple[int, int]] = []
    file = ranged(BODY, fetched)

    file.read(BLOCK * (KEPT + 1))
    file.seek(0)
    file.read(1)

    assert fetched[-1] == (0, BLOCK)
    assert len(fetched) == KEPT + 1


def test_seek_counts_from_the_end_and_never_goes_before_the_start() -> None:
    file = ranged(b"0123456789")

    assert file.seek(-3, io.SEEK_END) == 7
    assert file.read() == b"789"
    assert file.seek(-99, io.SEEK_END) == 0
