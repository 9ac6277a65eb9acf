"""Words that tell what sort of statement it is. How they are weighed lives in `kinds`."""

from typing import Final

from functions.extract.engine.lexicons import listed

ACTS: Final = listed("thank apologise congratulate condole order command instruct decree pardon")
"""Base forms of cues that do what they say: to order is no statement that could be checked."""

ACTING: Final = (
    r"(?:I|we)(?:[’']m|[’']re| am| are)? (?:(?:deeply|truly|so|very|sincerely|really|would like to|"
    r"want to|wish to|must|do) )*(?:apologi[sz]e|sorry|thank|congratulate|grateful|condole)\b|"
    r"(?:many |my |our |heartfelt |warm |deepest |sincere |deep )*"
    r"(?:thanks(?! to (?!you|all|every))|thank you|congratulations|condolences|sympathies)\b|"
    r"(?:my|our) (?:thoughts|prayers|hearts?|thanks|apologies|condolences|sympath\w+)\b|"
    r"(?:happy|merry) (?:birthday|christmas|easter|new year)|welcome (?:back|home|to)\b|"
    r"(?:good luck|sorry|rest in peace)\b"
)
"""How a statement opens that thanks, apologises, congratulates, condoles or greets."""

COMMANDS: Final = listed(
    """stop leave go stay come let evacuate avoid call bring give keep send tell release resign
    vote join help remember return free withdraw end drop boycott don't do"""
)
"""Verbs that open a sentence in the imperative, in the base form."""

WISHES: Final = listed("want wish seek demand need")
"""Base forms of cues after which the content says what ought to be."""
AIMS: Final = listed("hope want aim mean seek wish intend prepare agree decide try vow aspire")
"""Base forms of cues that with "to" and a verb say what the source itself means to do."""

DEPENDS: Final = listed("warn warning caution hope fear worry")
"""Base forms of cues of prediction that also govern what is, or was, so."""

BELIEFS: Final = listed("assess judge deem evaluate blame fear worry appraise")
"""Base forms of cues, beside those of opinion, that give a judgement rather than a finding."""

NO_POLICY: Final = (
    r"\b(?:foul play|arson|sabotage|terroris[mt]|suicide|murder|possibility|link|cause|fault|"
    r"involvement|error|attack)\b"
)
"""What is ruled out as an explanation rather than as a course to take."""

UNWILLED: Final = listed(
    """be have need cost lose win run fall rise take see know find suffer become remain face
    receive get grow shrink survive fail miss benefit prevail regret happen feel require cause
    remember forget understand"""
)
"""Verbs, after "will", of what befalls a subject rather than what it undertakes."""

OUGHT: Final = (
    r"\b(?:should(?:n[’']t)?|ought to|must(?!\s+(?:have|be \w+ing)\b)|mustn[’']t|(?:need|needs) to|"
    r"(?<!would )(?<!will )(?<!could )(?<!may )(?:has|have|[’']ve) (?:got )?to(?= [a-z])|"
    r"(?:had|[’']d) better|"
    r"(?:is|are) (?:(?:morally|legally|duty[- ])?bound|obliged|supposed) to|"
    r"(?:it is|it[’']s) (?:high )?time|(?:deserve|deserves|owe|owes) |"
    r"(?:is|are|was|would be|[’']s) (?:un)?(?:wise|acceptable|conscionable|essential|vital|"
    r"imperative|necessary|fair|just) (?:to|that)|\A\W*(?:let us|let[’']s))"
)
"""What ought to be, or not to be."""

FUTURE: Final = (
    r"\b(?:will|won[’']t|shall|(?:am|is|are|[’']m|[’']re|[’']s) (?:not )?going to|"
    r"(?:is|are) (?:\w+ )?(?:likely|unlikely|set|due|poised|bound|certain|sure|expected|projected|"
    r"forecast|about|on course|on track|scheduled) to(?= )|gonna)\b|\w[’']ll\b|"
    r"\b(?:I|we) (?:do not |don[’']t |fully )?(?:expect|predict|foresee|anticipate)\b"
)
"""What is going to be."""
REPORTED_FUTURE: Final = (
    r"\b(?:would|wouldn[’']t)"
    r"(?!\s+(?:\w+ly |not |never )?(?:have(?! to\b)|like|rather|say|argue|love|prefer)\b)|"
    r"\b(?:was|were) (?:\w+ )?(?:likely|unlikely|going|set|due|expected|bound) to\b"
)
"""The same as it is said after "said"."""
POSSIBLE: Final = r"\b(?:may|might|could)(?! (?:have|not have|not \w+|be \w+ing)\b)"
LATER: Final = (
    r"\b(?:tomorrow|tonight|next (?:week|month|year|spring|summer|autumn|fall|winter|season|decade|"
    r"\w+day)|(?:in|within) the (?:coming|next)|by (?:the end of|next|20\d\d)|soon|within \w+ "
    r"(?:days|weeks|months|years))\b"
)
"""When, where the time is still to come."""
TIMETABLED: Final = (
    r"\b(?:starts?|begins?|opens?|closes?|ends?|takes? place|leaves?|arrives?|expires?|resumes?|"
    r"returns?|launch(?:es)?|comes? into force|goes|go)\b"
)
"""Verbs that speak of what is to come in the present tense, with the time."""
PROMISED: Final = (
    r"\b(?:I|we)(?: have|[’']ve)? (?:promise|pledge|vow|swear|guarantee|undertake|commit)"
    r"(?:d|ed)?\b|\b(?:I|we) (?:intend|plan|mean|aim|hope) to\b|"
    r"\b(?:I|we) (?:am|are) (?:committed|determined) to\b"
)
"""How a source promises in its own words."""

