"""What several writers need: a block's English, its heading line, direction of a line."""

import unicodedata
from collections.abc import Iterator

from translate_cli.document import Bilingual, Block, Segment

RIGHT_TO_LEFT_MARK = "\u200f"

BY_RULE = "spelled by rule"  # of a name: to be looked at


def english_of(bilingual: Bilingual, block: Block) -> str:
    """The block's English as running text."""
    segments = bilingual.segments_by_block[block.id]
    return " ".join(s.target.strip() for s in segments if s.target.strip())


def english_blocks(bilingual: Bilingual) -> Iterator[tuple[Block, str, str]]:
    """(block, English speaker or empty, English) for each block that has any English."""
    for block in bilingual.article.blocks:
        text = english_of(bilingual, block)
        if text:
            yield block, bilingual.speakers.get(block.speaker or "", ""), text


def title_of(bilingual: Bilingual) -> str:
    """The English title, or the input's name."""
    for block, _, text in english_blocks(bilingual):
        if block.kind == "title":
            return text
    return bilingual.input


def clock(seconds: float) -> str:
    """``00:12``, ``1:00:12``, or ``00:12.48`` where it is no whole second."""
    hundredths = round(seconds * 100)
    minutes, rest = divmod(hundredths // 100, 60)
    hours, minutes = divmod(minutes, 60)
    whole = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"
    return f"{whole}.{hundredths % 100:02}" if hundredths % 100 else whole


def caption_of(bilingual: Bilingual, block: Block) -> str:
    """What stands over a block: its kind if it is special, its time and who speaks."""
    parts: list[str] = [] if block.kind == "paragraph" else [block.kind]
    if block.start is not None:
        end = f" - {clock(block.end)}" if block.end is not None else ""
        parts.append(clock(block.start) + end)
    if block.speaker:
        parts.append(bilingual.speakers.get(block.speaker) or block.speaker)
    return " · ".join(parts)


def starts_left_to_right(text: str) -> bool:
    """The first letter with a direction is not Arabic: a viewer would set the line wrongly."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return False
        if direction == "L":
            return True
    return False


def right_to_left_line(text: str) -> str:
    """An Arabic line for plain text, marked where it begins with Latin."""
    return RIGHT_TO_LEFT_MARK + text if starts_left_to_right(text) else text


def summary(bilingual: Bilingual) -> str:
    """One line: engine, size, how many warnings."""
    count = sum(remark.severity != "info" for s in bilingual.segments for remark in s.warnings)
    engine = bilingual.engine
    model = "" if engine.model == engine.name else f" {engine.model}"
    return (
        f"{engine.name}{model}, quality {engine.quality}, {len(bilingual.segments)} segments, "
        f"{count} warning{'' if count == 1 else 's'}"
    )


def remarks_of(segment: Segment) -> Iterator[str]:
    """A segment's warnings as lines."""
    yield from (f"{remark.severity}: {remark.message}" for remark in segment.warnings)
