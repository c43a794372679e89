"""The command as a user meets it: files, exit codes, options, stops and accidents."""

import io
import json
import os
import resource
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import srt
from conftest import NEWS, SAMPLES, Outcome, spawn

Run = Callable[..., Outcome]
pytestmark = pytest.mark.usefixtures("tiny_installed")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()}


def test_without_options_text_and_subtitles(run: Run, article: Path, out: Path) -> None:
    outcome = run("translate", article, "-o", out)
    assert outcome.code == 0 and outcome.out == ""
    assert "engine: argos" in outcome.err
    assert sorted(files(out)) == ["report.bilingual.txt", "report.en.srt"]
    assert len(list(srt.parse((out / "report.en.srt").read_text("utf-8")))) >= 2


def test_all_formats_by_the_contracts_names(run: Run, article: Path, out: Path) -> None:
    formats = "txt,md,html,docx,tsv,json,target-txt,target-md,target-html,target-docx,srt"
    assert run("translate", article, "-o", out, "-f", formats).code == 0
    bilingual = [f"report.bilingual.{e}" for e in ("docx", "html", "json", "md", "tsv", "txt")]
    english = [f"report.en.{e}" for e in ("docx", "html", "md", "srt", "txt")]
    assert sorted(files(out)) == sorted(bilingual + english)


def test_the_json_is_the_truth(run: Run, article: Path, out: Path) -> None:
    assert run("translate", article, "-g", NEWS, "-o", out, "-f", "json", "-f", "srt").code == 0
    data = json.loads((out / "report.bilingual.json").read_text("utf-8"))
    assert [b["kind"] for b in data["blocks"]] == ["title", "dateline", "paragraph", "paragraph"]
    blocks = {b["id"]: b["text"] for b in data["blocks"]}
    met = set()
    for segment in data["segments"]:
        text = blocks[segment["block"]]
        assert text[segment["start"] : segment["end"]] == segment["source"]
        assert segment["target"] and segment["origin"] == "machine"
        for term in segment["terms"]:
            met.add(term["source"])
            assert text[term["start"] : term["end"]] == term["surface"]
            assert term["status"] in ("satisfied", "repaired", "missing")
            if term["status"] != "missing":
                span = slice(term["target_start"], term["target_end"])
                assert segment["target"][span] == term["rendering"]
    assert {"الرياض", "بغداد", "الأمم المتحدة", "غزة"} <= met
    statuses = [t["status"] for s in data["segments"] for t in s["terms"]]
    assert statuses.count("missing") <= 1
    subtitles = list(srt.parse((out / "report.en.srt").read_text("utf-8")))
    assert [c["lines"] for c in data["cues"]] == [s.content.split("\n") for s in subtitles]


def test_the_starter_needs_no_package(run: Run, article: Path, out: Path) -> None:
    arguments = ("--engine", "starter", "--quality", "fast", "-g", "news", "-f", "target-txt")
    outcome = run("translate", article, "-o", out, *arguments)
    assert outcome.code == 0 and "engine: the starter" in outcome.err
    text = (out / "report.en.txt").read_text("utf-8")
    assert "Riyadh" in text and "United Nations" in text and "Gaza" in text
    assert "Baghdad – (exclusive)" in text


def test_several_inputs_with_one_stem_and_a_folder(run: Run, article: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    text = article.read_text("utf-8")
    for name in ("a.txt", "a.md", "b.txt"):
        (folder / name).write_text(text, "utf-8")
    (folder / "latin.txt").write_text("Nothing Arabic here at all.", "utf-8")
    outcome = run("translate", folder, "-o", tmp_path / "o", "-f", "target-txt")
    assert outcome.code == 0 and "passed over" in outcome.err
    assert sorted(files(tmp_path / "o")) == ["a-md.en.txt", "a-txt.en.txt", "b.en.txt"]


def test_standard_input(run: Run, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO("وصل الوزير إلى بغداد.".encode()))
    )
    assert run("translate", "-", "-o", out).code == 0
    assert sorted(files(out)) == ["stdin.bilingual.txt", "stdin.en.srt"]
    assert run("translate", "-", "-", "-o", out).code == 2


def test_one_bad_input_of_several(run: Run, article: Path, out: Path, tmp_path: Path) -> None:
    outcome = run("translate", article, tmp_path / "none.txt", "-o", out)
    assert outcome.code == 1 and "none.txt: no such file" in outcome.err
    assert "report.en.srt" in files(out)
    assert run("translate", tmp_path / "x.txt", tmp_path / "y.txt", "-o", out).code == 3


