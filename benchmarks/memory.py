"""Peak memory for a run over 100,000 words of distinct sentences, from the command line.

    python benchmarks/memory.py [--words 100000] [--engine argos --package FILE.argosmodel]

With ``--engine argos`` the tests' tiny package is installed for the run; with ``starter`` the
run takes about a quarter of an hour on two cores.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from common import ROOT, TINY, environment, pairs, peak_megabytes, words


def text_of(count: int) -> str:
    """Paragraphs of three sentences, each told apart by a number."""
    sources = [source for source, _ in pairs()]
    lines: list[str] = []
    total = number = 0
    while total < count:
        some = [f"{number + i}: {sources[(number + i) % len(sources)]}" for i in range(3)]
        lines.append(" ".join(some))
        total += words(some)
        number += 3
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--engine", default="argos")
    parser.add_argument("--quality", default="fast")
    parser.add_argument("--package", type=Path, default=TINY)
    options = parser.parse_args()
    print(environment())
    with tempfile.TemporaryDirectory() as scratch:
        article = Path(scratch) / "long.txt"
        article.write_text(text_of(options.words), "utf-8")
        with zipfile.ZipFile(options.package) as archive:
            archive.extractall(f"{scratch}/packages")
        command = [sys.executable, "-m", "translate_cli", "translate", str(article)]
        command += ["-g", str(ROOT / "glossaries" / "news.csv"), "-f", "txt,srt,json,html,docx"]
        command += [
            "-o",
            f"{scratch}/out",
            "--engine",
            options.engine,
            "--quality",
            options.quality,
        ]
        variables = {
            "TRANSLATE_CLI_CACHE_DIR": scratch,
            "ARGOS_PACKAGES_DIR": f"{scratch}/packages",
        }
        start = time.perf_counter()
        subprocess.run(command, check=True, env={**os.environ, **variables})
        seconds = time.perf_counter() - start
        count = words([article.read_text("utf-8")])
    peak = peak_megabytes(children=True)
    how = f"{options.engine}, {options.quality}"
    print(f"{how}: {count} words in {seconds:.0f} s, peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
