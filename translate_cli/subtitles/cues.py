"""Cues of a translated article: whole sentences, cut where a reader breathes, in whole frames.

Bilingual -> schedule -> groups of sentences -> drafts (``drafts``) -> times (``fitting``) -> cues
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from translate_cli.document import Bilingual, Block, Cue, Language, Remark
from translate_cli.subtitles import conformance, fitting
from translate_cli.subtitles.condensing import condensed
from translate_cli.subtitles.drafts import NAMED, Draft, Group, drafts_of
from translate_cli.subtitles.profiles import Profile
from translate_cli.subtitles.timing import Pace, Range, Spoken, schedule
from translate_cli.subtitles.track import Caption, is_placed
from translate_cli.subtitles.uniting import united

Which = Literal["all", "speech"]
SPOKEN = frozenset({"paragraph", "soundbite"})
SPEECH = frozenset({"soundbite"})
NEW_GROUP = 1.5  # seconds of silence after which nothing shares a cue


@dataclass(frozen=True)
class Plan:
    """What a track is to be. Times are seconds; ``free`` is kept without cues."""

    profile: Profile
    fps: Fraction
    language: Language = "en"
    which: Which = "all"
    pace: Pace = "narration"
    duration: float | None = None
    offset: float = 0.0
    free: Sequence[Range] = ()
    condense: bool = False
    short_forms: Mapping[str, str] = field(default_factory=dict)

    @property
    def unheard(self) -> list[Range]:
        """The free ranges in the time of the voice, before the offset moves it."""
        return [(begin - self.offset, stop - self.offset) for begin, stop in self.free]


def make_cues(bilingual: Bilingual, plan: Plan, heard: Sequence[Spoken] = ()) -> list[Cue]:
    """The cues of a track. Titles, datelines, bylines and headings are not cues.

    ``heard`` are times taken from the sound, instead of the plan's pace. Cues never overlap; each
    is as long as its words are heard, and longer into free time where reading takes longer. What
    the profile cannot hold is a warning on the cue.
    """
    spoken = list(heard) or spoken_of(bilingual, plan)
    groups = list(_groups(bilingual, spoken, plan))
    drafts, frames = _laid_out(groups, plan)
    if plan.condense and plan.language == "en":
        tight = _too_fast(drafts, frames, plan)
        groups = [_condensed(g, plan) if g.segments & tight else g for g in groups]
        drafts, frames = _laid_out(groups, plan)
    remarks = _remarks(drafts, frames, plan)
    return [
        Cue(
            number,
            plan.language,
            *frames[number - 1],
            draft.lines,
            draft.segments,
            (*draft.remarks, *remarks[number]),
            draft.style,
            draft.tags,
            draft.marks,
        )
        for number, draft in enumerate(drafts, 1)
    ]


def _laid_out(groups: Sequence[Group], plan: Plan) -> tuple[list[Draft], list[tuple[int, int]]]:
    drafts = [d for group in groups for d in drafts_of(group, plan.profile, plan.language)]
    drafts = united(drafts, plan.profile)
    end = None if plan.duration is None else plan.duration + plan.offset
    return drafts, fitting.fit(drafts, plan.profile, plan.fps, end, plan.free)


def spoken_of(bilingual: Bilingual, plan: Plan) -> list[Spoken]:
    """When each sentence that is heard is heard, by the plan's pace or the input's times."""
    blocks = [
        (block, [s for s in bilingual.segments_by_block[block.id] if s.target.strip()])
        for block in bilingual.article.blocks
        if _is_heard(block)
    ]
    speed = plan.profile.speed
    return schedule(blocks, plan.pace, speed, plan.duration, plan.offset, plan.unheard)


def _is_heard(block: Block) -> bool:
    return block.kind in SPOKEN or bool(block.shown)


def _groups(bilingual: Bilingual, spoken: Sequence[Spoken], plan: Plan) -> Iterator[Group]:
    """Sentences of one block with no long silence between, with what is shown beside them."""
    blocks = {block.id: block for block in bilingual.article.blocks}
    kinds = SPOKEN if plan.which == "all" else SPEECH
    heard = [
        item
        for item in spoken
        if blocks[item.segment.block].kind in kinds
        or (plan.which == "all" and blocks[item.segment.block].shown)
    ]
    end = None if plan.duration is None else plan.duration + plan.offset
    for index, (first, stop) in enumerate(ranges := list(_ranges(heard))):
        some = heard[first:stop]
        block = blocks[some[0].segment.block]
        following = heard[ranges[index + 1][0]].start if index + 1 < len(ranges) else end
        limit = float("inf") if following is None else following
        speaker = block.speaker if block.style in NAMED else None
        label = bilingual.speakers.get(speaker, "") if speaker else ""
        yield Group(block, tuple(some), limit, label)


def _ranges(heard: Sequence[Spoken]) -> Iterator[tuple[int, int]]:
    first = 0
    for index in range(1, len(heard) + 1):
        new = index == len(heard) or (
            heard[index].segment.block != heard[index - 1].segment.block
            or heard[index].start - heard[index - 1].end >= NEW_GROUP
        )
        if new:
            yield first, index
            first = index


def _too_fast(drafts: Sequence[Draft], frames: Sequence[tuple[int, int]], plan: Plan) -> set[str]:
    """The segments of cues that cannot be read in their time."""
    return {
        segment
        for draft, (start, stop) in zip(drafts, frames, strict=True)
        if any(_excess(draft, start, stop, plan))
        for segment in draft.segments
    }


def _excess(draft: Draft, start: int, stop: int, plan: Plan) -> Iterator[str]:
    seconds = float((stop - start) / plan.fps)
    for text in draft.readings:
        excess = plan.profile.excess(text, seconds)
        if excess:
            yield excess


def _condensed(group: Group, plan: Plan) -> Group:
    """The group with shorter equivalents, and what was shortened noted."""
    spoken, notes = [], dict(group.notes)
    for item in group.spoken:
        text, changes = condensed(item.segment.target, plan.short_forms)
        if changes:
            pairs = ", ".join(f"“{old}” → “{new}”" for old, new in changes)
            notes[item.segment.id] = Remark("condensed", "info", f"shortened: {pairs}")
            item = replace(item, segment=replace(item.segment, target=text, marks=()))
        spoken.append(item)
    return replace(group, spoken=tuple(spoken), notes=notes)


def _remarks(
    drafts: Sequence[Draft], frames: Sequence[tuple[int, int]], plan: Plan
) -> dict[int, list[Remark]]:
    """What ``subtitle check`` would say of each cue, by number, each language by itself."""
    found: dict[int, list[Remark]] = {number: [] for number in range(1, len(drafts) + 1)}
    times = [tuple(round(frame * 1000 / plan.fps) for frame in pair) for pair in frames]
    for part in range(max((len(draft.parts) for draft in drafts), default=0)):
        captions = [
            Caption(
                start, stop, draft.parts[min(part, len(draft.parts) - 1)], is_placed(draft.tags)
            )
            for draft, (start, stop) in zip(drafts, times, strict=True)
        ]
        for problem in conformance.check(captions, plan.profile, plan.fps):
            remark = Remark(problem.code, problem.severity, problem.message)
            if remark not in found[problem.cue]:
                found[problem.cue].append(remark)
    for number, draft in enumerate(drafts, 1):
        if len(draft.parts) > 1 and len(draft.lines) > plan.profile.lines:
            message = f"{len(draft.lines)} lines, {plan.profile.lines} are the most"
            found[number].append(Remark("lines", "warning", message))
    return found
