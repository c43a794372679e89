"""Terms in text as it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.glossary.matcher import Matcher
from translate_cli.glossary.model import Entry, Glossary


def matcher(*pairs: tuple[str, str]) -> Matcher:
    return Matcher(Glossary(tuple(Entry(f"t{i}", s, t) for i, (s, t) in enumerate(pairs))))


def surfaces(m: Matcher, text: str) -> list[str]:
    found = m.find(text)
    for match in found:
        assert text[match.start : match.end] == match.surface
    return [match.surface for match in found]


@pytest.mark.parametrize(
    ("source", "target", "text", "surface"),
    [
        ("التحالف", "coalition", "والتحالف", "التحالف"),
        ("التحالف", "coalition", "للتحالف", "للتحالف"),
        ("التحالف", "coalition", "بالتحالف", "التحالف"),
        ("التحالف", "coalition", "أبالتحالف", "التحالف"),
        ("الأمم المتحدة", "United Nations", "وللأمم المتحدة", "للأمم المتحدة"),
        ("الأمم المتحدة", "United Nations", "الامم  المتحده", "الامم  المتحده"),
        ("الديمقراطية", "democracy", "الدِّيمقراطيّــة", "الدِّيمقراطيّــة"),
        ("إلى الأمام", "forward", "الى الامام", "الى الامام"),
        ("حكومة", "government", "حكومته", "حكومته"),
        ("حكومة", "government", "الحكومة", "الحكومة"),
        ("حكومة", "government", "حكومات", "حكومات"),
        ("مستشفى", "hospital", "مستشفاه", "مستشفاه"),
        ("غارة جوية", "air strike", "الغارات الجوية", "الغارات الجوية"),
        ("غارة جوية", "air strike", "بغارتين جويتين", "غارتين جويتين"),
        ("وزير خارجية", "foreign minister", "وزير الخارجية", "وزير الخارجية"),
        ("مجلس النواب", "parliament", "لمجلس النواب", "مجلس النواب"),
        ("اللجنة", "committee", "للجنة", "للجنة"),
        ("بغداد", "Baghdad", "ببغداد", "بغداد"),
        ("غزة", "Gaza", "غزه", "غزه"),
        ("كانون الثاني", "January", "كانون الثاني/يناير", "كانون الثاني"),
        ("WHO", "World Health Organization", "(WHO)", "WHO"),
        ("المدعي العام", "prosecutor", "المدعى العام", "المدعى العام"),
    ],
)
def test_terms_hide(source: str, target: str, text: str, surface: str) -> None:
    sentence = f"قال إن {text} اليوم."
    assert surfaces(matcher((source, target)), sentence) == [surface]


@pytest.mark.parametrize(
    ("source", "target", "text"),
    [
        ("بغداد", "Baghdad", "البغدادي"),
        ("عدن", "Aden", "معدن"),
        ("حلب", "Aleppo", "حلبة السباق"),
        ("مصر", "Egypt", "مصرف"),
        ("حكومة", "government", "الحكومي"),
        ("فرنسا", "France", "فرنساوي"),
        ("الأمم المتحدة", "United Nations", "الأمم المتحدةx"),
    ],
)
def test_never_inside_another_word(source: str, target: str, text: str) -> None:
    assert surfaces(matcher((source, target)), f"هذا {text} هنا") == []


def test_the_longest_first_and_none_overlapping() -> None:
    m = matcher(("مجلس", "council"), ("مجلس الأمن", "Security Council"), ("الأمن", "security"))
    assert surfaces(m, "عقد مجلس الأمن جلسة بحثت الأمن في مجلس آخر") == [
        "مجلس الأمن",
        "الأمن",
        "مجلس",
    ]


def test_no_glossary() -> None:
    assert matcher().find("نص") == []


@given(st.text("ابولكهتةنمأيى َ\u200f.", max_size=60))
def test_matches_lie_in_order_in_the_text(text: str) -> None:
    m = matcher(
        ("الامن", "security"), ("بلاد", "country"), ("لمة", "gathering"), ("ابو بكر", "Abu Bakr")
    )
    cursor = 0
    for match in m.find(text):
        assert cursor <= match.start < match.end <= len(text)
        assert match.surface == text[match.start : match.end]
        cursor = match.end
