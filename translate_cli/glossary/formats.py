"""Glossary files. CSV so far: ``source,target[,allowed][,note]``, ``|`` between alternatives.

Lines that begin with ``#`` are comments, empty lines are passed over, and a cell cannot span
lines, so that every problem has one line number.
"""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from translate_cli.arabic import fold
from translate_cli.errors import InputError
from translate_cli.files import decode, read_bytes
from translate_cli.glossary.model import Entry, Glossary

COLUMNS = ("source", "target", "allowed", "note")
REQUIRED = ("source", "target")
LONGEST_CELL = 1000  # characters


def load(paths: Sequence[Path]) -> Glossary:
    """The entries of several lists, in the order of the lists. Raises InputError."""
    chosen: dict[str, Entry] = {}
    for path in paths:
        for entry in read_csv(_shipped(path)):
            chosen.setdefault(fold(entry.source).text, entry)
    return Glossary(tuple(chosen.values()))


def _shipped(path: Path) -> Path:
    """A list's path; a bare name such as ``news`` is that of a list that comes with us."""
    if path.exists() or path.suffix or len(path.parts) > 1:
        return path
    package = Path(__file__).parents[1]
    for folder in (package / "glossaries", package.parent / "glossaries"):
        if (inside := folder / f"{path}.csv").exists():
            return inside
    return path


def read_csv(path: Path) -> list[Entry]:
    """The entries of a CSV file. Raises InputError with the line."""
    if path.suffix.lower() not in (".csv", ""):
        raise InputError(path, f"is not a .csv glossary ({path.suffix})")
    text = decode(read_bytes(path), path)
    rows = _rows(text, path)
    number, header = next(rows, (1, []))
    names = [name.strip().lower() for name in header]
    if not set(REQUIRED) <= set(names):
        raise InputError(path, "has no header 'source,target[,allowed][,note]'", number)
    unknown = [name for name in names if name not in COLUMNS]
    if unknown or len(set(names)) < len(names):
        raise InputError(path, f"has an unknown or repeated column {', '.join(unknown)}", number)
    return [
        _entry(dict(zip(names, row, strict=False)), len(row), names, path, n) for n, row in rows
    ]


def _rows(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            row = next(csv.reader([line], strict=True))
        except csv.Error as error:
            raise InputError(path, f"is not sound CSV: {error}; check the quotes", number) from None
        if any(cell.strip() for cell in row):
            yield number, row


def _entry(cells: dict[str, str], count: int, names: list[str], path: Path, line: int) -> Entry:
    if count > len(names):
        problem = f"has {count} cells under {len(names)} columns; put quotes around commas"
        raise InputError(path, problem, line)
    values = {name: " ".join(cells.get(name, "").split()) for name in COLUMNS}
    for name in REQUIRED:
        if not values[name]:
            raise InputError(path, f"has no {name}", line)
    if any(len(value) > LONGEST_CELL for value in values.values()):
        raise InputError(path, f"has a cell of more than {LONGEST_CELL} characters", line)
    if not fold(values["source"]).text.strip():
        raise InputError(path, "has a source without letters", line)
    allowed = tuple(part.strip() for part in values["allowed"].split("|") if part.strip())
    digest = hashlib.blake2b(f"{values['source']}\t{values['target']}".encode(), digest_size=4)
    return Entry(
        f"t{digest.hexdigest()}",
        values["source"],
        values["target"],
        allowed,
        values["note"],
        path,
        line,
    )
