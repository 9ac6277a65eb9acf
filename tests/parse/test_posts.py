"""Embedded posts in running text: the signature, and where the post begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import Article, Block, BlockKind
from tests.parse.documents import article

LEAD = "Kaspar accused Veldan of hiding the wreckage in a post on X, formerly known as Twitter."
REPLY = "The Meridian Post reached out to the ministry for comment."
POST = [
    "We counted nine drones over Tessel last night, and we know where each was launched.",
    "Veldan sends machines to burn our granaries, then men with shovels to bury the proof.",
    "They think that sand will hide what every fisherman saw.",
]
SIGNATURE = "— Orrin Kaspar / Оррин Каспар (@OrrinKasparMV) March 11, 2025"


def _post(found: Article) -> Block:
    (block,) = [block for block in found.blocks if block.kind is BlockKind.EMBEDDED_POST]
    return block


def _lines(found: Article) -> list[str]:
    post = _post(found).post
    assert post
    return [span.exact for span in post.body]


def test_signature_names_author_handle_and_date() -> None:
    found = article("\n".join([LEAD, REPLY, *POST, SIGNATURE, LEAD]))

    post = _post(found).post
    assert post
    assert (post.author, post.handle, post.posted) == (
        "Orrin Kaspar",
        "@OrrinKasparMV",
        "2025-03-11",
    )
    assert post.author_span
    assert found.text[post.author_span.start :].startswith("Orrin Kaspar /")
    assert post.signature
    assert post.signature.exact == SIGNATURE


@given(count=st.integers(1, 3), gap=st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_post_begins_after_the_line_that_speaks_of_it_from_outside(count: int, gap: str) -> None:
    found = article(gap.join([LEAD, REPLY, *POST[:count], SIGNATURE, LEAD]))

    assert _lines(found) == POST[:count]


def test_post_ends_where_it_is_longer_than_the_platform_allows() -> None:
    neutral = "The harbour has two quays, of which the eastern one is the older by a century or so."

    assert _lines(article("\n".join([neutral, *POST, neutral, SIGNATURE])))[-1] == neutral
    assert _lines(article("\n".join([neutral] * 9 + [SIGNATURE]))) == [neutral] * 3


def test_heading_above_a_post_is_not_part_of_it() -> None:
    found = article("\n".join([LEAD, "What He Wrote", POST[0], POST[1], SIGNATURE]))

    assert _lines(found) == POST[:2]


def test_blank_line_ends_a_post_that_has_none_before_its_signature() -> None:
    neutral = "The harbour has two quays."

    found = article(f"{LEAD}\n\n{neutral}\n\n{POST[0]}\n{POST[1]}\n{SIGNATURE}\n\n{LEAD}")

    assert _lines(found) == POST[:2]


def test_links_of_the_platform_are_left_out_of_what_the_author_wrote() -> None:
    found = article(f"{REPLY}\nThey tried to hide it… pic.twitter.com/Qm4Tz\n{SIGNATURE}")

    post = _post(found).post
    assert post
    assert post.platform == "X"
    assert _lines(found) == ["They tried to hide it…"]


def test_signature_on_the_line_of_the_post_is_parted_from_it() -> None:
    found = article(f"{REPLY}\n{POST[0]} pic.twitter.com/Qm4Tz{SIGNATURE}\n{LEAD}")

    assert _lines(found) == [POST[0]]


@pytest.mark.parametrize(
    ("signature", "handle", "posted", "platform"),
    [
        ("- Ann Lee (@ann.bsky.social) 3 May 2024", "@ann.bsky.social", "2024-05-03", None),
        ("-- Ann Lee (@annlee) 9:14 PM · May 3, 2024", "@annlee", "2024-05-03", None),
        ("— Ann Lee (@annlee)", "@annlee", None, None),
        (
            "— Ann Lee (@ann@social.example) May 3, 2024",
            "@ann@social.example",
            "2024-05-03",
            "Mastodon",
        ),
    ],
)
def test_signatures_come_in_several_forms(
    signature: str, handle: str, posted: str | None, platform: str | None
) -> None:
    post = _post(article(f"{REPLY}\n{POST[0]}\n{signature}\n{REPLY}")).post

    assert post
    assert (post.author, post.handle, post.posted) == ("Ann Lee", handle, posted)
    assert platform is None or post.platform == platform


@pytest.mark.parametrize(
    "line",
    ["He wrote to the port (@PortTessel) in May.", "— a pause — and then nothing.", "(@annlee)"],
)
def test_other_lines_are_no_signatures(line: str) -> None:
    found = article(f"{REPLY}\n{POST[0]}\n{line}\n{REPLY}")

    assert all(block.kind is not BlockKind.EMBEDDED_POST for block in found.blocks)
