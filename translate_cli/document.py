"""The data model that all stages share. Offsets count code points, times are seconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Literal

BlockKind = Literal["title", "dateline", "byline", "heading", "paragraph", "soundbite", "caption"]
Origin = Literal["memory", "machine", "edited", "none"]
TermStatus = Literal["satisfied", "repaired", "missing", "ambiguous"]
Severity = Literal["info", "warning", "error"]
Language = Literal["ar", "en", "ar-en"]


@dataclass(frozen=True)
class Shown:
    """A piece ``text[start:end]`` of a block that a subtitle file showed ``begin`` to ``stop``.

    ``style`` and ``tags`` say how: the name of a style, and override tags of SubStation Alpha
    such as ``\\an8\\i1``, which is what other formats are read into. ``cue`` is the file's cue,
    counted from 1.
    """

    start: int
    end: int
    begin: float
    stop: float
    style: str = "Default"
    tags: str = ""
    cue: int = 0


@dataclass(frozen=True)
class Mark:
    """``text[start:end]`` is set apart by override tags, ``\\i1`` for italics."""

    start: int
    end: int
    tags: str


@dataclass(frozen=True)
class Block:
    """One paragraph-like piece of an article.

    ``speaker`` and the times stand beside the text, never in it. ``start`` and ``end`` are
    seconds from the programme's first frame. ``style`` is what a writer needs to set the
    block again: ``list-item``, ``quote``, ``table-cell`` or empty; of a subtitle file
    ``dialogue`` (after a dash, a cue's lines being several speakers'), ``turn`` (the same without
    dashes), ``sound`` (a label in brackets), ``music`` or ``labelled`` (its speaker is shown).
    ``shown`` tells when such a file showed it, ``marks`` which of its words were set apart.
    """

    id: str
    kind: BlockKind
    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    style: str = ""
    shown: Sequence[Shown] = ()
    marks: Sequence[Mark] = ()


@dataclass(frozen=True)
class Article:
    """An article in reading order. ``path`` is ``None`` for standard input, ``drop_frame`` how
    its timecodes count."""

    blocks: Sequence[Block]
    language: str
    path: Path | None
    drop_frame: bool = False


NAME_PREFIX = "name-"  # of the ids of entries that are an article's own


def is_listed(entry: str) -> bool:
    """Whether a list has the entry of this id; if none has, it is one of the article's names."""
    return not entry.startswith(NAME_PREFIX)


def overlaps(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether ``start`` to ``end`` shares a character with one of some spans."""
    return any(a < end and start < b for a, b in spans)


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

    @property
    def listed(self) -> bool:
        return is_listed(self.entry)


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
    piece, ``None`` where no engine was asked. ``marks`` count in the target.
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
    marks: Sequence[Mark] = ()

    @property
    def rendered(self) -> list[tuple[int, int]]:
        """Where terms stand in the target."""
        return [(use.target_start or 0, use.target_end or 0) for use in self.terms]


@dataclass(frozen=True)
class Cue:
    """A subtitle from ``start_frame`` up to, not including, ``end_frame``.

    ``style``, ``tags`` and ``marks`` are those of ``Shown`` and ``Mark``; marks count in the
    lines joined by line feeds.
    """

    id: int
    language: Language
    start_frame: int
    end_frame: int
    lines: Sequence[str]
    segments: Sequence[str]
    warnings: Sequence[Remark] = ()
    style: str = "Default"
    tags: str = ""
    marks: Sequence[Mark] = ()


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
    and the engine's English were spelled, commonest first.

    ``by_rule``: nothing but the letters told its English, so that a person should look at it.
    """

    source: str
    target: str
    spellings: Sequence[str] = ()
    forms: Sequence[str] = ()
    by_rule: bool = False


@dataclass(frozen=True)
class Bilingual:
    """A translated article: what every writer takes.

    ``speakers`` maps each speaker label of the source to its English; ``names`` is the register
    of names; ``subtitles`` the language of the cues. ``start_frame`` is the programme's start as
    a frame number of its timecode, which formats with timecodes add; ``media`` is the video that
    a preview shows.
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
    subtitles: Language = "en"
    start_frame: int = 0
    drop_frame: bool = False
    media: str = ""

    @cached_property
    def segments_by_block(self) -> dict[str, list[Segment]]:
        """Each block's segments in reading order, by block id."""
        found: dict[str, list[Segment]] = {block.id: [] for block in self.article.blocks}
        for segment in self.segments:
            found[segment.block].append(segment)
        return found
