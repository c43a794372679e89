"""What one cue of a subtitle file showed, put into one cue again: voices, a sound before speech."""

from collections.abc import Sequence
from dataclasses import replace

from translate_cli.subtitles.drafts import Draft
from translate_cli.subtitles.layout import wrapped
from translate_cli.subtitles.profiles import Profile


def united(drafts: Sequence[Draft], profile: Profile) -> list[Draft]:
    """Drafts with one in-time, which one cue showed, as one cue again where they fit."""
    result: list[Draft] = []
    for draft in drafts:
        last = result[-1] if result else None
        if last is None or not last.anchored or not draft.anchored or last.start != draft.start:
            result.append(draft)
            continue
        joined = _joined(last, draft, profile)
        if joined is None:
            result[-1], draft = _halved(last, draft)
            result.append(draft)
        else:
            result[-1] = joined
    return result


def _joined(first: Draft, second: Draft, profile: Profile) -> Draft | None:
    is_dialogue = first.lines[0].startswith("- ") and second.lines[0].startswith("- ")
    lines = (*first.lines, *second.lines)
    if len(lines) > profile.lines and not is_dialogue:
        lines = wrapped(" ".join(lines), profile)
    if not lines or len(lines) > profile.lines:
        return None
    end = max(first.end, second.end) if is_dialogue else second.end
    return replace(
        second,
        parts=(lines,),
        segments=(*first.segments, *second.segments),
        end=end,
        marks=(),
        remarks=(*first.remarks, *second.remarks),
    )


def _halved(first: Draft, second: Draft) -> tuple[Draft, Draft]:
    """Two drafts over one time, one after the other, by their length."""
    left, right = (len(draft.readings[0]) for draft in (first, second))
    end = max(first.end, second.end)
    middle = first.start + (end - first.start) * left / (left + right)
    return replace(first, end=middle), replace(second, start=middle, end=end, anchored=False)
