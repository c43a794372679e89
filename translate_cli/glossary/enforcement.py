"""Terms in the target: checked, and repaired where the engine's first answer lacks them.

Generate, check, repair. The engine gets the terms if it can take them. What its best answer
lacks is looked for in its other hypotheses, then in answers to ``repairs``: the target begun
anew with the rendering given at the place that the model's attention shows, the rendering put
into the Arabic for the model to carry over, and forbidden renderings suppressed. Last, forbidden
words and, where there is attention, aligned words are replaced. The candidate that holds the most
terms wins, of equals the one that keeps the figures of the source, then the likelier one.

An entry that may be another word (``MatchRule.ambiguous``) is never forced.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from translate_cli.checks import lost_figures
from translate_cli.document import TermStatus, is_listed
from translate_cli.engines.health import ailment
from translate_cli.engines.protocol import Hypothesis, Request, Translation
from translate_cli.glossary.matcher import Match
from translate_cli.glossary.placing import capitalised, placed

MOST_TERMS = 16  # in one prompt
ODD_GROWTH, ODD_SHRINKAGE = 1.8, 0.55  # words of a repaired target to words of the first
MOST_REPAIRS = 6  # requests a sentence
FIRST = "in the engine's first answer"
OTHER = "in another answer of the engine"
PREFIXED = "asked again with the rendering begun"
CARRIED = "asked again with the English in the Arabic"
FEWER = "asked again with fewer terms"
AVOIDED = "asked again without the forbidden words"
RETRIED = "asked again with other settings"
REPLACED = "put in place of the aligned words"
EXCHANGED = "put in place of a forbidden rendering"
SHARED = "stands once for several mentions"
NOWHERE = "in no answer of the engine"
MAYBE = "may be another word: offered, not forced"


@dataclass(frozen=True)
class Verdict:
    """What became of a match: the rendering's span in the target, if it stands there, and how."""

    match: Match
    status: TermStatus
    start: int | None = None
    end: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Candidate:
    """A target text with its verdicts; ``how`` it was come by, ``FIRST`` for the engine's own.

    ``figures`` counts those of the source that it lacks, ``forbidden`` the words it must not have.
    """

    text: str
    score: float
    verdicts: tuple[Verdict, ...]
    how: str
    figures: int = 0
    forbidden: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        return sum(verdict.status == "missing" for verdict in self.verdicts)

    @property
    def faults(self) -> int:
        return self.missing + len(self.forbidden)


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
            maybe = match.doubtful
            status: TermStatus = "ambiguous" if maybe else "missing"
            verdicts.append(Verdict(match, status, reason=MAYBE if maybe else NOWHERE))
            continue
        span = (free or same)[0]
        used.add(span)
        verdicts.append(Verdict(match, "satisfied", *span, "" if free else SHARED))
    return tuple(verdicts)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def terms_of(matches: Sequence[Match]) -> tuple[tuple[str, str], ...]:
    """The (citation form, rendering) pairs of a sentence for an engine's prompt, once each."""
    certain = (m.entry for m in matches if not m.doubtful)
    pairs = dict.fromkeys((entry.source, entry.target) for entry in certain)
    return tuple(pairs)[:MOST_TERMS]


def forbidden_in(target: str, matches: Sequence[Match]) -> list[tuple[int, int, Match]]:
    """Where renderings stand that an entry forbids, outside of those that are right."""
    right = [span for match in matches for span in occurrences(target, match)]
    found: dict[tuple[int, int], Match] = {}
    for match in matches:
        for rendering in match.entry.forbidden:
            for hit in rendering_pattern(rendering).finditer(target):
                if not any(_overlap(hit.span(), span) for span in right):
                    found.setdefault(hit.span(), match)
    return [(start, end, match) for (start, end), match in sorted(found.items())]


def _candidate(
    source: str, text: str, score: float, matches: Sequence[Match], how: str
) -> Candidate:
    """A target judged: its terms' verdicts, the figures that it lacks, what it must not have."""
    forbidden = tuple(text[start:end] for start, end, _ in forbidden_in(text, matches))
    return Candidate(
        text, score, check(text, matches), how, len(lost_figures(source, text)), forbidden
    )


def candidates(
    source: str, translations: Iterable[tuple[str, Translation]], matches: Sequence[Match]
) -> list[Candidate]:
    """Every sound hypothesis as a candidate; the very first is the engine's own answer."""
    found: list[Candidate] = []
    words = 0
    for how, translation in translations:
        for hypothesis in translation.hypotheses:
            count = len(hypothesis.text.split())
            if found and (
                ailment(source, hypothesis.text)
                or not words * ODD_SHRINKAGE <= count <= words * ODD_GROWTH + 3
            ):
                continue
            words = words or count
            how_ = OTHER if found and how == FIRST else how
            found.append(_candidate(source, hypothesis.text, hypothesis.score, matches, how_))
    return found


