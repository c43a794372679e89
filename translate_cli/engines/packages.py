"""Argos packages: found, fetched from an index or a file, checked, installed whole or not at all.

The index, the folder and the metadata are Argos Translate's own, so that its other programs see
what is installed here. Nothing of an archive is trusted before it was looked at.
"""

import contextlib
import http.client
import json
import re
import shutil
import stat
import tempfile
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlparse

from translate_cli.errors import EngineError, InputError, OutputError
from translate_cli.files import reason

if TYPE_CHECKING:
    from argostranslate.package import Package

SUFFIX = ".argosmodel"
CHUNK = 1 << 18
TIMEOUT = 30  # seconds without a byte
LARGEST_PACKAGE = 2 << 30  # bytes unpacked
LARGEST_RATIO = 200  # unpacked to packed
MOST_FILES = 5000
TOKENIZERS = ("sentencepiece.model", "bpe.model")
LANGUAGES = ("ar", "en")

Progress = Callable[[int, int | None], None]


def _settings() -> Any:
    """Argos Translate's settings; importing them makes its folders."""
    try:
        from argostranslate import settings
    except OSError as error:
        raise EngineError(f"Argos Translate cannot make its folders: {reason(error)}") from None
    return settings


def packages_folder() -> Path:
    return Path(_settings().package_data_dir)


def installed() -> Iterator["Package"]:
    """The sound packages in Argos Translate's folders; broken ones are passed over."""
    from argostranslate.package import Package

    for folder in map(Path, _settings().package_dirs):
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if path.is_dir() and not path.name.startswith("."):
                with contextlib.suppress(OSError, ValueError, AttributeError):
                    package = Package(path)
                    if (path / "model").is_dir() and hasattr(package, "tokenizer"):
                        yield package


def find_package(source: str, target: str) -> "Package | None":
    """The newest installed package for a pair of languages."""
    try:
        found = [p for p in installed() if (p.from_code, p.to_code) == (source, target)]
    except EngineError:
        return None
    return max(found, key=lambda p: _version(p.package_version), default=None)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:4])


@dataclass(frozen=True)
class Offer:
    """A package that the index offers."""

    name: str
    version: str
    links: tuple[str, ...]


def index_url(index: str | None) -> str:
    """The index file's address: the one told, else Argos Translate's own setting."""
    base = index or str(_settings().remote_package_index)
    return base if base.endswith(".json") else _within(base, "index.json")


def _within(folder: str, name: str) -> str:
    """The address of a file in a folder. Raises EngineError."""
    try:
        return urljoin(folder.rstrip("/") + "/", name)
    except ValueError:
        raise EngineError(f"{folder}: is not an address; check it") from None


