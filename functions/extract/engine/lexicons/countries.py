"""Countries with their adjectives, other names, and the places that stand for governments."""

from typing import Final, NamedTuple

_COUNTRIES: Final = """
Afghanistan|Afghan|Kabul|
Algeria|Algerian|Algiers|
Argentina|Argentine,Argentinian|Buenos Aires|
Armenia|Armenian|Yerevan|
Australia|Australian|Canberra|
Austria|Austrian|Vienna|
Azerbaijan|Azerbaijani,Azeri|Baku|
Bangladesh|Bangladeshi|Dhaka|
Belarus|Belarusian|Minsk|
Belgium|Belgian||
Brazil|Brazilian|Brasilia,Brasília|
Bulgaria|Bulgarian|Sofia|
Canada|Canadian|Ottawa|
Chile|Chilean|Santiago|
China|Chinese|Beijing,Zhongnanhai|People's Republic of China,PRC
Colombia|Colombian|Bogota,Bogotá|
Cuba|Cuban|Havana|
Czech Republic|Czech|Prague|Czechia
Denmark|Danish|Copenhagen|
Egypt|Egyptian|Cairo|
Estonia|Estonian|Tallinn|
Ethiopia|Ethiopian|Addis Ababa|
Finland|Finnish|Helsinki|
France|French|Paris,Elysee,Élysée,Elysee Palace,Élysée Palace,Quai d'Orsay|
Georgia|Georgian|Tbilisi|
Germany|German|Berlin|
Greece|Greek|Athens|
Hungary|Hungarian|Budapest|
India|Indian|New Delhi,Delhi|
Indonesia|Indonesian|Jakarta|
Iran|Iranian|Tehran|Islamic Republic of Iran
Iraq|Iraqi|Baghdad|
Ireland|Irish|Dublin|
Israel|Israeli|Jerusalem|
Italy|Italian|Rome|
Japan|Japanese|Tokyo|
Jordan|Jordanian|Amman|
Kenya|Kenyan|Nairobi|
Latvia|Latvian|Riga|
Lebanon|Lebanese|Beirut|
Libya|Libyan|Tripoli|
Lithuania|Lithuanian|Vilnius|
Mexico|Mexican|Mexico City|
Moldova|Moldovan|Chisinau,Chișinău|
Netherlands|Dutch|The Hague|
New Zealand|New Zealand|Wellington|
Nigeria|Nigerian|Abuja|
North Korea|North Korean|Pyongyang|DPRK,Democratic People's Republic of Korea
Norway|Norwegian|Oslo|
Pakistan|Pakistani|Islamabad|
Philippines|Philippine,Filipino|Manila,Malacanang,Malacañang|
Poland|Polish|Warsaw|
Portugal|Portuguese|Lisbon|
Qatar|Qatari|Doha|
Romania|Romanian|Bucharest|
Russia|Russian|Moscow,Kremlin|Russian Federation
Saudi Arabia|Saudi,Saudi Arabian|Riyadh|
Serbia|Serbian|Belgrade|
Slovakia|Slovak|Bratislava|
South Africa|South African|Pretoria|
South Korea|South Korean|Seoul,Blue House|Republic of Korea,ROK
Spain|Spanish|Madrid|
Sudan|Sudanese|Khartoum|
Sweden|Swedish|Stockholm|
Switzerland|Swiss|Bern|
Syria|Syrian|Damascus|
Taiwan|Taiwanese|Taipei|
Thailand|Thai|Bangkok|
Turkey|Turkish|Ankara|Türkiye,Turkiye
Ukraine|Ukrainian|Kyiv,Kiev,Bankova|
United Arab Emirates|Emirati|Abu Dhabi|UAE
United Kingdom|British|London,Downing Street,No 10,No. 10,Whitehall|UK,U.K.,Britain
United States|American|Washington,White House,Oval Office|US,U.S.,USA,U.S.A.,America
Venezuela|Venezuelan|Caracas,Miraflores|
Vietnam|Vietnamese|Hanoi|
Yemen|Yemeni|Sanaa|
"""


class _Country(NamedTuple):
    name: str
    adjectives: list[str]
    seats: list[str]
    others: list[str]


def _country(line: str) -> _Country:
    name, *cells = line.split("|")
    adjectives, seats, others = (list(filter(None, cell.split(","))) for cell in cells)
    return _Country(name, adjectives, seats, others)


_ROWS: Final = [_country(line) for line in _COUNTRIES.strip().splitlines()]

COUNTRY_NAMES: Final[dict[str, str]] = {
    known.casefold(): row.name for row in _ROWS for known in (row.name, *row.others)
}
"""Every name of a country to the plain one."""

_OTHER_SEATS: Final = {
    "brussels": "European Union", "berlaymont": "European Union", "holyrood": "Scotland",
    "westminster": "United Kingdom", "number 10": "United Kingdom", "number ten": "United Kingdom",
    "10 downing street": "United Kingdom",
    "foggy bottom": "United States", "stormont": "Northern Ireland",
    "vatican": "Holy See", "holy see": "Holy See",
}  # fmt: skip
"""Further seats, and those of governments that are no country's in the list above."""
HALLS: Final = frozenset({"city hall", "town hall", "county hall", "guildhall", "shire hall"})
"""Seats of local councils."""

METONYMS: Final[dict[str, str]] = {
    seat.casefold(): row.name for row in _ROWS for seat in row.seats
} | _OTHER_SEATS
"""Capital or palace to the country whose government it stands for."""

NATIONALITIES: Final[dict[str, str]] = {
    adjective.casefold(): row.name
    for row in _ROWS
    for adjective in (*row.adjectives, *(other for other in row.others if other.isupper()))
}
"""Adjective of nationality to the country."""
