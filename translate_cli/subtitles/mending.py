"""What ``subtitle check --fix`` does to a file: only what leaves the words and the sense alone."""

import math
import re
from fractions import Fraction
from itertools import zip_longest

import pysubs2

from translate_cli.subtitles.conformance import CONTROL
from translate_cli.subtitles.layout import wrapped
from translate_cli.subtitles.profiles import Profile
from translate_cli.subtitles.text import HTML, TAGS
from translate_cli.subtitles.track import Caption, lines_of

AROUND = re.compile(
    r"(?P<before>(?:\{[^}]*\}|<[a-z][^<>]*>)*)(?P<text>.*?)(?P<after>(?:\{[^}]*\}|</[a-z]+>)*)",
    re.DOTALL,
)
LARGEST_OVERLAP = 500  # milliseconds that are taken off the earlier cue


def mend(track: pysubs2.SSAFile, profile: Profile, fps: Fraction) -> None:
    """In place: order, empty cues, stray characters, long lines, frames, overlaps, gaps, time.

    Text with tags is not wrapped anew, nor are lines of several speakers.
    """
    track.events = [event for event in track if _is_kept(event)]
    for event in track:
        _tidy(event)
        _wrap(event, profile)
        event.start, event.end = (_snapped(time, fps) for time in (event.start, event.end))
    track.events = [event for event in track if _is_kept(event)]
    track.events.sort(key=lambda event: event.start)
    events = [event for event in track if not event.is_comment and not event.is_drawing]
    for event, following in zip_longest(events, events[1:]):
        _lengthen(event, following, profile, fps)


def _is_kept(event: pysubs2.SSAEvent) -> bool:
    return event.is_comment or event.is_drawing or bool(lines_of(event))


def _tidy(event: pysubs2.SSAEvent) -> None:
    lines = CONTROL.sub("", event.text.replace("\t", " ")).split("\\N")
    event.text = "\\N".join(re.sub(r" {2,}", " ", line).strip() for line in lines if line.strip())


def _wrap(event: pysubs2.SSAEvent, profile: Profile) -> None:
    lines = lines_of(event)
    if not lines:
        return
    fits = len(lines) <= profile.lines and max(map(len, lines)) <= profile.characters
    outer = AROUND.fullmatch(event.text)
    inner = outer["text"] if outer else event.text
    if fits or TAGS.search(inner) or HTML.search(inner) or Caption(0, 0, lines).is_dialogue:
        return
    anew = wrapped(" ".join(inner.replace("\\N", " ").split()), profile)
    if anew and outer:
        event.text = outer["before"] + "\\N".join(anew) + outer["after"]


def _snapped(milliseconds: int, fps: Fraction) -> int:
    frame = round(Fraction(milliseconds, 1000) * fps)
    return round(frame * 1000 / fps)


def _lengthen(
    event: pysubs2.SSAEvent, following: pysubs2.SSAEvent | None, profile: Profile, fps: Fraction
) -> None:
    """Off a small overlap, up to the gap, and into free time where reading takes longer."""
    gap = round(profile.gap * 1000 / fps)
    wanted = max(profile.shortest, profile.reading_of(" ".join(lines_of(event))))
    wanted = min(wanted, profile.longest)
    end = max(event.end, event.start + math.ceil(wanted * 1000))
    if following is not None:
        room = following.start - gap
        if event.end > following.start + LARGEST_OVERLAP or room <= event.start:
            return
        end = min(end, room)
    event.end = _snapped(end, fps)
