"""Where lines may break, and the rules held against labels by hand."""

from pathlib import Path

import pytest
from conftest import DATA

from translate_cli.subtitles.breaks import BAD_BREAK, break_cost, costs, forbidden


def labelled(path: Path = DATA / "breaks.txt") -> list[tuple[list[str], list[bool]]]:
    """(words, whether no break may stand before each) of the labelled sentences."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        words: list[str] = []
        kept: list[bool] = []
        for chunk in line.split(" "):
            for number, word in enumerate(chunk.split("~")):
                words.append(word)
                kept.append(number > 0)
        found.append((words, kept))
    return found


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("in the", "city"),
        ("the minister's", "office"),
        ("in that", "year"),
        ("because of", "the"),
        ("According", "to the"),
        ("after", "the war"),
        ("has already", "left"),
        ("did not", "say"),
        ("Nelson", "Mandela,"),
        ("Ahmed", "al-Tayeb,"),
        ("Omar bin", "Nasser"),
        ("Dr.", "Hala"),
        ("1.9", "million"),
        ("twenty-seven", "years"),
        ("January", "14,"),
        ("من", "المدينة"),
        ("ومن", "المدينة"),
        ("لم", "يقل"),
        ("هذه", "المدينة"),
        ("عبد", "الله"),
        ("٣٢٠", "حزبا"),
        ("عام", "2019"),
        ("99.9", "%"),
    ],
)
def test_what_belongs_together(left: str, right: str) -> None:
    assert forbidden(left.split(), right.split())


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("after", "he left"),
        ("he said", "that"),
        ("is", "the answer"),
        ("in 1994", "in the"),
        ("in the city,", "the"),
        ("went out.", "The"),
        ("المدينة", "من جديد"),
        ("قال", "الوزير"),
    ],
)
def test_what_may_part(left: str, right: str) -> None:
    assert not forbidden(left.split(), right.split())


def test_a_conjunction_is_not_left_behind() -> None:
    assert break_cost(["said"], ["that"]) < break_cost(["said", "that"], ["it"]) < BAD_BREAK


def test_the_rules_find_what_people_marked() -> None:
    marked = missed = 0
    for words, kept in labelled():
        for cost, keep in zip(costs(words), kept, strict=False):
            marked += keep
            missed += keep and cost < BAD_BREAK
    assert marked > 4000 and missed < 0.02 * marked
