"""An entry as a row of cells, in every format that is a table.

Lists keep ``|`` between their items, with ``\\|`` for a bar and ``\\\\`` for a backslash in one. A
cell that a spreadsheet would take for a formula gets an apostrophe before it, which reading
takes off again.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from translate_cli.arabic import fold
from translate_cli.glossary.model import CASE_RULES, STATUSES, Entry, MatchRule, identity

LISTS = ("allowed", "variants", "forbidden")
COLUMNS = (
    *("id", "source", "target", "allowed", "variants", "forbidden", "pos", "domain", "status"),
    *("definition", "note", "match", "case", "short", "date", "author"),
)
REQUIRED = ("source", "target")
ALIASES = {
    **dict.fromkeys(("ar", "arabic", "term", "source term", "العربية", "المصطلح"), "source"),
    **dict.fromkeys(("en", "english", "translation", "target term", "الإنجليزية"), "target"),
    **dict.fromkeys(("comment", "comments", "notes", "ملاحظة", "ملاحظات"), "note"),
    **dict.fromkeys(("part of speech", "partofspeech"), "pos"),
    **dict.fromkeys(("subject", "subject field", "field"), "domain"),
    **dict.fromkeys(("short form", "abbreviation"), "short"),
    **dict.fromkeys(("synonyms", "alternatives"), "allowed"),
    **dict.fromkeys(("spellings", "variant"), "variants"),
}
LONGEST_CELL = 1000  # characters
FORMULA = re.compile(r"'*[=+\-@\t]")
ESCAPED = re.compile(r"'+[=+\-@\t]")


def column(name: str) -> str | None:
    """The column that a header's cell names, ``None`` for an unknown one."""
    plain = " ".join(name.strip().lower().replace("_", " ").split())
    return plain if plain in COLUMNS else ALIASES.get(plain)


def safe(cell: str) -> str:
    """A cell that no spreadsheet calculates."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def unsafe(cell: str) -> str:
    """The cell that ``safe`` was given."""
    return cell[1:] if ESCAPED.match(cell) else cell


def joined(items: Sequence[str]) -> str:
    return "|".join(item.replace("\\", "\\\\").replace("|", "\\|") for item in items)


def parted(cell: str) -> tuple[str, ...]:
    """The items of a list cell, each once, empty ones left out."""
    found = (re.sub(r"\\(.)", r"\1", part) for part in re.findall(r"(?:\\.|[^|\\])+", cell))
    return tuple(dict.fromkeys(item.strip() for item in found if item.strip()))


def cells_of(entry: Entry) -> dict[str, str]:
    """Every column's cell; an id that follows from the entry itself is left empty."""
    cells: dict[str, Any] = {name: getattr(entry, name) for name in COLUMNS}
    if entry.id == identity(entry.source, entry.target):
        cells["id"] = ""
    return {name: joined(value) if name in LISTS else str(value) for name, value in cells.items()}


def entry_of(cells: Mapping[str, str], path: Path | None = None, line: int | None = None) -> Entry:
    """The entry of a row. Raises ValueError with what is wrong in it."""
    values = {name: " ".join((cells.get(name) or "").split()) for name in COLUMNS}
    for name in REQUIRED:
        if not values[name]:
            raise ValueError(f"has no {name}")
    if any(len(value) > LONGEST_CELL for value in values.values()):
        raise ValueError(f"has a cell of more than {LONGEST_CELL} characters")
    if not any(map(str.isalnum, fold(values["source"]).text)):
        raise ValueError("has a source without letters")
    if values["status"] not in STATUSES:
        known = ", ".join(filter(None, STATUSES))
        raise ValueError(f"has an unknown status '{values['status']}'; known are {known}")
    if values["case"] not in CASE_RULES:
        raise ValueError(f"has an unknown case rule '{values['case']}'; known is fixed")
    typed: dict[str, Any] = dict(values)
    typed |= {name: parted(values[name]) for name in LISTS}
    typed["match"] = MatchRule.parse(values["match"])
    typed["id"] = values["id"] or identity(values["source"], values["target"])
    return Entry(**typed, path=path, line=line)
