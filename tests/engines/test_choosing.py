"""The choice among a beam's hypotheses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.engines.choosing import likeness, ngrams_of, ordered, spaced, whole
from translate_cli.engines.protocol import Hypothesis

texts = st.text("abcABC 24", max_size=30)


@given(st.lists(st.tuples(texts, st.floats(-5, 0)), min_size=1, max_size=4), texts)
def test_nothing_is_lost_and_the_first_has_most_renderings(
    beam: list[tuple[str, float]], rendering: str
) -> None:
    hypotheses = [Hypothesis(text, score) for text, score in beam]
    result = ordered(hypotheses, [len(text) + 1 for text, _ in beam], [rendering])
    assert sorted(h.score for h in result) == sorted(h.score for h in hypotheses)
    stand = [bool(whole(rendering).search(h.text)) for h in result]
    assert stand == sorted(stand, reverse=True)


@given(texts, texts)
def test_likeness_is_a_share_and_whole_for_the_same(one: str, other: str) -> None:
    assert 0 <= likeness(ngrams_of(one), ngrams_of(other)) <= 1
    assert likeness(ngrams_of(one), ngrams_of(one)) == pytest.approx(1 if one.split() else 0)


def test_likeness_is_chrf() -> None:
    one, other = "The army denied the report.", "The army has denied this report"
    sacrebleu = 57.5991  # sentence_chrf of version 2.6.0
    assert 100 * likeness(ngrams_of(one), ngrams_of(other)) == pytest.approx(sacrebleu, abs=1e-3)


def test_of_equals_the_one_that_the_others_agree_with_is_first() -> None:
    beam = ["Ten were hurt", "Ten people were killed", "Ten persons were killed"]
    hypotheses = [Hypothesis(text, -0.1) for text in beam]
    assert ordered(hypotheses, [5, 5, 5], [])[-1].text == "Ten were hurt"
    assert ordered(hypotheses, [5, 5, 5], ["hurt"])[0].text == "Ten were hurt"


@pytest.mark.parametrize(
    ("text", "rendering", "wanted"),
    [
        ("concluded inAqaba", "Aqaba", "concluded in Aqaba"),
        ("from theMultinational joint force", "Multinational Joint Force", None),
        ("in Aqaba, thisAqaba", "Aqaba", "in Aqaba, thisAqaba"),
        ("a 72-hourcessation of fire", "cessation of fire", "a 72-hour cessation of fire"),
        ("the airport reopened", "port", "the airport reopened"),
        ("Iran", "an", "Iran"),
        ("McDonalds", "Donald", "McDonalds"),
    ],
)
def test_a_name_gets_its_space(text: str, rendering: str, wanted: str | None) -> None:
    assert spaced(text, [rendering]) == (wanted or text.replace("theM", "the M"))
