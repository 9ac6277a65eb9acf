"""What a saved page is to the tests: HTML as sites write it, and what has to become of it.

The pages stand in the modules beside this one as `PAGES`. Their words are the project's own; their
markup is that of the publishing systems and savers named with each. What all pages have around an
article (menus, teasers, footers, scripts) is made here.
"""

from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules

import tests.parse.pages as package
from schemas.article import BlockKind, NoticeCode

TITLE = "Tessel keeps its old bridge open to lorries until autumn"
SITE = "The Meridian Post"
_WHO = (
    "The harbour board",
    "An engineer of the port",
    "The mayor of Tessel",
    "A fisherman from Hask",
)
_WHAT = (
    "said the eastern quay had been measured twice since March and found to be sound",
    "told the council that lorries would have to wait for the ferry if the bridge were closed",
    "denied that the report of the engineers had been held back until after the vote",
    "wrote in a letter to the ministry that no pillar had moved by more than a finger's breadth",
    "said shopkeepers in the lower town feared for the winter, when the pass is under snow",
)


def prose(count: int, start: int = 0) -> list[str]:
    """Paragraphs of a report, each with words of its own."""
    return [
        f"{_WHO[number % 4]} {_WHAT[number % 5]}, and added on the {number + 1}th day of the talks "
        f"that the next step would be taken at the meeting in room {number + 11} of the old hall."
        for number in range(start, start + count)
    ]


def paragraphs(count: int = 5, start: int = 0, attributes: str = "") -> str:
    """The same as HTML."""
    return "\n".join(f"<p{attributes}>{text}</p>" for text in prose(count, start))


def page(body: str, head: str = "", *, lang: str = "en", title: str = TITLE) -> str:
    """A page as a browser saves it: the body between menus, teasers and a footer."""
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title} | {SITE}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{SITE}">
<link rel="canonical" href="https://meridian.example/news/bridge">
<script>window.dataLayer = [{{"page": "article"}}];</script>{head}</head>
<body class="single has-sidebar"><header class="site-header"><a href="/">{SITE}</a>
<nav class="main-nav"><ul><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li>
<li><a href="/money">Money</a></li></ul></nav></header>
{body}
<aside class="sidebar"><h3>Most read</h3><ul>
<li><a href="/1">Ferry to Corvo stays in port for a third day</a></li>
<li><a href="/2">Council sells the last of its trams to a museum</a></li></ul></aside>
<footer class="site-footer"><p>Meridian House, Quay Street 4. All rights reserved.</p>
<ul><li><a href="/imprint">Imprint</a></li><li><a href="/privacy">Privacy</a></li></ul></footer>
<script async src="/app.js"></script></body></html>"""


def article(body: str, head: str = "", **page_options: str) -> str:
    """A page whose body is an article element below its headline."""
    inner = f'<article class="post"><h1 class="entry-title">{TITLE}</h1>{body}</article>'
    return page(f"<main>{inner}</main>", head, **page_options)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page and what the article made of it has to hold."""

    name: str
    """Unique; says what is special about it."""
    html: str
    has: tuple[str, ...] = ()
    """Words that have to be in the text."""
    lacks: tuple[str, ...] = ("Most read", "Ferry to Corvo", "Imprint", "Sport")
    """Words that must not be."""
    once: tuple[str, ...] = ()
    """Words that have to be there a single time."""
    blocks: dict[BlockKind, tuple[str, ...]] = field(default_factory=dict)
    """For each kind, all blocks that there are of it, by how they begin."""
    facts: dict[str, object] = field(default_factory=dict)
    """Fields of the article."""
    posts: tuple[tuple[str | None, str | None, str | None, str | None], ...] = ()
    """Author, handle, day and address of all posts, in order."""
    notice: NoticeCode | None = None


def pages() -> list[SavedPage]:
    """All pages of all modules, in the order of the modules' names."""
    modules = (
        import_module(f"{package.__name__}.{m.name}") for m in iter_modules(package.__path__)
    )
    return [page for module in modules for page in getattr(module, "PAGES", ())]
