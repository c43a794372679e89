"""Checks on a bilingual segment: each takes source and target and says what is wrong."""

from translate_cli.arabic import numbers
from translate_cli.document import Remark
from translate_cli.engines.health import MESSAGES, ailment


def check_figures(source: str, target: str) -> list[Remark]:
    """Figures of the source that the target does not have."""
    there = set(numbers(target))
    lost = [figure for figure in dict.fromkeys(numbers(source)) if figure not in there]
    if not lost:
        return []
    return [Remark("figure-missing", "warning", f"not in the English: {', '.join(lost)}")]


def check_health(source: str, target: str) -> list[Remark]:
    """What the engine did wrong, after all retries."""
    code = ailment(source, target)
    return [Remark(code, "error", MESSAGES[code])] if code else []
