"""The taggers that can be measured, by name; one whose model is not there is left out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from functions.extract.engine.attribution import Tagger
from functions.extract.engine.tagging.choice import best_tagger
from functions.extract.engine.tagging.rules import RulesTagger
from functions.extract.engine.tagging.trained.features import units_of
from functions.extract.engine.tagging.trained.model import shipped
from functions.extract.engine.tagging.trained.tagger import TrainedTagger
from functions.extract.engine.tagging.trained.windows import windows
from schemas.article import Article


@dataclass(frozen=True, slots=True)
class Measured:
    """A tagger and, where it has a model, the run of the bare model as the floor of its time."""

    tagger: Tagger
    bare: Callable[[Article], object] | None = None


def _rules() -> Measured:
    return Measured(RulesTagger())


def _trained() -> Measured | None:
    """The tagger with the model that is shipped, if there is one."""
    model = shipped()
    if model is None:
        return None

    def bare(article: Article) -> object:
        units = units_of(article, [], model.wordpiece)
        return [model.scores(part) for part in windows(units, model.wordpiece.paragraph)]

    return Measured(TrainedTagger(model), bare)


_MAKERS: Final[dict[str, Callable[[], Measured | None]]] = {"rules": _rules, "trained": _trained}
NAMES: Final = tuple(_MAKERS)


def measured(name: str) -> Measured | None:
    """The tagger of this name, or nothing where its model is not there.

    Raises:
        KeyError: If there is no tagger of this name.
    """
    return _MAKERS[name]()


def chosen(name: str | None) -> Tagger:
    """The tagger of this name, or the one that is deployed.

    Raises:
        SystemExit: If its model is not there.
    """
    if name is None:
        return best_tagger()
    found = measured(name)
    if found is None:
        raise SystemExit(f"This checkout has no tagger {name!r}.")
    return found.tagger


def available() -> dict[str, Measured]:
    """All taggers that can run."""
    return {name: found for name in NAMES if (found := measured(name))}
