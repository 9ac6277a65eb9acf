"""Pages with embedded posts, in the forms in which platforms and newspapers write them."""

from typing import Final

from schemas.article import BlockKind
from tests.parse.pages.saved import SavedPage, article, paragraphs, prose

_LAST: Final = prose(1, 4)[0]


def _around(embed: str) -> str:
    return article(f"{paragraphs(3)}\n{embed}\n{paragraphs(3, 3)}")


def _post(name: str, embed: str, post: tuple[str | None, ...], *words: str) -> SavedPage:
    author, handle, posted, url = post
    return SavedPage(
        name,
        _around(embed),
        (*words, _LAST),
        posts=((author, handle, posted, url),),
        blocks={BlockKind.EMBEDDED_POST: (words[0] if words else (url or ""),)},
    )


PAGES: Final = [
    _post(
        "X, its own embed code",
        '<div class="social-media-embed"><blockquote class="twitter-tweet" data-lang="en">'
        '<p lang="en" dir="ltr">The bridge stays open. I have seen every pillar myself. '
        '<a href="https://t.co/Ab1">pic.twitter.com/Ab1</a></p>&mdash; Ona Reth (@onareth) '
        '<a href="https://twitter.com/onareth/status/1196501054197649413?ref_src=twsrc%5Etfw">'
        "November 18, 2024</a></blockquote>\n"
        '<script async src="https://platform.twitter.com/widgets.js"></script></div>',
        (
            "Ona Reth",
            "@onareth",
            "2024-11-18",
            "https://twitter.com/onareth/status/1196501054197649413",
        ),
        "The bridge stays open. I have seen",
    ),
    _post(
        "X, a video",
        '<blockquote class="twitter-video" data-media-max-width="560"><p lang="en">Lorries on the '
        "eastern quay this morning.</p>&mdash; Port of Tessel (@porttessel) "
        '<a href="https://x.com/porttessel/status/99887766">May 3, 2024</a></blockquote>',
        ("Port of Tessel", "@porttessel", "2024-05-03", "https://x.com/porttessel/status/99887766"),
        "Lorries on the eastern quay",
    ),
    _post(
        "X, drawn by the newspaper itself",
        '<div class="tweet-embed"><div class="tweet-header">'
        '<span class="tweet-author-name">Ona Reth</span> <span class="tweet-handle">@onareth</span></div>'
        '<div class="tweet-text">Nobody asked the fishermen of Hask.</div>'
        '<a class="tweet-permalink" href="https://twitter.com/onareth/status/5551234">'
        '<time datetime="2024-11-19T08:12:00Z">8:12 AM, Nov 19, 2024</time></a>'
        "<ul><li>Reply</li><li>Retweet</li><li>1,204</li></ul></div>",
        (
            "Ona Reth",
            "@onareth",
            "2024-11-19T08:12:00+00:00",
            "https://twitter.com/onareth/status/5551234",
        ),
        "Nobody asked the fishermen",
    ),
    _post(
        "X, of which AMP keeps only the number",
        '<amp-twitter width="375" height="472" layout="responsive" data-tweetid="8855221100">'
        "</amp-twitter>",
        (None, None, None, "https://twitter.com/i/status/8855221100"),
    ),
    _post(
        "X, saved after a script has drawn it in a frame",
        '<div class="twitter-tweet twitter-tweet-rendered"><iframe id="twitter-widget-0" '
        'src="https://platform.twitter.com/embed/Tweet.html?dnt=true&amp;id=7711002233" '
        'data-tweet-id="7711002233"></iframe></div>',
        (None, None, None, "https://twitter.com/i/status/7711002233"),
    ),
    _post(
        "Instagram",
        '<blockquote class="instagram-media" data-instgrm-captioned '
        'data-instgrm-permalink="https://www.instagram.com/p/B5Xy12/?utm_source=ig_embed">'
        '<div><a href="https://www.instagram.com/p/B5Xy12/?utm_source=ig_embed">'
        "<div>View this post on Instagram</div></a>"
        "<p>Last walk over the bridge before the vote.</p>"
        '<p>A post shared by <a href="https://www.instagram.com/lowertown/">Lower Town</a> '
        "(@lowertown) on <time>Nov 17, 2024</time></p></div></blockquote>",
        ("Lower Town", "@lowertown", "2024-11-17", "https://www.instagram.com/p/B5Xy12"),
        "Last walk over the bridge",
    ),
    _post(
        "TikTok",
        '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@hask.fish/video/70112233" '
        'data-video-id="70112233"><section><a target="_blank" title="@hask.fish" '
        'href="https://www.tiktok.com/@hask.fish?refer=embed">@hask.fish</a><p>How we cross when '
        'the bridge is shut <a href="/tag/tessel">#tessel</a></p><a title="original sound" '
        'href="/music/1">♬ original sound</a></section></blockquote>',
        (None, "@hask.fish", None, "https://www.tiktok.com/@hask.fish/video/70112233"),
        "How we cross when the bridge is shut #tessel",
    ),
    _post(
        "Bluesky",
        '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:a/app.bsky.feed.post/3k">'
        '<p lang="en">I have read the report twice. Nothing in it says close.</p>&mdash; Ona Reth '
        '(<a href="https://bsky.app/profile/did:plc:a?ref_src=embed">@ona.bsky.social</a>) '
        '<a href="https://bsky.app/profile/did:plc:a/post/3k2z?ref_src=embed">November 19, 2024 at '
        "8:30 AM</a></blockquote>",
        (
            "Ona Reth",
            "@ona.bsky.social",
            "2024-11-19",
            "https://bsky.app/profile/did:plc:a/post/3k2z",
        ),
        "I have read the report twice.",
    ),
    _post(
        "Mastodon, of which the page keeps who posted it",
        '<blockquote class="mastodon-embed" data-embed-url='
        '"https://social.example/@onareth/111222333444/embed"><a href='
        '"https://social.example/@onareth/111222333444"><div>Post by @onareth@social.example</div>'
        "<div>View on Mastodon</div></a></blockquote>",
        (None, "@onareth@social.example", None, "https://social.example/@onareth/111222333444"),
        "Post by @onareth@social.example",
    ),
    _post(
        "Facebook",
        '<div class="fb-post" data-href="https://www.facebook.com/lowertown/posts/10157">'
        '<blockquote cite="https://www.facebook.com/lowertown/posts/10157" class="fb-xfbml-parse-ignore"><p>We '
        "will stand on the bridge on Sunday.</p>Posted by <a href="
        '"https://www.facebook.com/lowertown">Lower Town Residents</a> on&nbsp;'
        '<a href="#">Tuesday, November 19, 2024</a></blockquote></div>',
        (
            "Lower Town Residents",
            None,
            "2024-11-19",
            "https://www.facebook.com/lowertown/posts/10157",
        ),
        "We will stand on the bridge",
    ),
    _post(
        "Threads",
        '<blockquote class="text-post-media" data-text-post-permalink='
        '"https://www.threads.net/@onareth/post/C4aB"><a href='
        '"https://www.threads.net/@onareth/post/C4aB"><div>Post by @onareth</div>'
        "<div>View on Threads</div></a></blockquote>",
        (None, "@onareth", None, "https://www.threads.net/@onareth/post/C4aB"),
        "Post by @onareth",
    ),
    _post(
        "Truth Social, in a frame",
        '<iframe src="https://truthsocial.com/@onareth/posts/1135566/embed" '
        'class="truthsocial-embed"></iframe>',
        (None, None, None, "https://truthsocial.com/@onareth/posts/1135566"),
    ),
    _post(
        "Telegram, drawn by a script",
        '<script async src="https://telegram.org/js/telegram-widget.js?22" '
        'data-telegram-post="porttessel/4411" data-width="100%"></script>',
        (None, None, None, "https://t.me/porttessel/4411"),
    ),
    _post(
        "Telegram, saved as its widget draws it",
        '<div class="tgme_widget_message" data-post="porttessel/4411"><div '
        'class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name" '
        'href="https://t.me/porttessel">Port of Tessel</a></div><div '
        'class="tgme_widget_message_text">The eastern quay is open again.</div><div '
        'class="tgme_widget_message_footer"><a href="https://t.me/porttessel/4411"><time '
        'datetime="2024-11-20T06:01:00+00:00">06:01</time></a></div></div>',
        ("Port of Tessel", None, "2024-11-20T06:01:00+00:00", "https://t.me/porttessel/4411"),
        "The eastern quay is open again.",
    ),
]
