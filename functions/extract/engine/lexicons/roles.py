"""Words for what people are, and the head nouns that tell one type of source from another."""

from typing import Final

from functions.extract.engine.lexicons import listed

ROLES: Final = listed(
    """president minister secretary spokesperson spokesman spokeswoman chancellor premier senator
    congressman congresswoman representative governor mayor ambassador envoy diplomat director
    chairman chairwoman chair chairperson chief executive ceo cfo founder co-founder owner
    head leader commander commissioner inspector superintendent sheriff prosecutor attorney
    lawyer solicitor barrister judge justice professor lecturer researcher scientist economist
    analyst historian expert author writer journalist reporter correspondent editor columnist
    presenter broadcaster host anchor actor actress singer musician rapper artist director
    producer filmmaker comedian model athlete coach manager captain striker player pitcher
    quarterback boxer doctor physician surgeon nurse epidemiologist virologist engineer
    developer programmer consultant adviser advisor aide deputy counsellor counselor
    councillor councilor councilman councilwoman mp mep msp lawmaker legislator politician
    candidate nominee activist campaigner organiser organizer protester witness resident
    neighbour neighbor mother father brother sister son daughter wife husband widow student
    teacher headteacher principal pastor bishop archbishop cardinal pope imam rabbi priest
    king queen prince princess duke duchess lord lady tsar czar treasurer strategist pollster
    psychologist psychiatrist therapist biologist physicist chemist astronomer geologist
    climatologist meteorologist farmer fisherman worker driver pilot officer soldier veteran
    detective investigator coroner magistrate whistleblower billionaire entrepreneur investor
    banker trader businessman businesswoman tycoon agent speaker whip solicitor-general
    undersecretary vice-president co-author fellow chief-of-staff policeman policewoman
    firefighter paramedic official negotiator mediator blogger streamer influencer critic
    plumber electrician shopkeeper sprinter swimmer cyclist golfer goalkeeper midfielder winger
    jockey deckhand sailor bursar registrar vice-chancellor administrator auditor accountant
    curator librarian midwife trustee surveyor architect designer hairdresser pharmacist dentist
    novelist poet playwright philosopher academic scholar archaeologist rep sen gov rower skipper
    employee foreman cricketer footballer defender batsman bowler trainer referee umpire broker
    trader butcher carer technician steward conductor fundraiser actuary regulator-general
    governor-general headmaster headmistress provost dean warden caretaker landlady councilmember
    alderman assemblyman assemblywoman congressperson ombudsman comptroller clerk postmaster
    stationmaster quartermaster signalman lineman lifeguard gardener developer"""
)
"""Nouns for a person's office or trade."""

OFFICES: Final = listed(
    """president minister secretary chancellor premier governor mayor ambassador chairman
    chairwoman chair chairperson executive ceo commissioner superintendent sheriff coroner
    auditor ombudsman comptroller treasurer bishop archbishop pope king queen inspector
    headteacher headmaster headmistress principal vice-chancellor dean provost manager coach
    captain skipper bursar speaker director judge"""
)
"""Those of which a place or a body has one at a time: "the mayor" is a person."""

RANKS: Final = listed(
    """rear general major colonel lieutenant captain sergeant corporal admiral brigadier marshal
    commodore gen maj col lt capt sgt cpl adm brig private constable chief-superintendent
    commander"""
)
"""Military and police ranks: before a name they are neither name nor office."""

HONORIFICS: Final[dict[str, str]] = {
    "mr": "m", "mrs": "f", "ms": "f", "miss": "f", "sir": "m", "dame": "f", "dr": "", "prof": "",
    "rev": "", "reverend": "", "hon": "", "lord": "m", "lady": "f", "mx": "", "messrs": "m",
    "cllr": "", "det": "", "insp": "", "supt": "",
    "madam": "f", "madame": "f", "monsieur": "m", "sheikh": "m", "father": "m", "sister": "f",
}  # fmt: skip
"""Forms of address to the gender they tell, if any."""

_MEN: Final = listed(
    """spokesman chairman congressman councilman businessman actor king prince duke pope father
    brother son husband policeman fisherman"""
)
_WOMEN: Final = listed(
    """spokeswoman chairwoman congresswoman councilwoman businesswoman actress queen princess
    duchess mother sister daughter wife widow policewoman"""
)
GENDERED: Final[dict[str, str]] = dict.fromkeys(_MEN, "m") | dict.fromkeys(_WOMEN, "f")
"""Roles to the gender that they tell."""

