"""Training examples of the starter model: sampled, augmented and packed into batches.

A row of prepared data is ``{"ar", "en", "terms": [[ar, en], …], "before"?: ar}``. An example is a
prompt in the starter's layout (``translate_cli.engines.starter``) and the English it shall give.
Augmentation is what a newsroom's copy and a glossary do to the model's input:

- spelling noise in the Arabic: hamza seats, ة/ه, ى/ي, digits, quotation marks, the lone و;
- a random part of the row's terms in the prompt, in any order, some with a rendering swapped for
  another name's in prompt and target alike, some with a term that the sentence does not have;
- for rows of articles, the sentence before as context.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sentencepiece
from rows import Row

NOISY = 0.15  # share of sources respelt
WITH_TERMS = 0.7  # share of rows with terms that show some
SWAPPED = 0.4  # share of those that show renderings which are other names'
DISTRACTED = 0.1  # share that shows a term which does not occur
WITH_CONTEXT = 0.4  # share of article rows that show the sentence before
LONGEST = 400  # pieces of prompt and target together
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
RESPELLINGS = (
    (re.compile("[أإآ]"), "ا"),
    (re.compile(r"ة\b"), "ه"),
    (re.compile(r"ى\b"), "ي"),
    (re.compile(r"ي\b"), "ى"),
    (re.compile(r"\bو(?=ال\w)"), "و "),
    (re.compile("[«»]"), '"'),
)


@dataclass(frozen=True)
class Example:
    prompt: list[int]
    answer: list[int]

    def __len__(self) -> int:
        return len(self.prompt) + len(self.answer)


def respelt(text: str, draw: random.Random) -> str:
    """The source as a hurried colleague might have typed it."""
    if draw.random() < 0.3:
        text = text.translate(EASTERN)
    for pattern, other in draw.sample(RESPELLINGS, 2):
        text = pattern.sub(lambda m, other=other: other if draw.random() < 0.6 else m[0], text)
    return text


class Maker:
    """Rows to examples. ``renderings`` are the names that swapped terms take."""

    def __init__(self, pieces: sentencepiece.SentencePieceProcessor, rows: Sequence[Row]) -> None:
        self.pieces = pieces
        self.bos, self.eos, self.answer, self.term, self.rendering = (
            pieces.piece_to_id(f"<{name}>")
            for name in ("bos", "eos", "unused0", "unused1", "unused2")
        )
        self.renderings = sorted({english for row in rows for _, english in row.terms})
        self.terms = sorted({term for row in rows for term in row.terms})

    def example(self, row: Row, draw: random.Random) -> Example:
        target, shown = row.target, []
        if row.terms and draw.random() < WITH_TERMS:
            shown = draw.sample(row.terms, draw.randint(1, len(row.terms)))
            if draw.random() < SWAPPED:
                target, shown = self.swapped(target, shown, draw)
            if draw.random() < DISTRACTED:
                shown.insert(draw.randint(0, len(shown)), draw.choice(self.terms))
        source = respelt(row.source, draw) if draw.random() < NOISY else row.source
        before = row.before if draw.random() < WITH_CONTEXT else ""
        return self.encoded(source, target, shown, before)

    def swapped(
        self, target: str, shown: list[tuple[str, str]], draw: random.Random
    ) -> tuple[str, list[tuple[str, str]]]:
        """One shown term or more with another name's rendering, in the target as in the prompt.

        All at once: one that is put in for a name may be the name of another shown term.
        """
        chosen = [english for _, english in draw.sample(shown, draw.randint(1, len(shown)))]
        others = {english: draw.choice(self.renderings) for english in chosen}
        longest_first = "|".join(re.escape(e) for e in sorted(chosen, key=len, reverse=True))
        whole = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)")
        found = set(whole.findall(target))
        target = whole.sub(lambda match: others[match[0]], target)
        result = [(arabic, others[e] if e in found else e) for arabic, e in shown]
        return target, [term for term in result if term[1] in target]

    def encoded(
        self, source: str, target: str, shown: Sequence[tuple[str, str]] = (), before: str = ""
    ) -> Example:
        encode = self.pieces.encode
        prompt = [self.bos, *(encode(before + "\n") if before else []), *encode(source)]
        for arabic, english in shown:
            prompt += [self.term, *encode(arabic), self.rendering, *encode(english)]
        return Example([*prompt, self.answer], [*encode(target), self.eos])


def batches(
    maker: Maker, rows: Sequence[Row], tokens: int, draw: random.Random
) -> Iterator[list[Example]]:
    """Every row once, in batches of about ``tokens`` positions, lengths alike within a batch."""
    examples = [maker.example(row, draw) for row in rows]
    examples = sorted((e for e in examples if len(e) <= LONGEST), key=len)
    groups: list[list[Example]] = []
    for example in examples:
        if not groups or len(example) * (len(groups[-1]) + 1) > tokens:
            groups.append([])
        groups[-1].append(example)
    draw.shuffle(groups)
    yield from groups
