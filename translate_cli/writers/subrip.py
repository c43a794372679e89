"""SubRip, by the srt library. It counts from the programme's first frame."""

from datetime import timedelta

import srt

from translate_cli.document import Bilingual, Cue
from translate_cli.subtitles.text import TOP
from translate_cli.writers.tracks import embedded, milliseconds, pieces, tagged


def subtitles(bilingual: Bilingual) -> bytes:
    """The cues as an .srt file, UTF-8, ``\\n``. Arabic lines are embedded from right to left."""
    cues = [
        srt.Subtitle(
            index=cue.id,
            start=timedelta(milliseconds=milliseconds(cue.start_frame, bilingual.fps)),
            end=timedelta(milliseconds=milliseconds(cue.end_frame, bilingual.fps)),
            content=_content(cue),
        )
        for cue in bilingual.cues
    ]
    return srt.compose(cues, reindex=False).encode("utf-8")  # type: ignore[no-any-return]


def _content(cue: Cue) -> str:
    text = "".join(tagged(text, tags) for text, tags in pieces(cue))
    lines = "\n".join(embedded(line, cue.language) for line in text.split("\n"))
    top = TOP.search(cue.tags)
    return (f"{{{top[0]}}}" if top else "") + tagged(lines, cue.tags)
