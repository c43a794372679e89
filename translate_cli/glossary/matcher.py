"""Terms found in Arabic text as it is written: with clitics, in any spelling, inflected.

The stem of each source's longest word goes into one Aho-Corasick automaton, so that a word of
the text is looked up once however long the list is; where a stem stands, the words around it are
compared with the source's ``forms``. Longest match first, none within another word.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import ahocorasick

from translate_cli.arabic import TATWEEL, Folded
from translate_cli.glossary.forms import (
    EITHER,
    INNER,
    INNER_JOINED,
    LAM,
    ONE_G,
    Form,
    anchors,
    form,
    is_exact,
)
from translate_cli.glossary.model import Entry, Glossary
from translate_cli.glossary.spelling import QUOTES, read_form, readable

WORD = re.compile(r"\w+")
VOWEL_MARKS = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651")
DUALS = ("تي", "تا", "ي", "ا", "تين", "تان", "ين", "ان")
LEFTS = frozenset((*EITHER, *INNER, *INNER_JOINED, *LAM))
MOST_KNOWN_WORDS = 200_000


@dataclass(frozen=True)
class Match:
    """An entry at ``text[start:end]``; separable proclitics are left out of ``surface``.

    ``shared``: the term's head is another one's too (``وزارتي الخارجية والدفاع``), so that its
    English need not stand as the list has it.
    """

    entry: Entry
    start: int
    end: int
    surface: str
    shared: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether the term is to be offered, not forced."""
        return self.shared or self.entry.match.ambiguous


class Finder(Protocol):
    """Whatever finds terms in a text: a matcher, or an article's register over one."""

    def find(self, text: str) -> list[Match]:
        """Terms in order, none overlapping another, offsets in the text."""


class _Key:
    """One reading of an entry's source; its form is made when its anchor is first met.

    ``place`` is which of its words the anchor is in.
    """

    __slots__ = ("_form", "entry", "place", "reading", "source")

    def __init__(self, entry: Entry, source: str, reading: str, place: int) -> None:
        self.entry, self.source, self.reading, self.place = entry, source, reading, place
        self._form: Form | None = None

    @property
    def form(self) -> Form:
        if self._form is None:
            self._form = form(self.entry, self.source, self.reading)
        return self._form


_Hit = tuple[int, int, _Key, bool]  # start, end, reading, whether its head is shared


