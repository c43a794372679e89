"""Each format, real files, and what cannot be read."""

import io
import sys
from pathlib import Path

import pytest
from conftest import SAMPLES
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from translate_cli.errors import InputError
from translate_cli.readers import STDIN, find_inputs, read_article

PROSE = "وقالت الوزارة في بيان لها إن الأعمال ستبدأ في الأسبوع المقبل بعد وصول المعدات."


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def summary(path: Path) -> list[tuple[str, str, str]]:
    return [(b.kind, b.style, b.text) for b in read_article(path).blocks]


def test_text_lines_are_blocks(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", f"\ufeffعنوان الخبر\n\n\n  {PROSE}  \n{PROSE}\n")
    assert summary(path) == [
        ("title", "", "عنوان الخبر"),
        ("paragraph", "", PROSE),
        ("paragraph", "", PROSE),
    ]


def test_markdown(tmp_path: Path) -> None:
    text = (
        "---\nlayout: post\n---\n# عنوان *الخبر*\n\n"
        "سطر أول\nسطر ثان مع [رابط](http://x.org) و**اسم**.\n\n"
        "## عنوان فرعي\n\n> قال كلمة.\n\n- بند أول\n- بند ثان\n\n"
        "| أ | ب |\n|---|---|\n| ج | د |\n\n`a` <b>ه</b>\n"
    )
    assert summary(write(tmp_path / "a.md", text)) == [
        ("title", "", "عنوان الخبر"),
        ("paragraph", "", "سطر أول سطر ثان مع رابط واسم."),
        ("heading", "", "عنوان فرعي"),
        ("paragraph", "quote", "قال كلمة."),
        ("paragraph", "list-item", "بند أول"),
        ("paragraph", "list-item", "بند ثان"),
        ("paragraph", "", "أ"),
        ("paragraph", "", "ب"),
        ("paragraph", "table-cell", "ج"),
        ("paragraph", "table-cell", "د"),
        ("paragraph", "", "a ه"),
    ]


def test_the_article_of_a_saved_page() -> None:
    blocks = read_article(SAMPLES / "sports.html").blocks
    assert blocks[0].kind == "title" and "نسور السهل" in blocks[0].text
    assert [b.kind for b in blocks].count("heading") == 1
    everything = " ".join(b.text for b in blocks)
    assert "ملفات تعريف الارتباط" not in everything and "جميع الحقوق" not in everything
    assert 300 < len(everything.split()) < 420


def test_a_page_in_its_declared_encoding(tmp_path: Path) -> None:
    body = "".join(f"<p>{PROSE} ({i})</p>" for i in range(5))
    head = '<head><meta charset="windows-1256"><title>خبر</title></head>'
    page = f"<html>{head}<body><article><h1>خبر اليوم</h1>{body}</article></body></html>"
    blocks = read_article(write(tmp_path / "a.html", page, "cp1256")).blocks
    assert blocks[0].text == "خبر اليوم" and PROSE in blocks[1].text


def test_a_page_without_an_article(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"empty\.html: has no article"):
        read_article(write(tmp_path / "empty.html", "<html><body></body></html>"))


def paragraph(inner: str) -> object:
    return parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")


def test_word_in_order_with_changes_accepted(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("عنوان الخبر", style="Title")
    document.add_paragraph("عنوان فرعي", style="Heading 1")
    body = document.element.body
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    changed = paragraph(
        run.format("قال ")
        + f'<w:ins w:id="1" w:author="x">{run.format("الوزير ")}</w:ins>'
        + '<w:del w:id="2" w:author="x"><w:r><w:delText>الرئيس</w:delText></w:r></w:del>'
        + f'<w:hyperlink w:anchor="x">{run.format("هنا")}</w:hyperlink>'
        + run.format(" نعم.")
    )
    merged = paragraph(
        '<w:pPr><w:rPr><w:del w:id="3" w:author="x"/></w:rPr></w:pPr>' + run.format("جملة أولى ")
    )
    body.insert(-1, changed)
    body.insert(-1, merged)
    body.insert(-1, paragraph(run.format("تتمتها.")))
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "خلية أولى", "خلية ثانية"
    box = (
        f"<w:r {nsdecls('w')}><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'>"
        f"<v:textbox><w:txbxContent><w:p>{run.format('نص في مربع')}</w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
    )
    document.add_paragraph("فقرة معها مربع.")._p.append(parse_xml(box))
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert summary(path) == [
        ("title", "", "عنوان الخبر"),
        ("heading", "", "عنوان فرعي"),
        ("paragraph", "", "قال الوزير هنا نعم."),
        ("paragraph", "", "جملة أولى تتمتها."),
        ("paragraph", "table-cell", "خلية أولى"),
        ("paragraph", "table-cell", "خلية ثانية"),
        ("paragraph", "", "فقرة معها مربع."),
        ("paragraph", "text-box", "نص في مربع"),
    ]


def test_a_damaged_document(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(InputError, match=r"not a sound \.docx"):
        read_article(path)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize("text", ["Latin only text, nothing else.", "123 456 ؟!"])
def test_no_arabic(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(InputError, match="has no Ar"):
        page = f"<html><body><article><p>{text * 30}</p></article></body></html>"
        read_article(write(tmp_path / name, page if name == "a.html" else text))


def test_an_unknown_extension(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read \.pdf"):
        read_article(write(tmp_path / "a.pdf", PROSE))


@pytest.mark.parametrize(
    "text",
    [PROSE, f"<!doctype html><html><body><article><p>{PROSE * 4}</p></article></body></html>"],
)
def test_standard_input(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    article = read_article(STDIN)
    assert article.path is None and PROSE in article.blocks[-1].text


def test_a_folder(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        "deep/c.html",
        ".hidden/d.txt",
        "a.en.txt",
        "e.bilingual.md",
        "f.pdf",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        write(path, PROSE)
    found = list(find_inputs([tmp_path]))
    assert [p.relative_to(tmp_path).as_posix() for p, _ in found] == [
        "a.md",
        "b.txt",
        "deep/c.html",
    ]
    assert all(from_folder for _, from_folder in found)


def test_a_folder_with_no_article(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no article in it"):
        list(find_inputs([tmp_path]))


def test_text_that_tries_everything(tmp_path: Path) -> None:
    """Mixed scripts, emoji, presentation forms and direction marks stay as they are."""
    line = "\u202bﻻ شيء 😀 في Boeing\u200f 737 “نعم” ٩٩٫٩٪\u202c."
    blocks = read_article(write(tmp_path / "a.txt", line + "\n")).blocks
    assert blocks[0].text == line
