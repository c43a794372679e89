"""Sentences of real copy: the conventions one by one, a labelled set, and nothing lost."""

import json
import re

import pytest
from conftest import DATA
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.document import Article, Block
from translate_cli.segmentation import segment_article, segment_block, sentence_spans

ANCHOR_F1 = 0.94
COPY = st.text(
    st.sampled_from("وقال الوزير.؟!…\"”“«»‹›'’()[]:،؛ \n\t\u00a0\u200f1٣٫٪aU🙂ﻻ"), max_size=80
)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@given(COPY)
def test_no_character_is_lost(text: str) -> None:
    spans = sentence_spans(text)
    rebuilt, cursor = "", 0
    for start, end in spans:
        assert cursor <= start < end
        assert not text[cursor:start].strip()
        assert text[start:end] == text[start:end].strip()
        rebuilt += text[cursor:end]
        cursor = end
    assert not text[cursor:].strip()
    assert rebuilt + text[cursor:] == text


@pytest.mark.parametrize(
    "text",
    [
        "بلغت النسبة 99.9% من الأصوات.",
        "بلغت النسبة ٩٩٫٩٪ من الأصوات.",
        "وصل د. سامي مع أ. منى و م. خالد إلى المكان.",
        "أرسلت الطلبات إلى ص.ب. 1234 في بيروت.",
        "التقى J. Smith ممثل شركة Boeing Co. في دبي.",
        "زوروا www.example.com/news.html لمعرفة المزيد.",
        "كتب إلى info@example.org في 12.05.2023 عند 10.30 صباحا.",
        '"لماذا؟" قال الوزير.',
        "«من يسمعنا؟»، تسأل أم محمد.",
        "1. وقف إطلاق النار فورا.",
        "غزة.. قصف متواصل",
        "اشترى كتبا وأقلاما إلخ. من السوق القديم.",
        "قال (وهو يضحك!) إنه لن يعود.",
        "قال الوزير: نعم؛ لكن بشروط، وهي كثيرة.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("انتهى الأمر. بدأ غيره.", ["انتهى الأمر.", "بدأ غيره."]),
        ("انتهى الأمر.وقال الوزير نعم.", ["انتهى الأمر.", "وقال الوزير نعم."]),
        ("ماذا حدث؟! لا أعرف.", ["ماذا حدث؟!", "لا أعرف."]),
        ("قال: “ذهبنا. ثم عدنا”. وسكت.", ["قال: “ذهبنا.", "ثم عدنا”.", "وسكت."]),
        ("قال: ” نحن هنا . ” وأضاف المزيد .", ["قال: ” نحن هنا . ”", "وأضاف المزيد ."]),
        ('قال: "انتهى الأمر." ثم خرج.', ['قال: "انتهى الأمر."', "ثم خرج."]),
        ("سأل: «ولم لا؟!». وأثارت العبارة موجة.", ["سأل: «ولم لا؟!».", "وأثارت العبارة موجة."]),
        ("ولد في 2014. وهو الآن طالب.", ["ولد في 2014.", "وهو الآن طالب."]),
        ("(انتهت الجلسة مبكرا.) وخرج الجميع.", ["(انتهت الجلسة مبكرا.)", "وخرج الجميع."]),
        ("عاد و قال كلمته. و مضى في طريقه.", ["عاد و قال كلمته.", "و مضى في طريقه."]),
    ],
)
def test_several_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def boundaries(text: str, ends: list[int]) -> set[int]:
    """Boundaries inside a text, counted in characters that are not white space."""
    count = [len(re.sub(r"\s", "", text[:end])) for end in ends]
    return set(count) - {len(re.sub(r"\s", "", text))}


def test_labelled_paragraphs() -> None:
    hits = found = wanted = 0
    for line in (DATA / "segmentation.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        text, ends, cursor = row["text"], [], 0
        for segment in row["segments"]:
            cursor = text.index(segment, cursor) + len(segment)
            ends.append(cursor)
        gold = boundaries(text, ends)
        ours = boundaries(text, [end for _, end in sentence_spans(text)])
        hits, found, wanted = hits + len(gold & ours), found + len(ours), wanted + len(gold)
    f1 = 2 * hits / (found + wanted)
    assert wanted > 500
    assert f1 >= ANCHOR_F1, f"F1 {f1:.3f}"


def article(*texts: str) -> Article:
    blocks = [Block(f"b{i}", "paragraph", text) for i, text in enumerate(texts, 1)]
    return Article(blocks, "ar", None)


def test_a_title_is_one_segment_whatever_it_contains() -> None:
    block = Block("b1", "title", " ماذا بعد؟ لا أحد يعرف. ")
    assert segment_block(block) == [(1, 23)]
    assert block.text[1:23] == "ماذا بعد؟ لا أحد يعرف."
    assert segment_block(Block("b1", "heading", "  ")) == []


def test_ids_survive_edits_of_neighbours() -> None:
    before = segment_article(article("جملة أولى. جملة ثانية.", "جملة ثالثة."))
    after = segment_article(article("جملة تغيرت كثيرا. جملة ثانية.", "جملة ثالثة."))
    assert [s.id for s in before[1:]] == [s.id for s in after[1:]]
    assert before[0].id != after[0].id


def test_like_sentences_have_ids_of_their_own() -> None:
    segments = segment_article(article("نعم.", "نعم.", "نعم."))
    assert len({segment.id for segment in segments}) == 3
    for segment in segments:
        assert segment.source == "نعم."
