"""The forms of an Arabic term in running text: for each of its words, what stands around a stem.

Before the first word: the proclitics و ف أ ب ل ك and ال (لل for ل and ال); before inner words ال
or nothing. After common nouns: pronouns, duals, regular plurals, the accusative ا, with ة turning
to ت, ى to ا, and ن dropped. Names take proclitics only. All in the letters of ``spelling``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from translate_cli.glossary.model import Anchor, Entry
from translate_cli.glossary.spelling import read_form

ARTICLE = "ال"
SHORTEST_INFLECTED = 3  # letters
SHORTEST_OPTIONAL_ARTICLE = 5  # letters of a name that stands with ال and without
SOUNDED_LIKE_AL = ("أل", "إل", "آل")
COMPOUNDED = ("عبد", "ابو", "ابي", "ابا", "حزب", "بور", "راس", "نيو")  # joined or split
COMPOUND = re.compile(rf"(?<!\w)({'|'.join(COMPOUNDED)}) (\w+)")
FATHERS = ("ابو", "ابي", "ابا")
FUNCTION_WORDS = frozenset(map(read_form, "على إلى أن إن أما إلا أي أو كان هي هو ثم".split()))
ONE_G = str.maketrans("جغق", "ككك")

Lefts = Mapping[str, int]

CONJUNCTIONS = ("", "و", "ف", "او", "اف")
BARE: Lefts = {
    **{c + p: 0 for c, p in product(CONJUNCTIONS, ("", "ب", "ك", "ل"))},
    **{"ا" + p: 0 for p in ("ب", "ك")},
}
DEFINITE: Lefts = {
    **{c + p + ARTICLE: 2 for c, p in product(CONJUNCTIONS, ("", "ب", "ك", "ل"))},
    **{c + "لل": 2 for c in CONJUNCTIONS},
    **{"ا" + p + ARTICLE: 2 for p in ("", "ب", "ك")},
}
EITHER: Lefts = {**BARE, **DEFINITE}
LAM: Lefts = {c + "ل": 1 for c in CONJUNCTIONS}  # what is left of لل before a stem in ل
INNER: Lefts = {"": 0, ARTICLE: 2}
INNER_JOINED: Lefts = {"و": 1, "و" + ARTICLE: 3}
FIXED: Lefts = {"": 0}

PRONOUNS = ("ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "نا", "ي")
PLAIN = ("", "ا", "ان", "ين", "ون", "ات", "ي", "و")
TAA = ("ه", "ت", "ات", "تان", "تين", "تا", "تي")
NONE = frozenset(("",))
INNER_ENDINGS = frozenset(PLAIN) | frozenset(PRONOUNS)
ENDINGS = INNER_ENDINGS | {stem + p for stem in ("ا", "ي", "ات") for p in PRONOUNS}
TAA_ENDINGS = frozenset(TAA) | {stem + p for stem in ("ت", "ات", "تا", "تي") for p in PRONOUNS}
YAA_ENDINGS = (
    frozenset("ي" + ending for ending in (*PLAIN, *PRONOUNS, *TAA))
    | {"ا", "ه", "ات", ""}
    | {"ا" + p for p in PRONOUNS}
)
PLURAL_ENDINGS = frozenset(("ون", "ين", "و", "ي"))
FATHER_ENDINGS = frozenset("ويا")
PAIR_ENDINGS = frozenset(("ه", "تي", "تا"))  # وزارتي الخارجية والدفاع, of a name's head
NISBA_ENDINGS = frozenset(("ي", "يين", "يون", "يه", "يات", "يا"))  # of نيبالي, a people's name
SHORTEST_NISBA = 6  # letters


@dataclass(frozen=True)
class Word:
    """A word of a form: it is met as a key of ``lefts``, ``stem``, one of ``endings``.

    A left's value is how many of its last letters belong to the term's surface.
    """

    stem: str
    lefts: Lefts
    endings: frozenset[str]

    def start_in(self, word: str) -> int | None:
        """Where the surface begins in a word of the text, ``None`` where it is another word."""
        at = word.find(self.stem)
        while at >= 0:
            left = self.lefts.get(word[:at])
            if left is not None and word[at + len(self.stem) :] in self.endings:
                return at - left
            at = word.find(self.stem, at + 1)
        return None


Form = tuple[Word, ...]


def readings(entry: Entry, source: str) -> list[str]:
    """A source as read, and for a name its compounds joined and split."""
    read = read_form(source)
    if not entry.is_name or entry.match.exact:
        return [read]
    words = read.split(" ")
    split = " ".join(_split(word) for word in words)
    joined = COMPOUND.sub(r"\1\2", split)
    return list(dict.fromkeys((read, split, joined)))


def _split(word: str) -> str:
    """عبدالله as عبد الله; other words as they are."""
    for part in COMPOUNDED:
        if word.startswith(part) and len(word) >= len(part) + 3:
            return f"{part} {word[len(part) :]}"
    return word


def anchor(reading: str) -> tuple[str, int]:
    """What stands in every form of a reading, and which of its words it is part of."""
    best, place = "", 0
    for number, word in enumerate(reading.split(" ")):
        stem = _stem(word, number)
        if len(stem) > len(best):
            best, place = stem, number
    return best, place


def anchors(entry: Entry) -> tuple[Anchor, ...]:
    """The readings of an entry's sources with their anchors; in the letters of its own index."""
    known = entry.anchors
    if known and {anchor.source for anchor in known} == set(entry.sources):
        return known
    return tuple(
        Anchor(source, shown, *anchor(shown))
        for source in entry.sources
        for reading in readings(entry, source)
        for shown in (reading.translate(ONE_G) if entry.match.letters else reading,)
    )


