"""Renderings in English, verdicts, repairs and the choice among candidates."""

import pytest

from translate_cli.engines.protocol import Hypothesis, Link, Request, Translation
from translate_cli.glossary.enforcement import (
    carried,
    check,
    enforce,
    rendering_pattern,
    repairs,
    terms_of,
)
from translate_cli.glossary.matcher import Match
from translate_cli.glossary.model import Entry

RAQQA = Entry("t1", "الرقة", "Raqqa", ("al-Raqqah",))
STRIKE = Entry("t2", "غارة جوية", "air strike")


def at(entry: Entry, source: str, surface: str) -> Match:
    start = source.index(surface)
    return Match(entry, start, start + len(surface), surface)


@pytest.mark.parametrize(
    ("rendering", "text", "found"),
    [
        ("air strike", "Air strikes hit", "Air strikes"),
        ("air strike", "the air\nstrike's aim", "air\nstrike's"),
        ("ministry", "ministries", "ministries"),
        ("al-Qaeda", "Al-Qaeda said", "Al-Qaeda"),
        ("Raqqa", "Raqqa’s mayor", "Raqqa’s"),
        ("UN", "the UN said", "UN"),
        ("Gaza", "in Gaza.", "Gaza"),
    ],
)
def test_renderings_as_they_stand(rendering: str, text: str, found: str) -> None:
    match = rendering_pattern(rendering).search(text)
    assert match is not None and match.group() == found


@pytest.mark.parametrize(
    ("rendering", "text"),
    [("UN", "un autre"), ("IS", "this is it"), ("Oman", "woman"), ("Iran", "Irans")],
)
def test_what_is_no_rendering(rendering: str, text: str) -> None:
    assert rendering_pattern(rendering).search(text) is None


def test_verdicts_take_places_of_their_own() -> None:
    source = "الرقة ثم الرقة ثم غارة جوية"
    second = Match(RAQQA, 9, 14, "الرقة")
    matches = [at(RAQQA, source, "الرقة"), second, at(STRIKE, source, "غارة جوية")]
    one, two, three = check("Al-Raqqah, then Raqqa.", matches)
    assert (one.start, two.start, three.status) == (16, 0, "missing")
    one, two, _ = check("Only Raqqa.", matches)
    assert one.status == two.status == "satisfied" and one.start == two.start


def test_terms_once_each() -> None:
    matches = [Match(RAQQA, 0, 1, ""), Match(STRIKE, 2, 3, ""), Match(RAQQA, 4, 5, "")]
    assert terms_of(matches) == (("الرقة", "Raqqa"), ("غارة جوية", "air strike"))


def test_the_english_put_into_the_arabic() -> None:
    source = "استهدفت بالرقة غارة جوية"
    text = carried(source, [at(RAQQA, source, "الرقة"), at(STRIKE, source, "غارة جوية")])
    assert text == "استهدفت ب Raqqa air strike"


def no_more(requests: object) -> dict[Request, Translation]:
    return {request: Translation((Hypothesis("", -9.0),)) for request in requests}  # type: ignore[attr-defined]


def test_another_hypothesis_that_has_the_term() -> None:
    source = "في الرقة اليوم"
    request = Request(source)
    answers = {
        request: Translation(
            (Hypothesis("In the city today", -0.1), Hypothesis("In Raqqa today", -0.4))
        )
    }
    (best,) = enforce([(request, [at(RAQQA, source, "الرقة")])], answers, no_more)
    assert best.text == "In Raqqa today" and best.verdicts[0].status == "repaired"


def test_the_engines_own_answer_is_kept_where_it_is_right() -> None:
    source = "في الرقة اليوم"
    request = Request(source)
    answers = {
        request: Translation((Hypothesis("In Raqqa now", -0.9), Hypothesis("In Raqqa today", -0.1)))
    }
    (best,) = enforce([(request, [at(RAQQA, source, "الرقة")])], answers, no_more)
    assert best.text == "In Raqqa now" and best.verdicts[0].status == "satisfied"


def test_repairs_ask_for_what_is_lacking() -> None:
    source = "في الرقة غارة جوية"
    request = Request(source, (("الرقة", "Raqqa"), ("غارة جوية", "air strike")))
    matches = [at(RAQQA, source, "الرقة"), at(STRIKE, source, "غارة جوية")]
    first = Hypothesis("In the city a raid", -0.1, (Link(3, 11, 3, 8),))
    verdicts = check(first.text, matches)
    from translate_cli.glossary.enforcement import FIRST, Candidate

    asked = [
        one for _, one in repairs(request, Candidate(first.text, -0.1, verdicts, FIRST), first)
    ]
    assert Request(source, request.terms, "In Raqqa") in asked
    assert any("Raqqa air strike" in r.source for r in asked)
    assert len(set(asked)) == len(asked)


def test_aligned_words_are_replaced_when_nothing_else_helps() -> None:
    source = "الرقة اليوم"
    request = Request(source)
    first = Hypothesis(
        "The place today", -0.1, (Link(0, 3, 0, 5), Link(4, 9, 0, 5), Link(10, 15, 6, 11))
    )
    answers = {request: Translation((first,))}
    (best,) = enforce([(request, [at(RAQQA, source, "الرقة")])], answers, no_more)
    assert best.text == "Raqqa today" and best.verdicts[0].status == "repaired"


def test_what_stays_missing_is_said() -> None:
    source = "في الرقة اليوم"
    request = Request(source)
    answers = {request: Translation((Hypothesis("In the city today", -0.1),))}
    (best,) = enforce([(request, [at(RAQQA, source, "الرقة")])], answers, no_more)
    assert best.text == "In the city today" and best.verdicts[0].status == "missing"


def test_an_unsound_candidate_never_wins() -> None:
    source = "في الرقة اليوم"
    request = Request(source)
    loop = "Raqqa Raqqa Raqqa Raqqa Raqqa Raqqa"
    answers = {request: Translation((Hypothesis("In the city", -0.1), Hypothesis(loop, -0.2)))}
    (best,) = enforce([(request, [at(RAQQA, source, "الرقة")])], answers, no_more)
    assert best.text == "In the city"
