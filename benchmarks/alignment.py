"""How well a script is laid over its sound: speech made with espeak-ng, of known times.

    python benchmarks/alignment.py [--minutes 3] [--asr DIR] [--seed 1]

The sentences of a sample are spoken one by one and joined with silences of 0.25 to 1.4 seconds,
so that the times are known. Errors are means over all beginnings and ends of sentences. Beside
ours: an even pace over the whole length, which is what spreading the text by hand comes to.

Needs: espeak-ng, and the extra ``media``.
"""

import argparse
import random
import subprocess
import tempfile
import wave
from collections.abc import Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import numpy as np
from common import ROOT, environment

from translate_cli.document import Segment
from translate_cli.readers import read_article
from translate_cli.segmentation import segment_article
from translate_cli.subtitles.alignment import laid_over
from translate_cli.subtitles.sound import RATE, listen, recognised
from translate_cli.subtitles.timing import Spoken, letters

SAMPLES = ("interview.txt", "economy.txt", "breaking.txt")
PAUSES = (0.25, 0.9)  # seconds between sentences of one paragraph
LONG_PAUSES = (0.6, 1.4)  # between paragraphs
WORDS_A_MINUTE = "150"


def speech(text: str, folder: Path) -> np.ndarray:
    """Samples of a sentence, the silence at its ends taken off."""
    path = folder / "one.wav"
    command = ["espeak-ng", "-v", "ar", "-s", WORDS_A_MINUTE, "-w", str(path), "--stdin"]
    subprocess.run(command, input=text.encode(), check=True, stderr=subprocess.DEVNULL)
    with wave.open(str(path)) as file:
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(float)
    places = np.arange(0, len(samples) - 1, rate / RATE)
    samples = np.interp(places, np.arange(len(samples)), samples)
    loud = np.flatnonzero(np.abs(samples) > 300)
    return samples[loud[0] : loud[-1]] if len(loud) else samples


def programme(
    segments: Sequence[Segment], seconds: float, folder: Path, draw: random.Random
) -> tuple[list[Segment], list[tuple[float, float]], Path]:
    """The sentences that fill the time, when each is heard, and the file."""
    parts, times, chosen, clock = [np.zeros(int(0.8 * RATE))], [], [], 0.8
    for before, segment in zip([None, *segments], segments, strict=False):
        if clock > seconds:
            break
        if before:
            pause = draw.uniform(*(PAUSES if before.block == segment.block else LONG_PAUSES))
            parts.append(np.zeros(int(pause * RATE)))
            clock += pause
        samples = speech(segment.source, folder)
        parts.append(samples)
        times.append((clock, clock + len(samples) / RATE))
        clock = times[-1][1]
        chosen.append(segment)
    sound = np.concatenate([*parts, np.zeros(RATE)])
    sound += np.random.default_rng(1).normal(0, 40, len(sound))  # a room's noise
    path = folder / "programme.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.clip(sound, -32768, 32767).astype(np.int16).tobytes())
    return chosen, times, path


def error(spoken: Sequence[Spoken], times: Sequence[tuple[float, float]]) -> str:
    off = [
        abs(ours - known)
        for one, two in zip(spoken, times, strict=True)
        for ours, known in zip((one.start, one.end), two, strict=True)
    ]
    ordered = all(a.start <= b.start for a, b in pairwise(spoken))
    order = "kept" if ordered else "LOST"
    return f"{np.mean(off):.2f} s mean, {max(off):.2f} s at most, order {order}"


def evenly(segments: Sequence[Segment], length: float) -> list[Spoken]:
    sizes = [letters(segment.source) for segment in segments]
    ends = np.cumsum(sizes) / sum(sizes) * length
    return [
        Spoken(segment, float(end - size / sum(sizes) * length), float(end))
        for segment, size, end in zip(segments, sizes, ends, strict=True)
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--asr", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(environment(), f"faster-whisper {version('faster-whisper')}", sep="; ")
    for name in SAMPLES:
        segments = segment_article(read_article(ROOT / "samples" / name))
        with tempfile.TemporaryDirectory() as scratch:
            draw = random.Random(options.seed)
            chosen, times, path = programme(segments, 60 * options.minutes, Path(scratch), draw)
            sound = listen(path)
            print(f"{name}: {len(chosen)} sentences in {sound.duration:.0f} s")
            print(f"  even pace:   {error(evenly(chosen, sound.duration), times)}")
            print(f"  sound alone: {error(laid_over(chosen, sound.regions), times)}")
            if options.asr:
                words = recognised(sound, options.asr)
                found = error(laid_over(chosen, sound.regions, words), times)
                print(f"  recognised:  {found}, {len(words)} words")


if __name__ == "__main__":
    main()
