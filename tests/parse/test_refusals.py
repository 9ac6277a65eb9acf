"""Documents that cannot become articles, and what their senders are told."""

import pytest

from functions.parse.errors import ParseError
from schemas.failure import FailureCode
from tests.parse.documents import article

_PADDING = bytes(range(256))


def _refusal(body: bytes | str, key: str = "a.txt") -> ParseError:
    with pytest.raises(ParseError) as caught:
        article(body, key)
    return caught.value


@pytest.mark.parametrize("body", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", "\u200b\n\ufeff".encode()])
def test_empty_documents_are_refused_as_empty(body: bytes) -> None:
    assert _refusal(body).code is FailureCode.EMPTY


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"BM" + _PADDING, "a BMP image"),
        (b"PK\x03\x04....xl/workbook.xml" + _PADDING, "an Excel workbook"),
        (b"PK\x03\x04....notes.txt" + _PADDING, "a ZIP archive"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"{\\rtf1 hello}", "an RTF document"),
        (b"\x00\x01\x02" + _PADDING, "binary data"),
        (b'<?xml version="1.0"?><rss><channel/></rss>', "an XML document"),
        (b'[{"headline": "x"}]', "JSON data"),
    ],
)
def test_other_kinds_of_file_are_refused_by_name(body: bytes, name: str) -> None:
    refusal = _refusal(body)

    assert refusal.code is FailureCode.UNSUPPORTED
    assert name in refusal.message


@pytest.mark.parametrize("opening", ["BMW said", "MZ Wallace", "ID3 tags", "PAR1 is", "Rar! he"])
def test_words_that_look_like_a_signature_are_text(opening: str) -> None:
    assert article(f"{opening} on Monday that it would stop.").text.startswith(opening)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_is_decoded_by_evidence(encoding: str) -> None:
    text = "The café’s owner – a “stubborn” man – paid €40 in Málaga."

    assert article(text.encode(encoding)).text == text


def test_declared_charset_of_the_content_type_is_used() -> None:
    text = "Порт закрыт третий день подряд, сообщили власти."

    found = article(text.encode("koi8-r"), "a.txt", "text/plain; charset=koi8-r")

    assert found.text == text


@pytest.mark.parametrize(
    "body",
    [
        "Порт закрыт третий день подряд.".encode("koi8-r"),
        "港は三日間閉鎖されている。".encode("shift_jis"),
        "The café’s owner – a “stubborn” man.".encode()[:-4] + b"\xe2\x80 said.",
        b"\xff\xfe\x00\xd8",
        b"plain \x81\x8d words",
    ],
)
def test_undecodable_text_is_refused(body: bytes) -> None:
    assert _refusal(body).code is FailureCode.UNDECODABLE


@pytest.mark.parametrize(
    "body", ["<html><body></body></html>", "<!doctype html><html><nav>Home</nav></html>"]
)
def test_page_without_an_article_is_refused(body: str) -> None:
    assert _refusal(body, "a.html").code is FailureCode.NO_ARTICLE


def test_markdown_of_front_matter_alone_is_refused() -> None:
    assert _refusal("---\ntitle: Only this\n---\n", "a.md").code is FailureCode.NO_ARTICLE


def test_markdown_with_a_bracket_bomb_is_refused() -> None:
    assert _refusal("![" * 30_000, "a.md").code is FailureCode.CORRUPT


def test_longer_than_the_format_is_read_is_refused() -> None:
    assert _refusal("a" * 500_001, "a.md").code is FailureCode.TOO_LARGE
