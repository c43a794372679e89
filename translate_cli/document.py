"""The data model that all stages share. Offsets count code points, times are seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Literal

BlockKind = Literal["title", "dateline", "byline", "heading", "paragraph", "soundbite", "caption"]
Origin = Literal["memory", "machine", "edited", "none"]
TermStatus = Literal["satisfied", "repaired", "missing", "ambiguous"]
Severity = Literal["info", "warning", "error"]
Language = Literal["ar", "en"]


@dataclass(frozen=True)
class Block:
    """One paragraph-like piece of an article.

    ``speaker`` and the times stand beside the text, never in it. ``start`` and ``end`` are
    seconds from the programme's first frame. ``style`` is what a writer needs to set the
    block again: ``list-item``, ``quote``, ``table-cell`` or empty.
    """

    id: str
    kind: BlockKind
    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    style: str = ""


@dataclass(frozen=True)
class Article:
    """An article in reading order. ``path`` is ``None`` for standard input."""

    blocks: Sequence[Block]
    language: str
    path: Path | None


@dataclass(frozen=True)
class TermUse:
    """A glossary entry met in a segment, and what became of it.

    ``start`` and ``end`` are offsets of ``surface`` in the block's text; ``target_start`` and
    ``target_end`` are those of ``rendering`` in the segment's target, ``None`` when missing.
    ``reason`` says how the rendering came there, or why it did not.
    """

    entry: str
    source: str
    surface: str
    start: int
    end: int
    target: str
    rendering: str | None
    target_start: int | None
    target_end: int | None
    status: TermStatus
    reason: str = ""


@dataclass(frozen=True)
class Remark:
    """Something a person should look at. Offsets are in the block's text, if there are any."""

    code: str
    severity: Severity
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Segment:
    """A sentence (or a whole title) of a block, and its translation.

    ``source`` is ``block.text[start:end]``. ``score`` is the engine's mean log-probability a
    piece, ``None`` where no engine was asked.
    """

    id: str
    block: str
    start: int
    end: int
    source: str
    target: str = ""
    origin: Origin = "none"
    terms: Sequence[TermUse] = ()
    warnings: Sequence[Remark] = ()
    score: float | None = None


@dataclass(frozen=True)
class Cue:
    """A subtitle from ``start_frame`` up to, not including, ``end_frame``."""

    id: int
    language: Language
    start_frame: int
    end_frame: int
    lines: Sequence[str]
    segments: Sequence[str]
    warnings: Sequence[Remark] = ()


@dataclass(frozen=True)
class EngineInfo:
    """Which model made a translation. ``sha256`` is that of the model file."""

    name: str
    model: str
    sha256: str
    quality: Literal["fast", "best"]


@dataclass(frozen=True)
class RegisteredName:
    """A name that no list has, as one article has it: its one English form, and how its Arabic
    and the engine's English were spelled, commonest first."""

    source: str
    target: str
    spellings: Sequence[str] = ()
    forms: Sequence[str] = ()


@dataclass(frozen=True)
class Bilingual:
    """A translated article: what every writer takes.

    ``speakers`` maps each speaker label of the source to its English; ``names`` is the register
    of names.
    """

    article: Article
    input: str
    engine: EngineInfo
    segments: Sequence[Segment]
    speakers: dict[str, str] = field(default_factory=dict)
    profile: str = "news"
    fps: Fraction = Fraction(25)
    cues: Sequence[Cue] = ()
    names: Sequence[RegisteredName] = ()

    @cached_property
    def segments_by_block(self) -> dict[str, list[Segment]]:
        """Each block's segments in reading order, by block id."""
        found: dict[str, list[Segment]] = {block.id: [] for block in self.article.blocks}
        for segment in self.segments:
            found[segment.block].append(segment)
        return found
