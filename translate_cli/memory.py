"""Approved translations, given again where their sentence returns.

From TMX files and from bilingual files of ours that a person has gone over. A sentence is the same
whatever its spaces, direction marks and tatweel; nothing else is passed over, for what is put back
is not looked at again by an engine.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from translate_cli.arabic import for_engine
from translate_cli.readers.pairs import read_pairs


class Memory:
    """Translations by their source; of several the one given first counts."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._known: dict[str, str] = {}
        for source, target in pairs:
            if target.strip():
                self._known.setdefault(_key(source), target.strip())

    def find(self, source: str) -> str | None:
        """The approved translation of a sentence."""
        return self._known.get(_key(source)) if self._known else None


def load(paths: Sequence[Path]) -> Memory:
    """The memory of several files, the first of the highest priority. Raises InputError."""
    return Memory(pair for path in paths for pair in read_pairs(path))


def _key(source: str) -> str:
    return for_engine(source).text
