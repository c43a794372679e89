"""The order of the stages, for all articles of a run together: every sentence is asked once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from translate_cli import labels, markup
from translate_cli.arabic import english_marks, for_engine, has_arabic
from translate_cli.cache import Cache
from translate_cli.checks import check_figures, check_health
from translate_cli.document import (
    Article,
    Bilingual,
    Block,
    Origin,
    Remark,
    Segment,
    TermUse,
)
from translate_cli.engines import chunks
from translate_cli.engines.curing import cured
from translate_cli.engines.protocol import Engine, Request
from translate_cli.engines.runner import Progress, Runner
from translate_cli.glossary import enforcement, mentions, register
from translate_cli.glossary.enforcement import Candidate, Verdict
from translate_cli.glossary.matcher import Finder, Match, Matcher
from translate_cli.memory import Memory
from translate_cli.segmentation import asked, item_mark, segment_article

LABELS = frozenset({"dateline", "byline"})
UNCOUNTED = frozenset({"title", "heading", "dateline", "byline"})  # by mentions
OPENING = "\"“”'‘( "
NOTHING = Memory()


@dataclass(frozen=True)
class Chunk:
    """What goes to the engine at once: a sentence, or a clause of a long one.

    ``matches`` count in ``source``; ``originals`` are the same matches counting in the text
    that the chunk was taken from.
    """

    source: str
    matches: tuple[Match, ...]
    originals: tuple[Match, ...]

    def request(self, engine: Engine) -> Request:
        terms = enforcement.terms_of(self.matches) if engine.takes_terms else ()
        return Request(self.source, terms)


def chunks_of(text: str, finder: Finder, engine: Engine) -> list[Chunk]:
    """A text's chunks, none longer than the engine takes."""
    plain = for_engine(text)
    found = finder.find(text)
    result = []
    for start, end in chunks.cut(plain.text, engine.longest, engine.length):
        inside = [(m, plain.at(m.start), plain.at(m.end)) for m in found]
        inside = [(m, a, min(b, end)) for m, a, b in inside if start <= a < end]
        moved = tuple(Match(m.entry, a - start, b - start, plain.text[a:b]) for m, a, b in inside)
        result.append(Chunk(plain.text[start:end], moved, tuple(m for m, _, _ in inside)))
    return result


class Result(NamedTuple):
    """The English of a text, its score (``None``: no engine was asked) and the verdict on each
    match, offsets in text and English."""

    english: str
    score: float | None
    verdicts: list[tuple[Match, Verdict]]


class Translator:
    """Translates the texts of a run, each with the terms that its finder finds, and remembers."""

    def __init__(self, engine: Engine, cache: Cache, progress: Progress | None = None) -> None:
        self._engine = engine
        self._runner = Runner(engine, cache, progress)
        self._chunks: dict[tuple[str, Finder], list[Chunk]] = {}
        self._chosen: dict[Chunk, Candidate] = {}

    def translate(self, texts: Iterable[tuple[str, Finder]]) -> None:
        """Translate and enforce; ``result`` then gives the outcome for each text and finder."""
        chunked = {
            (text, finder): chunks_of(text, finder, self._engine)
            for text, finder in dict.fromkeys(texts)
        }
        self._chunks |= chunked
        wanted = {
            chunk: chunk.request(self._engine)
            for some in chunked.values()
            for chunk in some
            if has_arabic(chunk.source)
        }
        answers = cured(self._runner.run(wanted.values()), self._runner.run)
        pairs = [(request, chunk.matches) for chunk, request in wanted.items()]
        chosen = enforcement.enforce(pairs, answers, self._runner.run)
        self._chosen |= dict(zip(wanted, chosen, strict=True))

    def result(self, text: str, finder: Finder) -> Result:
        """What became of a text."""
        parts, verdicts, scores = [], [], []
        for chunk in self._chunks[text, finder]:
            candidate = self._chosen.get(chunk)
            if candidate is None:
                parts.append(english_marks(chunk.source))
                continue
            parts.append(english_marks(candidate.text))
            scores.append(candidate.score)
            verdicts += list(zip(chunk.originals, candidate.verdicts, strict=True))
        english = parts[0] if len(parts) == 1 else chunks.join(parts)
        if len(parts) > 1:
            verdicts = _anew(english, verdicts)
        score = sum(scores) / len(scores) if scores else None
        return Result(_with_capital(english, verdicts), score, verdicts)


def _with_capital(english: str, verdicts: Sequence[tuple[Match, Verdict]]) -> str:
    """The English with a capital where a term begins it, unless the term's case is fixed."""
    at = len(english) - len(english.lstrip(OPENING))
    begins = any(v.start == at and m.entry.case != "fixed" for m, v in verdicts)
    return english[:at] + english[at].upper() + english[at + 1 :] if begins else english


