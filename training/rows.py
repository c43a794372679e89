"""Rows of prepared data, and which of them a run takes next.

A row is a line of JSON: ``{"ar", "en", "terms": [[ar, en], …], "before"?: ar}``.
"""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    source: str
    target: str
    terms: tuple[tuple[str, str], ...] = ()
    before: str = ""


def read_rows(path: Path) -> list[Row]:
    """The rows of one prepared JSON Lines file."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        terms = tuple((a, e) for a, e in row.get("terms", ()))
        rows.append(Row(row["ar"], row["en"], terms, row.get("before", "")))
    return rows


def next_rows(
    data: Path, weights: dict[str, float], seen: Counter[str], seed: int, count: int
) -> list[Row]:
    """The ``count`` rows that are due first, counted as seen.

    Stride scheduling: a row of weight w is due every 1/w, the first time at a part of that which
    its text and ``seed`` decide; one that came in late is due at once.
    """
    due: list[tuple[float, str, Row]] = []
    for path in data.glob("*.jsonl"):
        weight = weights.get(path.stem.split("-")[0], 1.0)
        for row in read_rows(path) if weight else ():
            key = hashlib.sha256(f"{seed} {row.source} {row.target}".encode()).hexdigest()[:16]
            due.append(((seen[key] + int(key, 16) / 16**16) / weight, key, row))
    due.sort(key=lambda item: item[:2])
    seen.update(key for _, key, _ in due[:count])
    return [row for _, _, row in due[:count]]
