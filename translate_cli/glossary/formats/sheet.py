"""Excel workbooks: the first sheet, with our columns under a header, or source and target alone.

A workbook is a zip file of XML. What is read from one is bounded before it is opened (unpacked
size, rows, cells a row), and a part with a document type declaration is refused, since no
spreadsheet program writes one and entities can be made to expand without end.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from translate_cli.arabic import has_arabic
from translate_cli.errors import InputError
from translate_cli.files import read_bytes
from translate_cli.glossary.formats.base import Format, Reading, Writing
from translate_cli.glossary.model import Entry
from translate_cli.glossary.records import COLUMNS, REQUIRED, cells_of, column, entry_of
from translate_cli.glossary.table import HEADLESS

LARGEST_PART = 200 * 1024**2  # bytes of all parts, unpacked
MOST_ROWS = 1_048_576  # what Excel itself holds
MOST_CELLS = 64  # of a row
WIDTHS = {"source": 34, "target": 34, "allowed": 40, "note": 40, "definition": 40}  # characters
RIGHT_TO_LEFT = ("source", "variants")


def read(path: Path) -> Reading:
    """The entries of the first sheet. Raises InputError with the row."""
    data = read_bytes(path)
    _refuse_traps(data, path)
    rows = ((n, row) for n, row in _rows(data, path) if any(row))
    number, first = next(rows, (1, []))
    names = [column(cell) for cell in first]
    notes = []
    entries: list[Entry] = []
    if set(REQUIRED) <= set(names):
        unknown = [cell for cell, name in zip(first, names, strict=True) if cell and not name]
        notes += [f"column “{name}” is not one of ours: not read" for name in unknown]
        columns = tuple(name or "" for name in names)
    elif first and has_arabic(first[0]):
        columns = HEADLESS
        _add(entries, first, columns, path, number)
    else:
        raise InputError(path, "has no header 'source,target[,allowed][,note]'", number)
    for number, row in rows:
        _add(entries, row, columns, path, number)
    return Reading(entries, notes)


def _add(
    entries: list[Entry], row: Sequence[str], columns: Sequence[str], path: Path, number: int
) -> None:
    try:
        entries.append(entry_of(dict(zip(columns, row, strict=False)), path, number))
    except ValueError as error:
        raise InputError(path, str(error), number) from None


def _refuse_traps(data: bytes, path: Path) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST_PART:
                limit = LARGEST_PART // 1024**2
                raise InputError(path, f"unpacks to more than {limit} MB; save it as CSV")
            for item in archive.infolist():
                with archive.open(item) as part:
                    if b"<!DOCTYPE" in part.read(4096):
                        raise InputError(path, f"has a document type in {item.filename}: refused")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise InputError(path, f"is not a sound .xlsx workbook ({error})") from None


def _rows(data: bytes, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Number and text of each row, as it is read."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheet: Any = book.worksheets[0]
            sheet.reset_dimensions()  # a sheet may declare any size
            for number, row in enumerate(sheet.iter_rows(max_col=MOST_CELLS, values_only=True), 1):
                if number > MOST_ROWS:
                    raise InputError(path, f"has more than {MOST_ROWS} rows")
                yield number, ["" if cell is None else str(cell) for cell in row]
    except InputError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        problem = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(path, f"is not a sound .xlsx workbook ({problem})") from None


def write(entries: Sequence[Entry]) -> Writing:
    """A workbook with a frozen header; every cell is text, so that none is calculated."""
    import openpyxl
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    rows = [cells_of(entry) for entry in entries]
    columns = [n for n in COLUMNS if n in REQUIRED or any(row[n] for row in rows)]
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "glossary"
    sheet.freeze_panes = "A2"
    for place, name in enumerate(columns, 1):
        sheet.cell(1, place, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(name, 14)
    for number, row in enumerate(rows, 2):
        for place, name in enumerate(columns, 1):
            cell = sheet.cell(number, place)
            cell.value, cell.data_type = row[name], "s"
            cell.number_format = "@"
            if name in RIGHT_TO_LEFT:
                cell.alignment = Alignment(horizontal="right", readingOrder=2)
    buffer = io.BytesIO()
    book.save(buffer)
    return Writing(buffer.getvalue())


XLSX = Format("Excel", ".xlsx", read, write)
