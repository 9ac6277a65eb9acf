"""Names of members: unique in their container, the same on every run, safe as part of a path."""

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from schemas.identity import LEVEL

_DIGITS: Final = 16


def why_bad(name: str) -> str | None:
    """What is wrong with a name, as the end of a sentence."""
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or parts[0].endswith(":") or ".." in parts:
        return "leads out of its container"
    if LEVEL in name or not name.isprintable():
        return "holds characters that no name has"
    return None


def unused(name: str, used: Collection[str]) -> str:
    """The name itself, or with a number before its ending if another has it."""
    stem, dot, end = name.rpartition(".")
    if not dot or "/" in end:
        stem, end = name, ""
    free, number = name, 1
    while free in used:
        number += 1
        free = f"{stem}~{number}{dot and end and '.'}{end}"
    return free


def item_name(identity: str) -> str:
    """The name of an item from what it is known by, such as its guid, wherever it stands."""
    digest = hashlib.sha256(identity.strip().encode("utf-8", "surrogatepass")).hexdigest()
    return f"item-{digest[:_DIGITS]}"


def item_names(keys: Sequence[Sequence[str]]) -> list[str]:
    """The names of items that come without any, wherever they stand among the others.

    Args:
        keys: What each item is known by, the best first and the whole of it last. The first that no
            other item has gives its name. Items that are all the same are numbered in their order.
    """
    owners = Counter(key for each in keys for key in set(each))
    chosen = [next((key for key in each if owners[key] == 1), each[0]) for each in keys]
    seen: Counter[str] = Counter()
    names = []
    for key in chosen:
        seen[key] += 1
        names.append(item_name(key) + (f"~{seen[key]}" if seen[key] > 1 else ""))
    return names
