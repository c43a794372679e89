"""A subtitle file held against a profile: an ordered list of rules, each standing alone."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from translate_cli.document import Severity
from translate_cli.subtitles.breaks import STOP, forbidden
from translate_cli.subtitles.profiles import Profile
from translate_cli.subtitles.track import Caption

FRAME_TOLERANCE = 6  # milliseconds: no format of times holds frames exactly, .ass hundredths only
ORPHAN = 5  # characters of a last line that is left alone
BEGINS = "[(♪#-–"  # of what is no part of the sentence before
CONTROL = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b\u2028\u2029\ufeff\ufffd\t]")
SPACES = re.compile(r"^\s|\s$| {2,}|\s[,;:.!?](?!\.)")
PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"))


@dataclass(frozen=True)
class Problem:
    """``cue`` counts from 1 in the order of the file; 0 is the file itself."""

    cue: int
    code: str
    severity: Severity
    message: str


@dataclass(frozen=True)
class Track:
    """What the rules look at: the cues, the profile and the frame rate of the programme."""

    captions: Sequence[Caption]
    profile: Profile
    fps: Fraction

    def numbered(self) -> Iterator[tuple[int, Caption]]:
        return iter(enumerate(self.captions, 1))


Rule = Callable[[Track], Iterator[Problem]]


def check(captions: Sequence[Caption], profile: Profile, fps: Fraction) -> list[Problem]:
    """Every problem, by cue."""
    track = Track(captions, profile, fps)
    problems = [problem for rule in RULES for problem in rule(track)]
    return sorted(problems, key=lambda problem: problem.cue)


def check_encoding(data: bytes) -> list[Problem]:
    """A warning for a file that is not UTF-8, with or without a mark."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 (byte {error.start}); --fix writes UTF-8"
        return [Problem(0, "encoding", "warning", message)]
    return []


def times(track: Track) -> Iterator[Problem]:
    for number, cue in track.numbered():
        if cue.end <= cue.start or cue.start < 0:
            yield Problem(number, "time", "error", "ends before it begins")
        if not cue.text.strip():
            yield Problem(number, "empty", "error", "has no text")


def order(track: Track) -> Iterator[Problem]:
    for number, (before, cue) in enumerate(pairwise(track.captions), 2):
        if cue.start < before.start:
            yield Problem(number, "order", "error", "begins before the cue that stands before it")


def overlaps(track: Track) -> Iterator[Problem]:
    """Of cues in one place; what is placed elsewhere may stand beside them."""
    gap = float(track.profile.gap / track.fps * 1000)
    for placed in (False, True):
        here = [(n, cue) for n, cue in track.numbered() if cue.placed == placed]
        yield from _overlaps_of(here, track, gap)


def _overlaps_of(
    here: Sequence[tuple[int, Caption]], track: Track, gap: float
) -> Iterator[Problem]:
    for (_, before), (number, cue) in pairwise(here):
        between = cue.start - before.end
        if between < 0 <= cue.start - before.start:
            yield Problem(number, "overlap", "error", f"begins {-between} ms before the last ends")
        elif 0 <= between < gap - 2 * FRAME_TOLERANCE:
            there = float(between * track.fps / 1000)
            message = f"{there:.1f} frames after the last, {track.profile.gap} are wanted"
            yield Problem(number, "gap", "warning", message)


def lengths(track: Track) -> Iterator[Problem]:
    profile = track.profile
    for number, cue in track.numbered():
        if len(cue.lines) > profile.lines:
            message = f"{len(cue.lines)} lines, {profile.lines} are the most"
            yield Problem(number, "lines", "error", message)
        longest = max(map(len, cue.lines), default=0)
        if longest > profile.characters:
            message = f"a line of {longest} characters, {profile.characters} are the most"
            yield Problem(number, "line-length", "error", message)


def durations(track: Track) -> Iterator[Problem]:
    profile, frame = track.profile, float(1 / track.fps)
    for number, cue in track.numbered():
        seconds = (cue.end - cue.start) / 1000
        if 0 < seconds < profile.shortest - frame / 2:
            message = f"{seconds:.2f} s, the shortest is {profile.shortest:.2f} s"
            yield Problem(number, "too-short", "warning", message)
        if seconds > profile.longest + frame / 2:
            message = f"{seconds:.2f} s, the longest is {profile.longest:g} s"
            yield Problem(number, "too-long", "warning", message)


def speeds(track: Track) -> Iterator[Problem]:
    for number, cue in track.numbered():
        excess = track.profile.excess(cue.text, (cue.end - cue.start) / 1000)
        if excess:
            yield Problem(number, "too-fast", "warning", excess)


def frames(track: Track) -> Iterator[Problem]:
    for number, cue in track.numbered():
        for name, time in (("begins", cue.start), ("ends", cue.end)):
            frame = round(time * track.fps / 1000)
            if abs(time - frame * 1000 / track.fps) > FRAME_TOLERANCE:
                message = f"{name} between frames at {float(track.fps):g} a second"
                yield Problem(number, "frame", "info", message)
                break


def characters(track: Track) -> Iterator[Problem]:
    for number, cue in track.numbered():
        found = sorted({f"U+{ord(c):04X}" for line in cue.lines for c in CONTROL.findall(line)})
        if found:
            yield Problem(number, "characters", "error", f"has {', '.join(found)}")
        if any(SPACES.search(line) for line in cue.lines):
            yield Problem(number, "spaces", "warning", "has stray spaces")


def quotes(track: Track) -> Iterator[Problem]:
    """Marks that open and do not close; a quotation may go on through several cues."""
    waiting: dict[str, int] = {}
    for number, cue in track.numbered():
        for left, right in PAIRS:
            opened = cue.text.count(left) - cue.text.count(right)
            balance = waiting.get(left, 0) + opened
            if balance < 0:
                yield Problem(number, "quotes", "warning", f"closes {right} that nothing opened")
            waiting[left] = max(0, balance)
        if cue.text.count('"') % 2 and STOP.search(cue.text) and not waiting.get('"'):
            waiting['"'] = 1
        elif cue.text.count('"') % 2:
            waiting['"'] = 1 - waiting.get('"', 0)
    for mark, left_open in waiting.items():
        if left_open:
            message = f"{mark} is opened and never closed"
            yield Problem(len(track.captions), "quotes", "warning", message)


def orphans(track: Track) -> Iterator[Problem]:
    for number, cue in track.numbered():
        last = cue.lines[-1] if cue.lines else ""
        if len(cue.lines) > 1 and len(last) <= ORPHAN and not cue.is_dialogue:
            yield Problem(number, "orphan", "info", f"“{last}” is alone on its line")


def breaks(track: Track) -> Iterator[Problem]:
    """Line and cue breaks that part what belongs together."""
    for number, cue in track.numbered():
        if cue.is_dialogue:
            continue
        lines = [line.split() for line in cue.lines]
        edges = list(pairwise(lines))
        following = track.captions[number] if number < len(track.captions) else None
        if lines and following and following.lines and following.lines[0][:1] not in BEGINS:
            edges.append((lines[-1], following.lines[0].split()))
        for left, right in edges:
            if left and right and forbidden(left, right):
                yield Problem(number, "break", "warning", f"parts “{left[-1]} | {right[0]}”")


RULES: Sequence[Rule] = (
    *(times, order, overlaps, lengths, durations, speeds),
    *(frames, characters, quotes, orphans, breaks),
)
