"""What may stand before the root element of a page or an XML document, passed over.

By hand rather than by a pattern: one that may end a comment at any of its ends takes time that
doubles with every comment, before it finds that no root follows.
"""

from typing import Final

_BETWEEN: Final = (("<!--", "-->"), ("<?", "?>"))


def past_prolog(text: str, *, doctype: bool = True) -> str:
    """A text from behind its declaration, comments, instructions and document type on.

    Args:
        text: The beginning of a document; what is cut off in its prolog leaves nothing.
        doctype: Whether the document type is passed over, too.
    """
    place = 0
    while place < len(text):
        if text[place].isspace() or text[place] == "\ufeff":
            place += 1
            continue
        end = _end(text, place, doctype=doctype)
        if end is None:
            return text[place:]
        place = end
    return ""


def _end(text: str, start: int, *, doctype: bool) -> int | None:
    """Where what stands at a place ends, if it is of a prolog; nothing if it is not."""
    for opening, closing in _BETWEEN:
        if text.startswith(opening, start):
            return _behind(text, closing, start + len(opening))
    if not doctype or text[start : start + 9].upper() != "<!DOCTYPE":
        return None
    end, subset = _behind(text, ">", start), text.find("[", start)
    return _behind(text, ">", _behind(text, "]", subset)) if 0 <= subset < end else end


def _behind(text: str, mark: str, start: int) -> int:
    """The place behind a mark; the end of the text if there is none."""
    place = text.find(mark, start)
    return len(text) if place < 0 else place + len(mark)
