"""The names of an article: found in its Arabic, and their one English form."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.document import Segment, TermUse
from translate_cli.glossary import register
from translate_cli.glossary.matcher import Matcher
from translate_cli.glossary.model import Entry, Glossary

NOTHING = Matcher(Glossary())
ARTICLES = Path(__file__).parents[1] / "data" / "names.jsonl"


def segment(number: int, source: str, target: str, *uses: TermUse) -> Segment:
    return Segment(
        str(number), f"b{number}", 0, len(source), source, target, "machine", uses, score=-1.0
    )


def built(
    *pairs: tuple[str, str], labels: tuple[str, ...] = (), listed: Matcher = NOTHING
) -> register.Register:
    segments = [segment(n, source, target) for n, (source, target) in enumerate(pairs)]
    return register.build(segments, labels, frozenset(range(len(pairs))), listed)


def found(made: register.Register) -> dict[str, str]:
    return {name.entry.source: name.entry.target for name in made.names}


def test_a_name_spelled_three_ways_gets_one_form() -> None:
    made = built(
        ("قال أنطونيو غوتيريش أمس", "António Guterres said yesterday"),
        ("وأكد جوتيريس ذلك", "Gutierez confirmed it"),
        ("ولغوتيريس رأي", "Guterres has an opinion"),
        ("في كركوك", "In Kirkuk"),
    )
    targets = {name.target for text in found(made) for name in [made.find(text)[0].entry]}
    assert {t.split()[-1] for t in targets} == {"Guterres"}
    assert [m.surface for m in made.named("ولغوتيريس رأي")] == ["غوتيريس"]


def test_a_person_is_one_whole_whatever_the_engine_makes_of_her() -> None:
    made = built(
        ("سلمى الحداد: رفعنا الألغام", "Salaa al-Dahal: we raised the mines"),
        ("تكون سلمى الحداد قد ارتدت سترتها", "Salma al-Adel had put on her vest"),
        ("تقول الحداد إن العمل صعب", "She says the work is hard"),
        ("وأعلنت البلدية الحداد ثلاثة أيام", "The town declared three days of mourning"),
    )
    assert found(made) == {"سلمى الحداد": "Salma al-Haddad", "الحداد": "al-Haddad"}
    whole = made.names[0].entry
    assert set(whole.forbidden) == {"Salaa al-Dahal", "Salma al-Adel"}
    assert [m.surface for m in made.named("تقول الحداد إن العمل صعب")] == ["الحداد"]
    assert made.named("وأعلنت البلدية الحداد ثلاثة أيام") == []


def test_what_the_article_gives_in_parentheses_stands() -> None:
    made = built(
        ("مع منظمة “نورد فيلد” (NordField) النرويجية", "with the Nordfeld organisation"),
        ("وقالت نوردفيلد إنها باقية", "Nordfield said it would stay"),
        ("ورفضت “نورد فيلدز” ذلك", "Nord Fields refused"),
    )
    assert set(found(made).values()) == {"NordField"}
    (name,) = made.names
    assert set(name.entry.sources) == {"نورد فيلد", "نوردفيلد", "نورد فيلدز"}


def test_two_people_stay_two() -> None:
    made = built(
        ("قال سامي العلي إنه بريء", "Sami al-Ali said he was innocent"),
        ("وقالت سامية العلي إنها بريئة", "Sami al-Ali said she was innocent"),
    )
    assert found(made) == {"سامي العلي": "Sami al-Ali", "سامية العلي": "Samia al-Ali"}


def test_proclitics_are_no_part_of_a_name() -> None:
    made = built(
        ("وصل سولباكن إلى أوسلو", "Solbakken arrived in Oslo"),
        ("وقيل لسولباكن ذلك", "Solbakken was told"),
        ("وسولباكن غائب", "Solbakken is absent"),
    )
    spans = [made.named(text)[0] for text in ("وقيل لسولباكن ذلك", "وسولباكن غائب")]
    assert [m.surface for m in spans] == ["سولباكن"] * 2
    assert set(found(made).values()) >= {"Solbakken"}


def test_ordinary_words_are_no_names() -> None:
    made = built(
        ("على القارب ثلاثة رجال", "Ali al-Qarib three men"),
        ("كان الرجال على القارب", "The men were on the boat"),
        ("قتلوه في بيته", "Kutla killed him at home"),
        ("قالوا إنهم قتلوه", "They said they killed him"),
    )
    assert found(made) == {}


def test_an_adjective_of_a_listed_country_is_no_name() -> None:
    listed = Matcher(Glossary([Entry("t", "أوكرانيا", "Ukraine")]))
    made = built(
        ("جندي أوكراني", "An Ukranian soldier"),
        ("الجيش الأوكراني", "The Ukranian army"),
        listed=listed,
    )
    assert found(made) == {}


def test_names_of_the_list_are_left_to_it() -> None:
    target = "Raqqa and Rakka"
    term = TermUse("t", "الرقة", "الرقة", 0, 5, "Raqqa", "Raqqa", 0, 5, "satisfied")
    segments = [segment(1, "الرقة", target, term), segment(2, "الرقة", "Raqqa", term)]
    made = register.build(segments, (), frozenset((0, 1)), NOTHING)
    assert made.names == []


def test_speakers_and_bylines_are_names() -> None:
    made = built(
        ("وقال سيفرينو إن السفينة غرقت", "He said the ship had sunk"),
        ("كم عدد الركاب؟", "How many passengers?"),
        labels=("حاوره: باسم العاني", "كارلوس سيفرينو"),
    )
    assert found(made) == {"سيفرينو": "Sifrino"}
    assert made.names[0].registered.by_rule


@pytest.mark.parametrize("form", ["Kora", "Koura"])
def test_the_engines_form_stands_where_it_reads_like_the_name(form: str) -> None:
    made = built(
        ("قال عيسى كورا إنه نجا", f"Issa {form} said he survived"),
        ("وأضاف كورا ذلك", f"{form} added"),
    )
    assert found(made)["كورا"] == form


def test_a_list_goes_before_the_register() -> None:
    listed = Matcher(Glossary([Entry("t", "الحداد", "Al Haddad")]))
    made = built(
        ("قالت سلمى الحداد ذلك", "Salma said"), ("وقالت سلمى هذا", "Salma said"), listed=listed
    )
    assert [m.entry.id for m in made.find("قالت سلمى الحداد ذلك")][-1] == "t"


@given(
    st.lists(
        st.tuples(
            st.text("سلمىاحدنورفيدغتشوك، .(ABab", max_size=40), st.text("ASal-daB x.", max_size=30)
        ),
        max_size=5,
    )
)
def test_mentions_are_where_they_are_said_to_be(pairs: list[tuple[str, str]]) -> None:
    made = built(*pairs)
    for source, _ in pairs:
        end = 0
        for match in made.find(source.lstrip("- ")):
            assert match.start >= 0 and match.end > match.start
            end = match.end
        assert end <= len(source)
        for match in made.named(source):
            assert source[match.start : match.end] == match.surface


def test_most_labelled_mentions_are_recognised_without_an_engine() -> None:
    """A floor under the figure of ``benchmarks/names.py``, which has the engine's evidence too."""
    met = total = 0
    for line in ARTICLES.read_text("utf-8").splitlines():
        row = json.loads(line)
        sentences = [s for s in row["article"].replace("\n", " ").split(". ") if s]
        english = " ".join(name["english"] for name in row["names"])
        made = built(*((sentence, english) for sentence in sentences))
        for name in row["names"]:
            for spelling in name["spellings"]:
                total += 1
                met += any(
                    match.surface == spelling
                    for sentence in sentences
                    for match in made.named(sentence)
                )
    assert met / total > 0.6
