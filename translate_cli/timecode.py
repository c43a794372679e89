"""Timecodes ``HH:MM:SS:FF`` and frame numbers, drop-frame and not (SMPTE ST 12-1).

A timecode counts frames by a whole rate, 30 for 29.97. Drop-frame leaves out the first two
numbers (four at 59.94) of every minute but each tenth, so that the clock keeps to real time; its
last separator is a semicolon.
"""

import re
from fractions import Fraction

TIMECODE = re.compile(r"(\d{1,2}):(\d{2}):(\d{2})([:;.,])(\d{2,3})")
DROPPING = (Fraction(30000, 1001), Fraction(60000, 1001))


def can_drop(fps: Fraction) -> bool:
    return fps in DROPPING


def to_text(frame: int, fps: Fraction, drop: bool = False) -> str:
    """The timecode of a frame. Hours go past 24 where the frame does."""
    rate = round(fps)
    if drop:
        frame += _dropped(frame, rate)
    seconds, frames = divmod(frame, rate)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{';' if drop else ':'}{frames:02}"


def _dropped(frame: int, rate: int) -> int:
    """How many numbers have been left out up to a frame."""
    left_out = rate // 15
    in_minute, in_ten = 60 * rate - left_out, 600 * rate - 9 * left_out
    tens, rest = divmod(frame, in_ten)
    minutes = max(0, rest - left_out) // in_minute
    return left_out * (9 * tens + minutes)


def to_frame(text: str, fps: Fraction, drop: bool | None = None) -> int:
    """The frame that a timecode names; a semicolon means drop-frame unless told.

    Raises ValueError for what is no timecode at this rate.
    """
    match = TIMECODE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"'{text}' is not a timecode such as 10:00:12:05")
    hours, minutes, seconds, frames = (int(match[i]) for i in (1, 2, 3, 5))
    rate = round(fps)
    if minutes > 59 or seconds > 59 or frames >= rate:
        raise ValueError(f"'{text}' is not a timecode at {float(fps):g} frames a second")
    if drop is None:
        drop = match[4] == ";"
    if drop and not can_drop(fps):
        raise ValueError(f"'{text}' is drop-frame, which {float(fps):g} frames a second have not")
    frame = ((hours * 60 + minutes) * 60 + seconds) * rate + frames
    if not drop:
        return frame
    left_out, total = rate // 15, hours * 60 + minutes
    if frames < left_out and seconds == 0 and minutes % 10:
        raise ValueError(f"'{text}' is left out by drop-frame; the minute begins at {left_out:02}")
    return frame - left_out * (total - total // 10)
