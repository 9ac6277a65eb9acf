"""The taggers that can be measured, by name; one that is not part of this checkout is left out."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from functions.extract.engine.attribution import Tagger
from functions.extract.engine.tagging.rules import RulesTagger
from schemas.article import Article

_TRAINED: Final = "functions.extract.engine.tagging.trained"


@dataclass(frozen=True, slots=True)
class Measured:
    """A tagger and, where it has a model, the run of the bare model as the floor of its time."""

    tagger: Tagger
    bare: Callable[[Article], object] | None = None


def _rules() -> Measured:
    return Measured(RulesTagger())


def _trained() -> Measured | None:
    """The tagger with the model that is shipped, if there is one."""
    if find_spec(_TRAINED) is None:
        return None
    model: Any = import_module(f"{_TRAINED}.model").shipped()
    if model is None:
        return None
    tagger: Tagger = import_module(f"{_TRAINED}.tagger").TrainedTagger(model)
    features, windows = (import_module(f"{_TRAINED}.{name}") for name in ("features", "windows"))

    def bare(article: Article) -> object:
        units = features.units_of(article, [], model.wordpiece)
        parts = windows.windows(units, model.wordpiece.paragraph)
        return [model.scores(part) for part in parts]

    return Measured(tagger, bare)


_MAKERS: Final[dict[str, Callable[[], Measured | None]]] = {"rules": _rules, "trained": _trained}
NAMES: Final = tuple(_MAKERS)


def measured(name: str) -> Measured | None:
    """The tagger of this name, or nothing where this checkout does not have it.

    Raises:
        KeyError: If there is no tagger of this name.
    """
    return _MAKERS[name]()


def available() -> dict[str, Measured]:
    """All taggers that this checkout has."""
    return {name: found for name in NAMES if (found := measured(name))}
