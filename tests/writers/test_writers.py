"""Every format, read back by the program that it is for."""

import csv
import io
import json
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import pytest
import srt
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from translate_cli.document import (
    Article,
    Bilingual,
    Block,
    Cue,
    EngineInfo,
    Remark,
    Segment,
    TermUse,
)
from translate_cli.readers import read_article
from translate_cli.writers import WRITERS, render
from translate_cli.writers.common import right_to_left_line, starts_left_to_right
from translate_cli.writers.plain import escape

MIXED = "قال Boeing إن 99.9% من “الطائرات” <b>&amp; سليمة</b>."
HOSTILE = "<script>alert('x')</script> *bold* [a](b) | =1+1 \x07"


def make(target: str = 'Boeing said 99.9% of the "aircraft" were sound.') -> Bilingual:
    blocks = [
        Block("b1", "title", "عنوان الخبر"),
        Block("b2", "dateline", "بغداد – (خاص)"),
        Block("b3", "paragraph", MIXED, "المذيع", 12.0),
        Block("b4", "heading", "عنوان فرعي"),
        Block("b5", "paragraph", "بند أول", style="list-item"),
        Block("b6", "paragraph", "بند ثان", style="list-item"),
        Block("b7", "paragraph", "قول", style="quote"),
    ]
    use = TermUse(
        "t1",
        "الطائرات",
        "الطائرات",
        MIXED.index("الطائرات"),
        MIXED.index("الطائرات") + 8,
        "aircraft",
        "aircraft",
        26,
        34,
        "repaired",
    )
    lost = TermUse("t2", "قال", "قال", 0, 3, "stated", None, None, None, "missing")
    remark = Remark("term-missing", "warning", "“قال” should be “stated”", 0, 3)
    segments = [
        Segment("s1", "b1", 0, 11, "عنوان الخبر", "The Title", "machine", score=-0.1),
        Segment("s2", "b2", 0, 13, "بغداد – (خاص)", "Baghdad – (exclusive)", "machine"),
        Segment("s3", "b3", 0, len(MIXED), MIXED, target, "machine", (use, lost), (remark,), -0.5),
        Segment("s4", "b4", 0, 10, "عنوان فرعي", "A Heading", "machine"),
        Segment("s5", "b5", 0, 7, "بند أول", "First item", "machine"),
        Segment("s6", "b6", 0, 7, "بند ثان", "Second item", "machine"),
        Segment("s7", "b7", 0, 3, "قول", "A quotation", "machine"),
    ]
    cues = [
        Cue(1, "en", 0, 62, ("Boeing said 99.9%", "of the aircraft"), ("s3",)),
        Cue(2, "en", 64, 100, ("were sound.",), ("s3",), (Remark("too-fast", "warning", "x"),)),
    ]
    return Bilingual(
        Article(blocks, "ar", Path("report.txt")),
        "report.txt",
        EngineInfo("starter", "starter", "ab", "best"),
        segments,
        {"المذيع": "Presenter"},
        "news",
        Fraction(25),
        cues,
    )


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_article_gives_the_same_bytes(name: str) -> None:
    assert render(name, make()) == render(name, make())


@pytest.mark.parametrize("name", [n for n in WRITERS if n not in ("srt", "docx", "target-docx")])
def test_text_formats_are_utf8_with_one_line_end(name: str) -> None:
    data = render(name, make())
    assert data.decode("utf-8").endswith("\n") and b"\r" not in data


def test_the_text_pairs_arabic_and_english() -> None:
    lines = render("txt", make()).decode().split("\n")
    at = lines.index(MIXED)
    assert lines[at - 1] == "[00:12 · Presenter]"
    assert lines[at + 1].startswith("Boeing said")
    assert lines[at + 2] == "! warning: “قال” should be “stated”"


