"""Words inside and around names that tell what sort of thing bears them."""

from typing import Final

from functions.extract.engine.lexicons import listed
from functions.extract.engine.lexicons.roles import BODY_NOUNS, ORGANISATION_NOUNS

PLACE_HEADS: Final = listed(
    """river street st. road avenue ave lane square boulevard blvd drive highway route motorway
    freeway bay island islands isle isles mountain mountains mount hill hills valley lake
    lakes sea ocean gulf strait straits channel canal creek falls beach coast peninsula cape
    desert forest woods park gardens garden plaza county district province oblast prefecture
    region republic territory territories kingdom city town village borough township parish
    plateau plains basin delta glacier harbour harbor port airport station bridge tunnel dam
    castle palace tower towers stadium arena cemetery memorial cathedral abbey mosque temple
    crossing corner heights springs ranch farm quarry mine moor marsh meadow grove ridge
    canyon gorge pass reef cove lagoon estuary wharf quay pier dock docks row terrace close
    crescent mews green common heath downs dale fell glen loch firth sound spit point
    neighbourhood neighborhood suburb quarter enclave exclave camp spillway reservoir
    reserve sanctuary volcano crater chapel restaurant cafe café hotel inn mall motel pub
    diner theatre theater cinema pizzeria grill zoo aquarium spa resort prison jail barracks
    interchange junction turnpike expressway parkway way residence hamlet raion governorate
    canton emirate archipelago atoll fjord steppe savannah hollow ford bluff bluffs mill
    mills courthouse hall base outpost checkpoint frontier"""
)
"""Last words of names that only places bear, if no stronger word stands in them."""

PLACE_LEADS: Final = listed(
    """mount lake river cape fort port isle gulf strait bay sea point loch glen camp mt mt. ft.
    ft rio san santa são sao st saint"""
)
"""First words of names of places."""

PLACE_PREFIXES: Final = listed(
    """north south east west northern southern eastern western central upper lower greater
    inner outer new old northeast northwest southeast southwest north-east north-west
    south-east south-west mid downtown"""
)
"""Words before a place's name that may belong to it."""

_MORE_ORGANISATIONS: Final = listed(
    """hospital hospitals infirmary clinic college faculty academy secretariat institution
    institutions laboratories council corps brigade battalion regiment division squadron
    fleet navy forces force front army militia legion command constabulary police ambulance
    guards councils assembly senate congress parliament bundesliga league fc afc cf sc rfc
    utd athletic albion rangers orchestra choir band ensemble philharmonic symphony ballet
    opera broadcasting broadcaster television radio tv channel gazette herald tribune
    chronicle courier journal review post times telegraph echo packet ledger bugle examiner
    inquirer mercury observer sentinel globe mirror star standard mail express argus weekly
    daily magazine publishing publishers publications books press wire newswire agency
    services service solutions systems technologies technology software electronics
    semiconductors aerospace aviation airways airlines railways rail railroad lines line
    shipping logistics freight motors motor automotive energy gas oil petroleum power
    electric electricity water utilities grid nuclear solar mining minerals metals steel
    chemicals pharma pharmaceuticals biotech therapeutics biosciences genetics foods
    beverages brewery breweries brands stores supermarkets retail outfitters insurance
    mutual assurance finance financial capital investments investors securities savings
    bancorp credit bank banks equity ventures partners partnership associates consulting
    consultants advisers advisors attorneys solicitors llp lp co ag sa nv bv spa ab oy asa
    as pty pte kk gmbh sarl limited incorporated enterprises enterprise holdings holding
    group groups industries industrial manufacturing construction engineering builders homes
    housing properties realty estates development developments communications telecom
    telecommunications networks network media entertainment pictures studios records
    productions games interactive institute centre center foundation fund trust charity
    society association union unions guild syndicate cooperative co-op consortium chamber
    commission committee subcommittee board panel tribunal court courts inquiry inspectorate
    ombudsman administration bureau department dept dept. ministry ministries office
    directorate authority registry exchange treasury embassy consulate mission delegation
    campaign movement party parties alliance coalition federation confederation confederacy
    organisation organization watch initiative project programme program taskforce
    brotherhood jihad cartel gang mafia clan seminary synod diocese archdiocese church
    convent monastery order team club clubs squad research brewing lettings farms air chips
    paper hydro primary racing cycling sports marines airforce"""
)
_NOT_HEADS: Final = listed(
    """who times post watch campaign movement house news centre center record records order
    international marathon staff command"""
)
ORGANISATION_HEADS: Final = (
    (ORGANISATION_NOUNS | BODY_NOUNS | _MORE_ORGANISATIONS) - _NOT_HEADS
) | listed("times post watch campaign movement centre center news international records command")
"""Last words of names of several words that organisations bear."""

