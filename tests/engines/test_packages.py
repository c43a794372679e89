"""The installer, against a real index on this machine, and hostile files."""

import io
import json
import stat
import threading
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from conftest import TINY, Outcome

from translate_cli.engines import packages
from translate_cli.errors import InputError

NAME = "translate-ar_en-1_0.argosmodel"


class Handler(SimpleHTTPRequestHandler):
    """Files with ETags and ranges; ``broken`` says after how many bytes to hang up, once."""

    broken: ClassVar[list[int]] = []
    ranges: ClassVar[list[str]] = []

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        start = 0
        wanted = self.headers.get("Range")
        if wanted:
            self.ranges.append(wanted)
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
        if start >= len(data):
            self.send_error(416)
            return
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(data) - start))
        self.send_header("ETag", '"one"')
        self.end_headers()
        if self.broken and path.suffix == ".argosmodel":
            self.wfile.write(data[start : start + self.broken.pop()])
            self.wfile.flush()
            self.connection.close()
            return
        self.wfile.write(data[start:])


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder and its address."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / NAME).write_bytes(TINY.read_bytes())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Handler.broken, Handler.ranges = [], []
    url = f"http://127.0.0.1:{server.server_port}"
    row = {"from_code": "ar", "to_code": "en", "package_version": "1.0", "links": [f"{url}/{NAME}"]}
    other = {"from_code": "en", "to_code": "es", "package_version": "1.0", "links": []}
    (folder / "index.json").write_text(json.dumps([other, row, {**row, "package_version": "0.9"}]))
    yield folder, url
    server.shutdown()
    server.server_close()


Run = Callable[..., Outcome]


def test_install_list_info_remove(run: Run, packages: Path, site: tuple[Path, str]) -> None:
    _, url = site
    assert run("models", "install", "--index", url).code == 0
    assert [p.name for p in packages.iterdir()] == ["translate-ar_en-tiny"]
    rows = run("models", "list", "--json").json["models"]
    assert [row["name"] for row in rows] == ["starter", "ar_en"]
    offered = run("models", "list", "--available", "--index", url).out
    assert "ar_en\targos\t1.0\tavailable" in offered and "en_es" not in offered
    info = run("models", "info", "ar_en", "--json").json
    assert len(info["sha256"]) == 64 and info["bytes"] > 1_000_000
    assert "sha256\t" in run("models", "info").out
    assert run("models", "remove", "ar_en").code == 0
    assert not list(packages.iterdir())
    assert run("models", "remove", "ar_en").code == 4
    assert run("models", "info", "ar_en").code == 4


def test_a_broken_download_goes_on(run: Run, packages: Path, site: tuple[Path, str]) -> None:
    _, url = site
    Handler.broken = [100_000]
    first = run("models", "install", "ar_en", "--index", url)
    assert first.code == 4 and "run it again" in first.err
    assert not list(packages.iterdir())
    second = run("models", "install", "ar_en", "--index", url)
    assert second.code == 0, second.err
    assert len(Handler.ranges) == 1 and Handler.ranges[0] != "bytes=0-"
    assert (packages / "translate-ar_en-tiny" / "metadata.json").exists()


def test_a_download_that_was_whole_goes_on(
    run: Run, packages: Path, site: tuple[Path, str]
) -> None:
    _, url = site
    Handler.broken = [100_000]
    assert run("models", "install", "ar_en", "--index", url).code == 4
    (part,) = packages.parent.rglob("*.part")
    part.write_bytes(TINY.read_bytes())
    assert run("models", "install", "ar_en", "--index", url).code == 0
    assert list(packages.iterdir())


def test_an_index_without_links(run: Run, packages: Path, site: tuple[Path, str]) -> None:
    folder, url = site
    rows = json.loads((folder / "index.json").read_text())
    for row in rows:
        row["links"] = []
    (folder / "index.json").write_text(json.dumps(rows))
    outcome = run("models", "install", "--index", url, "--mirror", url)
    assert outcome.code == 4 and "no link" in outcome.err


def test_a_mirror_has_the_files(run: Run, packages: Path, site: tuple[Path, str]) -> None:
    folder, url = site
    rows = json.loads((folder / "index.json").read_text())
    rows[1]["links"] = [f"http://127.0.0.1:9/{NAME}"]
    (folder / "index.json").write_text(json.dumps(rows))
    assert run("models", "install", "--index", f"{url}/index.json", "--mirror", url).code == 0
    assert list(packages.iterdir())


