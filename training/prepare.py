"""Prepare the training data, with a manifest of sources, licences and hashes.

    python training/prepare.py --data ../shared/data --out .training/data

Reads the written corpus and articles, the pairs in ``training/data`` (CC0, written for this project
to widen its subjects), the public parallel sets and, where they are, translated or
back-translated news (``--more FILE.tsv``, lines of number, Arabic and perhaps ``ar=en; ar=en``,
with ``--english FILE`` holding the numbered English; repeatable). Drops what occurs in an
evaluation set, doubles, empty sides, and pairs whose lengths cannot belong together. A row is
``{"ar", "en", "terms", "before"?}``; about every hundredth row of the newsroom pairs goes
to ``dev/newsroom.jsonl``, which is never trained on.

Needs: nothing beyond the standard library.
"""

import argparse
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

LICENCES = {
    "corpus": "CC0, written for this project",
    "articles": "CC0, written for this project",
    "written": "CC0, written for this project (training/data)",
    "newsroom": "CC0, written for this project (training/data/newsroom)",
    "flores": "CC BY-SA 4.0 (FLORES-101 dev)",
    "tico": "CC0 (TICO-19 test)",
    "tatoeba": "CC BY 2.0 FR (Tatoeba test set 2021-08-07)",
    "news": "WMT news test sets' English sides, for research use; Arabic made for this project",
    "back": "WMT news test sets' English sides, for research use; Arabic by our own model",
}
PUBLIC = {"flores": "flores-dev", "tico": "tico19", "tatoeba": "tatoeba"}
WRITTEN = Path(__file__).parent / "data"
DEV = Path("dev", "newsroom.jsonl")  # in --out
DEV_EVERY = 100
WIDEST_RATIO = 3.0  # characters of the longer side to the shorter, above 40 characters
Row = dict[str, Any]


def json_rows(paths: Iterable[Path]) -> Iterator[Row]:
    """Rows of the written corpus or articles; within a document each knows the one before."""
    last: Row = {}
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            kept: Row = {"ar": row["ar"], "en": row["en"], "terms": row["terms"]}
            if row.get("doc") and row["doc"] == last.get("doc"):
                kept["before"] = last["ar"]
            last = row
            yield kept


def plain_rows(stem: Path) -> Iterator[Row]:
    """Rows of a pair of text files STEM.ar and STEM.en."""
    arabic, english = (
        stem.with_name(f"{stem.name}.{side}").read_text("utf-8").splitlines()
        for side in ("ar", "en")
    )
    for ar, en in zip(arabic, english, strict=True):
        yield {"ar": ar.strip(), "en": en.strip(), "terms": []}


def translated_rows(tables: Iterable[Path], english: Iterable[Path]) -> Iterator[Row]:
    """Rows of numbered translations; a term whose rendering is not in the English is dropped."""
    numbered = dict(
        line.split("\t", 1) for path in english for line in path.read_text("utf-8").splitlines()
    )
    for path in tables:
        for line in path.read_text("utf-8").splitlines():
            number, ar, terms = (*line.split("\t"), "", "")[:3]
            en = numbered.get(number.strip(), "")
            pairs = [tuple(t.strip() for t in pair.split("=", 1)) for pair in terms.split(";")]
            kept = [list(p) for p in pairs if len(p) == 2 and p[0] and p[1] and p[1] in en]
            yield {"ar": ar.strip(), "en": en.strip(), "terms": kept}


def sound(row: Row) -> bool:
    """Whether both sides are there, in their scripts, and of lengths that can belong together."""
    ar, en = row["ar"], row["en"]
    if not re.search("[\u0620-\u064a]", ar) or re.search("[\u0620-\u064a]", en) or not en:
        return False
    shorter, longer = sorted((len(ar), len(en)))
    return longer < 40 or longer / shorter < WIDEST_RATIO


def evaluation_texts(data: Path) -> set[str]:
    """Every sentence, of either language, that no model may see."""
    texts = set()
    for path in data.glob("*heldout*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            texts |= {row["ar"], row["en"]}
    for path in (data / "eval").iterdir():
        texts |= set(path.read_text("utf-8").splitlines())
    return texts


def to_judge_by(row: Row) -> bool:
    """Whether a row is one of the few kept from training; its Arabic decides, so that it stays."""
    return int(hashlib.sha256(row["ar"].encode()).hexdigest(), 16) % DEV_EVERY == 0


def write(path: Path, rows: Iterable[Row]) -> dict[str, Any]:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".part")
    temporary.write_text(text, "utf-8")
    temporary.replace(path)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"rows": text.count("\n"), "sha256": digest}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--more", type=Path, action="append", default=[])
    parser.add_argument("--english", type=Path, action="append", default=[])
    parser.add_argument("--name", default="news", choices=("news", "back"))
    options = parser.parse_args()
    data = options.data
    sources = {
        "corpus": json_rows(sorted(data.glob("corpus/*.jsonl"))),
        "articles": json_rows(sorted(data.glob("articles/*.jsonl"))),
        "written": json_rows(sorted(WRITTEN.glob("*.jsonl"))),
        "newsroom": json_rows(sorted(WRITTEN.glob("newsroom/*.jsonl"))),
        **{name: plain_rows(data / "public" / stem) for name, stem in PUBLIC.items()},
    }
    if options.more:
        sources[options.name] = translated_rows(options.more, options.english)
    banned, seen, manifest = evaluation_texts(data), set(), {}
    for name, rows in sources.items():
        kept = []
        for row in rows:
            key = (row["ar"], row["en"])
            if row.get("before") in banned:
                del row["before"]
            if sound(row) and key not in seen and not banned & set(key):
                seen.add(key)
                kept.append(row)
        if name == DEV.stem:
            write(options.out / DEV, filter(to_judge_by, kept))
            kept = [row for row in kept if not to_judge_by(row)]
        manifest[name] = {"licence": LICENCES[name], **write(options.out / f"{name}.jsonl", kept)}
    path = options.out / "manifest.json"
    old = json.loads(path.read_text("utf-8")) if path.exists() else {}
    path.write_text(json.dumps(old | manifest, indent=1, ensure_ascii=False) + "\n", "utf-8")
    for name, entry in manifest.items():
        print(f"{name}: {entry['rows']} rows, {entry['licence']}")


if __name__ == "__main__":
    main()
