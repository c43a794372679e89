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
ARABIC_ONLY = set("حعصضطظقءثذةؤئ")
FOREIGN_ONLY = set("پچڤگ")
FOREIGN_VOWELS = set("اويه")
FOREIGN_STARTS = (("إي", "i"), ("أو", "o"), ("آ", "a"), ("أ", "a"), ("إ", "e"))
SERVANT = "عبدال"
SHORTEST_FOREIGN = 5  # letters; shorter ones may as well be Arabic
LONG = 6  # letters that an Arabic name without an article seldom has
SYLLABLE = re.compile("([bdfgkpstvz])([nrlm])(?![aeiouhy])")
EASY_STARTS = "[pbtdkgfvh][rl]|s[a-z]|[ctkgz]h|ts|kn|[a-z][wy]"  # of words, as ``Skarholm`` has
HARD_START = re.compile(f"^(?!{EASY_STARTS})([b-df-hj-np-tvxz])(?=[b-df-hj-np-tvxz])")
SILENT_LETTERS = re.compile("[\u0621-\u065f\u0670]")


def romanise(word: str) -> str:
    """A name in Latin letters with a capital; Latin words and digits come back as they are."""
    letters = SILENT.sub("", word)
    if not letters:
        return SILENT_LETTERS.sub("", word)
    if letters.startswith(SERVANT) and len(letters) > len(SERVANT) + 2:
        return "Abdul" + romanise(letters[len(SERVANT) :]).lower()
    article = letters.startswith("ال") and len(letters) > 4
    if not article and is_foreign(letters):
        text = _read(letters)
        return text[:1].upper() + text[1:]
    text = _spelled(letters[2:] if article else letters)
    return ("al-" if article else "") + text[:1].upper() + text[1:]


def is_foreign(letters: str) -> bool:
    """Whether a name reads like a foreign one: most of its vowels are written, and it has no
    letter that only Arabic words have."""
    if set(letters) & FOREIGN_ONLY:
        return True
    vowels = sum(letter in "اويآأإ" for letter in letters)
    written = vowels >= 2 and SHORTEST_FOREIGN <= len(letters) <= 3 * vowels + 1
    long = vowels >= 1 and len(letters) >= LONG
    return not set(letters) & ARABIC_ONLY and (written or long)


def _read(letters: str) -> str:
    """A foreign name letter by letter: its vowels are those that are written."""
    letters = letters.replace("تش", "چ")
    for pattern, latin in FOREIGN_STARTS:
        if letters.startswith(pattern):
            parts, letters = [latin], letters[len(pattern) :]
            break
    else:
        parts = []
    for index, letter in enumerate(letters):
        after, before = letters[index + 1 : index + 2], "".join(parts)[-1:]
        if letter in "وي":
            long = {"و": "u" if before == "a" else "o", "ي": "i"}[letter]
            glides = not before or (before in "aeio" and after in FOREIGN_VOWELS)
            parts.append(GLIDES[letter][0] if glides or after == "ا" else long)
        elif letter in VOWELS or (letter == "ه" and not after and index):
            parts.append("a" if before != "a" else "")
        else:
            parts.append({"غ": "g"}.get(letter, CONSONANTS.get(letter, "")))
    text = "".join(parts)
    return HARD_START.sub(r"\1a", SYLLABLE.sub(r"\1e\2", text))


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
