"""Hostile pages whose markup is no loss: what takes time, memory, or means something elsewhere."""

import random
from typing import Final

from schemas.failure import FailureCode
from tests.parse.documents import page
from tests.parse.hostile.case import Case

_SENTENCE: Final = "The mayor said on Monday that the bridge was safe."
_BOMB: Final = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def _with(markup: str, head: str = "") -> bytes:
    return page(f"<p>{_SENTENCE}</p>{markup}", head).encode()


CASES: Final = [
    # --- No page ---
    Case(
        "random bytes named as a page",
        "random.html",
        lambda: random.Random(0).randbytes(300_000),  # noqa: S311
        FailureCode.UNSUPPORTED,
    ),
    Case(
        "random bytes within a page",
        "random.html",
        lambda: b"<html><body>" + random.Random(1).randbytes(300_000),  # noqa: S311
        FailureCode.UNSUPPORTED,
    ),
    Case("an empty page", "empty.html", lambda: b"<html></html>", FailureCode.NO_ARTICLE),
    Case("a document type alone", "type.html", lambda: b"<!DOCTYPE html>", FailureCode.NO_ARTICLE),
    Case(
        "a page of comments",
        "c.html",
        lambda: b"<html>" + b"<!-- a -->" * 50_000,
        FailureCode.NO_ARTICLE,
    ),
    Case(
        "a page of scripts",
        "s.html",
        lambda: b"<html>" + b"<script>a</script>" * 20_000,
        FailureCode.NO_ARTICLE,
    ),
    Case(
        "a page of frames",
        "f.html",
        lambda: b"<html><frameset><frame src=a></frameset>",
        FailureCode.NO_ARTICLE,
    ),
    Case(
        "100,000 open divs and nothing else",
        "d.html",
        lambda: b"<html>" + b"<div>" * 100_000,
        FailureCode.NO_ARTICLE,
    ),
    # --- Much of one thing ---
    Case("100,000 open divs", "d.html", lambda: _with("<div>" * 100_000), says=_SENTENCE),
    Case("150,000 breaks", "b.html", lambda: _with("<br>" * 150_000), says=_SENTENCE),
    Case("100,000 links", "l.html", lambda: _with("<a href=/a>a</a> " * 100_000), says=_SENTENCE),
    Case(
        "a million attributes",
        "a.html",
        lambda: _with(f"<b {'a=b ' * 10**6}>c</b>"),
        says=_SENTENCE,
    ),
    Case(
        "200,000 pieces of markup that is none",
        "m.html",
        lambda: _with("< & <! <? </ " * 200_000),
        says=_SENTENCE,
    ),
    Case(
        "100,000 entities",
        "e.html",
        lambda: _with("&amp;&lt;&#0;&#xD800;&#1114112;" * 20_000),
        says=_SENTENCE,
    ),
    Case(
        "an entity of a million digits",
        "e.html",
        lambda: _with(f"&#{'9' * 10**6};"),
        says=_SENTENCE,
    ),
    Case("10,000 nested emphases", "i.html", lambda: _with("<b><i>" * 5000), says=_SENTENCE),
    Case("misnested emphases", "i.html", lambda: _with("<b><i></b><p></i>" * 2000), says=_SENTENCE),
    Case(
        "10,000 pictures of 1 KB",
        "p.html",
        lambda: _with(f"<img src='data:,{'A' * 1000}'>" * 10_000),
        says=_SENTENCE,
    ),
    Case(
        "20,000 forms",
        "f.html",
        lambda: _with("<form><input value=a></form>" * 20_000),
        says="The council of ward 0 met",
    ),
    Case(
        "5,000 embedded posts",
        "t.html",
        lambda: _with("<blockquote class=twitter-tweet><p>a</p>A (@a)</blockquote>" * 5000),
    ),
    Case("10,000 headings", "h.html", lambda: _with("<h2>a</h2>" * 10_000), says=_SENTENCE),
    Case(
        "table of 1,000,000 columns",
        "t.html",
        lambda: _with("<table><tr><td colspan=1000000>a</table>"),
        says=_SENTENCE,
    ),
    Case(
        "a tag's name of a million letters",
        "n.html",
        lambda: _with(f"<{'a' * 10**6}>b"),
        says=_SENTENCE,
    ),
    Case("50 MB of white space", "w.html", lambda: _with(" " * 24 * 2**20), says=_SENTENCE),
    # --- What it says of itself ---
    Case(
        "10,000 elements of metadata",
        "m.html",
        lambda: _with("", "<meta property='og:title' content='a'>" * 10_000),
        says=_SENTENCE,
    ),
    Case(
        "1,000 pieces of broken JSON-LD",
        "j.html",
        lambda: _with("", "<script type='application/ld+json'>{[</script>" * 1000),
        says=_SENTENCE,
    ),
    Case(
        "JSON-LD nested 100,000 deep",
        "j.html",
        lambda: _with("", f"<script type='application/ld+json'>{'[' * 100_000}</script>"),
        says=_SENTENCE,
    ),
    Case(
        "JSON-LD of 300,000 objects",
        "j.html",
        lambda: _with("", f"<script type='application/ld+json'>[{'{},' * 300_000}{{}}]</script>"),
        says=_SENTENCE,
    ),
    Case(
        "a title of a million words",
        "t.html",
        lambda: _with("", f"<title>{'word ' * 10**6}</title>"),
        says=_SENTENCE,
    ),
    Case(
        "a title of halves of characters",
        "t.html",
        lambda: _with("", "<title>&#xD83D;&#xDE00;</title>"),
        says=_SENTENCE,
    ),
    Case(
        "two encodings that disagree",
        "e.html",
        lambda: _with("", "<meta charset=utf-7><meta charset=utf-16>"),
        says=_SENTENCE,
    ),
    Case(
        "a page in UTF-16 that says UTF-8",
        "u.html",
        lambda: b"\xff\xfe" + _with("").decode().encode("utf-16-le"),
        says=_SENTENCE,
    ),
    Case(
        "halves of characters in UTF-8",
        "u.html",
        lambda: _with("").replace(b"safe.", b"safe. \xed\xa0\xbd"),
        fails=FailureCode.UNDECODABLE,
    ),
    Case("a page cut off within a letter", "u.html", lambda: _with("é")[:-17], says=_SENTENCE),
    Case("a page with a NUL", "n.html", lambda: _with("\x00"), FailureCode.UNSUPPORTED),
    Case("a page with an escape sequence", "n.html", lambda: _with("\x1b[2J"), says=_SENTENCE),
    # --- XML ---
    Case(
        "an XML declaration before a page",
        "x.xhtml",
        lambda: b'<?xml version="1.0" encoding="utf-8"?>' + _with(""),
        says=_SENTENCE,
    ),
    Case(
        "an XML declaration of no encoding",
        "x.xhtml",
        lambda: b'<?xml version="9" encoding="ebcdic-zz"?>' + _with(""),
        says=_SENTENCE,
    ),
    Case(
        "a billion laughs in a page",
        "x.xhtml",
        lambda: _with("&i;").replace(
            b"<!DOCTYPE html>", f'<!DOCTYPE html [<!ENTITY a "ha">{_BOMB}]>'.encode()
        ),
        says=_SENTENCE,
    ),
    Case(
        "a page that asks for a file",
        "x.xhtml",
        lambda: _with("&a;").replace(
            b"<!DOCTYPE html>", b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        ),
        says=_SENTENCE,
    ),
    Case(
        "10,000 CDATA sections", "x.xhtml", lambda: _with("<![CDATA[a]]>" * 10_000), says=_SENTENCE
    ),
    Case(
        "10,000 processing instructions",
        "x.xhtml",
        lambda: _with("<?php a ?>" * 10_000),
        says=_SENTENCE,
    ),
    Case(
        "XML of nothing known",
        "x.xml",
        lambda: b"<?xml version='1.0'?><a><b/></a>",
        FailureCode.UNSUPPORTED,
    ),
    Case(
        "XML 100,000 levels deep",
        "x.xml",
        lambda: b"<?xml version='1.0'?>" + b"<a>" * 100_000,
        FailureCode.UNSUPPORTED,
    ),
]
