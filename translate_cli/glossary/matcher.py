"""Terms found in Arabic text as it is written: with clitics, in any spelling, inflected.

The stem of each source's longest word goes into one Aho-Corasick automaton, so that a word of
the text is looked up once however long the list is; where a stem stands, the words around it are
compared with the source's ``forms``. Longest match first, none within another word.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from translate_cli.arabic import TATWEEL, Folded
from translate_cli.glossary.forms import ONE_G, Form, anchor, form, is_exact, readings
from translate_cli.glossary.model import Entry, Glossary
from translate_cli.glossary.spelling import QUOTES, read_form, readable

WORD = re.compile(r"\w+")
VOWEL_MARKS = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651")
DUALS = ("تي", "تا", "ي", "ا", "تين", "تان", "ين", "ان")
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
            for source in entry.sources:
                for reading in readings(entry, source):
                    reading = reading.translate(ONE_G) if one_g else reading
                    stem, place = anchor(reading)
                    keys.setdefault(stem, []).append(_Key(entry, source, reading, place))
        self._automaton = ahocorasick.Automaton()
        for stem, some in keys.items():
            self._automaton.add_word(stem, some)
        self._empty = not keys
        if keys:
            self._automaton.make_automaton()
        self._known: dict[str, tuple[_Key, ...]] = {}

    def candidates(self, word: str) -> tuple[_Key, ...]:
        """The readings whose anchor's word this is."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= MOST_KNOWN_WORDS:
                self._known.clear()
            known = self._known[word] = tuple(
                key
                for _, keys in self._automaton.iter(word)
                for key in keys
                if key.form[key.place].start_in(word) is not None
            )
        return known

    def spans(self, read: str) -> Iterator[_Hit]:
        """Every place in a text as read where a reading stands whole, or shares its head."""
        if self._empty:
            return
        found = list(WORD.finditer(read.translate(ONE_G) if self._one_g else read))
        words = [m.group() for m in found]
        for middle, word in enumerate(words):
            for key in self.candidates(word):
                first = middle - key.place
                some = found[first : first + len(key.form)] if first >= 0 else []
                begin = _begin(key.form, some, read)
                if begin is not None:
                    yield begin, some[-1].end(), key, False
                elif len(key.form) == 2:
                    from_ = max(0, first - key.place)
                    shared = _second(key.form, found[from_ : from_ + 4], read)
                    if shared is not None:
                        yield *shared, key, True


def _begin(shape: Form, words: Sequence[re.Match[str]], read: str) -> int | None:
    """Where the surface begins if these words of the text are the form's, a space apart."""
    if len(words) != len(shape):
        return None
    begin = shape[0].start_in(words[0].group())
    if begin is None:
        return None
    for word, before, found in zip(shape[1:], words, words[1:], strict=False):
        gap = read[before.end() : found.start()]
        initial = gap == ". " and len(before.group()) == 1  # د. أحمد
        if not (gap == " " or initial) or word.start_in(found.group()) is None:
            return None
    return words[0].start() + begin


def _second(shape: Form, words: Sequence[re.Match[str]], read: str) -> tuple[int, int] | None:
    """Where the second word of a form stands by itself, its head in the dual two words before."""
    for head, between, last in zip(words, words[1:], words[2:], strict=False):
        apart = {read[head.end() : between.start()], read[between.end() : last.start()]}
        if apart != {" "} or last.group()[0] != "و" or not head.group().endswith(DUALS):
            continue
        start = shape[1].start_in(last.group()[1:])
        if start is not None and shape[0].start_in(head.group()) is not None:
            return last.start() + 1 + start, last.end()
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
