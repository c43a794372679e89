"""Subtitle files of any program: checked, mended, retimed, converted."""

import json
import shutil
import subprocess
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pysubs2
import pytest
import srt
from conftest import SAMPLES, Outcome
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.errors import InputError
from translate_cli.subtitles import conformance, mending, track
from translate_cli.subtitles.profiles import PROFILES
from translate_cli.subtitles.track import Caption

Run = Callable[..., Outcome]
NEWS, PAL = PROFILES["news"], Fraction(25)


def codes(*captions: Caption, profile: str = "news") -> set[tuple[int, str]]:
    return {(p.cue, p.code) for p in conformance.check(captions, PROFILES[profile], PAL)}


def test_a_sound_track_has_no_problem() -> None:
    assert not codes(Caption(0, 2000, ("The ship left port",)), Caption(2080, 4000, ("at dawn.",)))


@pytest.mark.parametrize(
    ("captions", "problem"),
    [
        ([Caption(1000, 1000, ("a",))], (1, "time")),
        ([Caption(0, 1000, ())], (1, "empty")),
        ([Caption(5000, 6000, ("a.",)), Caption(0, 1000, ("b.",))], (2, "order")),
        ([Caption(0, 2000, ("a.",)), Caption(1000, 3000, ("b.",))], (2, "overlap")),
        ([Caption(0, 2000, ("a.",)), Caption(2040, 4000, ("b.",))], (2, "gap")),
        ([Caption(0, 2000, ("a.",)), Caption(2000, 4000, ("b.",))], (2, "gap")),
        ([Caption(0, 4000, ("a", "b", "c."))], (1, "lines")),
        ([Caption(0, 7000, ("x" * 43,))], (1, "line-length")),
        ([Caption(0, 400, ("a.",))], (1, "too-short")),
        ([Caption(0, 9000, ("a.",))], (1, "too-long")),
        ([Caption(0, 1000, ("It is far too much to read.",))], (1, "too-fast")),
        ([Caption(10, 2000, ("a.",))], (1, "frame")),
        ([Caption(0, 2000, ("a\u200bb.",))], (1, "characters")),
        ([Caption(0, 2000, ("a  b.",))], (1, "spaces")),
        ([Caption(0, 2000, ("He said “no.",))], (1, "quotes")),
        ([Caption(0, 2000, ("He said no”.",))], (1, "quotes")),
        ([Caption(0, 3000, ("They left the old city", "at 5."))], (1, "orphan")),
        ([Caption(0, 3000, ("They left for the", "city of Mosul."))], (1, "break")),
        ([Caption(0, 2000, ("It was in",)), Caption(2080, 4000, ("Mosul.",))], (1, "break")),
    ],
)
def test_each_rule(captions: list[Caption], problem: tuple[int, str]) -> None:
    assert problem in codes(*captions)


def test_a_quotation_may_go_on_through_cues() -> None:
    found = codes(Caption(0, 2000, ("“We left",)), Caption(2080, 4000, ("at dawn.”",)))
    assert not any(code == "quotes" for _, code in found)


def test_words_a_minute_where_the_guide_counts_words() -> None:
    words = Caption(0, 2000, ("a b c d e f g h i.",))
    assert (1, "too-fast") in codes(words, profile="bbc")
    assert (1, "too-fast") not in codes(words)


SLOPPY = """1
00:00:05,013 --> 00:00:07,000
Second cue  here.

2
00:00:01,000 --> 00:00:05,100
The United Nations said the convoy had reached the city.

3
00:00:08,000 --> 00:00:09,000

"""


