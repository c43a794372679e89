"""A group of sentences cut into cues and lines: one dynamic programme over all places to break.

A cost is a sum of penalties: for parting what belongs together (``breaks``), for lines of unlike
length, for each cue, and, where it is known when each word is heard, for cues that are too fast,
too short, too long or go on over a pause.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from math import inf

from translate_cli.subtitles.breaks import costs, ends_sentence
from translate_cli.subtitles.profiles import Profile

CUE_COST = 12.0
SHARE_IN_CUE = 0.5  # a line break inside a cue parts less than a break between cues
UNBALANCED = 6.0  # a line of nothing beside a full one
SHORT_CUE = 16.0  # a cue of nothing; none of SHORT_SIZE characters or more
SHORT_SIZE = 36
TWO_SENTENCES = 4.0  # whole ones in one cue
PART_OF_A_SENTENCE = 30.0  # beside another sentence
TOO_FAST = 30.0  # times the share of the reading time that is missing
TOO_SHORT = 30.0  # times the share of the shortest time that is missing
TOO_LONG = 80.0  # times the share over the longest time
FAR_TOO_LONG = 22.0  # at most: a short text is not cut up to fill a long time
PAUSE_INSIDE = 20.0  # a second of silence, from LONG_PAUSE on
LONG_PAUSE = 0.6  # seconds
OFF_ANCHOR = 8.0  # a cue that begins a second or more from where one began before
OFF_SHARE = 400.0  # times the squared difference of shares, in stacked subtitles


@dataclass(frozen=True)
class CueText:
    """The lines of one cue; ``words`` is the half-open range of the group's words in it."""

    lines: tuple[str, ...]
    words: tuple[int, int]


@dataclass(frozen=True)
class Clock:
    """When each word of a group is heard, in seconds, and when the next group begins.

    ``anchors`` are times, rising, at which cues began before and should again.
    """

    begins: Sequence[float]
    ends: Sequence[float]
    limit: float = inf
    anchors: Sequence[float] = ()


def words_of(text: str, profile: Profile) -> list[str]:
    """The words of a text, those longer than a line cut."""
    width = profile.characters
    return [word[i : i + width] for word in text.split() for i in range(0, len(word), width)]


def cut(words: Sequence[str], profile: Profile, clock: Clock | None = None) -> list[CueText]:
    """Cut words into cues, each within the profile's lines and characters."""
    return _Group(words, profile, clock).cues() if words else []


def cut_into(
    words: Sequence[str], profile: Profile, count: int, shares: Sequence[float]
) -> list[CueText] | None:
    """Cut words into ``count`` cues whose ends lie near ``shares`` of the text.

    ``None`` where they do not fit into so many.
    """
    return _Group(words, profile, None).exactly(count, shares)


def wrapped(text: str, profile: Profile) -> tuple[str, ...]:
    """A text as the lines of one cue; none where it does not fit."""
    words = text.split()
    found = _Group(words, profile, None).lines(0, len(words)) if words else None
    if found is None:
        return ()
    return tuple(" ".join(words[a:b]) for a, b in pairwise((0, *found[1])))


