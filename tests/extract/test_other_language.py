"""Articles in languages that are not read well: what marks show is taken, nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.extract.engine import extract
from schemas.article import Article, Notice, NoticeCode
from schemas.claim import Claim, CueClass, Directness, Polarity
from schemas.coverage import NoClaimReason
from schemas.spans import check_grounded
from tests.factories import Part, article, heading, post

NOTICE = Notice(code=NoticeCode.OTHER_LANGUAGE, message="It is in another language.")


def _foreign(*parts: str | Part) -> Article:
    return article(*parts, notices=[NOTICE])


def _words(claim: Claim) -> str:
    return " ".join(piece.exact for piece in claim.content)


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ("„Die Brücke ist sicher“, sagte Ada Berg.", "Die Brücke ist sicher"),
        ("« Le pont est très sûr », a dit Ada Berg.", "Le pont est très sûr"),
        ("市长说“这座桥是安全的，不会关闭”。", "这座桥是安全的，不会关闭"),
        ("Ada Berg dijo: «El puente es seguro».", "El puente es seguro"),
        ("市长说：「这座桥是安全的，不会关闭。」", "这座桥是安全的，不会关闭。"),
        ("وقالت: «الجسر القديم آمن تماما».", "الجسر القديم آمن تماما"),
    ],
)
def test_quotation_is_a_claim_of_nobody_known(sentence: str, quoted: str) -> None:
    (claim,) = extract(_foreign(sentence)).claims

    assert _words(claim) == quoted
    assert (claim.source, claim.cue, claim.cue_class) == (None, None, CueClass.NONE)
    assert claim.directness is Directness.DIRECT
    assert claim.kind is None
    assert claim.provenance.rule == "quotation-marks"


def test_denial_in_quotation_marks_stands_in_its_own_words() -> None:
    (claim,) = extract(_foreign("« Nous n’avons pas coulé le bateau », dit-elle.")).claims

    assert _words(claim) == "Nous n’avons pas coulé le bateau"
    assert claim.polarity is Polarity.AFFIRMED


def test_title_in_marks_is_no_claim() -> None:
    extraction = extract(_foreign("Le journal « La Voix » paraît le lundi."))

    assert extraction.claims == []
    assert [s.reason for s in extraction.coverage.sentences] == [NoClaimReason.OTHER_LANGUAGE]


def test_quotation_over_paragraphs_is_one_claim() -> None:
    parts = ("„Die Brücke ist sicher.", "„Sie bleibt den Winter über offen“, sagte Ada Berg.")
    (claim,) = extract(_foreign(*parts)).claims

    assert [piece.exact for piece in claim.content] == [
        "Die Brücke ist sicher.",
        "Sie bleibt den Winter über offen",
    ]


def test_embedded_post_is_its_author_s() -> None:
    (claim,) = extract(_foreign(post("Die Brücke ist sicher.", "Ada Berg"))).claims

    assert claim.directness is Directness.EMBEDDED_POST
    assert claim.source
    assert claim.source.canonical == "Ada Berg"


def test_same_words_twice_are_two_claims() -> None:
    line = "„Die Brücke ist sicher“, hieß es."
    first, second = extract(_foreign(line, line)).claims

    assert first.claim_id != second.claim_id


def test_heading_is_covered_as_one() -> None:
    extraction = extract(_foreign(heading("„Die Brücke ist ganz sicher“"), "Sie bleibt offen."))

    reasons = [sentence.reason for sentence in extraction.coverage.sentences]
    assert reasons == [NoClaimReason.HEADING, NoClaimReason.OTHER_LANGUAGE]


PARAGRAPHS = st.text("ab ä„“«»「」\"'.\n", max_size=60).filter(str.strip)


@given(st.lists(PARAGRAPHS, min_size=1, max_size=4))
def test_every_span_is_grounded_and_every_sentence_covered(paragraphs: list[str]) -> None:
    found = _foreign(*(paragraph.strip() for paragraph in paragraphs))
    extraction = extract(found)

    for claim in extraction.claims:
        check_grounded(found.text, claim.spans())
    assert all(s.claims or s.reason for s in extraction.coverage.sentences)
