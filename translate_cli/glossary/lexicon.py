"""What the package knows of Arabic words: names and roles with their English, and ordinary words.

``names.csv`` is kept by hand; ``words.csv`` is counted by ``training/words.py``.
"""

import csv
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from translate_cli.glossary.spelling import read_form

ARTICLE = "ال"
COMMON = 50  # times in the text that words.csv was counted in
PROCLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
WITH_ARTICLE = ("ال", "وال", "بال", "لل", "كال", "فال", "وبال", "ولل", "فلل")


class Known(NamedTuple):
    """The English of a name or role; ``kind`` is person, particle, place, role or trade."""

    english: str
    kind: str


def _rows(name: str) -> Iterator[list[str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        next(rows)
        yield from rows


@cache
def names() -> dict[str, Known]:
    """Names and roles by their Arabic as the matcher reads it; of two the first stands."""
    known: dict[str, Known] = {}
    for arabic, english, kind in _rows("names.csv"):
        known.setdefault(read_form(arabic), Known(english, kind))
    return known


@cache
def _words() -> dict[str, int]:
    return {word: int(count) for word, count in _rows("words.csv")}


def stems(word: str) -> list[str]:
    """A word as read, and without each proclitic and article that it may begin with."""
    found = [word[len(p) :] for p in (*PROCLITICS, *WITH_ARTICLE) if word.startswith(p)]
    return [word, *(stem for stem in found if len(stem) > 1)]


def is_word(word: str) -> bool:
    """Whether a word as read, with its article or without, is one that copy uses as no name."""
    return word in _words() or word.removeprefix(ARTICLE) in _words()


def is_common(word: str) -> bool:
    """Whether a word is one of the commonest, as على is, which a hand may write for علي."""
    return _words().get(word, 0) >= COMMON


@lru_cache(maxsize=65536)
def frequency(word: str) -> int:
    """How often general copy has a word as read, whatever it begins with, as no name."""
    return max(_words().get(stem, 0) for stem in stems(word))


@lru_cache(maxsize=65536)
def ordinary(word: str) -> bool:
    """``is_word``, whatever proclitics it may begin with."""
    return frequency(word) > 0


def name(word: str) -> Known | None:
    """A word as read among the names: as it stands, or ``al-`` before what stands without."""
    known = names().get(word)
    if known is None and word.startswith(ARTICLE) and (bare := names().get(word[2:])):
        english = bare.english
        return Known(f"al-{english}" if english[:1].isupper() else english, bare.kind)
    return known
