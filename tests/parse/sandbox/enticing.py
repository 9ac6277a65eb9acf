"""Documents of every format that name addresses wherever their format lets them.

A format of the contract without a document here fails a test: whoever adds a reader adds a document
that would have it call somebody.
"""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from typing import Final

from functions.parse.document import Document
from functions.parse.feed_item import CONTENT_TYPE, FeedItem
from schemas.article import Format
from tests.parse.documents import document, page

Enticing = Callable[[str], Document]
"""From an address to a document that names it."""

_WORDS: Final = "Mayor Ada Quill said on Monday that the bridge was safe after a long inspection."


def _text(url: str) -> Document:
    return document(f"Bridge\n\n{_WORDS} See {url}/text.\n\nvia {url}/via", "story.txt")


def _html(url: str) -> Document:
    head = (
        f'<base href="{url}/base/"><link rel="stylesheet" href="{url}/style.css">'
        f'<link rel="canonical" href="{url}/canonical"><link rel="next" href="{url}/2">'
        f'<link rel="amphtml" href="{url}/amp"><meta property="og:image" content="{url}/og.png">'
        f'<meta http-equiv="refresh" content="0; url={url}/refresh">'
        f'<script src="{url}/script.js"></script>'
        f'<script type="application/ld+json">{{"@context": "{url}/context", '
        f'"@type": "NewsArticle", "headline": "Bridge", "image": "{url}/ld.png"}}</script>'
    )
    body = (
        f'<img src="{url}/a.png" srcset="{url}/b.png 2x"><iframe src="{url}/frame"></iframe>'
        f'<video src="{url}/v.mp4" poster="{url}/p.png"></video><embed src="{url}/embed">'
        f'<object data="{url}/object"></object><svg><image href="{url}/i.svg"/></svg>'
        f'<p style="background: url({url}/bg.png)">{_WORDS} <a href="{url}/link">More</a></p>'
        f'<blockquote class="twitter-tweet"><p>Safe.</p>A (@a) <a href="{url}/a/status/1">May 3, '
        "2024</a></blockquote>"
    )
    return document(page(body, head), "story.html")


def _xhtml(url: str) -> Document:
    doctype = f'<!DOCTYPE html [<!ENTITY call SYSTEM "{url}/entity">]>'
    markup = page(f"<p>&call; {_WORDS}</p>").replace("<!DOCTYPE html>", doctype)
    return document(f'<?xml version="1.0"?>{markup}', "story.xhtml")


def _markdown(url: str) -> Document:
    text = f"# Bridge\n\n![Picture]({url}/a.png) {_WORDS} [More]({url}/more)\n\n<{url}/auto>\n\n"
    return document(f'{text}<img src="{url}/b.png">\n\n[ref]: {url}/ref\n', "story.md")


def _json(url: str) -> Document:
    value = {
        "$schema": f"{url}/schema",
        "$ref": f"{url}/ref",
        "title": "Bridge",
        "url": f"{url}/url",
        "image": f"{url}/image",
        "html": page(f'<p>{_WORDS}</p><img src="{url}/a.png">'),
    }
    return document(json.dumps(value), "story.json")


def _ninjs(url: str) -> Document:
    value = {
        "uri": f"{url}/item",
        "type": "text",
        "versioncreated": "2025-03-03T10:00:00Z",
        "headline": "Bridge",
        "body_text": _WORDS,
        "body_xhtml": f'<p>{_WORDS}<img src="{url}/a.png"/></p>',
        "associations": {"main": {"uri": f"{url}/p", "renditions": {"o": {"href": f"{url}/r"}}}},
    }
    return document(json.dumps(value), "story.json")


def _newsml(url: str) -> Document:
    xml = (
        '<?xml version="1.0"?><?xml-stylesheet href="{url}/style.xsl" type="text/xsl"?>'
        '<!DOCTYPE newsItem SYSTEM "{url}/dtd" [<!ENTITY call SYSTEM "{url}/entity">]>'
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" '
        'xmlns:xi="http://www.w3.org/2001/XInclude" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://iptc.org/std/nar/2006-10-01/ {url}/xsd" guid="a" version="1">'
        '<catalogRef href="{url}/catalog"/><contentMeta><headline>Bridge</headline></contentMeta>'
        '<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>&call;{words}'
        '</p><xi:include href="{url}/include"/></body></html></inlineXML>'
        '<remoteContent href="{url}/remote"/></contentSet></newsItem>'
    )
    return document(xml.format(url=url, words=_WORDS), "story.xml")


def _nitf(url: str) -> Document:
    xml = (
        '<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "{url}/nitf.dtd" '
        '[<!ENTITY % call SYSTEM "{url}/parameter"> %call;]>'
        "<nitf><head><title>Bridge</title></head><body><body.head><hedline><hl1>Bridge</hl1>"
        '</hedline></body.head><body.content><p>{words}</p><media media-type="image">'
        '<media-reference source="{url}/a.jpg"/></media></body.content></body></nitf>'
    )
    return document(xml.format(url=url, words=_WORDS), "story.xml")


