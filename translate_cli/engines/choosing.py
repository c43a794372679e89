"""Which of a beam's hypotheses is the engine's answer.

First comes what has most of the renderings asked for; of equals, what the others agree with most:
the greatest expected likeness, weighted by probability (minimum Bayes risk: Kumar & Byrne 2004),
where likeness is chrF (Popović 2015), the share of character n-grams that two texts have in common.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from translate_cli.engines.protocol import Hypothesis

LONGEST_NGRAM = 6
RECALL = 2  # times as important as precision
TRUST = 0.5  # power of the probabilities: a beam is surer of itself than it is right
SHORTEST_GLUED = 4  # characters of a rendering that a missing space is looked for before

Ngrams = list[Counter[str]]


def ordered(
    hypotheses: Sequence[Hypothesis], pieces: Sequence[int], renderings: Sequence[str]
) -> tuple[Hypothesis, ...]:
    """The hypotheses, best first; ``pieces`` is how many each of them has, at least one.

    Probabilities are those of hypotheses as long as they are on average, since a mean is what the
    beam goes by: the sums would favour what leaves something out.
    """
    told = [replace(h, text=spaced(h.text, renderings)) for h in hypotheses]
    if len(told) == 1:
        return tuple(told)
    length, highest = sum(pieces) / len(pieces), max(h.score for h in told)
    weights = [math.exp(TRUST * length * (h.score - highest)) for h in told]
    ngrams = [ngrams_of(h.text) for h in told]
    patterns = [whole(rendering) for rendering in renderings]

    def rank(i: int) -> tuple[int, float]:
        agreed = sum(w * likeness(ngrams[i], n) for w, n in zip(weights, ngrams, strict=True))
        return sum(bool(p.search(told[i].text)) for p in patterns), agreed

    return tuple(told[i] for i in sorted(range(len(told)), key=rank, reverse=True))


def whole(*renderings: str) -> re.Pattern[str]:
    """Matches any of the renderings as whole words, in any case, the longest that stands there."""
    longest_first = "|".join(map(re.escape, sorted(renderings, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE)


def spaced(text: str, renderings: Sequence[str]) -> str:
    """A text with the space before a name or phrase that the model copied without it: ``inAqaba``.

    A single word in small letters may well be the end of another: port, airport.
    """
    for rendering in renderings:
        distinct = len(rendering) >= SHORTEST_GLUED and (rendering[0].isupper() or " " in rendering)
        if distinct and not whole(rendering).search(text):
            first, rest = map(re.escape, (rendering[0], rendering[1:]))
            text = re.sub(rf"(?<=[a-z])(?={first}(?i:{rest})(?!\w))", " ", text)
    return text


def ngrams_of(text: str) -> Ngrams:
    """How often each run of 1 to ``LONGEST_NGRAM`` characters occurs, spaces not counted."""
    packed = "".join(text.split())
    return [
        Counter(packed[i : i + n] for i in range(len(packed) - n + 1))
        for n in range(1, LONGEST_NGRAM + 1)
    ]


def likeness(one: Ngrams, other: Ngrams) -> float:
    """chrF of one text with the other as the reference, 0 to 1."""
    precisions, recalls = [], []
    for mine, theirs in zip(one, other, strict=True):
        written, wanted = mine.total(), theirs.total()
        if written and wanted:
            common = sum(min(count, theirs[ngram]) for ngram, count in mine.items())
            precisions.append(common / written)
            recalls.append(common / wanted)
    if not any(precisions):
        return 0.0
    precision, recall = (sum(shares) / len(shares) for shares in (precisions, recalls))
    return (1 + RECALL**2) * precision * recall / (RECALL**2 * precision + recall)
