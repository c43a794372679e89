"""Approved translations return where their sentence does, and nowhere else."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Outcome
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.memory import Memory, load

Run = Callable[..., Outcome]
SOURCE = "وصل الوزير إلى بغداد."
TMX = """<?xml version="1.0"?><tmx version="1.4"><header srclang="ar"/><body>
<tu><tuv xml:lang="ar-IQ"><seg>{source}</seg></tuv><tuv xml:lang="en"><seg>{target}</seg></tuv></tu>
</body></tmx>"""


def test_the_same_sentence_however_it_is_spaced() -> None:
    memory = Memory([(SOURCE, "The minister reached Baghdad."), (SOURCE, "Another.")])
    for text in (SOURCE, f"\u200f{SOURCE} ", SOURCE.replace(" ", "  "), "وصل الوزيـــر إلى بغداد."):
        assert memory.find(text) == "The minister reached Baghdad."
    assert memory.find("وصل الوزير الى بغداد.") is None
    assert Memory([(SOURCE, " ")]).find(SOURCE) is None


@given(st.dictionaries(st.text("ابتثج 12", min_size=1), st.text("abc", min_size=1)))
def test_what_goes_in_comes_out(pairs: dict[str, str]) -> None:
    memory = Memory(pairs.items())
    assert all(memory.find(source) is not None for source in pairs)


@pytest.mark.usefixtures("tiny_installed")
def test_a_memory_is_checked_and_not_rewritten(run: Run, tmp_path: Path) -> None:
    article, tmx, terms = (tmp_path / name for name in ("a.txt", "m.tmx", "t.csv"))
    article.write_text(f"وقال إن 12 شخصا حضروا.\n{SOURCE}\n", "utf-8")
    tmx.write_text(TMX.format(source=SOURCE, target="The minister is in Bagdad, 7 say."), "utf-8")
    terms.write_text("source,target\nبغداد,Baghdad\n", "utf-8")
    options = ("-g", terms, "--memory", tmx, "-o", tmp_path, "-f", "json,srt")
    assert run("translate", article, *options).code == 0
    first, second = json.loads((tmp_path / "a.bilingual.json").read_text("utf-8"))["segments"]
    assert first["origin"] == "machine" and second["origin"] == "memory"
    assert second["target"] == "The minister is in Bagdad, 7 say."
    assert [w["code"] for w in second["warnings"]] == ["term-missing"]
    assert "Bagdad" in (tmp_path / "a.en.srt").read_text("utf-8")


@pytest.mark.usefixtures("tiny_installed")
def test_an_edited_text_is_a_memory_for_subtitles(run: Run, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(f"{SOURCE}\n", "utf-8")
    run("translate", article, "-o", tmp_path, "-f", "txt")
    path = tmp_path / "a.bilingual.txt"
    lines = path.read_text("utf-8").split("\n")
    lines[lines.index(SOURCE) + 1] = "He has come."
    path.write_text("\n".join(lines), "utf-8")
    subtitles = tmp_path / "b.ar.srt"
    subtitles.write_text(
        "1\n00:00:01,000 --> 00:00:02,000\nوصل الوزير\n\n"
        "2\n00:00:02,000 --> 00:00:04,000\nإلى بغداد.\n",
        "utf-8",
    )
    run("subtitle", "translate", subtitles, "--memory", path, "-o", tmp_path)
    assert "He has come." in (tmp_path / "b.en.srt").read_text("utf-8")


def test_a_file_that_is_none(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_text("<tmx>", "utf-8")
    with pytest.raises(Exception, match="is not sound XML"):
        load([path])
    article = tmp_path / "a.txt"
    article.write_text(SOURCE, "utf-8")
    outcome = run("translate", article, "--memory", tmp_path / "none.tmx", "-o", tmp_path / "o")
    assert outcome.code == 3 and "no such file" in outcome.err
