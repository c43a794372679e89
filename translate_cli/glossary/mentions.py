"""The full name at first mention, its short form afterwards, where an entry asks for it.

Titles and headings are set as they come; the count begins with the body. Text that a person
approved is never rewritten.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from translate_cli.document import Segment, TermUse
from translate_cli.glossary.model import Entry

SETTLED = ("satisfied", "repaired")
SHORTENED = "short form after the first mention"
SPELT_OUT = "full form at the first mention"
POSSESSIVES = ("'s", "’s", "'", "’")


def settled(
    segments: Sequence[Segment], entries: Mapping[str, Entry], counted: frozenset[str]
) -> list[Segment]:
    """An article's segments with full and short forms where they belong.

    ``entries`` are those with a short form, by id; ``counted`` the ids of the body's blocks.
    """
    mentioned: set[str] = set()
    result = []
    for segment in segments:
        if segment.block in counted and segment.origin == "machine":
            segment = _settled(segment, entries, mentioned)
        result.append(segment)
    return result


def _settled(segment: Segment, entries: Mapping[str, Entry], mentioned: set[str]) -> Segment:
    target, uses = segment.target, list(segment.terms)
    order = sorted(
        (i for i, use in enumerate(uses) if use.entry in entries and use.status in SETTLED),
        key=lambda i: uses[i].target_start or 0,
    )
    for i in order:
        use, entry = uses[i], entries[uses[i].entry]
        wanted = entry.short if use.entry in mentioned else entry.target
        mentioned.add(use.entry)
        other = entry.target if wanted == entry.short else entry.short
        ending = _ending(use.rendering or "", other)
        if ending is None or use.target_start is None or use.target_end is None:
            continue
        reason = SHORTENED if wanted == entry.short else SPELT_OUT
        if ending in ("'", "’") and not wanted.endswith("s"):
            ending += "s"
        target, uses = _exchanged(target, uses, i, wanted + ending, reason)
    return replace(segment, target=target, terms=tuple(uses))


def _ending(rendering: str, form: str) -> str | None:
    """The possessive after a form in a rendering; ``None`` where the rendering is another form."""
    if not rendering.startswith(form):
        return None
    ending = rendering[len(form) :]
    return ending if not ending or ending in POSSESSIVES else None


def _exchanged(
    target: str, uses: list[TermUse], chosen: int, rendering: str, reason: str
) -> tuple[str, list[TermUse]]:
    """The target with one use's rendering exchanged, and every use's place in it."""
    start, end = uses[chosen].target_start or 0, uses[chosen].target_end or 0
    shift = len(rendering) - (end - start)
    target = target[:start] + rendering + target[end:]
    moved = []
    for use in uses:
        at, to = use.target_start, use.target_end
        if (at, to) == (start, end):
            use = replace(use, rendering=rendering, target_end=end + shift, reason=reason)
        elif at is not None and to is not None and at >= end:
            use = replace(use, target_start=at + shift, target_end=to + shift)
        moved.append(use)
    return target, moved
