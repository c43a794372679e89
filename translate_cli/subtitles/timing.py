"""When a sentence is spoken: timecodes of the input, else a pace, else a given duration.

Seconds from the programme's first frame. The narration pace counts the letters that a voice
has to say in Arabic; the reading pace counts characters of the English.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from translate_cli.arabic import DIGITS, INVISIBLE
from translate_cli.document import Block, Segment

Pace = Literal["narration", "reading"]

LETTERS_A_SECOND = 12.0  # of unvowelled Arabic, as newsreaders speak
LETTERS_A_DIGIT = 4.0  # a figure is said in words
PAUSE = 0.35  # seconds after a sentence
BLOCK_PAUSE = 0.5  # seconds more after a paragraph
LETTER = re.compile(r"[^\W\d_]")
DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Spoken:
    """A segment and the time in which it is heard."""

    segment: Segment
    start: float
    end: float


def expected(segment: Segment, pace: Pace, speed: float) -> float:
    """Seconds that a segment takes, its pause not counted."""
    if pace == "reading":
        return max(0.3, len(segment.target) / speed)
    text = INVISIBLE.sub("", segment.source).translate(DIGITS)
    letters = len(LETTER.findall(text)) + LETTERS_A_DIGIT * len(DIGIT.findall(text))
    return max(0.3, letters / LETTERS_A_SECOND)


def schedule(
    blocks: Sequence[tuple[Block, Sequence[Segment]]],
    pace: Pace,
    speed: float,
    duration: float | None = None,
    offset: float = 0.0,
) -> list[Spoken]:
    """Times for the segments of the blocks, in order, never overlapping.

    A block with a timecode starts there and is over when the next timecode comes; the others
    follow one another at the pace. ``duration`` is the programme's length: without timecodes
    all is fitted to it.
    """
    timed = any(block.start is not None for block, _ in blocks)
    spoken: list[Spoken] = []
    clock = 0.0
    for index, (block, segments) in enumerate(blocks):
        start = clock if block.start is None else max(clock, block.start)
        limit = _limit(blocks, index, duration if timed else None)
        lengths = [expected(segment, pace, speed) for segment in segments]
        total = sum(lengths) + PAUSE * max(0, len(lengths) - 1)
        if block.end is not None and block.end > start:
            limit = block.end if limit is None else min(limit, block.end)
            total, factor = _fit(lengths, limit - start)
        elif limit is not None and start + total > limit:
            total, factor = _fit(lengths, max(limit - start, 0.0))
        else:
            factor = 1.0
        at = start
        for segment, length in zip(segments, lengths, strict=True):
            spoken.append(Spoken(segment, at, at + length * factor))
            at += (length + PAUSE) * factor
        clock = start + total + (0.0 if limit is not None else PAUSE + BLOCK_PAUSE)
    if not timed and duration is not None and spoken:
        spoken = _scaled(spoken, duration / spoken[-1].end)
    return [Spoken(s.segment, s.start + offset, s.end + offset) for s in spoken]


def _limit(
    blocks: Sequence[tuple[Block, Sequence[Segment]]], index: int, duration: float | None
) -> float | None:
    """When the block has to be over: at the next timecode, or at the programme's end."""
    for later, _ in blocks[index + 1 :]:
        if later.start is not None:
            return later.start
    return duration


def _fit(lengths: Sequence[float], room: float) -> tuple[float, float]:
    total = sum(lengths) + PAUSE * max(0, len(lengths) - 1)
    return room, room / total if total else 1.0


def _scaled(spoken: Sequence[Spoken], factor: float) -> list[Spoken]:
    return [Spoken(s.segment, s.start * factor, s.end * factor) for s in spoken]
