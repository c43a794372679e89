"""Lists of other programs that hold little: OmegaT's glossary.txt and DeepL's two columns.

OmegaT: tab-separated source, target and comment in UTF-8, ``#`` before a comment line (OmegaT
manual, "Glossaries"). DeepL: source and target, comma- or tab-separated, no header (DeepL help
centre, "Format of a glossary file").
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from translate_cli.errors import InputError
from translate_cli.files import decode, read_bytes
from translate_cli.glossary import table
from translate_cli.glossary.formats.base import Format, Reading, Writing, lost
from translate_cli.glossary.model import Entry
from translate_cli.glossary.records import entry_of


def read_omegat(path: Path) -> Reading:
    """Source, target, comment; where the first row is a header of ours, all of its columns."""
    text = decode(read_bytes(path), path)
    first = next((line for line in text.split("\n") if line.strip() and line[0] != "#"), "")
    if "\t" not in first:
        return Reading(table.read(path).entries())
    entries, more = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if [cell.strip().lower() for cell in cells[:2]] == ["source", "target"]:
            return Reading(table.read(path).entries())
        more += any(cells[3:])
        try:
            row = dict(zip(("source", "target", "note"), cells, strict=False))
            entries.append(entry_of(row, path, number))
        except ValueError as error:
            raise InputError(path, str(error), number) from None
    return Reading(entries, [f"{more} lines have a fourth cell, which is not read"] if more else [])


def write_omegat(entries: Sequence[Entry]) -> Writing:
    written = [entry for entry in entries if not entry.source.startswith("#")]
    lines = ["\t".join((e.source, e.target, e.note)).rstrip("\t") for e in written]
    notes = lost("OmegaT", entries, ("source", "target", "note"))
    notes += [
        f"“{e.source}” would be a comment in OmegaT: left out" for e in entries if e not in written
    ]
    return Writing(("\n".join(lines) + "\n").encode(), notes)


def write_deepl(entries: Sequence[Entry]) -> Writing:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows((e.source, e.target) for e in entries)
    return Writing(buffer.getvalue().encode(), lost("DeepL", entries, ("source", "target")))


def read_deepl(path: Path) -> Reading:
    return Reading(table.read(path).entries())


OMEGAT = Format("OmegaT", ".txt", read_omegat, write_omegat)
DEEPL = Format("DeepL", ".csv", read_deepl, write_deepl)
