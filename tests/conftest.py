"""What the tests share: a machine of their own, the tiny Argos package, the command."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from translate_cli.cli import main
from translate_cli.engines.argos import ArgosEngine
from translate_cli.engines.starter import StarterEngine

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
TINY = DATA / "translate-ar_en-tiny.argosmodel"
SAMPLES = ROOT / "samples"
NEWS = ROOT / "glossaries" / "news.csv"

settings.register_profile(
    "here", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("here")


@pytest.fixture(scope="session", autouse=True)
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders of the tests' own in place of the user's, before argostranslate is imported."""
    home = tmp_path_factory.mktemp("home")
    variables = {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "ARGOS_PACKAGES_DIR": str(home / "packages"),
        "NO_COLOR": "1",
    }
    patch = pytest.MonkeyPatch()
    for name, value in variables.items():
        patch.setenv(name, value)
    for name in [n for n in os.environ if n.startswith("TRANSLATE_CLI_")]:
        patch.delenv(name)
    yield home
    patch.undo()


@pytest.fixture
def packages(machine: Path) -> Iterator[Path]:
    """The folder of installed Argos packages, empty."""
    folder = machine / "packages"
    _empty(folder)
    yield folder
    _empty(folder)


def _empty(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


@pytest.fixture
def tiny_installed(packages: Path) -> Path:
    """The tiny package, installed."""
    with zipfile.ZipFile(TINY) as archive:
        archive.extractall(packages)
    return packages / "translate-ar_en-tiny"


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("TRANSLATE_CLI_CACHE_DIR", str(folder))
    return folder


@pytest.fixture(scope="session")
def tiny_package(tmp_path_factory: pytest.TempPathFactory, machine: Path) -> object:
    from argostranslate.package import Package

    folder = tmp_path_factory.mktemp("tiny")
    with zipfile.ZipFile(TINY) as archive:
        archive.extractall(folder)
    return Package(folder / "translate-ar_en-tiny")


@pytest.fixture(scope="session")
def argos(tiny_package: object) -> ArgosEngine:
    return ArgosEngine(tiny_package, "best")  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def starter() -> StarterEngine:
    return StarterEngine("fast")


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict:  # type: ignore[type-arg]
        return json.loads(self.out)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """The command in this process."""

    def call(*arguments: object) -> Outcome:
        capfd.readouterr()
        with pytest.raises(SystemExit) as exit_:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Outcome(int(exit_.value.code or 0), out, err)

    return call


def spawn(*arguments: object, **options: object) -> "subprocess.Popen[str]":
    """The command as a process of its own."""
    command = [sys.executable, "-m", "translate_cli", *map(str, arguments)]
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A short article with a title, a quotation and terms."""
    path = tmp_path / "report.txt"
    path.write_text(
        "قمة طارئة في الرياض\n\n"
        "بغداد – (خاص)\n\n"
        'قال وزير الخارجية إن 3 دول شاركت في القمة. وأضاف: "لن نتراجع".\n\n'
        "ودعت الأمم المتحدة إلى وقف إطلاق النار في غزة.\n",
        "utf-8",
    )
    return path
