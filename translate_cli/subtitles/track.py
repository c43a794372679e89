"""Subtitle files of any program, by pysubs2: read, written, retimed.

A track is a ``pysubs2.SSAFile``: a list of events with times in milliseconds, styles and tags.
"""

import copy
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pysubs2

from translate_cli.errors import InputError, OutputError
from translate_cli.files import decode, for_windows, read_bytes
from translate_cli.subtitles.text import (
    GUARDED,
    PLACE,
    TOP,
    from_subrip,
    from_webvtt,
    plain,
    to_subrip,
    to_substation,
    to_webvtt,
)

ENDINGS = {
    ".srt": "srt",
    ".vtt": "vtt",
    ".ass": "ass",
    ".ssa": "ssa",
    ".sub": "microdvd",
    ".ttml": "imsc",
    ".ebu-tt-d.xml": "ebu-tt-d",
    ".xml": "ebu-tt-d",
    ".avid.txt": "avid",
}
OURS = frozenset({"imsc", "ebu-tt-d", "avid"})  # formats that pysubs2 does not have
DEFAULT_RATE = Fraction(25)
TEN_HOURS = 36_000_000  # milliseconds
ANGLES = str.maketrans({"<": GUARDED["<"], ">": GUARDED[">"]})  # text in SubStation Alpha
VTT_BLOCK = re.compile(r"^(?:STYLE|NOTE|REGION)\b", re.MULTILINE)
MICRODVD_RATE = re.compile(r"\{[01]\}\{[01]\}(\d{2,3}(?:\.\d+)?)[ \t]*\n")
TIMES = re.compile(r"^[\d:.]+ --> [\d:.]+$", re.MULTILINE)
VTT_SETTINGS = re.compile(r"(?:line|position|align|size|vertical|region):")
AT_THE_TOP = "line:0"
POSITION = re.compile(r"\\(?:pos|move|an?\d)")
VTT_TIMES = re.compile(r"^[\d:.]+[ \t]+-->[ \t]+[\d:.]+(?P<settings>.*)$", re.MULTILINE)
VTT_LINE = re.compile(r"\bline:(-?\d+(?:\.\d+)?)(%?)")
UPPER_LINES = 6  # of the 15 or so of a picture
DASH = re.compile(r"^[-–—]\s?\S")


@dataclass(frozen=True)
class Caption:
    """A cue as a viewer sees it: times in milliseconds, lines without tags; ``placed`` elsewhere
    than at the bottom, so that it may stand beside others."""

    start: int
    end: int
    lines: tuple[str, ...]
    placed: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.lines)

    @property
    def is_dialogue(self) -> bool:
        """Whether its lines belong to several speakers."""
        return len(self.lines) > 1 and all(DASH.match(line) for line in self.lines)


def format_of(path: Path) -> str:
    """The name of a file's format, pysubs2's where it has it. Raises InputError for others."""
    name = next((form for end, form in ENDINGS.items() if path.name.lower().endswith(end)), None)
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
    if name in OURS:
        return _parse_ours(name, data, path, encoding, fps or DEFAULT_RATE)
    text = decode(data, path, encoding)
    options: dict[str, Any] = {}
    if name in ("srt", "vtt"):
        text = from_subrip(text) if name == "srt" else from_webvtt(text)
        options["keep_unknown_html_tags"] = True
    elif name == "microdvd":
        text, declared = _without_rate(text)
        options["fps"] = float(fps or declared or DEFAULT_RATE)
    try:
        track = pysubs2.SSAFile.from_string(text, format_=name, **options)
    except Exception as error:  # the parsers raise what they meet
        problem = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(path, f"cannot be read as {name}: {problem}") from None
    if not any(not event.is_comment for event in track):
        raise InputError(path, f"has no cue that can be read as {name}")
    if name == "vtt":
        _take_settings(track, text)
    for event in track if name in ("ass", "ssa") else ():
        event.text = event.text.translate(ANGLES)
    return track


def _parse_ours(
    name: str, data: bytes, path: Path, encoding: str | None, fps: Fraction
) -> pysubs2.SSAFile:
    from translate_cli.subtitles import conversion

    if name == "avid":
        track = conversion.from_avid(data, path, encoding, fps)
    else:
        text = from_webvtt(conversion.from_timed_text(path))
        track = pysubs2.SSAFile.from_string(text, format_="vtt", keep_unknown_html_tags=True)
        _take_settings(track, text)
    if not len(track):
        raise InputError(path, f"has no cue that can be read as {name}")
    return track


