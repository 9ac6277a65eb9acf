"""What `parse` notes of a try that ended from outside."""

import pytest

from functions.parse.document import Document
from functions.parse.lease import Lease
from functions.shared.errors import ThrottledError
from functions.shared.trouble import Trouble
from schemas.events import ObjectEvent
from schemas.failure import FailureCode
from tests.parse.test_service import CrashError, World, service
from tests.records import event


class RefusingWorld(World):
    """The inbox throttles."""

    def read(self, event: ObjectEvent) -> Document:
        self.step("read")
        raise ThrottledError(event.key)


def test_an_error_from_outside_is_noted_and_the_event_comes_again() -> None:
    world = RefusingWorld()

    with pytest.raises(ThrottledError):
        service(world).handle(event(), 2)

    assert world.log == ["claim", "read", "note"]
    assert world.trouble == Trouble(
        code=FailureCode.UNAVAILABLE, error="ThrottledError", run=1, attempt=2
    )


def test_an_error_whose_note_fails_is_the_one_that_counts() -> None:
    class SilentWorld(RefusingWorld):
        def note(self, lease: Lease, trouble: Trouble) -> None:
            raise ThrottledError(f"{lease.run} {trouble.error}")

    with pytest.raises(ThrottledError, match=r"^story\.txt$"):
        service(SilentWorld()).handle(event(), 1)


def test_a_crash_leaves_no_note() -> None:
    world = World(dies_before="write")

    with pytest.raises(CrashError):
        service(world).handle(event(), 1)

    assert world.trouble is None
