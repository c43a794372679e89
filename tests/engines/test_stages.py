"""What stands around an engine: chunks, batches, health, look-ahead, model files."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.engines.argos import align, locate
from translate_cli.engines.chunks import cut, join
from translate_cli.engines.decoding import ahead, decoding, longest_target
from translate_cli.engines.health import ailment
from translate_cli.engines.models import verify
from translate_cli.engines.protocol import Link
from translate_cli.engines.runner import plan
from translate_cli.engines.starter import MODEL
from translate_cli.errors import EngineError

PROSE = st.text(st.sampled_from('ابت وقال،؛: "a1'), max_size=300)


@given(PROSE, st.integers(3, 40))
def test_chunks_hold_all_but_white_space(text: str, longest: int) -> None:
    spans = cut(text, longest, len)
    cursor = 0
    for start, end in spans:
        assert not text[cursor:start].strip() and 0 < end - start <= longest
        cursor = end
    assert not text[cursor:].strip()


def test_a_long_sentence_is_cut_at_its_clauses() -> None:
    text = "قال الوزير إن الخطة جاهزة تماما، وأضاف أن التنفيذ يبدأ غدا"
    assert [text[a:b] for a, b in cut(text, 40, len)] == [
        "قال الوزير إن الخطة جاهزة تماما،",
        "وأضاف أن التنفيذ يبدأ غدا",
    ]


def test_a_word_without_end_is_cut_too() -> None:
    assert max(b - a for a, b in cut("ا" * 5000, 110, len)) <= 110


def test_joined_clauses_have_no_stop_inside() -> None:
    assert join(["He came.", " and left. ", ""]) == "He came, and left."
    assert join(["He came...", "then left."]) == "He came... then left."
    assert join(["He came.", "And the army left."]) == "He came, and the army left."
    assert join(["He went to", "The Hague.", "In May"]) == "He went to The Hague, In May"
    assert join(["Why?", "The army left."]) == "Why? The army left."
    assert join([" ", ""]) == ""


@given(st.lists(st.integers(1, 120), max_size=60), st.integers(40, 400))
def test_a_plan_holds_each_once_within_its_width(lengths: list[int], pieces: int) -> None:
    batches = plan(lengths, pieces)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(lengths[i] for i in batch) <= pieces
    assert batches == plan(lengths, pieces)


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("قال الوزير نعم", "The minister said yes.", None),
        ("قال الوزير نعم", "", "empty"),
        ("قال الوزير نعم", " ... ", "empty"),
        ("قال الوزير نعم", "no no no no no", "loop"),
        ("قال الوزير نعم", "he said that, he said that, he said that, he said that", "loop"),
        ("قال", "hahahahahahahahahaha", "loop"),
        ("قال الوزير", " ".join(map(chr, range(97, 123))), "runaway"),
        ("كلمة " * 20, "Few words", "short"),
        ("قال الوزير", "The وزير said", "untranslated"),
        ("2, 2, 2, 2, 2", "2, 2, 2, 2, 2", None),
    ],
)
def test_unsound_outputs_are_found(source: str, target: str, code: str | None) -> None:
    assert ailment(source, target) == code


def test_look_ahead_keeps_the_order() -> None:
    submitted: list[int] = []

    def submit(n: int):  # type: ignore[no-untyped-def]
        submitted.append(n)
        return lambda: (n, len(submitted))

    results = list(ahead(range(5), submit, 2))
    assert [n for n, _ in results] == list(range(5))
    assert results[0][1] == 3


def test_settings_change_with_the_attempt() -> None:
    assert decoding("fast", 0).beam_size == 1
    assert decoding("best", 0).num_hypotheses == 4
    assert decoding("fast", 2).repetition_penalty > decoding("fast", 1).repetition_penalty > 1
    assert longest_target(100) > 136


def test_pieces_are_located_and_aligned() -> None:
    assert locate(["▁ال", "أمم", "▁غائب"], "الأمم") == [(0, 2), (2, 5), (5, 5)]
    assert locate(["ab@@", "c"], "abc") == [(0, 2), (2, 3)]
    normalised = locate(["▁قال", ".", "▁الأمم", "."], "قال… الأمم.")
    assert normalised == [(0, 3), (3, 3), (5, 10), (10, 11)]
    assert locate(["1", "⁄", "2", "▁مليون"], "½ مليون")[-1] == (2, 7)
    links = align([(0, 2), (2, 2), (3, 5)], [(0, 3), (4, 6)], [[0.1, 0.9], [1, 0], [0.8, 0.2, 5]])
    assert links == (Link(0, 2, 4, 6), Link(3, 5, 0, 3))


def test_the_shipped_model_is_whole() -> None:
    assert len(verify(MODEL)) == 64 and MODEL.stat().st_size <= 95e6
    for name in ("NOTICE", "GEMMA_TERMS.txt", "README.md"):
        assert MODEL.with_name(name).stat().st_size > 200


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL.parent, folder)
    model = folder / MODEL.name
    with model.open("ab") as file:
        file.write(b" ")
    with pytest.raises(EngineError, match=r"starter\.zip: is damaged"):
        verify(model)
    (folder / "SHA256SUMS").unlink()
    with pytest.raises(EngineError, match="cannot be read"):
        verify(model)