MODIFIERS: Final = listed(
    """campaign democratic republican former then acting deputy vice senior junior chief prime
    foreign defence defense interior finance home health energy education justice trade labor
    labour transport climate national security assistant associate retired ex outgoing
    incoming interim first second lead top military political presidential intelligence press
    communications public managing general executive special permanent state district supreme
    court federal regional local human rights opposition shadow emeritus veteran long-time
    longtime freelance independent and of staff the affairs attorney lieutenant"""
)
"""Words that a role may hold besides its noun."""

BODY_NOUNS: Final = listed(
    """ministry department agency police army guard coastguard navy military court council
    parliament congress senate commission bureau office treasury embassy consulate committee
    authority authorities
    legislature cabinet directorate inspectorate prosecutors tribunal regulator watchdog fbi
    cia nsa pentagon interpol gchq mi5 mi6 fsb sbu gru gur duma bundestag knesset house
    coastguard administration service marines command staff sheriff's corps taskforce garda
    jury inquest state-department assembly doj dod dhs epa fda cdc fcc sec irs nasa nhs ofcom mod
    force"""
)
"""Head nouns and names of government bodies."""

ORGANISATION_NOUNS: Final = listed(
    """company corporation firm group university college institute school hospital party union
    association society foundation charity bank inc ltd llc corp plc gmbh club team league
    federation alliance coalition network organisation organization ngo trust church fund
    exchange airline airlines museum campaign movement forum centre center laboratory lab labs
    observatory nato un eu who unicef unesco imf wto opec amnesty greenpeace hamas hezbollah
    taliban isis apple google microsoft amazon meta facebook twitter tesla netflix openai
    samsung boeing airbus toyota nations republicans democrats tories labour conservatives
    industries holdings partners ventures media press news times post international board
    studio studios watch retailer manufacturer startup start-up militia rebels monitor insurer
    operator supplier developer clinic utility lobby chamber united rovers athletic wanderers albion
    fc afc"""
)
"""Head nouns and names of organisations."""

DOCUMENT_NOUNS: Final = listed(
    """report study survey poll document documents filing filings lawsuit complaint indictment
    affidavit memo memorandum letter statement data figures statistics transcript email emails
    e-mail article paper analysis records record papers review audit dossier manifesto book
    autopsy readout communique communiqué census index leaflet notice order ruling research
    research-note website page magazine newspaper minutes tables bulletin accounts map slide
    draft version notes footage video videos images photographs pictures recording recordings"""
)
"""Head nouns of documents."""

UNNAMED_NOUNS: Final = listed(
    """official officials source sources person people witness witnesses resident residents
    expert experts analyst analysts critic critics aide aides insider insiders observer
    observers lawmaker lawmakers adviser advisers advisor advisors supporters opponents
    activists activist protesters diplomat diplomats scientists scientist researchers
    researcher economists economist neighbours neighbors neighbour neighbor employee employees
    worker workers staff executive executives investor investors officer officers soldier
    soldiers veterans doctor doctors lawyer lawyers woman man women men girl boy parents
    families relatives survivors survivor victims victim friend friends colleague colleagues
    member members everyone someone somebody many some others several both few most historians
    users fans voters players investigators reporters journalists journalist politicians
    campaigners teacher teachers student students passenger passengers leaders authors lawyers
    spokesman spokeswoman spokesperson representative representatives"""
)
"""Head nouns of sources that the article does not name."""

PLURAL_PEOPLE: Final = frozenset(word for word in UNNAMED_NOUNS if word.endswith("s")) | {
    "people", "women", "men", "many", "some", "both", "few", "most",
}  # fmt: skip

SPOKES: Final = frozenset({"spokesman", "spokeswoman", "spokesperson", "representative"})

PARTICLES: Final = listed(
    """de da di do dos das del della der den van von la le el al bin ibn ben abu ter ten du y e"""
)
"""Small words within a name."""

NOT_NAMES: Final = listed(
    """the a an this that these those in on at by for from to of with as but and or if when while
    although though after before since because so then there here it he she they we i you his
    her their its our your my what who why where how which not no yes even both each some many
    most all another other one two three four five six seven eight nine ten monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july
    august september october november december also however meanwhile earlier later last next
    during under over according despite asked speaking despite do did does is are was were has
    have had can could will would may might should must let thank please yikes apparently
    reportedly writing following amid until within without per via about russia's today
    yesterday tomorrow still only just such than once never instead perhaps maybe more less
    among against between"""
)
"""Words that begin sentences with a capital without being names."""

PRONOUNS: Final[dict[str, str]] = {
    "he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "they": "p", "them": "p",
    "their": "p", "it": "n", "its": "n", "who": "w", "which": "n", "i": "a", "we": "a", "us": "a",
    "our": "a", "himself": "m", "herself": "f", "both": "p", "the latter": "w", "the former": "w",
}  # fmt: skip
"""Pronoun to m(ale), f(emale), p(lural), n(euter), w(hoever came last), a(uthor)."""
