"""Tracks in one language or two, from articles and from subtitle files."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from making import ENGLISH, bilingual, paragraph

from translate_cli.document import (
    Article,
    Bilingual,
    Block,
    Cue,
    EngineInfo,
    Language,
    Mark,
    Segment,
    Shown,
)
from translate_cli.subtitles.cues import Plan, make_cues
from translate_cli.subtitles.drafts import Draft
from translate_cli.subtitles.fitting import fit
from translate_cli.subtitles.profiles import PROFILES

NEWS, PAL = PROFILES["news"], Fraction(25)
LONG_ARABIC = "وقال الوزير إن الحكومة ستواصل دعم المزارعين في المناطق الشمالية من البلاد هذا العام"
LONG_ENGLISH = (
    "The minister said the government would continue to support farmers in the northern "
    "regions of the country this year"
)


def shown_as(*blocks: Block, english: list[str]) -> Bilingual:
    segments = [
        Segment(f"s{i}", block.id, 0, len(block.text), block.text, text, "machine")
        for i, (block, text) in enumerate(zip(blocks, english, strict=True))
    ]
    speakers = {block.speaker: "Fisherman" for block in blocks if block.speaker}
    info = EngineInfo("x", "x", "", "best")
    return Bilingual(Article(list(blocks), "ar", None), "-", info, segments, speakers)


def piece(number: int, text: str, begin: float, stop: float, **fields: object) -> Block:
    tags, cue = str(fields.pop("tags", "")), int(str(fields.pop("cue", 0)))
    shown = [Shown(0, len(text), begin, stop, tags=tags, cue=cue)]
    return Block(f"b{number}", "paragraph", text, shown=shown, **fields)  # type: ignore[arg-type]


def lines(cues: list[Cue]) -> list[str]:
    return [" / ".join(cue.lines) for cue in cues]


@given(st.lists(ENGLISH, min_size=1, max_size=5), st.sampled_from(["en", "ar", "ar-en"]))
def test_no_word_is_lost_in_any_language(texts: list[str], language: Language) -> None:
    result = bilingual(*[(paragraph(i), [text]) for i, text in enumerate(texts)])
    cues = make_cues(result, Plan(NEWS, PAL, language=language))
    words = [word for cue in cues for line in cue.lines for word in line.split()]
    english = [word for text in texts for word in text.split()]
    arabic = ["كلمة"] * len(english)
    wanted = {"en": english, "ar": arabic, "ar-en": english + arabic}[language]
    assert sorted(words) == sorted(wanted)
    assert all(len(line) <= 42 for cue in cues for line in cue.lines)


def test_stacked_languages_are_cut_at_one_place() -> None:
    block = Block("b1", "paragraph", LONG_ARABIC)
    result = shown_as(block, english=[LONG_ENGLISH])
    cues = make_cues(result, Plan(NEWS, PAL, language="ar-en"))
    assert len(cues) == 4 and all(len(cue.lines) == 2 for cue in cues)
    assert " ".join(cue.lines[0] for cue in cues) == LONG_ARABIC
    assert " ".join(cue.lines[1] for cue in cues) == LONG_ENGLISH


def test_stacked_speakers_are_told_once() -> None:
    block = piece(1, "شكرا لكم. الى اللقاء.", 1.0, 6.0, style="labelled", speaker="الصياد")
    result = shown_as(block, english=[""])
    halves = [
        replace(result.segments[0], id="a", end=9, source="شكرا لكم.", target="Thank you."),
        replace(result.segments[0], id="b", start=10, source="الى اللقاء.", target="Goodbye."),
    ]
    cues = make_cues(replace(result, segments=halves), Plan(NEWS, PAL, language="ar-en"))
    assert lines(cues) == ["الصياد: شكرا لكم. / Fisherman: Thank you.", "الى اللقاء. / Goodbye."]


def test_short_sentences_share_a_cue() -> None:
    cues = make_cues(bilingual((paragraph(), ["He left.", "She stayed."])), Plan(NEWS, PAL))
    assert lines(cues) == ["He left. She stayed."] and len(cues[0].segments) == 2


def test_condensing_is_recorded_and_asked_for() -> None:
    block = Block("b1", "paragraph", "قال", start=0.0, end=2.4)
    after = Block("b2", "paragraph", "نعم", start=2.4)
    english = ["They did not pay the twenty-five people who came.", "Yes."]
    result = shown_as(block, after, english=english)
    plain = make_cues(result, Plan(NEWS, PAL))
    assert [r.code for r in plain[0].warnings] == ["too-fast"]
    cue, _ = make_cues(result, Plan(NEWS, PAL, condense=True))
    assert " ".join(cue.lines) == "They didn't pay the 25 people who came."
    assert cue.warnings[0].code == "condensed" and cue.warnings[0].severity == "info"
    assert "“did not” → “didn't”" in cue.warnings[0].message


def test_a_slow_neighbour_lends_its_time() -> None:
    texts = ("Short one.", "This one is a little too long for it.", "The last of them.")
    heard = ((0.0, 4.0), (4.0, 6.0), (6.0, 8.0))
    drafts = [
        Draft(((text,),), ("s",), start, end)
        for text, (start, end) in zip(texts, heard, strict=True)
    ]
    frames = fit(drafts, NEWS, PAL)
    assert 100 - 13 <= frames[1][0] < 100 and frames[0][1] == frames[1][0] - NEWS.gap
    assert not NEWS.excess(texts[1], (frames[1][1] - frames[1][0]) / 25)
    told = [replace(draft, anchored=True) for draft in drafts]
    assert [start for start, _ in fit(told, NEWS, PAL)] == [0, 100, 150]


def test_a_script_with_room_is_taken_to_be_slower() -> None:
    block = Block("b1", "paragraph", LONG_ARABIC, start=0.0)
    after = Block("b2", "paragraph", "نعم", start=30.0)
    cues = make_cues(shown_as(block, after, english=[LONG_ENGLISH, "Yes."]), Plan(NEWS, PAL))
    assert not any(cue.warnings for cue in cues)
    assert cues[-2].end_frame < 15 * 25


def test_a_dialogue_of_a_subtitle_file_is_one_cue_again() -> None:
    left = piece(1, "كم؟", 1.0, 2.5, style="dialogue", cue=1)
    right = piece(2, "خمسة.", 2.5, 4.0, style="dialogue", cue=1)
    (cue,) = make_cues(shown_as(left, right, english=["How many?", "Five."]), Plan(NEWS, PAL))
    assert cue.lines == ("- How many?", "- Five.")
    assert (cue.start_frame, cue.end_frame) == (25, 100)


def test_a_dialogue_that_does_not_fit_is_two_cues() -> None:
    left = piece(1, "كم؟", 1.0, 4.0, style="dialogue", cue=1)
    right = piece(2, "خمسة.", 4.0, 6.0, style="dialogue", cue=1)
    english = ["How many of them came this morning to the market?", "Five, and no more than that."]
    first, second = make_cues(shown_as(left, right, english=english), Plan(NEWS, PAL))
    assert first.lines[0].startswith("- How") and second.lines[0].startswith("- Five")
    assert first.end_frame < second.start_frame


def test_sounds_music_and_speakers_are_shown() -> None:
    sound = piece(1, "تصفيق", 1.0, 4.0, style="sound", cue=1)
    speech = piece(2, "شكرا", 1.0, 4.0, style="labelled", speaker="الصياد", cue=1)
    song = piece(3, "يا بحر", 5.0, 8.0, style="music")
    english = ["applause", "Thank you all.", "O sea."]
    cues = make_cues(shown_as(sound, speech, song, english=english), Plan(NEWS, PAL))
    assert lines(cues) == ["[applause] / Fisherman: Thank you all.", "♪ O sea. ♪"]


def test_positions_styles_and_marks_survive() -> None:
    block = piece(1, "الأمل يبحر", 1.0, 4.0, tags="\\an8")
    result = shown_as(block, english=["The Hope sails at dawn from the old port of the town."])
    marked = replace(result.segments[0], marks=[Mark(4, 8, "\\i1")])
    (cue,) = make_cues(replace(result, segments=[marked]), Plan(NEWS, PAL))
    assert cue.tags == "\\an8" and cue.style == "Default"
    assert ["\n".join(cue.lines)[m.start : m.end] for m in cue.marks] == ["Hope"]


def test_in_times_of_a_subtitle_file_stay() -> None:
    text = "كلمة كلمة كلمة كلمة كلمة كلمة"
    shown = [Shown(0, 9, 1.0, 4.0), Shown(10, 19, 5.0, 8.0), Shown(20, 29, 9.0, 12.0)]
    block = Block("b1", "paragraph", text, shown=shown)
    english = (
        "He left the old town in the morning, went to the port, and sailed before the sun rose."
    )
    cues = make_cues(shown_as(block, english=[english]), Plan(NEWS, PAL))
    assert {cue.start_frame for cue in cues} <= {25, 125, 225}


def test_a_short_text_is_not_cut_up_to_fill_a_long_time() -> None:
    block = piece(1, "كلمة كلمة", 1.0, 61.0)
    english = ["This is a short sentence that shows for a minute."]
    cues = make_cues(shown_as(block, english=english), Plan(NEWS, PAL))
    assert len(cues) == 1 and cues[0].end_frame - cues[0].start_frame == 7 * 25


def test_a_sign_beside_speech_cuts_nothing_off() -> None:
    speech = piece(1, "قال الوزير.", 1.0, 4.0)
    sign = piece(2, "وزارة الصحة", 2.0, 6.0, tags="\\pos(9,9)")
    first, second = make_cues(
        shown_as(speech, sign, english=["The minister spoke.", "Ministry of Health"]),
        Plan(NEWS, PAL),
    )
    assert (first.start_frame, first.end_frame) == (25, 100)
    assert (second.start_frame, second.end_frame) == (50, 150)
    assert not [r for r in (*first.warnings, *second.warnings) if r.code == "overlap"]


def test_two_blocks_at_one_timecode_share_its_time() -> None:
    blocks = [
        Block("b1", "paragraph", "قال الوزير إن الحكومة ستعمل", start=10.0),
        Block("b2", "paragraph", "وقال النائب إنه سينتظر", start=10.0),
        Block("b3", "paragraph", "نعم", start=20.0),
    ]
    english = ["The minister said the government would act.", "The MP said he would wait.", "Yes."]
    cues = make_cues(shown_as(*blocks, english=english), Plan(NEWS, PAL))
    assert [cue.segments for cue in cues] == [("s0",), ("s1",), ("s2",)]
    assert cues[0].start_frame == 250 and cues[2].start_frame == 500


def test_a_sentence_goes_on_behind_a_kept_pause() -> None:
    block = Block("b1", "paragraph", LONG_ARABIC, start=12.0)
    after = Block("b2", "paragraph", "نعم", start=22.0)
    plan = Plan(NEWS, PAL, free=[(14.0, 18.0)])
    cues = make_cues(shown_as(block, after, english=[LONG_ENGLISH, "Yes."]), plan)
    assert all(cue.end_frame <= 350 or cue.start_frame >= 450 for cue in cues)
    assert cues[0].end_frame <= 350 and cues[-2].start_frame >= 450


def test_a_pause_is_told_in_times_of_the_programme() -> None:
    block = Block("b1", "paragraph", LONG_ARABIC, start=2.0, end=10.0)
    plan = Plan(NEWS, PAL, offset=30.0, free=[(0.0, 20.0), (50.0, 60.0)])
    cues = make_cues(shown_as(block, english=[LONG_ENGLISH]), plan)
    assert cues[0].start_frame == 32 * 25 and cues[-1].end_frame <= 41 * 25


def test_words_far_apart_are_one_cue() -> None:
    block = Block("b1", "paragraph", "عاد الهدوء إلى السوق القديم", start=180.0, end=360.0)
    result = shown_as(block, english=["The calm returned to the old market in Aleppo."])
    cues = make_cues(result, Plan(NEWS, PAL))
    assert len(cues) == 1 and cues[0].start_frame == 180 * 25


def test_voices_in_two_styles() -> None:
    left = piece(1, "كم؟", 1.0, 2.5, style="dialogue", cue=1, tags="\\i1")
    right = piece(2, "خمسة.", 2.5, 4.0, style="dialogue", cue=1)
    (cue,) = make_cues(shown_as(left, right, english=["How many?", "Five."]), Plan(NEWS, PAL))
    assert cue.tags == "" and cue.marks == (Mark(0, 11, "\\i1"),)


def test_what_a_pause_holds_back_follows_readably() -> None:
    blocks = [Block(f"b{i}", "paragraph", "نعم", start=3.0 + 2 * i) for i in range(4)]
    english = ["He went home early.", "She stayed there.", "They came back.", "It was late."]
    plan = Plan(NEWS, PAL, free=[(3.0, 40.0)])
    cues = make_cues(shown_as(*blocks, english=english), plan)
    assert cues[0].start_frame >= 40 * 25
    assert all(cue.end_frame - cue.start_frame >= 25 for cue in cues)


def test_marks_stay_where_cues_are_united() -> None:
    sound = piece(1, "تصفيق", 1.0, 4.0, style="sound", cue=1)
    speech = piece(2, "الأمل يبحر", 1.0, 4.0, cue=1)
    result = shown_as(sound, speech, english=["applause", "The Hope sails."])
    first, second = result.segments
    marked = [first, replace(second, marks=[Mark(4, 8, "\\i1")])]
    (cue,) = make_cues(replace(result, segments=marked), Plan(NEWS, PAL))
    assert ["\n".join(cue.lines)[m.start : m.end] for m in cue.marks] == ["Hope"]
