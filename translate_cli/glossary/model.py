"""A term list in memory."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, get_args

Status = Literal["", "preferred", "admitted", "deprecated"]
CaseRule = Literal["", "fixed"]
STATUSES: tuple[str, ...] = get_args(Status)
CASE_RULES: tuple[str, ...] = get_args(CaseRule)


@dataclass(frozen=True)
class MatchRule:
    """Where a source counts as met.

    ``exact``: in this spelling and without suffixes only. ``ambiguous``: the hit is offered and
    flagged, not forced. ``letters``: ج غ ق ك stand for one another in it, as in foreign names
    with a g. ``context``: one of these words must stand in the same paragraph.
    """

    exact: bool = False
    ambiguous: bool = False
    letters: bool = False
    context: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "MatchRule":
        """From ``exact; ambiguous; letters; context: word|word``. Raises ValueError."""
        flags: set[str] = set()
        context: tuple[str, ...] = ()
        for part in filter(None, (part.strip() for part in text.split(";"))):
            name, colon, words = part.partition(":")
            if name.strip() == "context" and colon:
                context = tuple(w.strip() for w in words.split("|") if w.strip())
                if not context:
                    raise ValueError("context needs words, as in 'context: نفط|غاز'")
            elif part in ("exact", "ambiguous", "letters"):
                flags.add(part)
            else:
                raise ValueError(
                    f"unknown match rule '{part}'; known are exact, ambiguous, letters, context"
                )
        return cls("exact" in flags, "ambiguous" in flags, "letters" in flags, context)

    def __str__(self) -> str:
        parts = [name for name in ("exact", "ambiguous", "letters") if getattr(self, name)]
        if self.context:
            parts.append(f"context: {'|'.join(self.context)}")
        return "; ".join(parts)


class Anchor(NamedTuple):
    """A reading of a source, and the stem by which it is met, in which of its words."""

    source: str
    reading: str
    stem: str
    place: int


@dataclass(frozen=True)
class Entry:
    """One term: its Arabic citation form and the English that the house wants.

    ``allowed`` are renderings that are right too, ``forbidden`` ones that never are; ``variants``
    are other spellings and forms of the source. ``short`` is what stands for the target after
    its first mention. ``case`` is ``fixed`` where the target's first letter never changes.
    ``anchors`` are what the matcher looks its sources up by, where they are known already.
    """

    id: str
    source: str
    target: str
    allowed: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    pos: str = ""
    domain: str = ""
    status: Status = ""
    definition: str = ""
    note: str = ""
    match: MatchRule = MatchRule()
    case: CaseRule = ""
    short: str = ""
    date: str = ""
    author: str = ""
    path: Path | None = field(default=None, compare=False)
    line: int | None = field(default=None, compare=False)
    anchors: tuple[Anchor, ...] = field(default=(), compare=False, repr=False)

    @property
    def renderings(self) -> tuple[str, ...]:
        """The preferred rendering, then the others that are right."""
        return tuple(dict.fromkeys((self.target, *filter(None, (self.short,)), *self.allowed)))

    @property
    def sources(self) -> tuple[str, ...]:
        """The citation form, then its variants."""
        return (self.source, *self.variants)

    @property
    def is_name(self) -> bool:
        """A proper name, by its part of speech or the capital of its English."""
        if self.pos:
            return self.pos in ("name", "proper noun", "properNoun")
        return self.target[:1].isupper()

    @property
    def place(self) -> str:
        """``file:line``, for messages."""
        return f"{self.path}:{self.line}" if self.line else str(self.path or self.id)


@dataclass(frozen=True)
class Glossary:
    """Entries of one or several lists, one for each source."""

    entries: Sequence[Entry] = ()
    disagreements: Sequence[str] = ()


def identity(source: str, target: str) -> str:
    """An id for an entry that has none: it depends on what the entry says, not on its place."""
    digest = hashlib.blake2b(f"{source}\t{target}".encode(), digest_size=4)
    return f"t{digest.hexdigest()}"
