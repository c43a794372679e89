"""Cues of a translated article: whole sentences, cut where a reader breathes, in whole frames."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from translate_cli.document import Bilingual, Cue, Remark
from translate_cli.subtitles.layout import CueText, cut
from translate_cli.subtitles.profiles import Profile
from translate_cli.subtitles.timing import Pace, Spoken, schedule

Which = Literal["all", "speech"]
CUED = {"all": frozenset({"paragraph", "soundbite"}), "speech": frozenset({"soundbite"})}


@dataclass(frozen=True)
class _Timed:
    text: CueText
    segment: str
    start: int
    end: int


def make_cues(
    bilingual: Bilingual,
    profile: Profile,
    fps: Fraction,
    pace: Pace = "narration",
    which: Which = "all",
    duration: float | None = None,
    offset: float = 0.0,
) -> list[Cue]:
    """English cues at a frame rate. Titles, datelines, bylines and headings are not cues.

    Cues never overlap; each is as long as its words are heard, and longer into free time where
    reading takes longer. What the profile cannot hold is a warning on the cue.
    """
    blocks = [
        (block, [s for s in bilingual.segments_by_block[block.id] if s.target.strip()])
        for block in bilingual.article.blocks
        if block.kind in CUED["all"]
    ]
    spoken = schedule(blocks, pace, profile.speed, duration, offset)
    kinds = {block.id: block.kind for block in bilingual.article.blocks}
    heard = [s for s in spoken if kinds[s.segment.block] in CUED[which]]
    timed = [cue for sentence in heard for cue in _sentence(sentence, profile, fps)]
    end = _frame(duration + offset, fps) if duration is not None else None
    return list(_conformed(timed, profile, fps, end))


def _frame(seconds: float, fps: Fraction) -> int:
    return max(0, round(Fraction(seconds).limit_denominator(100_000) * fps))


def _sentence(spoken: Spoken, profile: Profile, fps: Fraction) -> Iterator[_Timed]:
    """The sentence's cues over its time, each in proportion to its characters."""
    texts = cut(spoken.segment.target, profile)
    sizes = [sum(map(len, text.lines)) for text in texts]
    total, passed = sum(sizes), 0
    length = spoken.end - spoken.start
    for text, size in zip(texts, sizes, strict=True):
        start = spoken.start + length * passed / total
        passed += size
        end = spoken.start + length * passed / total
        yield _Timed(text, spoken.segment.id, _frame(start, fps), _frame(end, fps))


def _conformed(
    timed: Sequence[_Timed], profile: Profile, fps: Fraction, end: int | None
) -> Iterator[Cue]:
    """Cues in order, with gaps, lengthened for reading where there is room."""
    shortest, longest = math.ceil(profile.shortest * fps), math.floor(profile.longest * fps)
    free = 0
    for index, cue in enumerate(timed):
        start = max(cue.start, free)
        following = timed[index + 1].start if index + 1 < len(timed) else end
        needed = max(shortest, math.ceil(_size(cue.text) / profile.speed * fps))
        stop = min(max(cue.end, start + needed), start + longest)
        if following is not None:
            stop = min(stop, following - profile.gap)
        stop = max(stop, start + 1)
        free = stop + profile.gap
        remarks = tuple(_remarks(cue.text, stop - start, profile, fps, shortest))
        yield Cue(index + 1, "en", start, stop, cue.text.lines, (cue.segment,), remarks)


def _size(text: CueText) -> int:
    """Characters to read; a line break counts as the space that it stands for."""
    return len(" ".join(text.lines))


def _remarks(
    text: CueText, frames: int, profile: Profile, fps: Fraction, shortest: int
) -> Iterator[Remark]:
    seconds = float(frames / fps)
    speed = _size(text) / seconds
    if speed > profile.speed + 0.5:
        message = f"{speed:.0f} characters a second, {profile.speed:g} can be read"
        yield Remark("too-fast", "warning", message)
    if frames < shortest:
        message = f"{seconds:.2f} s, the shortest is {profile.shortest:.2f} s"
        yield Remark("too-short", "warning", message)
