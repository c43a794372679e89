"""One English form a name, where articles spell it in several ways: with and without the register.

    python benchmarks/names.py [--engine starter|argos] [--quality best] [--show]

``tests/data/names*.jsonl`` hold articles written for this, with every spelling of their names, the
shorter mentions, and phrases in which such a word is none (traps); ``names-later`` was written
after the rules stood. Counted are mentions (a family
name within its full name is none of its own). A mention holds where its sentence's English has the
form that most of that name's mentions have; beside that, what the register found, and what it
took for a name besides.
"""

import argparse
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from common import ROOT, environment

from translate_cli import pipeline
from translate_cli.cache import Cache
from translate_cli.document import Article, Bilingual, Segment
from translate_cli.engines import load as load_engine
from translate_cli.engines.protocol import Engine
from translate_cli.glossary import sounds
from translate_cli.glossary.formats import load
from translate_cli.glossary.matcher import Matcher
from translate_cli.readers import read_article
from translate_cli.segmentation import asked, segment_article

DATA = ROOT / "tests" / "data"
SETS = ("names", "names-later")
NEWS = ROOT / "glossaries" / "news.csv"
CAPITALS = re.compile(r"[A-Z][\w'’-]*(?: (?:[A-Z]|al-|bin |of |de )[\w'’-]*)*")
ALIKE = 0.6


@dataclass(frozen=True)
class Mention:
    """A place where a name stands, whole or in part; offsets in the segment's source."""

    name: int
    english: str
    segment: int
    start: int
    end: int


def mentions(row: dict[str, Any], segments: Sequence[Segment]) -> Iterator[Mention]:
    """The labelled mentions of an article, the longest first at each place."""
    shapes = [
        (arabic, english, number)
        for number, name in enumerate(row["names"])
        for arabic, english in [
            *((spelling, name["english"]) for spelling in name["spellings"]),
            *name["parts"].items(),
        ]
    ]
    shapes.sort(key=lambda shape: -len(shape[0]))
    for number, segment in enumerate(segments):
        taken = [m.span() for t in row["traps"] for m in re.finditer(re.escape(t), segment.source)]
        for arabic, english, name in shapes:
            bare = arabic.removeprefix("ال")
            either = (
                f"(?:{re.escape(arabic)}|(?<=لل){re.escape(bare)})"
                if bare != arabic
                else (re.escape(arabic))
            )
            for found in re.finditer(rf"(?<!\w)[وفبكل]{{0,2}}ل?({either})(?!\w)", segment.source):
                start, end = found.span(1)
                if not any(a < end and start < b for a, b in taken):
                    taken.append((start, end))
                    yield Mention(name, english, number, start, end)


def first_answers(
    article: Article, engine: Engine, matcher: Matcher, cache: Cache
) -> list[Segment]:
    """An article's segments with the list's terms, and names as the engine has them."""
    segments = segment_article(article)
    translator = pipeline.Translator(engine, cache)
    translator.translate((asked(s.source), matcher) for s in segments)
    return [
        replace(s, target=translator.result(asked(s.source), matcher).english) for s in segments
    ]


def held(row: dict[str, Any], segments: Sequence[Segment]) -> tuple[int, int]:
    """Mentions whose sentence has the form that most mentions of that wording have, and all."""
    forms: dict[tuple[int, str], list[set[str]]] = {}
    for mention in mentions(row, segments):
        english = segments[mention.segment].target
        found = {form for form in _forms(english) if _alike(mention.english, form) >= ALIKE}
        forms.setdefault((mention.name, mention.english), []).append(found)
    good = 0
    for sentences in forms.values():
        counts = Counter(form for found in sentences for form in found)
        good += counts.most_common(1)[0][1] if counts else 0
    return good, sum(map(len, forms.values()))


def _forms(english: str) -> set[str]:
    """Runs of words that may be a name, whole and their ends."""
    found = set()
    for run in CAPITALS.finditer(english):
        words = [word.removesuffix("'s").removesuffix("’s") for word in run.group().split()]
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                form = " ".join(words[first:last])
                found.add(form[0].upper() + form[1:])
    return found


def _alike(english: str, form: str) -> float:
    one, other = (sounds.of_latin(text) for text in (english, form))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def recognised(row: dict[str, Any], result: Bilingual) -> tuple[int, int, list[str]]:
    """Mentions that the register has at their place, all mentions, and what it has besides."""
    wanted = list(mentions(row, result.segments))
    found, strange = 0, []
    spans: dict[int, list[tuple[int, int, str]]] = {}
    for number, segment in enumerate(result.segments):
        for use in segment.terms:
            place = (use.start - segment.start, use.end - segment.start, use.source)
            spans.setdefault(number, []).append(place)
            over = [m for m in wanted if m.segment == number and m.start < place[1]]
            if use.entry.startswith("name-") and not any(place[0] < m.end for m in over):
                strange.append(f"{use.surface} = {use.target}")
    for m in wanted:
        at = spans.get(m.segment, [])
        found += any(abs(a - m.start) <= 2 and b == m.end for a, b, _ in at)
    return found, len(wanted), strange


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", default="starter")
    parser.add_argument("--quality", default="best", choices=("fast", "best"))
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--articles", type=int, help="so many of each set")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    print(environment())
    engine, _ = load_engine(options.engine, options.quality)
    for name in options.sets.split(","):
        print(f"{name}, {options.engine} at {options.quality}")
        measure(name, engine, options)


def measure(name: str, engine: Engine, options: argparse.Namespace) -> None:
    rows = [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]
    rows = rows[: options.articles]
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, row in enumerate(rows):
            paths.append(Path(folder) / f"{number}.txt")
            paths[-1].write_text(row["article"], "utf-8")
        articles = [read_article(path) for path in paths]
        cache = Cache(options.cache)
        matcher = Matcher(load([NEWS]))
        plain = [first_answers(article, engine, matcher, cache) for article in articles]
        named = pipeline.translate(articles, engine, matcher, cache)
    for label, results in (
        ("engine alone", plain),
        ("with the register", [result.segments for result in named]),
    ):
        pairs = [held(row, result) for row, result in zip(rows, results, strict=True)]
        good, total = (sum(column) for column in zip(*pairs, strict=True))
        print(f"{label}: {good} of {total} mentions in the name's one form, {good / total:.1%}")
    found = [recognised(row, result) for row, result in zip(rows, named, strict=True)]
    right, total = sum(f[0] for f in found), sum(f[1] for f in found)
    strange = [text for f in found for text in f[2]]
    print(f"recognised: {right} of {total} mentions, {right / total:.1%}; besides {len(strange)}")
    if options.show:
        show(rows, named, found)


def show(
    rows: Sequence[dict[str, Any]], results: Sequence[Bilingual], found: Sequence[Any]
) -> None:
    for number, (row, result) in enumerate(zip(rows, results, strict=True)):
        print(f"\n{number}", [(n["english"], n["spellings"], n["parts"]) for n in row["names"]])
        for name in result.names:
            print("  ", name.source, "=", name.target, list(name.spellings[1:]), list(name.forms))
        print("   besides:", found[number][2])
        for m in mentions(row, result.segments):
            segment = result.segments[m.segment]
            uses = [u for u in segment.terms if u.end - segment.start == m.end]
            if not uses or uses[0].status == "missing":
                print("   -", segment.source[m.start : m.end], [u.status for u in uses])
                print("     ", segment.source, "\n     ", segment.target)


if __name__ == "__main__":
    main()
