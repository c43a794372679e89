"""The order of the stages on a real package: labels, list marks, repeats, long sentences."""

from pathlib import Path

import pytest
from conftest import NEWS

from translate_cli import pipeline
from translate_cli.arabic import has_arabic
from translate_cli.cache import Cache
from translate_cli.document import Article, Bilingual, Block
from translate_cli.engines.argos import ArgosEngine
from translate_cli.engines.protocol import Hypothesis, Request, Translation
from translate_cli.engines.starter import StarterEngine
from translate_cli.glossary.formats import load
from translate_cli.glossary.matcher import Matcher
from translate_cli.glossary.model import Entry, Glossary

MATCHER = Matcher(load([NEWS]))


def translated(engine: ArgosEngine, *blocks: Block) -> Bilingual:
    article = Article(blocks, "ar", Path("a.txt"))
    return pipeline.translate([article], engine, MATCHER, Cache(None))[0]


def paragraph(text: str, **fields: object) -> Block:
    return Block("b1", "paragraph", text, **fields)  # type: ignore[arg-type]


class Listening:
    """The engine behind it, noting what it is asked."""

    def __init__(self, engine: ArgosEngine) -> None:
        self.asked: list[Request] = []
        self._engine = engine

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)

    def translate(self, batches):  # type: ignore[no-untyped-def]
        batches = list(batches)
        self.asked += [request for batch in batches for request in batch]
        return self._engine.translate(batches)


def test_labels_and_times_never_reach_the_engine(argos: ArgosEngine) -> None:
    engine = Listening(argos)
    result = translated(
        engine,  # type: ignore[arg-type]
        Block("b1", "dateline", "وكالة | الموصل – العراق (خاص)"),
        Block("b2", "byline", "حاورها: نوار الشماع"),
        Block("b3", "paragraph", "وصل الوزير إلى بغداد.", "المذيع", 12.0),
        Block("b4", "paragraph", "يتبع..."),
    )
    assert {r.source for r in engine.asked if not r.prefix and "Baghdad" not in r.source} == {
        "وصل الوزير إلى بغداد."
    }
    assert [s.target for s in result.segments][:2] == [
        "Agency | Mosul – Iraq (exclusive)",
        "Interview by: Nawar al-Shammaa",
    ]
    assert result.segments[3].target == "More to follow"
    assert result.speakers == {"المذيع": "Presenter"}


def test_a_list_mark_goes_past_the_engine(argos: ArgosEngine) -> None:
    engine = Listening(argos)
    (segment,) = translated(engine, paragraph("٢. وصل الوزير إلى بغداد اليوم.")).segments  # type: ignore[arg-type]
    assert segment.target.startswith("2. ") and engine.asked[0].source.startswith("وصل")
    for use in segment.terms:
        assert segment.source[use.start : use.end] == use.surface
        assert segment.target[use.target_start : use.target_end] == use.rendering


@pytest.mark.parametrize(
    ("mark", "english"),
    [("عاجل | ", "Breaking | "), ("عاجل: ", "Breaking: "), ("فيديو - ", "Video - ")],
)
def test_the_desks_mark_goes_past_the_engine(argos: ArgosEngine, mark: str, english: str) -> None:
    engine = Listening(argos)
    block = Block("b1", "title", f"{mark}وصلت سلمى الحداد إلى بغداد اليوم.")
    (segment,) = translated(engine, block).segments  # type: ignore[arg-type]
    assert segment.target.startswith(english) and engine.asked[0].source.startswith("وصلت")
    assert {use.surface for use in segment.terms} == {"سلمى الحداد", "بغداد"}
    for use in segment.terms:
        assert segment.source[use.start : use.end] == use.surface
        if use.target_start is not None:
            assert segment.target[use.target_start : use.target_end] == use.rendering


def test_like_sentences_are_asked_once(argos: ArgosEngine) -> None:
    engine = Listening(argos)
    result = translated(engine, paragraph("قالت الوزارة نعم اليوم. " * 4))  # type: ignore[arg-type]
    assert len(result.segments) == 4 and len({s.target for s in result.segments}) == 1
    assert len([r for r in engine.asked if r.attempt == 0 and not r.prefix]) == 1


def test_terms_stand_where_they_are_said_to(argos: ArgosEngine) -> None:
    text = (
        "\u202bدعت الأمـــم المتحدة\u202c إلى وقف إطلاق النار في غزه، وقالت واشنطن إنها تؤيد ذلك."
    )
    (segment,) = translated(argos, paragraph("مقدمة. " + text)).segments[1:]
    assert [u.source for u in segment.terms][:3] == ["الأمم المتحدة", "وقف إطلاق النار", "غزة"]
    for use in segment.terms:
        assert ("مقدمة. " + text)[use.start : use.end] == use.surface
        if use.status != "missing":
            assert segment.target[use.target_start : use.target_end] == use.rendering
        else:
            assert any(use.surface in remark.message for remark in segment.warnings)


