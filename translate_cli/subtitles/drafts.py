"""A group of sentences to drafts: the texts of cues with the times at which they are heard."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from translate_cli.document import Block, Language, Mark, Remark, Shown
from translate_cli.subtitles.layout import Clock, CueText, cut, cut_into, words_of, wrapped
from translate_cli.subtitles.profiles import Profile
from translate_cli.subtitles.timing import Spoken

STACKED = "ar-en"
NOTE = "♪"
PREFIXES = {"dialogue": "- ", "turn": "", "sound": ""}  # of what is one cue if it fits in one
NAMED = frozenset({"labelled", "dialogue", "turn"})  # blocks whose speaker is shown
NEAR = 1.0  # seconds within which a cue takes a time of the file that it comes from
NOWHERE = (0, 0)  # of a word that is not the sentence's own
MOST_PIECES = 40  # of one sentence, in stacked subtitles


@dataclass(frozen=True)
class Group:
    """Sentences of one block spoken without a long silence. ``limit`` is when the next group
    begins, ``label`` the speaker who is named in the subtitle, ``notes`` are by segment."""

    block: Block
    spoken: tuple[Spoken, ...]
    limit: float
    label: str = ""
    notes: Mapping[str, Remark] = field(default_factory=dict)

    @property
    def is_timed(self) -> bool:
        """Whether a timecode of the input tells when it begins."""
        return self.block.start is not None and self.spoken[0].segment.start == 0

    @property
    def segments(self) -> frozenset[str]:
        return frozenset(item.segment.id for item in self.spoken)


@dataclass(frozen=True)
class Draft:
    """A cue before its times are settled, in seconds. ``parts`` are its lines: one part, or one a
    language where two are stacked, for a viewer reads one of them."""

    parts: tuple[tuple[str, ...], ...]
    segments: tuple[str, ...]
    start: float
    end: float
    style: str = "Default"
    tags: str = ""
    marks: tuple[Mark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    anchored: bool = False  # its in-time was told by the input, and stays
    cue: int = 0  # of the subtitle file, that showed it from its beginning

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line for part in self.parts for line in part)

    @property
    def readings(self) -> tuple[str, ...]:
        """The texts whose reading takes time."""
        return tuple(" ".join(part) for part in self.parts)


@dataclass(frozen=True)
class _Words:
    """Words of a group: whose segment each is, where it stood in that, when it is heard."""

    words: Sequence[str]
    segments: Sequence[int]
    places: Sequence[tuple[int, int]]
    clock: Clock


def drafts_of(group: Group, profile: Profile, language: Language) -> list[Draft]:
    """The group's drafts in one language, or in both, the Arabic over the English."""
    if group.block.style in PREFIXES:
        whole = _whole(group, profile, language)
        if all(whole.parts):
            return [whole]
    if language == STACKED:
        return [
            draft
            for number in range(len(group.spoken))
            for draft in _stacked(group, number, profile)
        ]
    words = _words(group, profile, language)
    texts = cut(words.words, profile, words.clock)
    return [_draft(text, words, group) for text in texts]


def _text(item: Spoken, language: Language) -> str:
    return " ".join((item.segment.source if language == "ar" else item.segment.target).split())


def _words(group: Group, profile: Profile, language: Language) -> _Words:
    words: list[str] = []
    segments: list[int] = []
    places: list[tuple[int, int]] = []
    begins: list[float] = []
    ends: list[float] = []

    def add(word: str, number: int, place: tuple[int, int], at: float, to: float) -> None:
        words.append(word)
        segments.append(number)
        places.append(place)
        begins.append(at)
        ends.append(to)

    music = group.block.style == "music"
    for word in _lead(group, language):
        add(word, 0, NOWHERE, group.spoken[0].start, group.spoken[0].start)
    for number, item in enumerate(group.spoken):
        text, cursor = _text(item, language), 0
        for word in words_of(text, profile):
            cursor = text.index(word, cursor)
            start, cursor = cursor, cursor + len(word)
            after = min(len(text), cursor + 1)  # the space goes with its word
            at, to = item.begins(start / len(text)), item.ends(after / len(text))
            add(word, number, (start, cursor), at, max(at, to))
    if music:
        add(NOTE, len(group.spoken) - 1, NOWHERE, ends[-1], ends[-1])
    anchors = tuple(piece.begin for piece in group.block.shown)
    clock = Clock(begins, ends, group.limit, anchors)
    return _Words(words, segments, places, clock)


def _lead(group: Group, language: Language) -> list[str]:
    """Words before the first sentence: who speaks, or a note of music."""
    style = group.block.style
    lead = [NOTE] if style == "music" else PREFIXES.get(style, "").split()
    name = group.block.speaker if language == "ar" else group.label
    return [*lead, *f"{name}:".split()] if style in NAMED and name else lead


