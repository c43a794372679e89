"""A term list in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """One term: its Arabic citation form and the English that the house wants.

    ``allowed`` are renderings that are right too. ``id`` does not depend on the entry's place.
    """

    id: str
    source: str
    target: str
    allowed: tuple[str, ...] = ()
    note: str = ""
    path: Path | None = None
    line: int | None = None

    @property
    def renderings(self) -> tuple[str, ...]:
        """The preferred rendering, then the allowed ones."""
        return (self.target, *self.allowed)

    @property
    def is_name(self) -> bool:
        """A proper name, by the capital of its English: it takes no plural and no pronoun."""
        return self.target[:1].isupper()


@dataclass(frozen=True)
class Glossary:
    """Entries of one or several lists; where two lists have one source, the first list wins."""

    entries: Sequence[Entry] = ()
