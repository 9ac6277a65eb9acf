"""Pages as newspapers and their publishing systems lay them out."""

import json
from typing import Final

from schemas.article import BlockKind, NoticeCode
from tests.parse.pages.saved import TITLE, SavedPage, article, page, paragraphs, prose

FIRST: Final = prose(1)[0]
LAST: Final = prose(1, 4)[0]
ALL: Final = tuple(prose(5))


def ld(**fields: object) -> str:
    """A script of JSON-LD."""
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def _live_blog() -> str:
    posts = "".join(
        f'<article class="live-post" id="p{n}"><time datetime="2024-11-18T{20 - n:02}:15:00Z">'
        f"{20 - n}:15</time><h2>Update number {n} from the hall</h2>{paragraphs(2, 2 * n)}"
        '<ul class="share-tools"><li><a href="#">Share this</a></li></ul></article>'
        for n in range(1, 6)
    )
    return page(f'<main><h1>{TITLE}</h1><div class="liveblog">{posts}</div></main>')


def _gallery() -> str:
    figures = "".join(
        f'<figure class="gallery-item"><img src="/{n}.jpg" alt=""><figcaption>Picture {n}: the bridge '
        f"seen from the {side} bank at low water. <span class='credit'>Ona Reth</span></figcaption>"
        "</figure>"
        for n, side in enumerate(("eastern", "western", "northern"), start=1)
    )
    return article(f"{paragraphs(2)}{figures}{paragraphs(3, 2)}")


def _columns() -> str:
    column = '<div class="grid"><div class="body body__container article__body">{}</div></div>'
    between = '<div class="row full-bleed-ad"><span class="ad-label">Advertisement</span></div>'
    return page(
        f"<main><h1>{TITLE}</h1>{column.format(paragraphs(5))}{between}"
        f"{column.format(paragraphs(5, 5))}</main>"
    )


_RELATED: Final = (
    '<div class="related-articles"><h3>Related stories</h3><ul>'
    '<li><a href="/a">Why the ferry to Corvo was late again</a><p>The boat left the pier two hours '
    "late on Monday, for the third time in a week that was not short of delays.</p></li></ul></div>"
)
_NEWSLETTER: Final = (
    '<div class="newsletter-signup"><h3>The Morning Quay</h3><p>Get the stories that matter to the '
    'lower town sent to you each day before breakfast.</p><form><input type="email">'
    "<button>Sign up</button></form></div>"
)
_COMMENTS: Final = (
    '<section id="comments" class="comments-area"><h2>2 comments</h2><ol class="comment-list">'
    '<li class="comment"><p>I drove over that bridge for thirty years, and nobody asked me what I '
    "think of it, which says all about this council.</p></li>"
    '<li class="comment"><p>Close it now. My cousin saw a crack as wide as a hand in the second '
    "pillar, whatever the engineers may tell you.</p></li></ol></section>"
)

