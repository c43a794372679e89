"""Which files a run writes, and the care for those that a person edited.

Beside the files lies ``.translate-cli/`` with the hash of each as it was written. A file whose
hash is another, or that was there before us, belongs to a person: it is left alone.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from translate_cli.errors import OutputError
from translate_cli.files import reason, sha256, write_atomically

RECORDS = ".translate-cli"
Outcome = Literal["written", "unchanged", "protected"]


def names(inputs: Sequence[Path]) -> list[str]:
    """A name for each input's files: its stem, with its extension or folder where stems meet."""
    stems = ["stdin" if path == Path("-") else _stem(path) for path in inputs]
    chosen = list(stems)
    for again in (
        [f"{stem}-{path.suffix.lstrip('.')}" for stem, path in zip(stems, inputs, strict=True)],
        [f"{path.absolute().parent.name}-{stem}" for stem, path in zip(stems, inputs, strict=True)],
        ["-".join(path.absolute().with_suffix("").parts[1:]) for path in inputs],
        [f"{stem}-{number}" for number, stem in enumerate(stems, 1)],
    ):
        counts = Counter(name.casefold() for name in chosen)
        if max(counts.values(), default=0) <= 1:
            break
        met = {i for i, name in enumerate(chosen) if counts[name.casefold()] > 1}
        trial = [again[i] if i in met else name for i, name in enumerate(chosen)]
        if _fewer_meet(trial, chosen):
            chosen = trial
    return chosen


def _stem(path: Path) -> str:
    """``report`` for report.txt, report.ar.srt and report.bilingual.docx."""
    return path.stem.removesuffix(".ar").removesuffix(".bilingual")


def _fewer_meet(trial: Sequence[str], chosen: Sequence[str]) -> bool:
    return len({n.casefold() for n in trial}) > len({n.casefold() for n in chosen})


def prepare(folder: Path) -> None:
    """Make the output folder. Raises OutputError where that cannot be, before any work is done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f"{RECORDS}-probe"
        probe.touch()
        probe.unlink(missing_ok=True)  # another run may have taken it away
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written to: {reason(error)}") from None


def write(path: Path, data: bytes, force: bool) -> Outcome:
    """Write a file unless a person changed it. Raises OutputError."""
    record = _record(path)
    digest = sha256(data)
    try:
        there = sha256(path.read_bytes()) if path.exists() else None
        ours = record.read_text("ascii").strip() if record.exists() else None
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"{path}: cannot be read before it is replaced ({error})") from None
    if there is not None and there not in (ours, digest) and not force:
        return "protected"
    if there != digest:
        write_atomically(path, data)
    if ours != digest:
        write_atomically(record, (digest + "\n").encode("ascii"))
    return "unchanged" if there == digest else "written"


def is_recorded(path: Path) -> bool:
    """Whether a file of this name was written here by us."""
    return _record(path).exists()


def _record(path: Path) -> Path:
    return path.parent / RECORDS / f"{path.name}.sha256"
