"""Pages whose markup is old, broken or missing, and pages in other scripts."""

from typing import Final

from schemas.article import BlockKind, NoticeCode
from tests.parse.pages.saved import TITLE, SavedPage, article, page, paragraphs, prose

ALL: Final = tuple(prose(5))
_DIVS: Final = "".join(f'<div class="text-block">{text}</div>' for text in ALL)
_BREAKS: Final = "<br><br>\n".join(ALL)
_MENU: Final = "".join(f'<tr><td><a href="/{n}">Menu entry {n}</a></td></tr>' for n in range(9))

_ARABIC: Final = (
    "قال رئيس المجلس إن الجسر القديم سيبقى مفتوحا أمام الشاحنات حتى الخريف المقبل بعد نقاش طويل.",
    "وأضاف أن المهندسين فحصوا الأعمدة مرتين منذ شهر مارس ولم يجدوا فيها أي تصدع يذكر حتى الآن.",
    "ونفى مدير الميناء أن يكون التقرير قد تأخر نشره بسبب التصويت الذي جرى في المدينة يوم الاثنين.",
)
_RUSSIAN: Final = (
    "Глава совета сообщил, что старый мост останется открытым для грузовиков до самой осени.",
    "По его словам, инженеры дважды осмотрели опоры с марта и не нашли ни одной новой трещины.",
    "Директор порта отверг утверждения о том, что доклад задержали из-за голосования в городе.",
)
_CHINESE: Final = (
    "市议会主席周一表示，这座老桥将继续向货车开放，直到秋季为止，之后再由工程师重新检查。",
    "他说，自三月以来工程师已经两次检查桥墩，没有发现任何新的裂缝，报告将在一个月内公布。",
    "港口负责人否认报告因表决而推迟公布，并表示没有任何人要求他隐瞒其中的任何一个数字。",
)
_HINDI: Final = (
    "परिषद के अध्यक्ष ने सोमवार को कहा कि पुराना पुल शरद ऋतु तक ट्रकों के लिए खुला रहेगा।",
    "उन्होंने बताया कि इंजीनियरों ने मार्च के बाद दो बार खंभों की जाँच की और कोई दरार नहीं मिली।",
    "बंदरगाह के निदेशक ने इस बात से इनकार किया कि मतदान के कारण रिपोर्ट को रोका गया था।",
)
_HEBREW: Final = (
    "ראש המועצה אמר כי הגשר הישן יישאר פתוח למשאיות עד הסתיו, לאחר דיון ארוך שנערך ביום שני.",
    "לדבריו, המהנדסים בדקו את העמודים פעמיים מאז חודש מרץ ולא מצאו בהם כל סדק חדש עד היום.",
    "מנהל הנמל הכחיש כי פרסום הדוח עוכב בגלל ההצבעה, ואמר כי איש לא ביקש ממנו להסתיר דבר.",
)


def _script(name: str, lang: str, texts: tuple[str, ...], title: str, direction: str) -> SavedPage:
    body = "".join(f"<p>{text}</p>" for text in texts * 1)
    html = page(
        f'<main dir="{direction}"><article><h1>{title}</h1>{body}</article></main>',
        lang=lang,
        title=title,
    )
    notice = NoticeCode.OTHER_LANGUAGE
    return SavedPage(name, html, texts, facts={"title": title, "language": lang}, notice=notice)


