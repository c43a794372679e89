"""Subtitle formats: read back equal by srt, pysubs2, ttconv and ffmpeg, Arabic set right."""

import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pysubs2
import pytest
import srt
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from translate_cli.document import Article, Bilingual, Block, Cue, EngineInfo, Language, Mark
from translate_cli.subtitles.track import captions, parse
from translate_cli.writers import ending, render

ARABIC = "BBC: ارتفعت النسبة إلى 99.9% «في يوم»."
MARKS = re.compile("[\u200f\u202b\u202c]")
LINE = st.text("abc ABC'’&<>{}99.9%", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split()) or "a"
)


def track(*cues: Cue, language: Language = "en", **fields: object) -> Bilingual:
    article = Article([Block("b1", "paragraph", "نص")], "ar", None)
    info = EngineInfo("x", "x", "", "best")
    return Bilingual(article, "a.txt", info, [], cues=cues, subtitles=language, **fields)  # type: ignore[arg-type]


def cue(number: int, *lines: str, language: Language = "en", **fields: object) -> Cue:
    return Cue(number, language, 100 * number, 100 * number + 62, lines, ("s1",), **fields)  # type: ignore[arg-type]


BOTH = (cue(1, "Boeing said 99.9%", "of them “flew”."), cue(2, "It's AT&T <not> {that}."))


@given(st.lists(st.lists(LINE, min_size=1, max_size=2), min_size=1, max_size=4))
def test_subrip_reads_back(texts: list[list[str]]) -> None:
    made = track(*(cue(i, *lines) for i, lines in enumerate(texts, 1)))
    read = list(srt.parse(render("srt", made).decode()))
    assert [item.content.split("\n") for item in read] == texts
    assert [round(item.start.total_seconds() * 25) for item in read] == [
        c.start_frame for c in made.cues
    ]


@pytest.mark.parametrize("name", ["srt", "vtt", "ass"])
def test_pysubs2_reads_every_format(name: str) -> None:
    made = track(*BOTH)
    read = captions(parse(render(name, made), Path(f"a.{name}")))
    wanted = list(BOTH[0].lines), ["It's AT&T <not> {that}."]
    if name == "ass":
        wanted = list(BOTH[0].lines), ["It's AT&T <not> (that)."]
    assert list(read[0].lines) == wanted[0]
    assert (read[0].start, read[0].end, read[1].start) == (4000, 6480, 8000)
    if name != "srt":  # pysubs2 takes braces and angles of SubRip for tags
        assert " ".join(read[1].lines).replace("&lt;", "<").replace("&gt;", ">").replace(
            "&amp;", "&"
        ) in (wanted[1][0], "It's AT&T <not> .")


@pytest.mark.parametrize("name", ["srt", "vtt", "ass"])
def test_ffmpeg_reads_every_format(name: str, tmp_path: Path) -> None:
    if not shutil.which("ffmpeg"):
        pytest.skip("needs ffmpeg")
    path, again = tmp_path / f"a.{name}", tmp_path / "again.srt"
    plain = track(BOTH[0], cue(2, "It was sound."))
    path.write_bytes(render(name, plain))
    subprocess.run(["ffmpeg", "-v", "error", "-i", path, again], check=True)
    read = list(srt.parse(again.read_text("utf-8")))
    assert [re.sub("<[^>]+>", "", item.content).split("\n") for item in read] == [
        list(c.lines) for c in plain.cues
    ]
    assert [item.start.total_seconds() for item in read] == [4.0, 8.0]


@pytest.mark.parametrize("name", ["imsc", "ebu-tt-d"])
def test_ttconv_reads_timed_text(name: str) -> None:
    from ttconv.imsc import reader
    from ttconv.srt import writer

    made = track(BOTH[0], cue(2, "It was <sound> & safe.", tags="\\an8\\i1"))
    document = reader.to_model(ElementTree.parse(BytesIO(render(name, made))))
    assert document is not None
    read = list(srt.parse(writer.from_model(document)))
    texts = [re.sub(r"</?[ib]>|</?font[^>]*>|\{\\an8\}", "", item.content) for item in read]
    assert texts == ["Boeing said 99.9%\nof them “flew”.", "It was <sound> & safe."]
    assert [item.start.total_seconds() for item in read] == [4.0, 8.0]
    assert read[0].end.total_seconds() == 6.48


@pytest.mark.parametrize("name", ["srt", "vtt"])
def test_ttconv_reads_subrip_and_webvtt(name: str) -> None:
    from ttconv.srt import reader, writer
    from ttconv.vtt import reader as webvtt

    made = track(BOTH[0], cue(2, "It was sound.", "It's AT&T."))
    read = {"srt": reader, "vtt": webvtt}[name].to_model(io.StringIO(render(name, made).decode()))
    again = list(srt.parse(writer.from_model(read)))
    texts = [re.sub(r"<[^>]+>", "", item.content).split("\n") for item in again]
    assert texts == [list(c.lines) for c in made.cues]
    assert [item.start.total_seconds() for item in again] == [4.0, 8.0]


