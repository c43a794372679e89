"""Cues: laid out, timed and conforming, or warned of."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import ENGLISH, bilingual, paragraph, segment

from translate_cli.document import Block
from translate_cli.subtitles.breaks import break_cost, forbidden
from translate_cli.subtitles.cues import Plan, make_cues
from translate_cli.subtitles.layout import cut, words_of
from translate_cli.subtitles.profiles import PROFILES
from translate_cli.subtitles.timing import expected, schedule

NEWS = PROFILES["news"]


@given(ENGLISH)
def test_every_word_is_in_a_cue_that_fits(text: str) -> None:
    cues = cut(text.split(), NEWS)
    assert " ".join(" ".join(cue.lines) for cue in cues) == text
    cursor = 0
    for cue in cues:
        assert 1 <= len(cue.lines) <= 2 and all(len(line) <= 42 for line in cue.lines)
        assert cue.words[0] == cursor
        cursor = cue.words[1]


def test_lines_break_where_a_reader_breathes() -> None:
    (cue,) = cut("The minister said on Monday, that the talks would go on.".split(), NEWS)
    assert cue.lines == ("The minister said on Monday,", "that the talks would go on.")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("the", "minister"),
        ("of", "health"),
        ("were", "killed"),
        ("12", "percent"),
        ("Ahmed", "Hassan"),
    ],
)
def test_what_belongs_together(left: str, right: str) -> None:
    assert forbidden([left], [right])
    plain, phrase = break_cost(["said"], ["quickly"]), break_cost(["said"], ["and"])
    assert break_cost([left], [right]) > plain > phrase


def test_a_word_longer_than_a_line_is_cut() -> None:
    lines = [line for cue in cut(words_of("x" * 100, NEWS), NEWS) for line in cue.lines]
    assert "".join(lines) == "x" * 100 and max(map(len, lines)) <= 42
    assert cut([], NEWS) == []


def test_pace_counts_what_is_said() -> None:
    short, long = segment(1, "نعم", "Yes"), segment(2, "قال الوزير نعم", "The minister said yes")
    assert expected(short, "narration", 17) < expected(long, "narration", 17)
    figures = segment(3, "قال 2024", "Said 2024")
    assert expected(figures, "narration", 17) > expected(segment(4, "قال", "Said"), "narration", 17)
    vowelled = segment(5, "قَالَ", "Said")
    assert expected(vowelled, "narration", 17) == expected(
        segment(6, "قال", "Said"), "narration", 17
    )
    assert expected(long, "reading", 10) == pytest.approx(2.1)


def test_timecodes_hold() -> None:
    text = ["One sentence of some length here."] * 6
    result = bilingual(
        (paragraph(1, start=5.0), text),
        (paragraph(2, start=8.0), text[:1]),
        (paragraph(3), text[:1]),
    )
    spoken = schedule(
        [(b, result.segments_by_block[b.id]) for b in result.article.blocks], "narration", 17
    )
    assert spoken[0].start == 5.0 and spoken[5].end <= 8.0
    assert spoken[6].start == 8.0 and spoken[7].start >= spoken[6].end


def test_an_out_time_holds_too() -> None:
    result = bilingual((paragraph(1, start=5.0, end=6.0), ["One sentence of some length."]))
    (spoken,) = schedule([(paragraph(1, start=5.0, end=6.0), result.segments)], "narration", 17)
    assert (spoken.start, spoken.end) == (5.0, pytest.approx(6.0))


def test_a_duration_is_filled() -> None:
    result = bilingual((paragraph(), ["One sentence of some length."] * 5))
    cues = make_cues(result, Plan(NEWS, Fraction(25), duration=60.0))
    assert 55 * 25 < cues[-1].end_frame <= 60 * 25
    moved = make_cues(result, Plan(NEWS, Fraction(25), duration=60.0, offset=10.0))
    assert moved[0].start_frame == cues[0].start_frame + 250


@given(
    st.lists(ENGLISH, min_size=1, max_size=8),
    st.sampled_from([Fraction(25), Fraction(24000, 1001), Fraction(60)]),
    st.sampled_from(list(PROFILES.values())),
    st.one_of(st.none(), st.floats(1, 100)),
    st.booleans(),
)
def test_cues_conform_or_are_warned_of(
    texts: list[str], fps: Fraction, profile: object, duration: float | None, timed: bool
) -> None:
    blocks = [(paragraph(i, start=3.0 * i if timed else None), [t]) for i, t in enumerate(texts)]
    cues = make_cues(bilingual(*blocks), Plan(profile, fps, duration=duration))  # type: ignore[arg-type]
    end = 0
    for number, cue in enumerate(cues, 1):
        assert cue.id == number and end <= cue.start_frame < cue.end_frame
        end = cue.end_frame
        seconds = float((cue.end_frame - cue.start_frame) / fps)
        codes = {remark.code for remark in cue.warnings}
        assert not profile.excess(" ".join(cue.lines), seconds) or "too-fast" in codes  # type: ignore[attr-defined]
        half = float(0.5 / fps) + 1e-3  # a frame is not parted
        assert seconds >= profile.shortest - half or "too-short" in codes  # type: ignore[attr-defined]
        assert seconds <= profile.longest + half  # type: ignore[attr-defined]


def test_only_what_is_spoken_is_a_cue() -> None:
    kinds = ["title", "dateline", "byline", "heading", "paragraph", "soundbite", "caption"]
    blocks = [(Block(f"b{k}", k, "نص"), [f"The {k}."]) for k in kinds]  # type: ignore[arg-type]
    result = bilingual(*blocks)
    everything = [c.lines[0] for c in make_cues(result, Plan(NEWS, Fraction(25)))]
    assert everything == ["The paragraph.", "The soundbite."]
    speech = make_cues(result, Plan(NEWS, Fraction(25), which="speech"))
    assert [c.lines[0] for c in speech] == ["The soundbite."] and speech[0].start_frame > 0
