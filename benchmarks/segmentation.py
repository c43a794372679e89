"""Sentence boundaries on the labelled paragraphs: ours beside a plain split and pySBD.

    python benchmarks/segmentation.py

A boundary counts where the same characters stand before it; the end of a paragraph does not.
"""

import json
import re
import time
from collections.abc import Callable

from common import ROOT, environment

from translate_cli.segmentation import sentence_spans

LABELLED = ROOT / "tests" / "data" / "segmentation.jsonl"


def size(text: str) -> int:
    return len(re.sub(r"\s", "", text))


def ours(text: str) -> set[int]:
    return {size(text[:end]) for _, end in sentence_spans(text)}


def plain(text: str) -> set[int]:
    return {size(text[: match.end()]) for match in re.finditer(r"[.!?؟](?=\s)", text)}


def by_pysbd() -> Callable[[str], set[int]]:
    import pysbd

    splitter = pysbd.Segmenter(language="ar", clean=False)

    def split(text: str) -> set[int]:
        ends, total = set(), 0
        for part in splitter.segment(text):
            total += size(part)
            ends.add(total)
        return ends

    return split


def main() -> None:
    rows = [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]
    print(environment())
    print(f"{len(rows)} paragraphs, {sum(len(row['segments']) for row in rows)} segments")
    for name, split in (
        ("translate-cli", ours),
        (".!?؟ and a space", plain),
        ("pySBD", by_pysbd()),
    ):
        hits = found = wanted = 0
        start = time.perf_counter()
        for row in rows:
            last, total, gold = size(row["text"]), 0, set()
            for segment in row["segments"]:
                total += size(segment)
                gold.add(total)
            got = split(row["text"]) - {last}
            gold -= {last}
            hits, found, wanted = hits + len(gold & got), found + len(got), wanted + len(gold)
        rate = sum(len(row["text"]) for row in rows) / (time.perf_counter() - start)
        precision, recall = hits / found, hits / wanted
        f1 = 2 * hits / (found + wanted)
        figures = f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"
        print(f"{name:18} {figures}  {rate / 1000:7.0f} thousand characters/s")


if __name__ == "__main__":
    main()