def test_timed_text_says_what_is_arabic() -> None:
    made = track(cue(1, ARABIC, "BBC: 99.9%", language="ar-en"), language="ar-en")
    for name in ("imsc", "ebu-tt-d"):
        root = etree.fromstring(render(name, made))
        (paragraph,) = root.iter("{http://www.w3.org/ns/ttml}p")
        spans = list(paragraph.iter("{http://www.w3.org/ns/ttml}span"))
        texts = ["".join(span.itertext()) for span in spans]
        assert texts == [ARABIC, "BBC: 99.9%"], name
        marked = "direction" if name == "imsc" else "style"
        found = [next((v for k, v in s.attrib.items() if k.endswith(marked)), "") for s in spans]
        assert found == (["rtl", ""] if name == "imsc" else ["text arabic", "text"])


def test_imsc_tells_its_profile() -> None:
    assert "http://www.w3.org/ns/ttml/profile/imsc1.1/text" in render("imsc", track(*BOTH)).decode()


def test_ebu_tt_d_has_no_inline_style() -> None:
    root = etree.fromstring(render("ebu-tt-d", track(*BOTH)))
    body = root.find("{http://www.w3.org/ns/ttml}body")
    assert not [name for e in body.iter() for name in e.attrib if "#styling" in name]
    text = render("ebu-tt-d", track(*BOTH)).decode()
    assert "urn:ebu:tt:distribution:2018-04" in text and 'ttp:timeBase="media"' in text


@pytest.mark.parametrize("name", ["srt", "vtt", "ass", "avid", "imsc", "ebu-tt-d"])
def test_arabic_is_marked_by_the_writer_alone(name: str) -> None:
    made = track(cue(1, ARABIC, language="ar"), language="ar")
    text = render(name, made).decode()
    assert ARABIC in MARKS.sub("", text)
    assert bool(MARKS.search(text)) == (name in ("srt", "vtt", "ass"))
    assert not MARKS.search(made.cues[0].lines[0])
    assert ending(name, made).startswith(".ar.")


def test_vtt_marks_only_lines_that_begin_with_latin() -> None:
    made = track(cue(1, ARABIC, "قالت BBC.", language="ar"), language="ar")
    lines = render("vtt", made).decode().split("\n")
    assert f"\u200f{ARABIC}" in lines and "قالت BBC." in lines


def test_positions_and_italics() -> None:
    made = track(
        cue(1, "The Hope sails.", tags="\\an8", marks=(Mark(4, 8, "\\i1"),)),
        cue(2, "A voice on", "the phone.", tags="\\i1"),
    )
    assert "{\\an8}The <i>Hope</i> sails." in render("srt", made).decode()
    assert "<i>A voice on\nthe phone.</i>" in render("srt", made).decode()
    vtt = render("vtt", made).decode()
    assert "00:00:06.480 line:0\nThe <i>Hope</i> sails." in vtt
    assert "<i>A voice on</i>\n<i>the phone.</i>" in vtt
    read = parse(render("ass", made), Path("a.ass"))
    assert read[0].text == "{\\an8}The {\\i1}Hope{\\i0} sails."
    assert read[1].text == "{\\i1}A voice on\\Nthe phone."
    again = parse(render("vtt", made), Path("a.vtt"))
    assert again[0].text.startswith("{\\an8}")


def test_avid_has_the_programmes_timecodes() -> None:
    made = track(cue(1, "One.", "Two."), cue(2, "Three."), start_frame=36000 * 25)
    assert render("avid", made).decode() == (
        "<begin subtitles>\n\n10:00:04:00 10:00:06:12\nOne.\nTwo.\n\n"
        "10:00:08:00 10:00:10:12\nThree.\n\n<end subtitles>\n"
    )
    ntsc = replace(made, fps=Fraction(30000, 1001), start_frame=1798, drop_frame=True)
    assert "00:01:03;10" in render("avid", ntsc).decode()


def test_the_json_keeps_what_subtitles_need() -> None:
    made = track(cue(1, "One.", tags="\\an8", marks=(Mark(0, 3, "\\i1"),)))
    (row,) = json.loads(render("json", made))["cues"]
    assert row["tags"] == "\\an8" and row["marks"] == [{"start": 0, "end": 3, "tags": "\\i1"}]


def test_styles_of_the_input_are_kept(tmp_path: Path) -> None:
    source = pysubs2.SSAFile()
    source.styles["Top"] = pysubs2.SSAStyle(fontsize=33)
    source.append(pysubs2.SSAEvent(start=0, end=1000, text="نص", style="Top"))
    path = tmp_path / "a.ass"
    source.save(str(path))
    made = track(cue(1, "Text.", style="Top"))
    made = replace(made, article=replace(made.article, path=path))
    read = parse(render("ass", made), path)
    assert read[0].style == "Top" and read.styles["Top"].fontsize == 33


def test_marks_in_marks_double_no_words() -> None:
    made = track(cue(1, "The minister said.", marks=(Mark(4, 12, "\\b1"), Mark(0, 12, "\\i1"))))
    assert "<i>The minister</i> said." in render("srt", made).decode()


def test_avid_goes_round_at_midnight() -> None:
    made = track(cue(1, "One."), start_frame=24 * 3600 * 25 - 50)
    assert "00:00:02:00 00:00:04:12" in render("avid", made).decode()