def test_json_keeps_the_contract() -> None:
    data = json.loads(render("json", make()))
    assert list(data) == [
        "version",
        "input",
        "engine",
        "profile",
        "fps",
        "blocks",
        "segments",
        "cues",
        "names",  # added within the version
    ]
    assert (data["version"], data["fps"], data["profile"]) == (1, "25/1", "news")
    assert data["engine"] == {
        "name": "starter",
        "model": "starter",
        "sha256": "ab",
        "quality": "best",
    }
    texts = {block["id"]: block["text"] for block in data["blocks"]}
    for segment in data["segments"]:
        assert texts[segment["block"]][segment["start"] : segment["end"]] == segment["source"]
        for term in segment["terms"]:
            assert texts[segment["block"]][term["start"] : term["end"]] == term["surface"]
            if term["status"] != "missing":
                place = segment["target"][term["target_start"] : term["target_end"]]
                assert place == term["rendering"]
    assert data["segments"][2]["warnings"][0]["code"] == "term-missing"
    cue = data["cues"][0]
    assert (cue["start_frame"], cue["end_frame"], cue["start"], cue["end"]) == (0, 62, 0.0, 2.48)


def test_subtitles_read_back() -> None:
    subtitles = list(srt.parse(render("srt", make()).decode()))
    assert [s.content for s in subtitles] == ["Boeing said 99.9%\nof the aircraft", "were sound."]
    assert subtitles[0].end.total_seconds() == pytest.approx(2.48)
    assert subtitles[1].start.total_seconds() == pytest.approx(2.56)


