"""The language of an article: told by its words, whatever its file declares."""

import pytest

from schemas.article import FieldBasis, NoticeCode
from tests.parse.documents import article, page

ENGLISH = "The mayor said on Monday that the old bridge was safe and would not be closed. "
OTHERS = {
    "de": "Der Bürgermeister sagte am Montag, die alte Brücke sei sicher und bleibe offen. ",
    "fr": "Le maire a déclaré lundi que le vieux pont était sûr et resterait ouvert. ",
    "es": "El alcalde dijo el lunes que el viejo puente era seguro y seguiría abierto. ",
    "ru": "Мэр заявил в понедельник, что старый мост безопасен и останется открытым. ",
    "uk": "Мер заявив у понеділок, що старий міст безпечний і залишиться відкритим. ",
    "ar": "قال رئيس البلدية يوم الاثنين إن الجسر القديم آمن وسيظل مفتوحا أمام السيارات. ",
    "zh": "市长星期一表示，这座老桥是安全的，将继续开放，工程师的报告下个月公布。",
    "tr": "Belediye başkanı pazartesi günü eski köprünün güvenli olduğunu söyledi. ",
}


def test_language_of_a_file_that_declares_none_is_that_of_its_words() -> None:
    found = article(ENGLISH * 3)

    assert found.language == "en"
    assert found.field_basis["language"] is FieldBasis.INFERRED
    assert found.notices == []


@pytest.mark.parametrize("tag", OTHERS)
def test_article_in_another_language_says_so(tag: str) -> None:
    found = article(OTHERS[tag] * 3)

    assert found.detected_language
    assert found.detected_language.tag == tag
    assert [notice.code for notice in found.notices] == [NoticeCode.OTHER_LANGUAGE]
    assert not any(notice.code.is_partial for notice in found.notices)


def test_declared_language_that_the_words_are_not_in_is_kept_and_doubted() -> None:
    found = article(page("<p>Hier.</p>", lang="de"), "page.html")

    assert found.language == "de"
    assert found.uncertain == ["language"]
    assert found.detected_language
    assert found.detected_language.tag == "en"


def test_declared_region_is_no_disagreement() -> None:
    found = article(page("", lang="en-GB"), "page.html")

    assert (found.language, found.uncertain) == ("en-GB", [])


def test_quotation_in_another_language_leaves_the_article_in_its_own() -> None:
    found = article(f"{ENGLISH}\n\n«{OTHERS['fr']}»\n\n{ENGLISH * 3}\n\n{ENGLISH}")

    assert found.detected_language
    assert found.detected_language.tag == "en"


@pytest.mark.parametrize("text", ["12 345 678 90 %", "Hm.", "= 3 x 4 + 5 : 6 = 7"])
def test_text_of_hardly_a_word_is_of_no_certain_language(text: str) -> None:
    found = article(text)

    assert found.detected_language
    assert found.detected_language.tag == "und"
    assert found.language is None
