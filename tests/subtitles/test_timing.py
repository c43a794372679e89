"""Times of sentences: paces, programme starts, kept pauses, times of subtitle files."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import bilingual, paragraph, segment

from translate_cli.document import Article, Block, Shown
from translate_cli.subtitles.cues import Plan, make_cues
from translate_cli.subtitles.profiles import PROFILES
from translate_cli.subtitles.timing import (
    Range,
    Spoken,
    from_first_frame,
    programme_start,
    schedule,
)

NEWS, PAL = PROFILES["news"], Fraction(25)
NTSC = Fraction(30000, 1001)
SENTENCES = ["One sentence of some length that is spoken."] * 6


def timed(*starts: float) -> Article:
    return Article([paragraph(i, start=start) for i, start in enumerate(starts)], "ar", None)


def test_a_programme_begins_at_its_hour() -> None:
    assert programme_start(timed(36012.2, 36040.0), PAL) == 36000 * 25
    assert programme_start(timed(12.0, 4000.0), PAL) == 0
    assert programme_start(Article([paragraph()], "ar", None), PAL) == 0
    non_drop = 36000 * 30  # frames; 36,036 seconds of real time
    assert programme_start(timed(float((non_drop + 5) / NTSC)), NTSC) == non_drop


def test_times_count_from_the_first_frame() -> None:
    shown = Block("b9", "paragraph", "نص", shown=[Shown(0, 2, 3605.0, 3607.0)])
    article = Article([paragraph(1, start=3612.0, end=3613.0), shown], "ar", None)
    first, second = from_first_frame(article, 3600.0).blocks
    assert (first.start, first.end) == (12.0, 13.0)
    assert (second.shown[0].begin, second.shown[0].stop) == (5.0, 7.0)
    assert from_first_frame(article, 0.0) is article


RANGES = st.lists(
    st.tuples(st.floats(0, 60), st.floats(0.5, 20)).map(lambda pair: (pair[0], sum(pair))),
    max_size=3,
)


@given(RANGES, st.one_of(st.none(), st.floats(40, 200)))
def test_nothing_is_spoken_or_shown_in_a_kept_pause(
    free: list[Range], duration: float | None
) -> None:
    result = bilingual((paragraph(1), SENTENCES), (paragraph(2), SENTENCES))
    plan = Plan(NEWS, PAL, free=free, duration=duration)
    cues = make_cues(result, plan)
    assert cues and all(a.end_frame < b.start_frame for a, b in pairwise(cues))
    bars = [(round(a * 25), round(b * 25)) for a, b in free]
    spoken = schedule([(paragraph(1), result.segments)], "narration", 17, duration, 0.0, free)
    for item in spoken:
        assert not any(item.start < b and a < item.end for a, b in free)
    assert not any(
        a + 1 < cue.end_frame and cue.start_frame < b - 1 for a, b in bars for cue in cues
    )


def test_an_offset_moves_all() -> None:
    spoken = Spoken(segment(1, "نص", "Text"), 1.0, 2.0, ((0.0, 1.0), (1.0, 2.0)))
    moved = spoken.moved(0.5)
    assert (moved.start, moved.end, moved.knots) == (1.5, 2.5, ((0.0, 1.5), (1.0, 2.5)))


def test_words_around_a_pause() -> None:
    spoken = Spoken(
        segment(1, "نص", "Text"), 0.0, 10.0, ((0.0, 0.0), (0.5, 4.0), (0.5, 6.0), (1.0, 10.0))
    )
    assert spoken.ends(0.5) == 4.0 and spoken.begins(0.5) == 6.0
    assert spoken.begins(0.25) == spoken.ends(0.25) == 2.0
    assert (spoken.begins(0.0), spoken.ends(1.0)) == (0.0, 10.0)


def test_a_shown_block_keeps_its_times() -> None:
    block = Block(
        "b1",
        "paragraph",
        "كلمة كلمة كلمة",
        shown=[Shown(0, 9, 1.0, 3.0), Shown(10, 14, 4.0, 5.0)],
    )
    whole = segment(1, block.text, "Word word word")
    (spoken,) = schedule([(block, [whole])], "narration", 17)
    assert (spoken.start, spoken.end) == (1.0, 5.0)
    assert spoken.begins(0.0) == 1.0 and spoken.ends(9 / 14) == pytest.approx(3.0)
    assert spoken.begins(10 / 14) == pytest.approx(4.0)
