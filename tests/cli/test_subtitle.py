"""``subtitle make`` and ``subtitle translate``, and the options of tracks."""

import json
from collections.abc import Callable
from pathlib import Path

import pysubs2
import pytest
import srt
from conftest import SAMPLES, Outcome

Run = Callable[..., Outcome]
pytestmark = pytest.mark.usefixtures("tiny_installed")
MARKED = "\u202b"


def cues_of(path: Path) -> list[srt.Subtitle]:
    return list(srt.parse(path.read_text("utf-8-sig")))


def test_make_translates_an_article(run: Run, article: Path, tmp_path: Path) -> None:
    outcome = run("subtitle", "make", article, "-o", tmp_path / "out", "-f", "srt,avid,imsc")
    assert outcome.code == 0
    names = {path.name for path in (tmp_path / "out").iterdir() if path.is_file()}
    assert names == {"report.en.srt", "report.en.avid.txt", "report.en.ttml"}


@pytest.mark.parametrize("name", ["txt", "json", "tsv", "html", "docx", "md"])
def test_make_takes_a_bilingual_file_as_it_is(
    run: Run, article: Path, tmp_path: Path, name: str
) -> None:
    assert run("translate", article, "-o", tmp_path, "-f", name).code == 0
    (path,) = tmp_path.glob("report.bilingual.*")
    if name in ("txt", "json", "tsv"):
        text = path.read_text("utf-8")
        english = json.loads(run_json(run, article, tmp_path))["segments"][2]["target"]
        path.write_text(text.replace(json.dumps(english)[1:-1], "Edited by hand."), "utf-8")
    outcome = run("subtitle", "make", path, "-o", tmp_path / "out")
    assert outcome.code == 0 and "engine:" not in outcome.err
    texts = " ".join(c.content for c in cues_of(tmp_path / "out" / "report.en.srt"))
    assert ("Edited by hand." in texts) == (name in ("txt", "json", "tsv"))


def run_json(run: Run, article: Path, tmp_path: Path) -> str:
    run("translate", article, "-o", tmp_path / "j", "-f", "json")
    return (tmp_path / "j" / "report.bilingual.json").read_text("utf-8")


def test_three_languages(run: Run, article: Path, tmp_path: Path) -> None:
    for language, name in (("en", "en"), ("ar", "ar"), ("both", "ar-en")):
        outcome = run("subtitle", "make", article, "-o", tmp_path, "--subtitle-language", language)
        assert outcome.code == 0
        text = (tmp_path / f"report.{name}.srt").read_text("utf-8")
        assert (MARKED in text) == (language != "en")


def test_windows_line_ends_and_mark(run: Run, article: Path, tmp_path: Path) -> None:
    run("subtitle", "make", article, "-o", tmp_path, "--crlf", "--bom", "-f", "srt,imsc")
    data = (tmp_path / "report.en.srt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\n") == data.count(b"\r\n") > 0
    assert b"\r" not in (tmp_path / "report.en.ttml").read_bytes()


def test_a_programmes_timecodes(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "a.txt"
    script.write_text(
        "[10:00:05:00] المعلق: بدأت القمة في بغداد.\n[10:00:10:12] المعلق: وانتهت مساء اليوم.\n",
        "utf-8",
    )
    outcome = run("subtitle", "make", script, "-o", tmp_path, "-f", "srt,avid")
    assert "begin at 10:00:00:00" in outcome.err
    first, second = cues_of(tmp_path / "a.en.srt")[:2]
    assert first.start.total_seconds() == 5.0 and second.start.total_seconds() == 10.48
    assert "\n10:00:05:00 10:00:" in (tmp_path / "a.en.avid.txt").read_text("utf-8")
    run("subtitle", "make", script, "-o", tmp_path, "--start-timecode", "10:00:01:00")
    assert cues_of(tmp_path / "a.en.srt")[0].start.total_seconds() == 4.0


def test_drop_frame(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "a.txt"
    script.write_text("[01:10:00;00] المعلق: بدأت القمة في بغداد.\n", "utf-8")
    arguments = ("subtitle", "make", script, "-o", tmp_path, "-f", "avid", "--fps", "29.97")
    assert run(*arguments, "--drop-frame").code == 0
    assert "01:10:00;00 " in (tmp_path / "a.en.avid.txt").read_text("utf-8")
    outcome = run("subtitle", "make", script, "--drop-frame")
    assert outcome.code == 2 and "29.97" in outcome.err


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--asr", "x"], "--asr wants --media"),
        (["--media", "none.mp4"], "no such file"),
        (["--pause-at", "5-3"], "ends before"),
        (["--pause-at", "5"], "is not a range"),
        (["--start-timecode", "5"], "is not a timecode"),
        (["-f", "docx"], "unknown format"),
    ],
)
def test_options_that_cannot_be(
    run: Run, article: Path, tmp_path: Path, options: list[str], problem: str
) -> None:
    outcome = run("subtitle", "make", article, "-o", tmp_path, *options)
    assert outcome.code == 2 and problem in outcome.err


