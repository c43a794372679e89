"""WebVTT and Advanced SubStation Alpha, by pysubs2. Both count from the first frame."""

import re
from html import escape
from pathlib import Path

import pysubs2

from translate_cli.document import Bilingual, Cue
from translate_cli.subtitles.track import read, render
from translate_cli.writers.common import starts_left_to_right
from translate_cli.writers.tracks import TOP, embedded, milliseconds, pieces, tagged

BRACES = str.maketrans({"{": "(", "}": ")"})  # what ASS would take for a tag
MARK = "\u200f"
TIMES = re.compile(r"^[\d:.]+ --> [\d:.]+$", re.MULTILINE)
AT_THE_TOP = " line:0"


def webvtt(bilingual: Bilingual) -> bytes:
    """The cues as a .vtt file, UTF-8; ``&``, ``<`` and ``>`` are escaped.

    Browsers set each line by its first letter, so an Arabic line that begins with Latin is marked.
    """
    track = pysubs2.SSAFile()
    for cue in bilingual.cues:
        track.append(_event(bilingual, cue, _webvtt_text(cue)))
    text = render(track, Path("a.vtt"), bilingual.fps).decode()
    tops = iter([bool(TOP.search(cue.tags)) for cue in bilingual.cues])
    return TIMES.sub(lambda m: m[0] + (AT_THE_TOP if next(tops) else ""), text).encode()


def _webvtt_text(cue: Cue) -> str:
    text = "".join(tagged(escape(text, quote=False), tags) for text, tags in pieces(cue))
    plain = "\n".join(cue.lines).split("\n")
    lines = [
        MARK + line if cue.language != "en" and _is_marked(bare) else line
        for line, bare in zip(text.split("\n"), plain, strict=True)
    ]
    return "\\N".join(tagged(line, cue.tags) for line in lines)


def _is_marked(line: str) -> bool:
    return starts_left_to_right(line) and embedded(line) != line


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
    parts = []
    for text, tags in pieces(cue):
        bare = text.translate(BRACES)
        off = tags.replace("1", "0")
        parts.append(f"{{{tags}}}{bare}{{{off}}}" if tags and text else bare)
    lines = "\\N".join(embedded(line) for line in "".join(parts).split("\n"))
    return (f"{{{cue.tags}}}" if cue.tags else "") + lines


def _event(bilingual: Bilingual, cue: Cue, text: str) -> pysubs2.SSAEvent:
    start, end = (milliseconds(f, bilingual.fps) for f in (cue.start_frame, cue.end_frame))
    return pysubs2.SSAEvent(start=start, end=end, text=text)