IN_MY_VIEW: Final = (
    r"\b(?:I|we) (?:(?:do not|don[’']t|really|still|just|personally|firmly|truly) )*"
    r"(?:think|believe|feel|doubt|suspect|guess|like|love|hate|prefer|admire|respect|disagree|agree)\b|"
    r"\bin (?:my|our|his|her|their) (?:view|opinion|judgement|judgment)\b|\bto my mind\b|"
    r"\b(?:it |that )?(?:seems|looks|feels|sounds) (?:like|as if|as though|to (?:me|us))\b|"
    r"\bI[’']m (?:sure|convinced|certain|afraid)\b|\bfrankly\b"
)
"""First-person belief, and judgement that says that it is one."""
METAPHOR: Final = (
    r"\b(?:is|was|are|were|[’']s|[’']re) (?:not )?an? [\w ’'-]{2,40}, not an? |"
    r"(?:\A\W*|\band )\w+ing (?:is not|isn[’']t) \w+ing\b"
)
"""A definition by contrast, which is a point of view: "a pause, not a default"."""

STRONG: Final = listed(
    """absurd abysmal appalling atrocious awful barbaric brilliant callous catastrophic cowardly
    crazy cruel cynical deplorable despicable disastrous disgrace disgraceful disgusting dreadful
    embarrassing excellent extraordinary fabulous fantastic farce farcical foolish
    frightening ghastly grim grotesque heartbreaking heinous heroic horrible horrific horrifying
    hypocrisy hypocritical idiotic immoral incredible indefensible inexcusable inhuman inhumane
    insane insulting intolerable irresponsible laughable ludicrous madness magnificent marvellous
    monstrous naive nonsense obscene outrage outrageous pathetic phenomenal preposterous
    reckless remarkable repugnant ridiculous rubbish scandal scandalous senseless shambles
    shambolic shameful shocking sickening silly spectacular stunning stupid superb tasteless
    terrible terrific tragic travesty unacceptable unbelievable unconscionable unfair unforgivable
    unjust unthinkable vandalism vile wonderful worrying worryingly wicked witch-hunt
    ashamed proud disappointed disappointing delighted thrilled honoured devastated heartbroken
    overjoyed troubling alarming encouraging regrettable unfortunate murky"""
)
"""Words that judge wherever they stand."""
MILD: Final = listed(
    """good bad better best worse worst right wrong fair safe unsafe dangerous important
    adequate inadequate sufficient insufficient enough mistaken necessary unnecessary essential
    vital great poor weak strong useless pointless useful difficult hard easy tough impossible
    happy sad angry proud sorry confident worried obvious simple reasonable sensible
    realistic unrealistic ambitious serious significant insignificant impressive
    promising welcome overdue excessive disproportionate defamatory responsible brave beautiful
    ugly perfect boring exciting interesting special nice lovely fine helpful unhelpful legitimate
    illegitimate arbitrary premature misleading biased credible tired ready concerned
    optimistic pessimistic surprised mystery shame pity failure success mess joke disaster tragedy
    mistake triumph crime betrayal victory miracle priority"""
)
"""Words that judge where they are said of something: "is wrong", "was more than adequate"."""
FEELINGS: Final = listed("tired ready sorry happy sad angry proud worried surprised concerned")
"""Of these, what a speaker knows of himself: "I am tired" reports a fact."""
JUDGING: Final = (
    r"\b(?:nothing|something|anything) (?:that |to )?(?:worr|fear|hide|concern)\w*|"
    r"\bmakes no sense\b|\bneeds? an? (?:louder|stronger|better|new) |"
    r"\btoo (?:much|many|little|few|late|far|soon)\b|\bthe true (?:number|figure|toll|cost)\b|"
    r"\bout of touch\b|\bsell(?:s|ing) something\b|\bplay(?:s|ing|ed) politics\b|"
    r"\bno (?:excuse|justification|place)\b|\bmore (?:than )?(?:adequate|important|dangerous)\b"
)
