"""Two versions of a list compared by term, and three merged, so that nothing is dropped."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from translate_cli.glossary import editing
from translate_cli.glossary.formats import source_key
from translate_cli.glossary.model import Entry
from translate_cli.glossary.records import COLUMNS, cells_of
from translate_cli.glossary.table import Table, row_text

Cells = Mapping[str, str]
Keyed = Mapping[tuple[str, int], Entry]


@dataclass(frozen=True)
class Change:
    """A term that two lists do not hold alike; ``old`` or ``new`` is empty where one lacks it."""

    source: str
    old: Cells = field(default_factory=dict)
    new: Cells = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return "changed" if self.old and self.new else "added" if self.new else "removed"

    @property
    def columns(self) -> list[str]:
        """The columns that differ."""
        return [n for n in COLUMNS if n != "id" and self.old.get(n, "") != self.new.get(n, "")]


@dataclass(frozen=True)
class Conflict:
    """A column that both sides changed, differently; or a row that one changed and one removed."""

    source: str
    column: str
    base: str
    mine: str
    theirs: str


def keyed(entries: list[Entry]) -> dict[tuple[str, int], Entry]:
    """Entries by their source, and by number where one source has several."""
    found: dict[tuple[str, int], Entry] = {}
    for entry in entries:
        number = 0
        while (source_key(entry), number) in found:
            number += 1
        found[source_key(entry), number] = entry
    return found


def diff(old: list[Entry], new: list[Entry]) -> list[Change]:
    """What became of each term, in the order of the new list, removals last."""
    before, after = keyed(old), keyed(new)
    changes = []
    for key, entry in after.items():
        earlier = before.get(key)
        cells = cells_of(earlier) if earlier else {}
        change = Change(entry.source, cells, cells_of(entry))
        if change.columns:
            changes.append(change)
    gone = (entry for key, entry in before.items() if key not in after)
    return changes + [Change(entry.source, cells_of(entry)) for entry in gone]


def merge(base: Table, mine: Table, theirs: Table) -> tuple[Table, list[Conflict]]:
    """My list with what they changed since the base, and where both changed the same.

    My order and comments stay; their new rows and comments come at the end. In a conflict my
    cell stays, and their row stands before it as a comment.
    """
    old, ours, others = (keyed(table.entries()) for table in (base, mine, theirs))
    merged, conflicts = mine, []
    edits: list[tuple[int, dict[str, str], str, bool]] = []  # line, cells, comment, gone
    for key, entry in ours.items():
        before, other = old.get(key), others.get(key)
        line = entry.line or 0
        if before is None and other is None:
            continue
        if other is None:
            if before is not None and not _differ(before, entry):
                edits.append((line, {}, "", True))
            elif before is not None:
                conflicts.append(Conflict(entry.source, "row", "", _text(entry), "(removed)"))
                edits.append((line, {}, "conflict, they removed this row:", False))
            continue
        cells, found = _merged(before, entry, other)
        conflicts += found
        note = f"conflict, theirs: {_text(other)}" if found else ""
        edits.append((line, cells, note, False))
    for line, cells, note, gone in sorted(edits, key=lambda edit: -edit[0]):
        if gone:
            merged = editing.remove(merged, line)
            continue
        if cells:
            merged = editing.change(merged, line, cells)
        if note:
            merged = editing.comment(merged, line + (merged.head is not mine.head), note)
    known = {*base.lines, *mine.lines}
    merged = _with_comments(merged, [line for line in theirs.lines if line not in known])
    return _extended(merged, old, ours, others, conflicts), conflicts


def _with_comments(merged: Table, lines: list[str]) -> Table:
    """The merged list with the comments among some lines at its end."""
    for line in lines:
        if line.startswith("#"):
            merged = editing.comment(merged, _end(merged), line.removeprefix("#").strip())
    return merged


def _extended(
    merged: Table, old: Keyed, ours: Keyed, others: Keyed, conflicts: list[Conflict]
) -> Table:
    """The merged list with their new rows at the end; adds to the conflicts."""
    for key, entry in others.items():
        if key in ours:
            continue
        before = old.get(key)
        if before is None:
            merged = editing.add(merged, entry)
        elif _differ(before, entry):
            conflicts.append(Conflict(entry.source, "row", "", "(removed)", _text(entry)))
            merged = editing.comment(merged, _end(merged), f"conflict, theirs: {_text(entry)}")
    return merged


def _end(table: Table) -> int:
    """The line (from 1) after the last one with something in it."""
    filled = [number for number, line in enumerate(table.lines, 1) if line.strip()]
    return max(filled, default=0) + 1


def _differ(one: Entry, other: Entry) -> bool:
    return bool(Change("", cells_of(one), cells_of(other)).columns)


def _merged(
    base: Entry | None, mine: Entry, theirs: Entry
) -> tuple[dict[str, str], list[Conflict]]:
    """The cells to change in my row, and the columns that both changed."""
    old = cells_of(base) if base else {}
    ours, others = cells_of(mine), cells_of(theirs)
    changes, conflicts = {}, []
    for name in COLUMNS:
        if name == "id" or ours[name] == others[name] or others[name] == old.get(name, ""):
            continue
        if ours[name] == old.get(name, ""):
            changes[name] = others[name]
        else:
            values = (old.get(name, ""), ours[name], others[name])
            conflicts.append(Conflict(mine.source, name, *values))
    return changes, conflicts


def _text(entry: Entry) -> str:
    cells = cells_of(entry)
    return row_text(cells, [name for name in COLUMNS if cells[name]])
