"""Outputs kept: what identifies them, whole batches, damage, several runs at once."""

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from translate_cli.cache import Cache, _packed, _unpacked, key_of
from translate_cli.document import EngineInfo
from translate_cli.engines.protocol import Engine, Hypothesis, Link, Request, Translation

ENGINE: Engine = SimpleNamespace(info=EngineInfo("x", "x", "ab", "best"), signature="s")  # type: ignore[assignment]
SMALL = st.integers(0, 99)
TRANSLATIONS = st.builds(
    Translation,
    st.lists(
        st.builds(
            Hypothesis,
            st.text(st.characters(exclude_categories=["Cs"])),
            st.floats(-9, 0),
            st.lists(st.builds(Link, SMALL, SMALL, SMALL, SMALL)).map(tuple),
        ),
        min_size=1,
    ).map(tuple),
)


@given(TRANSLATIONS)
def test_packing_has_an_inverse(translation: Translation) -> None:
    assert _unpacked(_packed(translation)) == translation


def test_all_that_shapes_an_output_is_in_the_key() -> None:
    request = Request("س", (("أ", "a"),), "p", 0)
    changed = [
        replace(request, source="ش"),
        replace(request, terms=()),
        replace(request, prefix=""),
        replace(request, attempt=1),
        replace(request, before="ق"),
        replace(request, avoid=("x",)),
    ]
    keys = {key_of(ENGINE, r) for r in [request, *changed]}
    other = SimpleNamespace(info=replace(ENGINE.info, sha256="cd"), signature="s")
    keys.add(key_of(other, request))  # type: ignore[arg-type]
    keys.add(key_of(SimpleNamespace(info=ENGINE.info, signature="t"), request))  # type: ignore[arg-type]
    assert len(keys) == 9


ROW = (b"k" * 20, Translation((Hypothesis("hello", -0.5, (Link(0, 5, 0, 4),)),)))


def test_what_is_put_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    first = Cache(path)
    first.put([ROW])
    first.close()
    again = Cache(path)
    assert again.get([ROW[0], b"other"]) == {ROW[0]: ROW[1]} and again.note is None


def test_a_damaged_cache_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    path.write_bytes(b"this is no database, " * 500)
    cache = Cache(path)
    assert cache.note is not None and "put aside as c.sqlite3.damaged" in cache.note
    cache.put([ROW])
    assert cache.get([ROW[0]])
    assert (tmp_path / "c.sqlite3.damaged").read_bytes().startswith(b"this is no")


def test_a_damaged_page_is_no_end(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    cache = Cache(path)
    cache.put([(bytes([i]) * 20, ROW[1]) for i in range(250)])
    cache.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xaa" * (len(data) - 4096)
    path.write_bytes(data)
    again = Cache(path)
    again.get([bytes([i]) * 20 for i in range(250)])
    assert again.note is not None and "put aside as c.sqlite3.damaged" in again.note
    again.put([ROW])
    again.close()
    last = Cache(path)
    assert last.get([ROW[0]]) and last.note is None


def test_no_place_for_a_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    cache = Cache(tmp_path / "file" / "c.sqlite3")
    assert cache.note is not None and "going on without it" in cache.note
    cache.put([ROW])
    assert cache.get([ROW[0]]) == {}


def test_several_runs_at_once(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"

    def work(number: int) -> None:
        cache = Cache(path)
        for i in range(30):
            cache.put([(bytes([number, i]) * 10, ROW[1]), ROW])
        assert cache.note is None
        cache.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cache = Cache(path)
    assert len(cache.get([bytes([n, i]) * 10 for n in range(4) for i in range(30)])) == 120


def test_a_new_file_held_by_another_run(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE something (x)")
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.3, other.rollback)
    release.start()
    cache = Cache(path)
    release.join()
    assert cache.note is None
    cache.put([ROW])
    assert cache.get([ROW[0]])
    other.close()
