"""Any Argos Translate package, its own tokenizer and model, with sentences and batches of ours.

The library's translate() sends 32 pieces at a time, asks for four hypotheses, joins sentences
and needs a segmentation model from the network; here whole batches go to CTranslate2.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate_cli.document import EngineInfo
from translate_cli.engines.allocator import one_heap
from translate_cli.engines.decoding import (
    Quality,
    ahead,
    decoding,
    described,
    longest_target,
    surfaces,
    workers,
)
from translate_cli.engines.models import file_sha256
from translate_cli.engines.protocol import Hypothesis, Link, Request, Translation
from translate_cli.errors import EngineError

if TYPE_CHECKING:
    from argostranslate.package import Package

LENGTH_PENALTY = 0.2  # what Argos Translate itself decodes with
SPACE = "▁"
BPE_JOIN = "@@"
NEAR = 4  # characters past the last piece, where the next is looked for


class ArgosEngine:
    """Has attention to align by; takes no terms."""

    takes_terms = False
    longest = 150  # pieces; published packages are trained on sentences up to about this

    def __init__(self, package: "Package", quality: Quality = "best") -> None:
        """Load an installed package. Raises EngineError where it cannot be loaded."""
        import ctranslate2

        model = Path(package.package_path) / "model"
        self.quality: Quality = quality
        name = f"{package.from_code}_{package.to_code} {package.package_version}".strip()
        try:
            digest = file_sha256(model / "model.bin")
            one_heap()
            self._translator = ctranslate2.Translator(
                str(model), device="cpu", inter_threads=workers(), intra_threads=1
            )
            self._tokenizer = package.tokenizer
            self._tokenizer.encode("تجربة")
        except Exception as error:
            problem = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise EngineError(
                f"{package.package_path}: the Argos package cannot be loaded ({problem}); "
                "remove it with 'translate-cli models remove' and install it again"
            ) from None
        self._prefix = [package.target_prefix] if package.target_prefix else []
        self.info = EngineInfo("argos", name, digest, quality)
        self.signature = f"{described(quality)}, length penalty {LENGTH_PENALTY}"

    def length(self, source: str) -> int:
        return len(self._tokenizer.encode(source))

    def translate(self, batches: Iterable[Sequence[Request]]) -> Iterator[list[Translation]]:
        return ahead(batches, self._submit, 2 * workers())

    def _submit(self, batch: Sequence[Request]) -> Callable[[], list[Translation]]:
        settings = decoding(self.quality, batch[0].attempt)
        sources = [self._tokenizer.encode(request.source) for request in batch]
        prefixes = [self._prefix + self._given(request.prefix) for request in batch]
        waiting = self._translator.translate_batch(
            sources,
            target_prefix=prefixes if any(prefixes) else None,
            asynchronous=True,
            max_batch_size=0,
            max_decoding_length=longest_target(max(map(len, sources))),
            beam_size=settings.beam_size,
            num_hypotheses=settings.num_hypotheses,
            no_repeat_ngram_size=settings.no_repeat_ngram_size,
            repetition_penalty=settings.repetition_penalty,
            length_penalty=LENGTH_PENALTY,
            replace_unknowns=True,
            suppress_sequences=[self._tokenizer.encode(w) for w in surfaces(batch[0].avoid)]
            or None,
            return_scores=True,
            return_attention=True,
        )

        def result() -> list[Translation]:
            return [
                self._translation(request.source, pieces, answer.result())
                for request, pieces, answer in zip(batch, sources, waiting, strict=True)
            ]

        return result

    def _given(self, prefix: str) -> list[str]:
        return list(self._tokenizer.encode(prefix)) if prefix else []

    def _translation(self, source: str, pieces: list[str], answer: Any) -> Translation:
        spans = locate(pieces, source)
        skip = len(self._prefix)
        hypotheses = []
        for target, score, attention in zip(
            answer.hypotheses, answer.scores, answer.attention, strict=True
        ):
            text = self._tokenizer.decode(target[skip:]).strip()
            mean = score * max(1, len(target)) ** (LENGTH_PENALTY - 1)
            links = align(locate(target[skip:], text), spans, attention[skip:])
            hypotheses.append(Hypothesis(text, mean, links))
        return Translation(tuple(hypotheses))


def locate(pieces: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Where each piece stands in its text; pieces that cannot be found get an empty span.

    A tokenizer may normalise (``…`` to ``.``): a piece is looked for only near the one before,
    or a full stop in the middle would be found at the end.
    """
    spans = []
    cursor, reach = 0, NEAR
    for piece in pieces:
        bare = piece.replace(SPACE, "").removesuffix(BPE_JOIN)
        found = text.find(bare, cursor, cursor + reach + len(bare)) if bare else -1
        if found < 0:
            spans.append((cursor, cursor))
            reach += len(bare) + NEAR
        else:
            cursor, reach = found + len(bare), NEAR
            spans.append((found, cursor))
    return spans


def align(
    target: Sequence[tuple[int, int]],
    source: Sequence[tuple[int, int]],
    attention: Sequence[Sequence[float]],
) -> tuple[Link, ...]:
    """A link for each target piece, to the source piece that it attends to most."""
    links = []
    for (start, end), weights in zip(target, attention, strict=False):
        weighed = list(weights)[: len(source)]
        if start == end or not weighed:
            continue
        best = max(range(len(weighed)), key=weighed.__getitem__)
        links.append(Link(start, end, *source[best]))
    return tuple(links)
