"""Hostile feeds, lists of articles in JSON, and messages of NewsML-G2."""

import json
from typing import Final
from xml.sax.saxutils import escape

from functions.parse.feed_item import CONTENT_TYPE
from schemas.article import NoticeCode
from schemas.failure import FailureCode
from tests.parse.feeds import CONTENT, atom, entry, rdf, rss, rss_item
from tests.parse.hostile.case import Case
from tests.parse.news import SENTENCE, inline, item, message

_LAUGHS: Final = '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)
_INCLUDE: Final = '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'
_ENTRY: Final = {"title": "Bridge stays shut", "text": SENTENCE}


def _declared(declarations: str, use: str) -> bytes:
    feed = rss([rss_item(more=f"<link>{use}</link>")]).decode()
    return feed.replace("<rss", f"<!DOCTYPE rss [{declarations}]>\n<rss", 1).encode()


def _replaced(old: str, new: str) -> bytes:
    return rss([rss_item()]).decode().replace(old, new).encode()


def _item(**fields: object) -> bytes:
    return json.dumps({"feed_item": 1, "text": SENTENCE} | fields).encode()


def _entries(*entries: object) -> bytes:
    return json.dumps([_ENTRY, *entries]).encode()


_ATTRIBUTES: Final = b" ".join(b"xmlns:a%d='x'" % number for number in range(60_000)) + b" "

