"""A sentence cut into cues and lines: one dynamic programme over all places between words.

A cost is a sum of penalties: for parting what belongs together, for lines of unlike length,
for each cue. Breaks after punctuation cost nothing, before a clause or phrase little.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

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
    if not words:
        return []
    best = [0.0] + [float("inf")] * len(words)
    back: list[tuple[int, tuple[str, ...]]] = [(0, ())] * (len(words) + 1)
    for start in range(len(words)):
        size = -1
        for end in range(start + 1, len(words) + 1):
            size += len(words[end - 1]) + 1
            if size > profile.capacity:
                break
            found = _lines(tuple(words[start:end]), profile.characters, profile.lines)
            if found is None:
                continue
            cost, lines = found
            cost += best[start] + CUE_COST + SHORT_CUE * max(0.0, 1 - size / SHORT_SIZE)
            if end < len(words):
                cost += break_cost(words[end - 1], words[end])
            if cost < best[end]:
                best[end], back[end] = cost, (start, lines)
    cues = []
    end = len(words)
    while end > 0:
        start, lines = back[end]
        cues.append(CueText(lines, (start, end)))
        end = start
    return cues[::-1]


@lru_cache(maxsize=16384)
def _lines(words: tuple[str, ...], width: int, lines: int) -> tuple[float, tuple[str, ...]] | None:
    """The cheapest lines for the words of one cue, ``None`` where they do not fit."""
    whole = " ".join(words)
    if len(whole) <= width:
        return 0.0, (whole,)
    if lines == 1:
        return None
    best: tuple[float, tuple[str, ...]] | None = None
    for at in range(1, len(words)):
        top = " ".join(words[:at])
        if len(top) > width:
            break
        rest = _lines(words[at:], width, lines - 1)
        if rest is None:
            continue
        unlike = abs(len(top) - max(map(len, rest[1]))) / width
        cost = rest[0] + SHARE_IN_CUE * break_cost(words[at - 1], words[at]) + UNBALANCED * unlike
        if best is None or cost < best[0]:
            best = cost, (top, *rest[1])
    return best


def _fitting(words: Sequence[str], width: int) -> list[str]:
    return [word[i : i + width] for word in words for i in range(0, len(word), width)]