def test_what_has_no_arabic_is_carried_over(argos: ArgosEngine) -> None:
    first, second = translated(argos, paragraph("BBC News, ٢٠٢٤! وصل الوزير اليوم.")).segments
    assert first.target == "BBC News, 2024!" and first.origin == "none" and first.score is None
    assert second.origin == "machine" and second.score is not None


class Broken:
    """An engine that loops unless it is asked again with other settings."""

    takes_terms, longest, signature = False, 50, "broken"

    def __init__(self, engine: ArgosEngine, heals_at: int) -> None:
        self.info, self.length, self.heals_at = engine.info, engine.length, heals_at

    def translate(self, batches):  # type: ignore[no-untyped-def]
        for batch in batches:
            yield [self._answer(request) for request in batch]

    def _answer(self, request: Request) -> Translation:
        sound = request.attempt >= self.heals_at
        text = "All is well now." if sound else "no no no no no no"
        return Translation((Hypothesis(text, -1.0),))


@pytest.mark.parametrize("heals_at", [1, 2])
def test_a_loop_is_decoded_again(argos: ArgosEngine, heals_at: int) -> None:
    engine = Broken(argos, heals_at)
    (segment,) = translated(engine, paragraph("قال الوزير نعم اليوم.")).segments  # type: ignore[arg-type]
    assert segment.target == "All is well now." and not segment.warnings


def test_a_loop_that_stays_is_flagged(argos: ArgosEngine) -> None:
    engine = Broken(argos, 99)
    (segment,) = translated(engine, paragraph("قال الوزير نعم اليوم.")).segments  # type: ignore[arg-type]
    assert [(r.code, r.severity) for r in segment.warnings] == [("loop", "error")]


def test_a_long_sentence_loses_no_clause(argos: ArgosEngine) -> None:
    engine = Listening(argos)
    text = "، ".join(f"وقال الوزير إن الاجتماع رقم {n} عقد في بغداد" for n in range(40)) + "."
    (segment,) = translated(engine, paragraph(text)).segments  # type: ignore[arg-type]
    first = [
        r for r in engine.asked if r.attempt == 0 and not r.prefix and "Baghdad" not in r.source
    ]
    assert len(first) > 3
    assert all(argos.length(r.source) <= argos.longest for r in first)
    assert len([u for u in segment.terms if u.source == "بغداد"]) == 40
    assert all(use.reason for use in segment.terms)
    assert not has_arabic(segment.target)


def test_a_changed_entry_asks_for_its_own_sentences_alone(
    starter: StarterEngine, tmp_path: Path
) -> None:
    """The cache holds raw output: what a list says of other sentences does not matter."""
    blocks = [
        Block("b1", "paragraph", "زار الوفد مدينة الرقة أمس."),
        Block("b2", "paragraph", "ارتفعت أسعار النفط اليوم."),
        Block("b3", "paragraph", "أعلنت حلب بدء الموسم."),
    ]
    article = Article(blocks, "ar", Path("a.txt"))
    cache = Cache(tmp_path / "cache.sqlite3")
    asked = []
    for raqqa in ("Raqqa", "Rakka"):
        entries = (Entry("t1", "الرقة", raqqa), Entry("t2", "حلب", "Aleppo"))
        engine = Listening(starter)
        pipeline.translate([article], engine, Matcher(Glossary(entries)), cache)  # type: ignore[arg-type]
        asked.append(engine.asked)
    assert {request.source for request in asked[0]} == {block.text for block in blocks}
    assert asked[1] and all("الرقة" in r.source or "Rakka" in r.source for r in asked[1])


def test_a_name_has_one_form_in_title_text_and_label(argos: ArgosEngine) -> None:
    result = translated(
        argos,
        Block("b1", "title", "سلمى الحداد: الأرض لم تقل كلمتها"),
        Block("b2", "byline", "حاورها: سلمي الحداد"),
        Block(
            "b3", "paragraph", "وصلت سلمى الحداد إلى بغداد. وقالت الحداد إنها بخير.", "سلمى الحداد"
        ),
    )
    assert [(n.source, n.target) for n in result.names] == [
        ("سلمى الحداد", "Salma al-Haddad"),
        ("الحداد", "al-Haddad"),
    ]
    assert result.speakers == {"سلمى الحداد": "Salma al-Haddad"}
    assert result.segments[1].target == "Interview by: Salma al-Haddad"
    for segment in result.segments:
        for use in segment.terms:
            assert (
                use.surface == segment.source[use.start - segment.start : use.end - segment.start]
            )
            if use.target_start is not None:
                assert segment.target[use.target_start : use.target_end] == use.rendering
            else:
                assert any(use.surface in remark.message for remark in segment.warnings)
    own = [use for segment in result.segments for use in segment.terms if not use.listed]
    kept = [use for use in own if use.status != "missing"]
    assert len(own) >= 3 and len(kept) >= 2
    assert {use.rendering for use in kept} <= {"Salma al-Haddad", "al-Haddad", "Al-Haddad"}
