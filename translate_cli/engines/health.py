"""Outputs that no reader should meet: empty, looping, runaway, still in Arabic."""

import re
from collections.abc import Callable, Sequence

from translate_cli.arabic import ARABIC_LETTER

RUNAWAY_FACTOR, RUNAWAY_WORDS = 3, 12
SHORT_SOURCE, SHORT_SHARE = 14, 0.35
LOOP = re.compile(r"\b(\w+(?:\W+\w+){0,7}?)(?:\W+\1\b){3,}", re.IGNORECASE)
LOOP_CHARACTERS = re.compile(r"(\S{1,4}?)\1{7,}")
DIGITS_ONLY = re.compile(r"[\d\s.,:]+")

Check = Callable[[str, str], bool]


def is_empty(source: str, target: str) -> bool:
    return not any(ch.isalnum() for ch in target) and any(ch.isalnum() for ch in source)


def is_loop(source: str, target: str) -> bool:
    found = LOOP.search(target) or LOOP_CHARACTERS.search(target)
    return bool(found and not DIGITS_ONLY.fullmatch(found.group()) and found.group() not in source)


def is_runaway(source: str, target: str) -> bool:
    return len(target.split()) > RUNAWAY_FACTOR * len(source.split()) + RUNAWAY_WORDS


def is_short(source: str, target: str) -> bool:
    words = len(source.split())
    return words >= SHORT_SOURCE and len(target.split()) < SHORT_SHARE * words


def is_untranslated(source: str, target: str) -> bool:
    return bool(ARABIC_LETTER.search(target))


CHECKS: Sequence[tuple[str, str, Check]] = (
    ("empty", "the engine gave no translation", is_empty),
    ("loop", "the engine repeated itself", is_loop),
    ("runaway", "the translation is far longer than its source", is_runaway),
    ("short", "the translation is far shorter than its source", is_short),
    ("untranslated", "Arabic was left in the translation", is_untranslated),
)
MESSAGES = {code: message for code, message, _ in CHECKS}


def ailment(source: str, target: str) -> str | None:
    """The first check that a translation fails, ``None`` for a sound one."""
    return next((code for code, _, fails in CHECKS if fails(source, target)), None)
