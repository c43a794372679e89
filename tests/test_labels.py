"""Datelines, bylines and speakers without an engine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.arabic import has_arabic
from translate_cli.glossary.lexicon import names
from translate_cli.glossary.matcher import Matcher
from translate_cli.glossary.model import Entry, Glossary
from translate_cli.labels import phrase, translate
from translate_cli.romanisation import romanise

MATCHER = Matcher(Glossary((Entry("t1", "الموصل", "Mosul"), Entry("t2", "العراق", "Iraq"))))


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("وكالة | الموصل – العراق (خاص)", "Agency | Mosul – Iraq (exclusive)"),
        ("المعلق", "Narrator"),
        ("س", "Q"),
        ("الثلاثاء 14:20 بتوقيت العراق", "Tuesday 14:20 Iraq time"),
        ("تصوير: محمد حداد", "Camera: Mohammed Haddad"),
        ("Reuters – الموصل", "Reuters – Mosul"),
    ],
)
def test_labels(arabic: str, english: str) -> None:
    assert translate(arabic, MATCHER).text == english


def test_terms_have_their_places() -> None:
    label = translate("بالموصل – العراق", MATCHER)
    for match, start, end in label.terms:
        assert label.text[start:end] == match.entry.target
    assert [m.entry.source for m, _, _ in label.terms] == ["الموصل", "العراق"]


def test_a_guess_is_named() -> None:
    label = translate("زقنبوط الخرندعي", MATCHER)
    assert label.guessed == ("زقنبوط", "الخرندعي")
    assert not has_arabic(label.text) and label.text[0].isupper()


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىةئؤء َُ|–:،() 12aZ"))
def test_no_arabic_letter_is_left(text: str) -> None:
    assert not has_arabic(translate(text, MATCHER).text)


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىةئؤءً", min_size=1))
def test_romanised_words_are_latin(word: str) -> None:
    assert not has_arabic(romanise(word)) or not word.strip("ءً")


@pytest.mark.parametrize(
    ("word", "latin"),
    [("بدر", "Badr"), ("يوسف", "Yusaf"), ("المياحي", "al-Myahi"), ("وليد", "Walid")],
)
def test_romanisation(word: str, latin: str) -> None:
    assert romanise(word) == latin


def test_words_of_the_trade() -> None:
    assert phrase("يتبع...") == "More to follow"
    assert phrase("يتبع الفريق") is None
    assert len(names()) > 4000
    assert not [known for known in names().values() if has_arabic(known.english)]
    assert {known.kind for known in names().values()} == {
        *("person", "particle", "place", "role", "trade")
    }
