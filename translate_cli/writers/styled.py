"""WebVTT and Advanced SubStation Alpha, by pysubs2. Both count from the first frame."""

from pathlib import Path

import pysubs2

from translate_cli.arabic import has_arabic
from translate_cli.document import Bilingual, Cue
from translate_cli.subtitles.text import TOP, guarded
from translate_cli.subtitles.track import read, render
from translate_cli.writers.common import starts_left_to_right
from translate_cli.writers.tracks import elements, embedded, milliseconds, pieces

MARK = "\u200f"


def webvtt(bilingual: Bilingual) -> bytes:
    """The cues as a .vtt file, UTF-8, its characters escaped.

    Browsers set each line by its first letter, so an Arabic line that begins with Latin is marked.
    """
    track = pysubs2.SSAFile()
    for cue in bilingual.cues:
        track.append(_event(bilingual, cue, _webvtt_text(cue)))
    return render(track, Path("a.vtt"), bilingual.fps)


def _webvtt_text(cue: Cue) -> str:
    lines = _overridden(cue).split("\n")
    lines = [
        MARK + line if cue.language != "en" and _is_marked(bare) else line
        for line, bare in zip(lines, cue.lines, strict=True)
    ]
    place = TOP.search(cue.tags)
    toggles = "".join(f"\\{name}1" for name in elements(cue.tags))
    if toggles:
        off = toggles.replace("1", "0")
        lines = [f"{{{toggles}}}{line}{{{off}}}" for line in lines]
    return (f"{{{place[0]}}}" if place else "") + "\\N".join(lines)


def _overridden(cue: Cue) -> str:
    """The cue's lines with its marks as override tags, and nothing else a tag."""
    parts = []
    for text, tags in pieces(cue):
        bare = guarded(text)
        off = tags.replace("1", "0")
        parts.append(f"{{{tags}}}{bare}{{{off}}}" if tags and text else bare)
    return "".join(parts)


def _is_marked(line: str) -> bool:
    return starts_left_to_right(line) and has_arabic(line)


def substation(bilingual: Bilingual) -> bytes:
    """The cues as an .ass file, UTF-8, in the input's styles where it was one, or the default."""
    track, source = pysubs2.SSAFile(), bilingual.article.path
    if source is not None and source.suffix.lower() in (".ass", ".ssa"):
        like = read(source)
        track.info, track.styles = like.info, like.styles
    for cue in bilingual.cues:
        event = _event(bilingual, cue, _substation_text(cue))
        event.style = cue.style if cue.style in track.styles else "Default"
        track.append(event)
    return render(track, Path("a.ass"), bilingual.fps)


def _substation_text(cue: Cue) -> str:
    lines = "\\N".join(embedded(line, cue.language) for line in _overridden(cue).split("\n"))
    return (f"{{{cue.tags}}}" if cue.tags else "") + lines


def _event(bilingual: Bilingual, cue: Cue, text: str) -> pysubs2.SSAEvent:
    start, end = (milliseconds(f, bilingual.fps) for f in (cue.start_frame, cue.end_frame))
    return pysubs2.SSAEvent(start=start, end=end, text=text)
