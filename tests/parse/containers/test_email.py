"""Mails with attachments: the mail itself and each attachment once."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.parse.errors import ParseError
from schemas.article import Format, NoticeCode
from schemas.failure import FailureCode
from tests.parse.containers.archives import kind, limits, names, parts
from tests.parse.documents import article
from tests.parse.mails import HEAD, attachment, leaf, mail, multipart, with_attachments
from tests.parse.news import OTHER, SENTENCE

PICTURE = leaf("iVBORw0KGgo=", "image/png", "Content-Id: <a>\r\nContent-Disposition: inline\r\n")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (mail(), None),
        (mail(multipart(leaf(), leaf("Sent by a list."))), None),
        (mail(multipart(leaf(), leaf("<p>x</p>", "text/html"), kind="alternative")), None),
        (mail(multipart(leaf("<p>x</p>", "text/html"), PICTURE, kind="related")), None),
        (mail(multipart(leaf(), leaf("x", "application/pgp-signature"), kind="signed")), None),
        (mail(leaf("Content-Disposition: attachment; filename=a.txt\r\n\r\nWords.")), None),
        (mail(multipart(leaf(), attachment("x", "image/jpeg", "a.jpg"))), None),
        (mail(multipart(leaf(), attachment("x", "application/octet-stream", "a.JPG"))), None),
        (mail(multipart(leaf(), attachment("x", "text/calendar", "a.ics"))), None),
        (mail(multipart(leaf(), attachment("x", "application/octet-stream", "a.pdf"))), "email"),
        (mail(multipart(leaf(), attachment("x", "text/plain", "a.txt"))), "email"),
        (mail(multipart(leaf(), leaf("x", "application/pdf"))), "email"),
        (mail(multipart(leaf(), leaf(mail().decode(), "message/rfc822"))), "email"),
        (mail(multipart(multipart(leaf(), boundary="c"), leaf("x", "application/pdf"))), "email"),
        (mail(multipart(leaf("x " * 99_000), attachment("x", "text/plain", "a.txt"))), "email"),
        (SENTENCE.encode(), None),
    ],
    ids=str,
)
def test_mail_is_a_container_if_something_is_attached(body: bytes, expected: str | None) -> None:
    assert kind(body, "a.eml") == expected
    assert kind(body, "a") == expected


def test_parts_are_the_mail_and_what_is_attached() -> None:
    body = mail(
        multipart(
            multipart(leaf(), leaf("<p>x</p>", "text/html"), kind="alternative", boundary="c"),
            PICTURE,
            attachment("aGVsbG8=\r\n", "application/pdf", "a.pdf").replace(
                "\r\n\r\n", "\r\nContent-Transfer-Encoding: base64\r\n\r\n", 1
            ),
            attachment("caf\udce9", "text/plain; charset=iso-8859-1", "b.txt"),
        )
    )
    message, first, second = parts(body, "email")

    assert (message.name, message.content_type) == ("message.eml", "message/rfc822")
    assert (first.name, first.content_type, first.body) == ("a.pdf", "application/pdf", b"hello")
    assert second.content_type == "text/plain; charset=iso-8859-1"
    assert second.body == b"caf\xe9"


def test_pictures_that_are_attached_are_passed_over_and_counted(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    pictures = [attachment("GIF89a", "image/gif", f"{number}.gif") for number in range(2)]
    body = mail(multipart(leaf(), *pictures, attachment("words", "text/plain", "a.txt")))

    assert [part.name for part in parts(body, "email")] == ["message.eml", "a.txt"]
    assert [record.__dict__["passed_over"] for record in caplog.records] == [{"image/gif": 2}]


def test_mail_itself_is_read_with_its_header() -> None:
    (message, *_) = parts(with_attachments([("a.txt", "x")]), "email")

    found = article(message.body, "message.eml", message.content_type)

    assert kind(message.body, "message.eml") is None
    assert found.format is Format.EMAIL
    assert found.text == f"Bridge stays shut\n\n{SENTENCE}\n\n{OTHER}"
    assert (found.byline, found.published) == (["Ada Stone"], "2025-03-03T10:00:00+01:00")


def test_mail_without_a_text_has_only_its_attachments() -> None:
    assert names(mail(multipart(attachment("x", "text/plain", "a.txt"))), "email") == ["a.txt"]
    assert names(mail(leaf("x", "application/pdf")), "email") == ["attachment-1.pdf"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\drops\\\\a.txt", "a.txt"),
        ("a!/b.txt", "b.txt"),
        ("..", "attachment-1.txt"),
        ("a\tb.txt", "a b.txt"),
        ("=?utf-8?q?caf=C3=A9.txt?=", "café.txt"),
        ("x" * 400 + ".txt", "x" * 116 + ".txt"),
        ("message.eml", "message~2.eml"),
    ],
)
def test_names_are_safe_and_no_other_has_them(given: str, expected: str) -> None:
    assert names(with_attachments([(given, "x")]), "email") == ["message.eml", expected]


def test_names_in_pieces_are_put_together() -> None:
    held = leaf(
        "x",
        more="Content-Disposition: attachment; filename*0*=utf-8''caf%C3%A9; filename*1*=.txt\r\n",
    )

    assert names(mail(multipart(leaf(), held)), "email")[1] == "café.txt"


def test_part_that_is_cut_off_says_so() -> None:
    held = multipart(leaf(), attachment("x", "text/plain", "a.txt"), closed=False)

    message, last = parts(mail(held), "email")

    assert not message.notices
    assert [notice.code for notice in last.notices] == [NoticeCode.CUT_OFF]


def test_mail_that_is_attached_is_a_mail_again() -> None:
    inner = with_attachments([("a.txt", "x")], boundary="=c").decode()
    held = parts(mail(multipart(leaf(), leaf(inner, "message/rfc822"))), "email")[1]

    assert kind(held.body, held.name, held.content_type) == "email"
    assert names(held.body, "email") == ["message.eml", "a.txt"]


def test_more_attachments_than_members_are_refused() -> None:
    body = with_attachments([("a.txt", "x")] * 5)

    with pytest.raises(ParseError) as caught:
        parts(body, "email", limits(members=5))
    assert caught.value.code is FailureCode.TOO_MANY


LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters="\r\n"))


@given(st.lists(st.tuples(LETTERS, LETTERS.map(str.strip)), min_size=1, max_size=8))
def test_what_is_attached_comes_out_once_in_order_under_the_same_names(
    pairs: list[tuple[str, str]],
) -> None:
    body = with_attachments([(name.replace('"', ""), f"text {content}") for name, content in pairs])

    found = parts(body, "email")

    assert [part.body.decode() for part in found[1:]] == [f"text {content}" for _, content in pairs]
    assert len({part.name for part in found}) == len(found)
    assert found == parts(body, "email")
    assert HEAD.splitlines()[0].encode() in found[0].body
