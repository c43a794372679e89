"""The commands that keep a list, as a maintainer calls them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import NEWS, SAMPLES, Outcome

Run = Callable[..., Outcome]


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    path = tmp_path / "terms.csv"
    path.write_text("# ours\nsource,target\nالرقة,Raqqa\n حلب,Aleppo\n", "utf-8")
    return path


def test_the_shipped_list_is_clean(run: Run) -> None:
    problems = run("glossary", "check", NEWS, "--json").json["problems"]
    assert [p for p in problems if p["severity"] != "info"] == []


def test_check_and_fix(run: Run, terms: Path) -> None:
    outcome = run("glossary", "check", terms)
    assert outcome.code == 1 and f"{terms}:4: warning spaces" in outcome.out
    outcome = run("glossary", "check", terms, "--fix")
    assert "left as it is" in outcome.err and " حلب" in terms.read_text("utf-8")
    outcome = run("glossary", "check", terms, "--fix", "--yes")
    assert outcome.code == 0 and "+حلب,Aleppo" in outcome.out
    assert terms.read_text("utf-8") == "# ours\nsource,target\nالرقة,Raqqa\nحلب,Aleppo\n"


def test_add_edit_remove(run: Run, terms: Path) -> None:
    assert run("glossary", "add", terms, "دير الزور", "Deir ez-Zor", "--domain", "Syria").code == 0
    assert run("glossary", "add", terms, "ديرالزور", "x").code == 0
    assert run("glossary", "add", terms, "دير الزور", "x").code == 2
    assert run("glossary", "add", terms, "حمص", "Homs", "--status", "good").code == 2
    assert run("glossary", "edit", terms, "Raqqa", "--allowed", "Al-Raqqa|Rakka").code == 0
    assert run("glossary", "edit", terms, "Raqqa").code == 2
    assert run("glossary", "remove", terms, "حلب").code == 0
    assert run("glossary", "remove", terms, "حلب").code == 2
    text = terms.read_text("utf-8")
    assert "الرقة,Raqqa,,Al-Raqqa|Rakka" in text and "حلب" not in text and "# ours" in text


def test_import_export_and_diff(run: Run, terms: Path, tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.tbx", "a.martif", "a.tsv"):
        there, back = tmp_path / name, tmp_path / f"{name}.csv"
        assert run("glossary", "export", terms, there).code == 0
        assert run("glossary", "import", there, "-o", back).code == 0
        assert run("glossary", "diff", terms, back).code == 0
    assert run("glossary", "export", terms, tmp_path / "a.tbx").code == 5
    run("glossary", "edit", back, "Raqqa", "--note", "a city")
    outcome = run("glossary", "diff", terms, back, "--json")
    assert outcome.code == 1 and outcome.json["changes"][0]["kind"] == "changed"
    assert "note:  → a city" in run("glossary", "diff", terms, back).out
    outcome = run("glossary", "export", back, tmp_path / "d.csv", "--to", "deepl")
    assert "DeepL has no place for note: left out of 1 entries" in outcome.err
    assert (tmp_path / "d.csv").read_text("utf-8") == "الرقة,Raqqa\nحلب,Aleppo\n"


def test_merge(run: Run, terms: Path, tmp_path: Path) -> None:
    base, theirs = tmp_path / "base.csv", tmp_path / "theirs.csv"
    text = terms.read_text("utf-8")
    base.write_text(text, "utf-8")
    theirs.write_text(text.replace("Raqqa", "Rakka") + "حمص,Homs\n", "utf-8")
    assert run("glossary", "merge", base, terms, theirs, "-o", tmp_path / "m.csv").code == 0
    assert "Rakka" in (tmp_path / "m.csv").read_text("utf-8")
    terms.write_text(text.replace("Raqqa", "Al-Raqqa"), "utf-8")
    outcome = run("glossary", "merge", base, terms, theirs)
    assert outcome.code == 1 and "conflict: الرقة: target" in outcome.out
    merged = terms.read_text("utf-8")
    assert "الرقة,Al-Raqqa" in merged and "# conflict, theirs: الرقة,Rakka" in merged
    assert "حمص,Homs" in merged


def test_stats_coverage_and_extraction(run: Run, tmp_path: Path, packages: Path) -> None:
    out = tmp_path / "out"
    sample = SAMPLES / "breaking.txt"
    run("translate", sample, "-g", NEWS, "-o", out, "-f", "json,names", "--quality", "fast")
    report = out / "breaking.bilingual.json"
    data = json.loads(report.read_text("utf-8"))
    reasons = {term["reason"] for segment in data["segments"] for term in segment["terms"]}
    assert reasons and "names" in data and (out / "breaking.names.csv").exists()
    page = tmp_path / "coverage.html"
    outcome = run("glossary", "stats", report, "-g", NEWS, "--html", page, "--json")
    fired = outcome.json["coverage"]["terms"]
    assert fired and page.read_text("utf-8").count('scope="row"') == len(fired)
    assert "never met" in run("glossary", "stats", report, "-g", NEWS).out
    assert "entries" in run("glossary", "stats", "-g", NEWS).out
    assert run("glossary", "stats", "-g", NEWS, "--html", page).code == 2
    found = run("glossary", "extract", report, SAMPLES / "interview.txt", "-g", NEWS, "--json").json
    assert len(found["candidates"]) > 10
    rows = run("glossary", "extract", report, "-g", NEWS, "--csv", "--fewest", "1").out
    assert rows.startswith("source,target,allowed,note\n")


def test_extract_from_tmx_and_tsv(run: Run, tmp_path: Path) -> None:
    unit = (
        '<tu><tuv xml:lang="ar-EG"><seg>{}</seg></tuv><tuv xml:lang="en"><seg>{}</seg></tuv></tu>'
    )
    units = unit.format("بلدية نابلس أعلنت", "Nablus municipality announced")
    units += unit.format("قررت بلدية نابلس", "Nablus municipality decided")
    tmx = tmp_path / "m.tmx"
    tmx.write_text(f"<tmx><body>{units}</body></tmx>", "utf-8")
    tsv = tmp_path / "m.tsv"
    tsv.write_text("source\ttarget\nبلدية نابلس\tNablus municipality\n", "utf-8")
    (best, *_) = run("glossary", "extract", tmx, tsv, "--json").json["candidates"]
    assert best["source"] == "بلدية نابلس" and best["english"][0] == "Nablus municipality"
    tmx.write_text("<tmx>", "utf-8")
    assert run("glossary", "extract", tmx).code == 3
    tsv.write_text("a\tb\n", "utf-8")
    assert run("glossary", "extract", tsv).code == 3
