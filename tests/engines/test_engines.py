"""Both engines, the runner over them, and which one is chosen: real models throughout."""

import shutil
import zipfile
from pathlib import Path

import pytest
from conftest import TINY

from translate_cli import engines
from translate_cli.arabic import has_arabic
from translate_cli.cache import Cache
from translate_cli.engines.argos import ArgosEngine
from translate_cli.engines.protocol import Request
from translate_cli.engines.runner import Runner
from translate_cli.engines.starter import StarterEngine
from translate_cli.errors import EngineError

SENTENCES = [
    "قال وزير الخارجية إن القمة ستعقد في بغداد.",
    "قتل ثلاثة أشخاص في غارة جوية على المدينة.",
    "دعت الأمم المتحدة إلى وقف إطلاق النار.",
]


@pytest.mark.parametrize("name", ["argos", "starter"])
def test_an_engine_answers_in_order(name: str, request: pytest.FixtureRequest) -> None:
    engine = request.getfixturevalue(name)
    batches = [[Request(SENTENCES[0])], [Request(s) for s in SENTENCES[1:]]]
    answers = [t for batch in engine.translate(batches) for t in batch]
    alone = [next(iter(engine.translate([[Request(s)]])))[0] for s in SENTENCES]
    assert len(answers) == 3
    for answer, single in zip(answers, alone, strict=True):
        assert answer.best.text and answer.best.score < 0
        assert answer.best.text[:8] == single.best.text[:8]
        assert not has_arabic(answer.best.text)
    assert engine.length(SENTENCES[0]) > 5
    assert len(engine.info.sha256) == 64


def test_the_starter_writes_the_terms_it_is_given(starter: StarterEngine) -> None:
    plain, told = (
        next(iter(starter.translate([[Request(SENTENCES[0], terms)]])))[0].best.text
        for terms in ((), (("بغداد", "Ctesiphon"),))
    )
    assert "Ctesiphon" in told and "Ctesiphon" not in plain


@pytest.mark.parametrize("attempt", [0, 1])
def test_a_short_neighbour_forbids_no_rendering_and_no_year(
    starter: StarterEngine, attempt: int
) -> None:
    terms = (("صلاح الدين بن عمر", "Salaheddine Benomar"),)
    long = Request("قال صلاح الدين بن عمر إن الحرب بدأت عام 2023.", terms, attempt=attempt)
    _, answer = next(iter(starter.translate([[Request("نعم", attempt=attempt), long]])))
    assert "Salaheddine Benomar" in answer.best.text and "2023" in answer.best.text


@pytest.mark.parametrize("name", ["argos", "starter"])
def test_a_prefix_begins_the_target(name: str, request: pytest.FixtureRequest) -> None:
    engine = request.getfixturevalue(name)
    (answer,) = next(iter(engine.translate([[Request(SENTENCES[2], prefix="The United Nations")]])))
    assert answer.best.text.startswith("The United Nations")
    rest = answer.best.text.removeprefix("The United Nations")
    assert len(rest) > 5 and not rest[0].isalnum()


def test_no_piece_of_a_name_is_forbidden(starter: StarterEngine) -> None:
    pieces = starter._encode("From Slutsk, Meir Shitrit")
    runs = {tuple(pieces[i:j]) for i in range(len(pieces)) for j in range(i + 1, len(pieces) + 1)}
    assert not runs & {tuple(forbidden) for forbidden in starter._forbidden}


def test_argos_gives_hypotheses_and_an_alignment(argos: ArgosEngine) -> None:
    source = SENTENCES[1]
    (answer,) = next(iter(argos.translate([[Request(source)]])))
    assert len(answer.hypotheses) == 4
    scores = [h.score for h in answer.hypotheses]
    assert max(scores) <= 0
    for hypothesis in answer.hypotheses:
        assert hypothesis.links
        for link in hypothesis.links:
            assert 0 <= link.target_start < link.target_end <= len(hypothesis.text)
            assert 0 <= link.source_start <= link.source_end <= len(source)


def test_the_runner_asks_once_and_remembers(argos: ArgosEngine, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c.sqlite3")
    seen: list[tuple[int, int]] = []
    requests = [Request(s) for s in [*SENTENCES, *SENTENCES]]
    first = Runner(argos, cache, lambda done, total: seen.append((done, total))).run(requests)
    assert seen[0] == (0, 3) and seen[-1] == (3, 3)
    seen.clear()
    again = Runner(argos, cache, lambda done, total: seen.append((done, total))).run(requests)
    assert seen == [(3, 3)] and again == first


def test_retries_decode_otherwise(argos: ArgosEngine) -> None:
    (answer,) = next(iter(argos.translate([[Request(SENTENCES[0], attempt=1)]])))
    assert len(answer.hypotheses) == 4


def test_auto_takes_an_installed_package_else_the_starter(packages: Path) -> None:
    engine, line = engines.load("auto", "fast")
    assert engine.info.name == "starter" and "models install" in line
    with pytest.raises(EngineError, match="no Argos package"):
        engines.load("argos")
    with zipfile.ZipFile(TINY) as archive:
        archive.extractall(packages)
    engine, line = engines.load("auto", "fast")
    assert engine.info.name == "argos" and "ar_en" in line
    engine, line = engines.load("starter", "fast")
    assert engine.info.name == "starter" and "install" not in line


def test_broken_packages_are_passed_over(tiny_installed: Path) -> None:
    (tiny_installed.parent / "not-a-package").mkdir()
    shutil.copytree(tiny_installed, tiny_installed.parent / "torn")
    (tiny_installed.parent / "torn" / "metadata.json").write_text("{")
    assert engines.load("auto", "fast")[0].info.name == "argos"


def test_a_package_that_does_not_load_is_named(tiny_installed: Path) -> None:
    (tiny_installed / "model" / "model.bin").write_bytes(b"no model")
    with pytest.raises(EngineError, match="cannot be loaded") as error:
        engines.load("argos")
    assert "models remove" in str(error.value) and "\n" not in str(error.value)


def test_the_starter_guesses_no_vulgar_word(starter: StarterEngine) -> None:
    source = "لا شباك على متنه ولا سمك، بل طبيبة وممرضان و ثلاجة لقاحات صغيرة."
    (answer,) = next(iter(starter.translate([[Request(source)]])))
    assert "bitch" not in answer.best.text.lower()
