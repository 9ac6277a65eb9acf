"""What is told of a statement's words to judge whether it is worth checking, and the word classes.

The classes are written by hand and hold general words of public affairs: no person, party or
place. Forms are listed as they are read, in lower case, with plain apostrophes.
"""

from enum import StrEnum
from typing import Final

from functions.extract.engine.lexicons import listed


class Feature(StrEnum):
    """What a statement has or has not; the value is the phrase that explains it to a reader."""

    QUANTITY = "has a quantity"
    PERCENTAGE = "gives a percentage"
    MONEY = "gives a sum of money"
    LARGE_NUMBER = "gives a number of a thousand or more"
    DURATION = "gives a length of time"
    DATE = "names a year or a date"
    NAME = "names a person, place or organisation"
    VERY_SHORT = "has fewer than 5 words"
    SHORT = "has fewer than 9 words"
    LONG = "has more than 25 words"
    QUESTION = "is a question"
    ECONOMY = "is on money or work"
    SOCIETY = "is on health, schools, energy or climate"
    SECURITY = "is on crime, arms or war"
    LAW = "is on laws, votes or treaties"
    WRONGDOING = "speaks of wrongdoing or failure"
    CHANGE = "says that something grew, shrank or was lost"
    EVIDENCE = "speaks of a record or statistic"
    POSITION = "says what somebody said, backed or refused"
    ABSOLUTE = "uses a superlative or an absolute"
    COMPARISON = "compares"
    CAUSE = "gives a cause"
    PAST = "is worded in the past"
    FUTURE = "is worded in the future"
    NORM = "says what ought to be"
    OPINION = "is worded as an opinion"
    EVALUATION = "praises or blames"
    COURTESY = "has words of courtesy"
    VAGUE = "is vague"
    SPEAKER = "is on the speaker"
    US = "is on the speaker's own side"
    ANOTHER = "is on one other person"


_CLASSES: Final[dict[Feature, str]] = {
    Feature.ECONOMY: """job jobs tax taxes taxed taxpayer taxpayers economy economies economic trade
        deficit deficits debt debts budget budgets wage wages income incomes unemployment employment
        growth inflation price prices cost costs spending money fund funds funding market markets
        export exports import imports factory factories manufacturing company companies industry
        industries investment investments investors loan loans business businesses salary salaries
        pension pensions poverty bank banks banking bankruptcy profit profits revenue revenues
        workers tariff tariffs pay paid pays rent rents mortgage mortgages sales
        employers layoffs""",
    Feature.SOCIETY: """health healthcare insurance premium premiums hospital hospitals patient
        patients vaccine vaccines vaccination disease diseases virus infection infections doctors
        nurses care coverage school schools education students pupils teachers university
        universities climate emissions pollution energy electricity oil coal gas water housing
        homeless welfare benefits drought flood floods""",
    Feature.SECURITY: """crime crimes murder murders homicide homicides violence violent drug drugs
        gun guns police prison prisons terror terrorism terrorist terrorists attack attacks attacked
        war wars weapon weapons nuclear troops military army border borders immigrant immigrants
        immigration migrant migrants refugee refugees missile missiles drone drones killed wounded
        injured deaths dead casualties bomb bombs bombing soldiers invasion invaded shot shooting
        hostage hostages shelling ceasefire""",
    Feature.LAW: """law laws bill bills act vote votes voted voters amendment court courts judge
        judges congress senate parliament treaty treaties agreement agreements deal deals policy
        policies regulation regulations rules election elections ballot ballots legislation
        sanctions constitution constitutional unconstitutional government administration accord
        program programs programme programmes lawsuit lawsuits""",
    Feature.WRONGDOING: """lie lied lies lying illegal illegally unlawful unlawfully corrupt
        corruption fraud fraudulent steal stole stolen theft cheat cheated cheating scandal abuse
        abused abuses criminal criminals guilty violated violation violations bribe bribes bribed
        bribery hid hidden concealed leaked deleted destroyed destroy sued accused convicted
        arrested failed failing disaster false falsely wrong negligence neglected misled
        misleading poisoned tortured smuggled forged fabricated""",
    Feature.CHANGE: """increase increased increases increasing decrease decreased decreases rise
        rises rose risen rising fall falls fell fallen falling grow grows grew grown growing cut
        cuts cutting double doubled doubling tripled halved drop drops dropped dropping decline
        declined declining lost losing lose gain gained created added raised raise lowered reduced
        reducing reduction reductions soared surged slumped skyrocketed plunged shrank shrunk
        expanded worsened improved leaving""",
    Feature.EVIDENCE: """study studies report reports reported data statistics statistic figure
        figures poll polls survey surveys research rate rates average median number numbers percent
        percentage level levels experts document documents documented fact facts record records
        records audit census index estimate estimates""",
    Feature.POSITION: """support supported supports oppose opposed opposes backed voted said called
        calls proposed promised wanted wants endorsed signed approved rejected favored favoured
        admitted refused denied defended criticised criticized blocked vetoed banned ordered
        authorised authorized against""",
    Feature.ABSOLUTE: """highest lowest worst best biggest largest smallest greatest longest
        shortest fastest most history ever never every nobody none only all always nothing
        entire single everyone everything anyone any no first record""",
    Feature.COMPARISON: """than more less fewer compared twice half double times equal same higher
        lower worse larger smaller bigger faster slower better""",
    Feature.CAUSE: """because caused cause causes causing led result resulted resulting due
        therefore thus consequently""",
    Feature.FUTURE: """will going gonna shall tomorrow i'll we'll you'll he'll she'll they'll it'll
        won't""",
    Feature.NORM: "should shouldn't must mustn't need needs ought let's",
    Feature.OPINION: "think believe feel hope guess opinion suppose reckon personally know",
    Feature.EVALUATION: """great wonderful beautiful terrible horrible amazing fantastic incredible
        tremendous good bad nice love loved hate happy proud honor honored honour honoured
        important strong tough brilliant awful shameful disgraceful excellent""",
    Feature.COURTESY: """thank thanks please welcome ladies gentlemen hello congratulations sir
        ma'am madam okay ok sorry goodbye bye god bless yeah yes""",
    Feature.VAGUE: "thing things something lot lots stuff kind sort somebody someone",
    Feature.SPEAKER: "i me my mine myself i'm i've i'd i'll",
    Feature.US: "we us our ours ourselves we're we've we'd we'll",
    Feature.ANOTHER: "he him his she her hers he's she's himself herself",
    Feature.PAST: """was were had did wasn't weren't didn't hadn't been went came said took gave
        made got saw knew told left lost found sent ran won brought began became kept held wrote
        stood heard met led built sold spent fell rose grew thought chose drew drove ate fought
        flew forgot struck broke bought caught paid stole spoke hid shot hurt""",
    Feature.DATE: """january february march april june july august september october november
        december yesterday monday tuesday wednesday thursday friday saturday sunday""",
}  # fmt: skip

CLASSES_OF: Final[dict[str, tuple[Feature, ...]]] = {
    word: tuple(feature for feature, words in _CLASSES.items() if word in listed(words))
    for word in listed(" ".join(_CLASSES.values()))
}
"""Each listed word with the classes that it belongs to."""
