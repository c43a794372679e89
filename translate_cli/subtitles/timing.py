"""When a sentence is spoken: times of the input, else a pace, else a given duration.

Seconds from the programme's first frame. The narration pace counts the letters that a voice
has to say in Arabic; the reading pace counts characters of the English. Ranges that are kept
free (``--pause-at``) are stepped over.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from translate_cli.arabic import DIGITS, INVISIBLE
from translate_cli.document import Article, Block, Segment
from translate_cli.timecode import to_frame, to_text

Pace = Literal["narration", "reading"]
Range = tuple[float, float]

LETTERS_A_SECOND = 12.0  # of unvowelled Arabic, as newsreaders speak
LETTERS_A_DIGIT = 4.0  # a figure is said in words
PAUSE = 0.35  # seconds after a sentence
BLOCK_PAUSE = 0.5  # seconds more after a paragraph
SHORTEST = 0.3  # seconds of a sentence
SLOWEST = 1.35  # times the pace, where a script leaves the time and the English wants it
LETTER = re.compile(r"[^\W\d_]")
DIGIT = re.compile(r"\d")
HALVINGS = 40


@dataclass(frozen=True)
class Spoken:
    """A segment and the time in which it is heard.

    ``knots`` are (share of the sentence, seconds), rising, from (0.0, start) to (1.0, end); where
    the voice pauses, two have one share. None mean an even pace.
    """

    segment: Segment
    start: float
    end: float
    knots: tuple[tuple[float, float], ...] = ()

    def begins(self, share: float) -> float:
        """When the word that begins at a share of the sentence is heard, after any pause there."""
        if not self.knots:
            return self.start + (self.end - self.start) * share
        shares = [knot[0] for knot in self.knots]
        return self._between(min(bisect_right(shares, share), len(shares) - 1), share)

    def ends(self, share: float) -> float:
        """When the word that ends at a share is over, before any pause there."""
        if not self.knots:
            return self.start + (self.end - self.start) * share
        shares = [knot[0] for knot in self.knots]
        return self._between(min(max(bisect_left(shares, share), 1), len(shares) - 1), share)

    def _between(self, index: int, share: float) -> float:
        (low, begin), (high, end) = self.knots[index - 1], self.knots[index]
        within = (share - low) / (high - low) if high > low else 1.0
        return begin + (end - begin) * min(1.0, max(0.0, within))

    def moved(self, offset: float) -> "Spoken":
        knots = tuple((share, time + offset) for share, time in self.knots)
        return Spoken(self.segment, self.start + offset, self.end + offset, knots)


def expected(segment: Segment, pace: Pace, speed: float) -> float:
    """Seconds that a segment takes, its pause not counted; ``speed`` is the reader's."""
    if pace == "reading":
        return max(SHORTEST, len(segment.target) / speed)
    return max(SHORTEST, letters(segment.source) / LETTERS_A_SECOND)


def letters(arabic: str) -> float:
    """How much there is to say: letters, and figures as if they were written out."""
    text = INVISIBLE.sub("", arabic).translate(DIGITS)
    return len(LETTER.findall(text)) + LETTERS_A_DIGIT * len(DIGIT.findall(text))


def programme_start(article: Article, fps: Fraction, drop: bool = False) -> int:
    """The frame of the hour at which a script's timecodes begin, 0 where they count from zero.

    Programmes begin at 10:00:00:00 or 01:00:00:00; no report is an hour long.
    """
    starts = [b.start for b in article.blocks if b.start is not None and not b.shown]
    if not starts:
        return 0
    hours = int(to_text(round(min(starts) * fps), fps, drop)[:-9])
    return to_frame(f"{hours:02}:00:00:00", fps, drop)


def from_first_frame(article: Article, start: float) -> Article:
    """The article with times that count from the programme's first frame, not from ``start``."""
    if not start:
        return article

    def moved(time: float | None) -> float | None:
        return None if time is None else max(0.0, time - start)

    blocks = [
        replace(
            block,
            start=moved(block.start),
            end=moved(block.end),
            shown=[
                replace(p, begin=max(0.0, p.begin - start), stop=max(0.0, p.stop - start))
                for p in block.shown
            ],
        )
        for block in article.blocks
    ]
    return replace(article, blocks=blocks)