@pytest.mark.skipif(not shutil.which("ffprobe"), reason="needs ffmpeg")
def test_ffmpeg_reads_the_subtitles(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_bytes(render("srt", make()))
    command = ["ffprobe", "-v", "error", "-show_packets", "-of", "json", str(path)]
    packets = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["packets"]
    assert [float(p["pts_time"]) for p in packets] == [0.0, 2.56]


def test_the_table_has_one_line_a_segment() -> None:
    rows = list(
        csv.reader(io.StringIO(render("tsv", make("=cmd()\tx\ny")).decode()), delimiter="\t")
    )
    assert len(rows) == 8 and {len(row) for row in rows} == {11}
    assert rows[3][5] == "'=cmd() x y" and rows[3][3] == "المذيع"


def test_the_english_alone() -> None:
    text = render("target-txt", make()).decode()
    assert text.startswith("The Title\n\nBaghdad – (exclusive)\n\nPresenter: Boeing said")
    assert "عنوان" not in text
    tokens = MarkdownIt().parse(render("target-md", make()).decode())
    tags = [t.tag for t in tokens if t.nesting == 1]
    assert tags[:2] == ["h1", "p"] and "h2" in tags
    assert tags.count("ul") == 1 and tags.count("li") == 2 and "blockquote" in tags


def test_the_english_page() -> None:
    page = html.fromstring(render("target-html", make(HOSTILE)))
    assert page.findtext(".//h1") == "The Title" and len(page.findall(".//ul/li")) == 2
    assert page.find(".//script") is None
    assert "<script>alert" in page.text_content()


def test_the_bilingual_page() -> None:
    page = html.fromstring(render("html", make()))
    arabic = page.xpath("//*[@dir='rtl']")
    assert len(arabic) == 7
    assert all(e.get("dir") == "rtl" and e.get("lang") == "ar" for e in arabic)
    texts = ["".join(e.itertext()) for e in page.xpath("//section/*[@lang='ar']")]
    assert MIXED in texts
    marks = [(m.get("class"), m.text) for m in page.xpath("//section//mark")]
    assert marks == [("repaired", "aircraft"), ("missing", "قال"), ("repaired", "الطائرات")]
    assert "should be" in page.xpath("//ul[@class='warnings']")[0].text_content()


def test_hostile_text_stays_text_in_the_page() -> None:
    page = html.fromstring(render("html", make(HOSTILE)))
    assert page.find(".//script") is None
    assert HOSTILE.replace("\x07", "") in page.text_content().replace("\x07", "")


def test_markdown_shows_text_as_it_is() -> None:
    rendered = html.fromstring(MarkdownIt().render(render("md", make(HOSTILE)).decode()))
    paragraphs = ["".join(p.itertext()) for p in rendered.iter("p")]
    assert HOSTILE.replace("\x07", "").strip() in [
        p.replace("\x07", "").strip() for p in paragraphs
    ]
    assert MIXED in paragraphs


@given(st.text("abc #*_-+=>`~[]()<>|!\\1.&\"'قال"))
def test_escaped_markdown_has_an_inverse(text: str) -> None:
    flat = " ".join(text.split())
    rendered = MarkdownIt().render(escape(flat))
    shown = html.fromstring(f"<div>{rendered}</div>").text_content()
    assert shown.strip() == flat.strip()


def test_word_has_two_columns_with_their_directions(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(render("docx", make(HOSTILE)))
    table = Document(str(path)).tables[0]
    assert len(table.rows) == 8
    english, arabic = table.rows[3].cells
    assert arabic.text == MIXED and english.text.startswith("[00:12 · Presenter]\n<script>")
    assert "should be" in english.text
    paragraph = arabic.paragraphs[0]._p
    assert paragraph.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    assert paragraph.find(f"{qn('w:r')}/{qn('w:rPr')}/{qn('w:rtl')}") is not None


def test_words_english_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(render("target-docx", make()))
    styles = [p.style.name for p in Document(str(path)).paragraphs]
    assert styles[0] == "Title" and styles.count("List Bullet") == 2
    assert "Heading 2" in styles and "Quote" in styles


def test_our_documents_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "again.docx"
    path.write_bytes(render("docx", make()))
    assert MIXED in [block.text for block in read_article(path).blocks]


def test_lines_that_begin_with_latin_are_marked() -> None:
    assert starts_left_to_right("99.9% Boeing قالت")
    assert right_to_left_line("Boeing قالت") == "\u200fBoeing قالت"
    assert right_to_left_line("قالت Boeing") == "قالت Boeing"
    assert not starts_left_to_right("99.9%")


@pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")
def test_the_page_in_a_browser(tmp_path: Path) -> None:
    """Columns side by side, Arabic set from the right, nothing wider than the window."""
    path = tmp_path / "a.html"
    probe = (
        "<script>addEventListener('load',()=>{const s=document.querySelectorAll('section')[2];"
        "const [e,a]=['.en','.ar'].map(x=>s.querySelector(x).getBoundingClientRect());"
        "const r=document.createRange();r.selectNodeContents(s.querySelector('.ar'));"
        "const t=[...r.getClientRects()];"
        "document.title=JSON.stringify({left:e.right<=a.left,top:Math.abs(e.top-a.top)<9,"
        "flush:Math.abs(Math.max(...t.map(x=>x.right))-a.right)<2,"
        "fits:document.documentElement.scrollWidth<=innerWidth,"
        "marks:getComputedStyle(s.querySelector('mark.repaired')).backgroundColor})})</script>"
    )
    page = render("html", make()).decode()
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    assert policy in page
    path.write_text(page.replace(policy, "").replace("</body>", probe + "</body>"), "utf-8")
    dumped = browser("--dump-dom", path.as_uri(), profile=tmp_path / "p").stdout
    seen = json.loads(html.fromstring(dumped).findtext(".//title"))
    assert all(seen[key] for key in ("left", "top", "flush", "fits"))
    assert seen["marks"] not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 0)")


@pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")
def test_the_page_prints(tmp_path: Path) -> None:
    path, sheet = tmp_path / "a.html", tmp_path / "a.pdf"
    path.write_bytes(render("html", make()))
    browser(f"--print-to-pdf={sheet}", path.as_uri(), profile=tmp_path / "p")
    assert sheet.read_bytes().startswith(b"%PDF")


def browser(*arguments: str, profile: Path) -> "subprocess.CompletedProcess[str]":
    quiet = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    quiet += " --disable-background-networking --disable-component-update --disable-sync"
    command = ["chromium", *quiet.split(), f"--user-data-dir={profile}", "--window-size=1200,900"]
    return subprocess.run(
        [*command, *arguments], capture_output=True, text=True, timeout=60, check=True
    )
