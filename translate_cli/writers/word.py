"""Word documents, by python-docx: a two-column table to post-edit in, and the English alone."""

import io
import re
import zipfile
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from translate_cli.document import Bilingual, Block
from translate_cli.writers.common import (
    caption_of,
    english_blocks,
    remarks_of,
    summary,
    title_of,
)

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
ARABIC_FONT = "Times New Roman"
SOFT, ALARM = RGBColor(0x66, 0x70, 0x78), RGBColor(0xA8, 0x32, 0x1F)
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
STYLES = {"title": "Title", "heading": "Heading 2"}


def bilingual_document(bilingual: Bilingual) -> bytes:
    """English on the left, Arabic on the right, a row a segment."""
    document = _new(bilingual)
    note = document.add_paragraph().add_run(_clean(f"{bilingual.input} — {summary(bilingual)}"))
    note.font.color.rgb, note.font.size = SOFT, Pt(9)
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _head(table.rows[0], ("English", "العربية"))
    for block in bilingual.article.blocks:
        for index, segment in enumerate(bilingual.segments_by_block[block.id]):
            left, right = table.add_row().cells
            _english(left.paragraphs[0], bilingual, block, segment.target, first=index == 0)
            _arabic(right.paragraphs[0], segment.source, bold=block.kind in STYLES)
            for remark in remarks_of(segment):
                run = left.add_paragraph().add_run(_clean(remark))
                run.font.color.rgb, run.font.size = ALARM, Pt(8.5)
            for use in segment.terms:
                if use.status == "missing":
                    right.paragraphs[0].runs[0].font.highlight_color = WD_COLOR_INDEX.YELLOW
    return _saved(document)


def target_document(bilingual: Bilingual) -> bytes:
    """The English alone, in Word's own styles."""
    document = _new(bilingual)
    for block, speaker, text in english_blocks(bilingual):
        style = STYLES.get(block.kind)
        if block.style == "list-item" and style is None:
            style = "List Bullet"
        elif block.style == "quote" and style is None:
            style = "Quote"
        paragraph = document.add_paragraph(style=style)
        if speaker:
            paragraph.add_run(_clean(f"{speaker}: ")).bold = True
        run = paragraph.add_run(_clean(text))
        if block.kind in ("dateline", "byline", "caption"):
            run.italic = True
    return _saved(document)


def _new(bilingual: Bilingual) -> Any:
    document = Document()
    document.core_properties.title = _clean(title_of(bilingual))[:255]
    document.core_properties.author = "translate-cli"
    return document


def _head(row: Any, titles: tuple[str, str]) -> None:
    for cell, title in zip(row.cells, titles, strict=True):
        cell.paragraphs[0].add_run(title).bold = True
    row.cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    repeated = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(repeated)


def _english(paragraph: Any, bilingual: Bilingual, block: Block, text: str, first: bool) -> None:
    caption = caption_of(bilingual, block) if first else ""
    if caption:
        label = paragraph.add_run(f"[{_clean(caption)}]\n")
        label.font.color.rgb, label.font.size = SOFT, Pt(8.5)
    paragraph.add_run(_clean(text)).bold = block.kind in STYLES


def _arabic(paragraph: Any, text: str, bold: bool) -> None:
    """A right-to-left paragraph: its direction and its run's are both told to Word."""
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    run = paragraph.add_run(_clean(text))
    properties = run._r.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.set(qn("w:cs"), ARABIC_FONT)
    if bold:
        properties.append(OxmlElement("w:bCs"))
    properties.append(OxmlElement("w:rtl"))
    language = OxmlElement("w:lang")
    language.set(qn("w:bidi"), "ar-SA")
    properties.append(language)


def _clean(text: str) -> str:
    """Text without the characters that XML does not have."""
    return NOT_IN_XML.sub("", text)


def _saved(document: Any) -> bytes:
    """The file's bytes, the same each time: its parts get one fixed date."""
    buffer, packed = io.BytesIO(), io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as parts, zipfile.ZipFile(packed, "w") as archive:
        for name in parts.namelist():
            info = zipfile.ZipInfo(name, ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, parts.read(name))
    return packed.getvalue()