ORGANISATION_LEADS: Final = listed(
    """ministry department university institute bank board office bureau house school college
    academy association society federation council committee commission court church centre
    center campaign party union league faculty confederation directorate organisation
    organization alliance movement friends sons daughters order knights republic law housing
    authority agency army museum royal national fund doctors reporters médecins"""
)
"""Nouns that "of", "for" or "on" may follow within the name of an organisation."""

PLACE_OF: Final = listed(
    """gulf bay isle sea strait straits cape mount lake river port city town bank rock horn
    palace coast county district republic kingdom state states valley house tower forest
    duchy principality commonwealth territory province region oblast village parish borough
    university"""
)
"""Nouns that "of" may follow within the name of a place."""

SUFFIXES: Final = listed(
    """inc ltd llc llp plc corp corporation company co gmbh ag sa nv limited incorporated group
    holdings holding"""
)
"""Legal forms and the like, without which the organisation is known too."""

KNOWN_ORGANISATIONS: Final = listed(
    """nato un eu fbi cia nsa dhs doj dod epa fda cdc fcc sec irs nasa nhs nih noaa faa ftc atf
    dea ice usaid osce iaea who unicef unesco unhcr unrwa imf wto opec oecd asean mercosur
    brics cern esa interpol europol frontex eurojust gchq mi5 mi6 mossad fsb gru sbu gur kgb
    svr isi raf rspca rspb ofcom ofgem ofsted ofwat hmrc dwp defra nspcc aclu naacp nra aarp
    afl-cio seiu uaw fifa uefa nba nfl nhl mlb ncaa nascar ioc wada fia pga atp wta irfu rfu
    ecb bcci icc hamas hezbollah hizbullah taliban isis isil al-qaeda al-qaida al-shabaab
    fatah plo pkk ypg farc ira irgc idf pla cdu csu spd afd fdp snp dup ukip gop dnc rnc bjp
    anc kuomintang knesset bundestag bundesbank bundesrat duma dáil dail seanad sejm rada
    riksdag storting folketing google apple microsoft amazon meta facebook twitter instagram
    whatsapp youtube tiktok bytedance snapchat reddit linkedin pinterest netflix spotify
    uber lyft airbnb tesla spacex openai anthropic nvidia intel amd ibm oracle cisco
    qualcomm samsung sony lg toshiba panasonic hitachi huawei xiaomi alibaba tencent baidu
    boeing airbus lockheed raytheon rolls-royce toyota honda nissan mazda hyundai kia
    volkswagen bmw audi porsche daimler mercedes-benz renault peugeot citroën fiat
    stellantis ferrari volvo saab ericsson nokia siemens bosch basf bayer pfizer moderna
    astrazeneca novartis roche gsk glaxosmithkline merck sanofi biontech exxonmobil exxon
    chevron bp shell totalenergies eni equinor gazprom rosneft lukoil rosatom aramco
    petrobras glencore rio-tinto vale arcelormittal walmart tesco sainsbury asda aldi lidl
    ikea carrefour costco kroger starbucks mcdonald pepsico coca-cola nestle nestlé unilever
    danone heineken diageo barclays hsbc lloyds natwest santander citigroup citibank
    jpmorgan blackrock visa mastercard paypal moody mckinsey deloitte kpmg pwc accenture
    wal-mart verizon vodafone comcast viacom disney pixar hbo paramount sotheby lufthansa
    ryanair easyjet ups fedex dhl wikipedia wikileaks yahoo aol ebay craigslist github
    greenpeace oxfam amnesty unison halliburton blackwater bellingcat reuters afp bbc cnn
    itv cnbc msnbc npr pbs nbc cbs politico axios buzzfeed newsweek meduza haaretz bloomberg
    tass xinhua kyodo yonhap ansa hilton marriott kmart macy nike adidas puma gucci prada
    lvmh hermès kellogg kodak xerox pentagon congress parliament senate interfax ria
    ukrinform starlink wagner al-jazeera arsenal juventus barça bayern celtics lakers
    yankees knicks patriots cowboys tories democrats republicans lib-dems sinn-féin labour"""
)
"""Names of one word, in lower case, that are an organisation's wherever they stand."""