def test_a_file_edited_by_hand_stays(run: Run, article: Path, out: Path) -> None:
    assert run("translate", article, "-o", out).code == 0
    edited = out / "report.bilingual.txt"
    edited.write_text("my edit", "utf-8")
    outcome = run("translate", article, "-o", out, "--fps", "30", "--offset", "2")
    assert outcome.code == 1 and "was changed by hand" in outcome.err
    assert edited.read_text("utf-8") == "my edit"
    assert "00:00:02,000 -->" in (out / "report.en.srt").read_text("utf-8")
    assert run("translate", article, "-o", out, "--force").code == 0
    assert edited.read_text("utf-8") != "my edit"


def test_strict_says_what_was_flagged(run: Run, tmp_path: Path, out: Path) -> None:
    terms = tmp_path / "t.csv"
    path = tmp_path / "a.txt"
    path.write_text(
        "عنوان\n[00:00] وصل الوزير إلى بغداد صباح اليوم في زيارة رسمية.\n[00:01] انتهى كل شيء.\n",
        "utf-8",
    )
    terms.write_text("source,target\nبغداد,Baghdad\n", "utf-8")
    assert run("translate", path, "-g", terms, "-o", out).code == 0
    assert run("translate", path, "-g", terms, "-o", out, "--strict").code == 1


def test_timing_options(run: Run, article: Path, out: Path) -> None:
    def last(*options: str) -> float:
        assert run("translate", article, "-o", out, "-f", "srt", *options).code == 0
        return list(srt.parse((out / "report.en.srt").read_text("utf-8")))[-1].end.total_seconds()

    narrated = last()
    assert last("--duration", "0:20") == pytest.approx(20, abs=2)
    assert last("--offset", "10") == pytest.approx(narrated + 10, abs=0.1)
    assert last("--pace", "reading") != narrated
    assert last("--profile", "ted", "--fps", "29.97") > 0
    assert run("translate", article, "-o", out, "-f", "srt", "--cues", "speech").code == 0
    assert (out / "report.en.srt").read_text("utf-8") == ""


def test_the_timecodes_of_a_script(run: Run, out: Path) -> None:
    assert run("translate", SAMPLES / "video-report.txt", "-o", out, "-f", "srt,json").code == 0
    data = json.loads((out / "video-report.bilingual.json").read_text("utf-8"))
    first = {
        s["block"]: c
        for c in reversed(data["cues"])
        for s in data["segments"]
        if s["id"] in c["segments"]
    }
    for block in data["blocks"]:
        if block["id"] in first:
            assert first[block["id"]]["start"] == pytest.approx(block["start"], abs=0.5)


@pytest.mark.parametrize(
    "arguments",
    [
        ("-f", "xyz"),
        ("-f", ","),
        ("--fps", "fast"),
        ("--fps", "0"),
        ("--fps", "1/0"),
        ("--duration", "soon"),
        ("--quality", "good"),
        ("--nonsense",),
    ],
)
def test_usage(run: Run, article: Path, arguments: tuple[str, ...]) -> None:
    outcome = run("translate", article, *arguments)
    assert outcome.code == 2 and "Error" in outcome.err


def test_no_arguments(run: Run) -> None:
    assert run("translate").code == 2
    assert run("frobnicate").code == 2
    assert "Commands" in run("--help").out


