"""WebVTT and Advanced SubStation Alpha, by pysubs2. Both count from the first frame."""

from html import escape
from pathlib import Path

import pysubs2

from translate_cli.document import Bilingual
from translate_cli.subtitles.track import render

BRACES = str.maketrans({"{": "(", "}": ")"})  # what ASS would take for a tag


def webvtt(bilingual: Bilingual) -> bytes:
    """The English cues as a .vtt file, UTF-8; ``&``, ``<`` and ``>`` are escaped."""
    track = _track(bilingual)
    for event in track:
        event.text = escape(event.text, quote=False)
    return render(track, Path("a.vtt"), bilingual.fps)


def substation(bilingual: Bilingual) -> bytes:
    """The English cues as an .ass file, UTF-8, in its default style."""
    return render(_track(bilingual), Path("a.ass"), bilingual.fps)


def _track(bilingual: Bilingual) -> pysubs2.SSAFile:
    track = pysubs2.SSAFile()
    for cue in bilingual.cues:
        start, end = (
            round(frame * 1000 / bilingual.fps) for frame in (cue.start_frame, cue.end_frame)
        )
        text = "\\N".join(line.translate(BRACES) for line in cue.lines)
        track.append(pysubs2.SSAEvent(start=start, end=end, text=text))
    return track