class _Index:
    """The anchors of some entries in an automaton. A text's word is looked up in it once."""

    def __init__(self, entries: Iterable[Entry], one_g: bool = False) -> None:
        self._one_g = one_g
        keys: dict[str, list[_Key]] = {}
        for entry in entries:
            for source, reading, stem, place in anchors(entry):
                keys.setdefault(stem, []).append(_Key(entry, source, reading, place))
        self._automaton = ahocorasick.Automaton()
        for stem, some in keys.items():
            self._automaton.add_word(stem, (len(stem), some))
        self._empty = not keys
        if keys:
            self._automaton.make_automaton()
        self._known: dict[str, tuple[tuple[_Key, int], ...]] = {}

    def candidates(self, word: str) -> tuple[tuple[_Key, int], ...]:
        """The readings whose anchor's word this is, and where their surface begins in it."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= MOST_KNOWN_WORDS:
                self._known.clear()
            known = self._known[word] = tuple(
                (key, start)
                for end, (size, keys) in self._automaton.iter(word)
                if word[: end + 1 - size] in LEFTS  # what no form has is not looked at
                for key in keys
                if (start := key.form[key.place].start_in(word)) is not None
            )
        return known

    def spans(self, read: str) -> Iterator[_Hit]:
        """Every place in a text as read where a reading stands whole, or shares its head."""
        if self._empty:
            return
        text = _Words(read.translate(ONE_G) if self._one_g else read)
        for middle, word in enumerate(text.words):
            for key, start in self.candidates(word):
                if len(key.form) == 1:
                    yield text.starts[middle] + start, text.ends[middle], key, False
                    continue
                first = middle - key.place
                begin = text.begin(key, first, start)
                if begin is not None:
                    yield begin, text.ends[first + len(key.form) - 1], key, False
                elif len(key.form) == 2 and text.heads:
                    shared = text.second(key.form, first - key.place)
                    if shared is not None:
                        yield *shared, key, True


class _Words:
    """The words of a text as read, where they stand, and which might be the head of two terms."""

    def __init__(self, read: str) -> None:
        found = list(WORD.finditer(read))
        self.read = read
        self.words = [match.group() for match in found]
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]
        self.heads = [
            index
            for index, last in enumerate(self.words[2:])
            if last[0] == "و" and self.words[index].endswith(DUALS)
        ]

    def begin(self, key: _Key, first: int, start: int) -> int | None:
        """Where the surface begins if the words from ``first`` are the form's, a space apart.

        The anchor's word is known to be, its surface beginning at ``start`` in it.
        """
        shape, place = key.form, key.place
        if first < 0 or first + len(shape) > len(self.words):
            return None
        for number, word in enumerate(shape):
            if number != place:
                found = word.start_in(self.words[first + number])
                if found is None:
                    return None
                if number == 0:
                    start = found
            if number and not self.adjoin(first + number - 1):
                return None
        return self.starts[first] + start

    def adjoin(self, index: int) -> bool:
        """Whether a space alone parts a word from the next, or a point after an initial."""
        gap = self.read[self.ends[index] : self.starts[index + 1]]
        return gap == " " or (gap == ". " and len(self.words[index]) == 1)  # د. أحمد

    def second(self, shape: Form, first: int) -> tuple[int, int] | None:
        """Where the second word of a form stands by itself, its head two words before it, in the
        dual, near ``first``."""
        for head in self.heads:
            if not max(0, first) <= head <= max(0, first) + 1:
                continue
            apart = {self.read[self.ends[i] : self.starts[i + 1]] for i in (head, head + 1)}
            is_head = apart == {" "} and shape[0].start_in(self.words[head]) is not None
            start = shape[1].start_in(self.words[head + 2][1:]) if is_head else None
            if start is not None:
                return self.starts[head + 2] + 1 + start, self.ends[head + 2]
        return None


class Matcher:
    """An index of a glossary; building it is linear in the list, finding in the text."""

    def __init__(self, glossary: Glossary) -> None:
        by_letters: dict[bool, list[Entry]] = {False: [], True: []}
        for entry in glossary.entries:
            by_letters[entry.match.letters].append(entry)
        self.shortened = {entry.id: entry for entry in glossary.entries if entry.short}
        self._indexes = [_Index(by_letters[False]), _Index(by_letters[True], one_g=True)]

    def find(self, text: str) -> list[Match]:
        """The terms of a text in order, none overlapping another, offsets in the text."""
        folded = readable(text)
        hits = [
            hit
            for index in self._indexes
            for hit in index.spans(folded.text)
            if _allowed(hit[2], text, folded, hit[0], hit[1])
        ]
        hits.sort(key=lambda hit: (hit[3], hit[0] - hit[1], hit[0], _unlike(hit, folded.text)))
        taken = bytearray(len(folded.text))
        matches = []
        for start, end, key, shared in hits:
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            matches.append(Match(key.entry, *_surface(text, folded, start, end), shared))
        return sorted(matches, key=lambda match: match.start)


def _unlike(hit: _Hit, read: str) -> bool:
    """Whether a hit is another form than the one that its list has: of equals the same wins."""
    start, end, key, _ = hit
    return read[start:end] not in (key.reading, key.reading.removeprefix("ال"))


def _allowed(key: _Key, text: str, folded: Folded, start: int, end: int) -> bool:
    """Whether the entry's match rule, or the word's own nature, lets a hit stand."""
    rule, source = key.entry.match, key.source
    exact = is_exact(key.entry, source)
    if not exact and not rule.context and not _marks(source):
        return True
    _, _, surface = _surface(text, folded, start, end)
    if not _same_marks(source, surface):
        return False
    if exact and spelt(source) not in (spelt(surface), "ا" + spelt(surface)):
        return False
    return not rule.context or any(_context(word).search(folded.text) for word in rule.context)


def spelt(text: str) -> str:
    """Letters only: without diacritics, tatweel, marks and presentation forms."""
    plain = unicodedata.normalize("NFKC", text).replace(TATWEEL, "")
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Me", "Cf"))


def _same_marks(source: str, surface: str) -> bool:
    """Whether the vowel marks that both have agree: عُمان is not عمّان."""
    wanted = _marks(source)
    if not wanted:
        return True
    pairs = [(a, b) for a, b in zip(wanted, _marks(surface), strict=False) if a or b]
    if any(a and b and a != b for a, b in pairs):
        return False
    return any(a == b for a, b in pairs) or not any(b for _, b in pairs)


@lru_cache(maxsize=65536)
def _marks(text: str) -> list[str]:
    """The vowel marks on each letter but those of a first ال; nothing where there are none."""
    marks: list[str] = []
    for character in unicodedata.normalize("NFKD", text).replace(TATWEEL, ""):
        if character in VOWEL_MARKS:
            if marks:
                marks[-1] += character
        elif character.isalnum():
            marks.append("")
    if not any(marks):
        return []
    return marks[2:] if text.startswith("ال") else marks


@lru_cache(maxsize=4096)
def _context(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:[وف]?[بكل]?(?:ال)?|[وف]?لل){re.escape(read_form(word))}")


def _surface(text: str, folded: Folded, start: int, end: int) -> tuple[int, int, str]:
    """Span and text of a hit in the original, without the marks that were passed over."""
    first, last = folded.span(start, end)
    surface = text[first:last].rstrip(QUOTES + " \t\n\u00a0")
    return first, first + len(surface), surface
