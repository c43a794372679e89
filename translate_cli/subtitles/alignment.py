"""A script laid over its sound: when each sentence is heard. Seconds.

One dynamic programme over the sentences and the places where one may end: a sentence should take
the time that its letters need, and end in a pause. Recognised words, where there are any, pull
the places towards their times, each with a limited force, for recognition errs; the script's
own words are kept, only times are taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import inf

from translate_cli.arabic import fold
from translate_cli.document import Segment
from translate_cli.subtitles.timing import LETTERS_A_SECOND, Range, Spoken, letters

GRID = 0.4  # seconds between places in a region where a sentence might end without a pause
NO_PAUSE = 5.0  # cost of ending there
FULL_PAUSE = 0.7  # seconds; a shorter pause is less likely to be a sentence's end
SHORT_PAUSE = 3.0  # cost of a pause of nothing
SPREAD = 0.18  # of a sentence's expected time, one standard deviation
SPREAD_FLOOR = 0.5  # seconds of it at least
BAND = 12.0  # seconds that a sentence may end from where an even pace puts it
BAND_SHARE = 0.08  # of the whole, if that is more
RUN = 5  # letters that must agree in a row to tie the script to a recognised word
EDGE = 8  # letters at a sentence's ends of which one must be tied
PULL = 0.4  # seconds, one standard deviation of a recognised word's time
STRONGEST_PULL = 8.0  # cost of a place that a recognised word contradicts, at most
NEAR = 2.0  # seconds within which a recognised word may move a word inside a sentence


@dataclass(frozen=True)
class Word:
    """A recognised word and its time."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class _Place:
    """Where a sentence may end: ``voice`` seconds of speech into the sound; the last sentence is
    over at ``end``, the next begins at ``start``."""

    voice: float
    end: float
    start: float
    cost: float


@dataclass(frozen=True)
class _Tie:
    """A letter of a sentence, as a share of its letters, and when it was recognised."""

    share: float
    time: float


def laid_over(
    segments: Sequence[Segment], regions: Sequence[Range], words: Sequence[Word] = ()
) -> list[Spoken]:
    """Sentences over regions of speech, in order, all of both used up."""
    if not segments or not regions:
        return []
    places = _places(regions)
    total = places[-1].voice
    sizes = [max(1.0, letters(segment.source)) for segment in segments]
    wanted = [size * total / sum(sizes) for size in sizes]
    tied = _ties(segments, words)
    ends = _ends(places, wanted, tied)
    spoken, first = [], places[0]
    for segment, last, ties in zip(segments, ends, tied, strict=True):
        knots = _knots(regions, first, last)
        item = Spoken(segment, first.start, max(first.start, last.end), knots)
        spoken.append(_tied(item, ties))
        first = last
    return spoken


def _places(regions: Sequence[Range]) -> list[_Place]:
    places = [_Place(0.0, regions[0][0], regions[0][0], 0.0)]
    voice = 0.0
    for index, (start, end) in enumerate(regions):
        steps = int((end - start) / GRID)
        places += [
            _Place(voice + k * GRID, start + k * GRID, start + k * GRID, NO_PAUSE)
            for k in range(1, steps)
        ]
        voice += end - start
        following = regions[index + 1][0] if index + 1 < len(regions) else end
        pause = following - end
        places.append(_Place(voice, end, following, SHORT_PAUSE * max(0.0, 1 - pause / FULL_PAUSE)))
    return places


def _ends(
    places: Sequence[_Place], wanted: Sequence[float], tied: Sequence[Sequence[_Tie]]
) -> list[_Place]:
    """The place at which each sentence ends, by dynamic programming over sentences and places."""
    total = places[-1].voice
    band = max(BAND, BAND_SHARE * total)
    costs = {0: 0.0}
    backs: list[dict[int, int]] = []
    for number, due in enumerate(accumulate(wanted)):
        is_last = number == len(wanted) - 1
        spread = SPREAD * wanted[number] + SPREAD_FLOOR
        reach = [len(places) - 1] if is_last else _within(places, due - band, due + band)
        found: dict[int, float] = {}
        back: dict[int, int] = {}
        for index in reach:
            place, best, origin = places[index], inf, -1
            for before, cost in costs.items():
                if before >= index and not is_last:
                    continue
                off = (place.voice - places[before].voice - wanted[number]) / spread
                if cost + off * off / 2 < best:
                    best, origin = cost + off * off / 2, before
            if origin >= 0:
                pull = 0.0 if is_last else place.cost + _pull(place, tied[number], tied[number + 1])
                found[index], back[index] = best + pull, origin
        if not found:  # more sentences than places: the rest share the last one
            last = max(costs)
            found, back = {last: costs[last]}, {last: last}
        costs = found
        backs.append(back)
    index, chain = min(costs, key=costs.__getitem__), []
    for back in reversed(backs):
        chain.append(places[index])
        index = back[index]
    return chain[::-1]