def _anew(english: str, verdicts: Sequence[tuple[Match, Verdict]]) -> list[tuple[Match, Verdict]]:
    """Verdicts on a sentence joined from chunks: the places found again, how they came kept."""
    places = enforcement.check(english, [match for match, _ in verdicts])
    return [
        (match, _as_it_came(old, place))
        for (match, old), place in zip(verdicts, places, strict=True)
    ]


def _as_it_came(old: Verdict, place: Verdict) -> Verdict:
    stood = old.status in ("satisfied", "repaired") and place.status == "satisfied"
    return replace(place, status=old.status, reason=old.reason) if stood else place


def texts_of(
    article: Article, segments: Sequence[Segment], memory: Memory = NOTHING
) -> Iterator[str]:
    """Everything of an article that an engine is asked for."""
    kinds = {block.id: block.kind for block in article.blocks}
    for segment in segments:
        known = labels.phrase(segment.source) or memory.find(segment.source)
        if kinds[segment.block] not in LABELS and known is None:
            yield asked(segment.source)
    yield from markup.texts(article)


def translate(
    articles: Sequence[Article],
    engine: Engine,
    matcher: Matcher,
    cache: Cache,
    progress: Progress | None = None,
    memory: Memory = NOTHING,
) -> list[Bilingual]:
    """The articles with a target for every segment, without cues.

    What ``memory`` knows is put in as it is: checked, never rewritten.
    """
    segmented = [segment_article(article) for article in articles]
    translator = Translator(engine, cache, progress)
    translator.translate(
        (text, matcher)
        for article, segments in zip(articles, segmented, strict=True)
        for text in texts_of(article, segments, memory)
    )
    drafts = [
        Draft(article, list(_translated(article, segments, translator, matcher, memory)), matcher)
        for article, segments in zip(articles, segmented, strict=True)
    ]
    translator.translate(
        (asked(segment.source), draft.register)
        for draft in drafts
        for segment in draft.segments
        if segment.id in draft.unsettled
    )
    return [_bilingual(draft, translator, matcher, engine) for draft in drafts]


class Draft:
    """An article translated once, and the names that its Arabic and that English show.

    ``unsettled``: the ids of the segments that have a name in another form than the register's.
    """

    def __init__(self, article: Article, segments: Sequence[Segment], matcher: Matcher) -> None:
        self.article, self.segments = article, segments
        kinds = {block.id: block.kind for block in article.blocks}
        self._labels = {s.id for s in segments if kinds[s.block] in LABELS}
        rewritten = frozenset(n for n, s in enumerate(segments) if self._is_rewritten(s))
        labels = [block.speaker for block in article.blocks if block.speaker]
        labels += [segment.source for segment in segments if segment.id in self._labels]
        self.register = register.build(segments, labels, rewritten, matcher)
        self.unsettled = {s.id for s in segments if self._is_unsettled(s)}

    def is_label(self, segment: Segment) -> bool:
        """Whether a segment is a dateline or byline."""
        return segment.id in self._labels

    def _is_rewritten(self, segment: Segment) -> bool:
        return segment.score is not None and not self.is_label(segment)

    def named(self, segment: Segment) -> list[Match]:
        """The article's names in a segment that the engine translated."""
        text = asked(segment.source)
        return self.register.named(text) if self._is_rewritten(segment) else []

    def _is_unsettled(self, segment: Segment) -> bool:
        """Whether a name in a segment has another form than the register's."""
        named = self.named(segment)
        missing = any(v.status == "missing" for v in enforcement.check(segment.target, named))
        return missing or bool(enforcement.forbidden_in(segment.target, named))


def _bilingual(draft: Draft, translator: Translator, matcher: Matcher, engine: Engine) -> Bilingual:
    """An article, its names the same throughout, full and short forms in place."""
    article = draft.article
    named = [_named(segment, draft, translator) for segment in draft.segments]
    body = frozenset(block.id for block in article.blocks if block.kind not in UNCOUNTED)
    settled = mentions.settled(named, matcher.shortened, body)
    marked = markup.marked(article, settled, lambda text: translator.result(text, matcher).english)
    return Bilingual(
        article,
        str(article.path) if article.path else "-",
        engine.info,
        tuple(marked),
        _speakers(article, draft.register),
        names=tuple(name.registered for name in draft.register.names),
    )


def _named(segment: Segment, draft: Draft, translator: Translator) -> Segment:
    """A segment with the article's names in their one form, among its terms."""
    if draft.is_label(segment):
        return _translated_label(segment, draft.register)
    if segment.id in draft.unsettled:
        return _answered(segment, translator.result(asked(segment.source), draft.register))
    mark = item_mark(segment.source)
    prefix = len(labels.mark(segment.source[:mark]))
    english = segment.target[prefix:]
    uses = [
        _use(segment.start + mark, segment.target, v.match, v, prefix)
        for v in enforcement.check(english, draft.named(segment))
    ]
    uses = [replace(use, reason=use.reason or enforcement.FIRST) for use in uses]
    return replace(segment, terms=tuple(sorted((*segment.terms, *uses), key=lambda u: u.start)))