def test_a_second_install_replaces_the_first(run: Run, packages: Path) -> None:
    assert run("models", "install", TINY).code == 0
    (packages / "translate-ar_en-tiny" / "old").touch()
    assert run("models", "install", TINY).code == 0
    assert not (packages / "translate-ar_en-tiny" / "old").exists()
    assert not list(packages.parent.glob(".installing-*"))


@pytest.mark.parametrize(
    ("index", "problem"),
    [
        ("http://127.0.0.1:9", "cannot be reached"),
        ("file:///etc", "only http and https"),
        ("http://127.0.0.1:abc", "is not an address"),
        ("http://[x", "is not an address"),
    ],
)
def test_no_index(run: Run, packages: Path, index: str, problem: str) -> None:
    outcome = run("models", "install", "--index", index)
    assert outcome.code == 4 and problem in outcome.err


def test_what_is_no_index(run: Run, packages: Path, site: tuple[Path, str]) -> None:
    folder, url = site
    (folder / "index.json").write_text("<html>")
    assert (
        "is not an Argos package index" in run("models", "list", "--available", "--index", url).err
    )
    (folder / "index.json").unlink()
    assert "answered 404" in run("models", "install", "--index", url).err
    assert run("models", "install", "en_es", "--index", url).code == 4


def zipped(path: Path, files: dict[str, bytes], link: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if name == link:
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, data)
    return path


def metadata(**changes: str) -> bytes:
    return json.dumps({"from_code": "ar", "to_code": "en", **changes}).encode()


SOUND = {
    "p/metadata.json": metadata(),
    "p/model/model.bin": b"x",
    "p/sentencepiece.model": b"x",
}


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({**SOUND, "../evil": b""}, "outside its folder"),
        ({**SOUND, "/etc/evil": b""}, "outside its folder"),
        ({**SOUND, "p/..\\..\\evil": b""}, "outside its folder"),
        ({**SOUND, "C:\\evil": b""}, "outside its folder"),
        ({**SOUND, "p/link": b"/etc/passwd"}, "holds a link"),
        ({**SOUND, "p/bomb": bytes(50_000_000)}, "zip bomb"),
        ({**SOUND, **{f"p/{i}": b"" for i in range(5001)}}, "more than a package holds"),
        ({**SOUND, "q/x": b""}, "no metadata.json in one folder"),
        ({"p/model/model.bin": b""}, "no metadata.json"),
        ({**SOUND, "p/metadata.json": b"{"}, "damaged metadata"),
        ({**SOUND, "p/metadata.json": metadata(to_code="es")}, "ar→es"),
        ({k: v for k, v in SOUND.items() if "model.bin" not in k}, "no model/model.bin"),
        ({k: v for k, v in SOUND.items() if "sentencepiece" not in k}, "no tokenizer"),
        (SOUND, "is not a sound package"),
    ],
)
def test_hostile_and_unsound_packages(
    run: Run, packages: Path, tmp_path: Path, files: dict[str, bytes], problem: str
) -> None:
    outcome = run("models", "install", zipped(tmp_path / "x.argosmodel", files, link="p/link"))
    assert outcome.code == 3 and problem in outcome.err, outcome.err
    assert len(outcome.err.strip().splitlines()) == 1
    assert not list(packages.iterdir())
    assert not (tmp_path.parent / "evil").exists()


def test_a_file_that_is_no_archive(run: Run, packages: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.argosmodel"
    path.write_bytes(b"not a zip")
    assert "not a sound zip" in run("models", "install", path).err
    assert "no such file" in run("models", "install", tmp_path / "none.argosmodel").err
    data = bytearray(TINY.read_bytes())
    data[200_000:260_000] = bytes(60_000)
    path.write_bytes(data)
    outcome = run("models", "install", path)
    assert outcome.code == 3 and not list(packages.iterdir())


def test_a_damaged_download_is_thrown_away(
    run: Run, packages: Path, site: tuple[Path, str], machine: Path
) -> None:
    folder, url = site
    good = (folder / NAME).read_bytes()
    (folder / NAME).write_bytes(b"not a zip")
    assert run("models", "install", "--index", url).code == 3
    (folder / NAME).write_bytes(good)
    assert run("models", "install", "--index", url).code == 0


def test_inspecting_reads_nothing_out_of_place(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("p/metadata.json", metadata())
    path = tmp_path / "x.argosmodel"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(InputError, match=r"no model/model\.bin"):
        packages.inspect(path)
