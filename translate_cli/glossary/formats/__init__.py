"""Term list formats: a dict by name. To add one:

1. write a module with ``read(path) -> Reading`` and ``write(entries) -> Writing``;
2. say in the notes of both what the format cannot hold; drop nothing in silence;
3. add it to ``FORMATS`` and its file ending to ``ENDINGS``;
4. if it is lossless, add it to the round-trip property in the tests.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from translate_cli.errors import InputError
from translate_cli.glossary import store
from translate_cli.glossary.formats import delimited, exchange, sheet, simple
from translate_cli.glossary.formats.base import Format, Reading
from translate_cli.glossary.model import Entry, Glossary
from translate_cli.glossary.spelling import read_form

FORMATS: dict[str, Format] = {
    "csv": delimited.CSV,
    "tsv": delimited.TSV,
    "xlsx": sheet.XLSX,
    "tbx": exchange.BASIC,
    "tbx-dct": exchange.BASIC_DCT,
    "tbx-min": exchange.MIN,
    "martif": exchange.MARTIF,
    "omegat": simple.OMEGAT,
    "deepl": simple.DEEPL,
}
ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".utf8": "omegat",
    ".txt": "omegat",
    ".xlsx": "xlsx",
    ".tbx": "tbx",
    ".xml": "tbx",
    ".martif": "martif",
}


def format_of(path: Path, name: str | None = None) -> Format:
    """The format told, or the one of the file's ending. Raises InputError."""
    if name is None and path.suffix.lower() not in ENDINGS and path.suffix:
        known = " ".join(ENDINGS)
        raise InputError(path, f"is not a glossary that is known by its name ({known})")
    return FORMATS[name or ENDINGS.get(path.suffix.lower(), "csv")]


def read(path: Path, name: str | None = None) -> Reading:
    """The entries of one list, and what of it could not be read. Raises InputError."""
    path = shipped(path)
    form = format_of(path, name)
    return store.kept(path, form.title, form.read)


def load(paths: Sequence[Path]) -> Glossary:
    """Several lists as one; the first list has the highest priority.

    Within a list, the admitted entries of a source become renderings that its preferred entry
    allows, the deprecated ones what it forbids. Raises InputError.
    """
    chosen: dict[str, Entry] = {}
    disagreements = []
    for path in paths:
        for key, entry in united(read(path).entries).items():
            winner = chosen.setdefault(key, entry)
            if winner is not entry and entry.target not in winner.renderings:
                disagreements.append(
                    f"{entry.place}: “{entry.source}” is “{entry.target}” here,"
                    f" “{winner.target}” in {winner.place}, which wins"
                )
    return Glossary(tuple(chosen.values()), tuple(disagreements))


def united(entries: Sequence[Entry]) -> dict[str, Entry]:
    """One entry for each source of a list, by its folded form (by its spelling where exact)."""
    found: dict[str, Entry] = {}
    rank = {"preferred": 0, "": 0, "admitted": 1, "deprecated": 2}
    for entry in sorted(entries, key=lambda e: rank[e.status]):
        key = source_key(entry)
        first = found.get(key)
        if first is None:
            found[key] = entry
        elif entry.status == "admitted":
            found[key] = replace(first, allowed=(*first.allowed, entry.target, *entry.allowed))
        elif entry.status == "deprecated" and entry.target not in first.renderings:
            found[key] = replace(first, forbidden=(*first.forbidden, entry.target))
    return {key: entry for key, entry in found.items() if entry.status != "deprecated"}


def source_key(entry: Entry) -> str:
    """What two entries share that are about the same source: عُمان and عمّان are not."""
    marked = any(unicodedata.category(c) == "Mn" for c in entry.source)
    return entry.source if entry.match.exact or marked else read_form(entry.source)


def shipped(path: Path) -> Path:
    """A list's path; a bare name such as ``news`` is that of a list that comes with us."""
    if path.exists() or path.suffix or len(path.parts) > 1:
        return path
    package = Path(__file__).parents[2]
    for folder in (package / "glossaries", package.parent / "glossaries"):
        if (inside := folder / f"{path}.csv").exists():
            return inside
    return path


__all__ = ["ENDINGS", "FORMATS", "Reading", "format_of", "load", "read", "shipped"]
