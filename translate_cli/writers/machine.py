"""The machine-readable truth: the JSON of the design's contract, version 1."""

import json
from typing import Any

from translate_cli.document import (
    Bilingual,
    Block,
    Cue,
    Mark,
    RegisteredName,
    Remark,
    Segment,
    Shown,
    TermUse,
)

VERSION = 1


def bilingual_json(bilingual: Bilingual) -> bytes:
    """Offsets of segments, terms and warnings count code points of the block's text; those with
    ``target`` in their name count in the segment's target. Times of cues are whole frames, and
    seconds for convenience."""
    data = {
        "version": VERSION,
        "input": bilingual.input,
        "engine": vars(bilingual.engine),
        "profile": bilingual.profile,
        "fps": f"{bilingual.fps.numerator}/{bilingual.fps.denominator}",
        **({"start_frame": bilingual.start_frame} if bilingual.start_frame else {}),
        **({"drop_frame": True} if bilingual.drop_frame else {}),
        "blocks": [_block(bilingual, block) for block in bilingual.article.blocks],
        "segments": [_segment(segment) for segment in bilingual.segments],
        "cues": [_cue(cue, bilingual) for cue in bilingual.cues],
        "names": [_plain(name) for name in bilingual.names],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _block(bilingual: Bilingual, block: Block) -> dict[str, Any]:
    data: dict[str, Any] = {"id": block.id, "kind": block.kind, "text": block.text}
    if block.speaker:
        data["speaker"] = block.speaker
        data["speaker_target"] = bilingual.speakers.get(block.speaker, "")
    if block.start is not None:
        data["start"] = block.start
    if block.end is not None:
        data["end"] = block.end
    if block.style:
        data["style"] = block.style
    if block.shown:
        data["shown"] = [_plain(piece) for piece in block.shown]
    if block.marks:
        data["marks"] = [_plain(mark) for mark in block.marks]
    return data


def _segment(segment: Segment) -> dict[str, Any]:
    data = {
        "id": segment.id,
        "block": segment.block,
        "start": segment.start,
        "end": segment.end,
        "source": segment.source,
        "target": segment.target,
        "origin": segment.origin,
        "score": segment.score,
        "terms": [_plain(use) for use in segment.terms],
        "warnings": [_plain(remark) for remark in segment.warnings],
    }
    if segment.marks:
        data["marks"] = [_plain(mark) for mark in segment.marks]
    return data


def _plain(value: TermUse | Remark | RegisteredName | Shown | Mark) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _cue(cue: Cue, bilingual: Bilingual) -> dict[str, Any]:
    return {
        "id": cue.id,
        "language": cue.language,
        "start_frame": cue.start_frame,
        "end_frame": cue.end_frame,
        "start": round(float(cue.start_frame / bilingual.fps), 3),
        "end": round(float(cue.end_frame / bilingual.fps), 3),
        "lines": list(cue.lines),
        "segments": list(cue.segments),
        "warnings": [_plain(remark) for remark in cue.warnings],
        **({"style": cue.style} if cue.style != "Default" else {}),
        **({"tags": cue.tags} if cue.tags else {}),
        **({"marks": [_plain(mark) for mark in cue.marks]} if cue.marks else {}),
    }
