"""Terms in the target: checked, and repaired where the engine's first answer lacks them.

Generate, check, repair. The engine gets the terms if it can take them. What its best answer
lacks is looked for in its other hypotheses, then in answers to ``repairs``: the target begun
anew with the rendering given at the place that the model's attention shows, and the rendering
put into the Arabic for the model to carry over. Last, where there is attention, the aligned
words are replaced. The candidate that holds the most terms wins, of equals the one that keeps
the figures of the source, then the likelier one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from translate_cli.checks import lost_figures
from translate_cli.document import TermStatus
from translate_cli.engines.health import ailment
from translate_cli.engines.protocol import Hypothesis, Request, Translation
from translate_cli.glossary.matcher import Match

MOST_TERMS = 16  # in one prompt
ODD_GROWTH, ODD_SHRINKAGE = 1.8, 0.55  # words of a repaired target to words of the first
MOST_REPAIRS = 6  # requests a sentence
ARTICLE_BEFORE = re.compile(r"\b(?:the|a|an)\s+$", re.IGNORECASE)


@dataclass(frozen=True)
class Verdict:
    """What became of a match: the rendering's span in the target, if it stands there."""

    match: Match
    status: TermStatus
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Candidate:
    """A target text with its verdicts. ``repaired`` tells that it is not the engine's first."""

    text: str
    score: float
    verdicts: tuple[Verdict, ...]
    repaired: bool
    figures: int = 0  # how many of the source's figures it lacks

    @property
    def missing(self) -> int:
        return sum(verdict.status == "missing" for verdict in self.verdicts)


