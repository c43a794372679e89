"""Whether two spellings are of one foreign or Arabic name: سولباكن and سولبكين, نورد فيلد joined.

Copy writes the consonants of a name more steadily than its vowels: what a key keeps of a name are
its consonants, with the letters that stand for one another read as one (g as ج غ ق ك, t as ت ط).
Names of equal key are the same where the vowels that both write agree.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from translate_cli.glossary import lexicon

ONE_SOUND = str.maketrans("جغقطصضظذڤپچثش", "كككتسدزدفبكتس")
STRICT = str.maketrans("جغقطصضظذڤپچث", "كككتسدزدفبكت")
VOWELS = "اوي"
DOUBLED = re.compile(r"([^\Wاوي])\1+")
SHORTEST_FREE = 4  # consonants from which vowels may come and go
SERVANT = "عبد"  # whose article a hand may keep, as in عبد الرحمن and عبدالرحمن
SHORTEST_BARE = 4  # letters of a word that stands with ال and without
SHORTEST_PLURAL = 6  # consonants from which a last s may come and go
MOST_CLASHES_A_CONSONANT = 1 / 6


@dataclass(frozen=True)
class Spelling:
    """A name's consonants and the vowel written after each (empty: none)."""

    words: tuple[str, ...]
    key: str
    vowels: tuple[str, ...]

    @classmethod
    def of(cls, words: tuple[str, ...]) -> "Spelling":
        return _spelling(words)

    @property
    def keys(self) -> tuple[str, ...]:
        """The key, and the one without a last s."""
        shorter = self.key[:-1]
        plural = self.key.endswith(("س", "ز")) and len(shorter) >= SHORTEST_PLURAL
        return (self.key, shorter) if plural else (self.key,)

    def same_as(self, words: tuple[str, ...]) -> bool:
        """Whether other words spell the same name."""
        other = _spelling(words)
        if other.key not in self.keys and self.key not in other.keys:
            return False
        if _bare(self.words) == _bare(other.words):
            return True
        if len(other.key) < SHORTEST_FREE or self._known_apart(other):
            return False
        pairs = list(zip(self.vowels, other.vowels, strict=False))
        if self.vowels[-1:] != other.vowels[-1:] and len(self.vowels) == len(other.vowels):
            return False  # سامي and سامية
        clashes = sum(bool(a and b and a != b) for a, b in pairs)
        return clashes <= MOST_CLASHES_A_CONSONANT * len(pairs)

    def _known_apart(self, other: "Spelling") -> bool:
        """محمد and محمود are two names, whatever their consonants."""
        if len(self.words) != len(other.words):
            return False
        for one, two in zip(self.words, other.words, strict=True):
            known, known_too = lexicon.name(one), lexicon.name(two)
            if known and known_too and known.english != known_too.english:
                return True
        return False


def _bare(words: tuple[str, ...]) -> str:
    """Letters that are the same however a hand spells the sounds, words joined.

    An article comes and goes but where an ordinary word would be left; a ه that ends a word
    within a name is a vowel, and a letter may be doubled or not.
    """
    letters = []
    for place, word in enumerate(words):
        bare = word.removeprefix(lexicon.ARTICLE)
        free = len(bare) >= SHORTEST_BARE and (place or not lexicon.ordinary(bare))
        word = bare if free else word
        inner = place < len(words) - 1 and word.endswith("ه") and len(word) > 2
        letters.append(word[:-1] + "ا" if inner else word)
    joined = "".join(letters)
    if joined.startswith(SERVANT + lexicon.ARTICLE):
        joined = SERVANT + joined.removeprefix(SERVANT + lexicon.ARTICLE)
    return DOUBLED.sub(r"\1", joined.translate(STRICT))


@lru_cache(maxsize=65536)
def _spelling(words: tuple[str, ...]) -> Spelling:
    letters = _bare(words)
    letters = letters[:-1] + "ه" if letters.endswith("ا") and len(letters) > 3 else letters
    consonants: list[str] = []
    vowels: list[str] = []
    for place, letter in enumerate(letters):
        final = place == len(letters) - 1
        if (letter in VOWELS or (final and letter == "ه")) and place:
            vowels[-1] = vowels[-1] + letter
        elif not consonants or consonants[-1] != letter or vowels[-1]:
            consonants.append(letter)
            vowels.append("")
    key = "".join(consonants)
    loose = key.translate(ONE_SOUND) if len(key) >= SHORTEST_FREE else key
    return Spelling(words, loose, tuple(vowels))
