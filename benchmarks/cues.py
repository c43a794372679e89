"""10,000 cues laid out, written and checked, and what of them does not conform.

    python benchmarks/cues.py [--cues 10000] [--data FOLDER]

The text is the 200 sentences of ``data/news-200.jsonl`` over and over, each numbered, or, with
``--data``, the articles there (``articles/*.jsonl`` with ``ar`` and ``en``), read by a voice at
the narration pace. Beside ours: pysubs2 writing and reading back the same cues.
"""

import argparse
import io
import json
import time
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


def bilingual(rows: list[tuple[str, str]]) -> Bilingual:
    blocks = [Block(f"b{i}", "paragraph", source) for i, (source, _) in enumerate(rows)]
    segments = [
        Segment(f"s{i}", f"b{i}", 0, len(source), source, target, "machine")
        for i, (source, target) in enumerate(rows)
    ]
    info = EngineInfo("none", "none", "", "best")
    return Bilingual(Article(blocks, "ar", None), "-", info, segments)


def rows_of(data: Path | None, count: int) -> list[tuple[str, str]]:
    if data:
        files = sorted(data.glob("articles/*.jsonl"))
        found = [json.loads(line) for f in files for line in f.read_text("utf-8").splitlines()]
        return [(row["ar"], row["en"]) for row in found]
    some = pairs()
    return [(f"{i}. {some[i % 200][0]}", f"{i}. {some[i % 200][1]}") for i in range(count // 2)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cues", type=int, default=10_000)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    print(environment())
    article = bilingual(rows_of(options.data, options.cues))
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
