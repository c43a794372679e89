"""What the target is made to say: forbidden words, doubtful terms, grammar, short forms, names."""

from pathlib import Path

import pytest

from translate_cli.document import Article, Bilingual, Block, EngineInfo, Segment, TermUse
from translate_cli.engines.protocol import Hypothesis, Request, Translation
from translate_cli.glossary import coverage, mentions
from translate_cli.glossary.enforcement import AVOIDED, EXCHANGED, FIRST, MAYBE, enforce
from translate_cli.glossary.extraction import extract
from translate_cli.glossary.matcher import Match, Matcher
from translate_cli.glossary.model import Entry, Glossary, MatchRule
from translate_cli.glossary.placing import placed, plural, takes_an
from translate_cli.writers import render

DAESH = Entry("t1", "داعش", "Islamic State", ("IS",), forbidden=("ISIS", "Daesh"))
SOURCE = "قال إن داعش انسحب"


def decided(entry: Entry, first: str, *others: str):  # type: ignore[no-untyped-def]
    """The candidate chosen when the engine says ``first``, and ``others`` to every repair."""
    start = SOURCE.index("داعش")
    match = Match(entry, start, start + 4, "داعش")
    request = Request(SOURCE, (("داعش", entry.target),))
    asked: list[Request] = []

    def ask(requests):  # type: ignore[no-untyped-def]
        asked.extend(requests)
        return {r: Translation(tuple(Hypothesis(o, -1.0) for o in others)) for r in asked}

    answers = {request: Translation((Hypothesis(first, -0.1),))}
    return enforce([(request, [match])], answers, ask)[0], asked


def test_a_forbidden_word_is_suppressed_first() -> None:
    chosen, asked = decided(DAESH, "He said ISIS withdrew", "He said IS withdrew")
    assert asked[0].avoid == ("Daesh", "ISIS")
    assert chosen.text == "He said IS withdrew"
    assert (chosen.verdicts[0].status, chosen.verdicts[0].reason) == ("repaired", AVOIDED)


def test_a_forbidden_word_is_replaced_last() -> None:
    chosen, _ = decided(DAESH, "He said ISIS's men withdrew", "He said Daesh withdrew")
    assert chosen.text == "He said Islamic State's men withdrew"
    assert chosen.verdicts[0].reason == EXCHANGED and not chosen.forbidden


def test_a_satisfied_term_says_so() -> None:
    chosen, asked = decided(DAESH, "He said Islamic State withdrew")
    assert chosen.verdicts[0].reason == FIRST and not asked


def test_a_doubtful_term_is_not_forced() -> None:
    entry = Entry("t1", "داعش", "Islamic State", match=MatchRule(ambiguous=True))
    chosen, asked = decided(entry, "He said the group withdrew")
    assert not asked and chosen.text == "He said the group withdrew"
    assert (chosen.verdicts[0].status, chosen.verdicts[0].reason) == ("ambiguous", MAYBE)


@pytest.mark.parametrize(
    ("text", "old", "rendering", "result"),
    [
        ("A raid hit it", "raid", "air strike", "An air strike hit it"),
        ("after an attack", "attack", "raid", "after a raid"),
        ("an organisation", "organisation", "UN body", "a UN body"),
        ("a group", "group", "NGO", "an NGO"),
        ("the the", "the", "x", "X the"),
        ("Raids hit", "Raids", "air strike", "Air strikes hit"),
        ("the city's mayor", "city's", "Raqqa", "the Raqqa's mayor"),
        ("in the Congo", "Congo", "the Democratic Republic of Congo", None),
        ("their bodies found", "bodies", "agency", "their agencies found"),
    ],
)
def test_grammar_around_a_rendering(
    text: str, old: str, rendering: str, result: str | None
) -> None:
    start = text.index(old)
    got = placed(text, start, start + len(old), rendering)
    assert got == (result or "in the Democratic Republic of Congo")


def test_a_fixed_case_stays() -> None:
    assert placed("Apple said", 0, 5, "iPhone", fixed=True) == "iPhone said"
    assert placed("Apple said", 0, 5, "raid") == "Raid said"


