"""What an engine is: batches of requests in, hypotheses out, in order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from translate_cli.document import EngineInfo


@dataclass(frozen=True)
class Request:
    """A source sentence and how to translate it.

    ``terms`` are (citation form, rendering) pairs for an engine that takes terms in its prompt.
    ``prefix`` is the beginning of the target, given. ``attempt`` counts up when an earlier
    output was unusable: an engine then decodes with other settings. ``before`` is the source
    sentence before this one, for an engine that reads context. ``avoid`` are words that the
    target must not have; all requests of a batch avoid the same.
    """

    source: str
    terms: tuple[tuple[str, str], ...] = ()
    prefix: str = ""
    attempt: int = 0
    before: str = ""
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """A target span and the source span that the model attended to when it wrote it."""

    target_start: int
    target_end: int
    source_start: int
    source_end: int


@dataclass(frozen=True)
class Hypothesis:
    """A target text; ``score`` is its mean log-probability a piece, ``links`` its alignment."""

    text: str
    score: float
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Translation:
    """What an engine made of a request, best hypothesis first, at least one."""

    hypotheses: tuple[Hypothesis, ...]

    @property
    def best(self) -> Hypothesis:
        return self.hypotheses[0]


class Engine(Protocol):
    """A loaded model.

    ``signature`` names everything besides the model file that shapes its output (decoding
    options, prompt version); ``takes_terms`` tells whether ``Request.terms`` is obeyed;
    ``longest`` is how many pieces of source it takes.
    """

    info: EngineInfo
    signature: str
    takes_terms: bool
    longest: int

    def length(self, source: str) -> int:
        """How many pieces a source text has."""
        ...

    def translate(self, batches: Iterable[Sequence[Request]]) -> Iterator[list[Translation]]:
        """Translate batch by batch, in order, a few batches under way at once."""
        ...
