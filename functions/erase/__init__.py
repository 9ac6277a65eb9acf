"""Erases objects and members for good, with all that came of them."""
