"""Hostile NewsML-G2, NITF and ninjs: entities, depth, size, and what is not what it says."""

import json
from typing import Final

from schemas.article import NoticeCode
from schemas.failure import FailureCode
from tests.parse.hostile.case import Case
from tests.parse.news import SENTENCE, inline, item, message, ninjs, nitf, paragraphs, xhtml

_LAUGHS: Final = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def _declared(declarations: str, use: str) -> bytes:
    prolog = f'<?xml version="1.0"?><!DOCTYPE nitf [{declarations}]>'
    return nitf(paragraphs([SENTENCE]) + f"<p>{use}</p>", prolog=prolog).encode()


def _attributes(count: int) -> str:
    return " ".join(f"a{n}=''" for n in range(count))


def _deep(levels: int) -> str:
    return "<block>" * levels + paragraphs([SENTENCE]) + "</block>" * levels


def _utf16() -> bytes:
    prolog = '<?xml version="1.0" encoding="UTF-16"?>'
    return nitf(prolog=prolog).encode("utf-16")


CASES: Final = [
    Case(
        "NITF with entities that multiply",
        "a.xml",
        lambda: _declared('<!ENTITY a0 "ha">' + _LAUGHS, "&a9;"),
        FailureCode.CORRUPT,
    ),
    Case(
        "NITF with an entity from a file",
        "a.xml",
        lambda: _declared('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        says=SENTENCE,
    ),
    Case(
        "NITF with an entity from the network",
        "a.xml",
        lambda: _declared('<!ENTITY x SYSTEM "http://203.0.113.1/">', "&x;"),
        says=SENTENCE,
    ),
    Case(
        "NITF with a parameter that fetches",
        "a.xml",
        lambda: _declared('<!ENTITY % x SYSTEM "http://203.0.113.1/x.dtd"> %x;', ""),
        says=SENTENCE,
    ),
    Case(
        "NITF that includes a file",
        "a.xml",
        lambda: nitf(
            paragraphs([SENTENCE])
            + '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'
        ).encode(),
        says=SENTENCE,
    ),
    Case("NITF 200 levels deep", "a.xml", lambda: nitf(_deep(200)).encode(), says=SENTENCE),
    Case(
        "NITF 5,000 levels deep", "a.xml", lambda: nitf(_deep(5000)).encode(), FailureCode.CORRUPT
    ),
    Case(
        "NITF with one text of 11 MB",
        "a.xml",
        lambda: nitf(paragraphs([SENTENCE * 200_000])).encode(),
        FailureCode.CORRUPT,
    ),
    Case(
        "NITF of 30,000 paragraphs",
        "a.xml",
        lambda: nitf(paragraphs([SENTENCE, *["a"] * 30_000])).encode(),
        says=SENTENCE,
    ),
    Case(
        "NITF with 20,000 bylines",
        "a.xml",
        lambda: nitf(body_head="<byline>By Ada Stone</byline>" * 20_000).encode(),
        says=SENTENCE,
    ),
    Case(
        "NITF with 50,000 attributes on an element",
        "a.xml",
        lambda: nitf(f"<p {_attributes(50_000)}>{SENTENCE}</p>").encode(),
        says=SENTENCE,
    ),
    Case("NITF cut off", "a.xml", lambda: nitf().encode()[:-30], FailureCode.CORRUPT),
    Case("NITF without a body", "a.xml", lambda: b"<nitf/>", FailureCode.NO_ARTICLE),
    Case("NITF in UTF-16", "a.xml", _utf16, says=SENTENCE),
    Case(
        "NITF that says it is in another encoding",
        "a.xml",
        lambda: nitf("<p>caf\xe9</p>", prolog='<?xml version="1.0" encoding="ascii"?>').encode(
            "latin-1"
        ),
        FailureCode.CORRUPT,
    ),
    Case(
        "NITF with a NUL in it",
        "a.xml",
        lambda: nitf("<p>\0</p>").encode(),
        FailureCode.UNSUPPORTED,
    ),
    Case(
        "NITF with white space before it",
        "a.xml",
        lambda: b"\n \n" + nitf().encode(),
        says=SENTENCE,
    ),
    Case(
        "NITF whose dates are none",
        "a.xml",
        lambda: nitf(head='<docdata><date.issue norm="99999999T999999Z"/></docdata>').encode(),
        says=SENTENCE,
    ),
    Case("item of NewsML-G2 cut off", "a.xml", lambda: item().encode()[:-9], FailureCode.CORRUPT),
    Case(
        "message of NewsML-G2 without items",
        "a.xml",
        lambda: message().encode(),
        FailureCode.NO_ARTICLE,
    ),
    Case(
        "message of 2,000 items of NewsML-G2",
        "a.xml",
        lambda: message(*[item()] * 2000).encode(),
        FailureCode.NO_ARTICLE,
    ),
    Case(
        "items of NewsML-G2 within an item",
        "a.xml",
        lambda: item(inline(item()) * 3 + inline(xhtml(paragraphs([SENTENCE])))).encode(),
        says=SENTENCE,
    ),
    Case(
        "item of NewsML-G2 that is all markup",
        "a.xml",
        lambda: item(inline(xhtml("<div><br/></div>" * 5000))).encode(),
        FailureCode.NO_ARTICLE,
    ),
    Case(
        "item of NewsML-G2 with tables in tables",
        "a.xml",
        lambda: item(
            inline(xhtml("<table><tr><td>" * 60 + SENTENCE + "</td></tr></table>" * 60))
        ).encode(),
        says=SENTENCE,
    ),
    Case(
        "item of NewsML-G2 with 20,000 links",
        "a.xml",
        lambda: item(
            inline(
                xhtml(f"<p>{SENTENCE}" + '<a href="https://example.org">a</a> ' * 20_000 + "</p>")
            )
        ).encode(),
        says=SENTENCE,
    ),
    Case(
        "item of NewsML-G2 that only describes itself",
        "a.xml",
        lambda: item("", f"<description>{SENTENCE}</description>").encode(),
        notice=NoticeCode.SUMMARY_ONLY,
        says=SENTENCE,
    ),
    Case(
        "ninjs cut off",
        "a.json",
        lambda: ninjs(body_text=SENTENCE).encode()[:-2],
        FailureCode.CORRUPT,
    ),
    Case(
        "ninjs whose fields are of other kinds",
        "a.json",
        lambda: ninjs(
            headline=7, byline={"a": 1}, language=[1], infosource=3, person="x", body_text=SENTENCE
        ).encode(),
        says=SENTENCE,
    ),
    Case(
        "ninjs whose bodies are none",
        "a.json",
        lambda: ninjs(bodies=[1, None, [], {}, {"value": 3}], body_xhtml=None).encode(),
        FailureCode.NO_ARTICLE,
    ),
    Case(
        "ninjs with halves of characters",
        "a.json",
        lambda: ninjs(body_text=f"{SENTENCE} \ud83d", headline="\udc00 shut").encode(),
        says=SENTENCE,
    ),
    Case(
        "ninjs nested 100,000 deep",
        "a.json",
        lambda: b'{"uri": "x", "pubstatus": "", "versioncreated": ' + b"[" * 100_000,
        FailureCode.CORRUPT,
    ),
    Case(
        "ninjs with a body of HTML 5,000 levels deep",
        "a.json",
        lambda: ninjs(body_xhtml="<div>" * 5000 + SENTENCE).encode(),
        says=SENTENCE,
    ),
    Case(
        "ninjs with a body of broken HTML",
        "a.json",
        lambda: ninjs(body_xhtml=f"</div><p>{SENTENCE}<b><i></p><![CDATA[x<p").encode(),
        says=SENTENCE,
    ),
    Case(
        "ninjs with a body of broken NITF",
        "a.json",
        lambda: ninjs(bodies=[{"contentType": "application/nitf+xml", "value": "<nitf"}]).encode(),
        FailureCode.CORRUPT,
    ),
    Case(
        "ninjs with 100,000 headlines",
        "a.json",
        lambda: ninjs(headlines=[{"value": "x"}] * 100_000, body_text=SENTENCE).encode(),
        says=SENTENCE,
    ),
    Case(
        "JSON of schema.org with 300,000 objects",
        "a.json",
        lambda: json.dumps(
            [{"@type": "NewsArticle", "articleBody": SENTENCE}, [{}] * 300_000]
        ).encode(),
        says=SENTENCE,
    ),
    Case(
        "JSON of schema.org that refers to itself",
        "a.json",
        lambda: json.dumps(
            {
                "@type": "NewsArticle",
                "@id": "#a",
                "name": {"@id": "#a"},
                "author": {"@id": "#a"},
                "articleBody": SENTENCE,
            }
        ).encode(),
        says=SENTENCE,
    ),
    Case(
        "JSON with a number of 5 million digits",
        "a.json",
        lambda: b'{"n": ' + b"9" * 5_000_000 + f', "text": "{SENTENCE}"}}'.encode(),
        says=SENTENCE,
    ),
    Case(
        "JSON with 200,000 keys of one name",
        "a.json",
        ("{" + '"text": "no", ' * 200_000 + f'"text": "{SENTENCE}"}}').encode,
        says=SENTENCE,
    ),
    Case("JSON nested 100,000 deep", "a.json", lambda: b'{"a":' * 100_000, FailureCode.CORRUPT),
    Case(
        "JSON with values that are no numbers",
        "a.json",
        f'{{"a": NaN, "b": -Infinity, "text": "{SENTENCE}"}}'.encode,
        says=SENTENCE,
    ),
    Case("JSON of a string alone", "a.json", lambda: json.dumps(SENTENCE).encode(), says=SENTENCE),
    Case("JSON of a number alone", "a.json", lambda: b"12345", FailureCode.NO_ARTICLE),
    Case(
        "JSON cut off within a character", "a.json", lambda: b'{"text": "\\ud8', FailureCode.CORRUPT
    ),
]
