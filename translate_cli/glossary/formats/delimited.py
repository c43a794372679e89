"""Our own lists: CSV and TSV with every column, made to be kept by hand."""

from collections.abc import Sequence
from pathlib import Path

from translate_cli.glossary import table
from translate_cli.glossary.formats.base import Format, Reading, Writing
from translate_cli.glossary.model import Entry


def read(path: Path) -> Reading:
    return Reading(table.read(path).entries())


def write_csv(entries: Sequence[Entry]) -> Writing:
    return Writing(table.compose(entries).encode())


def write_tsv(entries: Sequence[Entry]) -> Writing:
    return Writing(table.compose(entries, "\t").encode())


CSV = Format("CSV", ".csv", read, write_csv)
TSV = Format("TSV", ".tsv", read, write_tsv)
