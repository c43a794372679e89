"""Terms found in Arabic text as it is written: with clitics, in any spelling, inflected.

Every entry gives a few folded keys to one Aho-Corasick automaton, so that a text is read once
however long the list is. A key met in the text counts only with what may stand around it:
proclitics before (``WHOLE``), suffixes after it (``Tail``). Longest match first, none within
another word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import product

import ahocorasick

from translate_cli.arabic import fold
from translate_cli.glossary.model import Entry, Glossary

MOST_OPTIONAL_ARTICLES = 4
SHORTEST_INFLECTED = 3  # letters

ARTICLE = "ال"
CONJUNCTION = "(?:ا(?=[وفبكل]))?[وف]?"
LEFT_OF_DEFINITE = re.compile(f"{CONJUNCTION}[بك]?")
LEFT_OF_LIL = re.compile(CONJUNCTION)
LEFT_OF_BARE = re.compile(f"{CONJUNCTION}(?:[بك]?(?:ال)?|لل|ل)")
LEFT_OF_NAME = re.compile(f"{CONJUNCTION}[بكل]?")

PRONOUNS = "ه|ها|هم|هن|هما|ك|كم|كن|نا|ي"
PLURALS = "ان|ين|ون|ات"
BOUND_DUALS = "ان|ين|ا|ي"


class Tail(Enum):
    """What may follow a key's last letter."""

    NOTHING = re.compile("")
    INFLECTION = re.compile(f"(?:{PRONOUNS}|{PLURALS})?")
    BOUND = re.compile(f"(?:{PRONOUNS}|{BOUND_DUALS})")  # after ة that became ت, ى that became ا


@dataclass(frozen=True)
class Match:
    """An entry at ``text[start:end]``; separable proclitics are left out of ``surface``."""

    entry: Entry
    start: int
    end: int
    surface: str


@dataclass(frozen=True)
class _Key:
    entry: Entry
    length: int
    left: re.Pattern[str]
    tail: Tail


class Matcher:
    """An index of a glossary; building it is linear in the list, finding in the text."""

    def __init__(self, glossary: Glossary) -> None:
        keys: dict[str, list[_Key]] = {}
        for entry in glossary.entries:
            for text, left, tail in _keys(entry):
                keys.setdefault(text, []).append(_Key(entry, len(text), left, tail))
        self._automaton = ahocorasick.Automaton()
        for text, some in keys.items():
            self._automaton.add_word(text, some)
        if keys:
            self._automaton.make_automaton()
        self._empty = not keys

    def find(self, text: str) -> list[Match]:
        """The terms of a text in order, none overlapping another, offsets in the text."""
        if self._empty:
            return []
        folded = fold(text)
        hits = sorted(self._hits(folded.text), key=lambda h: (-(h[1] - h[0]), h[0]))
        taken = bytearray(len(folded.text))
        matches = []
        for start, end, entry in hits:
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            first, last = folded.span(start, end)
            surface = text[first:last].rstrip()
            matches.append(Match(entry, first, first + len(surface), surface))
        return sorted(matches, key=lambda match: match.start)

    def _hits(self, folded: str) -> Iterator[tuple[int, int, Entry]]:
        for last, keys in self._automaton.iter(folded):
            for key in keys:
                start = last + 1 - key.length
                left = start
                while left > 0 and _in_word(folded[left - 1]):
                    left -= 1
                right = end = last + 1
                while right < len(folded) and _in_word(folded[right]):
                    right += 1
                if key.left.fullmatch(folded, left, start) and key.tail.value.fullmatch(
                    folded, end, right
                ):
                    yield start - _article(folded[left:start]), right, key.entry


def _article(before: str) -> int:
    """How many letters before a key are its article."""
    return 2 if before.endswith(ARTICLE) else 1 if before.endswith("لل") else 0


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _keys(entry: Entry) -> Iterator[tuple[str, re.Pattern[str], Tail]]:
    """The folded forms of an entry, each with what may stand left and right of it."""
    source = entry.source
    seen: set[tuple[str, Tail]] = set()
    inflected = not entry.is_name and len(fold(source).text) >= SHORTEST_INFLECTED
    tail = Tail.INFLECTION if inflected else Tail.NOTHING
    forms = [(form, tail) for form in _with_articles(fold(source).text.strip())]
    if inflected:
        forms += [(form, Tail.BOUND) for form in _bound(source)]
        forms += [(form, Tail.INFLECTION) for form in _feminine_plurals(source)]
    for form, after in forms:
        if (form, after) in seen:
            continue
        seen.add((form, after))
        if form.startswith(ARTICLE) and len(form) > 4:
            yield form, LEFT_OF_DEFINITE, after
            rest = form[2:]
            yield ("ل" if rest.startswith("ل") else "لل") + rest, LEFT_OF_LIL, after
        elif entry.is_name:
            yield form, LEFT_OF_NAME, after
            yield ARTICLE + form, LEFT_OF_DEFINITE, after
        else:
            yield form, LEFT_OF_BARE, after


def _with_articles(folded: str) -> Iterator[str]:
    """The form itself and with ال put before, or taken from, each of its inner words."""
    first, *inner = folded.split(" ")
    if not inner or len(inner) > MOST_OPTIONAL_ARTICLES:
        yield folded
        return
    choices = []
    for word in inner:
        bare = word[2:] if word.startswith(ARTICLE) and len(word) > 4 else None
        choices.append((word, bare) if bare else (word, ARTICLE + word))
    for words in product(*choices):
        yield " ".join((first, *words))


def _bound(source: str) -> Iterator[str]:
    """Before a pronoun or a dual ending ة is written ت and ى is written ا."""
    stem, last = source[:-1], source[-1]
    if last == "ة":
        yield from _with_articles(fold(stem + "ت").text)
    elif last == "ى":
        yield from _with_articles(fold(stem + "ا").text)


def _feminine_plurals(source: str) -> Iterator[str]:
    """``غارة جوية`` as ``غارات جوية`` and ``غارتان``: the head's ة, and a lone word's."""
    head, *rest = source.split()
    if head.endswith("ة"):
        for ending in ("ات", "تان", "تين", "تا", "تي"):
            yield from _with_articles(fold(" ".join((head[:-1] + ending, *rest))).text)
            if rest and rest[-1].endswith("ة") and ending in ("تان", "تين"):
                pair = [head[:-1] + ending, *rest[:-1], rest[-1][:-1] + ending]
                yield from _with_articles(fold(" ".join(pair)).text)
