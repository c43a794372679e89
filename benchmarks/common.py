"""What every benchmark prints, and the text that several measure on."""

import json
import os
import platform
import resource
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).parents[1]
TINY = ROOT / "tests" / "data" / "translate-ar_en-tiny.argosmodel"
PAIRS = Path(__file__).parent / "data" / "news-200.jsonl"
PACKAGES = ("translate-cli", "argos-translate-lt", "ctranslate2", "sacrebleu", "pysbd", "click")


def environment() -> str:
    """Versions and machine, one line."""
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = platform.python_version()
    return f"Python {python}, {', '.join(found)}; {cores} cores, {processor()}"


def processor() -> str:
    info = Path("/proc/cpuinfo")
    if not info.exists():
        return platform.processor()
    text = info.read_text()
    name = next((row.split(":")[1].strip() for row in text.splitlines() if "model name" in row), "")
    vector = "AVX-512 VNNI" if "avx512_vnni" in text else "AVX2" if "avx2" in text else "no AVX2"
    return f"{name}, {vector}"


def pairs() -> list[tuple[str, str]]:
    """200 Arabic news sentences and their English (CC0)."""
    rows = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    return [(row["ar"], row["en"]) for row in rows]


def words(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


def peak_megabytes(children: bool = False) -> float:
    """Largest resident memory so far, of this process or of its children."""
    who = resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(who).ru_maxrss * unit / 1e6