OTHER_HEADS: Final = listed(
    """proceedings annals transactions bulletin act bill law laws amendment treaty accord
    accords agreement pact convention protocol constitution resolution directive regulation
    code deal plan strategy doctrine declaration charter war wars battle siege massacre
    revolution uprising rebellion spring crisis depression recession holocaust genocide
    operation offensive day week month year eve night morning weekend cup trophy prize award
    awards medal shield open championship championships tournament games olympics
    paralympics marathon derby festival fair expo summit conference election elections
    referendum primary caucus hurricane storm typhoon cyclone virus syndrome disease variant
    missile rocket tank drone jet telescope satellite probe mission bible koran quran album
    song symphony novel film series show theory principle effect index dow religion
    christianity islam"""
)
"""Last words of names of things that are neither people, organisations nor places."""

OTHER_LEADS: Final = listed("hurricane typhoon cyclone operation tropical")
"""First words of such names."""

CALENDAR: Final = listed(
    """monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december mon tue tues wed thu thur thurs
    fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec christmas easter ramadan
    thanksgiving halloween hanukkah passover diwali eid lent advent gmt bst utc est edt pst
    pdt cet cest am pm a.m. p.m. bc ad bce ce mondays tuesdays wednesdays thursdays fridays
    saturdays sundays"""
)
"""Days, months, feasts and marks of time: no names here."""

NOT_ORGANISATIONS: Final = listed(
    """ceo cfo coo cto vip tv dvd cd usb gps atm id hiv aids dna rna mri gdp vat suv pc ai it
    hr pr faq url html pdf sms ufo ngo ngos ok asap fyi btw lol omg imo aka diy eta rip ps
    re cc fw fwd tel fax ext no nos vs usd gbp eur cad aud km kg mph mp mps mep meps msp qc
    kc phd md obe mbe cbe dj mc tbd tba pm am etc dui ptsd adhd icu er iq lgbt lgbtq lgbtq+
    nft esg ipo q&a covid covid-19 sars ebola wifi wi-fi www http https icbm wmd wmds ied
    ieds rpg uav uavs gmo pov jpeg gif app ios android windows linux i ii iii iv vi vii viii
    ix xi xii"""
)
"""Capitals that name no organisation."""

TITLES: Final = listed(
    """supervisor skipper revd principal headteacher provost reeve alderman mr mrs ms miss mx
    sir dame dr prof professor rev reverend lord lady cllr councillor judge justice
    president vice-president minister premier chancellor senator sen congressman
    congresswoman representative rep governor gov mayor ambassador king queen prince
    princess pope cardinal archbishop bishop imam rabbi sheikh shaikh ayatollah mullah
    emperor sultan general gen colonel col lieutenant lt captain capt major maj sergeant sgt
    corporal admiral adm brigadier brig marshal commodore inspector superintendent detective
    constable officer sheriff commissioner secretary spokesman spokeswoman spokesperson
    coach manager chairman chairwoman director chief father sister brother uncle aunt aunty
    grandma grandpa mister madam madame monsieur señor don comrade prophet deputy private
    pvt pte cpl supt insp det hon attorney prosecutor"""
)
"""Words before a person's name, whether with a capital or without."""

SPEAKS: Final = listed(
    """said says say told tells added adds wrote writes argued argues claimed claims announced
    insisted insists explained explains replied replies responded responds warned warns
    noted notes acknowledged admitted admits conceded denied denies confirmed confirms
    declared testified tweeted posted recalled recalls joked believes thinks thought feels
    felt wants wanted knows knew hopes hoped asked asks smiled laughed shouted nodded died
    lives lived grew married resigned joined"""
)
"""Verbs that people above all are the subject of. Organisations say things too."""

PERSONAL: Final = listed(
    """died lives lived grew married smiled laughed shouted nodded joked thinks thought feels
    felt recalled recalls knew tweeted testified"""
)
"""Verbs that only people are the subject of."""

LOCATIVE: Final = listed("in near off across throughout outside inside toward towards around")
"""Prepositions before a place; after "at" an organisation may stand as well."""

