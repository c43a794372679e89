"""Avid DS caption text, which Media Composer's SubCap effect imports.

Timecodes of the programme, its start among them; one space between in and out, one empty line
between captions. SubCap stops at an overlap, and reads UTF-8.
"""

from translate_cli.document import Bilingual
from translate_cli.timecode import to_frame, to_text


def captions(bilingual: Bilingual) -> bytes:
    """The cues between ``<begin subtitles>`` and ``<end subtitles>``, in UTF-8."""

    midnight = to_frame("24:00:00:00", bilingual.fps, bilingual.drop_frame)

    def timecode(frame: int) -> str:
        frame = (bilingual.start_frame + frame) % midnight
        return to_text(frame, bilingual.fps, bilingual.drop_frame)

    lines = ["<begin subtitles>", ""]
    for cue in bilingual.cues:
        lines += [f"{timecode(cue.start_frame)} {timecode(cue.end_frame)}", *cue.lines, ""]
    return "\n".join([*lines, "<end subtitles>", ""]).encode("utf-8")
