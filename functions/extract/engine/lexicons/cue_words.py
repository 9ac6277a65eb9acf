"""Cue words by class. How a cue is read (inflection, negation) lives in `cues`."""

from typing import Final

from functions.extract.engine.lexicons import listed
from schemas.claim import CueClass

_WORDS: Final[dict[CueClass, str]] = {
    CueClass.ASSERT: """say tell state add explain note remark comment reply respond answer
        announce declare maintain insist assert contend argue affirm reiterate repeat stress
        emphasise point write tweet post mention recall observe continue conclude inform brief
        speak testify statement remark comment quip joke reveal disclose proclaim recount
        highlight underline underscore clarify boast brag complain lament
        interject interrupt address quote argument assertion announcement declaration testimony
        signal stipulate specify""",
    CueClass.REPORT: "report relay record chronicle document publish cite",
    CueClass.ALLEGE: """allege claim accuse allegation accusation charge purport blame implicate
        assertedly allegedly suspect insinuate imply""",
    CueClass.CONFIRM: """confirm admit acknowledge concede verify corroborate recognise accept
        authenticate confess confirmation admission acknowledgement acknowledgment concession
        agree validate attest""",
    CueClass.DENY: """deny dismiss reject refute rebut repudiate disavow dispute contradict
        disclaim denial rebuttal rejection dismissal disagree challenge contest discount
        debunk""",
    CueClass.ESTIMATE: "estimate reckon calculate put estimation count tally approximate",
    CueClass.ASSESS: """assess judge evaluate determine find conclude assessment finding
        conclusion diagnose analyse appraise deem""",
    CueClass.PREDICT: """predict forecast expect project anticipate foresee prediction projection
        expectation warn warning prophesy envisage envision hope fear caution""",
    CueClass.PROMISE: """promise pledge vow swear guarantee undertake commit
        commitment guarantee assurance assure threaten threat plan intend offer""",
    CueClass.DEMAND: """demand urge order require request appeal beg
        implore press instruct command exhort petition""",
    CueClass.ADVISE: "advise recommend propose recommendation proposal advice",
    CueClass.OPINE: """suggest suggestion believe think feel consider opine doubt hold suppose
        presume assume belief opinion view guess imagine prefer praise criticise
        condemn lambast denounce deplore applaud favour favor oppose support worry
        regret""",
    CueClass.CHARACTERISE: """call describe brand label term dub characterise portray depict
        liken compare style class hail decry slam""",
    CueClass.EVIDENCE: """show indicate demonstrate prove evidence establish illustrate""",
    CueClass.RULE: "rule convict sentence acquit decree ruling verdict adjudicate",
    CueClass.CORRECT: """correct retract apologise amend withdraw recant correction retraction""",
    CueClass.PLEAD: "plead plea",
    CueClass.QUESTION: "ask question wonder query inquire enquire",
    CueClass.HEARSAY: """reportedly rumour rumor supposedly purportedly reputedly ostensibly
        apparently rumoured rumored""",
}

CUE_WORDS: Final[dict[str, CueClass]] = {
    word: cue_class for cue_class, words in reversed(_WORDS.items()) for word in words.split()
}
"""Base form to class. A word listed twice has the class listed first."""

CUE_PHRASES: Final[tuple[tuple[str, CueClass], ...]] = (
    (r"put(?:s|ting)? it to", CueClass.ALLEGE),
    (r"according to|in the words of|as per|attributed to", CueClass.REPORT),
    (r"rul(?:e|es|ed|ing) out", CueClass.DENY),
    (r"(?:cast|casts|casting) doubt", CueClass.DENY),
    (r"distanc\w+ (?:him|her|it|them)sel\w+ from", CueClass.DENY),
    (r"(?:shot|shoot|shooting|knock\w*|push\w* back) (?:down|on|against)", CueClass.DENY),
    (r"(?:walk|walks|walked|walking|took|take|takes|taking) back", CueClass.CORRECT),
    (
        r"appeal\w* (?:for|to)|call(?:s|ed|ing)? (?:for|on|upon)|ask(?:s|ed|ing)? for",
        CueClass.DEMAND,
    ),
    (r"plead(?:s|ed|ing)?|pled", CueClass.PLEAD),
    (r"(?:is|are|was|were|been|being) (?:accused|suspected)", CueClass.ALLEGE),
    (
        r"(?:is|are|was|were) (?:widely )?(?:said|believed|thought|understood|rumou?red) to",
        CueClass.HEARSAY,
    ),
)
"""Patterns of cues of several words, looked for before the single words."""

IRREGULAR: Final[dict[str, str]] = {
    "said": "say", "says": "say", "told": "tell", "wrote": "write", "written": "write",
    "thought": "think", "felt": "feel", "held": "hold", "found": "find", "swore": "swear",
    "sworn": "swear", "spoke": "speak", "spoken": "speak", "showed": "show", "shown": "show",
    "proven": "prove", "foresaw": "foresee", "foreseen": "foresee", "withdrew": "withdraw",
    "withdrawn": "withdraw", "forecast": "forecast", "undertook": "undertake",
    "undertaken": "undertake", "pled": "plead", "put": "put", "saying": "say",
}  # fmt: skip
"""Inflected form to base form."""

NEGATIONS: Final = listed(
    """no not never neither nor cannot hardly declined declines decline declining refused refuses
    refuse refusing failed fails fail failing unable stopped stops avoided nobody none without"""
)
REFUSALS: Final = listed(
    """declined declines decline declining refused refuses refuse refusing stopped stops avoided"""
)
"""Negations that say the source would not take a position."""

AUXILIARIES: Final = listed(
    """out has have had is are was were be been being do does did will would can could may might
    shall should must to yet also either or and of short even so far still again neither nor
    not never immediately publicly officially previously initially repeatedly independently
    formally categorically flatly strongly only just merely simply longer"""
)
"""Words that may stand between a negation and the verb that it negates."""

DOUBTS: Final = frozenset({"doubt", "disagree", "oppose"})
"""Base forms that hold the content not to be so, without being a denial."""
