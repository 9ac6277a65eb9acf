"""Cue words by class. How a cue is read (inflection, negation) lives in `cues`."""

from typing import Final

from functions.extract.engine.lexicons import listed
from schemas.claim import CueClass, Polarity

_WORDS: Final[dict[CueClass, str]] = {
    CueClass.ASSERT: """say tell state add explain note remark comment reply respond answer
        announce declare maintain insist assert contend affirm reiterate repeat stress
        emphasise point write tweet post mention recall observe continue inform brief
        speak testify statement quip joke reveal disclose proclaim recount
        highlight underline underscore clarify boast brag complain lament
        interject interrupt address assertion announcement declaration testimony
        signal stipulate specify insistence contention complaint explanation remember protest
        wire retort""",
    CueClass.REPORT: "report relay record chronicle document publish cite list quote",
    CueClass.ALLEGE: """allege claim accuse allegation accusation charge purport blame implicate
        assertedly allegedly insinuate imply incriminate""",
    CueClass.CONFIRM: """confirm admit acknowledge concede verify corroborate recognise accept
        authenticate confess confirmation admission acknowledgement acknowledgment concession
        agree validate attest""",
    CueClass.DENY: """deny dismiss reject refute rebut repudiate disavow dispute contradict
        disclaim denial rebuttal rejection dismissal disagree challenge contest discount
        debunk repudiation disavowal refutation disprove disown dispel rebuff rubbish scoff""",
    CueClass.ESTIMATE: "estimate calculate put estimation count tally approximate calculation",
    CueClass.ASSESS: """assess judge evaluate determine conclude assessment
        conclusion diagnose analyse appraise deem suspect suspicion attribute trace rate""",
    CueClass.PREDICT: """predict forecast expect project anticipate foresee prediction projection
        expectation warn warning prophesy envisage envision fear caution""",
    CueClass.PROMISE: """promise pledge vow swear guarantee undertake commit
        commitment assurance assure threaten threat plan intend offer intention aim mean""",
    CueClass.DEMAND: """demand urge order require request appeal beg
        implore press instruct command exhort petition want lobby""",
    CueClass.ADVISE: "advise recommend propose recommendation proposal advice",
    CueClass.OPINE: """suggest suggestion believe think feel consider opine doubt hold suppose
        presume assume belief opinion view guess imagine prefer praise criticise
        condemn lambast denounce deplore applaud favour favor oppose support worry
        regret argue argument hope reckon criticism concern opposition scepticism skepticism
        sceptical skeptical unconvinced optimistic confident convinced""",
    CueClass.CHARACTERISE: """call describe brand label term dub characterise portray depict
        liken compare style class hail decry slam description characterisation""",
    CueClass.EVIDENCE: """show indicate demonstrate prove evidence establish illustrate find
        finding""",
    CueClass.RULE: "rule convict sentence acquit decree ruling verdict adjudicate",
    CueClass.CORRECT: """correct retract apologise amend withdraw recant correction retraction""",
    CueClass.PLEAD: "plead plea",
    CueClass.QUESTION: "ask question wonder query inquire enquire",
    CueClass.HEARSAY: """reportedly rumour rumor supposedly purportedly reputedly ostensibly
        apparently rumoured rumored speculation""",
}

CUE_WORDS: Final[dict[str, CueClass]] = {
    word: cue_class for cue_class, words in reversed(_WORDS.items()) for word in words.split()
}
"""Base form to class. A word listed twice has the class listed first."""

