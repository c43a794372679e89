"""The starter model: Gemma 3 270M pruned to Arabic and English, by CTranslate2's Generator.

Prompt, in pieces: ``<bos>``, the sentence before and a line break where it is known, the Arabic,
for each term ``<unused1>`` citation form ``<unused2>`` rendering, then ``<unused0>``; the model
goes on with the English and ``<eos>``. One zip file holds what CTranslate2 and SentencePiece read.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import ctranslate2
import sentencepiece

from translate_cli.document import EngineInfo
from translate_cli.engines.allocator import one_heap
from translate_cli.engines.choosing import ordered
from translate_cli.engines.decoding import (
    Decoding,
    Quality,
    ahead,
    decoding,
    described,
    longest_target,
    surfaces,
    workers,
)
from translate_cli.engines.models import unpacked, verify
from translate_cli.engines.protocol import Hypothesis, Request, Translation

MODEL = Path(__file__).parent / "starter_model" / "starter.zip"
BOS, EOS, ANSWER, TERM, RENDERING = "<bos>", "<eos>", "<unused0>", "<unused1>", "<unused2>"
ARABIC_PIECE = re.compile(
    "[\u060c\u061b\u061f\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefe]"
)
PROMPT_VERSION, CHOICE_VERSION = 1, 3  # in the signature, for the cache
VULGAR = (
    "bitch bitches cunt fuck fucked fucking nigger shit slut whore".split()
)  # guessed, never said


class StarterEngine:
    """Takes terms in its prompt; has no attention to align by."""

    takes_terms = True
    longest = 110  # pieces; it shortens what is longer

    def __init__(self, quality: Quality = "best", model: Path = MODEL) -> None:
        """Load the model. Raises EngineError where it is missing or not the one shipped."""
        digest = verify(model)
        self.quality: Quality = quality
        self.info = EngineInfo("starter", "starter", digest, quality)
        self.signature = f"prompt {PROMPT_VERSION}, choice {CHOICE_VERSION}, {described(quality)}"
        with unpacked(model) as folder:
            self._pieces = sentencepiece.SentencePieceProcessor(
                model_file=str(folder / "sentencepiece.model")
            )
            one_heap()
            vocabulary = json.loads((folder / "vocabulary.json").read_text("utf-8"))
            self._generator = ctranslate2.Generator(
                str(folder),
                device="cpu",
                compute_type="int8",
                inter_threads=workers(),
                intra_threads=1,
            )
        self._forbidden = [[piece] for piece in vocabulary if ARABIC_PIECE.search(piece)]
        self._forbidden += [
            pieces
            for form in surfaces(VULGAR)
            # with a capital, the pieces of two may begin a name: Slutsk
            if len(pieces := self._encode(form)) == 1 or form.islower()
        ]

    def length(self, source: str) -> int:
        return len(self._pieces.encode(source))

    def translate(self, batches: Iterable[Sequence[Request]]) -> Iterator[list[Translation]]:
        return ahead(batches, self._submit, 2 * workers())

    def _submit(self, batch: Sequence[Request]) -> Callable[[], list[Translation]]:
        settings = decoding(self.quality, batch[0].attempt)
        # CTranslate2 counts as output what a prompt has over the shortest of its batch. Where no
        # pieces may come twice, its renderings and figures could not, so such requests go alone.
        groups = [[request] for request in batch] if settings.no_repeat_ngram_size else [batch]
        waiting = [answer for group in groups for answer in self._generate(group, settings)]

        def result() -> list[Translation]:
            return [
                self._translation(request, answer.result())  # type: ignore[attr-defined]
                for request, answer in zip(batch, waiting, strict=True)
            ]

        return result

    def _generate(self, batch: Sequence[Request], settings: Decoding) -> list[object]:
        longest = max(self.length(request.source) for request in batch)
        waiting: list[object] = self._generator.generate_batch(
            [self._prompt(request) for request in batch],
            asynchronous=True,
            max_batch_size=0,
            max_length=longest_target(longest),
            beam_size=settings.beam_size,
            num_hypotheses=settings.num_hypotheses,
            no_repeat_ngram_size=settings.no_repeat_ngram_size,
            repetition_penalty=settings.repetition_penalty,
            suppress_sequences=self._forbidden
            + [self._encode(form) for form in surfaces(batch[0].avoid)],
            end_token=EOS,
            include_prompt_in_result=False,
            return_scores=True,
        )
        return waiting

    def _prompt(self, request: Request) -> list[str]:
        before = self._encode(request.before + "\n") if request.before else []
        prompt = [BOS, *before, *self._encode(request.source)]
        for citation, rendering in request.terms:
            prompt += [TERM, *self._encode(citation), RENDERING, *self._encode(rendering)]
        return [*prompt, ANSWER, *self._encode(request.prefix)]

    def _translation(self, request: Request, answer: object) -> Translation:
        sequences, scores = answer.sequences, answer.scores  # type: ignore[attr-defined]
        hypotheses = [
            Hypothesis((request.prefix + self._pieces.decode(pieces)).strip(), score)
            for pieces, score in zip(sequences, scores, strict=True)
        ]
        renderings = [rendering for _, rendering in request.terms]
        return Translation(ordered(hypotheses, list(map(len, sequences)), renderings))

    def _encode(self, text: str) -> list[str]:
        pieces: list[str] = self._pieces.encode(text, out_type=str)
        return pieces
