"""Mails: what is read of them, and what their headers say."""

import quopri
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.parse.errors import EncryptedError
from schemas.article import Article, BlockKind, FieldBasis, Format, NoticeCode
from tests.parse.documents import article, blocks_of
from tests.parse.mails import HEAD, leaf, mail, multipart
from tests.parse.news import OTHER, SENTENCE, paragraphs

PAGE = f"<html><body>{paragraphs([SENTENCE, OTHER])}</body></html>"


def read(body: bytes, key: str = "a.eml") -> Article:
    return article(body, key)


def head(**fields: str) -> str:
    return HEAD + "".join(f"{k.replace('_', '-')}: {v}\r\n" for k, v in fields.items())


@pytest.mark.parametrize("key", ["a.eml", "a.txt", "a", "a.html"])
def test_mail_is_told_by_its_header_whatever_it_is_called(key: str) -> None:
    found = read(mail(), key)

    assert found.format is Format.EMAIL
    assert found.text == f"Bridge stays shut\n\n{SENTENCE}\n\n{OTHER}"
    assert found.title == "Bridge stays shut"
    assert found.byline == ["Ada Stone"]
    assert found.published == "2025-03-03T10:00:00+01:00"
    assert found.field_basis["published"] is FieldBasis.MAIL_HEADER


def test_text_that_only_begins_like_a_field_is_no_mail() -> None:
    assert read(f"Subject: {SENTENCE}\n\n{OTHER}".encode(), "a.txt").format is Format.TEXT


def test_sender_that_is_no_person_is_an_organisation() -> None:
    found = read(mail(head="From: Example Press <a@b.c>\r\nSubject: x\r\nDate: y\r\n"))

    assert (found.byline, found.organisations) == ([], ["Example Press"])


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ('"Stone, Ada" <a@b.c>', ["Ada Stone"]),
        ("=?utf-8?q?Ad=C3=A9la_St=C3=B8ne?= <a@b.c>", ["Adéla Støne"]),
        (
            "=?iso-8859-1?B?QWTpbGEgU3T4bmU=?= <a@b.c>, Ben Hill <b@b.c>",
            ["Adéla Støne", "Ben Hill"],
        ),
        ("Ada Stone via Announce <a@b.c>", ["Ada Stone"]),
        ("Adéla Støne <a@b.c>", ["Adéla Støne"]),
        ("ada@example.org", []),
    ],
)
def test_names_of_senders_are_decoded(sender: str, expected: list[str]) -> None:
    found = read(mail(head=f"From: {sender}\r\nSubject: x\r\nDate: y\r\n"))

    assert found.byline == expected


def test_list_language_and_archive_are_read() -> None:
    more = head(
        List_Id='"Example News" <news.example.org>',
        Content_Language="en-GB",
        Archived_At="<https://example.org/1>",
    )
    found = read(mail(head=more))

    assert (found.publisher, found.language) == ("Example News", "en-GB")
    assert found.url == "https://example.org/1"


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "8bit"),
        ("iso-8859-1", "8bit"),
        ("utf-8", "base64"),
        ("windows-1252", "quoted-printable"),
        ("utf-16", "base64"),
        ("iso-2022-jp", "7bit"),
    ],
)
def test_texts_are_decoded_from_their_charset_and_encoding(charset: str, encoding: str) -> None:
    text = "市長は橋を閉鎖すると述べた。" if "jp" in charset else "The café said no."
    sent = text.encode(charset)
    if encoding == "base64":
        sent = b64encode(sent)
    if encoding == "quoted-printable":
        sent = quopri.encodestring(sent)
    start = f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {encoding}"
    found = read(f"{HEAD}{start}\r\n\r\n".encode() + sent)

    assert text in found.text


def test_html_is_read_where_it_says_as_much_as_the_plain_text() -> None:
    both = multipart(leaf("Plain text."), leaf(PAGE, "text/html"), kind="alternative")

    found = read(mail(both))

    assert blocks_of(found, BlockKind.PARAGRAPH) == [SENTENCE, OTHER]


def test_plain_text_is_read_where_the_html_says_less() -> None:
    both = multipart(leaf(), leaf("<p>Please see the text.</p>", "text/html"), kind="alternative")

    assert OTHER in read(mail(both)).text


def test_texts_that_follow_each_other_are_all_read() -> None:
    found = read(mail(multipart(leaf(paragraphs([SENTENCE]), "text/html"), leaf(OTHER))))

    assert blocks_of(found, BlockKind.PARAGRAPH) == [SENTENCE, OTHER]


