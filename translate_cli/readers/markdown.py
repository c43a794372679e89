"""Markdown by markdown-it: its first heading is the title, the others are headings."""

import re
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from translate_cli.document import BlockKind
from translate_cli.files import decode
from translate_cli.readers.structure import Line

FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
STYLES = {"list_item_open": "list-item", "blockquote_open": "quote", "td_open": "table-cell"}


def read(data: bytes, path: Path, encoding: str | None) -> list[Line]:
    text = FRONT_MATTER.sub("", decode(data, path, encoding))
    lines: list[Line] = []
    styles: list[str] = []
    kind: BlockKind | None = None
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "heading_open":
            titled = any(line.kind == "title" for line in lines)
            kind = "heading" if titled or token.tag != "h1" else "title"
        elif token.type in STYLES:
            styles.append(STYLES[token.type])
        elif token.type.removesuffix("close") + "open" in STYLES:
            styles.pop()
        elif token.type == "inline":
            content = _plain(token.children or []).strip()
            if content:
                lines.append(Line(content, kind, styles[-1] if styles else ""))
            kind = None
        elif token.type in ("fence", "code_block") and token.content.strip():
            lines.append(Line(" ".join(token.content.split()), "paragraph"))
    return lines


def _plain(children: list[Token]) -> str:
    """The words of an inline token: emphasis and link targets fall away."""
    parts = []
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(_plain(child.children or []))
        elif child.type != "html_inline":
            parts.append(child.content)
    return "".join(parts)
