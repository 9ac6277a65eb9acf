"""What an HTML page holds: its tree, embedded posts, metadata and main text.

Its modules are imported when a page is read and not before: lxml and trafilatura are slow to load.
"""

from typing import Final

LONGEST: Final = 10_000_000
"""Characters of a page."""
MOST_ELEMENTS: Final = 40_000
DEEPEST: Final = 240
"""Levels: the libraries stop at 256."""
MOST_ATTRIBUTES: Final = 5_000
"""Of one element."""
