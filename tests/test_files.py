"""Encodings recognised and told, what is refused, and files that appear whole."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.errors import InputError, OutputError
from translate_cli.files import LARGEST_INPUT, decode, read_bytes, write_atomically

TEXT = "قالت وزارة الصحة إن عدد الإصابات بلغ 120 حالة.\nوأضافت أن الوضع مستقر.\n"
ENCODINGS = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1256",
    "iso8859_6",
]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_are_recognised(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1256", "iso8859_6"])
def test_encodings_can_be_told(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt", encoding) == TEXT


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي .،؟\n", min_size=1).filter(str.strip))
def test_utf8_comes_back(text: str) -> None:
    assert decode(text.encode(), "a.txt") == text


def test_line_ends_become_one() -> None:
    assert decode("سطر\r\nسطر\rسطر".encode(), "a.txt") == "سطر\nسطر\nسطر"


@pytest.mark.parametrize(
    ("data", "told", "problem"),
    [
        (b"", None, "is empty"),
        (b" \n\t\n", None, "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), None, "PNG image"),
        (b"\xff\xd8\xff\xe0" + bytes(40), None, "JPEG"),
        (b"%PDF-1.7 x", None, "a PDF"),
        (bytes(range(256)) * 20, None, "NUL bytes"),
        ("سطر\nسط\0ر".encode(), None, "2: has NUL bytes"),
        (b"\xa0\xa2\xa9\xb1 " * 30, None, "encoding"),
        (TEXT.encode("cp1256"), "utf-8", "1: is not utf-8"),
        (TEXT.encode(), "cp1256", "is UTF-8, not cp1256"),
        (TEXT.encode(), "klingon", "no such encoding"),
        (b"\x01\x02\x03\x04" * 30, None, "binary data"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(
    data: bytes, told: str | None, problem: str
) -> None:
    with pytest.raises(InputError) as error:
        decode(data, "report.txt", told)
    message = str(error.value)
    assert problem in message and message.startswith("report.txt") and "\n" not in message
    assert error.value.exit_code == 3


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_bytes(tmp_path / "none.txt")
    with pytest.raises(InputError, match="is a directory"):
        read_bytes(tmp_path)
    with pytest.raises(InputError, match="name too long"):
        read_bytes(tmp_path / ("x" * 4000))


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_INPUT + 1)
    with pytest.raises(InputError, match="limit is 32 MB"):
        read_bytes(path)


def test_writing_makes_folders_and_keeps_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    write_atomically(path, b"one")
    path.chmod(0o640)
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two" and path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in path.parent.iterdir()] == ["b.txt"]


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError, match="its folder is a file"):
        write_atomically(tmp_path / "out" / "a.txt", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limit there")
def test_no_room_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    script = (
        "import sys, pathlib\n"
        "from translate_cli.errors import OutputError\n"
        "from translate_cli.files import write_atomically\n"
        "try:\n"
        f"    write_atomically(pathlib.Path({str(path)!r}), bytes(100_000))\n"
        "except OutputError as error:\n"
        "    print(error); sys.exit(error.exit_code)\n"
    )
    limited = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )
    assert limited.returncode == 5 and str(path) in limited.stdout
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".a")] == []
