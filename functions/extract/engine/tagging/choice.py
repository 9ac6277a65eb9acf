"""Which tagger a process uses: the trained one where its model is there, the rules elsewhere."""

import logging
from functools import cache

from functions.extract.engine.attribution import Tagger
from functions.extract.engine.tagging.rules import RulesTagger
from functions.extract.engine.tagging.trained.model import shipped
from functions.extract.engine.tagging.trained.tagger import TrainedTagger

logger = logging.getLogger(__name__)


@cache
def best_tagger() -> Tagger:
    """The best tagger that this process can run; its name stands in every record."""
    model = shipped()
    if model is not None:
        return TrainedTagger(model)
    rules = RulesTagger()
    logger.warning("No model to tag with: %s tags alone, and finds fewer claims.", rules.name)
    return rules
