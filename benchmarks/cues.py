"""10,000 cues laid out, written and checked, and what of them does not conform.

    python benchmarks/cues.py [--cues 10000] [--data FOLDER]

The text is the 200 sentences of ``data/news-200.jsonl`` over and over, each numbered, or, with
``--data``, the articles there and the corpus joined to paragraphs of three sentences (``articles``
and ``corpus/*.jsonl`` with ``ar`` and ``en``), read by a voice at the narration pace. Beside
ours: pysubs2 writing and reading back the same cues.
"""

import argparse
import io
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pysubs2
from common import environment, pairs

from translate_cli.document import Article, Bilingual, Block, EngineInfo, Segment
from translate_cli.subtitles import conformance
from translate_cli.subtitles.cues import Plan, make_cues
from translate_cli.subtitles.profiles import PROFILES
from translate_cli.subtitles.track import captions, parse
from translate_cli.writers import render

Row = tuple[str, str]


def bilingual(paragraphs: Sequence[Sequence[Row]]) -> Bilingual:
    blocks, segments = [], []
    for number, rows in enumerate(paragraphs):
        text = ""
        for i, (source, target) in enumerate(rows):
            start = len(text)
            text += source + " "
            end = start + len(source)
            segments.append(
                Segment(f"s{number}-{i}", f"b{number}", start, end, source, target, "machine")
            )
        blocks.append(Block(f"b{number}", "paragraph", text.strip()))
    info = EngineInfo("none", "none", "", "best")
    return Bilingual(Article(blocks, "ar", None), "-", info, segments)


def rows_in(data: Path, folder: str) -> list[Row]:
    files = sorted(data.glob(f"{folder}/*.jsonl"))
    found = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    return [(row["ar"], row["en"]) for row in found]


def paragraphs_of(data: Path | None, count: int) -> list[list[Row]]:
    if data:
        corpus = rows_in(data, "corpus")
        joined = [corpus[i : i + 3] for i in range(0, len(corpus), 3)]
        return [*([row] for row in rows_in(data, "articles")), *joined]
    some = pairs()
    return [[(f"{i}. {some[i % 200][0]}", f"{i}. {some[i % 200][1]}")] for i in range(count // 2)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cues", type=int, default=10_000)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    print(environment())
    article = bilingual(paragraphs_of(options.data, options.cues))
    for name, profile in PROFILES.items():
        if name != "news" and not options.data:
            continue
        start = time.perf_counter()
        cues = make_cues(article, Plan(profile, profile.fps))
        laid = time.perf_counter()
        made = replace(article, cues=cues, fps=profile.fps)
        data = render("srt", made)
        written = time.perf_counter()
        read = captions(parse(data, Path("a.srt")))
        problems = conformance.check(read, profile, Fraction(profile.fps))
        checked = time.perf_counter()
        warned = {cue.id for cue in cues if cue.warnings}
        silent = {p.cue for p in problems if p.severity != "info"} - warned
        kinds = {p.code for p in problems if p.cue in silent and p.severity != "info"}
        print(
            f"{name}: {len(cues)} cues laid out in {laid - start:.1f} s, written in "
            f"{written - laid:.1f} s, checked in {checked - written:.1f} s; {len(warned)} warned, "
            f"{len(silent)} with a problem and no warning {sorted(kinds)}"
        )
    start = time.perf_counter()
    track = pysubs2.SSAFile.from_string(data.decode(), "srt")
    track.to_file(io.StringIO(), "srt")
    print(f"pysubs2 alone reads and writes them in {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