OPENERS: Final = listed(
    """a an the this that these those there here he she it we you i they who what when where
    why how which whose whom his her its our your their my mine hers ours yours theirs and
    or but nor so yet for if unless until while whilst whereas although though because since
    as than once after before during despite amid among between beyond behind below beneath
    beside besides above across against along around at by down from in inside into near of
    off on onto out outside over past through throughout to toward towards under underneath
    up upon via with within without about according also again already always almost
    altogether anyway apart apparently asked asking back barely both briefly certainly
    clearly consequently currently definitely each earlier either elsewhere enough
    especially even eventually ever every everybody everyone everything everywhere exactly
    except few fewer finally first firstly following former formerly fortunately further
    furthermore generally given half hardly hence hopefully however hundreds thousands
    millions dozens indeed instead ironically just last lastly late lately later latest
    least less let like likewise long luckily many maybe meanwhile moreover more most mostly
    much naturally nearly neither never nevertheless next nobody none nonetheless normally
    not nothing notably now nowadays obviously occasionally often okay ok one two three four
    five six seven eight nine ten eleven twelve twenty thirty forty fifty only originally
    other others otherwise overall perhaps personally please plus possibly potentially
    presumably previously probably quite rather really recent recently regardless reportedly
    same second secondly separately several similarly simply some somebody somehow someone
    something sometimes somewhat somewhere soon sorry still strangely such suddenly sure
    surely surprisingly thank thanks then thereafter therefore third thirdly thus today
    tomorrow tonight together too total traditionally twice ultimately undoubtedly
    unfortunately unlike usually very well whatever whenever wherever whether whichever
    whoever yes yesterday yeah no nope hi hello hey dear greetings regards best cheers
    sincerely cordially respectfully welcome wow oh ah ha haha lol hmm um ugh
    congratulations enjoy look see go come get got give take make made do does did done don
    can could will would shall should may might must is are was were be been being have has
    had having am ain isn aren wasn weren don't doesn't didn't can't won't wouldn't isn't
    aren't wasn't i'm i'd i've i'll we're we've it's that's there's he's she's they're
    you're what's let's who's here's where's how's try keep stay put read click call check
    contact visit send ask tell say says said think know remember imagine consider note
    notice suppose believe hope wish want need love hate feel find follow use using used
    based born speaking writing talking looking going getting making taking working
    including regarding concerning considering depending"""
)
"""Words with which sentences begin, never part of a name that follows."""

STARTERS: Final = OPENERS | listed(
    """people men women children kids parents families students teachers workers officials
    police authorities residents experts scientists researchers critics supporters opponents
    analysts investors economists doctors nurses patients lawyers prosecutors investigators
    soldiers troops rebels protesters activists campaigners voters lawmakers ministers
    politicians leaders government governments company companies shares stocks prices sales
    profits revenue customers staff employees employers unions members friends neighbours
    neighbors witnesses survivors victims owners drivers passengers players fans users
    readers sources reports figures data evidence research studies results food service
    services water power money time times years months weeks days hours minutes news
    question questions answer answers interviewer interviewee update correction editor
    editors caption photo picture image video watch listen share subscribe advertisement
    related source credit chapter part section page table figure introduction conclusion
    summary abstract background analysis opinion comment great good bad nice big small new
    old high low short free full worst better worse early hot cold open closed true false
    right wrong left real super awesome amazing excellent terrible horrible wonderful
    fantastic beautiful lovely perfect friendly highly professional quality quick fast slow
    easy hard cheap expensive local national international global public private political
    economic financial social medical military legal human nuclear rescue emergency health
    education security defence defense foreign domestic spring summer autumn fall winter
    morning afternoon evening night god lord heaven hell mom mum dad mother father sister
    brother son daughter wife husband baby boy girl man woman guy guys lady ladies gentlemen
    sir madam all any another anything anyone anybody own lots loads plenty pretty kind sort
    type types number amount rate rates place places home house car cars room rooms hotel
    restaurant store shop bar school college university church hospital office city town
    village country state world war peace life death work job business market markets
    economy tax taxes bank banks law court judge jury trial case cases crime fire flood
    storm weather snow rain sun moon earth sea air land road roads street traffic train
    trains bus buses flight flights plane ship boat truck bike dog dogs cat cats horse fish
    bird birds pet pets tree trees flower flowers book books film films movie movies music
    song game games sport sports football soccer tennis golf cricket rugby basketball
    baseball hockey internet web website online email phone mobile computer software
    hardware machine oil gas coal gold silver iron steel wood stone glass paper plastic
    democracy freedom justice truth science history art religion politics culture language
    english subject attached enclosed per pursuant thx tks pls attn location price
    professionalism delivery ordered went came returned arrived waited tried bought brought
    took gave told called walked drove stopped started finished moved lived worked
    understanding building dr mr mrs ms"""
)
"""These, and words that alone are no name although they may begin one."""