def _pdf(url: str) -> Document:
    """Whose actions, forms, attachment and stream lie elsewhere; without a cross-reference."""
    call = f"/S /URI /URI ({url}/uri)"
    held = (
        f"/Resources << /Font << /F1 5 0 R >> >> /Annots [<< /Subtype /Link /A << {call} >> >>] >>"
    )
    words = f"BT /F1 12 Tf 72 720 Td ({_WORDS}) Tj ET"
    objects = (
        f"<< /Type /Catalog /Pages 2 0 R /OpenAction << {call} >> /AA << /WC << {call} >> >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents [4 0 R 6 0 R] " + held,
        f"<< /Length {len(words)} >>\nstream\n{words}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length 0 /F << /FS /URL /F ({url}/stream) >> >>\nstream\n\nendstream",
    )
    numbered = "".join(f"{n} 0 obj\n{each}\nendobj\n" for n, each in enumerate(objects, start=1))
    trailer = f"trailer\n<< /Root 1 0 R /Size {len(objects) + 1} >>\n%%EOF\n"
    return document(f"%PDF-1.7\n{numbered}{trailer}", "story.pdf")


def _docx(url: str) -> Document:
    space = "http://schemas.openxmlformats.org"
    rels = f"{space}/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{rels}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{space}/package/2006/relation'
        f'ships"><Relationship Id="r2" Type="{rels}/attachedTemplate" Target="{url}/template" '
        f'TargetMode="External"/><Relationship Id="r3" Type="{rels}/image" Target="{url}/a.png" '
        'TargetMode="External"/></Relationships>',
        "word/document.xml": f'<!DOCTYPE d SYSTEM "{url}/dtd" [<!ENTITY e SYSTEM "{url}/e">]>'
        f'<w:document xmlns:w="{space}/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
        f"{_WORDS}&e;</w:t></w:r></w:p></w:body></w:document>",
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return document(held.getvalue(), "story.docx")


def _mail(url: str) -> Document:
    host = url.partition("//")[2]
    mail = (
        "From: Ada Quill <ada@news.example>\nSubject: Bridge\nMIME-Version: 1.0\n"
        "Date: Mon, 3 Mar 2025 10:00:00 +0000\nContent-Type: multipart/mixed; boundary=b\n\n"
        f"--b\nContent-Type: text/html\n\n{page(f'<p>{_WORDS}</p><img src={url}/pixel>')}\n"
        f'--b\nContent-Type: message/external-body; access-type=URL; URL="{url}/body"\n\n'
        "Content-Type: text/plain\n\n"
        f"--b\nContent-Type: message/external-body; access-type=anon-ftp; site={host}; name=f\n\n"
        "Content-Type: text/plain\n\n--b--\n"
    )
    return document(mail, "story.eml")


def _feed(url: str) -> Document:
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "{url}/dtd" [<!ENTITY e SYSTEM "{url}/e">]>'
        f'<rss version="2.0"><channel xml:base="{url}/"><title>News</title><link>{url}/</link>'
        f"<image><url>{url}/logo.png</url></image><item><title>Bridge</title><link>{url}/1</link>"
        f'<description>&lt;p&gt;{_WORDS}&lt;/p&gt;&lt;img src="{url}/a.png"&gt;</description>'
        f'<enclosure url="{url}/a.mp3" type="audio/mpeg" length="1"/>'
        f'<source url="{url}/source">&e;</source></item></channel></rss>'
    )
    return document(xml, "feed.xml")


def _feed_item(url: str) -> Document:
    item = FeedItem(
        title="Bridge",
        url=f"{url}/1",
        html=f'<p>{_WORDS}</p><img src="{url}/a.png"><iframe src="{url}/frame"></iframe>',
    )
    return document(item.written(), "feed.xml", CONTENT_TYPE)


ENTICING: Final[Mapping[Format, tuple[Enticing, ...]]] = {
    Format.TEXT: (_text,),
    Format.HTML: (_html, _xhtml),
    Format.MARKDOWN: (_markdown,),
    Format.JSON: (_json,),
    Format.NINJS: (_ninjs,),
    Format.NEWSML_G2: (_newsml,),
    Format.NITF: (_nitf,),
    Format.PDF: (_pdf,),
    Format.DOCX: (_docx,),
    Format.EMAIL: (_mail,),
    Format.FEED_ITEM: (_feed_item, _feed),
}
DIVIDED: Final[Mapping[str, Enticing]] = {"email": _mail, "feed": _feed}
"""Containers that are divided in the sandbox, by their kind."""
DOCUMENTS: Final = [make for each in ENTICING.values() for make in each]