def _draft(text: CueText, words: _Words, group: Group) -> Draft:
    start, end = text.words
    numbers = sorted(set(words.segments[start:end]))
    segments = tuple(group.spoken[n].segment.id for n in numbers)
    shown = _shown_at(group.block, words.clock.begins[start])
    draft = Draft(
        (text.lines,),
        segments,
        words.clock.begins[start],
        words.clock.ends[end - 1],
        marks=tuple(_marks(text, words, group)),
        remarks=tuple(group.notes[s] for s in segments if s in group.notes),
        anchored=group.is_timed and start == 0,
    )
    if shown is None:
        return draft
    draft = replace(_snapped(draft, group.block.shown), style=shown.style, tags=shown.tags)
    is_first = draft.anchored and draft.start == shown.begin
    return replace(draft, cue=shown.cue if is_first else 0)


def _shown_at(block: Block, time: float) -> Shown | None:
    """The piece of a subtitle file that was on screen at a time, or the last before it."""
    before = [piece for piece in block.shown if piece.begin <= time + 0.01]
    return before[-1] if before else (block.shown[0] if block.shown else None)


def _snapped(draft: Draft, shown: Sequence[Shown]) -> Draft:
    """In- and out-time moved to those of the source's cues where they are near."""
    begin = min((p.begin for p in shown), key=lambda time: abs(time - draft.start))
    stop = min((p.stop for p in shown), key=lambda time: abs(time - draft.end))
    anchored = abs(begin - draft.start) <= NEAR
    start = begin if anchored else draft.start
    end = stop if abs(stop - draft.end) <= NEAR else draft.end
    return replace(draft, start=start, end=max(end, start), anchored=anchored)


def _marks(text: CueText, words: _Words, group: Group) -> Iterator[Mark]:
    """The segments' marks where their words stand in the cue's lines."""
    place = 0
    found: list[Mark] = []
    for index in range(*text.words):
        at, segment = words.places[index], group.spoken[words.segments[index]].segment
        for mark in segment.marks:
            start, end = max(mark.start, at[0]), min(mark.end, at[1])
            if start < end:
                found.append(Mark(start + place - at[0], end + place - at[0], mark.tags))
        place += len(words.words[index]) + 1
    for mark in found:
        if not any(_touch(other, mark) for other in found):
            yield _grown(mark, found)


def _touch(left: Mark, right: Mark) -> bool:
    """Whether one mark goes on, over a space, in the other."""
    return left.end + 1 == right.start and left.tags == right.tags


def _grown(mark: Mark, found: Sequence[Mark]) -> Mark:
    for following in found:
        if _touch(mark, following):
            return _grown(Mark(mark.start, following.end, mark.tags), found)
    return mark


def _whole(group: Group, profile: Profile, language: Language) -> Draft:
    """A sound label, or one speaker's line of a dialogue, as one cue; without lines where it does
    not fit in one."""
    languages: Sequence[Language] = ("ar", "en") if language == STACKED else (language,)
    parts = []
    for one in languages:
        text = " ".join([*_lead(group, one), *(_text(item, one) for item in group.spoken)])
        parts.append(wrapped(f"[{text}]" if group.block.style == "sound" else text, profile))
    shown = group.block.shown[0]
    return Draft(
        tuple(parts),
        tuple(item.segment.id for item in group.spoken),
        shown.begin,
        shown.stop,
        shown.style,
        shown.tags,
        remarks=tuple(group.notes.values()),
        anchored=group.spoken[0].start == shown.begin,
        cue=shown.cue,
    )


def _stacked(group: Group, number: int, profile: Profile) -> list[Draft]:
    """One sentence in both languages, cut at corresponding places, a line each."""
    single = replace(profile, lines=max(1, profile.lines // 2))
    alone = replace(group, spoken=(group.spoken[number],))
    if number:  # who speaks is told once
        alone = replace(alone, block=replace(group.block, style=""))
    english, arabic = (_words(alone, single, language) for language in ("en", "ar"))
    free = cut(english.words, single, english.clock)
    for count in range(len(free), MOST_PIECES):
        shares = [n / count for n in range(1, count + 1)]
        if count == len(free):
            shares = _shares(free, english.words)
        lower = cut_into(english.words, single, count, shares)
        if lower is None:
            continue
        upper = cut_into(arabic.words, single, count, _shares(lower, english.words))
        if upper is not None:
            return [
                _over(top, bottom, english, alone) for top, bottom in zip(upper, lower, strict=True)
            ]
    return [_draft(text, english, alone) for text in free]


def _shares(texts: Sequence[CueText], words: Sequence[str]) -> list[float]:
    sizes = [len(word) + 1 for word in words]
    total = sum(sizes)
    return [sum(sizes[: text.words[1]]) / total for text in texts]


def _over(top: CueText, bottom: CueText, words: _Words, group: Group) -> Draft:
    draft = _draft(bottom, words, group)
    return replace(draft, parts=(top.lines, bottom.lines), marks=())
