"""Places of the world by name: countries with their people, cities, states, regions, waters.

Names that are more often another word ("Reading", "Nice", "Mobile") or a person's are left out.
"""

from typing import Final

from functions.extract.engine.lexicons.countries import COUNTRY_NAMES, METONYMS, NATIONALITIES

_MORE_COUNTRIES: Final = """
Albania|Albanian
Andorra|Andorran
Angola|Angolan
Antigua and Barbuda|Antiguan|Antigua
Bahamas|Bahamian
Bahrain|Bahraini
Barbados|Barbadian,Bajan
Belize|Belizean
Benin|Beninese
Bhutan|Bhutanese
Bolivia|Bolivian
Bosnia and Herzegovina|Bosnian|Bosnia,Bosnia-Herzegovina
Botswana|Botswanan
Brunei|Bruneian
Burkina Faso|Burkinabe
Burundi|Burundian
Cambodia|Cambodian,Khmer
Cameroon|Cameroonian
Cape Verde|Cape Verdean|Cabo Verde
Central African Republic|Central African
Chad|Chadian
Comoros|Comoran
Costa Rica|Costa Rican
Croatia|Croatian,Croat
Cyprus|Cypriot
Democratic Republic of the Congo|Congolese|DRC,DR Congo,Democratic Republic of Congo,Congo
Djibouti|Djiboutian
Dominican Republic|Dominican
East Timor|Timorese|Timor-Leste
Ecuador|Ecuadorian
El Salvador|Salvadoran
Equatorial Guinea|Equatoguinean
Eritrea|Eritrean
Eswatini|Swazi|Swaziland
Fiji|Fijian
Gabon|Gabonese
Gambia|Gambian
Ghana|Ghanaian
Grenada|Grenadian
Guatemala|Guatemalan
Guinea|Guinean
Guinea-Bissau|Bissau-Guinean
Guyana|Guyanese
Haiti|Haitian
Honduras|Honduran
Hong Kong|Hong Kongese
Iceland|Icelandic
Ivory Coast|Ivorian|Côte d'Ivoire,Cote d'Ivoire
Jamaica|Jamaican
Kazakhstan|Kazakh,Kazakhstani
Kiribati|Kiribatian
Kosovo|Kosovan,Kosovar
Kuwait|Kuwaiti
Kyrgyzstan|Kyrgyz
Laos|Laotian,Lao
Lesotho|Basotho
Liberia|Liberian
Liechtenstein|Liechtensteiner
Luxembourg|Luxembourgish
Macau|Macanese|Macao
Madagascar|Malagasy
Malawi|Malawian
Malaysia|Malaysian
Maldives|Maldivian
Mali|Malian
Malta|Maltese
Marshall Islands|Marshallese
Mauritania|Mauritanian
Mauritius|Mauritian
Micronesia|Micronesian
Monaco|Monegasque
Mongolia|Mongolian
Montenegro|Montenegrin
Morocco|Moroccan
Mozambique|Mozambican
Myanmar|Burmese|Burma
Namibia|Namibian
Nauru|Nauruan
Nepal|Nepali,Nepalese
Nicaragua|Nicaraguan
Niger|Nigerien
North Macedonia|Macedonian|Macedonia
Oman|Omani
Palau|Palauan
Palestine|Palestinian|State of Palestine
Panama|Panamanian
Papua New Guinea|Papuan
Paraguay|Paraguayan
Peru|Peruvian
Republic of the Congo|Congolese|Congo-Brazzaville
Rwanda|Rwandan
Samoa|Samoan
San Marino|Sammarinese
Senegal|Senegalese
Seychelles|Seychellois
Sierra Leone|Sierra Leonean
Singapore|Singaporean
Slovenia|Slovenian,Slovene
Solomon Islands|Solomon Islander
Somalia|Somali
Somaliland|Somalilander
South Sudan|South Sudanese
Sri Lanka|Sri Lankan
Suriname|Surinamese
Tajikistan|Tajik
Tanzania|Tanzanian
Togo|Togolese
Tonga|Tongan
Trinidad and Tobago|Trinidadian|Trinidad
Tunisia|Tunisian
Turkmenistan|Turkmen
Tuvalu|Tuvaluan
Uganda|Ugandan
Uruguay|Uruguayan
Uzbekistan|Uzbek
Vanuatu|Vanuatuan
Vatican City|Vatican|Holy See
Zambia|Zambian
Zimbabwe|Zimbabwean
England|English
Scotland|Scottish,Scots
Wales|Welsh
Northern Ireland|Northern Irish|Ulster
Greenland|Greenlandic
Puerto Rico|Puerto Rican
Bermuda|Bermudian
Gibraltar|Gibraltarian
Soviet Union|Soviet|USSR,U.S.S.R.
Yugoslavia|Yugoslav
Czechoslovakia|Czechoslovak
East Germany|East German|GDR
West Germany|West German
South Vietnam|South Vietnamese
North Vietnam|North Vietnamese
Rhodesia|Rhodesian
Persia|Persian
Prussia|Prussian
"""
_PEOPLES: Final = """
african, south african, asian, european, latin american, north american, south american,
scandinavian, nordic, arab, arabic, kurdish, slavic, balkan, baltic, catalan, basque, flemish,
chechen, tatar, tibetan, uyghur, uighur, kashmiri, punjabi, bengali, tamil, sinhalese, pashtun,
hazara, sikh, hindu, muslim, islamic, islamist, christian, catholic, protestant, jewish, buddhist,
mormon, evangelical, anglican, methodist, baptist, orthodox, sunni, shia, shiite, shi'ite,
alawite, druze, roma, latino, latina, hispanic, caucasian, inuit, maori, māori, aboriginal,
cherokee, navajo, sioux, californian, texan, floridian, londoner, parisian, venetian, roman,
bavarian, siberian, crimean, gazan, republican, democrat, democratic, tory, marxist, communist,
socialist, nazi, zionist, fascist, victorian, elizabethan, edwardian, antarctic, mediterranean,
saxon, celtic, norman, gaelic, latin, hebrew, yiddish, mandarin, cantonese, urdu, hindi, farsi,
pashto, dari, swahili, zulu, xhosa, afrikaans, malay, javanese, tagalog, aussie, brit, yank, kiwi,
israelite, byzantine, ottoman, sudeten, eurasian, anglo-saxon, afro-caribbean, wahhabi, salafi,
baathist, ba'athist, chavista, peronist, gaullist, thatcherite, trumpian, putinist, stalinist
"""
_CITIES: Final = """
aachen, aarhus, aberdeen, abidjan, abuja, accra, adelaide, aden, agra, ahmedabad, al-hasakah,
albany, albuquerque, aleppo, alexandria, allentown, almaty, amritsar, amsterdam, anchorage, ann
arbor, antalya, antwerp, arkhangelsk, arlington, asheville, ashgabat, astana, asuncion, asunción,
atlanta, atlantic city, auckland, austin, avdiivka, bakersfield, bakhmut, bali, baltimore, bamako,
bandung, bangalore, bengaluru, bangui, banjul, barcelona, bari, barnsley, barranquilla, basel,
basra, baton rouge, beaverton, belfast, belgorod, benghazi, berdyansk, bergen, berkeley, bern,
bethlehem, beverly hills, bilbao, birmingham, bishkek, blackpool, boise, bologna, bolton, bonn,
bordeaux, boston, boulder, bournemouth, bradford, brazzaville, bremen, brest, bridgetown,
brighton, brisbane, bristol, brno, brooklyn, brussels, bryansk, bucha, bucharest, budapest, buenos
aires, buffalo, bujumbura, burbank, bydgoszcz, cairns, calais, calcutta, calgary, cali, camden,
cannes, canterbury, cape town, caracas, cardiff, cartagena, casablanca, changsha, charleston,
charlottesville, chattanooga, chelyabinsk, chengdu, chennai, chernihiv, chernobyl, chicago,
chittagong, chongqing, christchurch, cincinnati, cleveland, cologne, colombo, colorado springs,
columbus, conakry, copenhagen, cordoba, córdoba, corpus christi, coventry, crawley, curitiba, da
nang, dakar, dalian, dallas, damascus, danang, dar es salaam, darwin, dayton, daytona beach,
delft, denver, derry, des moines, detroit, dnipro, dnipropetrovsk, doncaster, donetsk, dortmund,
dover, dresden, dubai, duisburg, duluth, dundee, dunedin, durban, durham, dushanbe, düsseldorf,
dusseldorf, east jerusalem, edinburgh, edmonton, eindhoven, el paso, erbil, essen, eugene,
evansville, exeter, fallujah, falluja, fargo, florence, fort lauderdale, fort worth, fort wayne,
frankfurt, freetown, fremont, fresno, fukuoka, fukushima, galveston, gaborone, gaza city, gdansk,
gdańsk, geneva, genoa, georgetown, ghent, glasgow, goma, gothenburg, granada, grand rapids, graz,
green bay, greensboro, grenoble, grozny, guadalajara, guangzhou, guatemala city, guayaquil,
guwahati, haifa, halifax, hamburg, hamilton, hanover, harare, harrisburg, hartford, hebron,
hiroshima, ho chi minh city, hobart, hollywood, homs, honolulu, houston, huddersfield, hull,
huntsville, hyderabad, ibadan, idlib, inchon, incheon, indianapolis, innsbruck, inverness,
ipswich, irkutsk, irpin, irvine, isfahan, islamabad, istanbul, izmir, izmail, jackson heights,
jacksonville, jaffa, jaipur, jakarta, jalalabad, jeddah, jenin, jersey city, johannesburg, juba,
kabul, kaduna, kaliningrad, kampala, kandahar, kano, kanpur, kansas city, karachi, karbala,
kathmandu, kazan, kerch, khan younis, khan yunis, kharkiv, kharkov, khartoum, kherson, kigali,
kingston, kingston upon hull, kinshasa, kirkuk, kisumu, knoxville, kobe, kochi, kolkata, krakow,
kraków, kramatorsk, krasnodar, kryvyi rih, kuala lumpur, kunming, kursk, kyoto, la paz, lagos,
lahore, lansing, las vegas, lausanne, leeds, leicester, leipzig, lexington, lhasa, libreville,
liege, lille, lilongwe, lima, limerick, limassol, lincoln, linz, little rock, liverpool, livorno,
ljubljana, lodz, łódź, lome, long beach, los alamos, los angeles, louisville, luanda, lublin,
lubumbashi, lucknow, lugano, luhansk, lusaka, luton, luxor, lviv, lvov, lyon, lyons, maastricht,
macon, madison, malaga, málaga, malmo, malmö, managua, manchester, mandalay, manhattan, mannheim,
maputo, maracaibo, marbella, mariupol, marrakech, marrakesh, marseille, marseilles, mecca,
medellin, medellín, medina, melbourne, melitopol, memphis, mexico city, miami, miami beach,
middlesbrough, milan, milton keynes, milwaukee, minneapolis, minsk, mogadishu, mombasa, monrovia,
monterrey, montevideo, montgomery, montreal, montréal, montpellier, mosul, mumbai, bombay, munich,
munster, murmansk, muscat, mykolaiv, nablus, nagasaki, nagoya, nairobi, najaf, nanjing, nantes,
naples, nashville, nassau, ndjamena, n'djamena, new orleans, new york, new york city, nyc, newark,
newcastle, newcastle upon tyne, newport, niamey, nicosia, nizhny novgorod, norfolk, northampton,
norwich, nottingham, nouakchott, novosibirsk, nur-sultan, nuremberg, nuuk, oakland, odesa, odessa,
okinawa, oklahoma city, omaha, omsk, oran, orlando, osaka, oslo, ouagadougou, oxford, cambridge,
palermo, palm beach, palmyra, palo alto, pasadena, patna, perm, perth, peshawar, philadelphia,
phnom penh, phoenix, pittsburgh, pyongyang, plymouth, podgorica, pokrovsk, poltava, port au
prince, port-au-prince, port harcourt, port louis, port moresby, port of spain, port said,
portland, porto, portsmouth, porto alegre, poznan, poznań, praia, princeton, pristina, providence,
pune, punta arenas, qingdao, quebec city, queenstown, quetta, quezon city, quito, rabat, rafah,
raleigh, ramallah, ramadi, rangoon, yangon, raqqa, rawalpindi, recife, reno, reykjavik, rhodes,
richmond, riga, rio de janeiro, rio, rochester, rostov, rostov-on-don, rotterdam, rzeszow,
sacramento, saint petersburg, st petersburg, st. petersburg, st louis, st. louis, st paul, st.
paul, salem, salisbury, salt lake city, salvador, salzburg, samarkand, samara, san antonio, san
bernardino, san diego, san francisco, san jose, san josé, san juan, san salvador, santa barbara,
santa clara, santa cruz, santa fe, santa monica, santo domingo, sao paulo, são paulo, sapporo,
sarajevo, savannah, scranton, seattle, sevastopol, seville, sheffield, shenyang, shenzhen,
shanghai, shiraz, shreveport, siena, silicon valley, simferopol, sinjar, skopje, slough,
sloviansk, sochi, southampton, southend, spokane, springfield, srinagar, stalingrad, stavanger,
stoke-on-trent, strasbourg, stuttgart, sucre, suez, sumy, sunderland, surabaya, surat, suva,
swansea, sydney, syracuse, tabriz, tacoma, tallahassee, tampa, tangier, tashkent, tbilisi,
tegucigalpa, tel aviv, ternopil, thessaloniki, thimphu, thunder bay, tianjin, tijuana, tikrit,
timbuktu, tirana, toledo, tokyo, topeka, toronto, torquay, toulouse, trenton, trieste, tripoli,
tromso, trondheim, tucson, tulsa, tunis, turin, turku, tyre, ulan bator, ulaanbaatar, ulan-ude,
uppsala, utrecht, uvalde, uzhhorod, vaduz, valencia, valletta, valparaiso, vancouver, varanasi,
varna, venice, verona, victoria falls, vientiane, vilnius, vinnytsia, virginia beach, vladivostok,
volgograd, voronezh, vuhledar, wakefield, walsall, west hollywood, wichita, wilmington, windhoek,
winnipeg, wolverhampton, worcester, wroclaw, wrocław, wuhan, xi'an, yalta, yaounde, yerevan,
yokohama, york, yorktown, zagreb, zanzibar, zaporizhzhia, zaporizhia, zhytomyr, zurich, zürich,
gurgaon, brooklyn heights, queens, bronx, staten island, harlem, westminster, brixton, shoreditch,
tottenham, wembley, wimbledon, croydon, camden town, canary wharf, hackney, islington, soho,
chelsea, kensington, st andrews, stratford, windsor, davos, lourdes, pompeii, kyiv, kiev,
washington, cheltenham, chester, chesterfield, colchester, swindon, sandwell, salford, stockport,
warrington, preston, rochdale, oldham, dudley, grimsby, scunthorpe, hastings, margate, dunkirk, le
havre, rouen, reims, metz, nancy, dijon, toulon, avignon, el fasher, tigray, mekelle, maiduguri,
jos, gao, kidal, misrata, sirte, tobruk, deir ez-zor, latakia, tartus, sana'a, hodeidah, taiz,
hargeisa, ashdod, ashkelon, sderot, eilat, beersheba, jericho, haditha, samarra, baquba, tal afar,
dohuk, sulaymaniyah, mashhad, qom, natanz, bushehr, herat, kunduz, mazar-i-sharif, ghazni,
helmand, abbottabad, multan, faisalabad, swat, bhopal, nagpur, indore, coimbatore, trivandrum,
thiruvananthapuram, mysore, goa, kandy, jaffna, pattaya, phuket, chiang mai, hue, hai phong, cebu,
davao, busan, daegu, gwangju, sendai, hangzhou, suzhou, xiamen, harbin, urumqi, kashgar, lanzhou,
hefei, ningbo, canberra, wellington, rotorua, napier
"""
_STATES: Final = """
alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware, florida, hawaii,
idaho, illinois, indiana, iowa, kansas, kentucky, louisiana, maine, maryland, massachusetts,
michigan, minnesota, mississippi, missouri, montana, nebraska, nevada, new hampshire, new jersey,
new mexico, north carolina, north dakota, ohio, oklahoma, oregon, pennsylvania, rhode island,
south carolina, south dakota, tennessee, texas, utah, vermont, virginia, washington state, west
virginia, wisconsin, wyoming, district of columbia, washington dc, washington d.c., d.c., dc,
guam, ontario, quebec, québec, british columbia, alberta, manitoba, saskatchewan, nova scotia, new
brunswick, newfoundland, labrador, prince edward island, yukon, nunavut, new south wales,
queensland, tasmania, south australia, western australia, northern territory, bavaria, saxony,
hesse, thuringia, brandenburg, brittany, normandy, provence, burgundy, corsica, alsace, lorraine,
catalonia, andalusia, galicia, lombardy, tuscany, sicily, sardinia, piedmont, calabria, umbria,
flanders, wallonia, kerala, punjab, gujarat, maharashtra, bihar, rajasthan, tamil nadu, karnataka,
west bengal, assam, uttar pradesh, madhya pradesh, andhra pradesh, telangana, odisha, haryana,
jharkhand, manipur, nagaland, kashmir, jammu and kashmir, sindh, balochistan, khyber pakhtunkhwa,
xinjiang, tibet, sichuan, guangdong, yunnan, hubei, hunan, henan, hebei, fujian, zhejiang,
jiangsu, shandong, inner mongolia, hokkaido, kyushu, chechnya, dagestan, ingushetia, tatarstan,
siberia, donbas, donbass, crimea, transnistria, abkhazia, south ossetia, nagorno-karabakh,
chiapas, sinaloa, sonora, oaxaca, jalisco, bahia, minas gerais, patagonia, darfur, oromia, amhara,
biafra, kordofan, katanga, north kivu, south kivu, kent, essex, sussex, surrey, hampshire, dorset,
devon, cornwall, somerset, wiltshire, gloucestershire, oxfordshire, buckinghamshire, berkshire,
hertfordshire, bedfordshire, cambridgeshire, suffolk, lincolnshire, leicestershire,
northamptonshire, warwickshire, worcestershire, herefordshire, shropshire, staffordshire,
derbyshire, nottinghamshire, yorkshire, north yorkshire, south yorkshire, west yorkshire, east
yorkshire, lancashire, cheshire, cumbria, northumberland, county durham, merseyside, greater
manchester, west midlands, east midlands, tyneside, teesside, fife, aberdeenshire, lothian,
strathclyde, pembrokeshire, powys, gwynedd, anglesey, ceredigion, county antrim, county down,
county cork, county kerry, antrim, armagh, tyrone, fermanagh, donegal, galway, kerry, cork, mayo,
connacht, leinster
"""
_STATE_CODES: Final = """
AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC
ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC BC NSW Ala. Ariz. Ark. Calif. Colo. Conn. Del.
Fla. Ga. Ill. Ind. Kan. Ky. La. Md. Mass. Mich. Minn. Miss. Mo. Mont. Neb. Nev. N.H. N.J. N.M. N.Y.
N.C. N.D. Okla. Ore. Pa. R.I. S.C. S.D. Tenn. Tex. Va. Vt. Wash. Wis. W.Va. Wyo. D.C.
"""
_REGIONS: Final = """
africa, asia, europe, antarctica, north america, south america, central america, latin america,
oceania, australasia, eurasia, middle east, near east, far east, southeast asia, south asia,
central asia, east asia, north africa, west africa, east africa, southern africa, central africa,
horn of africa, sahel, sahara, maghreb, sub-saharan africa, eastern europe, western europe,
central europe, northern europe, southern europe, scandinavia, balkans, baltics, baltic states,
caucasus, levant, mesopotamia, kurdistan, iraqi kurdistan, gaza, gaza strip, west bank, golan
heights, sinai, sinai peninsula, galilee, negev, judea, samaria, anatolia, balkan peninsula,
iberia, iberian peninsula, arabian peninsula, arabia, korean peninsula, indochina, kashmir valley,
arctic, caribbean, west indies, mediterranean, pacific, atlantic, midwest, new england, deep
south, great britain, british isles, channel islands, hebrides, orkney, shetland, isle of man,
isle of wight, jersey, guernsey, west country, home counties, highlands, bay area, east coast,
west coast, gulf coast, wall street, sunset strip, capitol hill, silicon valley, ground zero,
times square, central park, fleet street, trafalgar square, red square, tiananmen square, tahrir
square, buckingham palace, windsor castle, tower bridge, stonehenge, hadrian's wall, eiffel tower,
statue of liberty, golden gate bridge, great wall, heathrow, gatwick, stansted, guantanamo,
guantánamo, guantanamo bay, guantánamo bay, chernobyl, zaporizhzhia nuclear power plant, alps,
andes, himalayas, rockies, rocky mountains, pyrenees, carpathians, urals, appalachians, cotswolds,
pennines, lake district, peak district, snowdonia, dartmoor, mount everest, everest, kilimanjaro,
yosemite, yellowstone, grand canyon, amazon rainforest, nile, danube, rhine, thames, dnieper,
dnipro river, volga, mississippi river, euphrates, tigris, ganges, mekong, yangtze, seine, hudson
river, east river, potomac, rio grande, suez canal, panama canal, english channel, black sea, red
sea, north sea, baltic sea, caspian sea, dead sea, south china sea, east china sea, sea of azov,
sea of japan, yellow sea, mediterranean sea, aegean, aegean sea, adriatic, arabian sea, persian
gulf, gulf of mexico, gulf of aden, strait of hormuz, taiwan strait, bosphorus, bosporus, pacific
ocean, atlantic ocean, indian ocean, arctic ocean, irish sea, bay of bengal, lake michigan, lake
erie, lake victoria, great lakes, snake island, falklands, falkland islands, canary islands,
balearic islands, ibiza, mallorca, majorca, crete, sicily, lesbos, lampedusa, sumatra, java,
borneo, mindanao, luzon, honshu, okinawa, kuril islands, sakhalin, kamchatka, kola peninsula,
lapland, svalbard, faroe islands, azores, madeira, reunion island, martinique, guadeloupe, french
guiana, hawaiian islands, florida keys, long island, manhattan island, cape cod, martha's
vineyard, great barrier reef, bondi beach, oval office, orange county, cook county, los angeles
county, napa valley, death valley, central valley, hudson valley, niagara falls, machu picchu,
angkor wat, taj mahal, ramstein, fort bragg, fort hood, pearl harbor, pearl harbour, normandy
beach, auschwitz, srebrenica, lockerbie, hillsborough, chinatown, greenwich village,
haight-ashbury, fifth avenue, broadway, pennsylvania avenue, abbey road, oxford street,
champs-elysees, champs-élysées
"""


