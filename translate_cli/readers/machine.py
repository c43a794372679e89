"""``NAME.bilingual.json`` back to what the writers took, cues left out."""

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar, get_args

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
from translate_cli.files import read_bytes

KINDS = frozenset(get_args(BlockKind))
LATEST = 100 * 3600.0  # seconds
Made = TypeVar("Made")


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
        start, drop = int(found.get("start_frame", 0)), bool(found.get("drop_frame", False))
        names = [_made(RegisteredName, row) for row in found.get("names", ())]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        what = f" ({type(error).__name__}: {error})" if str(error) else ""
        problem = f"is not a bilingual JSON file of translate-cli{what}; write one with -f json"
        raise InputError(path, problem) from None
    article = Article(blocks, "ar", path)
    return Bilingual(
        article, name, engine, segments, speakers, names=names, start_frame=start, drop_frame=drop
    )


def _block(row: Mapping[str, Any]) -> Block:
    if row["kind"] not in KINDS:
        raise ValueError(f"unknown kind '{row['kind']}'")
    start, end = (None if row.get(k) is None else moment(row[k]) for k in ("start", "end"))
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
        _text(row["source"]),
        _text(row["target"]),
        row["origin"],
        [_made(TermUse, use) for use in row["terms"]],
        [_made(Remark, remark) for remark in row["warnings"]],
        row["score"],
        [_made(Mark, mark) for mark in row.get("marks", ())],
    )


def moment(value: Any) -> float:
    """A time in seconds. Raises ValueError for what is none."""
    time = float(value)
    if not 0 <= time < LATEST:
        raise ValueError(f"{value} is not a time in seconds")
    return time


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _made(kind: type[Made], row: Mapping[str, Any]) -> Made:
    """A value of the data model from its row; fields that a later version added are left out."""
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in row.items() if name in known})
