"""Which spellings are of one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.glossary.spelling import read_form
from translate_cli.glossary.spelt import Spelling

WORDS = st.lists(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويڤپ", min_size=2, max_size=9), min_size=1)


def same(one: str, other: str) -> bool:
    first, second = (tuple(read_form(name).split()) for name in (one, other))
    return Spelling.of(first).same_as(second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سولباكن", "سولبكين"),
        ("غوتيريش", "جوتيريس"),
        ("نورد فيلد", "نوردفيلد"),
        ("نورد فيلدز", "نوردفيلد"),
        ("عبد الرحمن الصياد", "عبدالرحمن الصيّاد"),
        ("أحمد الحداد", "احمد حداد"),
        ("ثورفالد إكستروم", "تورفالد اكستروم"),
        ("رافيلو", "رافيللو"),
        ("قره بينارلي", "كارابينارلي"),
        ("زدرافكو پيلينوفيتش", "زدرافكو بلينوفيتش"),
    ],
)
def test_one_name(one: str, other: str) -> None:
    assert same(one, other) and same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سامي العلي", "سامية العلي"),
        ("سالم", "سليم"),
        ("محمد", "محمود"),
        ("حسن", "حسين"),
        ("العلي", "على"),
        ("كريم", "كرم"),
        ("ياسر المرجاني", "ناصر المرجاني"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert not same(one, other) and not same(other, one)


@given(WORDS)
def test_a_name_is_itself(words: list[str]) -> None:
    assert Spelling.of(tuple(words)).same_as(tuple(words))


@given(WORDS, WORDS)
def test_likeness_goes_both_ways(one: list[str], other: list[str]) -> None:
    first, second = tuple(one), tuple(other)
    assert Spelling.of(first).same_as(second) == Spelling.of(second).same_as(first)
