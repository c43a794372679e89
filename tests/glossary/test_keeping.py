"""A list kept by hand: edits change their lines alone, checks name lines, merges drop nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import entries

from translate_cli.errors import InputError, UsageError
from translate_cli.glossary import editing, lint, merging, table
from translate_cli.glossary.model import Entry, identity

LIST = (
    "# our list\r\nsource,target,allowed,note\r\n\r\n"
    'غارة جوية,air strike,airstrike,"with, comma"\r\n# places\r\nالرقة,Raqqa,,\r\n'
)


def parse(text: str) -> table.Table:
    return table.parse(text.encode(), Path("terms.csv"))


def entry(source: str, target: str, **fields: str) -> Entry:
    return Entry(identity(source, target), source, target, **fields)  # type: ignore[arg-type]


def changed_lines(old: table.Table, new: table.Table) -> list[str]:
    return [line for line in new.lines if line not in old.lines]


def test_an_edit_changes_its_line_alone() -> None:
    old = parse(LIST)
    assert old.text() == LIST.encode()
    new = editing.change(old, editing.only_row(old, "Raqqa"), {"target": "Al-Raqqa"})
    assert changed_lines(old, new) == ["الرقة,Al-Raqqa,,"]
    assert new.text().count(b"\r\n") == LIST.count("\r\n")


def test_a_new_column_changes_the_header_and_its_row() -> None:
    old = parse(LIST)
    new = editing.add(old, entry("حلب", "Aleppo", domain="places"))
    assert changed_lines(old, new) == ["source,target,allowed,note,domain", "حلب,Aleppo,,,places"]
    assert [e.target for e in new.entries()] == ["air strike", "Raqqa", "Aleppo"]


def test_a_list_without_a_header_gets_one_when_it_needs_it() -> None:
    new = editing.add(parse("الرقة,Raqqa\n"), entry("حلب", "Aleppo", short="A"))
    assert [e.short for e in new.entries()] == ["", "A"]


def test_removing_and_not_finding() -> None:
    old = parse(LIST)
    new = editing.remove(old, editing.only_row(old, "الرقه"))
    assert "# places" in new.lines and len(new.entries()) == 1
    with pytest.raises(UsageError, match="has no entry"):
        editing.only_row(old, "Paris")
    with pytest.raises(UsageError, match="several entries"):
        editing.only_row(parse("source,target\nا,x\nا,y\n"), "ا")
    with pytest.raises(InputError, match="has no target"):
        editing.change(old, 4, {"target": ""})


def test_an_edit_does_not_overwrite_another_persons(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("source,target\nالرقة,Raqqa\n", "utf-8")
    old = table.read(path)
    path.write_text("source,target\nالرقة,Rakka\n", "utf-8")
    with pytest.raises(InputError, match="changed by someone else"):
        editing.write(old, editing.remove(old, 2))


@settings(max_examples=60, deadline=None)
@given(some=st.lists(entries, min_size=1, max_size=4), new=entries)
def test_adding_then_removing_gives_the_list_back(some: list[Entry], new: Entry) -> None:
    old = parse(table.compose([entry("حلب", "Aleppo"), *some]))
    more = editing.add(old, new)
    assert more.entries()[:-1] == old.entries() and more.entries()[-1] == new
    again = editing.remove(more, more.entries()[-1].line or 0)
    assert again.entries() == old.entries()


PROBLEMS = """source,target,allowed,forbidden,variants,status
 الرقة ,Raqqa,,,,
الرقه,Raqqa,,,,
الرقة,Rakka,,,,
غارة جوية,,,,,
London,London,,,,
قصف,القصف,,,,
قصف مدفعي,shelling,barrage| shelling,barrage,,
دمشق,Damascus,,,حلب,
حلب,Aleppo,,,,
مجلس الأمن,Security Council,,,,
مجلس الأمن القومي,NSC,,,,
"""


def test_what_is_wrong_in_a_list() -> None:
    found = {(p.line, p.code) for p in lint.check(parse(PROBLEMS))}
    assert found >= {
        (2, "spaces"),
        (3, "duplicate"),
        (4, "conflict"),
        (5, "unsound"),
        (6, "script"),
        (7, "script"),
        (8, "spaces"),
        (8, "repeat"),
        (8, "deprecated"),
        (9, "variant"),
        (12, "inside"),
    }
    assert not lint.check(parse(LIST))


def test_safe_repairs() -> None:
    old = parse("source,target,allowed\n الرقة ,Raqqa,Raqqa| R \nحلب,Aleppo,\nحلب,Aleppo,\n")
    mended = lint.fixed(old, lint.check(old))
    assert mended.lines == ("source,target,allowed", "الرقة,Raqqa,R", "حلب,Aleppo,", "")
    assert not lint.check(mended)


BASE = "source,target,note\nا ب,one,\nت ث,two,\nج ح,three,\nخ د,four,\n"


def test_merging_what_two_people_did() -> None:
    mine = "# mine\nsource,target,note\nت ث,two,checked\nا ب,ONE,\nج ح,three,\nس ش,new,\n"
    theirs = "source,target,note\nا ب,uno,\nت ث,TWO,\n# their places\nخ د,four,\nص ض,newer,\n"
    merged, conflicts = merging.merge(parse(BASE), parse(mine), parse(theirs))
    got = {e.source: (e.target, e.note) for e in merged.entries()}
    assert got == {
        "ت ث": ("TWO", "checked"),
        "ا ب": ("ONE", ""),
        "س ش": ("new", ""),
        "ص ض": ("newer", ""),
    }
    assert [(c.source, c.base, c.mine, c.theirs) for c in conflicts] == [
        ("ا ب", "one", "ONE", "uno")
    ]
    lines = list(merged.lines)
    assert lines[0] == "# mine" and "# their places" in lines
    assert lines[lines.index("ا ب,ONE,") - 1] == "# conflict, theirs: ا ب,uno"


def test_a_row_that_one_changed_and_the_other_removed() -> None:
    mine = BASE.replace("ا ب,one,\n", "")
    theirs = BASE.replace("one", "uno")
    merged, conflicts = merging.merge(parse(BASE), parse(mine), parse(theirs))
    assert len(conflicts) == 1 and any("uno" in line for line in merged.lines if line[0:1] == "#")
    merged, conflicts = merging.merge(parse(BASE), parse(theirs), parse(mine))
    assert len(conflicts) == 1 and "ا ب,uno," in merged.lines


@settings(max_examples=40, deadline=None)
@given(some=st.lists(entries, min_size=1, max_size=5, unique_by=lambda e: e.source))
def test_merging_with_oneself_changes_nothing(some: list[Entry]) -> None:
    text = parse(table.compose(some))
    merged, conflicts = merging.merge(text, text, text)
    assert merged.lines == text.lines and not conflicts


def test_a_diff_is_by_term() -> None:
    old = parse(BASE).entries()
    new = [*reversed(old[1:]), entry("ز س", "five")]
    new[0] = replace(new[0], target="FOUR")
    kinds = [(change.kind, change.source) for change in merging.diff(old, new)]
    assert kinds == [("changed", "خ د"), ("added", "ز س"), ("removed", "ا ب")]
