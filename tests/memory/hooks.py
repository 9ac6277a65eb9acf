"""What every twin does around an elementary call."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

T = TypeVar("T")
Hook = Callable[[str], None]


def no_hook(_: str) -> None:
    """Nothing happens between two calls."""


class Hooked:
    """Calls a hook before and after every elementary call. The hook can be set at any time."""

    name: ClassVar[str]

    def __init__(self, hook: Hook = no_hook) -> None:
        self.hook = hook

    def _call(self, operation: str, act: Callable[[], T]) -> T:
        self.hook(f"before {self.name}.{operation}")
        answer = act()
        self.hook(f"after {self.name}.{operation}")
        return answer
