"""Folding, its map back, figures and what an engine is given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.arabic import (
    arabic_share,
    english_marks,
    fold,
    for_engine,
    has_arabic,
    numbers,
)

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآٱىةئؤءًٌَُِّْـٰ"
MIXED = st.text(st.sampled_from(ARABIC + "ﻻﷲ \u200f\u202b\u00a0aZ٣3.،؟\n😀"))


@given(MIXED)
def test_every_folded_character_has_its_origin(text: str) -> None:
    folded = fold(text)
    assert len(folded.origin) == len(folded.text) + 1
    assert list(folded.origin) == sorted(folded.origin)
    assert folded.origin[-1] == len(text)


@given(MIXED, st.data())
def test_a_span_folds_to_what_it_came_from(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    assert folded.text[start:end] in fold(text[first:last] + "x").text or start == end


@given(MIXED)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إلى", "الى"),
        ("مُؤَسَّسَة", "موسسه"),
        ("الديمقراطيـــة", "الديمقراطيه"),
        ("ﻻجئ", "لاجي"),
        ("٢٠٢٤", "2024"),
        ("کیف", "كيف"),
        ("ال\u200fأمم", "الامم"),
        ("مجلس \n الأمن", "مجلس الامن"),
    ],
)
def test_spellings_that_news_mixes_fold_alike(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


def test_figures_are_read_in_either_script() -> None:
    assert numbers("٦٬٢٠٠ مريض، 99.9% و٩٩٫٩٪ عند 10:30") == ["6200", "99.9", "99.9", "10:30"]
    assert numbers("11,340 و1,5") == ["11340", "1,5"]


@given(MIXED)
def test_an_engine_gets_plain_letters_and_single_spaces(text: str) -> None:
    plain = for_engine(text)
    assert plain.text == " ".join(plain.text.split())
    assert not set(plain.text) & set("\u200f\u202bـﻻ")
    assert len(plain.origin) == len(plain.text) + 1
    for index in range(len(text)):
        assert 0 <= plain.at(index) <= len(plain.text)


def test_offsets_go_both_ways() -> None:
    text = "\u202bالـــأمم  المتحدة\u202c"
    plain = for_engine(text)
    assert plain.text == "الأمم المتحدة"
    start = text.index("المتحدة")
    assert plain.text[plain.at(start) :] == "المتحدة"


def test_share_of_arabic() -> None:
    assert arabic_share("123 !") == 0.0
    assert arabic_share("سلام") == 1.0
    assert 0.4 < arabic_share("سلام abcd") < 0.6
    assert has_arabic("ok ﻻ") and not has_arabic("1٪ ok؟")


def test_marks_become_english() -> None:
    assert english_marks("«نعم»؟ ٩٩٫٩٪، لا؛") == '"نعم"? 99.9%, لا;'
