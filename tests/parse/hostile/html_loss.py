"""HTML that a parser would lose the text of, without an error."""

from typing import Final

from schemas.article import NoticeCode
from tests.parse.hostile.case import Case

_TEXT: Final = "".join(
    f"<p>The council of ward {number} met in the old hall and, after a long debate about the "
    "bridge, agreed to publish the engineers' report within a month.</p>"
    for number in range(5)
)
_LAST: Final = (
    "<p>The harbour board wrote that the second report was longer, and that it would be late.</p>"
    "<p>An engineer of the port denied that any pillar had moved by more than a finger.</p>"
    "<p>The mayor said that nobody had seen the last page, and that all would be read.</p>"
)
_SAYS: Final = "nobody had seen the last page"
_JSON_LD: Final = '<script type="application/ld+json">'
_HEAD: Final = "<html><head><title>Bridge</title></head><body>"


def _page(name: str, middle: str, *, before: str = _HEAD, after: str = "") -> Case:
    """A page whose last sentence stands behind what is hostile about it."""
    html = f"{before}<article>{_TEXT}{middle}{_LAST}{after}"
    return Case(name, f"{name}.html".replace(" ", "-"), html.encode, says=_SAYS)


def _nested(name: str, tag: str, depth: int) -> Case:
    opening, closing = f"<{tag}>" * depth, f"</{tag}>" * depth
    return _page(name, opening, after=closing)


def _repeated(name: str, unit: str, count: int, notice: NoticeCode | None = None) -> Case:
    make = f"{_HEAD}<article>{_TEXT}{_LAST}</article>{unit * count}".encode
    return Case(name, f"{name}.html".replace(" ", "-"), make, notice=notice, says=_SAYS)


CASES: Final = [
    _nested("400 divs in each other", "div", 400),
    _nested("20,000 divs in each other", "div", 20_000),
    _nested("3,000 block quotes in each other", "blockquote", 3000),
    _nested("3,000 lists in each other", "ul><li", 3000),
    _nested("3,000 tables in each other", "table><tr><td", 3000),
    _nested("20,000 soft elements in each other", "b", 20_000),
    _nested("2,000 unknown elements in each other", "x-part", 2000),
    _page("a script that is never closed", "<script>var ready = 1;"),
    _page("a style that is never closed", "<style>p { margin: 0 }"),
    _page("a comment that is never closed", "<!-- advertisement "),
    _page("a textarea that is never closed", "<textarea>"),
    _page("a select that is never closed", "<select><option>One"),
    _page("an iframe that is never closed", "<iframe src='/ad'>"),
    _page("a noscript that is never closed", "<noscript>"),
    _page("a drawing that is never closed", "<svg viewBox='0 0 1 1'><path d='M0 0'>"),
    _page("an object that is never closed", "<object data='/film'>"),
    _page("a button that is never closed", "<button>Share"),
    _page("a dialogue that is never closed", "<dialog>Sign in"),
    _page("a title that is never closed", "", before="<html><head><title>Bridge<body>"),
    _page("an attribute whose quotation is never closed", '<a href="/more>'),
    _page("a tag that is never closed", "<div class=note <p>"),
    _page("a script of scripts that are never closed", "<script>" * 20_000),
    _page("20,000 comments that are never closed", "<!--" * 20_000),
    _page("a text of 11 million characters", f"<p>{'word ' * 2_200_000}</p>"),
    _page(
        "a picture of 11 million characters",
        f'<img src="data:image/png;base64,{"A" * 11_000_000}">',
    ),
    _page(
        "a JSON-LD of 11 million characters",
        f'<script type="application/ld+json">{"[" * 11_000_000}</script>',
    ),
    _page("an element with 200,000 attributes", f"<p {'a=1 ' * 200_000}>x</p>"),
    _page("an attribute of a million characters", f"<p title='{'a' * 1_000_000}'>x</p>"),
    _page("an end of the page in its middle", "</body></html>"),
    _page("20,000 ends of elements that never began", "</div>" * 20_000),
    _page("a title of a million dashes", "", before=f"<html><title>{'- ' * 500_000}</title><body>"),
    _repeated("100,000 breaks", "<br>", 100_000),
    _repeated("50,000 links", "<a href='/x'>More of it</a> ", 50_000),
    _repeated("60,000 list items", "<li><a href='/x'>Menu</a></li>", 60_000),
    _repeated("50,000 divs side by side", "<div class='tweet'>x</div>", 50_000),
]
