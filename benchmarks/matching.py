"""Recall and precision of term matching, beside a search for whole words; speed on a long list.

    python benchmarks/matching.py [--show] [--terms 100000]

``tests/data/matching.jsonl`` holds sentences labelled by hand: in each, the terms of a small list
that truly occur, and distractors. A match is right where it ends as the label does and begins
within an article of it. Occurrences that only the meaning tells apart (``homograph``) are counted
on their own. Speed is measured on text of the same kind with a list of which one term in twenty
is made of the text's own words and the others of words that its halves make, as a list of names
has many that begin or end alike.
"""

import argparse
import itertools
import json
import random
import re
import time
from collections.abc import Callable, Sequence

from common import ROOT, environment

from translate_cli.glossary.matcher import Matcher
from translate_cli.glossary.model import Entry, Glossary, identity

LABELS = ROOT / "tests" / "data" / "matching.jsonl"
ARTICLE = 3  # characters that a match may begin off the label: ال, لل
Span = tuple[str, int, int]


def entries(terms: Sequence[Sequence[str]]) -> list[Entry]:
    return [Entry(identity(source, target), source, target) for source, target in terms]


def ours(text: str, terms: Sequence[Sequence[str]]) -> list[Span]:
    found = Matcher(Glossary(entries(terms))).find(text)
    return [(match.entry.source, match.start, match.end) for match in found]


def whole_words(text: str, terms: Sequence[Sequence[str]]) -> list[Span]:
    """What a plain search for whole words finds, the longest first."""
    taken: set[int] = set()
    spans = []
    for source, _ in sorted(terms, key=lambda term: -len(term[0])):
        for found in re.finditer(rf"(?<!\w){re.escape(source)}(?!\w)", text):
            if taken.isdisjoint(range(*found.span())):
                taken.update(range(*found.span()))
                spans.append((source, *found.span()))
    return spans


def labelled(row: dict) -> list[Span]:
    spans = []
    for source, surface, number in row["found"]:
        at = -1
        for _ in range(number + 1):
            at = row["text"].index(surface, at + 1)
        spans.append((source, at, at + len(surface)))
    return spans


def same(one: Span, other: Span) -> bool:
    return one[0] == other[0] and abs(one[1] - other[1]) <= ARTICLE and one[2] == other[2]


def judge(
    rows: list[dict], find: Callable[[str, Sequence[Sequence[str]]], list[Span]], show: bool
) -> tuple[int, int, int]:
    """Right matches, wrong matches, labels."""
    right = wrong = labels = 0
    for row in rows:
        wanted, got = labelled(row), find(row["text"], row["terms"])
        hits = [span for span in wanted if any(same(span, other) for other in got)]
        false = [span for span in got if not any(same(span, other) for other in wanted)]
        right, wrong, labels = right + len(hits), wrong + len(false), labels + len(wanted)
        if show and (len(hits) < len(wanted) or false):
            missed = [span for span in wanted if span not in hits]
            print(f"missed {missed} false {false}\n    {row['text']}")
    return right, wrong, labels


def speed(count: int) -> None:
    rows = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    draw = random.Random(1)
    words = sorted({w for row in rows for w in row["text"].split() if len(w) > 3})
    halves = [(word[: len(word) // 2], word[len(word) // 2 :]) for word in words]
    made = [draw.choice(halves)[0] + draw.choice(halves)[1] for _ in range(count)]
    terms = dict.fromkeys(
        " ".join(draw.sample(words if i % 20 == 0 else made, draw.choice((1, 2, 2, 3))))
        for i in range(2 * count)
    )
    some = entries([(s, draw.choice(("Name", "thing"))) for s in itertools.islice(terms, count)])
    start = time.perf_counter()
    matcher = Matcher(Glossary(some))
    built = time.perf_counter() - start
    texts = [row["text"] for row in rows] * 6
    size = sum(len(text.encode()) for text in texts) / 1e6
    start = time.perf_counter()
    found = sum(len(matcher.find(text)) for text in texts)
    seconds = time.perf_counter() - start
    print(
        f"{len(some)} terms: index built in {built:.2f} s; {size / seconds:.2f} MB/s,"
        f" {found} matches in {size:.1f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", action="store_true", help="print every miss and false match")
    parser.add_argument("--terms", type=int, default=100_000)
    options = parser.parse_args()
    print(environment())
    rows = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    parts = {
        "plain": [row for row in rows if not row.get("homograph")],
        "homographs": [row for row in rows if row.get("homograph")],
    }
    for name, some in parts.items():
        for title, find in (("whole words", whole_words), ("translate-cli", ours)):
            right, wrong, labels = judge(some, find, options.show and find is ours)
            precision = right / max(1, right + wrong)
            print(
                f"{name:10} {title:14} found {right} of {labels} ({100 * right / labels:.1f} %),"
                f" false {wrong}, precision {100 * precision:.1f} %"
            )
    speed(options.terms)


if __name__ == "__main__":
    main()
