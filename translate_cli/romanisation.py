"""Arabic names in Latin letters by rule, for names that no list has.

Short vowels are not written in Arabic, so this is a guess that a person can read and mend: an
``a`` between consonants, long vowels as they stand, the article as ``al-``.
"""

import re

LETTERS = "بتثجحخدذرزسشصضطظغفقكلمنهپچڤگک"
LATIN = "b t th j h kh d dh r z s sh s d t z gh f q k l m n h p ch v g k".split()
CONSONANTS = dict(zip(LETTERS, LATIN, strict=True))
VOWELS = {**dict.fromkeys("اأآٱىةع", "a"), "إ": "i", "ئ": "i", "ؤ": "u"}
GLIDES = {"و": ("w", "u"), "ي": ("y", "i"), "ی": ("y", "i")}
SILENT = re.compile("[^\u0621-\u063a\u0641-\u064aپچڤگکٱی]|ء")


SILENT_LETTERS = re.compile("[\u0621-\u065f\u0670]")


def romanise(word: str) -> str:
    """A name in Latin letters with a capital; Latin words and digits come back as they are."""
    letters = SILENT.sub("", word)
    if not letters:
        return SILENT_LETTERS.sub("", word)
    article = letters.startswith("ال") and len(letters) > 4
    text = _spelled(letters[2:] if article else letters)
    return ("al-" if article else "") + text[:1].upper() + text[1:]


def _spelled(letters: str) -> str:
    parts: list[str] = []
    vowel = False  # whether the last part is one
    for index, letter in enumerate(letters):
        following = letters[index + 1 : index + 2]
        if letter in GLIDES:
            glide, long = GLIDES[letter]
            consonantal = not parts or vowel or following in VOWELS
            parts.append(glide if consonantal else long)
            vowel = not consonantal
        elif letter in VOWELS:
            if not (vowel and parts[-1] == VOWELS[letter]):
                parts.append(VOWELS[letter])
            vowel = True
        else:
            if parts and not vowel and not _final_pair(letters, index):
                parts.append("a")
            parts.append(CONSONANTS.get(letter, ""))
            vowel = False
    return "".join(parts)


def _final_pair(letters: str, index: int) -> bool:
    """The last of three bare consonants: ``بدر`` is Badr, not Badar."""
    return len(letters) == 3 and index == 2
