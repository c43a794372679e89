"""Bilingual files of ours, edited or not, back to what the writers took.

JSON holds everything. The files for people hold what people see: a row is a segment with its
Arabic, its English, and the kind, time and speaker of its block where they stand over it. The
others' blocks are taken to be a segment each.

To add a format: write ``data, path -> Iterator[Row]`` and name it in ``ROWS``.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from translate_cli.arabic import arabic_share, has_arabic
from translate_cli.document import (
    Article,
    Bilingual,
    Block,
    BlockKind,
    EngineInfo,
    Segment,
)
from translate_cli.errors import InputError
from translate_cli.files import decode, read_bytes
from translate_cli.readers.machine import KINDS, moment, read_json
from translate_cli.readers.structure import RANGE, seconds

MARK = ".bilingual."
ENGLISH = "English"  # over the column of the Word table
TIMES = re.compile(RANGE)
MOSTLY_ARABIC = 0.3  # of the letters of an Arabic line, names in Latin among them
REMARK = re.compile(r"(?:info|warning|error): ")
ARABIC_PARAGRAPH = re.compile(r'<p dir="rtl" lang="ar">(.*)</p>')
NO_PAIR = "has no pair of Arabic and English in it; is it a bilingual file of translate-cli?"


Caption = tuple[BlockKind, float | None, float | None, str]
UNTOLD: Caption = ("paragraph", None, None, "")


@dataclass(frozen=True)
class Row:
    """A segment as a file for people has it; times in seconds, ``block`` where the file tells
    blocks apart."""

    source: str
    target: str
    kind: BlockKind = "paragraph"
    start: float | None = None
    end: float | None = None
    speaker: str = ""
    block: str = ""


def is_bilingual(path: Path) -> bool:
    """Whether a file's name is that of a bilingual file of ours."""
    return MARK in path.name and path.suffix.lower() in READERS


def read_bilingual(path: Path) -> Bilingual:
    """A bilingual file, without cues. Raises InputError for what is not one."""
    if path.suffix.lower() not in ROWS:
        return read_json(path)
    rows = list(ROWS[path.suffix.lower()](read_bytes(path), path))
    if not any(row.source and row.target for row in rows):
        raise InputError(path, NO_PAIR)
    return _from_rows(rows, path)


def _from_rows(rows: list[Row], path: Path) -> Bilingual:
    blocks: dict[str, Block] = {}
    segments: list[Segment] = []
    speakers: dict[str, str] = {}
    for number, row in enumerate(rows, 1):
        name = row.block or f"b{number}"
        before = blocks.get(name)
        text = f"{before.text} {row.source}" if before else row.source
        start, end = (before.start, before.end) if before else (row.start, row.end)
        blocks[name] = Block(name, row.kind, text, row.speaker or None, start, end)
        at = len(text) - len(row.source)
        segments.append(
            Segment(f"s{number}", name, at, len(text), row.source, row.target, "edited")
        )
        if row.speaker:
            speakers[row.speaker] = row.speaker
    article = Article(list(blocks.values()), "ar", path)
    return Bilingual(article, str(path), EngineInfo("none", "none", "", "best"), segments, speakers)


def _caption(text: str) -> Caption:
    """Kind, times and speaker of ``soundbite · 00:12 - 00:20 · Salma``."""
    kind: BlockKind = "paragraph"
    start, end, speaker = None, None, ""
    for part in re.split(r"\s*·\s*", text.strip()):
        times = TIMES.fullmatch(part)
        if part in KINDS:
            kind = part  # type: ignore[assignment]
        elif times:
            start = seconds(times["start"])
            end = seconds(times["end"]) if times["end"] else None
        else:
            speaker = part
    return kind, start, end, speaker


def _is_told(caption: Caption) -> bool:
    """Whether a kind or a time is told, so that it cannot be a sentence."""
    return caption[0] != "paragraph" or caption[1] is not None


class _Pairs:
    """Arabic and English as lines come, in whatever way a person spaced them."""

    def __init__(self) -> None:
        self.caption = UNTOLD
        self.rows: list[Row] = []

    def arabic(self, text: str, apart: bool = True) -> None:
        """A new pair; where it is not apart from Arabic without English, more of that."""
        if not apart and self.rows and not self.rows[-1].target and self.caption == UNTOLD:
            self.rows[-1] = replace(self.rows[-1], source=f"{self.rows[-1].source} {text}")
            return
        before = self.rows[-1] if self.rows else None
        if self.caption == UNTOLD and before and (before.kind == "soundbite" or before.start):
            row = replace(before, source=text, target="")  # what is told once counts for all
        else:
            row = Row(text, "", *self.caption, block=f"b{len(self.rows) + 1}")
        self.rows.append(row)
        self.caption = UNTOLD

    def english(self, text: str) -> None:
        if self.rows and text.strip():
            joined = " ".join([*self.rows[-1].target.split(), *text.split()])
            self.rows[-1] = replace(self.rows[-1], target=joined)


