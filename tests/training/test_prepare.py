"""Training data: what is dropped, and a manifest of what is kept."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from prepare import LICENCES

KEPT = {"ar": "وصل الوفد إلى عمّان مساء أمس.", "en": "The delegation reached Amman last night."}
HELD_OUT = {"ar": "هذه جملة للتقييم.", "en": "This sentence is for evaluation."}


def write(path: Path, *rows: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with the layout of the shared data."""
    folder = tmp_path / "data"
    write(
        folder / "corpus" / "politics.jsonl",
        {**KEPT, "terms": [["عمّان", "Amman"]]},
        {**KEPT, "terms": []},
        {**HELD_OUT, "terms": []},
        {"ar": "بلا ترجمة", "en": "", "terms": []},
        {"ar": "نعم", "en": "Yes, " * 40, "terms": []},
    )
    write(
        folder / "articles" / "world.jsonl",
        {"doc": 1, "ar": "العنوان", "en": "The headline", "terms": []},
        {"doc": 1, "ar": "ثم النص", "en": "Then the text", "terms": []},
        {"doc": 2, "ar": "عنوان آخر", "en": "Another headline", "terms": []},
    )
    write(folder / "corpus-heldout.jsonl", {**HELD_OUT, "terms": []})
    (folder / "public").mkdir()
    for stem in ("flores-dev", "tico19", "tatoeba"):
        (folder / "public" / f"{stem}.ar").write_text("مرحبا\n", "utf-8")
        (folder / "public" / f"{stem}.en").write_text(f"Hello {stem}\n", "utf-8")
    (folder / "eval").mkdir()
    (folder / "eval" / "flores-devtest.en").write_text("Hello tico19\n", "utf-8")
    return folder


def prepared(data: Path, out: Path, *more: str) -> dict[str, list[dict[str, object]]]:
    script = ROOT / "training" / "prepare.py"
    command = [sys.executable, str(script), "--data", str(data), "--out", str(out), *more]
    subprocess.run(command, check=True, capture_output=True)
    return {
        path.stem: [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for path in out.glob("*.jsonl")
    }


def test_doubles_unsound_pairs_and_what_is_held_out_are_dropped(data: Path, tmp_path: Path) -> None:
    files = prepared(data, tmp_path / "out")
    assert files["corpus"] == [{**KEPT, "terms": [["عمّان", "Amman"]]}]
    assert files["tico"] == []
    assert [row["en"] for row in files["flores"]] == ["Hello flores-dev"]


def test_a_sentence_of_an_article_knows_the_one_before(data: Path, tmp_path: Path) -> None:
    rows = prepared(data, tmp_path / "out")["articles"]
    assert [row.get("before") for row in rows] == [None, "العنوان", None]


def test_the_manifest_names_licences_and_hashes(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    files = prepared(data, out)
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest.keys() == files.keys()
    for name, entry in manifest.items():
        digest = hashlib.sha256((out / f"{name}.jsonl").read_bytes()).hexdigest()
        assert entry == {"licence": LICENCES[name], "rows": len(files[name]), "sha256": digest}


def test_rows_to_judge_by_are_not_trained_on(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    rows = {row["ar"] for row in prepared(data, out)["newsroom"]}
    judges = [json.loads(line) for line in (out / "dev" / "newsroom.jsonl").open(encoding="utf-8")]
    assert 0.8 < len(judges) * 99 / len(rows) < 1.2
    assert not rows & {row["ar"] for row in judges}


def test_translated_news_keep_their_terms(data: Path, tmp_path: Path) -> None:
    english, table = tmp_path / "news.en", tmp_path / "news.tsv"
    numbers = range(3)
    english.write_text("".join(f"{n}\tNews {n} from Rabat\n" for n in numbers), "utf-8")
    table.write_text(
        "".join(f"{n}\tخبر {n} من الرباط\tالرباط=Rabat; فاس=Fez\n" for n in numbers), "utf-8"
    )
    out = tmp_path / "out"
    files = prepared(data, out, "--more", str(table), "--english", str(english))
    assert [row["terms"] for row in files["news"]] == [[["الرباط", "Rabat"]]] * 3