@lru_cache(maxsize=65536)
def rendering_pattern(rendering: str) -> re.Pattern[str]:
    """Matches a rendering as it may stand in English.

    White space is flexible, a possessive may follow; a common noun takes its plural and any
    case; a name keeps its case but for a capital at the start.
    """
    words = rendering.split()
    common = rendering == rendering.lower()
    parts = [
        re.escape(word).replace("'", "['’]").replace(r"\-", "[-\u2010\u2011]") for word in words
    ]
    if not common and words[0][0].islower():
        parts[0] = f"[{words[0][0]}{words[0][0].upper()}]" + parts[0][len(re.escape(words[0][0])) :]
    last = words[-1]
    if common and last[-1:].isalpha():
        if re.search(r"[^aeiou]y$", last):
            parts[-1] = parts[-1][:-1] + "(?:y|ies)"
        else:
            parts[-1] += "(?:e?s)?"
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?:['’]s?)?(?!\w)" if last[-1].isalnum() else ""
    return re.compile(before + r"\s+".join(parts) + after, re.IGNORECASE if common else 0)


def occurrences(target: str, match: Match) -> Iterator[tuple[int, int]]:
    """Where one of an entry's renderings stands, the preferred one first."""
    for rendering in match.entry.renderings:
        for found in rendering_pattern(rendering).finditer(target):
            yield found.span()


def check(target: str, matches: Sequence[Match]) -> tuple[Verdict, ...]:
    """A verdict on each match. Two mentions take two places where there are two, else share one."""
    used: set[tuple[int, int]] = set()
    verdicts = []
    for match in matches:
        spans = list(occurrences(target, match))
        free = [span for span in spans if not any(_overlap(span, taken) for taken in used)]
        same = [span for span in spans if span in used]
        if not free and not same:
            verdicts.append(Verdict(match, "missing"))
            continue
        span = (free or same)[0]
        used.add(span)
        verdicts.append(Verdict(match, "satisfied", *span))
    return tuple(verdicts)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def terms_of(matches: Sequence[Match]) -> tuple[tuple[str, str], ...]:
    """The (citation form, rendering) pairs of a sentence for an engine's prompt, once each."""
    pairs = dict.fromkeys((m.entry.source, m.entry.target) for m in matches)
    return tuple(pairs)[:MOST_TERMS]


def _candidate(
    source: str, text: str, score: float, matches: Sequence[Match], repaired: bool
) -> Candidate:
    """A target judged: its terms' verdicts and the figures that it lacks."""
    return Candidate(text, score, check(text, matches), repaired, len(lost_figures(source, text)))


def candidates(
    source: str, translations: Iterable[Translation], matches: Sequence[Match]
) -> list[Candidate]:
    """Every sound hypothesis as a candidate; the very first is the engine's own answer."""
    found: list[Candidate] = []
    words = 0
    for translation in translations:
        for hypothesis in translation.hypotheses:
            count = len(hypothesis.text.split())
            if found and (
                ailment(source, hypothesis.text)
                or not words * ODD_SHRINKAGE <= count <= words * ODD_GROWTH + 3
            ):
                continue
            words = words or count
            found.append(
                _candidate(source, hypothesis.text, hypothesis.score, matches, bool(found))
            )
    return found


def choose(found: Sequence[Candidate]) -> Candidate:
    """The candidate with the fewest terms and figures missing; of equals the engine's own, then
    the likelier.

    The statuses of a repaired one say what was repaired.
    """
    first = found[0]
    best = min(found, key=lambda c: (c.missing, c.figures, c.repaired, -c.score))
    if not best.repaired:
        return best
    lacked = {id(v.match) for v in first.verdicts if v.status == "missing"}
    verdicts = tuple(
        Verdict(v.match, "repaired", v.start, v.end)
        if v.status == "satisfied" and id(v.match) in lacked
        else v
        for v in best.verdicts
    )
    return replace(best, verdicts=verdicts)


def repairs(request: Request, best: Candidate, first: Hypothesis) -> list[Request]:
    """Requests whose answers may hold the terms that ``best`` lacks.

    ``request.source`` is the text that the matches' offsets count in.
    """
    lacking = [v.match for v in best.verdicts if v.status == "missing"]
    if not lacking:
        return []
    asked = []
    for match in lacking:
        prefix = _prefix(first, match)
        if prefix is not None:
            asked.append(Request(request.source, request.terms, prefix, 0))
    asked.append(Request(carried(request.source, lacking), _others(request, lacking)))
    if len(lacking) > 1:
        asked += [Request(carried(request.source, [m]), _others(request, [m])) for m in lacking]
    if request.terms and len(request.terms) > len(lacking):
        asked.append(Request(request.source, terms_of(lacking)))
    if request.terms:
        asked.append(Request(request.source, request.terms, "", 1))
    return asked[:MOST_REPAIRS]


def _others(request: Request, lacking: Sequence[Match]) -> tuple[tuple[str, str], ...]:
    """The prompt's terms without those that now stand in the source themselves."""
    carried_over = {m.entry.source for m in lacking}
    return tuple(pair for pair in request.terms if pair[0] not in carried_over)


def carried(source: str, matches: Sequence[Match]) -> str:
    """The source with the English of terms in their place: models carry Latin words over."""
    text = source
    for match in sorted(matches, key=lambda m: -m.start):
        before, after = text[: match.start], text[match.end :]
        gap = " " if before and not before[-1].isspace() and before[-1].isalnum() else ""
        text = f"{before}{gap}{match.entry.target}{after}"
    return text


def _aligned(hypothesis: Hypothesis, match: Match) -> tuple[int, int] | None:
    """The target span whose pieces attend to a match, without stray pieces far off."""
    spans = [
        (link.target_start, link.target_end)
        for link in hypothesis.links
        if link.source_start < match.end and match.start < link.source_end
    ]
    if not spans:
        return None
    start, end = spans[0]
    for left, right in spans[1:]:
        if left > end + 2:
            break
        end = right
    while start > 0 and hypothesis.text[start - 1].isalnum():
        start -= 1
    while end < len(hypothesis.text) and hypothesis.text[end].isalnum():
        end += 1
    return start, end


def _prefix(hypothesis: Hypothesis, match: Match) -> str | None:
    """The hypothesis up to where the match was translated, then its rendering."""
    span = _aligned(hypothesis, match)
    if span is None:
        return None
    return hypothesis.text[: span[0]] + _cased(match.entry.target, hypothesis.text, span[0])


def replaced(hypothesis: Hypothesis, best: Candidate) -> str | None:
    """The hypothesis with the aligned words of every missing term replaced by its rendering."""
    text = hypothesis.text
    spans = [
        (span, v.match)
        for v in best.verdicts
        if v.status == "missing" and (span := _aligned(hypothesis, v.match))
    ]
    spans.sort(key=lambda pair: -pair[0][0])
    edge = len(text) + 1
    for (start, end), match in spans:
        if end > edge:
            continue
        text = text[:start] + _cased(match.entry.target, text, start) + text[end:]
        edge = start
    return text if spans else None


def _cased(rendering: str, text: str, at: int) -> str:
    """The rendering, with a capital where a sentence starts."""
    before = text[:at].rstrip(" \"“'‘(")
    if not before or before[-1] in ".!?":
        return rendering[:1].upper() + rendering[1:]
    return rendering


def enforce(
    requests: Sequence[tuple[Request, Sequence[Match]]],
    answers: dict[Request, Translation],
    ask: Callable[[Iterable[Request]], dict[Request, Translation]],
) -> list[Candidate]:
    """The best candidate for each request; ``ask`` translates the repairs, all in one go."""
    first = [
        (request, matches, candidates(request.source, [answers[request]], matches))
        for request, matches in requests
    ]
    wanted = [
        repairs(request, choose(found), answers[request].best) if choose(found).missing else []
        for request, _, found in first
    ]
    extra = ask([repair for some in wanted for repair in some])
    chosen = []
    for (request, matches, _), some in zip(first, wanted, strict=True):
        translations = [answers[request], *(extra[repair] for repair in some)]
        found = candidates(request.source, translations, matches)
        best = choose(found)
        if best.missing:
            text = replaced(answers[request].best, found[0])
            if text is not None:
                last = _candidate(request.source, text, found[0].score, matches, True)
                best = choose([*found, last])
        chosen.append(best)
    return chosen
