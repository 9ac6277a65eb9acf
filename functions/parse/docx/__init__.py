"""DOCX: parts out of its archive, blocks out of its body, facts out of its properties.

Read as a stream of elements: what holds a whole document as objects takes gigabytes for a small
file. https://ecma-international.org/publications-and-standards/standards/ecma-376/
"""

from typing import Final

LONGEST_PART: Final = 50_000_000
"""Bytes of a part, unpacked."""
MOST_PARTS: Final = 5_000
RATIO: Final = 200
"""Bytes that one packed byte of a part may become."""
LONGEST: Final = 2_000_000
"""Characters of the text."""
