"""Checks on a bilingual segment."""

import pytest

from translate_cli.checks import check_figures, check_health, lost_figures


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("بلغ 12 و٩٩٫٩٪", "12 and 99.9%", []),
        ("عام 2025", "in 2005", ["2025"]),
        ("11 ألف عبوة", "11,000 bombs", []),
        ("1.5 ألف", "1,500", []),
        ("11 عبوة", "11,000 bombs", ["11"]),
        ("6,200 مريض", "6200 patients", []),
        ("10:30 ثم 10:30", "at noon", ["10:30"]),
    ],
)
def test_figures(source: str, target: str, lost: list[str]) -> None:
    assert lost_figures(source, target) == lost
    assert [r.message for r in check_figures(source, target)] == (
        [f"not in the English: {', '.join(lost)}"] if lost else []
    )


def test_health() -> None:
    assert check_health("قال الوزير", "The minister said") == []
    (remark,) = check_health("قال الوزير", "")
    assert remark.code == "empty" and remark.severity == "error"