CASES: Final = [
    Case(
        "feed with entities that multiply",
        "a.rss",
        lambda: _declared(_LAUGHS, "&a9;"),
        FailureCode.CORRUPT,
        members=0,
    ),
    Case(
        "feed with an entity from a file",
        "a.rss",
        lambda: _declared('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "feed with an entity from the network",
        "a.rss",
        lambda: _declared('<!ENTITY x SYSTEM "http://203.0.113.1/">', "&x;"),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "feed with a parameter that fetches",
        "a.rss",
        lambda: _declared('<!ENTITY % x SYSTEM "http://203.0.113.1/x.dtd"> %x;', ""),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "feed that includes a file",
        "a.rss",
        lambda: rss([rss_item(more=_INCLUDE)]),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "feed of 100,000 items",
        "a.rss",
        lambda: rss(["<item/>"] * 100_000),
        FailureCode.TOO_MANY,
        members=0,
    ),
    Case(
        "feed of 100 items of one guid",
        "a.rss",
        lambda: rss([rss_item(content=None)] * 100),
        members=100,
    ),
    Case(
        "feed 5,000 levels deep",
        "a.rss",
        lambda: rss(["<item>" * 5000]),
        FailureCode.CORRUPT,
        members=0,
    ),
    Case(
        "feed with items in items",
        "a.rss",
        lambda: rss([rss_item(more=rss_item("2") * 50)]),
        members=1,
        says=SENTENCE,
    ),
    Case("feed cut off", "a.rss", lambda: rss([rss_item()])[:-30], FailureCode.CORRUPT, members=0),
    Case(
        "feed whose root has a megabyte of attributes, and an item that is broken",
        "a.rss",
        lambda: rss([*[rss_item()] * 900, "<item>"]).replace(b"<rss", b"<rss " + _ATTRIBUTES, 1),
        FailureCode.CORRUPT,
        members=0,
    ),
    Case(
        "feed of 900 items, all but one broken",
        "a.rss",
        lambda: rss([rss_item(), *["<item><p></item>"] * 899]),
        FailureCode.CORRUPT,
        members=1,
    ),
    Case(
        "list in JSON of 900 entries, and then 5 MB of brackets",
        "a.json",
        lambda: _entries(*[_ENTRY] * 899)[:-1] + b"," + b"[" * 4_000_000,
        FailureCode.CORRUPT,
        members=900,
    ),
    Case("feed without items", "a.rss", lambda: rss([]), members=0),
    Case("feed of nothing", "a.rss", lambda: b"<rss/>", members=0),
    Case("feed in name only", "a.rss", lambda: b"<x><item/></x>", FailureCode.CORRUPT, members=0),
    Case(
        "feed with a title of a megabyte",
        "a.rss",
        lambda: rss([rss_item(str(n)) for n in range(9)], f"<title>{'a ' * 500_000}</title>"),
        members=9,
        says=SENTENCE,
    ),
    Case(
        "feed with a guid of a megabyte",
        "a.rss",
        lambda: rss([rss_item("g" * 10**6)]),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "feed with NULs in it",
        "a.rss",
        lambda: _replaced("<title>", "<title>\0"),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "feed with control characters in it",
        "a.rss",
        lambda: _replaced("<title>", "<title>\x01\x0c\x1f\ufffe"),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "feed with stray ampersands",
        "a.rss",
        lambda: _replaced("<title>", "<title>A & B &; &x &#; "),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "feed that says it is in another encoding",
        "a.rss",
        lambda: _replaced("UTF-8", "UTF-32"),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "feed in an encoding that is none",
        "a.rss",
        lambda: _replaced("UTF-8", "nonsense"),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "feed in Windows-1252 that says UTF-8",
        "a.rss",
        lambda: _replaced("</title>", " caf@</title>").replace(b"@", b"\xe9"),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "feed in UTF-16",
        "a.rss",
        lambda: _replaced("UTF-8", "UTF-16").decode().encode("utf-16"),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "feed with a content that is no HTML",
        "a.rss",
        lambda: rss([rss_item(content=f"<{SENTENCE}</p></div><b>{SENTENCE}<![CDATA[<p")]),
        members=1,
    ),
    Case(
        "feed with a content 5,000 levels deep",
        "a.rss",
        lambda: rss([rss_item(content="<div>" * 5000 + SENTENCE), rss_item("2")]),
        members=2,
        says=SENTENCE,
    ),
    Case(
        "feed with an item of nothing",
        "a.rss",
        lambda: rss(["<item/>", rss_item()]),
        FailureCode.NO_ARTICLE,
        members=1,
    ),
    Case(
        "feed with addresses that are none",
        "a.rss",
        lambda: rss(
            [rss_item(more="<link>http://[</link>")], "<link>http://[::1</link><title>x</title>"
        ),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "feed with dates that are none",
        "a.rss",
        lambda: rss([rss_item(more="<pubDate>99 99 99999999999999999999 99:99</pubDate>")]),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "feed with 20,000 authors",
        "a.rss",
        lambda: rss([rss_item(more="<author>a@b.c (Ada Stone)</author>" * 20_000)]),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "feed with 50,000 attributes",
        "a.rss",
        lambda: _replaced("<item>", "<item " + "".join(f" a{n}=''" for n in range(50_000)) + ">"),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "RSS 1.0 with items in the channel and beside it",
        "a.rdf",
        lambda: rdf([rss_item("1")]).replace(b"</channel>", rss_item("2").encode() + b"</channel>"),
        members=2,
        says=SENTENCE,
    ),
    Case(
        "Atom with content from elsewhere",
        "a.atom",
        lambda: atom(
            [entry(content='<content src="file:///etc/passwd"/><summary>It is shut.</summary>')]
        ),
        members=1,
        says="It is shut.",
    ),
    Case(
        "Atom with content that is a picture",
        "a.atom",
        lambda: atom([entry(content='<content type="image/png">iVBORw0KGgo=</content>')]),
        FailureCode.NO_ARTICLE,
        members=0,
    ),
    Case(
        "Atom with content escaped twice",
        "a.atom",
        lambda: atom([entry(content=f'<content type="html">{escape(escape(CONTENT))}</content>')]),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "item of a feed by name only",
        "a.json",
        lambda: b'{"text": "x"}',
        FailureCode.CORRUPT,
        content_type=CONTENT_TYPE,
    ),
    Case(
        "item of a feed whose fields are of other kinds",
        "a.json",
        lambda: _item(title=[1], authors="x", sections={}, url=3, html={}, published=True),
        says=SENTENCE,
        content_type=CONTENT_TYPE,
    ),
    Case(
        "item of a feed with a summary alone",
        "a.json",
        lambda: _item(text="", summary=SENTENCE),
        notice=NoticeCode.SUMMARY_ONLY,
        says=SENTENCE,
        content_type=CONTENT_TYPE,
    ),
    Case(
        "list in JSON of 100,000 entries",
        "a.json",
        lambda: _entries(*[{}] * 100_000),
        FailureCode.TOO_MANY,
        members=0,
    ),
    Case(
        "list in JSON cut off",
        "a.json",
        lambda: _entries(_ENTRY)[:-9],
        FailureCode.CORRUPT,
        members=1,
    ),
    Case(
        "list in JSON nested 100,000 deep",
        "a.json",
        lambda: b'[{"a": ' + b"[" * 100_000,
        FailureCode.CORRUPT,
        members=0,
    ),
    Case(
        "list in JSON with entries that are no objects",
        "a.json",
        lambda: _entries(None, 3, [], True),
        FailureCode.NO_ARTICLE,
        members=1,
        says=SENTENCE,
    ),
    Case(
        "list in JSON with halves of characters",
        "a.json",
        lambda: _entries({"text": f"{SENTENCE} \ud83d", "id": "\udc00"}),
        members=2,
        says=SENTENCE,
    ),
    Case(
        "list in JSON that opens with a string without end",
        "a.json",
        lambda: b'{"a' + b'\\"' * 500_000,
        FailureCode.CORRUPT,
    ),
    Case(
        "list in JSON with numbers of 100,000 digits",
        "a.json",
        lambda: b'[{"id": ' + b"9" * 100_000 + b', "text": "' + SENTENCE.encode() + b'"}]',
        members=1,
        says=SENTENCE,
    ),
    Case(
        "JSON Feed whose items are no objects",
        "a.json",
        lambda: json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "items": [{"content_text": SENTENCE, "authors": 3, "tags": {}}, None, 3],
            }
        ).encode(),
        members=1,
        says=SENTENCE,
    ),
    Case(
        "message of NewsML-G2 with 99 items of one guid",
        "a.xml",
        lambda: message(*[item()] * 99).encode(),
        members=99,
        says=SENTENCE,
    ),
    Case(
        "message of NewsML-G2 with 2,000 items",
        "a.xml",
        lambda: message(*[item()] * 2000).encode(),
        FailureCode.TOO_MANY,
        members=0,
    ),
    Case(
        "message of NewsML-G2 that is cut off",
        "a.xml",
        lambda: message(item(), item()).encode()[:-30],
        FailureCode.CORRUPT,
        members=1,
    ),
    Case(
        "message of NewsML-G2 with items in items",
        "a.xml",
        lambda: message(item(inline(item()) * 3), item()).encode(),
        members=2,
        says=SENTENCE,
    ),
]