def _stem(word: str, number: int) -> str:
    """A word without its article and without the ending that inflection changes."""
    if number and word.startswith("و" + ARTICLE) and len(word) > 5:
        word = word[1:]
    if word.startswith(ARTICLE) and len(word) > 3:
        word = word[2:]
    if len(word) > 3 and word.endswith("ون"):
        return word[:-2]
    return word[:-1] if len(word) > 2 and word[-1] in "هيو" else word


@lru_cache(maxsize=65536)
def _is_function_word(source: str) -> bool:
    return read_form(source) in FUNCTION_WORDS


def is_exact(entry: Entry, source: str) -> bool:
    """Whether only the very spelling counts: by rule, or because folding gives a function word."""
    return entry.match.exact or _is_function_word(source)


def form(entry: Entry, source: str, reading: str) -> Form:
    """The words of one reading of an entry's source."""
    exact = is_exact(entry, source)
    inflected = not exact and not entry.is_name
    words = reading.split(" ")
    originals = re.sub(r"[^\w\s]", " ", source).split()
    if len(originals) != len(words):
        originals = words
    result = []
    for number, (word, original) in enumerate(zip(words, originals, strict=True)):
        if number == 0:
            lefts, stem = _head(word, original, exact, inflected, len(words) > 1)
        else:
            lefts, stem = _inner(word, original, exact)
        last = number == len(words) - 1
        if number == 0 and not last and not exact and not inflected and stem.endswith("ه"):
            stem, endings = stem[:-1], PAIR_ENDINGS
        else:
            stem, endings = _endings(stem, inflected, last, entry.is_name and not exact)
        result.append(Word(stem, lefts, endings))
    return tuple(result)


def _head(
    word: str, original: str, exact: bool, inflected: bool, several: bool
) -> tuple[Lefts, str]:
    """What may stand before the first word, and the word without its article."""
    definite = (
        word.startswith(ARTICLE) and len(word) > 3 and not original.startswith(SOUNDED_LIKE_AL)
    )
    bare = word[2:] if definite else word
    either = not exact and (inflected or _takes_article(bare, definite, several))
    lefts = EITHER if either else DEFINITE if definite else BARE
    return ({**lefts, **LAM} if definite and bare.startswith("ل") else lefts), bare


def _takes_article(bare: str, definite: bool, several: bool) -> bool:
    """Whether a name stands with ال and without: السودان is no سودان, الجيبوتي an adjective."""
    if definite:
        return several
    return len(bare) >= SHORTEST_OPTIONAL_ARTICLE and not bare.endswith("ي")


def _inner(word: str, original: str, exact: bool) -> tuple[Lefts, str]:
    if exact or original.startswith(SOUNDED_LIKE_AL):
        return FIXED, word
    if word.startswith("و" + ARTICLE) and len(word) > 5:
        return INNER_JOINED, word[3:]
    if word.startswith(ARTICLE) and len(word) > 3:
        return INNER, word[2:]
    return INNER, word


def _endings(word: str, inflected: bool, last: bool, name: bool) -> tuple[str, frozenset[str]]:
    """A stem and what may follow it; a plural in ون is met in its other cases in any entry."""
    if name and word in FATHERS:
        return word[:-1], FATHER_ENDINGS
    if len(word) > 3 and word.endswith("ون") and (inflected or name):
        return word[:-2], PLURAL_ENDINGS
    if name and len(word) >= SHORTEST_NISBA and word.endswith("ي"):
        return word[:-1], NISBA_ENDINGS
    if not inflected or len(word) < SHORTEST_INFLECTED:
        return word, NONE
    if word.endswith("ه"):
        return word[:-1], TAA_ENDINGS
    if word.endswith("ي"):
        return word[:-1], YAA_ENDINGS
    if word.endswith("ا"):
        return word, ENDINGS | {"ت"}
    if word.endswith("و"):  # مسؤولو: the plural that lost its ن
        return word[:-1], PLURAL_ENDINGS | {"", "وا"}
    return word, ENDINGS if last else INNER_ENDINGS
