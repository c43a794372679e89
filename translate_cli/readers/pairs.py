"""Sentences with their translations, from bilingual files of ours, TMX, or articles alone."""

import json
from collections.abc import Iterator
from pathlib import Path

from translate_cli.document import RegisteredName
from translate_cli.errors import InputError
from translate_cli.files import decode, read_bytes
from translate_cli.readers import read_article
from translate_cli.segmentation import segment_article

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NOT_OURS = "is not a bilingual JSON file of translate-cli; write one with -f json"
Pair = tuple[str, str]


def read_pairs(path: Path, encoding: str | None = None) -> list[Pair]:
    """(Arabic, English) of a file, the English empty for an article. Raises InputError."""
    reader = {".json": _json, ".tsv": _tsv, ".tmx": _tmx}.get(path.suffix.lower())
    if reader is not None:
        return list(reader(path))
    article = read_article(path, encoding)
    return [(segment.source, "") for segment in segment_article(article)]


def read_names(path: Path) -> list[RegisteredName]:
    """The register of names in a bilingual JSON file; nothing for other files."""
    if path.suffix.lower() != ".json":
        return []
    try:
        return [RegisteredName(**row) for row in json.loads(read_bytes(path)).get("names", [])]
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise InputError(path, NOT_OURS) from None


def _json(path: Path) -> Iterator[Pair]:
    try:
        rows = json.loads(read_bytes(path))["segments"]
        pairs = [(str(row["source"]), str(row["target"])) for row in rows]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(path, NOT_OURS) from None
    yield from pairs


def _tsv(path: Path) -> Iterator[Pair]:
    lines = decode(read_bytes(path), path).split("\n")
    names = lines[0].split("\t")
    if not {"source", "target"} <= set(names):
        raise InputError(path, "has no columns source and target", 1)
    source, target = names.index("source"), names.index("target")
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if line.strip() and len(cells) <= max(source, target):
            raise InputError(path, f"has {len(cells)} cells under {len(names)} columns", number)
        if line.strip():
            yield cells[source], cells[target]


def _tmx(path: Path) -> Iterator[Pair]:
    from translate_cli.xml import root_of

    root = root_of(path)
    for unit in root.iter("tu"):
        texts = {}
        for variant in unit.iter("tuv"):
            language = (variant.get(LANGUAGE) or variant.get("lang") or "").split("-")[0].lower()
            segment = variant.find("seg")
            if segment is not None:
                texts[language] = "".join(segment.itertext())
        if texts.get("ar") and texts.get("en"):
            yield texts["ar"], texts["en"]
