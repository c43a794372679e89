"""Drafts to whole frames: the gap kept, free time used for reading, small gaps closed."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from translate_cli.subtitles.drafts import Draft
from translate_cli.subtitles.profiles import Profile
from translate_cli.subtitles.timing import Range
from translate_cli.subtitles.track import is_placed

LEAD = 0.25  # seconds that a cue may come before its words, where reading takes longer
SHIFT = 0.5  # seconds that a cue may come before or after its words, where a neighbour has time
SWEEPS = 4
CHAINED = 0.5  # seconds; a shorter gap is closed (Netflix, Timed Text Style Guide: 3 to 11 frames)


def frame_of(seconds: float, fps: Fraction) -> int:
    """The frame nearest to a time, not before the first."""
    return max(0, round(Fraction(seconds).limit_denominator(100_000) * fps))


def shortest(profile: Profile, fps: Fraction) -> int:
    """Frames of the shortest cue."""
    return math.ceil(profile.shortest * fps)


def fit(
    drafts: Sequence[Draft],
    profile: Profile,
    fps: Fraction,
    end: float | None = None,
    free: Sequence[Range] = (),
) -> list[tuple[int, int]]:
    """In- and out-frame of each draft; in order, never overlapping, the gap between.

    Each lasts while its words are heard, longer where reading takes longer and there is room:
    first after, then before. Nothing reaches into a ``free`` range or past ``end``. What stands
    elsewhere in the picture has times of its own.
    """
    found: dict[int, tuple[int, int]] = {}
    bars = sorted((frame_of(a, fps), frame_of(b, fps)) for a, b in free)
    last = None if end is None else frame_of(end, fps)
    for placed in (False, True):
        here = [i for i, draft in enumerate(drafts) if is_placed(draft.tags) == placed]
        others = sorted(
            frame_of(draft.start, fps) for draft in drafts if is_placed(draft.tags) != placed
        )
        lane = _Lane([drafts[i] for i in here], others, profile, fps, bars, last)
        found |= dict(zip(here, lane.times(), strict=True))
    return [found[index] for index in range(len(drafts))]


@dataclass(frozen=True)
class _Lane:
    """Drafts of one place in the picture. They stand beside those of the other only where their
    words are heard at once: ``others`` are the frames at which those begin."""

    drafts: Sequence[Draft]
    others: Sequence[int]
    profile: Profile
    fps: Fraction
    bars: Sequence[tuple[int, int]]
    last: int | None

    def times(self) -> list[tuple[int, int]]:
        starts = [frame_of(draft.start, self.fps) for draft in self.drafts]
        found: list[tuple[int, int]] = []
        earliest = 0
        for index, draft in enumerate(self.drafts):
            begun = [stop for begin, stop in self.bars if begin <= starts[index]]
            earliest = max([earliest, *begun])
            start = max(starts[index], earliest)
            room = self.room(draft, start, starts[index + 1 :])
            start, stop = _held(draft, start, earliest, room, self.profile, self.fps)
            found.append((start, stop))
            earliest = stop + self.profile.gap
        for _ in range(SWEEPS):
            for index in range(len(found) - 1):
                _share(found, index, self.drafts, starts[index + 1], self.profile, self.fps)
        return found

    def room(self, draft: Draft, start: int, following: Sequence[int]) -> int | None:
        """The frame by which a cue has to be over, ``None`` where nothing comes after it."""
        gap = self.profile.gap
        limits = [following[0] - gap] if following and following[0] > start else []
        beside = bisect_left(self.others, max(start + 1, frame_of(draft.end, self.fps)))
        limits += [other - gap for other in self.others[beside : beside + 1]]
        limits += [begin for begin, _ in self.bars if begin > start][:1]
        limits += [self.last] if self.last is not None else []
        return min(limits) if limits else None


def _held(
    draft: Draft, start: int, earliest: int, room: int | None, profile: Profile, fps: Fraction
) -> tuple[int, int]:
    """How long a cue stands: reading time, the longest and the room around weighed."""
    longest, needed = math.floor(profile.longest * fps), _needed(draft, profile, fps)
    stop = max(frame_of(draft.end, fps), start + needed)
    stop = min(stop, start + longest)
    if room is not None:
        stop = min(stop, room)
        if stop - start < needed and not draft.anchored:
            start = max(earliest, stop - needed, start - math.floor(LEAD * fps))
        if room - stop < CHAINED * fps and room - start <= longest:
            stop = max(stop, room)
    return start, max(stop, start + 1)


def _needed(draft: Draft, profile: Profile, fps: Fraction) -> int:
    """Frames in which a draft can be read, within the shortest and the longest."""
    reading = max(profile.reading_of(text) for text in draft.readings)
    needed = max(shortest(profile, fps), math.ceil(reading * fps))
    return min(needed, math.floor(profile.longest * fps))


def _share(
    found: list[tuple[int, int]],
    index: int,
    drafts: Sequence[Draft],
    heard: int,
    profile: Profile,
    fps: Fraction,
) -> None:
    """Move the boundary of two cues without a pause between, from the one that has time to spare
    to the one that has too little; ``heard`` is the frame at which the second is heard."""
    (start, stop), (following, end) = found[index : index + 2]
    if following - stop != profile.gap or drafts[index + 1].anchored:
        return
    first = _needed(drafts[index], profile, fps) - (stop - start)
    second = _needed(drafts[index + 1], profile, fps) - (end - following)
    reach = math.floor(SHIFT * fps)
    move = 0
    if first < 0 < second:
        move = -max(0, min(-first, second, reach + following - heard))
    elif second < 0 < first:
        move = max(0, min(first, -second, reach - following + heard))
    found[index] = start, stop + move
    found[index + 1] = following + move, end