class _Group:
    """Words with what the programme asks of them again and again."""

    def __init__(self, words: Sequence[str], profile: Profile, clock: Clock | None) -> None:
        self.words, self.profile, self.clock = words, profile, clock
        self.sizes = list(accumulate((len(word) + 1 for word in words), initial=0))
        self.costs = costs(words)
        self.stops = [0, *(i for i, word in enumerate(words, 1) if ends_sentence(word))]
        if not self.stops or self.stops[-1] != len(words):
            self.stops.append(len(words))
        self.lines = cache(self._lines)

    def size(self, start: int, end: int) -> int:
        """Characters of ``words[start:end]`` with spaces between."""
        return self.sizes[end] - self.sizes[start] - 1

    def cues(self) -> list[CueText]:
        count = len(self.words)
        best = [0.0] + [inf] * count
        back: list[tuple[int, tuple[int, ...]]] = [(0, ())] * (count + 1)
        for start in range(count):
            for end, ends, cost in self.cues_from(start):
                if best[start] + cost < best[end]:
                    best[end], back[end] = best[start] + cost, (start, ends)
        chain, end = [], count
        while end > 0:
            chain.append(back[end])
            end = back[end][0]
        return [self.cue(*item) for item in reversed(chain)]

    def exactly(self, count: int, shares: Sequence[float]) -> list[CueText] | None:
        total = len(self.words)
        layers: list[dict[int, tuple[float, int, tuple[int, ...]]]] = [{0: (0.0, 0, ())}]
        for number in range(count):
            layer: dict[int, tuple[float, int, tuple[int, ...]]] = {}
            for start, (so_far, _, _) in layers[-1].items():
                for end, ends, cost in self.cues_from(start):
                    off = self.sizes[end] / self.sizes[total] - shares[number]
                    whole = so_far + cost + OFF_SHARE * off * off
                    if whole < layer.get(end, (inf,))[0]:
                        layer[end] = whole, start, ends
            layers.append(layer)
        cues, end = [], total
        for layer in reversed(layers[1:]):
            if end not in layer:
                return None
            _, start, ends = layer[end]
            cues.append(self.cue(start, ends))
            end = start
        return cues[::-1]

    def cues_from(self, start: int) -> list[tuple[int, tuple[int, ...], float]]:
        """Every cue that can begin at a word: its end, the ends of its lines, its cost."""
        found = []
        for end in range(start + 1, len(self.words) + 1):
            if self.size(start, end) > self.profile.capacity:
                break
            lines = self.lines(start, end)
            if lines is None:
                continue
            short = max(0.0, 1 - self.size(start, end) / SHORT_SIZE)
            cost = CUE_COST + SHORT_CUE * short + lines[0] + self.costs[end]
            cost += self.sentence_cost(start, end) + self.time_cost(start, end)
            found.append((end, lines[1], cost))
        return found

    def sentence_cost(self, start: int, end: int) -> float:
        """Whole sentences may share a cue; a part of one should not share it with another."""
        first, last = bisect_right(self.stops, start), bisect_left(self.stops, end)
        if first == last:
            return 0.0
        whole = self.stops[first - 1] == start and self.stops[last] == end
        return TWO_SENTENCES if whole else PART_OF_A_SENTENCE

    def time_cost(self, start: int, end: int) -> float:
        clock, profile = self.clock, self.profile
        if clock is None:
            return 0.0
        begin = clock.begins[start]
        following = clock.begins[end] if end < len(self.words) else clock.limit
        available = max(0.0, following - begin - float(profile.gap / profile.fps))
        needed = profile.reading(self.size(start, end), end - start)
        spoken = clock.ends[end - 1] - begin
        cost = TOO_FAST * max(0.0, 1 - available / needed)
        cost += TOO_SHORT * max(0.0, 1 - available / profile.shortest)
        cost += min(FAR_TOO_LONG, TOO_LONG * max(0.0, spoken / profile.longest - 1))
        for index in range(start + 1, end):
            pause = clock.begins[index] - clock.ends[index - 1]
            cost += PAUSE_INSIDE * pause if pause >= LONG_PAUSE else 0.0
        return cost + self.anchor_cost(begin)

    def anchor_cost(self, begin: float) -> float:
        anchors = self.clock.anchors if self.clock else ()
        if not anchors:
            return 0.0
        place = bisect_left(anchors, begin)
        nearest = min(abs(begin - time) for time in anchors[max(0, place - 1) : place + 1])
        return OFF_ANCHOR * min(1.0, nearest)

    def _lines(
        self, start: int, end: int, count: int | None = None
    ) -> tuple[float, tuple[int, ...]] | None:
        """The cheapest ends of at most ``count`` lines, ``None`` where the words do not fit."""
        width, count = self.profile.characters, count or self.profile.lines
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

    def cue(self, start: int, ends: tuple[int, ...]) -> CueText:
        lines = (" ".join(self.words[a:b]) for a, b in pairwise((start, *ends)))
        return CueText(tuple(lines), (start, ends[-1]))
