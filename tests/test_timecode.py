"""Timecodes of SMPTE ST 12-1."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.timecode import DROPPING, to_frame, to_text

NTSC = Fraction(30000, 1001)
RATES = [Fraction(24000, 1001), Fraction(24), Fraction(25), NTSC, Fraction(30), Fraction(50)]


@given(st.integers(0, 40 * 3600 * 30), st.sampled_from(RATES))
def test_there_and_back(frame: int, fps: Fraction) -> None:
    assert to_frame(to_text(frame, fps), fps) == frame


@given(st.integers(0, 40 * 3600 * 60), st.sampled_from(DROPPING))
def test_drop_frame_there_and_back(frame: int, fps: Fraction) -> None:
    text = to_text(frame, fps, drop=True)
    assert to_frame(text, fps) == frame
    assert text[-3] == ";"


@given(st.integers(0, 24 * 3600 * 30))
def test_drop_frame_keeps_to_real_time(frame: int) -> None:
    hours, minutes, rest = to_text(frame, NTSC, drop=True).replace(";", ":").split(":", 2)
    seconds, frames = rest.split(":")
    shown = int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(frames) / 30
    assert abs(shown - frame / NTSC) < 0.2  # seconds; 86 ms a day are the rate's own


@pytest.mark.parametrize(
    ("frame", "text"),
    [(1799, "00:00:59;29"), (1800, "00:01:00;02"), (17982, "00:10:00;00"), (0, "00:00:00;00")],
)
def test_numbers_left_out(frame: int, text: str) -> None:
    assert to_text(frame, NTSC, drop=True) == text and to_frame(text, NTSC) == frame


@pytest.mark.parametrize(
    ("text", "fps"),
    [
        ("12", Fraction(25)),
        ("00:00:00:25", Fraction(25)),
        ("00:61:00:00", Fraction(25)),
        ("00:01:00;00", NTSC),
        ("00:00:10;00", Fraction(25)),
    ],
)
def test_what_is_no_timecode(text: str, fps: Fraction) -> None:
    with pytest.raises(ValueError, match=text):
        to_frame(text, fps)
