"""Words by which claims are compared. How they are weighed lives in `likeness` and `relations`."""

from typing import Final

from functions.extract.engine.lexicons import listed

EMPTY: Final = listed(
    """the a an of in on at by for from to with as and or but if so than that which who whom whose
    what when where while how why has have had having is are was were be been being am its it his
    he her she him their they them these those this there here i we you your our my me us also
    now after before since still just only very too more most less least even then ever again
    about into over under out up off do does did done will would can could may might shall should
    must some any all both each every either other another own such much many few several
    say says said saying tell tells told one ones because during between through against per
    around amid upon via yet already least made make get got go thing things way going
    anything something everything anyone someone everyone"""
)
"""Words that say nothing of the matter."""

NEGATING_WORDS: Final = listed(
    """no not never nobody none nothing nor neither nowhere cannot untrue false falsely"""
)

PAST_FORMS: Final[dict[str, str]] = {
    "ran": "run", "went": "go", "gone": "go", "sold": "sell", "lost": "lose", "left": "leave",
    "fell": "fall", "fallen": "fall", "rose": "rise", "risen": "rise", "took": "take",
    "taken": "take", "gave": "give", "given": "give", "paid": "pay", "sent": "send",
    "broke": "break", "broken": "break", "knew": "know", "known": "know", "hid": "hide",
    "hidden": "hide", "stole": "steal", "stolen": "steal", "bought": "buy", "built": "build",
    "met": "meet", "led": "lead", "won": "win", "shot": "shoot", "struck": "strike",
    "drove": "drive", "driven": "drive", "dead": "die", "died": "die", "death": "die",
    "deaths": "die", "killing": "kill", "kept": "keep", "spent": "spend", "saw": "see",
    "seen": "see", "came": "come", "did": "do", "drank": "drink", "drunk": "drink",
    "drinking": "drink", "sank": "sink", "sunk": "sink", "burned": "burn", "burnt": "burn",
    "began": "begin", "begun": "begin", "chose": "choose", "chosen": "choose", "flew": "fly",
    "held": "hold", "brought": "bring", "caught": "catch", "fought": "fight", "taught": "teach",
    "sought": "seek", "men": "man", "women": "woman", "children": "child", "lives": "life",
    "wrote": "write", "written": "write", "spoke": "speak", "spoken": "speak", "beat": "beat",
    "beaten": "beat", "shook": "shake", "threw": "throw", "thrown": "throw", "woke": "wake",
}  # fmt: skip
"""Forms that no ending tells, to the base form under which they are compared."""

ACCUSING_NOUNS: Final = listed("allegation accusation charge")
COUNTING_NOUNS: Final = listed("estimate figure number toll total count sum calculation")
REPORTED_NOUNS: Final = listed(
    """report account story version finding result study claim suggestion assertion idea notion
    rumour rumor"""
)
REFERRING: Final = (
    r"(?:(?:it|this|that|these|those|them|so)|"
    r"(?:(?:the|that|this|those|these|such|all|any|both|his|her|its|their|"
    r"(?P<whose>[\w.]+)[’']s?)\s+)?"
    r"(?:(?!the\s|\w+ing\s)[\w-]+\s+){{0,2}}?(?P<noun>{nouns})(?P<plural>s?))"
    r"(?:\s+(?:on|in|at|yesterday|today|last|through)\b[^.]*|:.*|"
    r"\s+as (?:an? )?[\"“‘'][^.]*|\s+as \w+(?: \w+)?|"
    r"\s+(?:against|of|by|from|about|over)\s+(?P<about>[^.]*)|,?\s+but\s[^.]*)?"
)
"""Contents that only point back: "it", "the allegations", "that account"."""

REFUTING: Final = (
    r"\W*(?:that|this|it|they|those|these|which|what [^,.]{1,40}|(?:the|that|this|those|these|his|"
    r"her|their|such|any) (?:\w+ )?(?:claim|allegation|accusation|report|account|story|figure|"
    r"number|suggestion|idea)s?)"
    r"(?:[’'](?:s|re)|\s+(?:is|are|was|were))\s+"
    r"(?:\w+ly\s+|all\s+|just\s+|an?\s+|pure\s+|not\s+a\s+)*"
    r"(?:not true|not so(?! \w)|not the case|untrue|false|wrong|incorrect|inaccurate|"
    r"mistaken|lies?|nonsense|rubbish|baseless|unfounded|groundless|fake|fabricated|fabrications?|inventions?|"
    r"invented|fiction|propaganda|slander|libel)\b"
)
"""A statement that what was just said is not so."""
REFUTING_SOURCE: Final = (
    r"\W*(?P<who>(?:the |his |her |their |my |our )?[\w’'.-]+(?: [\w’'.-]+){0,3}?)\s+"
    r"(?:is|are|was|were)\s+(?:\w+ly\s+|just\s+|simply\s+)*"
    r"(?:mistaken|wrong|lying|misinformed|a liar|liars|not telling the truth)\b"
)
"""A statement that whoever said it is wrong."""

NUMBER_OF: Final = (
    r"(?:that|the|its|their|this) (?P<what>(?:[\w-]+ )?(?:number|figure|toll|total|cost|count|"
    r"price|bill|sum|gap|loss|amount|estimate))\b"
)
"""How a content opens that gives another number for what was counted just before."""
VICTIMS: Final = listed("kill wound injur die arrest detain displac evacuat infect drown")
"""Stems of what happens to people by numbers: on them alone two counts can be compared."""
COUNTED_PEOPLE: Final = listed("people person civilian soldier man woman child worker resident")

EARLIER_VERSION: Final = (
    r"\b(?:an?|the|our)?\s*(?:earlier|previous|original|first) (?:version|edition|report|article|"
    r"story|statement|post|headline)\b"
)
"""A source that has been put right."""
AT_FIRST: Final = r"\b(?:initially|at first|previously|originally|earlier)\b"
BY_NOW: Final = r"\b(?:now|since|later|revis\w+|updat\w+|correct\w+)\b"
