"""A term list in a delimited text file, line by line, so that an edit changes only its lines.

Lines that begin with ``#`` are comments, empty lines are passed over, and a cell cannot span
lines, so that every problem has one line number. The delimiter is recognised; a first row with
Arabic in it is no header but an entry of source, target and note.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate_cli.arabic import has_arabic
from translate_cli.errors import InputError
from translate_cli.files import decode, read_bytes
from translate_cli.glossary.model import Entry
from translate_cli.glossary.records import (
    COLUMNS,
    REQUIRED,
    cells_of,
    column,
    entry_of,
    safe,
    unsafe,
)

DELIMITERS = ",\t;|"
HEADLESS = ("source", "target", "note")
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Table:
    """A file's lines (from 0), its columns, and where its entries stand.

    ``head`` is the header's line, ``None`` for a list without one. ``bom`` and ``newline`` are
    kept when the text is written again, which is always in UTF-8.
    """

    path: Path
    lines: tuple[str, ...]
    columns: tuple[str, ...]
    delimiter: str
    head: int | None
    bom: bool = False
    newline: str = "\n"

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Line number (from 1) and cells of every row below the header. Raises InputError."""
        for index, line in enumerate(self.lines):
            if index == self.head or not _is_row(line):
                continue
            cells = _split(line, self.delimiter, self.path, index + 1)
            while len(cells) > len(self.columns) and not cells[-1].strip():
                cells.pop()
            if len(cells) > len(self.columns):
                problem = f"has {len(cells)} cells under {len(self.columns)} columns"
                raise InputError(self.path, f"{problem}; put quotes around commas", index + 1)
            if any(cell.strip() for cell in cells):
                plain = (unsafe(" ".join(cell.split())) for cell in cells)
                yield index + 1, dict(zip(self.columns, plain, strict=False))

    def entries(self) -> list[Entry]:
        """The entries in the order of the file. Raises InputError with the line."""
        found = []
        for number, cells in self.rows():
            try:
                found.append(entry_of(cells, self.path, number))
            except ValueError as error:
                raise InputError(self.path, str(error), number) from None
        return found

    def text(self) -> bytes:
        """The file as it is written."""
        body = self.newline.join(self.lines).encode()
        return BOM + body if self.bom else body


def read(path: Path) -> Table:
    """A list's table. Raises InputError."""
    return parse(read_bytes(path), path)


def parse(data: bytes, path: Path) -> Table:
    text = decode(data, path)
    lines = tuple(text.split("\n"))
    first = next((i for i, line in enumerate(lines) if _is_row(line)), None)
    if first is None:
        raise InputError(path, "has no entry; the first line is 'source,target[,allowed][,note]'")
    delimiter = _delimiter(lines[first], path)
    names = _split(lines[first], delimiter, path, first + 1)
    columns = _columns(names, path, first + 1)
    return Table(
        path,
        lines,
        columns or HEADLESS,
        delimiter,
        first if columns else None,
        data.startswith(BOM),
        "\r\n" if b"\r\n" in data else "\n",
    )


def _is_row(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _delimiter(line: str, path: Path) -> str:
    """The separator that parts the first row best; a tab in a .txt or .tsv."""
    counts = {mark: line.count(mark) for mark in DELIMITERS}
    if counts["\t"] or path.suffix.lower() in (".tsv", ".tab"):
        return "\t"
    return max(",;|", key=lambda mark: counts[mark])


def _split(line: str, delimiter: str, path: Path, number: int) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration) as error:
        raise InputError(path, f"is not sound CSV: {error}; check the quotes", number) from None


def _columns(names: Sequence[str], path: Path, line: int) -> tuple[str, ...] | None:
    """The header's columns; ``None`` where the row is an entry. Raises InputError."""
    known = [column(name) for name in names]
    if not set(REQUIRED) & set(known) and has_arabic(names[0]):
        if 2 <= len(names) <= len(HEADLESS):
            return None
        raise InputError(path, "has no header 'source,target[,allowed][,note]'", line)
    if not set(REQUIRED) <= set(known):
        raise InputError(path, "has no header 'source,target[,allowed][,note]'", line)
    found = [name or "" for name in known]
    odd = [name for name, it in zip(names, found, strict=True) if not it or found.count(it) > 1]
    if odd:
        raise InputError(path, f"has an unknown or repeated column {', '.join(odd)}", line)
    return tuple(found)


def split_row(table: Table, line: int) -> list[str]:
    """The cells of a line (from 1) as they are written."""
    return _split(table.lines[line - 1], table.delimiter, table.path, line)


def row_text(cells: Mapping[str, str], columns: Sequence[str], delimiter: str = ",") -> str:
    """One line of a table, without its end; no cell of it is a formula."""
    buffer = io.StringIO()
    values = [safe(" ".join(cells.get(name, "").split())) for name in columns]
    if values[0].startswith("#"):  # a quoted cell does not begin a comment
        writer = csv.writer(buffer, delimiter=delimiter, lineterminator="", quoting=csv.QUOTE_ALL)
    else:
        writer = csv.writer(buffer, delimiter=delimiter, lineterminator="")
    writer.writerow(values)
    return buffer.getvalue()


def compose(entries: Sequence[Entry], delimiter: str = ",") -> str:
    """A whole list as text: only the columns that are used."""
    rows = [cells_of(entry) for entry in entries]
    columns = [n for n in COLUMNS if n in REQUIRED or any(row[n] for row in rows)]
    lines = [delimiter.join(columns), *(row_text(row, columns, delimiter) for row in rows)]
    return "\n".join(lines) + "\n"
