"""Every list format: what goes in comes out, what cannot is said, and hostile files are refused."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import entries

from translate_cli.errors import InputError
from translate_cli.glossary.formats import FORMATS, load, read
from translate_cli.glossary.forms import anchors
from translate_cli.glossary.model import Entry, MatchRule

LOSSLESS = ("csv", "tsv", "xlsx", "tbx", "tbx-dct", "martif")
RAQQA = Entry("t1", "الرقة", "Raqqa", ("Al-Raqqa",), note="Syria", short="R", author="Mona")


@pytest.mark.parametrize("name", LOSSLESS)
@settings(max_examples=40, deadline=None)
@given(some=st.lists(entries, min_size=1, max_size=3))
def test_round_trip(name: str, tmp_path_factory: pytest.TempPathFactory, some: list[Entry]) -> None:
    form = FORMATS[name]
    path = tmp_path_factory.mktemp("lists") / f"list{form.ending}"
    writing = form.write(some)
    path.write_bytes(writing.data)
    reading = form.read(path)
    assert list(reading.entries) == some
    assert not writing.notes and not reading.notes


@pytest.mark.parametrize("name", ["tbx-min", "omegat", "deepl"])
def test_what_a_format_cannot_hold_is_said(name: str, tmp_path: Path) -> None:
    form = FORMATS[name]
    writing = form.write([RAQQA])
    assert any("author: left out of 1 entries" in note for note in writing.notes)
    path = tmp_path / f"list{form.ending}"
    path.write_bytes(writing.data)
    (entry,) = form.read(path).entries
    assert (entry.source, entry.target) == ("الرقة", "Raqqa")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-2", "@SUM(A1)", "'=x"])
@pytest.mark.parametrize("name", ["csv", "tsv", "xlsx"])
def test_no_cell_is_a_formula(name: str, cell: str, tmp_path: Path) -> None:
    entry = Entry("t1", "الرقة", "Raqqa", note=cell)
    path = tmp_path / f"list.{name}"
    path.write_bytes(FORMATS[name].write([entry]).data)
    assert read(path).entries[0].note == cell
    if name == "xlsx":
        cells = [c for row in openpyxl.load_workbook(path).active.iter_rows() for c in row]
        assert {c.data_type for c in cells if c.value} == {"s"}
    else:
        assert f"'{cell}" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("الرقة,Raqqa\nحلب,Aleppo\n", 2),
        ("الرقة;Raqqa;a city\n", 1),
        ("Term\tTranslation\nالرقة\tRaqqa\n", 1),
        ("source|target\nالرقة|Raqqa\n", 1),
    ],
)
def test_delimiters_and_headers(text: str, names: int, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode("utf-8-sig"))
    found = read(path).entries
    assert len(found) == names and found[0].target == "Raqqa"


IATE = """<?xml version="1.0" encoding="UTF-8"?>
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc/></martifHeader><text><body>
<termEntry id="IATE-1"><descripGrp><descrip type="subjectField">FINANCE</descrip></descripGrp>
<langSet xml:lang="en"><tig><term>central bank</term><termNote type="termType">fullForm</termNote>
<descrip type="reliabilityCode">3</descrip></tig><ntig><termGrp><term>CB</term>
<termNote type="termType">abbreviation</termNote></termGrp></ntig></langSet>
<langSet xml:lang="ar"><tig><term>مصرف مركزي</term></tig><tig><term>بنك مركزي</term></tig></langSet>
</termEntry><termEntry id="2"><langSet xml:lang="en"><tig><term>lonely</term></tig></langSet>
</termEntry></body></text></martif>"""


def test_files_of_other_programs(tmp_path: Path) -> None:
    path = tmp_path / "iate.tbx"
    path.write_text(IATE, "utf-8")
    reading = read(path)
    (entry,) = reading.entries
    assert (entry.source, entry.variants) == ("مصرف مركزي", ("بنك مركزي",))
    assert (entry.target, entry.short, entry.domain) == ("central bank", "CB", "FINANCE")
    assert "reliabilityCode: 1 not read" in reading.notes
    assert "concepts without Arabic: 1 not read" in reading.notes


def test_tbx_min_with_its_own_root(tmp_path: Path) -> None:
    path = tmp_path / "old.tbx"
    path.write_text(
        '<TBX dialect="TBX-Min"><body><entry id="a"><subjectField>war</subjectField>'
        '<langGroup xml:lang="ar"><termGroup><term>قصف</term></termGroup></langGroup>'
        '<langGroup xml:lang="en"><termGroup><term>shelling</term>'
        "<termStatus>preferred</termStatus>"
        "</termGroup><termGroup><term>bombing</term><termStatus>deprecated</termStatus></termGroup>"
        "</langGroup></entry></body></TBX>",
        "utf-8",
    )
    (entry,) = read(path).entries
    assert (entry.target, entry.forbidden, entry.domain) == ("shelling", ("bombing",), "war")


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<tbx><text><body>&b;</body></text></tbx>"
)


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.tbx", LAUGHS, "declares entities"),
        ("a.tbx", "<tbx><text>", "not sound XML"),
        ("a.tbx", "<html/>", "is not TBX"),
        ("a.xlsx", "no zip", "not a sound .xlsx"),
        ("a.csv", 'source,target\n"a', "not sound CSV"),
    ],
)
def test_hostile_files(name: str, text: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=problem):
        read(path)


def workbook(part: str, text: bytes, size: int | None = None) -> bytes:
    """A workbook one of whose parts is replaced."""
    source = io.BytesIO(FORMATS["xlsx"].write([RAQQA]).data)
    result = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, text if item.filename == part else old.read(item))
    return result.getvalue()


def test_hostile_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    sheet = "xl/worksheets/sheet1.xml"
    path.write_bytes(workbook(sheet, b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'))
    with pytest.raises(InputError, match="document type"):
        read(path)
    path.write_bytes(workbook(sheet, b" " * (201 * 1024**2)))
    with pytest.raises(InputError, match="unpacks to more than 200 MB"):
        read(path)


def test_a_sheet_that_declares_a_huge_size_is_read_as_it_is(tmp_path: Path) -> None:
    data = FORMATS["xlsx"].write([RAQQA]).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    import re

    huge = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', sheet)
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook("xl/worksheets/sheet1.xml", huge))
    assert [entry.target for entry in read(path).entries] == ["Raqqa"]


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=300), name=st.sampled_from(("csv", "xlsx", "tbx", "tsv", "txt")))
def test_any_bytes_are_read_or_refused(
    data: bytes, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / f"list.{name}"
    path.write_bytes(data)
    try:
        read(path)
    except InputError as error:
        assert "\n" not in str(error)


def test_several_lists_and_their_disagreements(tmp_path: Path) -> None:
    first, second = tmp_path / "house.csv", tmp_path / "desk.csv"
    first.write_text("source,target,status\nداعش,Islamic State,\nداعش,ISIS,deprecated\n", "utf-8")
    second.write_text("source,target\nداعش,Daesh\nحلب,Aleppo\n", "utf-8")
    glossary = load([first, second])
    assert [entry.target for entry in glossary.entries] == ["Islamic State", "Aleppo"]
    assert glossary.entries[0].forbidden == ("ISIS",)
    (line,) = glossary.disagreements
    assert "desk.csv:2" in line and "house.csv:2" in line and "wins" in line


def test_match_rules_as_they_are_written() -> None:
    rule = MatchRule.parse("exact; context: نفط|غاز")
    assert rule == MatchRule(exact=True, context=("نفط", "غاز"))
    assert MatchRule.parse(str(rule)) == rule
    with pytest.raises(ValueError, match="context needs words"):
        MatchRule.parse("context:")


def test_a_long_list_is_kept_as_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSLATE_CLI_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr("translate_cli.glossary.store.SHORTEST", 0)
    path = tmp_path / "list.csv"
    path.write_text("source,target,allowed,match\nالرقة,Raqqa,R|S,exact; context: ا\n", "utf-8")
    first = read(path).entries
    (file,) = (tmp_path / "cache" / "glossaries").iterdir()
    assert read(path).entries == first and first[0].match.exact and first[0].line == 2
    assert not first[0].anchors and read(path).entries[0].anchors == anchors(first[0])
    moved = replace(read(path).entries[0], source="حلب")
    assert {anchor.source for anchor in anchors(moved)} == {"حلب"}
    for damage in ("", "[]", '{"entries": [[1]], "index": [[]], "notes": []}'):
        file.write_text(damage)
        assert read(path).entries == first
    assert file.read_text("utf-8").startswith('{"entries": [["t')
