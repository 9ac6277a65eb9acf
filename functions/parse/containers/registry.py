"""Which containers there are. A module beside this one with a `CONTAINER` is one; no list to edit.

Heavy libraries are imported by a container when it is divided, not with its module.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from functions.parse import containers as package
from functions.parse.containers.base import Candidate, Container, Limits, Streamed, ending
from functions.parse.errors import CorruptDocumentError
from functions.parse.readers.base import Certainty


@cache
def containers() -> tuple[Container, ...]:
    """All containers, in the order of their modules' names."""
    names = (found.name for found in iter_modules(package.__path__))
    modules = (import_module(f"{package.__name__}.{name}") for name in names)
    return tuple(module.CONTAINER for module in modules if hasattr(module, "CONTAINER"))


def container(kind: str) -> Container:
    """The container of a kind.

    Raises:
        CorruptDocumentError: If there is none: the locator is of another version of the code.
    """
    for each in containers():
        if each.kind == kind:
            return each
    raise CorruptDocumentError(f"There is no kind of container {kind!r}.")


def kind_of(candidate: Candidate) -> str | None:
    """Which kind of container a file is, if it is one."""
    ranked = [(each.recognise(candidate), each.kind) for each in containers()]
    certainty, kind = max(ranked, key=lambda pair: pair[0])
    return None if certainty is Certainty.NO else kind


def most_bytes(name: str, limits: Limits) -> int:
    """Bytes that a member of a name may have when it is unpacked."""
    streamed = (each for each in containers() if isinstance(each, Streamed))
    nests = any(ending(name) in each.names.endings for each in streamed)
    return limits.nested_bytes if nests else limits.member_bytes
