"""The words that the rules know: cue verbs with what they may govern, and closed classes.

How the words are looked for in a sentence does not live here, nor what a cue means for a claim.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Form(StrEnum):
    """The form that a cue verb stands in."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    PARTICIPLE = "participle"
    """The past participle, where it differs from the past."""
    ING = "ing"


@dataclass(frozen=True, slots=True)
class CueWord:
    """A verb form that may be a cue."""

    lemma: str
    form: Form
    governs: str
    """What the verb may govern, one letter each: see `GOVERNS`."""


GOVERNS: Final = {
    "q": "a quotation, on either side",
    "t": "a clause with that, whether, if, how, why or what",
    "x": "a clause without a conjunction, or an object, up to the end of the clause",
    "i": "an infinitive",
    "l": "a clause that it follows or interrupts, set off by a comma",
    "p": 'a matter that "of", "about" or "against" introduces',
    "o": "somebody told, before the content",
}

_SPEECH: Final = """
say/said:qtxl tell/told:qtxloi write/wrote/written:qtxlp tweet:qtl add:qtl note:qtxl
explain:qtl argue:qtxl claim:qtxli allege:qtxl assert:qtxl insist:qtxl maintain:qtl
contend:qtxl state:qtxl announce:qtxl declare:qtxl report:qtxl reveal:qtx disclose:qtx confirm:qtxl
acknowledge:qtxl admit:qtxl concede:qtxl deny:qtx suggest:qtxl warn:qtxloip predict:qtxl
estimate:qtxl
reply:qtl respond:qtl reiterate:qtx repeat:qt stress:qtx emphasize:qtx emphasise:qtx recall:qtxl
remark:qtl observe:qtl conclude:qtl joke:qtl quip:ql shout:qt yell:ql cry:q exclaim:ql ask:qtxol
complain:qtlp boast:qtlp brag:qt lament:qtl counter:qt caution:qtlop remind:qto assure:qto
inform:to notify:to promise:qtxilo vow:qtil pledge:qtil threaten:qti swear/swore/sworn:qti urge:qxi
demand:qtxi call:x label:x brand:x dub:x describe:x denounce:x condemn:x criticize:x criticise:x
blast:x slam/slammed:x accuse:x blame:x praise:x dismiss:x reject:x dispute:tx mock:x
deride:x decry:x question:xt propose:qtxi recommend:qtx endorse:x advise:qtop
testify:qtl elaborate:ql continue:ql post:ql comment:ql opine:qt muse:qt
speculate:t theorize:t proclaim:qt affirm:qtx attest:t certify:t specify:tx clarify:qt
hint:t imply:tx signal:ti indicate:tx mention:tx highlight:x outline:x
think/thought:qtxl believe:qtxl feel/felt:tx hope:tixl fear:txl worry:t expect:xi doubt:tx
know/knew/known:t find/found:txl show/showed/shown:tx want:xi prefer:x wish:t
agree:qti disagree:q assume:t suspect:t consider:x view:x regard:x see/saw/seen:x understand:t
determine:t decide:ti rule:qtl cite:x quote:x retort:ql rebut:x refute:x
tout:x express:x voice:x echo:x credit:x favor:x favour:x oppose:x support:x
read:q mean:t teach:t learn:t realize:t recount:qtl narrate:q
refuse:i decline:i plan:i offer:i intend:i seek/sought:ix advocate:x welcome:x thank:x
object:q protest:qt plead:qt answer:ql utter:q chant:q
instruct:oi order:x assess:tx project:tx forecast:tx calculate:txl postulate:t
reckon:qtxl wonder:ql whisper:ql mutter:ql scream:ql beg:q correct:qo put/put:x hear/heard:qtl
accept:t speak/spoke/spoken:p
purport:i seem:i appear:i guess:tx figure:t bet:t
"""
"""Each verb with its irregular past forms and, after the colon, what it governs."""

_DOUBLED: Final = frozenset({"admit", "brag", "slam", "dub", "quip", "refer"})


