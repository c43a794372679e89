"""Files to articles.

To add a format: write a module with ``read(data, path, encoding) -> list[Line]``, give its
lines the kinds that the format itself knows, and add its extension to ``READERS``. What the
format leaves open (datelines, speakers, timecodes) ``structure`` finds in the lines.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from importlib import import_module
from pathlib import Path

from translate_cli.arabic import has_arabic
from translate_cli.document import Article
from translate_cli.errors import InputError
from translate_cli.files import LARGEST_INPUT, read_bytes, too_large
from translate_cli.outputs import is_recorded
from translate_cli.readers.structure import DEFAULT_RATE, Line, is_drop_frame, to_blocks

Reader = Callable[[bytes, Path, str | None], list[Line]]

READERS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".ass": "subtitles",
    ".ssa": "subtitles",
}
STDIN = Path("-")
OWN_OUTPUTS = (".bilingual.", ".en.", ".ar.", ".ar-en.")


def read_article(
    path: Path, encoding: str | None = None, fps: Fraction = DEFAULT_RATE, drop: bool = False
) -> Article:
    """Read one article; ``-`` is standard input. Timecodes in it count at the rate ``fps``, as
    drop-frame where told or where they have its semicolon.

    Raises InputError.
    """
    data = _stdin() if path == STDIN else read_bytes(path)
    name = _sniff(data) if path == STDIN else READERS.get(path.suffix.lower())
    if name is None:
        known = " ".join(READERS)
        raise InputError(path, f"cannot read {path.suffix or 'a file without extension'}; {known}")
    shown = Path("<stdin>") if path == STDIN else path
    reader: Reader = import_module(f"translate_cli.readers.{name}").read
    try:
        lines = reader(data, shown, encoding)
        drop = drop or is_drop_frame(lines)
        blocks = to_blocks(lines, fps, drop)
    except ValueError as error:
        raise InputError(shown, f"{error}; tell the rate with --fps") from None
    if not blocks:
        raise InputError(shown, "is empty; there is nothing to translate")
    if not any(has_arabic(block.text) for block in blocks):
        raise InputError(shown, "has no Arabic text")
    return Article(blocks, "ar", None if path == STDIN else path, drop)


def find_inputs(paths: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Each file to read, and whether it was found in a folder rather than named.

    Folders are walked in name order; hidden files and what translate-cli wrote are passed over.
    """
    for path in paths:
        if path == STDIN or not _is_folder(path):
            yield path, False
            continue
        found = [p for p in sorted(path.rglob("*")) if p.is_file() and _is_article(p, path)]
        if not found:
            raise InputError(path, f"has no article in it; read are {' '.join(READERS)}")
        yield from ((p, True) for p in found)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_article(path: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    ours = any(mark in path.name for mark in OWN_OUTPUTS)
    if READERS.get(path.suffix.lower()) == "subtitles" and ".ar." in path.name:
        ours = is_recorded(path)  # others name Arabic subtitles so too
    return path.suffix.lower() in READERS and not hidden and not ours


def _stdin() -> bytes:
    data = sys.stdin.buffer.read(LARGEST_INPUT + 1)
    if len(data) > LARGEST_INPUT:
        raise InputError("<stdin>", too_large(len(data)))
    return data


def _sniff(data: bytes) -> str:
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"pk\x03\x04"):
        return "docx"
    return "html" if head.startswith((b"<!doctype html", b"<html")) else "text"
