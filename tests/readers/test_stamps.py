"""Timecodes as scripts really have them."""

from fractions import Fraction
from pathlib import Path

import pytest

from translate_cli.readers import read_article

NTSC = Fraction(30000, 1001)


def first(tmp_path: Path, text: str, **options: object) -> tuple[str, float | None, float | None]:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    block = read_article(path, **options).blocks[0]  # type: ignore[arg-type]
    return block.text, block.start, block.end


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("10:00:12:05 المعلق: بدأت القمة.", 36012.2, None),
        ("10:00:12:05\nالمعلق: بدأت القمة.", 36012.2, None),
        ("[00:12]\nالمعلق: بدأت القمة.", 12.0, None),
        ("00:12\nالمعلق: بدأت القمة.", 12.0, None),
        ("\u200f[00:12] المعلق: بدأت القمة.", 12.0, None),
        ("[00:12]\u200f المعلق: بدأت القمة.", 12.0, None),
        ("00:12 - 00:18 المعلق: بدأت القمة.", 12.0, 18.0),
        ("00:12 - 00:18 - المعلق: بدأت القمة.", 12.0, 18.0),
        ("00:12 --> 00:18\nالمعلق: بدأت القمة.", 12.0, 18.0),
        ("[00:00:12,500] المعلق: بدأت القمة.", 12.5, None),
        ("[٠٠:١٢] المعلق: بدأت القمة.", 12.0, None),
    ],
)
def test_shapes(tmp_path: Path, text: str, start: float, end: float | None) -> None:
    found, begins, ends = first(tmp_path, text)
    assert found == "بدأت القمة."
    assert begins == pytest.approx(start) and ends == (end and pytest.approx(end))


@pytest.mark.parametrize("text", ["12:30 بتوقيت غرينتش بدأت القمة.", "عند 12:30 بدأت القمة."])
def test_times_of_day_are_text(tmp_path: Path, text: str) -> None:
    assert first(tmp_path, text) == (text, None, None)


def test_drop_frame_is_seen_or_told(tmp_path: Path) -> None:
    _, told, _ = first(tmp_path, "[01:10:00:00] بدأت القمة.", fps=NTSC, drop=True)
    _, seen, _ = first(tmp_path, "[01:10:00;00] بدأت القمة.", fps=NTSC)
    _, real, _ = first(tmp_path, "[01:10:00:00] بدأت القمة.", fps=NTSC)
    assert told == seen == pytest.approx(4200.0, abs=0.01)
    assert real == pytest.approx(4204.2)


def test_timecodes_within_a_paragraph_part_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("[00:05] بدأت القمة صباحا. [00:12] وانتهت مساء. (انظر 10:30)\n", "utf-8")
    blocks = read_article(path).blocks
    assert [(b.text, b.start) for b in blocks] == [
        ("بدأت القمة صباحا.", 5.0),
        ("وانتهت مساء. (انظر 10:30)", 12.0),
    ]
