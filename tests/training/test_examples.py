"""Rows to training examples: the prompt is the engine's, terms in it stand in the target."""

import random
import zipfile
from itertools import chain

import examples
import pytest
import sentencepiece
from examples import LONGEST, Maker, batches, respelt
from hypothesis import given
from hypothesis import strategies as st
from rows import Row

from translate_cli.engines.protocol import Request
from translate_cli.engines.starter import MODEL, StarterEngine

ROW = Row(
    "وصل وفد الصليب الأحمر إلى صور.",
    "A Red Cross delegation arrived in Tyre.",
    (("الصليب الأحمر", "Red Cross"), ("صور", "Tyre")),
    "اجتمعوا أمس.",
)
OTHER = Row("في عدن", "In Aden", (("عدن", "Aden"),))


@pytest.fixture(scope="module")
def pieces() -> sentencepiece.SentencePieceProcessor:
    with zipfile.ZipFile(MODEL) as archive:
        return sentencepiece.SentencePieceProcessor(model_proto=archive.read("sentencepiece.model"))


def test_the_prompt_is_what_the_engine_gives(pieces: sentencepiece.SentencePieceProcessor) -> None:
    example = Maker(pieces, [ROW]).encoded(ROW.source, ROW.target, ROW.terms, ROW.before)
    request = Request(ROW.source, ROW.terms, before=ROW.before)
    prompt = StarterEngine()._prompt(request)
    assert [pieces.id_to_piece(number) for number in example.prompt] == prompt
    assert pieces.decode(example.answer[:-1]) == ROW.target
    assert pieces.id_to_piece(example.answer[-1]) == "<eos>"


@given(seed=st.integers())
def test_swapped_renderings_stand_in_the_target(
    pieces: sentencepiece.SentencePieceProcessor, seed: int
) -> None:
    maker = Maker(pieces, [ROW, OTHER])
    target, shown = maker.swapped(ROW.target, list(ROW.terms), random.Random(seed))
    assert [arabic for arabic, _ in shown] == [arabic for arabic, _ in ROW.terms]
    assert target == f"A {shown[0][1]} delegation arrived in {shown[1][1]}."


def test_a_term_within_a_swapped_one_is_not_shown(
    pieces: sentencepiece.SentencePieceProcessor,
) -> None:
    maker = Maker(pieces, [OTHER])
    terms = [("الصليب الأحمر الدولي", "International Red Cross"), ("الصليب الأحمر", "Red Cross")]
    for seed in range(10):
        target, shown = maker.swapped(
            "From the International Red Cross", terms, random.Random(seed)
        )
        assert shown and all(english in target for _, english in shown)


@given(seed=st.integers(), text=st.text("قال أحمد: «إن المدرسة 12» ىي", min_size=1))
def test_respelling_keeps_the_letters_that_are_no_variants(seed: int, text: str) -> None:
    def skeleton(text: str) -> str:
        return "".join(c for c in text if c not in 'أا ةهىي«»"12١٢إ')

    assert skeleton(respelt(text, random.Random(seed))) == skeleton(text)


@given(sizes=st.lists(st.integers(1, 90), max_size=40), tokens=st.integers(50, 2000))
def test_every_example_is_in_one_batch(
    pieces: sentencepiece.SentencePieceProcessor, sizes: list[int], tokens: int
) -> None:
    rows = [Row("قال " * size, f"said {n}") for n, size in enumerate(sizes)]
    groups = list(batches(Maker(pieces, rows), rows, tokens, random.Random(1)))
    answers = [pieces.decode(e.answer[:-1]) for e in chain.from_iterable(groups)]
    assert sorted(answers) == sorted(row.target for row in rows)
    assert all(len(g) == 1 or len(g) * max(map(len, g)) <= tokens for g in groups)


def test_an_example_too_long_is_left_out(pieces: sentencepiece.SentencePieceProcessor) -> None:
    rows = [Row("قال " * LONGEST, "said"), OTHER]
    groups = list(batches(Maker(pieces, rows), rows, 100, random.Random(1)))
    assert len(groups) == len(groups[0]) == 1


def test_a_distractor_does_not_change_the_target(
    pieces: sentencepiece.SentencePieceProcessor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples, "DISTRACTED", 1.0)
    monkeypatch.setattr(examples, "SWAPPED", 0.0)
    maker = Maker(pieces, [ROW, OTHER])
    for seed in range(5):
        example = maker.example(OTHER, random.Random(seed))
        assert pieces.decode(example.answer[:-1]) == OTHER.target
