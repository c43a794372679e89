"""Checks on a bilingual segment: each takes source and target and says what is wrong."""

import re

from translate_cli.arabic import DIGITS, numbers
from translate_cli.document import Remark
from translate_cli.engines.health import MESSAGES, ailment

SCALED = re.compile(r"(\d[\d.,٫٬]*)\s*(?:ألف|الف|آلاف|الاف)(?!\w)")


def lost_figures(source: str, target: str) -> list[str]:
    """Figures of the source that the target does not have; ``11 ألف`` may stand as 11,000."""
    there = set(numbers(target))
    thousands = {
        figure
        for match in SCALED.finditer(source.translate(DIGITS))
        for figure in numbers(match[1])
    }
    return [
        figure
        for figure in dict.fromkeys(numbers(source))
        if figure not in there and not (figure in thousands and _times_1000(figure) in there)
    ]


def _times_1000(figure: str) -> str:
    whole, _, part = figure.partition(".")
    return f"{whole}{part:0<3}" if len(part) <= 3 and whole.isdigit() else figure


def check_figures(source: str, target: str) -> list[Remark]:
    """A warning that names the lost figures."""
    lost = lost_figures(source, target)
    if not lost:
        return []
    return [Remark("figure-missing", "warning", f"not in the English: {', '.join(lost)}")]


def check_health(source: str, target: str) -> list[Remark]:
    """What the engine did wrong, after all retries."""
    code = ailment(source, target)
    return [Remark(code, "error", MESSAGES[code])] if code else []
