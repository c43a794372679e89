"""Kinds of lines, timecodes and speakers."""

import pytest

from translate_cli.readers.structure import Line, seconds, to_blocks

PROSE = "وقالت الوزارة في بيان لها إن الأعمال ستبدأ في الأسبوع المقبل بعد وصول المعدات."


def kinds(*texts: str) -> list[str]:
    return [block.kind for block in to_blocks([Line(text) for text in texts])]


def test_the_head_of_an_article() -> None:
    assert kinds(
        "انفجار في مستودع للوقود",
        "وكالة | المدينة – البلد (خاص)",
        "حاورها: نوار الشماع",
        PROSE,
        "بيت بيت",
        PROSE,
    ) == ["title", "dateline", "byline", "paragraph", "heading", "paragraph"]


def test_a_lone_line_is_a_paragraph() -> None:
    assert kinds("انفجار في مستودع للوقود") == ["paragraph"]


def test_a_first_sentence_is_no_title() -> None:
    assert kinds(PROSE, PROSE) == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("line", "text", "start", "end", "speaker", "kind"),
    [
        ("[00:12] نص الخبر هنا.", "نص الخبر هنا.", 12.0, None, None, "paragraph"),
        ("٠٠:١٢ - نص الخبر هنا.", "نص الخبر هنا.", 12.0, None, None, "paragraph"),
        ("[00:12 - 00:20] نص هنا.", "نص هنا.", 12.0, 20.0, None, "paragraph"),
        ("[01:02:03] المعلق: نص هنا.", "نص هنا.", 3723.0, None, "المعلق", "paragraph"),
        (
            '[00:31] ليلى الصافي، طبيبة: "نص".',
            '"نص".',
            31.0,
            None,
            "ليلى الصافي، طبيبة",
            "soundbite",
        ),
        ("[00:40] (صوت طبيعي)", "(صوت طبيعي)", 40.0, None, None, "caption"),
        ('[00:50] وقال الوزير: "نص".', 'وقال الوزير: "نص".', 50.0, None, None, "paragraph"),
    ],
)
def test_timecodes_and_labels_leave_the_text(
    line: str, text: str, start: float, end: float | None, speaker: str | None, kind: str
) -> None:
    block = to_blocks([Line(line), Line(PROSE)])[0]
    assert (block.text, block.start, block.end, block.speaker, block.kind) == (
        text,
        start,
        end,
        speaker,
        kind,
    )


def test_a_clock_with_frames() -> None:
    assert seconds("10:00:12:05") == pytest.approx(36012.2)


def test_an_interviews_labels_are_known_by_their_repetition() -> None:
    blocks = to_blocks(
        [Line("س: متى بدأتم؟"), Line("منى: قبل عام."), Line("س: ولماذا؟"), Line("منى: هكذا.")]
    )
    assert [b.speaker for b in blocks] == ["س", "منى", "س", "منى"]
    once = to_blocks(
        [Line(PROSE), Line("والنتيجة: لا شيء تغير."), Line("وقال: نعم."), Line("وقال: لا.")]
    )
    assert [b.speaker for b in once] == [None] * 4


def test_ids_number_the_blocks() -> None:
    assert [b.id for b in to_blocks([Line("أ"), Line("ب"), Line("ج")])] == ["b1", "b2", "b3"]