CUE_PHRASES: Final[tuple[tuple[str, CueClass, Polarity], ...]] = (
    (r"put(?:s|ting)? it to", CueClass.ALLEGE, Polarity.AFFIRMED),
    (r"(?:no|little) doubt", CueClass.OPINE, Polarity.AFFIRMED),
    (
        (
            r"according to|in (?:the words|a statement) (?:of|by)|as per|attributed to|"
            r"by (?:his|her|their|its) own (?:account|admission)"
        ),
        CueClass.ASSERT,
        Polarity.AFFIRMED,
    ),
    (r"in the (?:view|opinion|eyes|judgement|judgment) of", CueClass.OPINE, Polarity.AFFIRMED),
    (
        (
            r"by (?:most|all|some|many) accounts|rumou?r has it|rumou?r had it|word (?:is|was)|"
            r"legend has it"
        ),
        CueClass.HEARSAY,
        Polarity.AFFIRMED,
    ),
    (
        (
            r"stop(?:s|ped|ping)? short of|f[ae]ll(?:s|ing)? short of|"
            r"sh(?:y|ies|ied|ying) away from|"
            r"held? (?:back|off) from|holding (?:back|off) from|refrain(?:s|ed|ing)? from|"
            r"avoid(?:s|ed|ing)?|dodg(?:e|es|ed|ing)|duck(?:s|ed|ing)?|be drawn on|"
            r"(?:kept|keeps?|remain(?:s|ed)?|stay(?:s|ed)?) silent|reserv(?:e|es|ed|ing) judge?ment"
        ),
        CueClass.NEITHER_CONFIRM_NOR_DENY,
        Polarity.NO_POSITION,
    ),
    (r"rul(?:e|es|ed|ing) out", CueClass.DENY, Polarity.DENIED),
    (r"(?:cast|casts|casting) doubt", CueClass.DENY, Polarity.DENIED),
    (r"distanc\w+ (?:him|her|it|them)sel\w+ from", CueClass.DENY, Polarity.DENIED),
    (
        (
            r"(?:shot|shoot|shooting|knock\w*|push\w*|hit|hits|hitting) "
            r"(?:down|on|against|back at)|"
            r"push\w* back|(?:brush|wav|laugh|shrug|swat)\w* (?:off|aside|away)|"
            r"pour\w* (?:cold water|scorn) on|(?:took|take|takes|taking|taken) issue with|"
            r"g(?:ive|ives|ave|iving) the lie to"
        ),
        CueClass.DENY,
        Polarity.DENIED,
    ),
    (
        r"(?:is|are|was|were|be|been|being) (?:no truth|nothing) (?:in|to)|no truth (?:in|to)",
        CueClass.DENY,
        Polarity.DENIED,
    ),
    (
        (
            r"(?:walk|walks|walked|walking|took|take|takes|taking|row|rows|rowed|rowing) back|"
            r"back(?:track|pedal)\w*|climb\w* down|back\w* away from"
        ),
        CueClass.CORRECT,
        Polarity.DENIED,
    ),
    (
        (
            r"(?:is|are|was|were|be|been|being|came out|come out|comes out) against|"
            r"object(?:s|ed|ing)? to|veto(?:es|ed|ing)?|nix(?:es|ed|ing)?|"
            r"(?:speak|speaks|spoke|vote|votes|voted|campaign\w*) (?:out )?against"
        ),
        CueClass.OPINE,
        Polarity.DENIED,
    ),
    (
        (
            r"ignor(?:e|es|ed|ing)|feign(?:s|ed|ing)?|pretend(?:s|ed|ing)?|lied|lying|"
            r"(?:was|were|been|is|are) (?:un|not )aware|unaware|clear(?:ed|s)? of|"
            r"stop(?:s|ped|ping)? (?:believing|thinking|saying)|struggl(?:e|es|ed|ing) to|"
            r"apologi[sz](?:e|es|ed|ing) for (?:saying|claiming|suggesting|stating)|"
            r"(?:says?|said|saying) nothing|unlikely"
        ),
        CueClass.ASSERT,
        Polarity.NO_POSITION,
    ),
    (r"down ?play\w*|play\w* down", CueClass.OPINE, Polarity.NO_POSITION),
    (
        (
            r"appeal\w* (?:for|to)|call(?:s|ed|ing)? (?:for|on|upon)|ask(?:s|ed|ing)? for|"
            r"insist(?:s|ed|ing)? (?:on|upon)|push(?:es|ed|ing)? for"
        ),
        CueClass.DEMAND,
        Polarity.AFFIRMED,
    ),
    (
        r"(?:is|are|was|were|been|being) (?:\w+ly )?(?:accused|suspected)",
        CueClass.ALLEGE,
        Polarity.AFFIRMED,
    ),
    (
        (
            r"(?:is|are|was|were|been) (?:\w+ly )?"
            r"(?:said|believed|thought|understood|rumou?red|reported|reputed) to"
        ),
        CueClass.HEARSAY,
        Polarity.AFFIRMED,
    ),
)
"""Patterns of cues of several words with what they mean unless negated.

They are looked for before the single words."""

IRREGULAR: Final[dict[str, str]] = {
    "said": "say", "says": "say", "told": "tell", "wrote": "write", "written": "write",
    "thought": "think", "felt": "feel", "held": "hold", "found": "find", "swore": "swear",
    "sworn": "swear", "spoke": "speak", "spoken": "speak", "showed": "show", "shown": "show",
    "proven": "prove", "foresaw": "foresee", "foreseen": "foresee", "withdrew": "withdraw",
    "withdrawn": "withdraw", "forecast": "forecast", "undertook": "undertake",
    "undertaken": "undertake", "pled": "plead", "put": "put", "saying": "say", "meant": "mean",
    "forbade": "forbid", "forbidden": "forbid", "foretold": "foretell", "retold": "tell",
}  # fmt: skip
"""Inflected form to base form."""

NEGATIONS: Final = listed(
    "no not never neither nor cannot hardly scarcely nobody none without unable unwilling reluctant"
)
REFUSALS: Final = listed(
    """declined declines decline declining refused refuses refuse refusing refusal failed fails
    fail failing failure yet"""
)
"""Words that negate the verb which "to" links to them: "declined to say", "has yet to say"."""
WITHHELD: Final = REFUSALS - listed("failed fails fail failing failure")
"""Those of them that say the source would not take a position."""

AUXILIARIES: Final = listed(
    """out has have had is are was were be been being do does did will would can could may might
    shall should must to yet also either or of even so far still again neither nor
    not never immediately publicly officially previously initially repeatedly independently
    formally categorically flatly strongly only just merely simply longer explicitly directly
    specifically actually really necessarily fully always ever once"""
)
"""Words that may stand between a negation and the verb that it negates."""

SPEAKING: Final = listed(
    "say tell disclose reveal comment specify state mention speak explain reply respond answer"
)
"""Base forms of verbs which, negated, leave open what the source holds."""

DOUBTS: Final = listed(
    """doubt disagree oppose opposition sceptical skeptical scepticism skepticism unconvinced
    disbelieve"""
)
"""Base forms that hold the content not to be so, without being a denial."""
WITHDRAWALS: Final = listed("retract recant withdraw retraction")
"""Base forms by which a source takes back what it stated before."""
