"""Article to claims: pure, deterministic, without AWS. `extraction` has the steps in order."""

from functions.extract.engine.extraction import extract, extract_linked

__all__ = ["extract", "extract_linked"]
