"""Matching on sentences labelled by hand, and every phenomenon that the design lists."""

import json

import pytest
from conftest import DATA

from translate_cli.glossary.matcher import Matcher
from translate_cli.glossary.model import Entry, Glossary, MatchRule, identity

ARTICLE = 3  # characters: a label may begin within an article of the match
RECALL, PRECISION = 0.98, 0.99


def matcher(*terms: tuple[str, str], **fields: object) -> Matcher:
    return Matcher(Glossary([Entry(identity(*term), *term, **fields) for term in terms]))  # type: ignore[arg-type]


def surfaces(source: str, target: str, text: str, **fields: object) -> list[str]:
    return [match.surface for match in matcher((source, target), **fields).find(text)]


def test_the_labelled_sentences() -> None:
    right = wrong = labels = 0
    for line in (DATA / "matching.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row.get("homograph"):
            continue
        wanted = []
        for source, surface, number in row["found"]:
            at = -1
            for _ in range(number + 1):
                at = row["text"].index(surface, at + 1)
            wanted.append((source, at, at + len(surface)))
        found = matcher(*map(tuple, row["terms"])).find(row["text"])
        hits = [
            any(m.entry.source == s and m.end == b and abs(m.start - a) <= ARTICLE for m in found)
            for s, a, b in wanted
        ]
        right, wrong = right + sum(hits), wrong + len(found) - sum(hits)
        labels += len(wanted)
    assert labels > 1200
    assert right / labels >= RECALL
    assert right / (right + wrong) >= PRECISION


@pytest.mark.parametrize(
    ("source", "target", "text", "found"),
    [
        ("دروع بشرية", "human shields", "اتخذوهم دروعا بشرية", ["دروعا بشرية"]),
        ("مسؤول", "official", "قال مسؤولو الوزارة", ["مسؤولو"]),
        ("الحوثيون", "Houthis", "ضربات على الحوثيين", ["الحوثيين"]),
        ("نيبالي", "Nepalese", "متسلقين نيباليين", ["نيباليين"]),
        ("عبد الله", "Abdullah", "لعبدالله وعبد الله", ["عبدالله", "عبد الله"]),
        ("أبوظبي", "Abu Dhabi", "في أبو ظبي وابوظبي", ["أبو ظبي", "ابوظبي"]),
        ("أبو مازن", "Abu Mazen", "لقاء مع أبي مازن", ["أبي مازن"]),
        ("شركة نفط الوسط", "Midland Oil Company", "شركه «نفط الوسط» قالت", ["شركه «نفط الوسط"]),
        ("السلم والمصالحة", "peace", "اتفاق السلم و المصالحه", ["السلم و المصالحه"]),
        ("الديمقراطية", "democracy", "الديموقراطية", ["الديموقراطية"]),
        ("أمريكا", "America", "في أميركا", ["أميركا"]),
        ("ص.ب.", "P.O. Box", "العنوان: ص.ب. 12", ["ص.ب"]),
        ("د. أحمد زكي", "Dr Ahmed Zaki", "قال د. أحمد زكي", ["د. أحمد زكي"]),
        ("F-16", "F-16", "طائرات F-16 وإف 16", ["F-16"]),
        ("كوفيد-19", "Covid-19", "لقاح لكوفيد 19", ["كوفيد 19"]),
        ("مالي", "Mali", "دعم المالي والمالية وماليا لمالي", ["مالي"]),
        ("عُمان", "Oman", "عَمّان وعُمان وعمان", ["عُمان", "عمان"]),
        ("علي", "Ali", "على علي وعلى", ["علي"]),
        ("ألمانيا", "Germany", "الألماني في ألمانيا وبألمانيا", ["ألمانيا", "ألمانيا"]),
    ],
)
def test_terms_as_copy_has_them(source: str, target: str, text: str, found: list[str]) -> None:
    assert surfaces(source, target, text) == found


def test_rules_of_an_entry() -> None:
    assert surfaces("غوغل", "Google", "جوجل وقوقل وكوكل", match=MatchRule(letters=True)) == [
        "جوجل",
        "قوقل",
        "كوكل",
    ]
    assert surfaces("ورشة", "workshop", "ورشه ورشات بورشة", match=MatchRule(exact=True)) == ["ورشة"]
    rule = MatchRule(context=("نفط",))
    assert surfaces("حقل", "field", "حقل قمح", match=rule) == []
    assert surfaces("حقل", "field", "حقل للنفط", match=rule) == ["حقل"]


def test_variants_are_met_as_their_entry() -> None:
    found = matcher(("سوريا", "Syria"), variants=("سورية",)).find("في سورية وسوريا")
    assert [match.surface for match in found] == ["سورية", "سوريا"]


def test_of_two_entries_the_one_in_the_same_form_wins() -> None:
    found = matcher(("ألماني", "German"), ("ألمانيا", "Germany")).find("في ألمانيا")
    assert [match.entry.target for match in found] == ["Germany"]


def test_one_head_with_two_terms() -> None:
    terms = (("وزارة الخارجية", "Foreign Ministry"), ("وزارة الدفاع", "Defence Ministry"))
    first, second = matcher(*terms).find("بيان لوزارتي الخارجية والدفاع اليوم")
    assert (first.surface, first.shared) == ("وزارتي الخارجية", False)
    assert (second.surface, second.shared, second.doubtful) == ("الدفاع", True, True)
    assert second.entry.target == "Defence Ministry"
    assert len(matcher(*terms).find("وزارة الخارجية والدفاع المدني")) == 1
