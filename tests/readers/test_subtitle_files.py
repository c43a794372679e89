"""Arabic subtitle files: cues to sentences, and what is not speech kept beside them."""

from fractions import Fraction
from pathlib import Path

import pysubs2
import pytest
from conftest import SAMPLES
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.document import Block, Mark
from translate_cli.errors import InputError
from translate_cli.readers import read_article
from translate_cli.readers.subtitles import plain

SRT = "{}\n00:00:{:02},000 --> 00:00:{:02},500\n{}\n"


def blocks_of(tmp_path: Path, *texts: str, name: str = "a.srt") -> list[Block]:
    path = tmp_path / name
    cues = (SRT.format(i, 3 * i, 3 * i + 2, text) for i, text in enumerate(texts, 1))
    path.write_text("\n".join(cues), "utf-8")
    return list(read_article(path).blocks)


def test_cues_become_sentences_again(tmp_path: Path) -> None:
    first, second = blocks_of(
        tmp_path, "قبل ان تشرق الشمس", "يخرج الصيادون\nالى البحر.", "ثم يعودون."
    )
    assert first.text == "قبل ان تشرق الشمس يخرج الصيادون الى البحر."
    assert [(p.begin, p.stop) for p in first.shown] == [(3.0, 5.5), (6.0, 8.5)]
    assert [first.text[p.start : p.end] for p in first.shown] == [
        "قبل ان تشرق الشمس",
        "يخرج الصيادون الى البحر.",
    ]
    assert (second.text, second.kind, second.start) == ("ثم يعودون.", "paragraph", 9.0)


def test_a_dialogue_is_two_voices(tmp_path: Path) -> None:
    first, second = blocks_of(tmp_path, "- كم صندوقا بعتم؟\n- صندوقين فقط.")
    assert (first.text, first.style) == ("كم صندوقا بعتم؟", "dialogue")
    assert (second.text == "صندوقين فقط." and second.shown == first.shown[:0]) or second.shown


def test_sounds_stand_apart(tmp_path: Path) -> None:
    sound, speech = blocks_of(tmp_path, "[تصفيق] شكرا لكم.")
    assert (sound.text, sound.kind, sound.style) == ("تصفيق", "caption", "sound")
    assert speech.text == "شكرا لكم."
    (alone,) = blocks_of(tmp_path, "(صوت امواج)")
    assert (alone.text, alone.style) == ("صوت امواج", "sound")


def test_music_and_speakers(tmp_path: Path) -> None:
    song, speech = blocks_of(tmp_path, "♪ يا بحر ♪", "الصياد: ورثت المهنة عن أبي.")
    assert (song.text, song.style) == ("يا بحر", "music")
    assert (speech.text, speech.speaker, speech.style) == (
        "ورثت المهنة عن أبي.",
        "الصياد",
        "labelled",
    )
    assert speech.kind == "soundbite"


def test_positions_and_italics(tmp_path: Path) -> None:
    top, voice, word = blocks_of(
        tmp_path, "{\\an8}عبد الرحيم\nصياد.", "<i>من الهاتف.</i>", "القارب <i>الأمل</i> يبحر."
    )
    assert top.shown[0].tags == "\\an8" and top.text == "عبد الرحيم صياد."
    assert voice.shown[0].tags == "\\i1" and voice.text == "من الهاتف." and not voice.marks
    (mark,) = word.marks
    assert word.text[mark.start : mark.end] == "الأمل" and mark.tags == "\\i1"


def test_a_change_of_style_ends_a_sentence(tmp_path: Path) -> None:
    assert len(blocks_of(tmp_path, "قال الوزير", "<i>صوت آخر</i>")) == 2


def test_a_file_without_full_stops(tmp_path: Path) -> None:
    texts = ["قال الوزير", "ان الحكومة", "خرج الناس الى", "الشارع", "ثم عادوا", "وانتهى الامر"]
    found = [block.text for block in blocks_of(tmp_path, *texts)]
    assert "خرج الناس الى الشارع" in found and "قال الوزير" in found


