"""SubRip, by the srt library. It counts from the programme's first frame."""

from datetime import timedelta
from fractions import Fraction

import srt

from translate_cli.document import Bilingual


def subtitles(bilingual: Bilingual) -> bytes:
    """The English cues as an .srt file, UTF-8, ``\\n``."""
    cues = [
        srt.Subtitle(
            index=cue.id,
            start=_time(cue.start_frame, bilingual.fps),
            end=_time(cue.end_frame, bilingual.fps),
            content="\n".join(cue.lines),
        )
        for cue in bilingual.cues
    ]
    return srt.compose(cues, reindex=False).encode("utf-8")  # type: ignore[no-any-return]


def _time(frame: int, fps: Fraction) -> timedelta:
    """A frame's time to the nearest millisecond, all that the format holds."""
    return timedelta(milliseconds=round(frame * 1000 / fps))
