"""Edits to a kept list: rows added, changed and removed, every other line left as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from translate_cli.errors import InputError, UsageError
from translate_cli.files import read_bytes, write_atomically
from translate_cli.glossary.model import Entry
from translate_cli.glossary.records import cells_of, entry_of
from translate_cli.glossary.spelling import read_form
from translate_cli.glossary.table import Table, parse, row_text

Cells = Mapping[str, str]


def add(table: Table, entry: Entry) -> Table:
    """The table with an entry after its last row."""
    cells = cells_of(entry)
    table = _with_columns(table, cells)
    last = max((number for number, _ in table.rows()), default=(table.head or 0) + 1)
    return _with_lines(table, last, last, [row_text(cells, table.columns, table.delimiter)])


def change(table: Table, line: int, changes: Cells) -> Table:
    """The table with some cells of the row on a line (from 1) changed. Raises InputError."""
    cells = {**dict(table.rows())[line], **changes}
    try:
        entry_of(cells, table.path, line)
    except ValueError as error:
        raise InputError(table.path, str(error), line) from None
    table = _with_columns(table, cells)
    return _with_lines(table, line - 1, line, [row_text(cells, table.columns, table.delimiter)])


def remove(table: Table, line: int) -> Table:
    """The table without a line (from 1)."""
    return _with_lines(table, line - 1, line, [])


def comment(table: Table, line: int, text: str) -> Table:
    """The table with a comment before a line (from 1)."""
    return _with_lines(table, line - 1, line - 1, [f"# {text}"])


def find_rows(table: Table, wanted: str) -> list[int]:
    """The lines (from 1) of the entries whose id, source or target is the wanted one.

    A source in the very spelling goes before others that are read alike.
    """
    entries = [entry for entry in table.entries() if entry.line]
    same = [e for e in entries if wanted in (e.id, e.source, e.target)]
    alike = [e for e in entries if read_form(e.source) == read_form(wanted)]
    return [entry.line or 0 for entry in same or alike]


def only_row(table: Table, wanted: str) -> int:
    """The one line that ``find_rows`` gives. Raises UsageError for none or several."""
    lines = find_rows(table, wanted)
    if len(lines) == 1:
        return lines[0]
    if not lines:
        raise UsageError(f"{table.path}: has no entry '{wanted}'; give its source, target or id")
    places = ", ".join(f"{table.path.name}:{line}" for line in lines)
    raise UsageError(f"{table.path}: '{wanted}' stands in several entries ({places}); give the id")


def write(old: Table, new: Table) -> None:
    """Write an edited table, unless its file was changed since it was read."""
    if parse(read_bytes(old.path), old.path).lines != old.lines:
        raise InputError(old.path, "was changed by someone else meanwhile; run it again")
    write_atomically(new.path, new.text())


def _with_lines(table: Table, start: int, end: int, lines: Sequence[str]) -> Table:
    return replace(table, lines=(*table.lines[:start], *lines, *table.lines[end:]))


def _with_columns(table: Table, cells: Cells) -> Table:
    """The table with room for the cells that are filled: columns are added to its header."""
    new = [name for name, cell in cells.items() if cell and name not in table.columns]
    if not new:
        return table
    columns = (*table.columns, *new)
    if table.head is None:
        lines = (table.delimiter.join(columns), *table.lines)
        return replace(table, lines=lines, columns=columns, head=0)
    head = table.lines[table.head] + "".join(table.delimiter + name for name in new)
    lines = (*table.lines[: table.head], head, *table.lines[table.head + 1 :])
    return replace(table, lines=lines, columns=columns)
