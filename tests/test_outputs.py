"""Names of files, and files that a person edited."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli import outputs
from translate_cli.errors import OutputError


def test_names() -> None:
    assert outputs.names([Path("a.txt"), Path("b.md"), Path("-")]) == ["a", "b", "stdin"]
    assert outputs.names([Path("a.txt"), Path("a.md")]) == ["a-txt", "a-md"]
    assert outputs.names([Path("x/a.txt"), Path("y/a.txt")]) == ["x-a", "y-a"]


@given(
    st.lists(
        st.sampled_from(["a.txt", "a.md", "x/a.txt", "x/a.md", "y/x/a.txt", "A.txt"]), unique=True
    )
)
def test_no_two_inputs_share_a_name(paths: list[str]) -> None:
    names = [name.casefold() for name in outputs.names([Path(p) for p in paths])]
    assert len(set(names)) == len(names) == len(paths)


def test_an_edited_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert outputs.write(path, b"one", force=False) == "written"
    assert outputs.write(path, b"one", force=False) == "unchanged"
    assert outputs.write(path, b"two", force=False) == "written"
    path.write_bytes(b"edited")
    assert outputs.write(path, b"three", force=False) == "protected"
    assert path.read_bytes() == b"edited"
    assert outputs.write(path, b"three", force=True) == "written"
    assert outputs.write(path, b"four", force=False) == "written"


def test_a_file_that_was_there_before_us_is_a_persons(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"mine")
    assert outputs.write(path, b"ours", force=False) == "protected"
    assert outputs.write(path, b"mine", force=False) == "unchanged"


def test_an_output_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError, match="out: cannot be written to"):
        outputs.prepare(tmp_path / "out")
    with pytest.raises(OutputError, match="cannot be written to"):
        outputs.prepare(tmp_path / "out" / "deeper")


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="no users to change to")
def test_a_folder_that_is_read_only(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    try:
        with pytest.raises(OutputError, match="permission denied"):
            outputs.prepare(tmp_path / "out")
    finally:
        os.seteuid(me)
        tmp_path.chmod(0o700)
