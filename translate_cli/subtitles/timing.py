"""When a sentence is spoken: times of the input, else a pace, else a given duration.

Seconds from the programme's first frame. The narration pace counts the letters that a voice
has to say in Arabic; the reading pace counts characters of the English. Ranges that are kept
free (``--pause-at``) are stepped over.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from translate_cli.arabic import DIGITS, INVISIBLE
from translate_cli.document import Article, Block, Segment
from translate_cli.timecode import to_frame, to_text

Pace = Literal["narration", "reading"]
Range = tuple[float, float]

LETTERS_A_SECOND = 10.5  # of unvowelled Arabic: 115 to 135 words a minute, pauses counted
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
    """The article with times that count from the programme's first frame, not from ``start``.

    Times that lie before ``start`` count from the first frame already.
    """
    known = [block.start for block in article.blocks if block.start is not None]
    if not start or not known or min(known) < start:
        return article

    def moved(time: float | None) -> float | None:
        return None if time is None else time - start

    blocks = [
        replace(
            block,
            start=moved(block.start),
            end=moved(block.end),
            shown=[replace(p, begin=p.begin - start, stop=p.stop - start) for p in block.shown],
        )
        for block in article.blocks
    ]
    return replace(article, blocks=blocks)


Timed = tuple[Block, Sequence[Segment]]


def schedule(
    blocks: Sequence[Timed],
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
    windows = list(_windows(blocks))
    for index, window in enumerate(windows):
        first = window[0][0]
        if first.shown:
            spoken += [_as_shown(block, segment) for block, some in window for segment in some]
            clock = max(clock, first.shown[-1].stop)
            continue
        start = clock if first.start is None else max(clock, first.start)
        later = windows[index + 1][0][0].start if index + 1 < len(windows) else None
        limit = later if later is not None else duration if timed else None
        if len(window) == 1 and first.end is not None and first.end > start:
            limit = first.end if limit is None else min(limit, first.end)
            fill = True
        else:
            fill = False
        placed = _Window(window, start, limit, pace, speed, free).spoken(fill)
        spoken += placed
        clock = placed[-1].end if placed else start
    if not timed and duration is not None and spoken:
        spoken = _stretched(spoken, duration, free)
    return [item.moved(offset) for item in spoken] if offset else spoken


def _windows(blocks: Sequence[Timed]) -> Iterator[list[Timed]]:
    """Blocks from one timecode up to a later one, which share the time between."""
    window: list[Timed] = []
    for block, segments in blocks:
        known = window[0][0].start if window else None
        new = block.start is not None and (known is None or block.start > known)
        if window and (new or block.shown or window[-1][0].shown):
            yield window
            window = []
        window.append((block, segments))
    if window:
        yield window


@dataclass(frozen=True)
class _Window:
    """Blocks to be spoken from ``start`` on, and over by ``limit`` where there is one."""

    blocks: Sequence[Timed]
    start: float
    limit: float | None
    pace: Pace
    speed: float
    free: Sequence[Range]

    def spoken(self, fill: bool) -> list[Spoken]:
        """At the pace, slower or faster as the limit and the English want; ``fill`` the time."""
        placed = self.placed(self.slowness())
        if self.limit is None or not placed:
            return placed
        if not fill and placed[-1].end <= self.limit:
            return placed
        return self.fitted(max(self.limit, self.start))

    def slowness(self) -> float:
        """How much slower than the pace a window is: as its English needs, if there is room.

        The pace is a guess; that the voice is over by the next timecode is known.
        """
        if self.blocks[0][0].start is None:
            return 1.0
        segments = [segment for _, some in self.blocks for segment in some]
        pauses = PAUSE * len(segments)
        said = sum(expected(s, self.pace, self.speed) for s in segments) + pauses
        read = sum(len(s.target) / self.speed for s in segments) + pauses
        room = SLOWEST * said if self.limit is None else self.limit - self.start
        return max(1.0, min(SLOWEST, read / said, room / said)) if segments else 1.0

    def placed(self, factor: float, flowing: bool = False) -> list[Spoken]:
        """Segments one after another, every length and pause times a factor.

        A sentence waits until a free range is over; ``flowing``, it goes on behind it.
        """
        found: list[Spoken] = []
        at = self.start
        for number, (_, segments) in enumerate(self.blocks):
            at += BLOCK_PAUSE * factor if number else 0.0
            for segment in segments:
                length = expected(segment, self.pace, self.speed) * factor
                if flowing:
                    found.append(_flowing(segment, at, length, self.free))
                else:
                    at = _after(at, length, self.free)
                    found.append(Spoken(segment, at, at + length))
                at = found[-1].end + PAUSE * factor
        return found

    def fitted(self, limit: float) -> list[Spoken]:
        """Placed at the factor at which the last ends at the limit; around the free ranges in the
        way that leaves the voice more time."""
        low, flowing = max(
            ((self.factor(limit, flowing), flowing) for flowing in (False, True)),
            key=lambda pair: pair[0],
        )
        return self.placed(low, flowing)

    def factor(self, limit: float, flowing: bool) -> float:
        low, high = 0.0, 64.0
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            over = self.placed(middle, flowing)[-1].end > limit
            low, high = (low, middle) if over else (middle, high)
        return low


def _after(start: float, length: float, free: Sequence[Range]) -> float:
    """The first time from a start at which so much can be said outside the free ranges."""
    for begin, stop in sorted(free):
        if start < stop and start + length > begin:
            start = stop
    return start


def _flowing(segment: Segment, start: float, length: float, free: Sequence[Range]) -> Spoken:
    """A sentence from a start on that stops for free ranges and goes on behind them."""
    start = _after(start, 0.0, free)
    knots, said, at = [(0.0, start)], 0.0, start
    for begin, stop in sorted(free):
        if at <= begin < at + length - said:
            said += begin - at
            share = said / length if length else 0.0
            knots += [(share, begin), (share, stop)]
            at = stop
    end = at + length - said
    knots.append((1.0, end))
    return Spoken(segment, start, end, tuple(knots) if len(knots) > 2 else ())


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
