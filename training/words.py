"""Count the ordinary words of Arabic copy: how the register of names knows what is no name.

    python training/words.py --data .training/data --out translate_cli/glossary/words.csv

Reads prepared rows (``prepare.py``). A word counts as part of a name where a capitalised word of
the English sounds like it or a term of the row with a capital is this word. Written are the words
that stand twice or more as no names, and so in a sixth of their places (half of them, of names
that the lexicon has), as the matcher reads them.

Needs: nothing beyond the package.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rows import Row, read_rows

from translate_cli.files import write_atomically
from translate_cli.glossary.lexicon import name, stems
from translate_cli.glossary.sounds import of_arabic, of_latin
from translate_cli.glossary.spelling import readable

FILES = ("corpus", "articles", "written", "newsroom", "tico", "news")  # those that are there
ARABIC_WORD = re.compile("[\u0620-\u064a]{2,}")
CAPITALISED = re.compile(r"(?<!\w)(?:al-)?[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*")


def words(row: Row) -> Iterator[tuple[str, bool]]:
    """The Arabic words of a row as read, and whether each is part of a name."""
    capitals = (found.group() for found in CAPITALISED.finditer(row.target))
    heard = {of_latin(word.removeprefix("al-").removeprefix("Al-")) for word in capitals}
    heard = {sounds for sounds in heard if len(sounds) > 1}
    named = {
        word
        for arabic, english in row.terms
        if english[:1].isupper() and " " not in arabic
        for word in ARABIC_WORD.findall(readable(arabic).text)
    }
    for word in ARABIC_WORD.findall(readable(row.source).text):
        forms = stems(word)
        yield word, bool(named & set(forms)) or any(of_arabic(form) in heard for form in forms)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for path in filter(Path.exists, (options.data / f"{file}.jsonl" for file in FILES)):
        for row in read_rows(path):
            for word, is_name in words(row):
                counts[is_name][word] += 1
    ordinary = {
        word: count
        for word, count in counts[False].items()
        if count > 1 and (1 if name(word) else 5) * count >= counts[True][word]
    }
    lines = ["word,count", *(f"{word},{ordinary[word]}" for word in sorted(ordinary))]
    write_atomically(options.out, "\n".join(lines).encode() + b"\n")
    print(f"{len(ordinary)} words")


if __name__ == "__main__":
    main()
