"""README is true: its commands run, its tables are those of the command line."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Outcome

from translate_cli.cli.translate import command
from translate_cli.writers import WRITERS

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
LINES = [line for block in BLOCKS for line in block.splitlines() if line.strip()]
OURS = [block.splitlines() for block in BLOCKS if block.startswith("translate-cli ")]


@pytest.mark.parametrize("lines", OURS, ids=lambda lines: " ".join(lines[0].split()[1:3]))
@pytest.mark.usefixtures("tiny_installed")
def test_commands_run(
    run: Callable[..., Outcome], lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("samples", "glossaries"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRANSLATE_CLI_QUALITY", "fast")
    for line in lines:
        outcome = run(*shlex.split(line)[1:])
        assert outcome.code == 0, outcome.err
        assert outcome.out or outcome.err


def test_the_two_commands() -> None:
    first, second = LINES[:2]
    assert "pip install ." in first and first.endswith(
        "translate-cli translate samples/interview.txt -g glossaries/news.csv -o out"
    )
    assert second.endswith("pip install -e '.[test]' && .venv/bin/pytest")
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "pip install -q -e '.[test]'" in ci and ".venv/bin/pytest" in ci


def test_every_option_and_format_is_told() -> None:
    told = set(re.findall(r"`(--[a-z-]+)", README))
    options = {o for p in command.params for o in p.opts if o.startswith("--")}
    assert options <= told
    for name, (ending, _) in WRITERS.items():
        assert re.search(rf"[` ]{name}[` ,;]", README), name
        assert ending.rsplit(".", 1)[1] in README


def test_no_figure_is_left_out() -> None:
    assert "@" not in README.split("### Measured")[1]
