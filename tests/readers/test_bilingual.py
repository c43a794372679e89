"""Bilingual files of ours read back, after a person's edits too."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from translate_cli.document import Article, Bilingual, Block, EngineInfo, Remark, Segment
from translate_cli.errors import InputError
from translate_cli.readers.bilingual import is_bilingual, read_bilingual
from translate_cli.writers import WRITERS, render

PAIRS = [
    ("title", "عنوان الخبر", 'The "Title" *1*'),
    ("dateline", "بغداد – (خاص)", "Baghdad – (exclusive)"),
    ("paragraph", "BBC: قال Boeing إن 99.9% <b> سليمة.", "Boeing said 99.9% <b> [were] sound."),
    ("soundbite", "لن نتراجع.", "# We will not back down."),
]


def made() -> Bilingual:
    blocks, segments = [], []
    for number, (kind, source, target) in enumerate(PAIRS, 1):
        bite = kind == "soundbite"
        times = (12.48, 20.0) if bite else (None, None)
        block = Block(f"b{number}", kind, source, "شاهد" if bite else None, *times)  # type: ignore[arg-type]
        blocks.append(block)
        remark = (Remark("x", "warning", "a remark"),) if bite else ()
        segment = Segment(f"s{number}", block.id, 0, len(source), source, target, "machine")
        segments.append(replace(segment, warnings=remark))
    info = EngineInfo("starter", "starter", "ab", "best")
    article = Article(blocks, "ar", Path("report.txt"))
    return Bilingual(article, "report.txt", info, segments, {"شاهد": "Witness"})


def written(tmp_path: Path, name: str) -> Path:
    path = tmp_path / f"report{WRITERS[name][0]}"
    path.write_bytes(render(name, made()))
    return path


@pytest.mark.parametrize("name", ["txt", "md", "html", "docx", "tsv", "json"])
def test_what_was_written_is_read(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name)
    assert is_bilingual(path)
    read = read_bilingual(path)
    assert [(s.source, s.target) for s in read.segments] == [(a, e) for _, a, e in PAIRS]
    kinds = {block.id: block.kind for block in read.article.blocks}
    assert [kinds[s.block] for s in read.segments] == [kind for kind, _, _ in PAIRS]
    last = read.article.blocks[-1]
    assert (last.start, last.end) == (12.48, 20.0)
    assert read.speakers[last.speaker or ""] == ("شاهد" if name == "tsv" else "Witness")
    for segment in read.segments:
        block = next(b for b in read.article.blocks if b.id == segment.block)
        assert block.text[segment.start : segment.end] == segment.source


def test_edits_are_taken(tmp_path: Path) -> None:
    path = written(tmp_path, "txt")
    text = path.read_text("utf-8").replace("# We will", "We shall\nand will")
    path.write_text(text, "utf-8")
    assert read_bilingual(path).segments[-1].target == "We shall and will not back down."
    path = written(tmp_path, "docx")
    document = Document(str(path))
    document.tables[0].rows[4].cells[0].paragraphs[0].runs[-1].text = "Edited in Word."
    document.save(str(path))
    assert read_bilingual(path).segments[-1].target == "Edited in Word."


@pytest.mark.parametrize("name", ["txt", "md", "html", "docx", "tsv", "json"])
def test_what_is_not_ours(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"a{WRITERS[name][0]}"
    path.write_bytes(b"one\ttwo\nthree four\n")
    with pytest.raises(InputError, match=r"bilingual|source and target|sound \.docx"):
        read_bilingual(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["segments"][0].update(end=999),
        lambda data: data["segments"][0].update(block="b99"),
        lambda data: data["blocks"][0].update(kind="poem"),
        lambda data: data.pop("engine"),
        lambda data: data["blocks"].append(3),
    ],
)
def test_damaged_json_is_one_line(tmp_path: Path, change: object) -> None:
    path = written(tmp_path, "json")
    data = json.loads(path.read_text("utf-8"))
    change(data)  # type: ignore[operator]
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(InputError, match="is not a bilingual JSON file"):
        read_bilingual(path)


def edited(tmp_path: Path, name: str, old: str, new: str) -> list[tuple[str, str]]:
    path = written(tmp_path, name)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return [(s.source, s.target) for s in read_bilingual(path).segments]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("txt", "الخبر\n", "الخبر\n\n"),  # an empty line between Arabic and English
        ("txt", "*1*\n\n", "*1*\n"),  # none between pairs
        ("txt", "report.txt — starter, quality best, 4 segments, 1 warning\n", ""),
        ("txt", "1 warning\n\n", "1 warning\n"),
        ("md", "</p>\n\n*Baghdad", "</p>\n\n\n\n*Baghdad"),
        ("html", "sound.</p>", "<br>sound.</p>"),
    ],
)
def test_spacing_does_not_matter(tmp_path: Path, name: str, old: str, new: str) -> None:
    assert edited(tmp_path, name, old, new) == [(a, e) for _, a, e in PAIRS]


def test_a_deleted_translation_leaves_its_neighbours(tmp_path: Path) -> None:
    for name in ("txt", "md"):
        old = "\\# We will not back down." if name == "md" else "# We will not back down."
        assert edited(tmp_path, name, old, "")[-1] == ("لن نتراجع.", "")
    pairs = edited(tmp_path, "md", "*Baghdad – (exclusive)*", "")
    assert pairs[1] == ("بغداد – (خاص)", "") and pairs[2] == PAIRS[2][1:]


def test_markdown_is_taken_without_its_marks(tmp_path: Path) -> None:
    pairs = edited(tmp_path, "md", "Boeing said", "*Boeing* **said**\n\nit all:")
    assert pairs[2][1] == "Boeing said it all: 99.9% <b> [were] sound."


def test_a_bite_of_several_sentences_stays_one(tmp_path: Path) -> None:
    first, second = "لن نتراجع.", "ولن نستسلم."
    block = Block("b1", "soundbite", f"{first} {second}", "شاهد", 12.0)
    segments = [
        Segment("s1", "b1", 0, len(first), first, "No.", "machine"),
        Segment("s2", "b1", len(first) + 1, len(block.text), second, "Never.", "machine"),
    ]
    info = EngineInfo("x", "x", "", "best")
    article = Article([block], "ar", None)
    result = Bilingual(article, "-", info, segments, {"شاهد": "Witness"})
    for name in ("txt", "md", "html", "docx", "tsv", "json"):
        path = tmp_path / f"a{WRITERS[name][0]}"
        path.write_bytes(render(name, result))
        read = read_bilingual(path)
        kinds = {b.id: b.kind for b in read.article.blocks}
        assert [kinds[s.block] for s in read.segments] == ["soundbite"] * 2, name


def test_a_spreadsheets_quotation_marks(tmp_path: Path) -> None:
    pairs = edited(tmp_path, "tsv", 'The "Title" *1*', '"The ""Title"" *1*"')
    assert pairs[0][1] == PAIRS[0][2]


@pytest.mark.parametrize("value", ["-3", "nan", "inf", "x"])
def test_times_that_are_none(tmp_path: Path, value: str) -> None:
    path = written(tmp_path, "tsv")
    text = path.read_text("utf-8")
    path.write_text(text.replace("\t12.480\t", f"\t{value}\t"), "utf-8")
    with pytest.raises(InputError, match="is not a time"):
        read_bilingual(path)
    data = json.loads(written(tmp_path, "json").read_text("utf-8"))
    data["blocks"][3]["start"] = value if value == "x" else float(value)
    path = tmp_path / "b.bilingual.json"
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(InputError, match="is not a bilingual JSON"):
        read_bilingual(path)


def test_more_ways_to_edit(tmp_path: Path) -> None:
    pairs = edited(tmp_path, "html", "We will", "We</p><div>all</div><p>will")
    assert pairs[3][1] == "# We all will not back down."
    path = written(tmp_path, "md")
    text = path.read_text("utf-8").replace("*soundbite · 00:12.48", "_soundbite·00:12.48")
    path.write_text(text.replace("Witness*", "Witness_"), "utf-8")
    assert read_bilingual(path).article.blocks[-1].start == 12.48
