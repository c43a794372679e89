"""What writers of subtitles share: tags, marks of direction, times in milliseconds."""

import re
from collections.abc import Iterator
from fractions import Fraction

from translate_cli.arabic import arabic_share, has_arabic
from translate_cli.document import Cue, Language, Mark
from translate_cli.subtitles.text import plain

EMBEDDING, POP = "\u202b", "\u202c"
SLANTED = re.compile(r"\\i1(?!\d)")
BOLD = re.compile(r"\\b1(?!\d)")
UNDERLINED = re.compile(r"\\u1(?!\d)")
ELEMENTS = ((SLANTED, "i"), (BOLD, "b"), (UNDERLINED, "u"))


def milliseconds(frame: int, fps: Fraction) -> int:
    """A frame's time to the nearest millisecond."""
    return round(frame * 1000 / fps)


def embedded(line: str, language: Language) -> str:
    """A line of Arabic set from right to left, for players that take every line for English."""
    arabic = language == "ar" or (language == "ar-en" and arabic_share(plain(line)) > 0.5)
    return f"{EMBEDDING}{line}{POP}" if arabic and has_arabic(line) else line


def pieces(cue: Cue) -> Iterator[tuple[str, str]]:
    """(text, tags) of a cue in order; texts joined are its lines joined by line feeds."""
    text = "\n".join(cue.lines)
    cursor = 0
    for mark in sorted(cue.marks, key=_place):
        start = max(cursor, mark.start)  # of marks in one another the outer counts
        if start < mark.end:
            yield text[cursor:start], ""
            yield text[start : mark.end], mark.tags
            cursor = mark.end
    yield text[cursor:], ""


def _place(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def elements(tags: str) -> list[str]:
    """The names of HTML's elements for tags: ``\\\\i1`` is ``i``."""
    return [name for pattern, name in ELEMENTS if pattern.search(tags)]


def tagged(text: str, tags: str) -> str:
    """Text in HTML's elements, as SubRip and WebVTT have them."""
    for name in elements(tags) if text.strip() else ():
        text = f"<{name}>{text}</{name}>"
    return text