SURNAMES_TOO: Final = listed(
    """church hill hills park lake bridge street wood woods brook ford mills mill moor marsh
    banks bank field court house hall green heath way close point lane bush castle forest
    moss temple stone bishop power press order hotel cross camp glen dale grove ridge downs
    fell parks rivers beach bay ocean island islands row terrace garden gardens quick star
    english love war day may week spring eve cup shield derby fair storm bill law drummer
    gates price foster congress post mercury chamber chambers gas waters sharp powers sales
    railton steel christian cannon inn spa mews common sound wells north south east west
    city town abbey school college carr page register express winter summer strait farm"""
)
"""Heads of names of places and bodies that are also surnames."""

ORGANISATION_NOUNS_BEFORE: Final = listed(
    """company firm group charity retailer newspaper daily agency broadcaster station website
    start-up startup manufacturer carmaker airline operator supplier bank insurer developer
    giant chain brand publisher union club team party militia contractor maker owner lender
    supermarket consultancy think-tank platform network app service band magazine paper
    outlet lobby nonprofit organisation organization regulator utility wire"""
)
"""Nouns before or after a name that say it is an organisation's."""

PLACE_NOUNS: Final = listed(
    """city town village capital port suburb district region province island hamlet settlement
    neighbourhood neighborhood borough county state country nation republic river stronghold
    enclave peninsula valley resort area municipality metropolis territory lake mountain
    strait"""
)
"""Nouns before or after a name that say it is a place's."""

OWNED_BY_ORGANISATIONS: Final = frozenset({"chief executive", "chief financial"}) | listed(
    """shares stock customers employees founder co-founder boss chairman chairwoman ceo cfo
    owner website subsidiary headquarters spokesman spokeswoman spokesperson board profits
    sales revenue products managing executives shareholders investors auditors members
    accounts manager parent flagship servers software app users"""
)
OWNED_BY_PLACES: Final = listed(
    """government army president parliament capital embassy border borders economy population
    navy foreign defence defense interior finance prime ministry military streets mayor
    residents council north south east west airport port coast constitution supreme troops
    forces leaders ambassador invasion sovereignty central transport health harbour harbor
    largest second biggest only main old"""
)
OWNED_BY_PEOPLE: Final = listed(
    """wife husband mother father brother sister son daughter family office lawyer lawyers home
    house death life career dog car body killer parents widow partner girlfriend boyfriend
    children friend friends face eyes hand hands voice remarks speech resignation supporters
    campaign administration predecessor successor colleagues arrest trial"""
)

OF_ORGANISATIONS: Final = listed(
    """executive founder co-founder chairman chairwoman chair ceo director spokesman
    spokeswoman spokesperson manager owner member members employee employees shares stake
    customers accounts pilot researcher researchers professor lecturer editor
    trustees officers"""
)
"""Nouns before "of", "for", "at" or "in" and the name of an organisation."""

OF_PLACES: Final = listed(
    """ministries capital city town village port north south east west outskirts suburbs centre
    center mayor streets people republic province region island bank coast kingdom governor
    siege battle county district government invasion king queen residents part parts"""
)
"""Nouns before "of" and the name of a place."""

MOTION: Final = listed(
    """go goes went gone move moved moves travel travelled traveled fly flew flown return
    returned sent drove flight flights trip visit road way home come came fled sailed bound"""
)
"""Words before "to" and a place."""

ORGANISATION_FIRST: Final = listed(
    """radio fc ac afc club team sporting dynamo spartak banco banque deutsche partido grupo"""
)
"""First words of names that only organisations bear."""

NAMED_AFTER_PLACES: Final = listed(
    """council university college school academy hospital police echo packet times post herald
    gazette court review chronicle courier weekly tribune commission museum airport church
    observer news mercury telegraph star examiner inquirer journal parliament government"""
)
"""Heads of names whose first word is mostly a place's, and stands for that."""

SAYING_BEFORE: Final = listed("said says added wrote explained recalled argued insisted joked")
"""Verbs before the name of who speaks."""

OFFICES: Final = listed(
    """state defense defence health finance justice education interior commerce labor labour
    energy transport transportation agriculture culture information trade war police staff
    communications homeland"""
)
"""What an office is of: "Minister of Defence"."""
