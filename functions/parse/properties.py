"""Titles in the properties of documents: which were given by a person.

Programs fill properties by themselves; a title that only names a file or a program is none.
"""

import re
from typing import Final

_JUNK: Final = re.compile(
    r"(?:microsoft|libreoffice|openoffice|adobe|quark|google)\b.*"
    r"|.*\.(?:docx?|odt|rtf|indd|qxp|qxd|pdf|pptx?|xlsx?|tmp|txt|html?|tex|dvi|pages|wpd)"
    r"|(?:untitled|unknown|no title|unbenannt|sans titre)[\s\w.-]{0,12}"
    r"|(?:document|dokument|layout|slide|page|print|presentation|scan|fax)[\s_-]*\d*"
    r"|powerpoint presentation|about:blank|https?://.*|file:.*|[\W\d_]*|.*\w_\w.*",
    re.IGNORECASE | re.DOTALL,
)


def is_title(value: str) -> bool:
    """Whether a title was given by somebody rather than by a program."""
    return len(value.split()) > 1 and _JUNK.fullmatch(value.strip()) is None