PAGES: Final = [
    SavedPage(
        "paragraphs that line breaks part, without p",
        page(f'<div id="content"><h1>{TITLE}</h1><div class="story">{_BREAKS}</div></div>'),
        ALL,
        blocks={BlockKind.PARAGRAPH: ALL},
    ),
    SavedPage(
        "paragraphs as divs",
        page(f'<div class="article-body"><h1>{TITLE}</h1>{_DIVS}</div>'),
        ALL,
        blocks={BlockKind.PARAGRAPH: ALL},
    ),
    SavedPage(
        "a page laid out with tables",
        f"<html><head><title>{TITLE}</title></head><body bgcolor=white><table width=100%><tr><td "
        f"colspan=2><font size=5>{TITLE}</font></td></tr><tr><td width=120><table>{_MENU}</table></td>"
        f"<td><font face=arial>{_BREAKS}</font></td></tr></table></body></html>",
        ALL,
        ("Menu entry",),
        blocks={BlockKind.TABLE: ()},
    ),
    SavedPage(
        "nested tables with figures in the inner one",
        article(
            f"{paragraphs(3)}<table><tr><td><table><tr><th>Year</th><th>Lorries</th></tr><tr><td>2023"
            "</td><td>4,100</td></tr><tr><td>2024</td><td>3,900</td></tr></table></td></tr></table>"
            + paragraphs(2, 3)
        ),
        ALL,
        blocks={BlockKind.TABLE: ("Year | Lorries\n2023 | 4,100\n2024 | 3,900",)},
    ),
    SavedPage(
        "no element is ever closed",
        f"<html><head><title>{TITLE}</title><body><nav><a href=/>Home</a></nav><article><h1>{TITLE}"
        f"</h1><p>{'<p>'.join(ALL)}",
        ALL,
        ("Home",),
        blocks={BlockKind.PARAGRAPH: ALL},
    ),
    SavedPage(
        "elements that cross each other",
        article("".join(f"<p><b><i>{text[:20]}</b>{text[20:]}</i></div></p>" for text in ALL)),
        ALL,
    ),
    SavedPage(
        "stray ends and unknown elements",
        article(f"</div></span></p><x-story>{paragraphs(5)}</x-story></td></tr>"),
        ALL,
    ),
    SavedPage(
        "words parted by soft elements alone",
        article(
            f"<p>The <em>old</em> bri<b>dge</b> is <a href='/b'>340 metres</a> long.</p>{paragraphs(5)}"
        ),
        ("The old bridge is 340 metres long.", *ALL),
    ),
    SavedPage(
        "an article in a definition list",
        article(
            f"{paragraphs(3)}<dl><dt>Span</dt><dd>The way from one pillar to the next.</dd></dl>"
            + paragraphs(2, 3)
        ),
        (*ALL, "The way from one pillar to the next."),
    ),
    SavedPage(
        "code that keeps its lines",
        article(
            f"{paragraphs(3)}<pre>load = 40\n    if open:\n        cross()</pre>{paragraphs(2, 3)}"
        ),
        ALL,
        blocks={BlockKind.CODE: ("load = 40\n",)},
    ),
    SavedPage(
        "a form around the whole page",
        page(f'<form id="aspnetForm"><div id="main"><h1>{TITLE}</h1>{paragraphs(5)}</div></form>'),
        ALL,
    ),
    SavedPage(
        "a frameset that holds its text for browsers without frames",
        f"<html><head><title>{TITLE}</title></head><frameset cols='20%,80%'><frame src='menu.html'>"
        f"<noframes><body><h1>{TITLE}</h1>{paragraphs(5)}</body></noframes></frameset></html>",
        ALL,
        ("<p>", "<h1>"),
    ),
    SavedPage(
        "text that only browsers without scripts are shown",
        page(f'<div id="root"></div><noscript><h1>{TITLE}</h1>{paragraphs(5)}</noscript>'),
        ALL,
    ),
    SavedPage(
        "entities, non-breaking spaces and soft hyphens",
        article(
            f"<p>Caf&eacute;&nbsp;owners &amp; others said &#8220;no&#8221;.</p>{paragraphs(5)}"
        ),
        ("Café owners & others said “no”.", *ALL),
    ),
    SavedPage(
        "XHTML with a declaration",
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//'
        'EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html xmlns="http://www.w3.org/1999/'
        f'xhtml" xml:lang="en"><head><title>{TITLE}</title></head><body><div id="content"><h1>{TITLE}'
        f"</h1>{paragraphs(5)}<br/></div></body></html>",
        ALL,
    ),
    SavedPage(
        "a list whose items are paragraphs",
        article(
            "<ul>"
            + "".join(
                f"<li><h3>Point {n}</h3><p>{a}</p><p>{b}</p></li>"
                for n, (a, b) in enumerate(zip(prose(3), prose(3, 3), strict=True), start=1)
            )
            + f"</ul>{paragraphs(2, 6)}"
        ),
        (*prose(6), "Point 2"),
        blocks={BlockKind.LIST_ITEM: ()},
    ),
    _script(
        "Arabic, from right to left", "ar", _ARABIC, "الجسر القديم يبقى مفتوحا للشاحنات", "rtl"
    ),
    _script("Hebrew, from right to left", "he", _HEBREW, "הגשר הישן יישאר פתוח למשאיות", "rtl"),
    _script("Russian", "ru", _RUSSIAN, "Старый мост останется открытым до осени", "ltr"),
    _script("Chinese", "zh-Hans", _CHINESE, "老桥将继续向货车开放至秋季", "ltr"),
    _script("Hindi", "hi", _HINDI, "पुराना पुल शरद ऋतु तक खुला रहेगा", "ltr"),
]
