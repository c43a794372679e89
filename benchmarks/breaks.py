"""How many line and cue breaks part what belongs together, by labels made by hand.

    python benchmarks/breaks.py

``tests/data/breaks.txt`` holds 500 sentences in which a person put ``~`` where a subtitle must not
break: article and noun, preposition and object, auxiliary and verb, parts of a person's name,
number and unit. The word lists of the rules were completed after a first look at them, so
``breaks-later.txt`` holds 150 more that were labelled when the rules stood. Each sentence is cut
to two lines of 42 characters by ours (for its looks alone, and with the times of a voice), by
Whisper's writer, by textwrap, and taken by pysubs2, which breaks nothing. Reported are breaks, the
share of forbidden ones, and of lines that are too long.

Needs: Whisper's writer, one file without PyTorch (``pip install --no-deps openai-whisper``).
"""

import importlib.util
import textwrap
from collections.abc import Callable, Sequence
from importlib.metadata import version
from types import ModuleType

import pysubs2
from common import ROOT, environment

from translate_cli.subtitles.layout import Clock, cut
from translate_cli.subtitles.profiles import PROFILES

LABELS = ("breaks.txt", "breaks-later.txt")
NEWS = PROFILES["news"]
PACE = 14.0  # characters a second of the voice
Lines = list[str]


def labelled(name: str) -> list[tuple[list[str], set[int]]]:
    """The words of each sentence, and before which of them no break may stand."""
    found = []
    for line in (ROOT / "tests" / "data" / name).read_text("utf-8").splitlines():
        words: list[str] = []
        kept: set[int] = set()
        for chunk in line.split(" "):
            for number, word in enumerate(chunk.split("~")):
                if number:
                    kept.add(len(words))
                words.append(word)
        found.append((words, kept))
    return found


def ours(words: Sequence[str]) -> Lines:
    return [line for cue in cut(words, NEWS) for line in cue.lines]


def ours_timed(words: Sequence[str]) -> Lines:
    times = timed(words)
    clock = Clock([begin for begin, _ in times], [end for _, end in times], times[-1][1] + 0.5)
    return [line for cue in cut(words, NEWS, clock) for line in cue.lines]


def timed(words: Sequence[str]) -> list[tuple[float, float]]:
    clock, found = 0.0, []
    for word in words:
        found.append((clock, clock + len(word) / PACE))
        clock += (len(word) + 1) / PACE
    return found


def whisper_utils() -> ModuleType:
    """The module of Whisper's writers, without the package around it, which wants PyTorch."""
    package = importlib.util.find_spec("whisper")
    if package is None or not package.submodule_search_locations:
        raise SystemExit("pip install --no-deps openai-whisper")
    path = f"{package.submodule_search_locations[0]}/utils.py"
    spec = importlib.util.spec_from_file_location("whisper_utils", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def whisper(words: Sequence[str]) -> Lines:
    writer = whisper_utils().WriteSRT(".")
    timings = [
        {"word": f" {word}", "start": begin, "end": end}
        for word, (begin, end) in zip(words, timed(words), strict=True)
    ]
    result = {"segments": [{"words": timings, "start": 0.0}]}
    cues = writer.iterate_result(result, max_line_width=NEWS.characters, max_line_count=NEWS.lines)
    return [line.strip() for _, _, text in cues for line in text.split("\n")]


def by_textwrap(words: Sequence[str]) -> Lines:
    return textwrap.wrap(" ".join(words), NEWS.characters, break_on_hyphens=False)


def by_pysubs2(words: Sequence[str]) -> Lines:
    segment = {"start": 0.0, "end": timed(words)[-1][1], "text": " ".join(words)}
    track = pysubs2.load_from_whisper([segment])
    return [line for event in track for line in event.plaintext.split("\n")]


def measured(
    sentences: Sequence[tuple[list[str], set[int]]], way: Callable[[Sequence[str]], Lines]
) -> str:
    breaks = bad = lines = wide = 0
    for words, kept in sentences:
        found = way(words)
        assert " ".join(found).split() == words, (words, found)
        lines += len(found)
        wide += sum(len(line) > NEWS.characters for line in found)
        place = 0
        for line in found[:-1]:
            place += len(line.split())
            breaks += 1
            bad += place in kept
    share = f"{bad / breaks:6.1%}" if breaks else "     -"
    return f"{breaks:6} breaks, {share} forbidden, {wide / lines:6.1%} of lines too long"


def main() -> None:
    print(
        environment(),
        f"pysubs2 {version('pysubs2')}, whisper {version('openai-whisper')}",
        sep="; ",
    )
    ways: dict[str, Callable[[Sequence[str]], Lines]] = {
        "translate-cli": ours,
        "translate-cli, timed": ours_timed,
        "Whisper's writer": whisper,
        "textwrap": by_textwrap,
        "pysubs2": by_pysubs2,
    }
    for file in LABELS:
        sentences = labelled(file)
        print(f"{file}: {len(sentences)} sentences")
        for name, way in ways.items():
            print(f"  {name:22}{measured(sentences, way)}")


if __name__ == "__main__":
    main()
