"""Mails, feeds and lists end as their members; a feed that comes again keeps what it still has."""

import json

import pytest

from schemas.failure import FailureCode
from schemas.identity import article_id
from schemas.table import State
from tests.parse.feeds import rss, rss_item
from tests.parse.ingestion import Ingestion
from tests.parse.mails import attachment, leaf, mail, multipart
from tests.parse.news import SENTENCE, item, message

PARSED, FAILED, EXPANDED = State.PARSED, State.FAILED, State.EXPANDED
MAIL = mail(
    multipart(
        leaf(),
        attachment(SENTENCE, "text/plain", "a.txt"),
        attachment("{\\rtf1 words}", "application/rtf", "b.rtf"),
        attachment("GIF89a", "image/gif", "c.gif"),
        leaf(mail().decode(), "message/rfc822"),
    )
)


def run(*bodies: bytes, key: str) -> Ingestion:
    """Versions of one object, each dealt with before the next."""
    world = Ingestion()
    for body in bodies:
        world.put(body, key)
        world.run()
    return world


def members(world: Ingestion) -> set[str]:
    return {name for name, state in world.states().items() if state is PARSED}


def test_mail_with_attachments_becomes_the_mail_and_each_attachment() -> None:
    world = run(MAIL, key="a.eml")

    assert world.row(key="a.eml")["state"] == EXPANDED
    assert world.states() == {
        "message.eml": PARSED,
        "a.txt": PARSED,
        "b.rtf": FAILED,
        "attachment-3.eml": PARSED,
    }
    failed = world.row("b.rtf", key="a.eml")
    assert failed["failure"]["code"] == FailureCode.UNSUPPORTED


def test_mail_without_attachments_is_an_article() -> None:
    world = run(mail(), key="a.eml")

    assert world.row(key="a.eml")["state"] == PARSED
    assert world.states() == {}


def test_mail_whose_attachments_go_becomes_an_article() -> None:
    world = run(MAIL, mail(), key="a.eml")

    assert world.row(key="a.eml")["state"] == PARSED
    assert world.states() == {}
    assert world.member_rows() == 0


def test_feed_that_comes_again_keeps_the_ids_of_its_items_and_drops_those_that_went() -> None:
    old = [rss_item(guid) for guid in ("c", "b", "a")]
    new = [rss_item(guid) for guid in ("d", "c", "b")]

    before = members(run(rss(old), key="news.rss"))
    world = run(rss(old), rss(new), key="news.rss")
    after = members(world)

    assert len(before) == len(after) == 3
    assert len(before & after) == 2
    assert after == members(run(rss(new), key="news.rss"))
    (gone,) = before - after
    row = world.row(gone, key="news.rss")
    assert row["state"] == State.DELETED
    assert row["article_id"] == article_id("inbox", "news.rss", gone)
    assert world.member_rows() == 3


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("a.json", json.dumps({"articles": [{"text": SENTENCE}, {"text": SENTENCE * 2}]}).encode()),
        ("a.xml", message(item(), item()).encode()),
    ],
)
def test_lists_and_messages_become_their_items(key: str, body: bytes) -> None:
    world = run(body, key=key)

    assert world.row(key=key)["state"] == EXPANDED
    assert len(members(world)) == 2
