"""Plain text, Markdown and tab-separated values."""

import html
import re
from collections.abc import Sequence

from translate_cli.document import Bilingual, Block
from translate_cli.writers.common import (
    caption_of,
    english_blocks,
    remarks_of,
    right_to_left_line,
    summary,
)

COLUMNS = (
    *("id", "block", "kind", "speaker", "source", "target", "origin", "terms", "warnings"),
    *("start", "end"),  # of the block, seconds
)
MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|])")
LINE_SPECIAL = re.compile(r"^(\s*)([#+>~=-]|\d+[.)])(?=\s|$|[#>~=-])")
FORMULA = ("=", "+", "@")


def _bytes(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8")


def bilingual_text(bilingual: Bilingual) -> bytes:
    """Arabic over English, a pair a segment, warnings under it after ``!``."""
    lines = [f"{bilingual.input} — {summary(bilingual)}", ""]
    for block in bilingual.article.blocks:
        caption = caption_of(bilingual, block)
        if caption:
            lines += [f"[{caption}]"]
        for segment in bilingual.segments_by_block[block.id]:
            lines += [right_to_left_line(" ".join(segment.source.split())), segment.target]
            lines += [f"! {remark}" for remark in remarks_of(segment)]
            lines.append("")
    return _bytes(lines)


def bilingual_markdown(bilingual: Bilingual) -> bytes:
    """The English as Markdown, each segment under its Arabic in a right-to-left paragraph."""
    lines = []
    for block in bilingual.article.blocks:
        caption = caption_of(bilingual, block)
        if caption:
            lines += [f"*{escape(caption)}*", ""]
        for segment in bilingual.segments_by_block[block.id]:
            arabic = html.escape(" ".join(segment.source.split()), quote=False)
            lines += [f'<p dir="rtl" lang="ar">{arabic}</p>', ""]
            lines += [_styled(block, escape(segment.target)), ""]
            lines += [f"> **{escape(remark)}**\n" for remark in remarks_of(segment)]
    lines += ["---", "", f"*{escape(bilingual.input)} — {escape(summary(bilingual))}*"]
    return _bytes(lines)


def bilingual_table(bilingual: Bilingual) -> bytes:
    """One row a segment under a header; no cell holds a tab or a line end."""
    blocks = {block.id: block for block in bilingual.article.blocks}
    rows = ["\t".join(COLUMNS)]
    for segment in bilingual.segments:
        block = blocks[segment.block]
        terms = " | ".join(
            f"{t.surface} = {t.rendering or t.target} ({t.status})" for t in segment.terms
        )
        cells = (
            segment.id,
            block.id,
            block.kind,
            block.speaker or "",
            segment.source,
            segment.target,
            segment.origin,
            terms,
            " | ".join(remarks_of(segment)),
            "" if block.start is None else f"{block.start:.3f}",
            "" if block.end is None else f"{block.end:.3f}",
        )
        rows.append("\t".join(map(_cell, cells)))
    return _bytes(rows)


def _cell(text: str) -> str:
    """One line, and no formula for a spreadsheet."""
    flat = " ".join(text.split())
    return "'" + flat if flat.startswith(FORMULA) else flat


def target_text(bilingual: Bilingual) -> bytes:
    """The English alone, a paragraph a block."""
    lines = []
    for _, speaker, text in english_blocks(bilingual):
        lines += [f"{speaker}: {text}" if speaker else text, ""]
    return _bytes(lines)


def target_markdown(bilingual: Bilingual) -> bytes:
    """The English alone as Markdown."""
    lines: list[str] = []
    previous = ""
    for block, speaker, text in english_blocks(bilingual):
        if previous == "list-item" and block.style == "list-item":
            lines.pop()
        label = f"**{escape(speaker)}:** " if speaker else ""
        lines += [_styled(block, label + escape(text)), ""]
        previous = block.style
    return _bytes(lines)


def _styled(block: Block, text: str) -> str:
    if block.kind == "title":
        return f"# {text}"
    if block.kind == "heading":
        return f"## {text}"
    if block.kind in ("dateline", "byline", "caption"):
        return f"*{text}*"
    return {"list-item": "- ", "quote": "> "}.get(block.style, "") + text


def escape(text: str) -> str:
    """Text that Markdown shows as it is."""
    escaped = MARKDOWN_SPECIAL.sub(r"\\\1", text)
    return LINE_SPECIAL.sub(_escaped_start, escaped)


def _escaped_start(match: re.Match[str]) -> str:
    mark = match[2]
    return match[1] + (f"{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else "\\" + mark)
