"""The article out of a saved news page, by trafilatura."""

import re
from dataclasses import replace
from pathlib import Path

from lxml.etree import _Element

from translate_cli.errors import InputError
from translate_cli.files import decode
from translate_cli.readers.structure import Line

DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
STYLES = {"item": "list-item", "cell": "table-cell", "quote": "quote"}


def read(data: bytes, path: Path, encoding: str | None) -> list[Line]:
    import trafilatura
    from trafilatura.settings import Document

    text = decode(data, path, encoding or _declared(data))
    page = trafilatura.bare_extraction(
        text, include_comments=False, include_tables=True, favor_recall=True, target_language=None
    )
    if not isinstance(page, Document) or page.body is None:
        raise InputError(path, "has no article in it; save the page's text as .txt")
    lines = [line for element in page.body for line in _lines(element)]
    if lines and lines[0].kind == "heading":
        return [replace(lines[0], kind="title"), *lines[1:]]
    title = " ".join((page.title or "").split())
    return (
        [Line(title, "title"), *(line for line in lines if line.text != title)] if title else lines
    )


def _declared(data: bytes) -> str | None:
    """The page's own word on its encoding, unless the bytes are UTF-8 anyway."""
    try:
        data.decode("utf-8")
        return None
    except UnicodeDecodeError:
        match = DECLARED.search(data[:4096])
        return match[1].decode("ascii") if match else None


def _lines(element: _Element) -> list[Line]:
    if element.tag in ("list", "table", "row"):
        return [line for child in element for line in _lines(child)]
    children = [child for child in element if child.tag in ("p", "list", "quote", "head")]
    if element.tag == "quote" and children:
        return [Line(line.text, line.kind, "quote") for c in children for line in _lines(c)]
    text = " ".join("".join(element.itertext()).split())
    if not text:
        return []
    if element.tag == "head":
        return [Line(text, "heading")]
    return [Line(text, None, STYLES.get(element.tag, ""))]