def choose(found: Sequence[Candidate]) -> Candidate:
    """The candidate with the fewest faults and lost figures; of equals the engine's own, then
    the likelier. The verdicts of another one say what was repaired, and how.
    """
    first = found[0]
    best = min(found, key=lambda c: (c.faults, c.figures, c.how != FIRST, -c.score))
    lacked = {id(v.match) for v in first.verdicts if v.status in ("missing", "ambiguous")}
    verdicts = tuple(_explained(verdict, best, lacked) for verdict in best.verdicts)
    return replace(best, verdicts=verdicts)


def _explained(verdict: Verdict, best: Candidate, lacked: set[int]) -> Verdict:
    """A verdict on the chosen candidate with how its rendering came there."""
    if verdict.status != "satisfied":
        return verdict
    if best.how != FIRST and id(verdict.match) in lacked:
        return replace(verdict, status="repaired", reason=best.how)
    return replace(verdict, reason=verdict.reason or FIRST)


def repairs(request: Request, best: Candidate, first: Hypothesis) -> list[tuple[str, Request]]:
    """Requests whose answers may mend what is wrong with ``best``, and what each of them tries.

    ``request.source`` is the text that the matches' offsets count in. For an article's own names
    alone one more answer is asked for, not six.
    """
    lacking = [v.match for v in best.verdicts if v.status == "missing"]
    source, terms = request.source, request.terms
    asked = []
    if best.forbidden:
        avoid = tuple(sorted({word for v in best.verdicts for word in v.match.entry.forbidden}))
        asked.append((AVOIDED, Request(source, terms, avoid=avoid)))
    for match in lacking:
        prefix = _prefix(first, match)
        if prefix is not None:
            asked.append((PREFIXED, Request(source, terms, prefix)))
    listed = any(is_listed(match.entry.id) for match in lacking)
    groups = [lacking] if lacking else []
    groups += [[match] for match in lacking] if len(lacking) > 1 and listed else []
    asked += [(CARRIED, Request(carried(source, g), _others(request, g))) for g in groups]
    if listed and len(terms) > len(lacking):
        asked.append((FEWER, Request(source, terms_of(lacking))))
    if listed and terms:
        asked.append((RETRIED, Request(source, terms, attempt=1)))
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
    fixed = match.entry.case == "fixed"
    start = capitalised(match.entry.target, hypothesis.text, span[0], fixed)
    return hypothesis.text[: span[0]] + start


def replaced(hypothesis: Hypothesis, best: Candidate) -> str | None:
    """The hypothesis with the aligned words of every missing term replaced by its rendering."""
    spans = [
        (*span, v.match)
        for v in best.verdicts
        if v.status == "missing" and (span := _aligned(hypothesis, v.match))
    ]
    return _exchanged(hypothesis.text, spans) if spans else None


def _exchanged(text: str, spans: Iterable[tuple[int, int, Match]]) -> str:
    """The text with each span replaced by what its entry prefers, from the last to the first."""
    edge = len(text) + 1
    for start, end, match in sorted(spans, key=lambda span: -span[0]):
        if end <= edge:
            text = placed(text, start, end, match.entry.target, match.entry.case == "fixed")
            edge = start
    return text


def enforce(
    requests: Sequence[tuple[Request, Sequence[Match]]],
    answers: dict[Request, Translation],
    ask: Callable[[Iterable[Request]], dict[Request, Translation]],
) -> list[Candidate]:
    """The best candidate for each request; ``ask`` translates the repairs, all in one go."""
    wanted = []
    for request, matches in requests:
        first = choose(candidates(request.source, [(FIRST, answers[request])], matches))
        wanted.append(repairs(request, first, answers[request].best) if first.faults else [])
    extra = ask([repair for some in wanted for _, repair in some])
    chosen = []
    for (request, matches), some in zip(requests, wanted, strict=True):
        translations = [(FIRST, answers[request]), *((how, extra[one]) for how, one in some)]
        found = candidates(request.source, translations, matches)
        found += _rewritten(request, answers[request].best, found, matches)
        chosen.append(choose(found))
    return chosen


def _rewritten(
    request: Request, first: Hypothesis, found: Sequence[Candidate], matches: Sequence[Match]
) -> list[Candidate]:
    """Candidates made by replacing words, where no answer of the engine will do."""
    best = choose(found)
    made = []
    if best.forbidden:
        text = _exchanged(best.text, forbidden_in(best.text, matches))
        made.append(_candidate(request.source, text, best.score, matches, EXCHANGED))
    if best.missing:
        text = replaced(first, found[0]) or ""
        if text:
            made.append(_candidate(request.source, text, found[0].score, matches, REPLACED))
    return made
