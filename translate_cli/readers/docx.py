"""Word documents: paragraphs, tables and text boxes in reading order, changes accepted."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from lxml.etree import _Element

from translate_cli.document import BlockKind
from translate_cli.errors import InputError
from translate_cli.readers.structure import Line

LARGEST_UNPACKED = 256 * 1024 * 1024  # bytes
REMOVED = frozenset(map(qn, ("w:del", "w:moveFrom", "w:instrText")))
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
P, TABLE, ROW, BOX = map(qn, ("w:p", "w:tbl", "w:tr", "w:txbxContent"))
TEXT, TAB, BREAK, RETURN = map(qn, ("w:t", "w:tab", "w:br", "w:cr"))
HYPHEN = qn("w:noBreakHyphen")


def read(data: bytes, path: Path, encoding: str | None) -> list[Line]:
    body, styles = _open(data, path)
    lines: list[Line] = []
    pending = ""
    for paragraph, style in _paragraphs(body, ""):
        text = pending + _text(paragraph)
        if _mark_removed(paragraph):
            pending = text
            continue
        pending = ""
        kind = _kind(paragraph, styles)
        if text.strip():
            lines.append(Line(" ".join(text.split("\n")).strip(), kind, style))
        lines += [replace(line, style="text-box") for line in _boxes(paragraph)]
    return [*lines, Line(pending.strip())] if pending.strip() else lines


def tables(data: bytes, path: Path) -> Iterator[list[list[str]]]:
    """The rows of all tables, a list of paragraphs a cell; changes accepted. Raises InputError."""
    body, _ = _open(data, path)
    for row in body.iter(ROW):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            yield [[_text(p) for p in cell.iter(P)] for cell in row.iterchildren(qn("w:tc"))]


def _open(data: bytes, path: Path) -> tuple[_Element, dict[str, str]]:
    """The document's body and its styles' names by id."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > LARGEST_UNPACKED:
                raise InputError(path, "unpacks to more than 256 MB; it is not an article")
        document = Document(io.BytesIO(data))
    except InputError:
        raise
    except Exception:
        raise InputError(path, "is not a sound .docx file; save it again in Word") from None
    names = {style.style_id: style.name or "" for style in document.styles}
    return document.element.body, names


def _paragraphs(parent: _Element, style: str) -> Iterator[tuple[_Element, str]]:
    """Paragraphs in order, those of tables and content controls included."""
    for child in parent:
        if child.tag == P:
            yield (
                child,
                "list-item" if child.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None else style,
            )
        elif child.tag == TABLE:
            for row in child.iter(ROW):
                if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
                    for cell in row.iterchildren(qn("w:tc")):
                        yield from _paragraphs(cell, "table-cell")
        elif child.tag not in REMOVED and child.tag != qn("w:sectPr"):
            yield from _paragraphs(child, style)


def _text(paragraph: _Element) -> str:
    """A paragraph's words with insertions kept, deletions and text boxes left out."""
    parts: list[str] = []

    def walk(element: _Element) -> None:
        for child in element:
            if child.tag in REMOVED or child.tag in (BOX, FALLBACK):
                continue
            if child.tag == TEXT:
                parts.append(child.text or "")
            elif child.tag == TAB:
                parts.append("\t")
            elif child.tag in (BREAK, RETURN):
                parts.append("\n")
            elif child.tag == HYPHEN:
                parts.append("\u2011")
            elif child.tag != qn("w:pPr"):
                walk(child)

    walk(paragraph)
    return "".join(parts)


def _boxes(paragraph: _Element) -> Iterator[Line]:
    for box in paragraph.iter(BOX):
        if not any(parent.tag == FALLBACK for parent in box.iterancestors()):
            for inner, _ in _paragraphs(box, ""):
                text = _text(inner).strip()
                if text:
                    yield Line(text)


def _mark_removed(paragraph: _Element) -> bool:
    """The paragraph's end was deleted: it runs on into the next one."""
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None


def _kind(paragraph: _Element, styles: dict[str, str]) -> BlockKind | None:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    if found is None:
        return None
    name = styles.get(found.get(qn("w:val")) or "", "").lower()
    if name == "title":
        return "title"
    return "heading" if name.startswith(("heading", "subtitle")) else None
