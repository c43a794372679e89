"""Arabic spelling: a form to compare by, with a map back to the original, and numerals.

News copy mixes hamza seats, final ى/ي and ه/ة, tatweel, diacritics, presentation forms and
invisible direction marks. Matching works on the folded form; what a user sees never changes.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

TATWEEL = "\u0640"
ARABIC_LETTER = re.compile(
    "[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7\ufb50-\ufdfb\ufe70-\ufefc]"
)
LETTER_FOLDS = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ئ": "ي",
    "ؤ": "و",
    "ة": "ه",
    "ۀ": "ه",
    "ک": "ك",
}
DIGITS = {ord(d): str(i % 10) for i, d in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}


@dataclass(frozen=True)
class Folded:
    """A changed text. ``origin[i]`` is where character ``i`` came from in the original.

    ``origin`` has one more item than ``text``: the original's length.
    """

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's span for ``text[start:end]``, marks on its last letter included."""
        if start == end:
            return self.origin[start], self.origin[start]
        after = end
        while self.origin[after] == self.origin[end - 1]:  # within a ligature
            after += 1
        return self.origin[start], self.origin[after]

    def at(self, index: int) -> int:
        """Where the original's character ``index`` went (or the next one that was kept)."""
        return min(bisect_left(self.origin, index), len(self.text))


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """The characters to compare by: none for marks, several for a ligature."""
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf") or character == TATWEEL:
        return ""
    folded = []
    for part in unicodedata.normalize("NFKC", character):
        if part.isspace():
            folded.append(" ")
        elif unicodedata.category(part) not in ("Mn", "Me", "Cf"):
            folded.append(LETTER_FOLDS.get(part, part).translate(DIGITS).lower())
    return "".join(folded)


class _Folds(dict[str, str]):
    """What characters fold to, learnt as they are met."""

    def __missing__(self, character: str) -> str:
        self[character] = fold_character(character)
        return self[character]


_FOLDS = _Folds()


def fold(text: str) -> Folded:
    """Fold a text for comparison: spelling variants, marks, letter case, digits, runs of space."""
    letters: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        folded = _FOLDS[character]
        if len(folded) == 1 and folded != " ":
            letters.append(folded)
            origin.append(index)
            continue
        for part in folded:
            if part == " " and letters and letters[-1] == " ":
                continue
            letters.append(part)
            origin.append(index)
    origin.append(len(text))
    return Folded("".join(letters), tuple(origin))


def arabic_share(text: str) -> float:
    """The share of Arabic among the letters of a text, 0.0 where there are none."""
    letters = sum(character.isalpha() for character in text)
    return len(ARABIC_LETTER.findall(text)) / letters if letters else 0.0


def has_arabic(text: str) -> bool:
    return ARABIC_LETTER.search(text) is not None


NUMBER = re.compile(r"\d+(?:[.,٫٬:/]\d+)*")


def numbers(text: str) -> list[str]:
    """The figures of a text in ASCII digits, without grouping marks: ``٦٬٢٠٠`` is ``6200``."""
    found = []
    for match in NUMBER.finditer(text.translate(DIGITS)):
        figure = match.group().replace("٬", ",").replace("٫", ".")
        found.append(re.sub(r",(?=\d{3}(?!\d))", "", figure))
    return found


INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff\u0640]")
PRESENTATION = re.compile("[\ufb50-\ufdfb\ufe70-\ufefc]+")


def for_engine(text: str) -> Folded:
    """What an engine is given: plain letters, one space, no direction marks or tatweel."""
    letters: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        plain = character
        if PRESENTATION.match(character):
            plain = unicodedata.normalize("NFKC", character)
        for part in INVISIBLE.sub("", plain):
            if part.isspace():
                if not letters or letters[-1] == " ":
                    continue
                part = " "
            letters.append(part)
            origin.append(index)
    while letters and letters[-1] == " ":
        letters.pop()
        origin.pop()
    origin.append(len(text))
    return Folded("".join(letters), tuple(origin))


MARKS = str.maketrans(
    {"،": ",", "؛": ";", "؟": "?", "٪": "%", "٫": ".", "٬": ",", "«": '"', "»": '"'}
)


def english_marks(text: str) -> str:
    """Arabic punctuation and digits of an English text as English has them."""
    return text.translate(MARKS).translate(DIGITS)
