"""Arabic text as the matcher reads it: folded, and freed of what copy puts between letters.

On top of ``arabic.fold``: quotation marks within a compound (``شركة «نفط الوسط»``) and the space
after a lone ``و`` are passed over, a hyphen, slash or point within a word is a space, and the
spellings of ``spellings.csv`` are read as one.
"""

import csv
import re
from functools import cache
from pathlib import Path

from translate_cli.arabic import Folded, fold, fold_character

QUOTES = "\"«»“”„‹›'‘’"
LONE_AND = re.compile(r"(?<!\w)و (?=\w)")
PASSED_OVER = re.compile(f"[{QUOTES}]+|(?<=(?<!\\w)و) (?=\\w)")


HYPHEN = re.compile(r"(?<=\w)[-\u2010-\u2013./&](?=\w)")
POINTS = re.compile(r"[^\w ]+")  # of a source: what is no word does not count


class _Table(dict[int, str]):
    """Folds single characters for ``str.translate``, learnt as they are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = "" if character in QUOTES else fold_character(character)
        return self[code]


_TABLE = _Table()


@cache
def spellings() -> dict[str, str]:
    """Variant and canonical spelling, as folded letters."""
    path = Path(__file__).with_name("spellings.csv")
    lines = path.read_text("utf-8").splitlines()
    rows = list(csv.reader(line for line in lines if not line.startswith("#")))
    return dict(rows[1:])


@cache
def _variants() -> re.Pattern[str]:
    longest_first = sorted(spellings(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def readable(text: str) -> Folded:
    """The text as the matcher reads it, with the map back to the original."""
    folded = fold(text)
    folded = _without(folded, PASSED_OVER)
    return _respelt(Folded(HYPHEN.sub(" ", folded.text), folded.origin))


def _without(folded: Folded, pattern: re.Pattern[str]) -> Folded:
    kept: list[str] = []
    origin: list[int] = []
    at = 0
    for found in pattern.finditer(folded.text):
        kept.append(folded.text[at : found.start()])
        origin += folded.origin[at : found.start()]
        at = found.end()
    if not kept:
        return folded
    kept.append(folded.text[at:])
    origin += folded.origin[at:]
    return Folded("".join(kept), tuple(origin))


def _respelt(folded: Folded) -> Folded:
    letters: list[str] = []
    origin: list[int] = []
    at = 0
    for found in _variants().finditer(folded.text):
        canonical = spellings()[found.group()]
        start, end = found.span()
        letters += [folded.text[at:start], canonical]
        origin += folded.origin[at:start]
        last = end - start - 1
        origin += [folded.origin[start + min(i, last)] for i in range(len(canonical))]
        at = end
    if not letters:
        return folded
    letters.append(folded.text[at:])
    origin += folded.origin[at:]
    return Folded("".join(letters), tuple(origin))


def read_form(source: str) -> str:
    """What ``readable`` makes of an entry's source, without the map: a word at a time."""
    folded = " ".join(source.translate(_TABLE).split())
    folded = " ".join(POINTS.sub(" ", LONE_AND.sub("و", folded)).split())
    return _variants().sub(lambda found: spellings()[found.group()], folded)