PAGES: Final = [
    SavedPage(
        "a live blog with a heading for each update",
        _live_blog(),
        (*prose(10, 2), "Update number 5 from the hall"),
        once=(prose(1, 3)[0],),
    ),
    SavedPage(
        "a gallery whose captions carry credits",
        _gallery(),
        ALL,
        blocks={BlockKind.CAPTION: ("Picture 1", "Picture 2", "Picture 3")},
    ),
    SavedPage(
        "a lead picture whose caption stands above the text",
        article(
            '<figure class="lead"><img src="/1.jpg"><figcaption>Lorries wait on the eastern quay. '
            f"Photograph: Ona Reth</figcaption></figure>{paragraphs(5)}"
        ),
        ALL,
        blocks={BlockKind.CAPTION: ("Lorries wait on the eastern quay.",)},
    ),
    SavedPage(
        "a WordPress caption in a div",
        article(
            f'{paragraphs(3)}<div class="wp-caption aligncenter"><img src="/1.jpg"><p '
            f'class="wp-caption-text">The bridge in 1931</p></div>{paragraphs(2, 3)}'
        ),
        ALL,
        blocks={BlockKind.CAPTION: ("The bridge in 1931",)},
    ),
    SavedPage(
        "a paywall that says so, with the first lines before it",
        article(
            f'{paragraphs(2)}<div class="paywall-prompt"><p>Subscribe to go on reading.</p></div>',
            ld(headline=TITLE, isAccessibleForFree=False),
        ),
        tuple(prose(2)),
        notice=NoticeCode.SUMMARY_ONLY,
    ),
    SavedPage(
        "a paywall that only its classes tell",
        article(f'{paragraphs(2)}<div class="c-paywall"><a href="/join">Join us</a></div>'),
        tuple(prose(2)),
        notice=NoticeCode.SUMMARY_ONLY,
    ),
    SavedPage(
        "a paid article that was saved whole",
        article(paragraphs(12), ld(headline=TITLE, isAccessibleForFree="False")),
        tuple(prose(12)),
    ),
    SavedPage(
        "AMP",
        page(
            f'<article class="amp-wp-article"><header><h1 class="amp-wp-title">{TITLE}</h1></header>'
            f'<div class="amp-wp-article-content">{paragraphs(3)}<amp-img src="/1.jpg" width="2" '
            f'height="1"></amp-img><amp-ad type="x"></amp-ad>{paragraphs(2, 3)}</div></article>',
            "<style amp-custom>p{margin:0}</style>",
        ),
        ALL,
    ),
    SavedPage(
        "comments below the article",
        article(paragraphs(5)).replace("</main>", f"{_COMMENTS}</main>"),
        ALL,
        ("I drove over that bridge", "Close it now", "2 comments", "Most read"),
    ),
    SavedPage(
        "comments within the article element",
        article(paragraphs(5) + _COMMENTS),
        ALL,
        ("I drove over that bridge", "Close it now"),
    ),
    SavedPage(
        "the next article appended for endless scrolling",
        page(
            f'<main><article class="post"><h1>{TITLE}</h1>{paragraphs(5)}</article>'
            '<article class="post"><h2>Trams sold to a museum</h2><p>The last four trams of the '
            "lower town will be carried to a museum in Hask, the mayor said on Friday after a vote "
            "that nobody had been told of.</p></article></main>"
        ),
        ALL,
        ("The last four trams",),
    ),
    SavedPage(
        "teasers of other articles in a grid below",
        article(paragraphs(5)).replace(
            "</main>",
            '<div class="teaser-grid">'
            + "".join(
                f'<div class="card"><a href="/{n}"><h3>Other news of the day, number {n}</h3></a>'
                f"<p>What happened in room {n} while the council was out for lunch.</p></div>"
                for n in range(1, 7)
            )
            + "</div></main>",
        ),
        ALL,
        ("Other news of the day", "out for lunch"),
    ),
    SavedPage("text in two columns of the page's grid", _columns(), tuple(prose(10))),
    SavedPage(
        "a pull quote in an aside that repeats the text",
        article(
            f'{paragraphs(3)}<aside class="pullquote"><p>{prose(1)[0]}</p></aside>{paragraphs(2, 3)}'
        ),
        ALL,
        once=(FIRST,),
    ),
    SavedPage(
        "a pull quote in a blockquote that repeats half a sentence",
        article(
            f"{paragraphs(3)}<blockquote>found to be sound, and added on the 1th day of the talks"
            f"</blockquote>{paragraphs(2, 3)}"
        ),
        ALL,
        once=("found to be sound, and added on the 1th day",),
        blocks={BlockKind.BLOCK_QUOTE: ()},
    ),
    SavedPage(
        "a block quote that repeats nothing",
        article(
            f"{paragraphs(3)}<blockquote><p>No pillar has moved.</p><p>No pillar will.</p></blockquote>"
            f"{paragraphs(2, 3)}"
        ),
        ALL,
        blocks={BlockKind.BLOCK_QUOTE: ("No pillar has moved.\nNo pillar will.",)},
    ),
    SavedPage(
        "a paragraph that was written twice",
        article(f"{paragraphs(2)}<p>{FIRST}</p>{paragraphs(3, 2)}"),
        (f"{prose(2)[1]}\n\n{FIRST}",),
    ),
    SavedPage(
        "a related-links box in the middle",
        article(f"{paragraphs(3)}{_RELATED}{paragraphs(2, 3)}"),
        ALL,
        ("Why the ferry", "two hours late"),
    ),
    SavedPage(
        "a line that leads to another article",
        article(
            f'{paragraphs(3)}<p><strong>Read more:</strong> <a href="/a">Why the ferry was late</a></p>'
            f'<p><a href="/b">Council votes on trams</a></p>{paragraphs(2, 3)}'
        ),
        ALL,
        ("Why the ferry", "Council votes"),
    ),
    SavedPage(
        "a newsletter sign-up in the middle",
        article(f"{paragraphs(3)}{_NEWSLETTER}{paragraphs(2, 3)}"),
        ALL,
        ("The Morning Quay", "before breakfast", "Sign up"),
    ),
    SavedPage(
        "a cookie wall over the page",
        article(paragraphs(5)).replace(
            "<main>",
            '<div id="cookie-consent" class="cookie-banner"><p>We and our 812 partners store and '
            "read information on your device to measure what you look at. You may object to this "
            "at any time in the settings.</p><button>Agree</button></div><main>",
        ),
        ALL,
        ("812 partners", "Agree"),
    ),
    SavedPage(
        "a correction note at the end",
        article(
            f'{paragraphs(5)}<p class="correction"><em>Correction: An earlier version of this article '
            "gave the length of the bridge as 400 metres. It is 340 metres long.</em></p>"
        ),
        (*ALL, "It is 340 metres long."),
    ),
    SavedPage(
        "an infobox as a table",
        article(
            f'{paragraphs(3)}<table class="infobox"><tr><th>Built</th><td>1931</td></tr><tr><th>Length'
            f"</th><td>340 m</td></tr><tr><th>Pillars</th><td>6</td></tr></table>{paragraphs(2, 3)}"
        ),
        ALL,
        blocks={BlockKind.TABLE: ("Built | 1931\nLength | 340 m\nPillars | 6",)},
    ),
    SavedPage(
        "a timeline",
        article(
            f'{paragraphs(2)}<h2>How it came to this</h2><ul class="timeline"><li><strong>March 2023'
            "</strong> Engineers measure the pillars.</li><li><strong>May 2024</strong> The council "
            f"asks for a second report.</li></ul>{paragraphs(3, 2)}"
        ),
        ALL,
        blocks={
            BlockKind.HEADING: ("How it came to this",),
            BlockKind.LIST_ITEM: ("March 2023 Engineers", "May 2024 The council"),
        },
    ),
    SavedPage(
        "questions and answers",
        article(
            "<p>We asked the engineer of the port what she has found under the bridge this year.</p>"
            "<p><strong>Is the bridge safe?</strong></p><p>It is, and it was when we measured it in "
            "March. I would send my own children over it, and I do so every day.</p>"
            "<p><strong>Why was the report late?</strong></p><p>Because the water was too high for "
            "the boat in May. Nobody asked me to hold anything back, and I would have refused.</p>"
            + paragraphs(2)
        ),
        ("Is the bridge safe?", "I would send my own children", "Why was the report late?"),
    ),
    SavedPage(
        "a list of ingredients and steps",
        article(
            f"{paragraphs(2)}<h2>For the dough</h2><ul><li>500 g flour</li><li>1 egg</li></ul>"
            "<h2>What to do</h2><ol><li>Mix the flour with the egg.</li><li>Let it rest for an hour."
            f"</li></ol>{paragraphs(1, 2)}"
        ),
        ("500 g flour", "Let it rest"),
        blocks={
            BlockKind.HEADING: ("For the dough", "What to do"),
            BlockKind.LIST_ITEM: ("500 g flour", "1 egg", "Mix the flour", "Let it rest"),
        },
    ),
    SavedPage(
        "share buttons and tags around the text",
        article(
            '<div class="social-share"><a href="#">Share on Facebook</a><a href="#">Tweet this</a>'
            f'</div>{paragraphs(5)}<div class="tags">Tags: <a href="/t/bridge">Bridge</a>, '
            '<a href="/t/port">Port</a></div>'
        ),
        ALL,
        ("Share on Facebook", "Tweet this", "Tags:"),
    ),
    SavedPage(
        "a name that opens a box of other articles about it",
        article(
            "<p>The vote was put off, said <span class='rollover-people'><a href='/people/reth'>Ona "
            "Reth</a><span class='rollover-people-block'><a href='/x'>Reth calls for ferry inquiry"
            f"</a></span></span>, who leads the council of the lower town.</p>{paragraphs(4)}"
        ),
        ("Ona Reth, who leads the council",),
        ("ferry inquiry",),
    ),
    SavedPage(
        "a byline, a date line and an author box",
        article(
            '<div class="byline">By <a rel="author" href="/author/ona-reth">Ona Reth</a></div>'
            f'<time datetime="2024-11-18T20:15:00+01:00">18 November 2024</time>{paragraphs(5)}'
            '<div class="author-box"><p>Ona Reth covers the port and has lived in Tessel for twenty '
            "years with two cats and a boat.</p></div>"
        ),
        ALL,
        facts={
            "title": TITLE,
            "byline": ["Ona Reth"],
            "published": "2024-11-18T20:15:00+01:00",
            "publisher": "The Meridian Post",
            "url": "https://meridian.example/news/bridge",
        },
    ),
    SavedPage(
        "an agency's article under another masthead",
        article(
            '<p class="byline">By <span class="author">Ona Reth</span>, Associated Press</p>'
            f"<p>TESSEL, Maravia (AP) — The bridge stays open, the council said.</p>{paragraphs(5)}"
        ),
        ALL,
        facts={"byline": ["Ona Reth"], "credit": "Associated Press"},
    ),
    SavedPage(
        "a section, and two dates that disagree",
        article(
            f'<time class="published" datetime="2024-11-18">18 November 2024</time>{paragraphs(5)}',
            '<meta property="article:published_time" content="2024-11-25T09:00:00Z">'
            '<meta property="article:section" content="Harbour">',
        ),
        ALL,
        facts={
            "published": "2024-11-25T09:00:00+00:00",
            "article_section": "Harbour",
            "uncertain": ["published"],
        },
    ),
]
