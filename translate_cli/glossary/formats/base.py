"""What a term list format is: a reader and a writer that say what they could not carry."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate_cli.glossary.model import Entry
from translate_cli.glossary.records import cells_of


@dataclass(frozen=True)
class Reading:
    """Entries, and notes on what of the file they do not hold."""

    entries: Sequence[Entry]
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Writing:
    """A file's bytes, and notes on what of the entries they do not hold."""

    data: bytes
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Format:
    """``ending`` is what files of it are called; ``title`` is for people."""

    title: str
    ending: str
    read: Callable[[Path], Reading]
    write: Callable[[Sequence[Entry]], Writing]


def lost(title: str, entries: Iterable[Entry], kept: Iterable[str]) -> list[str]:
    """A note for each column that a format does not keep and that some entries use."""
    held = set(kept)
    used = Counter(
        name
        for entry in entries
        for name, cell in cells_of(entry).items()
        if cell and name not in held
    )
    return [f"{title} has no place for {name}: left out of {n} entries" for name, n in used.items()]