def _speakers(article: Article, finder: Finder) -> dict[str, str]:
    """Each speaker label of an article, once, and its English."""
    found = dict.fromkeys(block.speaker for block in article.blocks if block.speaker)
    return {speaker: labels.translate(speaker, finder).text for speaker in found}


def _translated(
    article: Article,
    segments: Sequence[Segment],
    translator: Translator,
    matcher: Matcher,
    memory: Memory,
) -> Iterator[Segment]:
    blocks: dict[str, Block] = {block.id: block for block in article.blocks}
    for segment in segments:
        if blocks[segment.block].kind in LABELS:
            yield _translated_label(segment, matcher)
            continue
        fixed = labels.phrase(segment.source)
        if fixed is not None:
            yield replace(segment, target=fixed, origin="machine")
            continue
        approved = memory.find(segment.source)
        if approved is not None:
            yield _remembered(segment, approved, matcher)
            continue
        yield _answered(segment, translator.result(asked(segment.source), matcher))


def _answered(segment: Segment, result: Result) -> Segment:
    """A segment with what the engine made of it, and what is to be said of that."""
    mark = item_mark(segment.source)
    prefix = labels.mark(segment.source[:mark])
    english = prefix + result.english
    uses = tuple(_use(segment.start + mark, english, m, v, len(prefix)) for m, v in result.verdicts)
    remarks = (
        *check_health(segment.source, english),
        *check_figures(segment.source, english),
        *_remarks_on(english, uses, result.verdicts),
    )
    origin: Origin = "machine" if result.score is not None else "none"
    return replace(
        segment, target=english, origin=origin, terms=uses, warnings=remarks, score=result.score
    )


def _remembered(segment: Segment, approved: str, matcher: Matcher) -> Segment:
    """An approved translation, what it does not keep of figures and terms noted."""
    matches = matcher.find(segment.source)
    verdicts = list(zip(matches, enforcement.check(approved, matches), strict=True))
    uses = tuple(_use(segment.start, approved, match, verdict) for match, verdict in verdicts)
    remarks = (
        *check_figures(segment.source, approved),
        *_remarks_on(approved, uses, verdicts),
    )
    return replace(segment, target=approved, origin="memory", terms=uses, warnings=remarks)


def _remarks_on(
    english: str, uses: Sequence[TermUse], verdicts: Sequence[tuple[Match, Verdict]]
) -> Iterator[Remark]:
    """What is to be said of a target's terms."""
    yield from (_missing(use) for use in uses if use.status == "missing")
    yield from (_offered(use) for use in uses if use.status == "ambiguous")
    yield from (_forbidden(text) for text in forbidden_words(english, verdicts))


def _translated_label(segment: Segment, finder: Finder) -> Segment:
    label = labels.translate(segment.source, finder)
    uses = tuple(
        _use(segment.start, label.text, match, Verdict(match, "satisfied", start, end))
        for match, start, end in label.terms
    )
    remarks: tuple[Remark, ...] = ()
    if label.guessed:
        message = f"spelled by rule: {', '.join(label.guessed)}"
        remarks = (Remark("romanised", "info", message),)
    return replace(segment, target=label.text, origin="machine", terms=uses, warnings=remarks)


def _use(offset: int, english: str, match: Match, verdict: Verdict, shift: int = 0) -> TermUse:
    """A match and its verdict as a use; ``offset`` and ``shift`` are what stands before the
    translated text in the block and in its English."""
    found = verdict.start is not None and verdict.end is not None
    start = verdict.start + shift if verdict.start is not None else None
    end = verdict.end + shift if verdict.end is not None else None
    return TermUse(
        match.entry.id,
        match.entry.source,
        match.surface,
        match.start + offset,
        match.end + offset,
        match.entry.target,
        english[start:end] if found else None,
        start,
        end,
        verdict.status,
        verdict.reason,
    )


def forbidden_words(english: str, verdicts: Sequence[tuple[Match, Verdict]]) -> list[str]:
    """The words of a target that an entry met in its source forbids."""
    found = enforcement.forbidden_in(english, [match for match, _ in verdicts])
    return [english[start:end] for start, end, _ in found]


def _offered(use: TermUse) -> Remark:
    message = f"“{use.surface}” may be “{use.target}”"
    return Remark("term-ambiguous", "warning", message, use.start, use.end)


def _forbidden(words: str) -> Remark:
    return Remark("term-forbidden", "warning", f"the glossary forbids “{words}”")


def _missing(use: TermUse) -> Remark:
    message = f"“{use.surface}” should be “{use.target}”"
    code = "term-missing" if use.listed else "name-missing"
    return Remark(code, "warning", message, use.start, use.end)
