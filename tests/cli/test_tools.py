"""``segment``, ``glossary find``, and what every command has."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from conftest import NEWS, SAMPLES, Outcome

from translate_cli import __version__
from translate_cli.readers import read_article

Run = Callable[..., Outcome]


def test_segment_json(run: Run) -> None:
    for sample in sorted(SAMPLES.glob("*.[tmh][xdt]*")):
        if sample.name == "README.md":
            continue
        blocks = read_article(sample).blocks
        data = run("segment", sample, "--json").json
        assert set(data) == {"segments"}
        for row in data["segments"]:
            assert list(row) == ["id", "block", "start", "end", "source"]
            text = blocks[row["block"] - 1].text
            assert text[row["start"] : row["end"]] == row["source"]


def test_segment_lines(run: Run, article: Path) -> None:
    out = run("segment", article).out
    assert out.split("\n\n")[0] == "قمة طارئة في الرياض"
    assert 'وأضاف: "لن نتراجع".' in out.splitlines()


def test_find(run: Run, article: Path) -> None:
    data = run("glossary", "find", article, "-g", NEWS, "--json").json
    blocks = read_article(article).blocks
    assert len(data["matches"]) >= 5
    for row in data["matches"]:
        assert list(row) == ["block", "start", "end", "surface", "source", "target"]
        assert blocks[row["block"] - 1].text[row["start"] : row["end"]] == row["surface"]
    lines = run("glossary", "find", article, "-g", NEWS).out
    assert "United Nations" in lines and "ودعت الأمم المتحدة إلى" in lines.replace("\x1b", "")
    assert run("glossary", "find", article).code == 2


def test_as_a_module() -> None:
    command = [sys.executable, "-m", "translate_cli", "--version"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert __version__ in shown


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys, json\n"
        "from translate_cli.cli import main\n"
        "try: main(['translate', '--help'])\n"
        "except SystemExit: pass\n"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stderr))
    assert not loaded & {"ctranslate2", "numpy", "rich", "lxml", "docx", "argostranslate", "srt"}
