"""Background work: threads that take it from somewhere, and waiting until there is none left."""

import logging
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from infra.local.cloud import Cloud
from infra.local.errors import InvokeError, NotIdleError

log = logging.getLogger(__name__)

IDLE_POLL_SECONDS = 0.01


@dataclass(frozen=True)
class Backlog:
    """What a source of work holds."""

    ready: int = 0
    """Can be taken now."""
    failed: int = 0
    """Waits for another attempt, after a failed one."""
    delayed: int = 0
    """Was put off when it was sent: future work by design."""
    due: float | None = None
    """When the next of what cannot be taken now can be: milliseconds of the cloud's clock."""

    @property
    def later(self) -> int:
        """What cannot be taken now."""
        return self.failed + self.delayed


class Worker(ABC):
    """Takes work from one source, in as many threads as it may use, and counts what moves."""

    def __init__(self, source: str, threads: int, pause: float) -> None:
        self.source = source
        """What the work comes from, as it is named in errors."""
        self.moves = 0
        """It changes whenever something begins or ends to be worked on."""
        self.stopping = threading.Event()
        self.pause = pause
        self._busy = 0
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._run, name=f"work-{source}", daemon=True)
            for _ in range(threads)
        ]

    @abstractmethod
    def backlog(self) -> Backlog:
        """What there is to do, but for what is being done."""

    @abstractmethod
    def work(self) -> bool:
        """Take and do one piece of work; False where there was none."""

    def start(self) -> None:
        """Begin to work."""
        for thread in self._threads:
            thread.start()

    def begin_stop(self) -> None:
        """Take nothing further."""
        self.stopping.set()

    def stop(self) -> None:
        """Finish what is in hand, and stop."""
        self.begin_stop()
        for thread in self._threads:
            thread.join(timeout=10)

    @property
    def busy(self) -> bool:
        """Whether something is being worked on."""
        with self._lock:
            return self._busy > 0

    @contextmanager
    def moving(self) -> Iterator[None]:
        """Around the processing of what was found."""
        self._count()
        try:
            yield
        finally:
            self._count()

    def _count(self) -> None:
        with self._lock:
            self.moves += 1

    def _run(self) -> None:
        while not self.stopping.is_set():
            try:
                found = self._look()
            except InvokeError:
                return
            except Exception:  # the next piece of work must not suffer from this one
                log.exception("%s: failed", self.source)
                found = False
            if not found:
                self.stopping.wait(self.pause)

    def _look(self) -> bool:
        """Work once; busy from before the source is looked at."""
        with self._lock:
            self._busy += 1
        try:
            return self.work()
        finally:
            with self._lock:
                self._busy -= 1


class Idleness:
    """Tells when a set of workers has nothing left to do."""

    def __init__(self, workers: Sequence[Worker], cloud: Cloud) -> None:
        self._workers = workers
        self._cloud = cloud

    def wait(self, timeout: float) -> None:
        """Wait until nothing can be taken and nothing is in hand; what was put off may wait.

        Raises:
            NotIdleError: Something waits for another attempt, or `timeout` seconds have passed.
        """
        failed = {name: left.failed for name, left in self._drain(timeout).items() if left.failed}
        if failed:
            raise NotIdleError(f"messages wait for a retry: {failed}")

    def settle(self, timeout: float) -> None:
        """Wait as `wait` does, and let time pass until nothing waits for anything.

        Raises:
            NotIdleError: There is still work after `timeout` seconds.
        """
        end = time.monotonic() + timeout
        while left := self._drain(end - time.monotonic()):
            self._cloud.clock.advance_to(min(b.due for b in left.values() if b.due is not None))

    def _drain(self, timeout: float) -> Mapping[str, Backlog]:
        """Wait until nothing can be taken; returns what is left for later, by source."""
        end = time.monotonic() + timeout
        while True:
            before = self._moves()
            backlogs = self._backlogs()
            open_work = {
                worker.source: backlogs[worker.source].ready
                for worker in self._workers
                if backlogs[worker.source].ready or worker.busy
            }
            # Something may have been taken, done and put elsewhere while this looked around.
            if not open_work and before == self._moves():
                return {name: backlog for name, backlog in backlogs.items() if backlog.later}
            if time.monotonic() > end:
                raise NotIdleError(f"after {timeout:.0f} s there is still work: {open_work}")
            time.sleep(IDLE_POLL_SECONDS)

    def _backlogs(self) -> dict[str, Backlog]:
        """All at one moment, as a queue moves messages to its dead-letter queue by itself."""
        with self._cloud.locks["sqs"]:
            return {worker.source: worker.backlog() for worker in self._workers}

    def _moves(self) -> int:
        return sum(worker.moves for worker in self._workers)