def _text_rows(data: bytes, path: Path) -> Iterator[Row]:
    """Arabic over English, ``[caption]`` over the first of a block, ``! `` before remarks."""
    pairs, apart = _Pairs(), True
    for line in decode(data, path).split("\n"):
        text = line.strip("\u200f \t")
        caption = re.fullmatch(r"\[([^\[\]]+)\]", text)
        if not text:
            apart = True
            continue
        if caption and (apart or _is_told(_caption(caption[1]))):
            pairs.caption = _caption(caption[1])
        elif line.startswith("! "):
            continue
        elif arabic_share(text) > MOSTLY_ARABIC:
            pairs.arabic(text, apart)
        else:
            pairs.english(text)
        apart = False
    yield from pairs.rows


def _markdown_rows(data: bytes, path: Path) -> Iterator[Row]:
    """Paragraphs of Markdown; what stands in one is taken without its marks."""
    from html import unescape

    from markdown_it import MarkdownIt

    pairs, parser = _Pairs(), MarkdownIt()
    for paragraph in re.split(r"\n\s*\n", decode(data, path)):
        text = paragraph.strip()
        arabic = ARABIC_PARAGRAPH.fullmatch(text)
        if text == "---":
            break
        if arabic:
            pairs.arabic(unescape(arabic[1]))
            continue
        words = "".join(
            child.content if child.type in ("text", "code_inline", "text_special") else " "
            for token in parser.parse(text)
            for child in token.children or ()
            if not child.type.endswith(("_open", "_close"))
        )
        told = re.fullmatch(r"([*_]{1,2})[^*_]+\1", text)
        if told and (_is_told(_caption(words)) or not pairs.rows or pairs.rows[-1].target):
            pairs.caption = _caption(words)
        elif not text.startswith("> **"):
            pairs.english(words)
    yield from pairs.rows


def _page_rows(data: bytes, path: Path) -> Iterator[Row]:
    from lxml import html

    caption, block = UNTOLD, 0
    try:
        root = html.fromstring(decode(data, path).encode("utf-8"), parser=_page_parser())
    except (ValueError, AssertionError):
        raise InputError(path, NO_PAIR) from None
    for line_break in root.iter("br"):
        line_break.tail = f" {line_break.tail or ''}"
    for element in root.iter("p", "section"):
        classes = (element.get("class") or "").split()
        if element.tag == "p" and "caption" in classes and element.getparent().tag != "section":
            caption = _caption(element.text_content())
            block += 1
        elif element.tag == "section" and "pair" in classes:
            arabic = element.find_class("ar")
            others = [e for e in element if e not in arabic and e.tag != "ul"]
            texts = [
                " ".join(" ".join(e.text_content() for e in some).split())
                for some in (arabic[:1], others)
            ]
            kind = next((name for name in classes if name in KINDS), "paragraph")
            name = "" if caption == UNTOLD else f"b{block}-{kind}"
            yield Row(texts[0], texts[1], kind, *caption[1:], block=name)  # type: ignore[arg-type]


def _page_parser() -> Any:
    from lxml import html

    return html.HTMLParser(encoding="utf-8", no_network=True)


def _table_rows(data: bytes, path: Path) -> Iterator[Row]:
    lines = decode(data, path).split("\n")
    names = lines[0].split("\t")
    if not {"source", "target"} <= set(names):
        raise InputError(path, "has no columns source and target", 1)
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if not line.strip():
            continue
        if len(cells) != len(names):
            raise InputError(path, f"has {len(cells)} cells under {len(names)} columns", number)
        row = dict(zip(names, cells, strict=True))
        kind = row.get("kind") if row.get("kind") in KINDS else "paragraph"
        source, target = (_cell(row[name]) for name in ("source", "target"))
        start, end = (_number(row.get(name, ""), path, number) for name in ("start", "end"))
        speaker, block = _cell(row.get("speaker", "")), row.get("block", "")
        yield Row(source, target, kind, start, end, speaker, block)  # type: ignore[arg-type]


def _cell(text: str) -> str:
    """A cell without the apostrophe that keeps a formula from being one, and without the
    quotation marks of a program that doubles those within."""
    if re.fullmatch(r'"(?:[^"]|"")*"', text) and '""' in text[1:-1]:
        text = text[1:-1].replace('""', '"')
    return text.removeprefix("'")


def _number(text: str, path: Path, line: int) -> float | None:
    try:
        return moment(text.replace(",", ".")) if text.strip() else None
    except ValueError:
        raise InputError(path, f"'{text}' is not a time in seconds", line) from None


def _word_rows(data: bytes, path: Path) -> Iterator[Row]:
    from translate_cli.readers.docx import tables

    pairs = _Pairs()
    for row in tables(data, path):
        if len(row) != 2 or row[0] == [ENGLISH] or not has_arabic("\n".join(row[1])):
            continue
        english = "\n".join(text for text in row[0] if not REMARK.match(text))
        caption = re.match(r"\[([^\[\]\n]+)\]\n", english)
        if caption:
            pairs.caption = _caption(caption[1])
            english = english[caption.end() :]
        pairs.arabic(" ".join(" ".join(row[1]).split()))
        pairs.english(english)
    yield from pairs.rows


ROWS: Mapping[str, Callable[[bytes, Path], Iterator[Row]]] = {
    ".txt": _text_rows,
    ".md": _markdown_rows,
    ".html": _page_rows,
    ".tsv": _table_rows,
    ".docx": _word_rows,
}
READERS = frozenset({*ROWS, ".json"})