def test_webvtt_and_substation(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text(
        "WEBVTT\n\n00:01.000 --> 00:03.000 line:5%\n<i>نص</i> أول.\n\n"
        "00:04.000 --> 00:06.000 line:90%\nنص ثان.\n",
        "utf-8",
    )
    first, second = read_article(path).blocks
    assert first.shown[0].tags == "\\an8" and second.shown[0].tags == ""
    assert first.marks == (Mark(0, 2, "\\i1"),)
    path = tmp_path / "a.ass"
    track = pysubs2.SSAFile()
    track.styles["Top"] = pysubs2.SSAStyle()
    track.append(pysubs2.SSAEvent(start=1000, end=2000, style="Top", text="{\\pos(10,20)}نص\\Nأول"))
    track.save(str(path))
    (block,) = read_article(path).blocks
    assert block.text == "نص أول" and block.shown[0].style == "Top"
    assert block.shown[0].tags == "\\pos(10,20)"


def test_the_sample() -> None:
    article = read_article(SAMPLES / "harbour.ar.srt")
    styles = {block.style for block in article.blocks}
    assert styles == {"", "dialogue", "sound", "music", "labelled"}
    assert len(article.blocks) < 45
    for block in article.blocks:
        assert all(0 <= p.start < p.end <= len(block.text) for p in block.shown)
        assert "{" not in block.text and "<" not in block.text


@given(st.text("ab{}\\N\\i10 ♪-[]", max_size=40))
def test_tags_never_reach_the_text(text: str) -> None:
    found, marks, _ = plain(text)
    assert all(0 <= m.start <= m.end <= len(found) for m in marks)


@given(st.text("0123456789:,-> \n<i>{}\\an8نص[]()♪-.", max_size=200))
def test_hostile_files_never_crash(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.srt"
        path.write_text("1\n00:00:01,000 --> 00:00:02,000\nنص\n\n" + text, "utf-8")
        try:
            read_article(path)
        except InputError as error:
            assert str(path) in str(error)


@pytest.mark.parametrize(
    ("stamp", "fps", "start"),
    [
        ("[00:12]", Fraction(25), 12.0),
        ("[01:02:05]", Fraction(25), 3725.0),
        ("10:00:12:05 -", Fraction(25), 36012.2),
        ("[10:00:12:05]", Fraction(50), 36012.1),
        ("[00:00:10:00]", Fraction(30000, 1001), 10.01),
        ("[00:01:00;02]", Fraction(30000, 1001), 60.06),
        ("[00:12.5]", Fraction(25), 12.5),
    ],
)
def test_timecodes_count_by_the_rate(
    tmp_path: Path, stamp: str, fps: Fraction, start: float
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{stamp} قال الوزير إن القمة انتهت.\n", "utf-8")
    (block,) = read_article(path, fps=fps).blocks
    assert block.start == pytest.approx(start, abs=1e-6)


def test_a_frame_that_the_rate_has_not(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("[10:00:12:29] قال الوزير.\n", "utf-8")
    with pytest.raises(InputError, match="--fps"):
        read_article(path)


def timed_file(tmp_path: Path, *cues: tuple[int, int, str]) -> list[Block]:
    path = tmp_path / "a.srt"
    lines = (
        f"{i}\n00:00:{begin:02},000 --> 00:00:{stop:02},000\n{text}\n"
        for i, (begin, stop, text) in enumerate(cues, 1)
    )
    path.write_text("\n".join(lines), "utf-8")
    return list(read_article(path).blocks)


def test_a_cue_ends_where_the_next_begins(tmp_path: Path) -> None:
    first, second = timed_file(tmp_path, (1, 50, "القناة الاخبارية."), (20, 22, "نعم."))
    assert first.shown[0].stop == 20.0 and second.shown[0].begin == 20.0
    one, two = timed_file(tmp_path, (1, 3, "نعم."), (1, 3, "لا."))
    assert one.shown[0].cue == two.shown[0].cue


def test_what_is_latin_or_quoted_stands_alone(tmp_path: Path) -> None:
    texts = ["قال الوزير", "www.example.com", "تحذير من العاصفة", "«نعم يا سيدي»", "● عاد الهدوء"]
    assert [block.text for block in blocks_of(tmp_path, *texts)] == texts


def test_a_time_of_day_is_no_speaker(tmp_path: Path) -> None:
    (block,) = blocks_of(tmp_path, "تعال الى هنا في الساعة 10:30.")
    assert block.speaker is None and block.text.endswith("10:30.")


def test_the_place_of_a_style(tmp_path: Path) -> None:
    source = pysubs2.SSAFile()
    source.styles["Sign"] = pysubs2.SSAStyle(alignment=pysubs2.Alignment.TOP_CENTER)
    source.append(pysubs2.SSAEvent(start=0, end=1000, text="ممنوع الدخول.", style="Sign"))
    path = tmp_path / "a.ass"
    source.save(str(path))
    (block,) = read_article(path).blocks
    assert block.shown[0].tags == "\\an8" and block.shown[0].style == "Sign"
