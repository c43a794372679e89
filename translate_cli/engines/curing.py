"""Unsound answers: another hypothesis instead, or what the engine says when asked otherwise."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from translate_cli.engines.health import ailment
from translate_cli.engines.protocol import Request, Translation

RETRIES = 2

Run = Callable[[Iterable[Request]], Mapping[Request, Translation]]


def cured(answers: Mapping[Request, Translation], run: Run) -> dict[Request, Translation]:
    """Unsound answers replaced by a sound hypothesis, or by what another decoding gives."""
    result = dict(answers)
    for attempt in range(1, RETRIES + 1):
        ill = [r for r, t in result.items() if not _sound_first(r, t)]
        for request in ill:
            result[request] = _sound_to_front(request, result[request])
        ill = [r for r in ill if not _sound_first(r, result[r])]
        again = {request: replace(request, attempt=attempt) for request in ill}
        retried = run(again.values())
        for request, other in again.items():
            answer = _sound_to_front(request, retried[other])
            if _sound_first(request, answer):
                result[request] = answer
    return result


def _sound_first(request: Request, translation: Translation) -> bool:
    return ailment(request.source, translation.best.text) is None


def _sound_to_front(request: Request, translation: Translation) -> Translation:
    """The sound hypotheses first, in their order."""
    order = sorted(
        translation.hypotheses, key=lambda h: ailment(request.source, h.text) is not None
    )
    return Translation(tuple(order))
