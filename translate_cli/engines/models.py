"""Checks on model files: the right ones, whole."""

import contextlib
import hashlib
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from translate_cli.errors import EngineError

SUMS = "SHA256SUMS"


def file_sha256(path: Path) -> str:
    """Hex digest of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


@contextlib.contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The files of a zip in a folder that is there for as long as they are being loaded.

    From memory CTranslate2 would keep a second copy. Raises EngineError where it cannot be done.
    """
    with contextlib.ExitStack() as stack:
        try:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="translate-cli-"))
            with zipfile.ZipFile(path) as archive:
                archive.extractall(folder)
        except (OSError, zipfile.BadZipFile) as error:
            problem = f"cannot be unpacked in {tempfile.gettempdir()} ({error}); free some space"
            raise EngineError(
                f"{path}: {problem}, or set TMPDIR to a folder that has some"
            ) from None
        yield Path(folder)


def verify(path: Path) -> str:
    """Check a file against the SHA256SUMS beside it; its digest.

    Raises EngineError where the file is missing or differs.
    """
    try:
        rows = [line.split() for line in path.with_name(SUMS).read_text("ascii").splitlines()]
        wanted = {name.lstrip("*"): digest for digest, name in rows}[path.name]
        if file_sha256(path) != wanted:
            raise EngineError(f"{path}: is damaged; install translate-cli again")
        return wanted
    except (OSError, ValueError, KeyError) as error:
        raise EngineError(
            f"{path}: cannot be read ({error}); install translate-cli again"
        ) from None