def _regular(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma[-1] == "y" and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + (lemma[-1] if lemma in _DOUBLED else "") + "ed"


def _third(lemma: str) -> str:
    if lemma[-1] == "y" and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _ing(lemma: str) -> str:
    if lemma.endswith("e") and not lemma.endswith("ee"):
        return lemma[:-1] + "ing"
    return lemma + (lemma[-1] if lemma in _DOUBLED else "") + "ing"


def _forms(lemma: str, irregular: list[str]) -> Iterator[tuple[str, Form]]:
    past = irregular[0] if irregular else _regular(lemma)
    yield lemma, Form.BASE
    yield _third(lemma), Form.THIRD
    if len(irregular) > 1:
        yield irregular[1], Form.PARTICIPLE
    yield past, Form.PAST
    yield _ing(lemma), Form.ING


def _cue_words() -> dict[str, CueWord]:
    words: dict[str, CueWord] = {}
    for entry in _SPEECH.split():
        name, governs = entry.split(":")
        lemma, *irregular = name.split("/")
        for written, form in _forms(lemma, irregular):
            words[written] = CueWord(lemma, form, governs)
    return words


CUES: Final = _cue_words()
"""Every form of every cue verb."""


def words(listed: str) -> frozenset[str]:
    """A word list."""
    return frozenset(listed.split())


HAVE: Final = words("has have had 's 've 'd having")
BE: Final = words("is are was were be been being am isn't aren't wasn't weren't")
DO: Final = words("do does did don't doesn't didn't")
MODALS: Final = words(
    """would could should might may can must will shall wouldn't couldn't shouldn't can't won't
    cannot ought"""
)
NEGATIONS: Final = words("not never neither nor no n't hasn't haven't hadn't don't doesn't didn't")
CONTRACTED: Final = words("hasn't haven't hadn't") | DO
"""Auxiliaries that carry a negation, or that a negation needs."""

ADVERBS: Final = words(
    """also later previously then recently repeatedly initially once never even again often
    still always already now ever just earlier further soon long first last either both all simply
    reportedly allegedly himself herself themselves itself too only instead sometimes"""
)
_NO_ADVERBS: Final = words(
    """family reply ally rally supply italy july assembly bully monopoly anomaly daily weekly
    monthly early likely only kelly emily sally billy molly holly reilly connelly donnelly
    o'reilly"""
)

PRONOUNS: Final = words("he she they it i we you")
DETERMINERS: Final = words(
    """the a an this these those his her its their our my your some many several most few two
    three four five six both another other one no any each every all such more dozens
    hundreds"""
)
PREPOSITIONS: Final = words(
    """of in on at for from with by to about against after before during under over into
    through between among without within near since until as like via per despite amid
    toward towards across around behind including regarding outside inside upon alongside
    throughout"""
)
SUBORDINATORS: Final = words(
    """that if when because while although though whether unless until since where why how what
    whereas once so than whom whose which"""
)
CONJUNCTIONS: Final = words("and but or so yet nor")
CLAUSE_OPENERS: Final = words("that whether if how why what who where which")
"""Words that may open what a cue verb governs."""

DAYS: Final = words(
    """monday tuesday wednesday thursday friday saturday sunday today yesterday tonight mondays
    tuesdays wednesdays thursdays fridays saturdays sundays"""
)
TIMES: Final = (
    words(
        """january february march april may june july august september october november december jan
    feb aug sept sep oct nov dec week month year day night morning evening afternoon weekend
    earlier later recently ago last this next early late past before after"""
    )
    | DAYS
)

FINITE: Final = words(
    """is are was were has have had do does did will would could should might may can must
    shall isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't
    wouldn't couldn't shouldn't can't cannot came come comes went go goes gone got get gets
    gave give gives took take takes made make makes left leave leaves won win wins lost lose
    loses held hold holds ran run runs met meet meets kept keep keeps led leads began begin
    begins brought bring brings sent send sends stood stand stands spoke speak speaks spoken
    put set let fell fall rose rise paid pay pays hit cut broke chose became become becomes
    grew drew flew threw built spent sat sits fought caught fled died sold bought flew withdrew
    sank struck shot hid drove swept burnt knew taught lies turned used tried"""
)
NOT_VERBS: Final = words(
    """united unnamed so-called armed red need speed seed feed breed deed hundred indeed bed
    unidentified sacred alleged proposed retired elected registered undecided disgraced
    embattled renowned experienced organized islamic-inspired wounded self-described
    well-connected talented affiliated limited unprecedented"""
)
"""Words in -ed that stand before nouns."""

NOUN_CUES: Final = words(
    """claim claims allegation allegations assertion assertions belief argument arguments
    suggestion suggestions warning warnings accusation accusations statement announcement
    contention notion idea fear fears concern concerns hope hopes promise promises threat
    conclusion speculation prediction predictions complaint complaints insistence
    acknowledgment declaration pledge vow view opinion remark remarks comments estimate
    estimates admission revelation charge charges denial denials rumors reports report
    testimony tweet reminder finding findings evidence"""
)
ADVERB_CUES: Final = words("reportedly allegedly purportedly supposedly")
REPORTING_NOUNS: Final = words(
    """statement interview speech tweet post letter email e-mail memo briefing conference
    filing report article column blog video message call debate op-ed news release rally
    appearance testimony hearing note book essay editorial remarks press"""
)
"""Nouns for where something was said: "in a statement"."""
RUBRICS: Final = words(
    """exclusive byline breaking update updated note video watch photo photos correction related
    read more also new live listen boom report poll flashback alert wow source sources contact
    editor opinion analysis here gallery click"""
)
"""Words in capitals before a colon that name no speaker."""


def is_adverb(word: str) -> bool:
    """Whether the word (lower case) is an adverb that may stand between subject and cue."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERBS)
