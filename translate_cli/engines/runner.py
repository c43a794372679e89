"""A run's requests through one engine: once each, in planned batches, kept as they come."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple

from translate_cli.cache import Cache, key_of
from translate_cli.engines.decoding import batch_pieces
from translate_cli.engines.protocol import Engine, Request, Translation

TERM_PIECES = 12  # about what a term adds to a prompt

Progress = Callable[[int, int], None]


def plan(lengths: Sequence[int], pieces: int) -> list[list[int]]:
    """Indices in batches of like length, longest first, none wider than ``pieces`` when padded.

    It depends on the lengths alone, so that a run gives the same batches each time.
    """
    batches: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lambda i: (-lengths[i], i)):
        widest = lengths[batches[-1][0]] if batches else 0
        if not batches or widest * (len(batches[-1]) + 1) > pieces:
            batches.append([])
        batches[-1].append(index)
    return batches


class Runner:
    """Translates requests; knows what it has translated."""

    def __init__(self, engine: Engine, cache: Cache, progress: Progress | None = None) -> None:
        self.engine = engine
        self._cache = cache
        self._progress = progress or (lambda done, total: None)

    def run(self, requests: Iterable[Request]) -> dict[Request, Translation]:
        """Every distinct request's translation. A batch is kept whole or not at all."""
        wanted = sorted(set(requests), key=astuple)
        if not wanted:
            return {}
        done: dict[Request, Translation] = {}
        keys = {request: key_of(self.engine, request) for request in wanted}
        known = self._cache.get(list(keys.values()))
        batches = []
        for settings in sorted({(request.attempt, request.avoid) for request in wanted}):
            alike = [request for request in wanted if (request.attempt, request.avoid) == settings]
            lengths = [self._length(request) for request in alike]
            pieces = batch_pieces(self.engine.info.quality, settings[0])
            batches += [[alike[i] for i in batch] for batch in plan(lengths, pieces)]
        for request in wanted:
            if keys[request] in known:
                done[request] = known[keys[request]]
        self._progress(len(done), len(wanted))
        missing = [[r for r in batch if r not in done] for batch in batches]
        missing = [batch for batch in missing if batch]
        for batch, translations in zip(missing, self.engine.translate(missing), strict=True):
            rows = list(zip(batch, translations, strict=True))
            self._cache.put((keys[request], translation) for request, translation in rows)
            done.update(rows)
            self._progress(len(done), len(wanted))
        return done

    def _length(self, request: Request) -> int:
        length = self.engine.length(request.source) + TERM_PIECES * len(request.terms)
        return length + (self.engine.length(request.before) if request.before else 0)