def test_articles_and_plurals() -> None:
    assert [takes_an(w) for w in ("hour", "university", "MP", "UN", "egg", "house")] == [
        True,
        False,
        True,
        False,
        True,
        False,
    ]
    assert [plural(w) for w in ("strike", "army", "church", "day")] == [
        "strikes",
        "armies",
        "churches",
        "days",
    ]


def segment(number: int, source: str, target: str, *uses: TermUse) -> Segment:
    block = f"b{number}"
    return Segment(str(number), block, 0, len(source), source, target, "machine", uses)


def use(target: str, rendering: str) -> TermUse:
    at = target.index(rendering)
    return TermUse(
        "t1", "س", "س", 0, 1, "United Nations", rendering, at, at + len(rendering), "satisfied"
    )


def test_full_form_first_then_the_short_one() -> None:
    entry = Entry("t1", "س", "United Nations", short="UN")
    texts = ["The UN met.", "The United Nations' envoy of the United Nations left."]
    first = segment(1, "س", texts[0], use(texts[0], "UN"))
    second_use = use(texts[1], "United Nations'")
    third_use = use(texts[1][10:], "United Nations")
    third_use = TermUse(**{**vars(third_use), "target_start": 33, "target_end": 47})
    second = segment(2, "س س", texts[1], second_use, third_use)
    title = segment(3, "س", "UN meets", use("UN meets", "UN"))
    done = mentions.settled([title, first, second], {"t1": entry}, frozenset({"b1", "b2"}))
    assert [s.target for s in done] == [
        "UN meets",
        "The United Nations met.",
        "The UN's envoy of the UN left.",
    ]
    for item in done:
        for term in item.terms:
            assert item.target[term.target_start : term.target_end] == term.rendering
    assert done[2].terms[1].reason == mentions.SHORTENED


def test_candidates_with_their_likely_english() -> None:
    pairs = [
        (
            "أعلنت هيئة الطيران المدني إغلاق المطار",
            "The Civil Aviation Authority closed the airport",
        ),
        ("وقالت هيئة الطيران المدني إن الرحلات ألغيت", "The Civil Aviation Authority said flights"),
        ("رفضت هيئة الطيران المدني التعليق", "The Civil Aviation Authority declined to comment"),
        ("عاد المسافرون إلى الرقة", "Travellers returned to Raqqa"),
        ("وصلوا إلى الرقة", "They reached Raqqa"),
    ]
    known = Matcher(Glossary([Entry("t", "الرقة", "Raqqa")]))
    best = extract(pairs, known)[0]
    assert (best.source, best.count) == ("هيئة الطيران المدني", 3)
    assert best.english[0] == "Civil Aviation Authority" and best.contexts
    assert not any("الرقة" in candidate.source for candidate in extract(pairs, known))


def test_coverage(tmp_path: Path) -> None:
    use = TermUse("t1", "داعش", "داعش", 0, 4, "IS <b>", "IS <b>", 0, 6, "repaired")
    segment = Segment("s1", "b1", 0, 4, "داعش", "IS <b>", "machine", (use, use))
    article = Article([Block("b1", "paragraph", "داعش")], "ar", None)
    made = Bilingual(article, "-", EngineInfo("x", "x", "", "best"), [segment])
    path = tmp_path / "a.bilingual.json"
    path.write_bytes(render("json", made))
    glossary = Glossary([DAESH, Entry("t2", "حلب", "Aleppo")])
    report = coverage.read([path, path], glossary)
    assert (report.terms[0].total, report.terms[0].kept, len(report.terms[0].articles)) == (4, 4, 1)
    assert report.silent == [("حلب", "Aleppo")]
    page = coverage.as_page(report, "Coverage & more").decode()
    assert "Coverage &amp; more" in page and "IS &lt;b&gt;" in page and "4 of 4 kept" in page
    path.write_text("{}", "utf-8")
    with pytest.raises(Exception, match="is not a bilingual JSON"):
        coverage.read([path], glossary)
