"""Sentences with their translations, from bilingual files of ours, TMX, or articles alone."""

from collections.abc import Iterator
from pathlib import Path

from translate_cli.document import RegisteredName
from translate_cli.readers import read_article
from translate_cli.readers.bilingual import is_bilingual, read_bilingual
from translate_cli.readers.machine import read_json
from translate_cli.segmentation import segment_article

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
Pair = tuple[str, str]


def read_pairs(path: Path, encoding: str | None = None) -> list[Pair]:
    """(Arabic, English) of a file, the English empty for an article. Raises InputError."""
    if path.suffix.lower() == ".tmx":
        return list(_tmx(path))
    if path.suffix.lower() in (".json", ".tsv") or is_bilingual(path):
        return [(s.source, s.target) for s in read_bilingual(path).segments]
    article = read_article(path, encoding)
    return [(segment.source, "") for segment in segment_article(article)]


def read_names(path: Path) -> list[RegisteredName]:
    """The register of names in a bilingual JSON file; nothing for other files."""
    return list(read_json(path).names) if path.suffix.lower() == ".json" else []


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
