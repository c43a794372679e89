"""What one cue of a subtitle file showed, put into one cue again: voices, a sound before speech."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from translate_cli.document import Mark
from translate_cli.subtitles.drafts import Draft
from translate_cli.subtitles.layout import wrapped
from translate_cli.subtitles.profiles import Profile
from translate_cli.subtitles.text import PLACE, TOGGLE


def united(drafts: Sequence[Draft], profile: Profile) -> list[Draft]:
    """Drafts that one cue showed as one cue again, where they fit."""
    result: list[Draft] = []
    for draft in drafts:
        last = result[-1] if result else None
        if last is None or not draft.cue or last.cue != draft.cue:
            result.append(draft)
            continue
        joined = _joined(last, draft, profile)
        if joined is not None:
            result[-1] = joined
        elif draft.start < last.end:
            result[-1:] = _halved(last, draft)
        else:
            result.append(draft)
    return result


def _joined(first: Draft, second: Draft, profile: Profile) -> Draft | None:
    """Both, each beginning a line; a label that stands before long speech runs into it."""
    lines = tuple(line for draft in (first, second) for line in draft.lines)
    if len(lines) > profile.lines and not second.lines[0].startswith("- "):
        lines = wrapped(" ".join(lines), profile)
    if not lines or len(lines) > profile.lines:
        return None
    return replace(
        first,
        tags=first.tags if first.tags == second.tags else "".join(PLACE.findall(first.tags)),
        parts=(lines,),
        segments=(*first.segments, *second.segments),
        end=max(first.end, second.end),
        marks=tuple(_marks(first, second)),
        remarks=(*first.remarks, *second.remarks),
    )


def _marks(first: Draft, second: Draft) -> Iterator[Mark]:
    """The marks of both, and italics of one of two voices as a mark on its lines. A line feed
    counts as the space that it stands for, so that wrapping moves nothing."""
    place = 0
    for draft in (first, second):
        size = len("\n".join(draft.lines))
        on = [name for name, state in TOGGLE.findall(draft.tags) if state == "1"]
        if on and first.tags != second.tags:
            yield Mark(place, place + size, "".join(f"\\{name}1" for name in on))
        for mark in draft.marks:
            yield Mark(mark.start + place, mark.end + place, mark.tags)
        place += size + 1


def _halved(first: Draft, second: Draft) -> list[Draft]:
    """Two drafts over one time, one after the other, by their length."""
    left, right = (len(draft.readings[0]) for draft in (first, second))
    end = max(first.end, second.end)
    middle = first.start + (end - first.start) * left / (left + right)
    return [replace(first, end=middle), replace(second, start=middle, end=end, anchored=False)]
