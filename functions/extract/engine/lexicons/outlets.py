"""News agencies and outlets, by the names under which articles cite them."""

from typing import Final

from functions.extract.engine.lexicons import listed

_WIRES: Final = """
reuters, reuters news agency, ap, associated press, afp, agence france-presse, dpa, tass, interfax,
ria novosti, ria, xinhua, kyodo, kyodo news, yonhap, pa, pa media, pa news agency,
press association, upi, united press international, ansa, efe, anadolu, anadolu agency, pti,
press trust of india, ians, irna, kcna, korean central news agency, ukrinform, interfax-ukraine,
belta, bloomberg, bloomberg news, dow jones newswires, canadian press, aap,
australian associated press, jiji, jiji press, ritzau, tt, ntb, apa, lusa, pap, ctk, mti
"""
_OUTLETS: Final = """
new york times, washington post, wall street journal, guardian, times, sunday times, observer,
daily telegraph, telegraph, financial times, independent, daily mail, mirror, sun, bbc, bbc news,
cnn, fox news, nbc news, nbc, cbs news, cbs, abc news, abc, msnbc, npr, pbs, sky news, itv news,
itv, channel 4 news, newsweek, time, politico, axios, the hill, buzzfeed news, buzzfeed, vox,
vice news, al jazeera, der spiegel, spiegel, bild, die zeit, le monde, le figaro, el pais, el país,
haaretz, jerusalem post, times of israel, kyiv independent, kyiv post, ukrainska pravda, meduza,
moscow times, south china morning post, nikkei, nikkei asia, japan times, atlantic, new yorker,
economist, usa today, los angeles times, chicago tribune, boston globe, miami herald, daily beast,
propublica, intercept, radio free europe, rfe/rl, voice of america, deutsche welle, dw, france 24,
euronews, cnbc, business insider, insider, huffpost, huffington post, new york post,
globe and mail, toronto star, sydney morning herald, age, hindu, times of india, irish times,
scotsman, evening standard
"""


def _names(listing: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in listing.split(","))


WIRE_SERVICES: Final = _names(_WIRES)
"""Services that pass statements on: never the claimant. Without their leading "the"."""

OUTLETS: Final = _names(_OUTLETS)
"""Newspapers, broadcasters and sites: a claimant only where no inner source is named."""

MASTHEADS: Final = listed(
    """times post echo herald gazette courier tribune chronicle packet ledger sentinel examiner
    mail mirror telegraph argus journal bugle advertiser inquirer dispatch reporter news observer
    standard express record guardian mercury radio television tv broadcasting tribuna quotidien"""
)
"""Last words of the names of newspapers and broadcasters."""
