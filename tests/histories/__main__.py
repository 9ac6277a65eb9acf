"""Run many histories and say how many there were, and what happened in them.

    python -m tests.histories [NUMBER] [--seed SEED]

Stops at the first history that ends wrong, and prints it.
"""

import argparse
import logging
import time

from hypothesis import seed
from hypothesis.stateful import run_state_machine_as_test

from tests.histories.machine import Histories, histories
from tests.histories.tally import TALLY


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("number", type=int, nargs="?", default=2000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    logging.disable()
    began = time.monotonic()
    machine = seed(given.seed)(Histories)
    run_state_machine_as_test(machine, settings=histories(given.number))
    seconds = time.monotonic() - began
    for name, count in sorted(TALLY.items()):
        print(f"{count:>10,}  {name}")
    print(f"{seconds:10.0f}  seconds, {1e3 * seconds / TALLY['histories']:.0f} ms a history")


if __name__ == "__main__":
    main()
