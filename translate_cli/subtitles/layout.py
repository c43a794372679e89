"""A sentence cut into cues and lines: one dynamic programme over all places between words.

A cost is a sum of penalties: for parting what belongs together, for lines of unlike length,
for each cue. Breaks after punctuation cost nothing, before a clause or phrase little.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from translate_cli.subtitles.profiles import Profile

CUE_COST = 12.0
BAD_BREAK = 60.0  # article|noun, preposition|object, auxiliary|verb, name|surname, number|unit
PLAIN_BREAK = 9.0
PHRASE_BREAK = 4.0
COMMA_BREAK = 1.0
SHARE_IN_CUE = 0.5  # a line break inside a cue parts less than a break between cues
UNBALANCED = 6.0  # a line of nothing beside a full one
SHORT_CUE = 16.0  # a cue of nothing; none of SHORT_SIZE characters or more
SHORT_SIZE = 36

ARTICLES = frozenset("a an the my your his her its our their this that these those".split())
PREPOSITIONS = frozenset(
    (
        "of in on at to for from with by about into over after before under between through "
        "during against among within without across behind beyond towards toward upon near "
        "off per via than as amid"
    ).split()
)
AUXILIARIES = frozenset(
    (
        "is are was were be been being am has have had do does did will would shall should "
        "can could may might must not n't cannot"
    ).split()
)
OPENERS = frozenset(
    (
        "and but or nor so yet because although though while when where which who whom whose "
        "that if unless until since as after before"
    ).split()
)
TITLES = frozenset("mr mrs ms dr prof president minister general king queen prince sheikh".split())
NUMBER = re.compile(r"^[$€£]?\d[\d.,:/-]*$")
COMMA = re.compile(r"[,;:)\]–—][\"”’']*$|[\"”]$")
STOP = re.compile(r"[.!?…][\"”’')\]]*$")
NAME = re.compile(r"^[\"“‘'(]?[A-Z][\w’'-]*$")


@dataclass(frozen=True)
class CueText:
    """The lines of one cue; ``words`` is the half-open range of the sentence's words in it."""

    lines: tuple[str, ...]
    words: tuple[int, int]


def bare(word: str) -> str:
    return word.strip("\"“”‘’'(),.;:!?").lower()


def forbidden(left: str, right: str) -> bool:
    """Whether the two words must stay on one line."""
    if STOP.search(left) or COMMA.search(left):
        return False
    word = bare(left)
    if word in ARTICLES or word in PREPOSITIONS or word in AUXILIARIES or word in TITLES:
        return True
    if NUMBER.match(left):
        return True
    return bool(NAME.match(left) and NAME.match(right))


def break_cost(left: str, right: str) -> float:
    """What a break between two words costs, 0.0 after the end of a sentence."""
    if STOP.search(left):
        return 0.0
    if COMMA.search(left):
        return COMMA_BREAK
    if forbidden(left, right):
        return BAD_BREAK
    word = bare(right)
    return PHRASE_BREAK if word in OPENERS or word in PREPOSITIONS else PLAIN_BREAK


def cut(text: str, profile: Profile) -> list[CueText]:
    """The cues of a sentence, the cheapest whole of them. Words longer than a line are split."""
    words = _fitting(text.split(), profile.characters)
    return _Sentence(words, profile).cues() if words else []


def wrapped(text: str, profile: Profile) -> tuple[str, ...]:
    """The lines of one cue; none where the text does not fit into one."""
    words = text.split()
    found = _Sentence(words, profile).lines(0, len(words), profile.lines) if words else None
    if found is None:
        return ()
    return tuple(" ".join(words[a:b]) for a, b in pairwise((0, *found[1])))


class _Sentence:
    """A sentence's words with what the programme asks of them again and again."""

    def __init__(self, words: Sequence[str], profile: Profile) -> None:
        self.words, self.profile = words, profile
        self.ends = list(accumulate((len(word) + 1 for word in words), initial=0))
        self.costs = [0.0, *(break_cost(a, b) for a, b in pairwise(words)), 0.0]

    def size(self, start: int, end: int) -> int:
        """Characters of ``words[start:end]`` with spaces between."""
        return self.ends[end] - self.ends[start] - 1

    def cues(self) -> list[CueText]:
        count = len(self.words)
        best = [0.0] + [float("inf")] * count
        back: list[tuple[int, tuple[int, ...]]] = [(0, ())] * (count + 1)
        for start in range(count):
            for end in range(start + 1, count + 1):
                if self.size(start, end) > self.profile.capacity:
                    break
                found = self.lines(start, end, self.profile.lines)
                if found is None:
                    continue
                short = max(0.0, 1 - self.size(start, end) / SHORT_SIZE)
                cost = found[0] + best[start] + CUE_COST + SHORT_CUE * short + self.costs[end]
                if cost < best[end]:
                    best[end], back[end] = cost, (start, found[1])
        return self._traced(back)

    def lines(self, start: int, end: int, count: int) -> tuple[float, tuple[int, ...]] | None:
        """The cheapest ends of at most ``count`` lines, ``None`` where the words do not fit."""
        width = self.profile.characters
        if self.size(start, end) <= width:
            return 0.0, (end,)
        if count == 1:
            return None
        best: tuple[float, tuple[int, ...]] | None = None
        for at in range(start + 1, end):
            if self.size(start, at) > width:
                break
            rest = self.lines(at, end, count - 1)
            if rest is None:
                continue
            longest = max(self.size(a, b) for a, b in pairwise((at, *rest[1])))
            unlike = abs(self.size(start, at) - longest) / width
            cost = rest[0] + SHARE_IN_CUE * self.costs[at] + UNBALANCED * unlike
            if best is None or cost < best[0]:
                best = cost, (at, *rest[1])
        return best

    def _traced(self, back: Sequence[tuple[int, tuple[int, ...]]]) -> list[CueText]:
        cues = []
        end = len(self.words)
        while end > 0:
            start, ends = back[end]
            lines = (" ".join(self.words[a:b]) for a, b in pairwise((start, *ends)))
            cues.append(CueText(tuple(lines), (start, end)))
            end = start
        return cues[::-1]


def _fitting(words: Sequence[str], width: int) -> list[str]:
    return [word[i : i + width] for word in words for i in range(0, len(word), width)]
