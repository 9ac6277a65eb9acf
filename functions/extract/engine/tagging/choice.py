"""Which tagger a process uses: the trained one where its model is there, the rules elsewhere."""

from functools import cache

from functions.extract.engine.attribution import Tagger
from functions.extract.engine.tagging.rules import RulesTagger
from functions.extract.engine.tagging.trained.model import shipped
from functions.extract.engine.tagging.trained.tagger import TrainedTagger


@cache
def best_tagger() -> Tagger:
    """The best tagger that this process can run; its name stands in every record."""
    model = shipped()
    return RulesTagger() if model is None else TrainedTagger(model)
