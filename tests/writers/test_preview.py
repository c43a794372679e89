"""The preview page in a real browser: play, jump, edit, export."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import srt
from test_subtitle_formats import cue, track

from translate_cli.document import Bilingual, Segment
from translate_cli.writers import render

pytestmark = pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")
ARABIC = "قالت Boeing إن 99.9% من “الطائرات” سليمة."


def made(**fields: object) -> Bilingual:
    cues = (
        cue(1, "Boeing said 99.9%", "of them <b>“flew”</b>."),
        cue(2, "Second cue."),
        cue(3, "This third cue is far too long to be read in the little time that it has."),
    )
    bilingual = track(*cues, **fields)
    segment = Segment("s1", "b1", 0, len(ARABIC), ARABIC, "English", "machine")
    return Bilingual(**{**vars(bilingual), "segments": [segment]})


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield found
        found.close()


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    path = tmp_path / "a.preview.html"
    path.write_bytes(render("preview", made()))
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(path.as_uri())
    yield tab
    assert not errors
    tab.close()


def shown(page: Any) -> str:
    return str(page.text_content("#shown"))


def test_cues_warnings_and_arabic_are_there(page: Any) -> None:
    rows = page.query_selector_all("#list li")
    assert len(rows) == 3 and page.text_content("#summary") == "3 cues, 1 with warnings"
    arabic = rows[0].query_selector(".arabic")
    assert arabic.text_content() == ARABIC and arabic.get_attribute("dir") == "rtl"
    assert "too fast" in rows[2].text_content() and "a line of" in rows[2].text_content()
    assert "<b>“flew”</b>" in rows[0].query_selector(".text").text_content()
    assert "bad" in page.query_selector_all("#lane .cue")[2].get_attribute("class")


def test_nothing_is_wider_than_the_window(page: Any) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    stage = page.query_selector("#stage").bounding_box()
    assert stage["width"] / stage["height"] == pytest.approx(16 / 9, rel=0.01)


def test_jump_and_play(page: Any) -> None:
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert shown(page) == "Second cue."
    assert page.text_content("#clock") == "00:00:08.000"
    page.keyboard.press(" ")
    page.wait_for_function("document.getElementById('clock').textContent > '00:00:08.300'")
    assert page.text_content("#play") == "Stop"
    page.keyboard.press(" ")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert "Boeing said 99.9%" in shown(page)
    page.click("#lane .cue:nth-of-type(4)")
    assert "third" in shown(page)


def test_edit_undo_and_export(page: Any) -> None:
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.fill("textarea", "Edited, with “marks” & قال.\nTwo lines.")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("i")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("o")
    with page.expect_download() as download:
        page.keyboard.press("e")
    assert download.value.suggested_filename == "a.en.srt"
    cues = list(srt.parse(Path(download.value.path()).read_text("utf-8")))
    assert [c.content for c in cues][1] == "Edited, with “marks” & قال.\nTwo lines."
    times = cues[1].start.total_seconds(), cues[1].end.total_seconds()
    assert times == (9.0, 10.0)
    assert cues[0].content == "Boeing said 99.9%\nof them <b>“flew”</b>."
    for _ in range(3):
        page.keyboard.press("z")
    assert "Second cue." in page.text_content("#list li:nth-child(2)")


def test_a_video_that_cannot_be_played_leaves_the_stage(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(render("preview", made(media=str(tmp_path / "none.mp4"))))
    tab = browser.new_page()
    tab.goto(path.as_uri())
    tab.wait_for_function("document.getElementById('message').textContent.includes('blank stage')")
    tab.keyboard.press("ArrowDown")
    assert "Boeing said" in str(tab.text_content("#shown"))
    tab.close()


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="needs ffmpeg")
def test_a_video_plays_under_the_cues(browser: Any, tmp_path: Path) -> None:
    video = tmp_path / "a.webm"
    source = ["-f", "lavfi", "-i", "testsrc=s=160x90:r=25:d=10", "-c:v", "libvpx", "-b:v", "50k"]
    subprocess.run(["ffmpeg", "-v", "error", *source, video], check=True)
    path = tmp_path / "a.html"
    path.write_bytes(render("preview", made(media=str(video))))
    tab = browser.new_page()
    tab.goto(path.as_uri())
    tab.wait_for_function("document.querySelector('video').readyState >= 2")
    tab.keyboard.press("ArrowDown")
    tab.wait_for_function("Math.abs(document.querySelector('video').currentTime - 4) < 0.1")
    tab.keyboard.press(" ")
    tab.wait_for_function("document.querySelector('video').currentTime > 4.3")
    assert "Boeing said" in shown(tab)
    tab.close()
