"""Items of the IPTC's news formats for the parser's tests."""

import json
from collections.abc import Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

NAR: Final = "http://iptc.org/std/nar/2006-10-01/"
NITF_NS: Final = "http://iptc.org/std/NITF/2006-10-18/"
XHTML: Final = "http://www.w3.org/1999/xhtml"
SENTENCE: Final = "The mayor said on Monday that the bridge would stay shut."
OTHER: Final = "Residents of the eastern ward were told to use the ferry."


def paragraphs(texts: Sequence[str]) -> str:
    """Paragraphs of XHTML or NITF."""
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def nitf(
    content: str = paragraphs([SENTENCE, OTHER]),
    head: str = "",
    body_head: str = "<hedline><hl1>Bridge stays shut</hl1></hedline>",
    body_end: str = "",
    prolog: str = '<?xml version="1.0" encoding="UTF-8"?>\n',
    attributes: str = "",
) -> str:
    """A document of NITF."""
    return (
        f"{prolog}<nitf {attributes}><head>{head}</head><body><body.head>{body_head}</body.head>"
        f"<body.content>{content}</body.content><body.end>{body_end}</body.end></body></nitf>"
    )


def inline(root: str, kind: str = "application/xhtml+xml") -> str:
    """A rendition that an item carries."""
    return f'<inlineXML contenttype="{kind}">{root}</inlineXML>'


def xhtml(content: str) -> str:
    """A page."""
    title = "<title>Title of the page</title>"
    return f'<html xmlns="{XHTML}"><head>{title}</head><body>{content}</body></html>'


def item(
    content: str = inline(xhtml(paragraphs([SENTENCE, OTHER]))),
    meta: str = "<headline>Bridge stays shut</headline>",
    item_meta: str = "",
    attributes: str = 'guid="urn:newsml:example.org:1"',
    rights: str = "",
) -> str:
    """An item of NewsML-G2."""
    return (
        f'<newsItem xmlns="{NAR}" {attributes}><rightsInfo>{rights}</rightsInfo>'
        f'<itemMeta><itemClass qcode="ninat:text"/>{item_meta}</itemMeta>'
        f"<contentMeta>{meta}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


def message(*items: str) -> str:
    """A message of NewsML-G2."""
    held = "".join(items)
    return f'<newsMessage xmlns="{NAR}"><header/><itemSet>{held}</itemSet></newsMessage>'


def ninjs(**fields: Any) -> str:
    """An item of ninjs, version 1."""
    own = {
        "uri": "urn:example:1",
        "type": "text",
        "pubstatus": "usable",
        "versioncreated": "2025-03-03T10:00:00Z",
        "headline": "Bridge stays shut",
    }
    return json.dumps(own | fields)
