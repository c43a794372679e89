"""Subtitle files of any program, by pysubs2: read, written, retimed.

A track is a ``pysubs2.SSAFile``: a list of events with times in milliseconds, styles and tags.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pysubs2

from translate_cli.errors import InputError
from translate_cli.files import decode, for_windows, read_bytes

ENDINGS = {".srt": "srt", ".vtt": "vtt", ".ass": "ass", ".ssa": "ssa", ".sub": "microdvd"}
TAGS = re.compile(r"\{[^}]*\}")
POSITION = re.compile(r"\\(?:pos|move|an?\d)")
VTT_TIMES = re.compile(r"^[\d:.]+[ \t]+-->[ \t]+[\d:.]+(?P<settings>.*)$", re.MULTILINE)
VTT_LINE = re.compile(r"\bline:(-?\d+(?:\.\d+)?)(%?)")
UPPER_LINES = 6  # of the 15 or so of a picture
DASH = re.compile(r"^[-–—]\s?\S")


@dataclass(frozen=True)
class Caption:
    """A cue as a viewer sees it: times in milliseconds, lines without tags."""

    start: int
    end: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.lines)

    @property
    def is_dialogue(self) -> bool:
        """Whether its lines belong to several speakers."""
        return len(self.lines) > 1 and all(DASH.match(line) for line in self.lines)


def format_of(path: Path) -> str:
    """pysubs2's name of a file's format. Raises InputError for an ending that is not known."""
    name = ENDINGS.get(path.suffix.lower())
    if name is None:
        raise InputError(path, f"is not a subtitle file that is known ({' '.join(ENDINGS)})")
    return name


def read(path: Path, encoding: str | None = None, fps: Fraction | None = None) -> pysubs2.SSAFile:
    """A file's track. Raises InputError where there is no cue in it."""
    return parse(read_bytes(path), path, encoding, fps)


def parse(
    data: bytes, path: Path, encoding: str | None = None, fps: Fraction | None = None
) -> pysubs2.SSAFile:
    """The track in a file's bytes; ``path`` tells the format. Raises InputError."""
    name = format_of(path)
    text = decode(data, path, encoding)
    try:
        rate = float(fps) if fps else None
        track = pysubs2.SSAFile.from_string(text, format_=name, fps=rate)
    except Exception as error:  # the parsers raise what they meet
        problem = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(path, f"cannot be read as {name}: {problem}") from None
    if not any(not event.is_comment for event in track):
        raise InputError(path, f"has no cue that can be read as {name}")
    if name == "vtt":
        _take_positions(track, text)
    return track


def _take_positions(track: pysubs2.SSAFile, text: str) -> None:
    """WebVTT cues that stand in the upper half get the tag for it, which pysubs2 leaves out."""
    settings = [match["settings"] for match in VTT_TIMES.finditer(text)]
    if len(settings) != len(track):
        return
    for event, setting in zip(track, settings, strict=True):
        line = VTT_LINE.search(setting)
        upper = line and (float(line[1]) < 50 if line[2] else 0 <= float(line[1]) <= UPPER_LINES)
        if upper:
            event.text = "{\\an8}" + event.text


def captions(track: pysubs2.SSAFile) -> list[Caption]:
    """What a viewer sees, in the order of the file; comments are left out."""
    return [
        Caption(event.start, event.end, lines_of(event)) for event in track if not event.is_comment
    ]


def lines_of(event: pysubs2.SSAEvent) -> tuple[str, ...]:
    """The lines of an event without its tags; none where nothing is shown."""
    text = event.plaintext.rstrip("\n")
    return tuple(text.split("\n")) if text.strip() else ()


def render(
    track: pysubs2.SSAFile, path: Path, fps: Fraction, crlf: bool = False, bom: bool = False
) -> bytes:
    """A track as the bytes of a file with this ending. Raises InputError for an unknown one."""
    buffer = io.StringIO()
    rate = float(fps) if format_of(path) == "microdvd" else None
    track.to_file(buffer, format_=format_of(path), fps=rate)
    return for_windows(buffer.getvalue().replace("\r\n", "\n").encode("utf-8"), crlf, bom)


def left_out(track: pysubs2.SSAFile, path: Path) -> Iterator[str]:
    """What of a track the format of a file cannot hold, for a note."""
    if format_of(path) in ("ass", "ssa"):
        return
    placed = sum(bool(POSITION.search(event.text)) for event in track)
    styled = len({event.style for event in track})
    comments = sum(event.is_comment for event in track)
    if placed:
        yield f"positions of {placed} cues are left out"
    if styled > 1:
        yield f"{styled} styles become one"
    if comments:
        yield f"{comments} comments are left out"


def linear(track: pysubs2.SSAFile, factor: Fraction, shift: Fraction) -> int:
    """Map every time to ``factor`` times it and ``shift`` seconds, in place.

    What would begin before zero begins at zero; returns how many cues did, those that would end
    there being taken out.
    """
    clipped = 0
    for event in track:
        start, end = (round(ms * factor + shift * 1000) for ms in (event.start, event.end))
        if start < 0:
            clipped += 1
        event.start, event.end = max(0, start), end
    track.events = [event for event in track if event.end > 0]  # equal times are equal events
    return clipped
