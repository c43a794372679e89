"""Decoding settings and the two things that both model kinds share: threads and look-ahead."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from translate_cli.engines.allocator import giving_back

Quality = Literal["fast", "best"]
BEAM = {"fast": 1, "best": 4}
HYPOTHESES = {"fast": 1, "best": 4}
BATCH_PIECES = {"fast": 512, "best": 88}  # source pieces of a batch, padding included
RETRY_PIECES = 64  # a beam over targets that may run to their longest
RETRY_BEAM = 4
RETRY_NGRAM = 3
RETRY_PENALTY = 1.1

Work = TypeVar("Work")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Decoding:
    """Search settings of one batch, in CTranslate2's names."""

    beam_size: int
    num_hypotheses: int
    no_repeat_ngram_size: int
    repetition_penalty: float


def decoding(quality: Quality, attempt: int) -> Decoding:
    """The first attempt as ``quality`` says, later ones with repetition punished."""
    if attempt == 0:
        return Decoding(BEAM[quality], HYPOTHESES[quality], 0, 1.0)
    return Decoding(RETRY_BEAM, RETRY_BEAM, RETRY_NGRAM, RETRY_PENALTY * attempt)


def described(quality: Quality) -> str:
    """All settings that shape an output, for an engine's signature."""
    return f"{decoding(quality, 0)}, {decoding(quality, 1)}, at most {longest_target(100)}"


def batch_pieces(quality: Quality, attempt: int) -> int:
    """How wide a batch may be: a later attempt searches with a beam whatever the quality."""
    return RETRY_PIECES if attempt else BATCH_PIECES[quality]


def longest_target(source_pieces: int) -> int:
    """Where decoding stops: pieces of target allowed for a source of so many pieces.

    Of 18,700 sentences of news none had an English of more than 1.2 times its Arabic and 16.
    """
    return 5 * source_pieces // 4 + 24


def surfaces(words: Iterable[str]) -> Iterator[str]:
    """How words may stand in a target: at its start or within, as they are or with a capital."""
    for word in words:
        for form in dict.fromkeys((word, word[:1].upper() + word[1:])):
            yield form
            yield f" {form}"


def workers() -> int:
    """One translator of one thread per core: two such ran 2-3 times faster than one of two."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def ahead(
    work: Iterable[Work], submit: Callable[[Work], Callable[[], Result]], depth: int
) -> Iterator[Result]:
    """Results in order of the work, ``depth`` pieces of it submitted before the first is taken."""
    waiting: deque[Callable[[], Result]] = deque()
    with giving_back():
        for piece in work:
            waiting.append(submit(piece))
            if len(waiting) > depth:
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()