def test_quotations_and_signature_are_blocks_of_their_own() -> None:
    text = f"{SENTENCE}\n\nOn 3 March 2025, Ben Hill wrote:\n> {OTHER}\n>> Older words here.\n\nSo it is.\n-- \nAda\nExample"  # noqa: E501
    found = read(mail(leaf(text)))

    assert blocks_of(found, BlockKind.BLOCK_QUOTE) == [OTHER, "Older words here."]
    assert blocks_of(found, BlockKind.FOOTER) == ["Ada", "Example"]
    assert "On 3 March 2025, Ben Hill wrote:" in blocks_of(found, BlockKind.PARAGRAPH)
    assert ">" not in found.text


@pytest.mark.parametrize(
    "line", ["On Mon, 3 Mar 2025 at 10:00, Ben Hill wrote:", "-----Original Message-----"]
)
def test_mail_that_is_quoted_without_marks_is_a_quotation(line: str) -> None:
    found = read(mail(leaf(f"{SENTENCE}\n\n{line}\n\n{OTHER}")))

    assert blocks_of(found, BlockKind.BLOCK_QUOTE) == [OTHER]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("-----Original Message-----", BlockKind.BLOCK_QUOTE),
        ("---------- Forwarded message ---------", BlockKind.PARAGRAPH),
        ("Begin forwarded message:\n", BlockKind.PARAGRAPH),
    ],
)
def test_headers_of_a_mail_that_is_passed_on_are_no_words_of_it(line: str, kind: BlockKind) -> None:
    headers = "From: Ben Hill <b@example.org>\nDate: Monday\nSubject: Bridge\nTo: <a@example.org>"
    found = read(mail(leaf(f"{SENTENCE}\n\n{line}\n{headers}\n\n{OTHER}")))

    assert OTHER in blocks_of(found, kind)
    assert blocks_of(found, BlockKind.PARAGRAPH)[0] == SENTENCE
    assert not any("Ben Hill" in words for words in blocks_of(found, BlockKind.PARAGRAPH))
    assert any("Ben Hill" in words for words in blocks_of(found, BlockKind.FOOTER))


def test_line_that_says_who_wrote_what_follows_may_be_broken_once() -> None:
    line = "On Mon, 3 Mar 2025 at 10:00, Ben Hill\n<ben@example.org> wrote:"
    found = read(mail(leaf(f"{SENTENCE}\n\n{line}\n> {OTHER}")))

    assert blocks_of(found, BlockKind.PARAGRAPH) == [SENTENCE, line.replace("\n", " ")]
    assert blocks_of(found, BlockKind.BLOCK_QUOTE) == [OTHER]


@pytest.mark.parametrize("given", ["", "; boundary=other", '; boundary=""', "; boundary"])
def test_boundary_that_is_another_than_the_one_given_is_found(given: str) -> None:
    body = multipart(leaf(SENTENCE)).replace('; boundary="=b"', given)

    assert read(mail(body)).text == f"Bridge stays shut\n\n{SENTENCE}"


def test_page_that_a_browser_saved_as_a_mail_has_no_sender_and_no_date() -> None:
    given = head(Snapshot_Content_Location="https://example.org/1")
    more = given.replace("Ada Stone <ada@example.org>", "<Saved by Blink>")
    found = read(mail(multipart(leaf(PAGE, "text/html"), kind="related"), more))

    assert (found.url, found.published, found.byline) == ("https://example.org/1", None, [])


@pytest.mark.parametrize(
    "kind", ["multipart/encrypted; boundary=x", "application/pkcs7-mime; smime-type=enveloped-data"]
)
def test_encrypted_mail_says_what_to_do(kind: str) -> None:
    with pytest.raises(EncryptedError) as caught:
        read(mail(leaf("MIIB", kind)))
    assert "decrypted" in caught.value.remedy


@pytest.mark.parametrize(("delsp", "gap"), [("", ""), ("; delsp=yes", " ")])
def test_flowed_lines_are_joined(delsp: str, gap: str) -> None:
    text = f"The mayor said {gap}\r\nso on {gap}\r\nMonday.\r\n\r\n> He was {gap}\r\n> right.\r\n"
    found = read(mail(leaf(text, f"text/plain; format=flowed{delsp}")))

    assert "The mayor said so on Monday." in blocks_of(found, BlockKind.PARAGRAPH)
    assert blocks_of(found, BlockKind.BLOCK_QUOTE) == ["He was right."]


def test_mail_that_is_cut_off_says_so() -> None:
    found = read(mail(multipart(leaf(), closed=False)))

    assert [notice.code for notice in found.notices] == [NoticeCode.CUT_OFF]


TEXTS = st.lists(
    st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1), min_size=1, max_size=9
)


@given(TEXTS)
def test_every_word_comes_once_in_order_and_grounded(texts: list[str]) -> None:
    found = read(mail(leaf("\r\n\r\n".join(texts))))

    assert found.text.split() == [*["Bridge", "stays", "shut"], *texts]
    assert all(span.exact == found.text[span.start : span.end] for span in found.spans())
