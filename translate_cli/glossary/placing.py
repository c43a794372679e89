"""A rendering put into an English sentence with sound grammar around it."""

import re

POSSESSIVE = re.compile(r"['’]s?$")
ARTICLE_BEFORE = re.compile(r"\b(a|an)(\s+)$", re.IGNORECASE)
THE_BEFORE = re.compile(r"\bthe\s+$", re.IGNORECASE)
LETTERS_SAID_WITH_VOWEL = "AEFHILMNORSX"
VOWEL_SOUND = re.compile(
    r"(?!(?:uni|use|usu|eu|one|once|ubi|uk))[aeiou]|(?:hour|honou?r|heir|honest)"
)
LONGEST_SPELT = 5  # letters of an abbreviation that is spelt out


def takes_an(words: str) -> bool:
    """Whether ``an`` stands before these words, by how their first one is said."""
    first = re.split(r"[\s-]", words, maxsplit=1)[0]
    if first.isupper() and len(first) <= LONGEST_SPELT:
        return first[0] in LETTERS_SAID_WITH_VOWEL
    return VOWEL_SOUND.match(first.lower()) is not None


def plural(words: str) -> str:
    """The regular plural of a common noun phrase."""
    if re.search(r"[^aeiou]y$", words):
        return words[:-1] + "ies"
    return words + ("es" if re.search(r"(?:s|x|z|ch|sh)$", words) else "s")


def is_plural(words: str) -> bool:
    return re.search(r"[^su'’]s$", words) is not None


def starts_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \"“'‘(")
    return not before or before[-1] in ".!?"


def capitalised(rendering: str, text: str, at: int, fixed: bool = False) -> str:
    """The rendering, with a capital where a sentence starts, unless its case is fixed."""
    if not fixed and starts_sentence(text, at):
        return rendering[:1].upper() + rendering[1:]
    return rendering


def placed(text: str, start: int, end: int, rendering: str, fixed: bool = False) -> str:
    """The text with ``text[start:end]`` replaced by a rendering.

    A possessive and a plural of what stood there go on, ``the`` is not doubled, ``a`` and ``an``
    follow the new word, and a sentence keeps its capital.
    """
    old, before = text[start:end], text[:start]
    if rendering == rendering.lower() and is_plural(old) and not is_plural(rendering):
        rendering = plural(rendering)
    ending = POSSESSIVE.search(old)
    if ending and not POSSESSIVE.search(rendering):
        rendering += ending.group()
    if rendering.lower().startswith("the ") and THE_BEFORE.search(before):
        rendering = rendering[4:]
    article = ARTICLE_BEFORE.search(before)
    if article:
        right = "an" if takes_an(rendering) else "a"
        right = right.capitalize() if article[1][0].isupper() else right
        before = before[: article.start()] + right + article[2]
    return before + capitalised(rendering, text, start, fixed) + text[end:]
