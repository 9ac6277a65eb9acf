"""What a hostile input is: bytes made by code, and what has to become of them.

The inputs stand in the modules beside this one, one for each format, as `CASES`; a module here
with that name is found by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

import tests.parse.hostile as package
from schemas.article import NoticeCode
from schemas.failure import FailureCode


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile input."""

    name: str
    """Unique; says what is hostile about it."""
    key: str
    """Of the object, which has its ending."""
    make: Callable[[], bytes]
    """Made when it is needed: some have many megabytes."""
    fails: FailureCode | None = None
    """The code it has to fail with; nothing if it has to become an article or a container.

    Of a container, the code that every member has to fail with that fails, or it as a whole.
    """
    notice: NoticeCode | None = None
    """What the article has to say of itself."""
    says: str = ""
    """Words that have to be in the article's text."""
    content_type: str | None = None
    members: int | None = None
    """Of a container, which is divided: how many articles it has to become."""


def cases() -> list[Case]:
    """All cases of all modules, in the order of the modules' names."""
    modules = (
        import_module(f"{package.__name__}.{m.name}") for m in iter_modules(package.__path__)
    )
    return [case for module in modules for case in getattr(module, "CASES", ())]
