"""Checks on model files: the right ones, whole."""

import hashlib
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


def verify(folder: Path) -> str:
    """Check a folder's files against its SHA256SUMS; the digest of ``model.bin``.

    Raises EngineError where a file is missing or differs.
    """
    try:
        rows = [line.split() for line in (folder / SUMS).read_text("ascii").splitlines()]
        sums = {name.lstrip("*"): digest for digest, name in rows}
        for name, digest in sums.items():
            if file_sha256(folder / name) != digest:
                raise EngineError(f"{folder / name}: is damaged; install translate-cli again")
        return sums["model.bin"]
    except (OSError, ValueError, KeyError) as error:
        raise EngineError(
            f"{folder}: the model cannot be read ({error}); install it again"
        ) from None
