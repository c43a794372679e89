"""How words of the two scripts sound alike: both are reduced to consonants that they share."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from translate_cli.glossary.spelling import readable

SOUNDS = {
    **dict.fromkeys("بپ", "b"),
    **dict.fromkeys("تط", "t"),
    **dict.fromkeys("جغقكخ", "k"),
    **dict.fromkeys("حه", "h"),
    **dict.fromkeys("دضذ", "d"),
    **dict.fromkeys("سصثشزظ", "s"),
    **dict.fromkeys("فڤ", "f"),
    "ر": "r",
    "ل": "l",
    "م": "m",
    "ن": "n",
}
DIGRAPHS = (
    *(("tch", "s"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("th", "s"), ("kh", "k")),
    *(("gh", "k"), ("ph", "f"), ("dh", "d"), ("ck", "k"), ("x", "ks"), ("qu", "k")),
)
LATIN = str.maketrans("pgqcjvwz", "bkkkkf s")
LATIN_SOUNDS = set("btkhdsfrlmn")


@lru_cache(maxsize=65536)
def of_arabic(word: str) -> str:
    """The consonants of an Arabic word, in letters that both scripts share."""
    return _single("".join(SOUNDS.get(letter, "") for letter in readable(word).text))


@lru_cache(maxsize=65536)
def of_latin(word: str) -> str:
    """The consonants of a word in Latin letters, as ``of_arabic`` gives them."""
    plain = word.lower()
    for letters, sound in DIGRAPHS:
        plain = plain.replace(letters, sound)
    plain = plain.translate(LATIN)
    return _single("".join(letter for letter in plain if letter in LATIN_SOUNDS))


def alike(arabic: str, latin: str) -> float:
    """How much an Arabic word and a Latin one sound alike, 0 to 1."""
    return SequenceMatcher(None, of_arabic(arabic), of_latin(latin), autojunk=False).ratio()


def _single(sounds: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sounds)