def schedule(
    blocks: Sequence[tuple[Block, Sequence[Segment]]],
    pace: Pace,
    speed: float,
    duration: float | None = None,
    offset: float = 0.0,
    free: Sequence[Range] = (),
) -> list[Spoken]:
    """Times for the segments of the blocks, in order, never overlapping.

    A block with a timecode starts there and is over when the next timecode comes; one that was
    shown by a subtitle file keeps its times; the others follow one another at the pace.
    ``duration`` is the programme's length: without timecodes all is fitted to it. Nothing is
    spoken in a ``free`` range.
    """
    timed = any(block.start is not None for block, _ in blocks)
    spoken: list[Spoken] = []
    clock = 0.0
    for index, (block, segments) in enumerate(blocks):
        if block.shown:
            spoken += [_as_shown(block, segment) for segment in segments]
            clock = max(clock, block.shown[-1].stop)
            continue
        start = clock if block.start is None else max(clock, block.start)
        limit = _limit(blocks, index, duration if timed else None)
        factor = 1.0 if limit is None else _slowness(segments, limit - start, pace, speed)
        placed = _placed(segments, start, factor, pace, speed, free)
        if block.end is not None and block.end > start:
            limit = block.end if limit is None else min(limit, block.end)
            placed = _fitted(segments, start, limit, pace, speed, free)
        elif limit is not None and placed and placed[-1].end > limit:
            placed = _fitted(segments, start, max(limit, start), pace, speed, free)
        spoken += placed
        pause = PAUSE + BLOCK_PAUSE if limit is None else 0.0
        clock = (placed[-1].end if placed else start) + pause
    if not timed and duration is not None and spoken:
        spoken = _stretched(spoken, duration, free)
    return [item.moved(offset) for item in spoken] if offset else spoken


def _slowness(segments: Sequence[Segment], room: float, pace: Pace, speed: float) -> float:
    """How much slower than the pace a block is taken to be: as its English needs, if there is room.

    The pace is a guess; that the voice is over by the next timecode is known.
    """
    pauses = PAUSE * len(segments)
    spoken = sum(expected(segment, pace, speed) for segment in segments) + pauses
    read = sum(len(segment.target) / speed for segment in segments) + pauses
    return max(1.0, min(SLOWEST, read / spoken, room / spoken)) if spoken else 1.0


def _limit(
    blocks: Sequence[tuple[Block, Sequence[Segment]]], index: int, duration: float | None
) -> float | None:
    """When the block has to be over: at the next timecode, or at the programme's end."""
    for later, _ in blocks[index + 1 :]:
        if later.start is not None:
            return later.start
    return duration


def _placed(
    segments: Sequence[Segment],
    start: float,
    factor: float,
    pace: Pace,
    speed: float,
    free: Sequence[Range],
) -> list[Spoken]:
    """Segments one after another from a start, every length and pause times a factor."""
    spoken = []
    for segment in segments:
        length = expected(segment, pace, speed) * factor
        start = _after(start, length, free)
        spoken.append(Spoken(segment, start, start + length))
        start += length + PAUSE * factor
    return spoken


def _after(start: float, length: float, free: Sequence[Range]) -> float:
    """The first time from a start at which so much can be said outside the free ranges."""
    for begin, stop in sorted(free):
        if start < stop and start + length > begin:
            start = stop
    return start


def _fitted(
    segments: Sequence[Segment],
    start: float,
    limit: float,
    pace: Pace,
    speed: float,
    free: Sequence[Range],
) -> list[Spoken]:
    """Segments placed at the factor at which the last ends at the limit."""
    low, high = 0.0, 64.0
    for _ in range(HALVINGS):
        factor = (low + high) / 2
        placed = _placed(segments, start, factor, pace, speed, free)
        if placed and placed[-1].end > limit:
            high = factor
        else:
            low = factor
    return _placed(segments, start, low, pace, speed, free)


def _stretched(spoken: Sequence[Spoken], duration: float, free: Sequence[Range]) -> list[Spoken]:
    """The whole at the factor at which it fills the duration, free ranges stepped over."""
    low, high = 0.0, max(64.0, duration)

    def at(factor: float) -> list[Spoken]:
        placed, shift = [], 0.0
        for item in spoken:
            length = (item.end - item.start) * factor
            start = _after(item.start * factor + shift, length, free)
            shift = start - item.start * factor
            placed.append(Spoken(item.segment, start, start + length))
        return placed

    for _ in range(HALVINGS):
        factor = (low + high) / 2
        low, high = (low, factor) if at(factor)[-1].end > duration else (factor, high)
    return at(low)


def _as_shown(block: Block, segment: Segment) -> Spoken:
    """The time of the cues that showed a segment, in proportion where it shared one."""
    length = segment.end - segment.start
    knots: list[tuple[float, float]] = []
    for piece in block.shown:
        start, end = max(piece.start, segment.start), min(piece.end, segment.end)
        if start >= end:
            continue
        for place in (start, end):
            within = (place - piece.start) / (piece.end - piece.start)
            time = piece.begin + (piece.stop - piece.begin) * within
            knots.append(((place - segment.start) / length, time))
    if not knots:
        return Spoken(segment, block.shown[-1].stop, block.shown[-1].stop)
    knots[0], knots[-1] = (0.0, knots[0][1]), (1.0, knots[-1][1])
    return Spoken(segment, knots[0][1], knots[-1][1], tuple(knots))
