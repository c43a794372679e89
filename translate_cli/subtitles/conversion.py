"""Tracks to and from formats that pysubs2 does not have: timed text by ttconv, Avid captions."""

import re
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pysubs2
from lxml import etree

from translate_cli.arabic import arabic_share
from translate_cli.document import Article, Bilingual, Cue, EngineInfo
from translate_cli.errors import InputError
from translate_cli.files import decode, for_windows
from translate_cli.readers.subtitles import plain
from translate_cli.subtitles.fitting import frame_of
from translate_cli.timecode import TIMECODE, to_frame, to_text
from translate_cli.xml import root_of

COLOURS = re.compile(r"</?c(?:\.[^<>]*)?>")
AVID = re.compile(rf"^({TIMECODE.pattern})[ \t]+({TIMECODE.pattern})[ \t]*$", re.MULTILINE)


def from_timed_text(path: Path) -> str:
    """A TTML, IMSC or EBU-TT-D document as WebVTT. Raises InputError."""
    from ttconv.imsc import reader
    from ttconv.vtt import writer
    from ttconv.vtt.config import VTTWriterConfiguration

    data = etree.tostring(root_of(path))
    try:
        document = reader.to_model(ElementTree.parse(BytesIO(data)))
        placed = VTTWriterConfiguration(line_position=True)
        text = writer.from_model(document, placed) if document is not None else ""
        return COLOURS.sub("", text)
    except Exception as error:  # ttconv raises what it meets
        raise InputError(path, f"cannot be read as timed text: {error}") from None


def from_avid(data: bytes, path: Path, encoding: str | None, fps: Fraction) -> pysubs2.SSAFile:
    """Avid captions, their times from the hour at which they begin. Raises InputError."""
    text = decode(data, path, encoding)
    track = pysubs2.SSAFile()
    found = list(AVID.finditer(text))
    if not found:
        return track
    try:
        frames = [(to_frame(m[1], fps), to_frame(m[7], fps)) for m in found]
        hour = to_text(min(start for start, _ in frames), fps)[:-9]
        first = to_frame(f"{hour}:00:00:00", fps)
    except ValueError as error:
        raise InputError(path, f"{error}; tell the rate with --fps") from None
    for match, following, (start, end) in zip(found, [*found[1:], None], frames, strict=True):
        body = text[match.end() : following.start() if following else None].split("<end")[0]
        begins, ends = (round((frame - first) * 1000 / fps) for frame in (start, end))
        lines = body.strip().replace("\n", "\\N")
        track.append(pysubs2.SSAEvent(start=begins, end=ends, text=lines))
    return track


def render(
    track: pysubs2.SSAFile, form: str, path: Path, fps: Fraction, crlf: bool, bom: bool
) -> bytes:
    """A track by one of our own writers: ``imsc``, ``ebu-tt-d`` or ``avid``."""
    from translate_cli import writers

    cues = []
    events = [event for event in track if not event.is_comment and not event.is_drawing]
    for number, event in enumerate(sorted(events, key=lambda event: event.start), 1):
        text, marks, tags = plain(event.text)
        language = "ar" if arabic_share(text) > 0.5 else "en"
        start, end = (
            frame_of(time / 1000, fps) for time in (event.start, max(event.end, event.start))
        )
        lines = text.split("\n")
        cues.append(Cue(number, language, start, end, lines, (), tags=tags, marks=marks))  # type: ignore[arg-type]
    article = Article([], "ar", None)
    info = EngineInfo("none", "none", "", "best")
    arabic = sum(cue.language == "ar" for cue in cues) > len(cues) / 2
    made = Bilingual(
        article, path.name, info, [], cues=cues, fps=fps, subtitles="ar" if arabic else "en"
    )
    data = writers.render(form, made)
    return for_windows(data, crlf, bom) if form in writers.PLAIN_SUBTITLES else data
