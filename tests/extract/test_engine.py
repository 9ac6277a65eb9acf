"""The extraction as a whole: the hard cases of real articles, in sentences of their own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.extract.engine import extract, extract_linked
from functions.extract.engine.attribution import Attribution, Label, Tag
from schemas.article import Article
from schemas.claim import (
    Claim,
    CueClass,
    Directness,
    Medium,
    Polarity,
    Resolution,
    SourceType,
    VerificationStatus,
)
from schemas.coverage import Coverage, NoClaimReason
from tests.factories import article, attribution, block_quote, footer, heading, post, tag


def _claims(found: Article, *attributions: Attribution) -> list[Claim]:
    return extract_linked(found, attributions, "test").claims


def _words(claim: Claim) -> str:
    return " ".join(piece.exact for piece in claim.content)


def _reasons(found: Article, coverage: Coverage) -> dict[str, NoClaimReason | None]:
    return {found.text[s.start : s.end]: s.reason for s in coverage.sentences}


def test_extract_takes_no_claim_from_headings_and_footers() -> None:
    found = article(
        heading("Nord says mill burned"),
        "The mill burned.",
        footer("The post Nord Says Mill Burned appeared first on The Daily Example."),
    )
    extraction = extract(found)
    assert [_words(claim) for claim in extraction.claims] == ["The mill burned."]
    assert extraction.claims[0].context.section == "Nord says mill burned"
    reasons = list(_reasons(found, extraction.coverage).values())
    assert reasons == [NoClaimReason.HEADING, None, NoClaimReason.FOOTER]


def test_extract_gives_the_denial_its_polarity() -> None:
    found = article("Norway has denied that its ships left port.")
    (claim,) = extract(found).claims
    assert (claim.cue_class, claim.polarity) == (CueClass.DENY, Polarity.DENIED)
    assert _words(claim) == "its ships left port"


def test_extract_takes_a_denial_in_the_source_s_own_words_as_it_stands() -> None:
    text = "“We did not sink the ship,” Ida Berg denied."
    given_ = attribution(text, "“We did not sink the ship,”", source="Ida Berg", cue="denied")
    (claim,) = _claims(article(text), given_)
    # Then the class still tells that it is a denial, but the words are what the source holds
    assert (claim.cue_class, claim.polarity) == (CueClass.DENY, Polarity.AFFIRMED)


def test_extract_denies_what_a_scare_quote_names() -> None:
    text = "Ida Berg denied “the sinking of a ship”."
    given_ = attribution(text, "“the sinking of a ship”", source="Ida Berg", cue="denied")
    (claim,) = _claims(article(text), given_)
    assert claim.polarity is Polarity.DENIED


def test_extract_gives_no_position_where_none_was_taken() -> None:
    (claim,) = extract(article("Norway has not confirmed or denied the loss of a ship.")).claims
    assert claim.cue_class is CueClass.NEITHER_CONFIRM_NOR_DENY
    assert claim.polarity is Polarity.NO_POSITION


def test_extract_names_the_source_behind_the_wire_service() -> None:
    text = "Norway reported that at least 12 ships were lost, according to Reuters."
    found = article(text)
    inner = attribution(text, "that at least 12 ships were lost", source="Norway", cue="reported")
    outer = attribution(text, source="Reuters", cue="according to")
    (claim,) = _claims(found, inner, outer)
    assert claim.source is not None
    assert claim.source.canonical == "Norway"
    names = [link.name for link in claim.attribution_chain]
    assert names == ["The Daily Example", "Reuters", "Norway"]
    assert [link.cue.exact if link.cue else None for link in claim.attribution_chain] == [
        None,
        "according to",
        "reported",
    ]


def test_extract_names_the_source_inside_what_the_wire_service_reports() -> None:
    text = "Reuters reported that Norway said the ships were lost."
    outer = attribution(text, "Norway said the ships were lost", source="Reuters", cue="reported")
    inner = attribution(text, "the ships were lost", source="Norway", cue="said")
    (claim,) = _claims(article(text), outer, inner)
    assert _words(claim) == "the ships were lost"
    assert [link.name for link in claim.attribution_chain][1:] == ["Reuters", "Norway"]


@pytest.mark.parametrize("wire", ["Reuters", "The Associated Press", "AFP", "TASS"])
def test_extract_never_makes_a_wire_service_the_claimant(wire: str) -> None:
    text = f"{wire} reported that 12 ships were lost."
    given_ = attribution(text, "that 12 ships were lost", source=wire, cue="reported")
    (claim,) = _claims(article(text), given_)
    assert claim.source is not None
    assert claim.source.type is SourceType.UNNAMED
    assert claim.attribution_chain[-1].name == wire.removeprefix("The ")


def test_extract_links_a_source_within_a_source() -> None:
    text = "Ida Berg said that Ola Nord had called the mill a ruin."
    outer = attribution(
        text, "that Ola Nord had called the mill a ruin", source="Ida Berg", cue="said"
    )
    inner = attribution(text, "the mill a ruin", source="Ola Nord", cue="had called")
    first, second = _claims(article(text), outer, inner)
    assert [link.name for link in second.attribution_chain][1:] == ["Ida Berg", "Ola Nord"]
    assert first.source is not None
    assert first.source.canonical == "Ida Berg"


def test_extract_gives_one_claim_to_a_post_and_the_quotation_that_repeats_it() -> None:
    # Given a post that is cut short, and the quotation of it in full
    found = article(
        post("They tried to sink every ship of… pic.twitter.com/x https://t.co/x", "Ida Berg"),
        "Ida Berg wrote: “They tried to sink every ship of the Norwegian fleet. It failed.”",
    )
    claims = extract(found).claims
    # Then the whole form is the claim, and the post its other place
    whole = next(c for c in claims if "fleet" in _words(c))
    assert [o.directness for o in whole.occurrences] == [Directness.EMBEDDED_POST]
    assert whole.occurrences[0].content[0].exact.startswith("They tried to sink every ship of…")
    assert whole.occurrences[0].context.medium is Medium.EMBEDDED_POST
    assert len(claims) == 2


def test_extract_gives_a_post_to_the_one_who_signed_it() -> None:
    found = article("Ida Berg left.", post("The sea is cold.\nNobody swims.", "Ida Berg"))
    by_post = [c for c in extract(found).claims if c.directness is Directness.EMBEDDED_POST]
    assert [_words(claim) for claim in by_post] == ["The sea is cold.", "Nobody swims."]
    assert {c.source.canonical for c in by_post if c.source} == {"Ida Berg"}
    assert len({c.attribution_id for c in by_post}) == 1
    assert list(_reasons(found, extract(found).coverage).values())[-1] in {
        NoClaimReason.POST_SIGNATURE,
        None,
    }


def test_extract_takes_a_repeated_quotation_without_marks_for_the_source() -> None:
    words = "The whole fleet of the north was lost at sea."
    found = article(words, f"“{words}” said Ida Berg.")
    text = found.text
    given_ = attribution(text, f"“{words}”", source="Ida Berg", cue="said")
    (claim,) = _claims(found, given_)
    assert claim.source is not None
    assert claim.source.canonical == "Ida Berg"
    assert claim.occurrences[0].directness is Directness.UNATTRIBUTED


def test_extract_keeps_equal_words_of_two_sources_apart() -> None:
    found = article("“It is the end of the mill,” said Ida Berg.",
                    "“It is the end of the mill,” said Ola Nord.")  # fmt: skip
    text = found.text
    quote = "“It is the end of the mill,”"
    first = attribution(text, quote, source="Ida Berg", cue="said")
    second = attribution(text, quote, source="Ola Nord", cue="said", after=40)
    one, two = _claims(found, first, second)
    assert one.claim_id != two.claim_id
    assert not one.occurrences


def test_extract_applies_a_verification_note_to_the_claims_of_its_source_on_the_matter() -> None:
    found = article(
        "Ida Berg has alleged that sailors burned the northern mill of Alder.",
        "The Daily Example has been unable to independently verify Berg’s allegations.",
        "Berg said that the weather was fine.",
        "“Those sailors burned our northern mill in Alder at night,” Berg said.",
    )
    extraction = extract(found)
    status = {_words(c): c.verification for c in extraction.claims}
    unable = VerificationStatus.OUTLET_UNABLE_TO_VERIFY
    noted = {words for words, v in status.items() if v.status is unable}
    assert noted == {
        "sailors burned the northern mill of Alder",
        "Those sailors burned our northern mill in Alder at night",
    }
    assert {v.by for v in status.values() if v.status is unable} == {"The Daily Example"}
    assert NoClaimReason.VERIFICATION_NOTE in _reasons(found, extraction.coverage).values()


def test_extract_applies_a_note_without_a_name_to_the_statement_before() -> None:
    found = article(
        "Ida Berg said that the mill burned.", "The claim could not be independently verified."
    )
    (claim,) = extract(found).claims
    assert claim.verification.status is VerificationStatus.OUTLET_UNABLE_TO_VERIFY


def test_extract_applies_a_note_on_both_accounts() -> None:
    found = article(
        "Ida Berg said that the mill burned.", "Neither account could be independently verified."
    )
    (claim,) = extract(found).claims
    assert claim.verification.status is VerificationStatus.OUTLET_UNABLE_TO_VERIFY


def test_extract_keeps_the_statement_around_a_note() -> None:
    sentence = "The video, which the BBC has not been able to verify, was filmed at the mill."
    (claim,) = extract(article(sentence)).claims
    assert _words(claim) == sentence


def test_extract_keeps_the_statement_beside_a_request_for_comment() -> None:
    found = article("Nord did not respond to a request for comment, but the mill has been sold.")
    assert [_words(claim) for claim in extract(found).claims] == ["but the mill has been sold"]


def test_extract_records_what_an_outlet_verified() -> None:
    found = article(
        "Ida Berg said the video shows the mill on fire.",
        "The BBC has verified the video.",
    )
    (claim,) = extract(found).claims
    assert claim.verification.status is VerificationStatus.OUTLET_VERIFIED
    assert claim.verification.by == "BBC"


@pytest.mark.parametrize(
    "sentence",
    [
        "The Daily Example reached out to the mill for comment via email.",
        "The mill did not immediately respond to a request for comment.",
        "The mill declined to comment.",
        "Nord could not be reached for comment.",
        "The Daily Example has contacted the mill for comment.",
    ],
)
def test_extract_keeps_requests_for_comment_out(sentence: str) -> None:
    found = article(sentence)
    extraction = extract(found)
    assert extraction.claims == []
    assert _reasons(found, extraction.coverage) == {sentence: NoClaimReason.RIGHT_OF_REPLY}


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("It remains to be seen whether the mill will open.", NoClaimReason.OPEN_QUESTION),
        ("Will the mill open?", NoClaimReason.OPEN_QUESTION),
        ("Here’s what we know so far.", NoClaimReason.FRAMING),
        ("A dark night.", NoClaimReason.FRAGMENT),
    ],
)
def test_extract_gives_a_reason_where_nothing_is_stated(
    sentence: str, reason: NoClaimReason
) -> None:
    found = article(sentence)
    assert _reasons(found, extract(found).coverage) == {sentence: reason}


def test_extract_marks_hearsay_of_nobody_in_particular() -> None:
    (claim,) = extract(article("It is widely believed that the mill will close.")).claims
    assert claim.cue_class is CueClass.HEARSAY


def test_extract_marks_hearsay() -> None:
    (claim,) = extract(article("Norwegian ships reportedly left port last week.")).claims
    assert claim.cue_class is CueClass.HEARSAY
    assert claim.source is not None
    assert claim.source.type is SourceType.UNNAMED
    assert [hedge.exact for hedge in claim.hedges] == ["reportedly"]


def test_extract_completes_an_according_to_without_content() -> None:
    text = "According to the mill, 12 men were hurt."
    bare = attribution(text, source="the mill", cue="According to")
    (claim,) = _claims(article(text), bare)
    assert _words(claim) == "12 men were hurt."
    assert claim.source is not None
    assert claim.source.canonical == "mill"


def test_extract_loses_no_sentence_to_a_stray_cue() -> None:
    text = "The mill said goodbye to 12 men on Friday."
    (claim,) = _claims(article(text), attribution(text, source="The mill", cue="said"))
    assert claim.directness is Directness.UNATTRIBUTED


@pytest.mark.parametrize(
    "sentence",
    ["He’s the mill’s owner.", "The mill leaves town.", "The owner, 92, used his last cent."],
)
def test_extract_takes_short_sentences_for_statements(sentence: str) -> None:
    assert [_words(claim) for claim in extract(article(sentence)).claims] == [sentence]


def test_extract_gives_the_author_what_nobody_else_states() -> None:
    (claim,) = extract(article("The mill burned on Friday.", byline=["Ada Lowe"])).claims
    assert claim.directness is Directness.UNATTRIBUTED
    assert claim.source is not None
    assert (claim.source.canonical, claim.source.type) == ("Ada Lowe", SourceType.AUTHOR)
    assert claim.cue_class is CueClass.NONE


def test_extract_never_gives_a_quotation_to_the_author() -> None:
    found = article("“The mill has burned down to the ground.”", block_quote("It has been lost."))
    kinds = {claim.source.type for claim in extract(found).claims if claim.source}
    assert kinds == {SourceType.UNNAMED}


def test_extract_gives_an_untagged_quotation_to_the_speaker_of_its_paragraph() -> None:
    text = "Ida Berg said that the mill burned. “It has been lost.”"
    given_ = attribution(text, "that the mill burned", source="Ida Berg", cue="said")
    (_, quoted) = _claims(article(text), given_)
    assert quoted.source is not None
    assert quoted.source.canonical == "Ida Berg"
    assert quoted.source.resolution is Resolution.INFERRED


def test_extract_gives_a_post_without_a_name_to_its_handle() -> None:
    found = article(post("The sea is cold.", "Ida Berg"))
    block = found.blocks[0]
    assert block.post is not None
    unsigned = block.post.model_copy(
        update={"author": None, "author_span": None, "handle": "@berg"}
    )
    found = found.model_copy(update={"blocks": [block.model_copy(update={"post": unsigned})]})
    (claim,) = extract(found).claims
    assert claim.source is not None
    assert claim.source.canonical == "@berg"


def test_extract_tells_direct_mixed_and_indirect_apart() -> None:
    text = "Ida Berg said “the mill burned”, that it was “a ruin” and that nobody came."
    found = article(text)
    given_ = [
        attribution(text, part, source="Ida Berg", cue="said")
        for part in ("“the mill burned”", "that it was “a ruin”", "that nobody came")
    ]
    directness = [claim.directness for claim in _claims(found, *given_)]
    assert directness == [Directness.DIRECT, Directness.MIXED, Directness.INDIRECT]


def test_extract_takes_the_lowest_confidence_of_the_tags() -> None:
    text = "Ida Berg said the mill burned."
    given_ = Attribution(
        content=(tag(text, "the mill burned", Label.CONTENT, confidence=0.7),),
        source=tag(text, "Ida Berg", Label.SOURCE, confidence=0.6),
        cue=tag(text, "said", Label.CUE, confidence=0.95),
    )
    (claim,) = _claims(article(text), given_)
    assert claim.confidence == 0.6
    assert claim.field_confidence == {"source": 0.6, "cue": 0.95, "content": 0.7}


def test_extract_refuses_and_counts_a_tag_outside_the_text() -> None:
    found = article("Ida Berg left.")
    beyond = Attribution(content=(Tag(5, 500, Label.CONTENT, "test", 0.9),))
    extraction = extract_linked(found, [beyond], "test")
    assert extraction.coverage.refused == 1
    assert all(piece.is_grounded_in(found.text) for c in extraction.claims for piece in c.content)


def test_extract_refuses_a_post_whose_spans_do_not_lie_in_the_text() -> None:
    whole = article(post("The sea is cold.", "Ida Berg"))
    block = whole.blocks[0]
    assert block.post is not None
    assert block.post.author_span is not None
    wrong = block.post.author_span.model_copy(update={"exact": "Ola Nord"})
    broken = block.model_copy(update={"post": block.post.model_copy(update={"author_span": wrong})})
    found = whole.model_copy(update={"blocks": [broken]})
    extraction = extract(found)
    assert extraction.claims == []
    assert extraction.coverage.refused == 1
    reasons = _reasons(found, extraction.coverage).values()
    assert NoClaimReason.REFUSED_UNGROUNDED in reasons


def test_extract_numbers_equal_words_by_their_place() -> None:
    found = article("The mill burned again.", "Ida Berg said: “The mill burned again.”")
    ids = [claim.claim_id for claim in extract(found).claims]
    assert len(ids) == len(set(ids))


_SENTENCES = [
    "Ida Berg said that the mill had burned.",
    "“The sea is cold,” said Ola Nord. “Nobody swims.”",
    "Norway has denied that 12 ships were lost, calling the report “a fable.”",
    "According to Reuters, about 40 sailors may have left.",
    "Although the mill burned, they have hired 30 men.",
    "He added that it was late.",
    "The claim could not be independently verified.",
    "“It is not over.",
    "“It has only begun.”",
]
_NOISE = st.text(
    alphabet=st.sampled_from("aB é\u0301“”‘’'\".…!?—\u200f\u05d0😀\r\x00\t,;:«»"), max_size=20
)
_PARAGRAPHS = st.lists(
    st.builds("{}{}{}".format, _NOISE, st.sampled_from(_SENTENCES), _NOISE), min_size=1, max_size=6
)


@given(_PARAGRAPHS)
@settings(max_examples=60, deadline=None)
def test_extract_holds_its_promises_for_any_text(paragraphs: list[str]) -> None:
    found = article(*paragraphs)
    extraction = extract(found)
    # Every span of every record is in the text, and no record had to be refused
    assert all(span.is_grounded_in(found.text) for c in extraction.claims for span in c.spans())
    assert extraction.coverage.refused == 0
    # Every sentence has claims or a reason, never both and never neither
    assert all(bool(s.claims) != bool(s.reason) for s in extraction.coverage.sentences)
    # Every claim is in the coverage, and its id is its own
    covered = {claim for s in extraction.coverage.sentences for claim in s.claims}
    ids = [claim.claim_id for claim in extraction.claims]
    assert covered == set(ids)
    assert len(ids) == len(set(ids))
    # The same article gives the same bytes
    assert extract(found).model_dump_json() == extraction.model_dump_json()


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_extract_survives_any_text_without_blocks(text: str) -> None:
    found = article("x").model_copy(update={"text": text, "blocks": []})
    extraction = extract(found)
    assert all(span.is_grounded_in(text) for c in extraction.claims for span in c.spans())


@given(_PARAGRAPHS)
@settings(max_examples=30, deadline=None)
def test_extract_keeps_ids_when_text_is_inserted_before(paragraphs: list[str]) -> None:
    # Given an unrelated heading and paragraph put before an article
    before = {claim.claim_id for claim in extract(article(*paragraphs)).claims}
    inserted = article(heading("News in short"), "An unrelated line has come first.", *paragraphs)
    after = {claim.claim_id for claim in extract(inserted).claims}
    assert before <= after
