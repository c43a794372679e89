"""A 700-word article from the command line, model load included, nothing cached.

python benchmarks/article.py [--article samples/interview.txt] [--engine starter]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from common import ROOT, environment, peak_megabytes, words


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--article", type=Path, default=ROOT / "samples" / "interview.txt")
    parser.add_argument("--engine", default="starter")
    options = parser.parse_args()
    count = words([options.article.read_text("utf-8")])
    print(environment())
    for quality in ("fast", "best"):
        for terms in ((), ("-g", str(ROOT / "glossaries" / "news.csv"))):
            seconds = translate(options, quality, terms)
            name = f"{options.engine} {quality}{' with the news list' if terms else ''}"
            print(f"{name:36} {count} words in {seconds:5.1f} s, {count / seconds:4.0f} words/s")
    print(f"peak memory {peak_megabytes(children=True):.0f} MB")


def translate(options: argparse.Namespace, quality: str, terms: tuple[str, ...]) -> float:
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "translate_cli", "translate", str(options.article), *terms]
        command += ["-o", scratch, "--engine", options.engine, "--quality", quality]
        start = time.perf_counter()
        subprocess.run(
            command,
            capture_output=True,
            check=True,
            env={**os.environ, "TRANSLATE_CLI_CACHE_DIR": scratch},
        )
        return time.perf_counter() - start


if __name__ == "__main__":
    main()