def test_options_from_files_and_variables(
    run: Run, article: Path, machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = article.parent / "translate-cli.toml"
    terms = article.parent / "house.csv"
    terms.write_text("source,target\nالقمة,Summit of Summits\n", "utf-8")
    beside.write_text('format = ["json", "target-txt"]\nglossary = "house.csv"\noutput = "told"\n')
    own = machine / "config" / "translate-cli" / "translate-cli.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text('quality = "fast"\noutput = "elsewhere"\n')
    try:
        (article.parent / "told").mkdir()
        assert run("translate", article).code == 0
        data = json.loads((article.parent / "told" / "report.bilingual.json").read_text("utf-8"))
        assert data["engine"]["quality"] == "fast"
        assert "القمة" in [t["source"] for s in data["segments"] for t in s["terms"]]
        monkeypatch.setenv("TRANSLATE_CLI_QUALITY", "best")
        monkeypatch.setenv("TRANSLATE_CLI_OUTPUT", str(tmp_path / "variable"))
        assert run("translate", article, "-f", "json").code == 0
        data = json.loads((tmp_path / "variable" / "report.bilingual.json").read_text("utf-8"))
        assert data["engine"]["quality"] == "best"
        for text, problem in [
            ("colour = 1", "unknown option 'colour'"),
            ("fps = 'x'", "fps: 'x' is not a frame rate"),
            ("= broken", "cannot be read"),
            ("format = []", "format: is empty"),
        ]:
            beside.write_text(text)
            outcome = run("translate", article)
            assert outcome.code == (0 if problem.startswith("format") else 3), outcome.err
            assert outcome.code == 0 or problem in outcome.err
    finally:
        own.unlink()


# --- bad input -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("empty.txt", b"", "is empty"),
        ("spaces.txt", b" \n \t\n", "is empty"),
        ("binary.txt", bytes(range(256)) * 9, "NUL"),
        ("image.txt", b"\x89PNG\r\n\x1a\n", "is a PNG image"),
        ("latin.txt", b"Only Latin letters.", "has no Arabic text"),
        ("nul.txt", "خبر\0عاجل".encode(), "NUL"),
        ("report.pdf", b"%PDF", "cannot read .pdf"),
        ("broken.docx", b"PK\x03\x04", "not a sound .docx"),
    ],
)
def test_bad_inputs(
    run: Run, tmp_path: Path, out: Path, name: str, data: bytes, problem: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    outcome = run("translate", path, "-o", out)
    lines = [line for line in outcome.err.splitlines() if line.startswith("translate-cli:")]
    assert outcome.code == 3 and len(lines) == 1 and problem in lines[0] and str(path) in lines[0]
    assert not files(out)


def test_a_wrong_encoding_told(run: Run, article: Path, out: Path) -> None:
    assert run("translate", article, "-o", out, "--encoding", "utf-16").code == 3
    assert "is UTF-8, not cp1256" in run("translate", article, "--encoding", "cp1256").err
    article.write_bytes(article.read_text("utf-8").replace("–", "-").encode("cp1256"))
    outcome = run("translate", article, "-o", out, "--encoding", "utf-8")
    assert outcome.code == 3 and f"{article}:1: is not utf-8" in outcome.err
    assert run("translate", article, "-o", out, "--encoding", "cp1256").code == 0


def test_fifty_megabytes_are_refused_clearly(run: Run, tmp_path: Path, out: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes("وصل الوزير إلى بغداد اليوم.\n".encode() * 1_100_000)
    outcome = run("translate", path, "-o", out)
    assert outcome.code == 3 and "the limit is 32 MB; split it" in outcome.err


def test_one_line_of_a_megabyte(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_text("وصل الوزير إلى بغداد اليوم، " * 20_000, "utf-8")
    assert path.stat().st_size > 900_000
    outcome = run("segment", path, "--json")
    assert outcome.code == 0
    assert sum(len(s["source"]) for s in outcome.json["segments"]) > 500_000


def test_a_long_line_is_translated_whole(run: Run, tmp_path: Path, out: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_text(" ".join(f"وصل الوزير رقم {n} إلى بغداد" for n in range(300)), "utf-8")
    assert (
        run("translate", path, "-g", NEWS, "-o", out, "-f", "json", "--quality", "fast").code == 0
    )
    (segment,) = json.loads((out / "line.bilingual.json").read_text("utf-8"))["segments"]
    assert len(segment["target"].split()) > 600
    for term in segment["terms"]:
        assert segment["source"][term["start"] : term["end"]] == term["surface"]


@pytest.mark.parametrize(
    "text",
    [
        "وصل 😀 الوزير 🇮🇶 إلى بغداد.",
        "\u202bوصل\u200f الوزير\u202c إلى \u2067بغداد\u2069.",
        "ﻭﺻﻞ ﺍﻟﻮﺯﻳﺮ ﺇﻟﻰ ﺑﻐﺪﺍﺩ.",
        "وصل Ahmed Вадим 李 إلى بغداد at 10:30 (99.9%).",
        "و" * 3000,
        "؟؟؟ !!! ... «»",
    ],
)
def test_odd_text_comes_through(run: Run, tmp_path: Path, out: Path, text: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_text(text + "\nوصل الوزير إلى بغداد مرة أخرى.\n", "utf-8")
    formats = "txt,md,html,docx,tsv,json,target-docx,srt"
    assert run("translate", path, "-g", NEWS, "-o", out, "-f", formats).code == 0
    data = json.loads((out / "odd.bilingual.json").read_text("utf-8"))
    assert data["blocks"][0]["text"] == text


def test_glossary_problems(run: Run, article: Path, tmp_path: Path, out: Path) -> None:
    assert "none.csv: no such file" in run("translate", article, "-g", tmp_path / "none.csv").err
    terms = tmp_path / "terms.csv"
    terms.write_text('source,target\n"بغداد,Baghdad\n', "utf-8")
    outcome = run("translate", article, "-g", terms, "-o", out)
    assert outcome.code == 3 and f"{terms}:2: is not sound CSV" in outcome.err


def test_outputs_that_cannot_be(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    outcome = run("translate", article, "-o", tmp_path / "file")
    assert outcome.code == 5 and "cannot be written to" in outcome.err


def test_a_folder_with_no_article(run: Run, tmp_path: Path, out: Path) -> None:
    (tmp_path / "in").mkdir()
    assert run("translate", tmp_path / "in", "-o", out).code == 3
    (tmp_path / "in" / "readme.md").write_text("Latin only.")
    assert "has no article with Arabic" in run("translate", tmp_path / "in", "-o", out).err


def test_a_broken_package(run: Run, article: Path, tiny_installed: Path, out: Path) -> None:
    (tiny_installed / "model" / "model.bin").write_bytes(b"x")
    outcome = run("translate", article, "-o", out, "--engine", "argos")
    assert outcome.code == 4 and "cannot be loaded" in outcome.err


def test_an_unreadable_file(article: Path) -> None:
    from translate_cli.errors import InputError
    from translate_cli.files import read_bytes

    article.chmod(0)
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    try:
        with pytest.raises(InputError, match="permission denied"):
            read_bytes(article)
    finally:
        os.seteuid(me)


# --- stops and accidents -------------------------------------------------------------------


@pytest.fixture(scope="module")
def long_article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "long.txt"
    rows = [
        f"وصل الوزير رقم {n} إلى بغداد في زيارة تستمر {n % 7} أيام، وقال إن المباحثات ستبدأ غدا."
        for n in range(600)
    ]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def rows_in(cache: Path) -> int:
    try:
        with sqlite3.connect(cache / "translations.sqlite3", timeout=1) as database:
            return int(database.execute("SELECT count(*) FROM output").fetchone()[0])
    except sqlite3.Error:
        return 0


def wait_for_rows(cache: Path, process: object) -> None:
    end = time.monotonic() + 60
    while rows_in(cache) < 10 and time.monotonic() < end:
        time.sleep(0.02)
    assert process.poll() is None, "it was done before it could be stopped"  # type: ignore[attr-defined]


def test_killed_and_run_again(
    run: Run,
    long_article: Path,
    cache_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """kill -9, then Ctrl-C, then to the end: the files are those of one run."""
    command = ("translate", long_article, "-g", NEWS, "-o", tmp_path / "a", "-f", "txt,srt,json")
    process = spawn(*command)
    wait_for_rows(cache_folder, process)
    process.kill()
    process.communicate()
    kept = rows_in(cache_folder)
    assert kept >= 10 and not files(tmp_path / "a")
    process = spawn(*command)
    end = time.monotonic() + 60
    while rows_in(cache_folder) <= kept and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130, err
    assert "sentences are translated and kept" in err and "Traceback" not in err
    assert not files(tmp_path / "a")
    assert run(*command).code == 0
    monkeypatch.setenv("TRANSLATE_CLI_CACHE_DIR", str(tmp_path / "other"))
    assert run(*command[:5], tmp_path / "b", *command[6:]).code == 0
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_two_runs_at_once(article: Path, tmp_path: Path) -> None:
    command = ("translate", article, "-g", NEWS, "-o", tmp_path / "o")
    processes = [spawn(*command) for _ in range(2)]
    for process in processes:
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    assert sorted(files(tmp_path / "o")) == ["report.bilingual.txt", "report.en.srt"]


def test_a_full_disk(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "o"
    process = spawn("translate", article, "-o", out)
    process.communicate()
    before = files(out)
    limit = 100
    process = spawn(
        *("translate", article, "-o", out, "--offset", "5"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    _, err = process.communicate()
    assert process.returncode == 5 and "cannot be written" in err and "Traceback" not in err
    assert files(out) == before


def test_a_damaged_cache(run: Run, article: Path, cache_folder: Path, out: Path) -> None:
    cache_folder.mkdir()
    (cache_folder / "translations.sqlite3").write_bytes(b"damaged" * 999)
    outcome = run("translate", article, "-o", out)
    assert outcome.code == 0 and "was damaged; it was put aside" in outcome.err


def test_a_closed_pipe(article: Path) -> None:
    process = spawn("segment", article)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None and process.stderr.read() == ""
    assert process.wait(timeout=30) == 1