def _names(listing: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in listing.split(","))


_ROWS: Final = [line.split("|") for line in _MORE_COUNTRIES.strip().splitlines()]

COUNTRIES: Final[dict[str, str]] = COUNTRY_NAMES | {
    known.casefold(): row[0]
    for row in _ROWS
    for known in (row[0], *(row[2].split(",") if len(row) > 2 else ()))
}
"""Every name of a country or of a nation within one, in lower case, to its plain name."""

_DEMONYMS: Final = (
    frozenset(NATIONALITIES)
    | {adjective.casefold() for row in _ROWS for adjective in row[1].split(",")}
    | _names(_PEOPLES)
) - COUNTRIES.keys()

DEMONYMS: Final[frozenset[str]] = _DEMONYMS | {word + "s" for word in _DEMONYMS}
"""Adjectives and nouns for a people, a faith or a creed: they are not themselves names of things.

An adjective that is also the country's name ("US", "New Zealand") is left out.
"""

SEATS: Final = frozenset(
    {
        "kremlin", "elysee", "élysée", "elysee palace", "élysée palace", "quai d'orsay",
        "zhongnanhai", "malacanang", "malacañang", "blue house", "white house", "downing street",
        "no 10", "no. 10", "number 10", "whitehall", "bankova", "miraflores",
        "pentagon", "capitol", "u.s. capitol", "us capitol", "holyrood", "stormont", "vatican",
        "holy see", "foggy bottom", "scotland yard", "the hague", "buckingham palace",
    }
)  # fmt: skip
"""Buildings and streets that stand for who works there."""

CITIES: Final = _names(_CITIES) | (METONYMS.keys() - SEATS)
"""Cities and capitals, in lower case."""

STATES: Final = _names(_STATES)
"""Federal states, provinces, counties and historic parts of countries, in lower case."""

STATE_CODES: Final = frozenset(code.replace(".", "") for code in _STATE_CODES.split())
"""Abbreviations of states without stops: a place only after a comma."""

PLACES: Final = frozenset(
    name.replace(".", "")
    for name in (CITIES | STATES | _names(_REGIONS) | COUNTRIES.keys()) - SEATS
)
"""Every name of a place, in lower case, without stops or a leading "the"."""
