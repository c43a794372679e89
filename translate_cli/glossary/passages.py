"""A segment as the register of names reads it: words with their proclitics, and the capitals of
its English."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from translate_cli.document import Segment, overlaps
from translate_cli.glossary import lexicon, sounds
from translate_cli.glossary.spelling import QUOTES, readable

FEWEST_SOUNDS = 3
SOMEWHAT_ALIKE = 0.5
WORD = re.compile(r"\w+")
CAPITALISED = re.compile(r"(?<!\w)[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*")
PROCLITICS = sorted(lexicon.PROCLITICS, key=len)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a segment as read; ``start`` and ``end`` are offsets in the segment's source,
    ``place`` is that of its first letter in the source as read.

    ``joined``: a space alone parts it from the next. ``taken``: a term of a list covers it.
    """

    read: str
    start: int
    end: int
    place: int
    joined: bool
    taken: bool

    def cuts(self) -> Iterator[tuple[int, str]]:
        """How many letters proclitics take, and what is left: all readings, the bare one first.

        Of ``لل`` an article is left, which does not stand in the text.
        """
        yield 0, self.read
        for proclitic in PROCLITICS:
            if self.read.startswith(proclitic) and len(self.read) > len(proclitic) + 2:
                yield len(proclitic), self.read[len(proclitic) :]
        for conjunction in ("", "و", "ف"):
            if self.read.startswith(conjunction + "لل") and len(self.read) > 5:
                yield len(conjunction) + 2, lexicon.ARTICLE + self.read[len(conjunction) + 2 :]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at ``start`` to ``end`` of a segment's source; ``words`` are its words as read."""

    segment: int
    start: int
    end: int
    words: tuple[str, ...]
    surface: str


class Passage:
    """A segment's source in words, and the capitalised words of its English."""

    def __init__(self, number: int, segment: Segment) -> None:
        self.number, self.source, self.target = number, segment.source, segment.target
        folded = readable(segment.source)
        taken = [(use.start - segment.start, use.end - segment.start) for use in segment.terms]
        self.words: list[Word] = []
        hits = list(WORD.finditer(folded.text))
        for hit, following in zip_longest(hits, hits[1:]):
            start, end = folded.span(*hit.span())
            end = start + len(segment.source[start:end].rstrip(QUOTES + " \u00a0"))
            gap = folded.text[hit.end() : following.start()] if following else ""
            joined = gap == " " or (gap == ". " and len(hit.group()) == 1)
            listed = overlaps(start, end, taken)
            self.words.append(Word(hit.group(), start, end, hit.start(), joined, listed))
        self.capitals = [
            re.sub(r"['’]s$", "", found.group())
            for found in CAPITALISED.finditer(segment.target)
            if not overlaps(*found.span(), segment.rendered)
        ]
        first = re.match(r"\W*(\w+)", segment.target)
        self.inner = [word for word in self.capitals if first is None or word != first[1]]

    def mention(self, first: int, last: int, cut: int, words: tuple[str, ...]) -> Mention:
        """The name from one word to another, without the letters that proclitics take."""
        start, end = self.words[first].start, self.words[last].end
        if cut:
            start = readable(self.source).origin[self.words[first].place + cut]
        return Mention(self.number, start, end, words, self.source[start:end])

    def before(self, index: int) -> str:
        """The word a space before another one; nothing where there is none."""
        return self.words[index - 1].read if index and self.words[index - 1].joined else ""

    def after(self, index: int) -> Iterator[tuple[str, ...]]:
        """The word, and the two words, a space after another one."""
        last = index
        while last - index < 2 and self.words[last].joined:
            last += 1
            yield tuple(word.read for word in self.words[index + 1 : last + 1])

    def heard(self, read: str) -> bool:
        """Whether a capitalised word of the English sounds exactly like a word."""
        own = sounds.of_arabic(read)
        return len(own) >= FEWEST_SOUNDS and any(sounds.of_latin(c) == own for c in self.capitals)

    def hinted(self, read: str) -> bool:
        """Whether one within the sentence sounds somewhat like it: enough where more is known."""
        return any(sounds.alike(read, capital) >= SOMEWHAT_ALIKE for capital in self.inner)