def _without_rate(text: str) -> tuple[str, Fraction | None]:
    """A MicroDVD file without the first line that tells its frame rate, and the rate."""
    found = MICRODVD_RATE.match(text)
    return (text[found.end() :], Fraction(found[1])) if found else (text, None)


def _take_settings(track: pysubs2.SSAFile, text: str) -> None:
    """Settings of WebVTT cues, which pysubs2 leaves out, go into the events' effects; a cue in
    the upper half gets the tag for it."""
    settings = [match["settings"].strip() for match in VTT_TIMES.finditer(text)]
    if len(settings) != len(track):
        return
    for event, setting in zip(track, settings, strict=True):
        event.effect = setting
        line = VTT_LINE.search(setting)
        upper = line and (float(line[1]) < 50 if line[2] else 0 <= float(line[1]) <= UPPER_LINES)
        if upper:
            event.text = "{\\an8}" + event.text


def captions(track: pysubs2.SSAFile) -> list[Caption]:
    """What a viewer sees, in the order of the file; comments are left out."""
    return [
        Caption(event.start, event.end, lines_of(event), is_placed(event.text))
        for event in track
        if not event.is_comment
    ]


def is_placed(tags: str) -> bool:
    """Whether override tags put a cue elsewhere than at the bottom in the middle."""
    return bool(POSITION.search(tags.replace("\\an2", "")))


def lines_of(event: pysubs2.SSAEvent) -> tuple[str, ...]:
    """The lines of an event without its tags; none where nothing is shown."""
    if event.is_drawing:
        return ()
    text = event.text.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " ")
    text = plain(text).rstrip("\n")
    return tuple(text.split("\n")) if text.strip() else ()


def render(
    track: pysubs2.SSAFile, path: Path, fps: Fraction, crlf: bool = False, bom: bool = False
) -> bytes:
    """A track as the bytes of a file with this ending. Raises InputError for an unknown one."""
    name = format_of(path)
    if name in OURS:
        from translate_cli.subtitles import conversion

        return conversion.render(track, name, path, fps, crlf, bom)
    if name in ("ass", "ssa") and any(event.end >= TEN_HOURS for event in track):
        raise OutputError(f"{path}: holds no times from 10 hours on; 'subtitle retime' moves them")
    own, settings = _own(track, name)
    buffer = io.StringIO()
    options: dict[str, Any] = {"fps": float(fps) if name == "microdvd" else None}
    if name in ("srt", "vtt"):
        options["keep_ssa_tags"] = True
    own.to_file(buffer, format_=name, **options)
    text = buffer.getvalue().replace("\r\n", "\n")
    if name == "vtt":
        text = TIMES.sub(lambda m: f"{m[0]} {next(settings)}".rstrip(), text)
    return for_windows(text.encode("utf-8"), crlf, bom)


def _own(track: pysubs2.SSAFile, name: str) -> tuple[pysubs2.SSAFile, Iterator[str]]:
    """A copy of a track with its texts as a format has them, and the settings for WebVTT."""
    written = {"srt": to_subrip, "vtt": to_webvtt, "ass": to_substation, "ssa": to_substation}
    convert = written.get(name, to_substation)
    own = copy.copy(track)
    kept = name in ("ass", "ssa")
    own.events = [event.copy() for event in track if kept or not event.is_drawing]
    settings = []
    for event in sorted((e for e in own if not e.is_comment), key=lambda e: e.start):
        effect = event.effect if VTT_SETTINGS.match(event.effect) else ""
        if not effect and TOP.search(event.text):
            effect = AT_THE_TOP
        settings.append(effect)
    for event in own:
        event.text = convert(event.text)
        if VTT_SETTINGS.match(event.effect):
            event.effect = ""
    return own, iter(settings)


def left_out(track: pysubs2.SSAFile, path: Path, source: Path) -> Iterator[str]:
    """What of a track read from ``source`` the format of a file cannot hold, for a note."""
    name = format_of(path)
    if format_of(source) == "vtt":
        blocks = len(VTT_BLOCK.findall(read_bytes(source).decode("utf-8", "ignore")))
        if blocks:
            yield f"{blocks} blocks of STYLE, NOTE or REGION are left out"
    if name in ("ass", "ssa"):
        return
    kept = {"srt": PLACE, "avid": None}.get(name, TOP)
    placed = sum(
        bool(POSITION.search(event.text)) and not (kept and kept.search(event.text))
        for event in track
    )
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