def test_mending_leaves_the_words_alone(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "a.srt"
    path.write_text(SLOPPY, "utf-8")
    assert run("subtitle", "check", path).code == 1
    outcome = run("subtitle", "check", path, "--fix", "--json")
    assert outcome.code == 0 and outcome.json == {"cues": 2, "problems": []}
    first, second = srt.parse(path.read_text("utf-8"))
    assert len(first.content.split("\n")) == 2 and second.content == "Second cue here."
    words = " ".join(SLOPPY.split())
    assert all(word in words for word in first.content.split())


captions = st.lists(
    st.tuples(
        st.integers(0, 100_000),
        st.integers(1, 9_000),
        st.text(st.sampled_from("abc de. “”,\n"), min_size=1, max_size=120),
    ),
    min_size=1,
    max_size=6,
)


@given(captions)
def test_mending_twice_is_mending_once(rows: list[tuple[int, int, str]]) -> None:
    one = pysubs2.SSAFile()
    for start, length, text in rows:
        lines = "\\N".join(text.split("\n"))
        one.append(pysubs2.SSAEvent(start=start, end=start + length, text=lines))
    words = sorted(" ".join(" ".join(c.lines) for c in track.captions(one)).split())
    mending.mend(one, NEWS, PAL)
    after = track.captions(one)
    assert sorted(" ".join(c.text for c in after).split()) == words
    mending.mend(one, NEWS, PAL)
    assert track.captions(one) == after


def cue_times(path: Path) -> list[tuple[int, int]]:
    return [(caption.start, caption.end) for caption in track.captions(track.read(path))]


def test_retiming(tmp_path: Path, run: Run) -> None:
    path, out = tmp_path / "a.srt", tmp_path / "b.srt"
    path.write_text(
        "1\n00:00:10,000 --> 00:00:12,000\nA.\n\n2\n00:00:20,000 --> 00:00:24,000\nB.\n", "utf-8"
    )
    for options, times in (
        (("--shift", "-5"), [(5000, 7000), (15000, 19000)]),
        (("--shift", "-11"), [(0, 1000), (9000, 13000)]),
        (("--shift", "-15"), [(5000, 9000)]),
        (("--stretch", "2"), [(20000, 24000), (40000, 48000)]),
        (("--fit", "12"), [(5000, 6000), (10000, 12000)]),
        (("--rates", "25", "50"), [(5000, 6000), (10000, 12000)]),
        (("--anchor", "10", "12", "--anchor", "20", "32"), [(12000, 16000), (32000, 40000)]),
    ):
        assert run("subtitle", "retime", path, out, *options, "--force").code == 0
        assert cue_times(out) == times, options
    for options in (
        (),
        ("--fit", "3", "--stretch", "2"),
        ("--stretch", "0"),
        ("--anchor", "1", "2"),
    ):
        assert run("subtitle", "retime", path, out, *options, "--force").code == 2
    assert run("subtitle", "retime", path, out, "--shift", "1").code == 5


def test_back_and_forth_between_rates(tmp_path: Path, run: Run) -> None:
    path, there, back = (tmp_path / name for name in ("a.srt", "b.srt", "c.srt"))
    path.write_text("1\n01:00:10,000 --> 01:00:12,000\nA.\n", "utf-8")
    run("subtitle", "retime", path, there, "--rates", "25", "29.97")
    run("subtitle", "retime", there, back, "--rates", "29.97", "25")
    assert cue_times(back)[0] == pytest.approx(cue_times(path)[0], abs=1)


def test_converting(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "a.ass"
    one = pysubs2.SSAFile()
    one.styles["Top"] = pysubs2.SSAStyle()
    one.append(pysubs2.SSAEvent(0, 2000, "{\\pos(1,2)}{\\i1}بغداد{\\i0} & <99.9%>", style="Top"))
    one.append(pysubs2.SSAEvent(2080, 4000, "Two\\Nlines"))
    one.save(str(path))
    for name in ("b.srt", "b.vtt", "b.ssa"):
        outcome = run("subtitle", "convert", path, tmp_path / name)
        assert outcome.code == 0
        assert ("positions of 1 cues are left out" in outcome.err) == (name != "b.ssa")
        assert cue_times(tmp_path / name) == [(0, 2000), (2080, 4000)]
        assert "بغداد" in (tmp_path / name).read_text("utf-8")
    run("subtitle", "convert", path, tmp_path / "c.srt", "--crlf", "--bom")
    data = (tmp_path / "c.srt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf1\r\n") and b"\r\r" not in data
    assert run("subtitle", "convert", path, tmp_path / "c.pdf").code == 3


@pytest.mark.parametrize("text", ["", "\x00\x01", "no cue", "1\nxx --> yy\nA", "WEBVTT\n"])
def test_what_is_no_subtitle_file(text: str, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "a.srt"
    path.write_text(text, "utf-8")
    outcome = run("subtitle", "check", path)
    assert outcome.code == 3 and str(path) in outcome.err


@given(st.binary(max_size=200), st.sampled_from(tuple(track.ENDINGS)))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / f"a{ending}"
    path.write_bytes(data)
    try:
        conformance.check(track.captions(track.read(path, fps=PAL)), NEWS, PAL)
    except InputError as error:
        assert "\n" not in str(error)


@pytest.mark.usefixtures("tiny_installed")
def test_what_translate_writes_reads_back_the_same(tmp_path: Path, run: Run) -> None:
    out = tmp_path / "o"
    sample = SAMPLES / "video-report.txt"
    run("translate", sample, "-o", out, "-f", "srt,vtt,ass,json", "--quality", "fast")
    data = json.loads((out / "video-report.bilingual.json").read_text("utf-8"))
    texts = [cue["lines"] for cue in data["cues"]]
    for ending in ("srt", "vtt", "ass"):
        path = out / f"video-report.en.{ending}"
        read = track.captions(track.read(path))
        assert [list(caption.lines) for caption in read] == texts
        assert run("subtitle", "check", path).code in (0, 1)
        if shutil.which("ffprobe"):
            probe = ["ffprobe", "-v", "error", "-show_packets", "-of", "json", str(path)]
            shown = subprocess.run(probe, capture_output=True, text=True, check=True).stdout
            assert len(json.loads(shown)["packets"]) == len(texts)


def test_an_old_encoding_is_told_and_mended(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    text = "1\n00:00:01,000 --> 00:00:04,000\nقال الوزير إن القمة انتهت.\n"
    path.write_bytes(text.encode("cp1256"))
    outcome = run("subtitle", "check", path, "--json")
    (problem,) = outcome.json["problems"]
    assert outcome.code == 1
    assert (problem["cue"], problem["code"]) == (0, "encoding")
    assert run("subtitle", "check", path, "--fix").code == 0
    assert "قال الوزير" in path.read_text("utf-8")


def test_what_is_not_words_survives(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    text = (
        '1\r\n00:00:01,000 --> 00:00:04,000\r\n{\\an8}<font color="#ff0000">Up {here}</font>'
        "\r\n\r\n2\r\n00:00:04,000 --> 00:00:04,200\r\n<i>Down</i> a < b\r\n\r\n"
    )
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    run("subtitle", "check", path, "--fix")
    fixed = path.read_bytes()
    assert fixed.startswith(b"\xef\xbb\xbf") and b"\r\n" in fixed
    assert '{\\an8}<font color="#ff0000">Up {here}</font>' in fixed.decode()
    assert "<i>Down</i> a < b" in fixed.decode()
    assert run("subtitle", "retime", path, tmp_path / "b.vtt", "--shift", 1).code == 0
    vtt = (tmp_path / "b.vtt").read_text("utf-8")
    assert "line:0\nUp {here}" in vtt and "<i>Down</i> a &lt; b" in vtt


def test_webvtt_keeps_its_settings_and_says_what_it_loses(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text(
        "WEBVTT\n\nNOTE by hand\n\n00:05.000 --> 00:06.000 line:10% align:start\n"
        "<v Bob>Tom &amp; Jerry</v>\n\n00:01.000 --> 00:02.000\nFirst.\n",
        "utf-8",
    )
    outcome = run("subtitle", "retime", path, tmp_path / "b.vtt", "--shift", 1)
    text = (tmp_path / "b.vtt").read_text("utf-8")
    assert "00:00:06.000 --> 00:00:07.000 line:10% align:start\n<v Bob>Tom &amp; Jerry</v>" in text
    assert "1 blocks of STYLE, NOTE or REGION are left out" in outcome.err
    run("subtitle", "convert", path, tmp_path / "b.srt")
    assert "Tom & Jerry" in (tmp_path / "b.srt").read_text("utf-8")


def test_microdvd_goes_there_and_back(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:04,000\nOne.\n", "utf-8")
    assert run("subtitle", "convert", path, tmp_path / "a.sub").code == 0
    assert run("subtitle", "convert", tmp_path / "a.sub", tmp_path / "b.srt").code == 0
    assert (tmp_path / "b.srt").read_text("utf-8").strip() == path.read_text("utf-8").strip()


@pytest.mark.parametrize("factor", ["nan", "inf", "-1"])
def test_a_factor_that_is_none(run: Run, tmp_path: Path, factor: str) -> None:
    path = tmp_path / "a.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:04,000\nOne.\n", "utf-8")
    assert run("subtitle", "retime", path, tmp_path / "b.srt", "--stretch", factor).code == 2


def test_drawings_and_hundredths(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.ass"
    one = pysubs2.SSAFile()
    one.append(pysubs2.SSAEvent(0, 2000, "{\\p1}m 0 0 l 100 0{\\p0}"))
    one.append(pysubs2.SSAEvent(1034, 2970, "It was so."))
    one.append(pysubs2.SSAEvent(3040, 5000, "It is so."))
    one.save(str(path))
    outcome = run("subtitle", "check", path, "--fps", "29.97", "--json")
    assert not [p for p in outcome.json["problems"] if p["code"] in ("gap", "frame")]


@pytest.mark.parametrize("ending", [".ttml", ".ebu-tt-d.xml", ".avid.txt"])
def test_timed_text_and_avid_there_and_back(run: Run, tmp_path: Path, ending: str) -> None:
    path, there, back = tmp_path / "a.srt", tmp_path / f"b{ending}", tmp_path / "c.srt"
    text = (
        "1\n00:00:01,000 --> 00:00:04,000\n{\\an8}Boeing said 99.9%\nof “them”.\n\n"
        "2\n00:00:05,000 --> 00:00:06,480\nقالت Boeing & <b>.\n\n"
    )
    path.write_text(text.replace("<b>", "1 < 2"), "utf-8")
    assert run("subtitle", "convert", path, there).code == 0
    assert run("subtitle", "convert", there, back).code == 0
    first, second = srt.parse(back.read_text("utf-8"))
    assert first.content.removeprefix("{\\an8}") == "Boeing said 99.9%\nof “them”."
    assert second.content == "قالت Boeing & 1 < 2."
    assert second.end.total_seconds() == pytest.approx(6.48)
    assert ("{\\an8}" in first.content) == (ending != ".avid.txt")


def test_hostile_timed_text(tmp_path: Path) -> None:
    path = tmp_path / "a.ttml"
    for text in (
        '<!DOCTYPE a [<!ENTITY b "c">]><tt xmlns="http://www.w3.org/ns/ttml">&b;</tt>',
        "<tt>",
        "<html/>",
        '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"/>',
    ):
        path.write_text(text, "utf-8")
        with pytest.raises(InputError):
            track.read(path)


def test_what_is_no_cue_of_webvtt_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text(
        "WEBVTT - title\n\nSTYLE\n::cue { color: red }\n\n"
        "first-id\n00:01.000 --> 00:03.000\nHello.\n\nNOTE a line\n\n"
        "second-id\n00:04.000 --> 00:05.000\nTwo\nlines.\n",
        "utf-8",
    )
    assert [c.lines for c in track.captions(track.read(path))] == [("Hello.",), ("Two", "lines.")]


def test_substation_ends_at_ten_hours(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text("1\n10:00:01,000 --> 10:00:04,000\nOne.\n", "utf-8")
    outcome = run("subtitle", "convert", path, tmp_path / "a.ass")
    assert outcome.code == 5 and "10 hours" in outcome.err
    outcome = run("subtitle", "retime", path, tmp_path / "b.srt", "--shift", "-20:00:00")
    assert outcome.code == 2 and "before zero" in outcome.err


def test_lines_within_tags_are_wrapped_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    long = "They left the old town in the morning and went to the port."
    path.write_text(
        f"1\n00:00:01,000 --> 00:00:05,000\n{{\\an8}}<i>{long}</i>\n\n"
        f"2\n00:00:06,000 --> 00:00:10,000\n{long.replace('old', '<i>old</i>')}\n",
        "utf-8",
    )
    run("subtitle", "check", path, "--fix")
    first, second = (c.content for c in srt.parse(path.read_text("utf-8")))
    assert first == "{\\an8}<i>They left the old town\nin the morning and went to the port.</i>"
    assert "\n" not in second