def test_a_kept_pause(run: Run, article: Path, tmp_path: Path) -> None:
    run("subtitle", "make", article, "-o", tmp_path, "--pause-at", "0:01-0:20")
    for cue in cues_of(tmp_path / "report.en.srt"):
        start, end = cue.start.total_seconds(), cue.end.total_seconds()
        assert end <= 1.05 or start >= 19.95


def test_translate_subtitles(run: Run, tmp_path: Path) -> None:
    sample = SAMPLES / "harbour.ar.srt"
    outcome = run(
        "subtitle", "translate", sample, "-g", "news", "-o", tmp_path, "--quality", "fast"
    )
    assert outcome.code == 0, outcome.err
    cues = cues_of(tmp_path / "harbour.en.srt")
    before = cues_of(sample)
    texts = [cue.content for cue in cues]
    assert sum("{\\an8}" in text for text in texts) >= 2
    assert any(text.startswith("<i>") for text in texts)
    assert any(text.startswith("- ") for text in texts)
    assert "[waves]" in texts and any(text.startswith("[applause]") for text in texts)
    assert any(text.startswith("♪ ") for text in texts)
    begins = {cue.start for cue in before}
    assert sum(cue.start in begins for cue in cues) > 0.5 * len(cues)
    assert abs((cues[-1].end - before[-1].end).total_seconds()) < 3


def test_translate_keeps_the_styles_of_substation(run: Run, tmp_path: Path) -> None:
    source = pysubs2.SSAFile()
    source.styles["Top"] = pysubs2.SSAStyle(fontsize=33)
    source.append(
        pysubs2.SSAEvent(start=1000, end=4000, text="{\\pos(9,9)}قال الوزير ذلك.", style="Top")
    )
    path = tmp_path / "a.ar.ass"
    source.save(str(path))
    assert run("subtitle", "translate", path, "-o", tmp_path).code == 0
    read = pysubs2.load(str(tmp_path / "a.en.ass"))
    assert read[0].style == "Top" and read.styles["Top"].fontsize == 33
    assert read[0].text.startswith("{\\pos(9,9)}")


def test_translate_wants_subtitles(run: Run, article: Path) -> None:
    outcome = run("subtitle", "translate", article)
    assert outcome.code == 3 and "is not a subtitle file" in outcome.err


def test_translate_writes_bilingual_text_of_subtitles_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:04,000\nقال الوزير ذلك.\n", "utf-8")
    assert run("translate", path, "-o", tmp_path, "-f", "txt,json,srt").code == 0
    data = json.loads((tmp_path / "a.bilingual.json").read_text("utf-8"))
    assert data["blocks"][0]["shown"][0]["begin"] == 1.0
    outcome = run("subtitle", "make", tmp_path / "a.bilingual.json", "-o", tmp_path / "again")
    assert outcome.code == 0
    again = (tmp_path / "again" / "a.en.srt").read_text("utf-8")
    assert again == (tmp_path / "a.en.srt").read_text("utf-8")