def _within(places: Sequence[_Place], low: float, high: float) -> list[int]:
    return [i for i, place in enumerate(places) if low <= place.voice <= high and i]


def _knots(
    regions: Sequence[Range], first: _Place, last: _Place
) -> tuple[tuple[float, float], ...]:
    """How the sentence goes on through the regions between two places."""
    length = last.voice - first.voice
    if length <= 0:
        return ()
    knots, voice = [], 0.0
    for start, end in regions:
        low, high = max(first.voice, voice), min(last.voice, voice + end - start)
        if low < high:
            knots += [
                (round((low - first.voice) / length, 9), start + low - voice),
                (round((high - first.voice) / length, 9), start + high - voice),
            ]
        voice += end - start
    return ((0.0, knots[0][1]), *knots[1:-1], (1.0, knots[-1][1]))


def _pull(place: _Place, before: Sequence[_Tie], after: Sequence[_Tie]) -> float:
    """What it costs that the words around were recognised elsewhere."""
    cost = 0.0
    if before and before[-1].share == 1.0:
        off = (place.end - before[-1].time) / PULL
        cost += min(STRONGEST_PULL, off * off / 2)
    if after and after[0].share == 0.0:
        off = (place.start - after[0].time) / PULL
        cost += min(STRONGEST_PULL, off * off / 2)
    return cost


def _ties(segments: Sequence[Segment], words: Sequence[Word]) -> list[list[_Tie]]:
    """Each sentence's letters that agree with recognised ones, by the fewest edits of all.

    A tie near an end of its sentence counts as the end, at its time moved by the letters between.
    """
    if not words:
        return [[] for _ in segments]
    from rapidfuzz.distance import Levenshtein

    script = [_letters(segment.source) for segment in segments]
    heard, times = _heard(words)
    text = "".join(script)
    agreed: dict[int, float] = {}
    for block in Levenshtein.opcodes(text, heard):
        if block.tag == "equal" and block.src_end - block.src_start >= RUN:
            for place in range(block.src_start, block.src_end):
                agreed[place] = times[place - block.src_start + block.dest_start]
    ties, cursor = [], 0
    for own in script:
        ties.append(_ties_of(agreed, cursor, len(own)))
        cursor += len(own)
    return ties


def _ties_of(agreed: Mapping[int, float], offset: int, size: int) -> list[_Tie]:
    found = [(place, agreed[offset + place]) for place in range(size) if offset + place in agreed]
    if not found:
        return []
    ties = [_Tie(place / size, time) for place, time in found[1:-1]]
    (first, begin), (last, end) = found[0], found[-1]
    early, late = first < EDGE, size - last <= EDGE
    letter = 1 / LETTERS_A_SECOND
    head = _Tie(0.0, begin - first * letter) if early else _Tie(first / size, begin)
    tail = _Tie(1.0, end + (size - last) * letter) if late else _Tie(last / size, end)
    return [head, *ties, tail]


def _tied(spoken: Spoken, ties: Sequence[_Tie]) -> Spoken:
    """The sentence with its inner words at their recognised times, where these are likely."""
    knots = list(spoken.knots)
    if not knots:
        return spoken
    inner = [
        (tie.share, tie.time)
        for tie in ties[:: RUN * 2]
        if 0.0 < tie.share < 1.0
        and spoken.start < tie.time < spoken.end
        and abs(spoken.begins(tie.share) - tie.time) <= NEAR
    ]
    if not inner:
        return spoken
    merged = [knots[0]]
    for share, time in [*inner, knots[-1]]:
        if share > merged[-1][0] and time >= merged[-1][1]:
            merged.append((share, time))
    if merged[-1][0] < 1.0:
        merged[-1] = knots[-1]
    return replace(spoken, knots=tuple(merged))


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text).text if letter.isalnum())


def _heard(words: Sequence[Word]) -> tuple[str, list[float]]:
    """The letters of the recognised words, and when each begins."""
    parts, times = [], []
    for word in words:
        own = _letters(word.text)
        parts.append(own)
        times += [word.start + (word.end - word.start) * i / len(own) for i in range(len(own))]
    return "".join(parts), times
