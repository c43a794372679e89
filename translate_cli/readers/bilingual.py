"""Bilingual files of ours, edited or not, back to what the writers took.

JSON holds everything. The files for people hold what people see: a row is a segment with its
Arabic, its English, and the kind, time and speaker of its block where they stand over it. The
others' blocks are taken to be a segment each.

To add a format: write ``data, path -> Iterator[Row]`` and name it in ``ROWS``.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar, get_args

from translate_cli.arabic import has_arabic
from translate_cli.document import (
    Article,
    Bilingual,
    Block,
    BlockKind,
    EngineInfo,
    Mark,
    RegisteredName,
    Remark,
    Segment,
    Shown,
    TermUse,
)
from translate_cli.errors import InputError
from translate_cli.files import decode, read_bytes
from translate_cli.readers.structure import seconds

Made = TypeVar("Made")
MARK = ".bilingual."
ENGLISH = "English"  # over the column of the Word table
KINDS = frozenset(get_args(BlockKind))
CLOCK = re.compile(r"(?:\d+:)?\d{1,3}:\d{2}")
REMARK = re.compile(r"(?:info|warning|error): ")
ARABIC_PARAGRAPH = re.compile(r'<p dir="rtl" lang="ar">(.*)</p>')
STYLED = re.compile(r"^(?:#+|>|-) |^\*(?=.*[^\\]\*$)|(?<=[^\\])\*$")
UNESCAPED = re.compile(r"\\([\\`*_{}\[\]<>|#+>~=.)-])")
NO_PAIR = "has no pair of Arabic and English in it; is it a bilingual file of translate-cli?"


@dataclass(frozen=True)
class Row:
    """A segment as a file for people has it; ``block`` where the file tells blocks apart."""

    source: str
    target: str
    kind: BlockKind = "paragraph"
    start: float | None = None
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
        start = before.start if before else row.start
        blocks[name] = Block(name, row.kind, text, row.speaker or None, start)
        at = len(text) - len(row.source)
        segments.append(
            Segment(f"s{number}", name, at, len(text), row.source, row.target, "edited")
        )
        if row.speaker:
            speakers[row.speaker] = row.speaker
    article = Article(list(blocks.values()), "ar", path)
    return Bilingual(article, str(path), EngineInfo("none", "none", "", "best"), segments, speakers)


def read_json(path: Path) -> Bilingual:
    """``NAME.bilingual.json`` with all that it holds but cues. Raises InputError."""
    try:
        found = json.loads(read_bytes(path))
        blocks = [_block(row) for row in found["blocks"]]
        texts = {block.id: block.text for block in blocks}
        segments = [_segment(row, texts) for row in found["segments"]]
        speakers = {r["speaker"]: r["speaker_target"] for r in found["blocks"] if r.get("speaker")}
        engine = _made(EngineInfo, found["engine"])
        name = str(found["input"])
        names = [_made(RegisteredName, row) for row in found.get("names", ())]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        what = f" ({type(error).__name__}: {error})" if str(error) else ""
        problem = f"is not a bilingual JSON file of translate-cli{what}; write one with -f json"
        raise InputError(path, problem) from None
    article = Article(blocks, "ar", path)
    return Bilingual(article, name, engine, segments, speakers, names=names)


def _block(row: Mapping[str, Any]) -> Block:
    if row["kind"] not in KINDS:
        raise ValueError(f"unknown kind '{row['kind']}'")
    start, end = (None if row.get(k) is None else float(row[k]) for k in ("start", "end"))
    return Block(
        str(row["id"]),
        row["kind"],
        str(row["text"]),
        row.get("speaker"),
        start,
        end,
        str(row.get("style", "")),
        [_made(Shown, piece) for piece in row.get("shown", ())],
        [_made(Mark, mark) for mark in row.get("marks", ())],
    )


def _segment(row: Mapping[str, Any], texts: Mapping[str, str]) -> Segment:
    start, end = int(row["start"]), int(row["end"])
    if not 0 <= start <= end <= len(texts[row["block"]]):
        raise ValueError(f"segment {row['id']} is outside its block")
    return Segment(
        str(row["id"]),
        str(row["block"]),
        start,
        end,
        str(row["source"]),
        str(row["target"]),
        row["origin"],
        [_made(TermUse, use) for use in row["terms"]],
        [_made(Remark, remark) for remark in row["warnings"]],
        row["score"],
        [_made(Mark, mark) for mark in row.get("marks", ())],
    )


def _made(kind: type[Made], row: Mapping[str, Any]) -> Made:
    """A value of the data model from its row; fields that a later version added are left out."""
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in row.items() if name in known})


def _caption(text: str) -> tuple[BlockKind, float | None, str]:
    """Kind, time and speaker of ``soundbite · 00:12 · Salma``."""
    kind: BlockKind = "paragraph"
    start, speaker = None, ""
    for part in text.strip().split(" · "):
        if part in KINDS:
            kind = part  # type: ignore[assignment]
        elif CLOCK.fullmatch(part):
            start = seconds(part)
        else:
            speaker = part
    return kind, start, speaker


def _text_rows(data: bytes, path: Path) -> Iterator[Row]:
    """Arabic over English, pairs apart by empty lines, ``[caption]`` over the first."""
    _, *pairs = re.split(r"\n\s*\n", decode(data, path))  # the first tells file and engine
    for pair in pairs:
        lines = [line for line in pair.strip("\n").split("\n") if not line.startswith("! ")]
        caption: tuple[BlockKind, float | None, str] = ("paragraph", None, "")
        if len(lines) > 1 and re.fullmatch(r"\[[^\[\]]+\]", lines[0]):
            caption, lines = _caption(lines[0][1:-1]), lines[1:]
        arabic = [line for line in lines[:1] if has_arabic(line)]
        if arabic:
            english = " ".join(line.strip() for line in lines[1:] if line.strip())
            yield Row(arabic[0].strip("\u200f "), english, *caption)


def _markdown_rows(data: bytes, path: Path) -> Iterator[Row]:
    from html import unescape

    source, caption = "", ("paragraph", None, "")
    for paragraph in re.split(r"\n\s*\n", decode(data, path)):
        text = paragraph.strip()
        arabic = ARABIC_PARAGRAPH.fullmatch(text)
        if arabic:
            source = unescape(arabic[1])
        elif source and not text.startswith(("> **", "---")):
            english = UNESCAPED.sub(
                r"\1", re.sub(r"^(?:#+|>|-) |^\*(?=.*[^\\]\*$)|(?<=[^\\])\*$", "", text)
            )
            yield Row(source, " ".join(english.split()), *caption)  # type: ignore[arg-type]
            source, caption = "", ("paragraph", None, "")
        elif re.fullmatch(r"\*[^*]+\*", text):
            caption = _caption(UNESCAPED.sub(r"\1", text[1:-1]))  # type: ignore[assignment]


def _page_rows(data: bytes, path: Path) -> Iterator[Row]:
    from lxml import html

    caption: tuple[BlockKind, float | None, str] = ("paragraph", None, "")
    try:
        root = html.fromstring(decode(data, path).encode("utf-8"), parser=_page_parser())
    except (ValueError, AssertionError):
        raise InputError(path, NO_PAIR) from None
    block = 0
    for element in root.iter("p", "section"):
        classes = (element.get("class") or "").split()
        if element.tag == "p" and "caption" in classes and element.getparent().tag != "section":
            caption = _caption(element.text_content())
            block += 1
        elif element.tag == "section" and "pair" in classes:
            texts = [
                " ".join(found[0].text_content().split())
                if (found := element.find_class(name))
                else ""
                for name in ("ar", "en")
            ]
            kind = next((name for name in classes if name in KINDS), "paragraph")
            plain = caption[0] == "paragraph" and caption[1:] == (None, "")
            name = "" if plain else f"b{block}-{kind}"
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
        source, target = (row[name].removeprefix("'") for name in ("source", "target"))
        yield Row(source, target, kind, None, row.get("speaker", ""), row.get("block", ""))  # type: ignore[arg-type]


def _word_rows(data: bytes, path: Path) -> Iterator[Row]:
    from translate_cli.readers.docx import tables

    for row in tables(data, path):
        if len(row) != 2 or row[0] == [ENGLISH] or not has_arabic("\n".join(row[1])):
            continue
        english = [text for text in row[0] if not REMARK.match(text)]
        first, _, rest = english[0].partition("\n") if english else ("", "", "")
        caption = _caption(first) if rest else ("paragraph", None, "")
        words = " ".join([rest or first, *english[1:]]).split()
        yield Row(" ".join(" ".join(row[1]).split()), " ".join(words), *caption)


ROWS: Mapping[str, Callable[[bytes, Path], Iterator[Row]]] = {
    ".txt": _text_rows,
    ".md": _markdown_rows,
    ".html": _page_rows,
    ".tsv": _table_rows,
    ".docx": _word_rows,
}
READERS = frozenset({*ROWS, ".json"})