def test_media_is_asked_for_before_any_work(
    run: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from translate_cli.subtitles import sound

    arguments = ("subtitle", "make", article, "--media", article, "-o", tmp_path / "out")
    outcome = run(*arguments, "--asr", tmp_path)
    assert outcome.code == 4 and "no model.bin" in outcome.err and "engine:" not in outcome.err
    outcome = run(*arguments[:3], article.parent / "b.txt", *arguments[3:])
    assert outcome.code == 2 and "one input" in outcome.err
    outcome = run(*arguments)
    assert outcome.code == 3 and "cannot be read as sound" in outcome.err
    monkeypatch.setattr(sound, "find_spec", lambda name: None)
    outcome = run(*arguments)
    assert outcome.code == 4 and "translate-cli[media]" in outcome.err


def test_a_folder_holds_subtitles_of_others_and_ours(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.ar.srt"
    path.parent.mkdir()
    path.write_text("1\n00:00:01,000 --> 00:00:04,000\nقال الوزير ذلك.\n", "utf-8")
    options = ("-f", "srt", "--subtitle-language", "both")
    assert run("translate", tmp_path / "in", "-o", tmp_path / "out", *options).code == 0
    assert (tmp_path / "out" / "a.ar-en.srt").exists()
    run("translate", path, "-o", tmp_path / "out", "-f", "srt", "--subtitle-language", "ar")
    assert (tmp_path / "out" / "a.ar.srt").exists()
    outcome = run("translate", tmp_path / "out", "-o", tmp_path / "again")
    assert outcome.code == 3 and "has no article" in outcome.err


def test_lengths_and_shifts_that_times_do_not_allow(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "a.txt"
    script.write_text("[00:12] بدأت القمة.\n[00:45] وانتهت القمة.\n", "utf-8")
    arguments = ("subtitle", "make", script, "-o", tmp_path)
    assert "has a timecode at 00:45" in run(*arguments, "--duration", "0:30").err
    assert run(*arguments, "--duration", "0").code == 2
    assert "before the first frame" in run(*arguments, "--offset", "-20").err
    assert run(*arguments, "--offset", "-10").code == 0
    outcome = run(*arguments, "--cues", "speech")
    assert "has no sound bites" in outcome.err


def test_disorder_is_said(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "a.txt"
    script.write_text("[00:30] بدأت القمة.\n[00:10] وانتهت القمة.\n", "utf-8")
    assert "00:10 stands after 00:30" in run("subtitle", "make", script, "-o", tmp_path).err


def test_a_start_timecode_of_material_that_counts_from_zero(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "a.txt"
    script.write_text("[00:12] بدأت القمة.\n", "utf-8")
    arguments = ("subtitle", "make", script, "-o", tmp_path, "-f", "srt,avid,json")
    assert run(*arguments, "--start-timecode", "10:00:00:00").code == 0
    assert cues_of(tmp_path / "a.en.srt")[0].start.total_seconds() == 12.0
    assert "10:00:12:00 " in (tmp_path / "a.en.avid.txt").read_text("utf-8")
    again = tmp_path / "again"
    run("subtitle", "make", tmp_path / "a.bilingual.json", "-o", again, "-f", "avid")
    assert "10:00:12:00 " in (again / "a.en.avid.txt").read_text("utf-8")


def test_an_input_is_never_an_output(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.ar.srt"
    text = "1\n00:00:01,000 --> 00:00:04,000\nقال الوزير ذلك.\n"
    path.write_text(text, "utf-8")
    arguments = ("subtitle", "translate", path, "--subtitle-language", "ar", "-o", tmp_path)
    outcome = run(*arguments, "--force")
    assert outcome.code == 1 and "is the input" in outcome.err
    assert path.read_text("utf-8") == text


def test_one_input_that_cannot_be_timed_stops_no_other(run: Run, tmp_path: Path) -> None:
    for name, stamp in (("a", "00:45"), ("b", "00:05")):
        (tmp_path / f"{name}.txt").write_text(f"[{stamp}] بدأت القمة.\n", "utf-8")
    paths = (tmp_path / "a.txt", tmp_path / "b.txt")
    outcome = run("subtitle", "make", *paths, "-o", tmp_path, "--duration", "0:30")
    assert outcome.code == 1 and "has a timecode at 00:45" in outcome.err
    assert (tmp_path / "b.en.srt").exists() and not (tmp_path / "a.en.srt").exists()
