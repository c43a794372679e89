"""Term lists from files, and what is wrong in them with its line."""

from pathlib import Path

import pytest
from conftest import NEWS

from translate_cli.arabic import has_arabic
from translate_cli.errors import InputError
from translate_cli.glossary.formats import load, source_key
from translate_cli.glossary.formats import read as read_list


def write(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "terms.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_entries(tmp_path: Path, encoding: str) -> None:
    text = (
        "# قائمة المصطلحات\nsource,target,allowed,note\n\n"
        'غارة جوية,air strike,airstrike|air raid,"with, comma"\nالرقة,Raqqa\n'
    )
    first, second = read_list(write(tmp_path, text, encoding)).entries
    assert (first.source, first.target, first.note) == ("غارة جوية", "air strike", "with, comma")
    assert first.renderings == ("air strike", "airstrike", "air raid")
    assert (first.line, second.line) == (4, 5)
    assert not first.is_name and second.is_name


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("الرقة,Raqqa,note,x\n", 1, "no header"),
        ("a,b\nالرقة,Raqqa\n", 1, "no header"),
        ("source,target,status\nالرقة,Raqqa,good\n", 2, "unknown status 'good'"),
        ("source,target,match\nالرقة,Raqqa,fuzzy\n", 2, "unknown match rule 'fuzzy'"),
        ("source,target\nالرقة,\n", 2, "no target"),
        ("source,target\nx,y\n# c\n,Raqqa\n", 4, "no source"),
        ("source,target\nالرقة,Raqqa,x\n", 2, "3 cells under 2 columns"),
        ('source,target\nالرقة,"Raqqa\n', 2, "not sound CSV"),
        ("source,target,colour\nا,b,c\n", 1, "unknown or repeated column colour"),
        ("source,target,target\nا,b,c\n", 1, "unknown or repeated"),
        ("source,target\nَُِ,b\n", 2, "source without letters"),
        ("source,target\n" + "ا" * 1001 + ",b\n", 2, "more than 1000"),
    ],
)
def test_a_malformed_list(tmp_path: Path, text: str, line: int, problem: str) -> None:
    with pytest.raises(InputError) as error:
        read_list(write(tmp_path, text))
    assert error.value.line == line
    assert problem in str(error.value) and f"terms.csv:{line}: " in str(error.value)


def test_a_missing_list(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: no such file"):
        load([tmp_path / "none.csv"])
    with pytest.raises(InputError, match=r"is not a glossary that is known by its name"):
        load([Path("terms.pdf")])


def test_the_first_list_wins(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("source,target\nالى,one\n", "utf-8")
    two.write_text("source,target\nإلى,two\nغزة,Gaza\n", "utf-8")
    assert [e.target for e in load([one, two]).entries] == ["one", "Gaza"]


def test_the_list_in_the_package() -> None:
    entries = load([Path("news")]).entries
    assert len(entries) >= 300
    assert entries == load([NEWS]).entries
    for entry in entries:
        assert has_arabic(entry.source)
        assert not any(has_arabic(rendering) for rendering in entry.renderings)
        assert len(set(entry.renderings)) == len(entry.renderings), entry
    assert len({source_key(entry) for entry in entries}) == len(entries)
    assert len({entry.id for entry in entries}) == len(entries)