def read_index(index: str | None) -> list[Offer]:
    """Offers for Arabic to English, newest first. Raises EngineError."""
    url = index_url(index)
    with _opened(url) as response:
        data = response.read(32 << 20)
    try:
        offers = [
            Offer(
                f"{row['from_code']}_{row['to_code']}",
                str(row.get("package_version", "")),
                tuple(str(link) for link in row["links"]),
            )
            for row in json.loads(data)
            if (row.get("from_code"), row.get("to_code")) == LANGUAGES
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise EngineError(f"{url}: is not an Argos package index; check --index") from None
    return sorted(offers, key=lambda offer: _version(offer.version), reverse=True)


@contextlib.contextmanager
def _opened(url: str, headers: dict[str, str] | None = None) -> Iterator[Any]:
    try:
        if urlparse(url).scheme not in ("http", "https"):
            raise EngineError(f"{url}: only http and https addresses are read")
        request = urllib.request.Request(
            url, headers={"User-Agent": "translate-cli", **(headers or {})}
        )
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
            yield response
    except urllib.error.HTTPError as error:
        raise EngineError(f"{url}: the server answered {error.code} {error.reason}") from None
    except (http.client.InvalidURL, ValueError):
        raise EngineError(f"{url}: is not an address; check it") from None
    except (
        urllib.error.URLError,
        http.client.HTTPException,
        TimeoutError,
        ConnectionError,
    ) as error:
        problem = getattr(error, "reason", error)
        raise EngineError(
            f"{url}: cannot be reached ({problem}); with no network, install from a file"
        ) from None


def download(offer: Offer, mirror: str | None, progress: Progress) -> Path:
    """Fetch a package into the downloads folder, going on with what an earlier try left.

    Each link is tried in turn; with a mirror only its copy of the first link's file.
    """
    if not offer.links:
        raise EngineError(f"the index names no link for {offer.name}")
    links = [_within(mirror, PurePosixPath(offer.links[0]).name)] if mirror else offer.links
    folder = Path(_settings().downloads_dir)
    problem: EngineError | None = None
    for link in links:
        target = folder / f"{offer.name}-{offer.version or '0'}{SUFFIX}"
        try:
            _fetch(link, target, progress)
            return target
        except EngineError as error:
            problem = error
    assert problem
    raise problem


def _fetch(url: str, target: Path, progress: Progress) -> None:
    part = target.with_name(target.name + ".part")
    mark = target.with_name(target.name + ".etag")
    # The last byte is asked for again: a range that begins at the end of the file is an error.
    have = max(0, part.stat().st_size - 1) if part.exists() else 0
    etag = mark.read_text("utf-8") if mark.exists() else ""
    headers = {"Range": f"bytes={have}-", "If-Range": etag} if have and etag else {}
    try:
        with _opened(url, headers) as response:
            resumed = response.status == 206
            have = have if resumed else 0
            length = response.headers.get("Content-Length")
            total = have + int(length) if length else None
            mark.write_text(response.headers.get("ETag", ""), "utf-8")
            with part.open("r+b" if resumed else "wb") as file:
                file.truncate(have)
                file.seek(have)
                progress(have, total)
                while piece := response.read(CHUNK):
                    file.write(piece)
                    have += len(piece)
                    progress(have, total)
    except EngineError:
        raise
    except OSError as error:
        raise OutputError(f"{part}: cannot be written: {reason(error)}") from None
    if total is not None and have != total:
        raise EngineError(f"{url}: the connection broke at {have} of {total} bytes; run it again")
    part.replace(target)
    mark.unlink(missing_ok=True)


def inspect(path: Path) -> str:
    """Check an archive without unpacking it; the name of its one folder.

    Raises InputError for a file that is no zip, has entries outside its folder, links, too many
    or too large files, no sound metadata, missing parts or other languages.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            _refuse_hostile(path, infos)
            return _refuse_unsound(path, archive, infos)
    except FileNotFoundError:
        raise InputError(path, "no such file") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise InputError(path, "is not an Argos package: not a sound zip archive") from None
    except OSError as error:
        raise InputError(path, f"cannot be read: {reason(error)}") from None


def _refuse_hostile(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if len(infos) > MOST_FILES or unpacked > LARGEST_PACKAGE:
        raise InputError(path, "unpacks to more than a package holds; refused")
    if unpacked > (1 << 20) and unpacked > LARGEST_RATIO * max(packed, 1):
        raise InputError(path, "is packed beyond what a model can be (a zip bomb); refused")
    for info in infos:
        parts = PurePosixPath(info.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or ":" in info.filename:
            raise InputError(path, f"would write outside its folder ({info.filename}); refused")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise InputError(path, f"holds a link ({info.filename}); refused")


def _refuse_unsound(path: Path, archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> str:
    names = {info.filename for info in infos}
    folders = {PurePosixPath(name).parts[0] for name in names if PurePosixPath(name).parts}
    folder = folders.pop() if len(folders) == 1 else ""
    if not folder or f"{folder}/metadata.json" not in names or folder.startswith("."):
        raise InputError(path, "is not an Argos package: it has no metadata.json in one folder")
    try:
        metadata = json.loads(archive.read(f"{folder}/metadata.json"))
        languages = (metadata["from_code"], metadata["to_code"])
    except (ValueError, KeyError, TypeError):
        raise InputError(path, "has a damaged metadata.json") from None
    if languages != LANGUAGES:
        pair = "→".join(map(str, languages))
        raise InputError(path, f"translates {pair}; only ar→en is of use here")
    if f"{folder}/model/model.bin" not in names:
        raise InputError(path, "has no model/model.bin")
    if not any(f"{folder}/{name}" in names for name in TOKENIZERS):
        raise InputError(path, "has no tokenizer (sentencepiece.model or bpe.model)")
    return folder


def install(path: Path) -> Path:
    """Install a package file; the folder that it went to.

    It is unpacked beside the packages, loaded once as a trial, and only then put in place.
    Raises InputError for an unsound package, OutputError where there is no room.
    """
    from argostranslate.package import Package

    from translate_cli.engines.argos import ArgosEngine

    folder = inspect(path)
    home = packages_folder()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".installing-", dir=home.parent) as scratch:
            with zipfile.ZipFile(path) as archive:
                archive.extractall(scratch)
            fresh = Path(scratch) / folder
            ArgosEngine(Package(fresh), "fast")
            return _put_in_place(fresh, home / folder, Path(scratch))
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise InputError(path, "is damaged: a file in it does not unpack") from None
    except EngineError as error:
        raise InputError(path, f"is not a sound package: {error}") from None
    except OSError as error:
        raise OutputError(f"{home}: cannot be written: {reason(error)}") from None


def _put_in_place(fresh: Path, place: Path, scratch: Path) -> Path:
    """Swap by renaming; an older copy goes to the scratch folder and away with it."""
    if place.exists():
        place.rename(scratch / ".replaced")
    fresh.rename(place)
    return place


def remove(name: str) -> Path:
    """Remove an installed package by its pair or its folder's name. Raises EngineError."""
    for package in installed():
        path = Path(package.package_path)
        if name in (path.name, f"{package.from_code}_{package.to_code}"):
            try:
                shutil.rmtree(path)
            except OSError as error:
                raise OutputError(f"{path}: cannot be removed: {reason(error)}") from None
            return path
    raise EngineError(f"no Argos package '{name}' is installed; see 'translate-cli models list'")
