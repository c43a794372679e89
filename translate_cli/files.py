"""Bytes in and out: what is read is bounded and decoded, what is written appears whole."""

import codecs
import contextlib
import errno
import hashlib
import os
import tempfile
from pathlib import Path

from translate_cli.arabic import arabic_share
from translate_cli.errors import InputError, OutputError

LARGEST_INPUT = 32 * 1024 * 1024  # bytes; an article of five million characters

MAGIC = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "a RIFF media file",
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"\x1f\x8b": "a gzip archive",
    b"ID3": "an audio file",
    b"OggS": "an audio file",
}
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LEGACY = ("cp1256", "iso8859_6")
WRITTEN_CONTROLS = frozenset("\t\n\r\x0b\x0c\x1a\x85")


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises InputError where it is missing, unreadable or too large."""
    try:
        if path.is_dir():
            raise InputError(path, "is a directory, not a file")
        size = path.stat().st_size
        if size > LARGEST_INPUT:
            raise InputError(path, too_large(size))
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(path, "no such file") from None
    except PermissionError:
        raise InputError(path, "cannot be read: permission denied") from None
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror or error}") from None


def too_large(size: int) -> str:
    limit = LARGEST_INPUT // 1024**2
    return f"is {size / 1024**2:.0f} MB, the limit is {limit} MB; split it into articles"


def decode(data: bytes, path: Path | str, encoding: str | None = None) -> str:
    """The text of a file, its encoding told or recognised; line ends become ``\\n``.

    Recognised are UTF-8, UTF-16 and UTF-32 with their marks or without, Windows-1256 and
    ISO-8859-6. Raises InputError for what is not text or not in the encoding that was told.
    """
    if not data.strip():
        raise InputError(path, "is empty; there is nothing to translate")
    text = _decode_as(data, path, encoding) if encoding else _recognise(data, path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_controls(text, path)
    return text.removeprefix("\ufeff")


def _decode_as(data: bytes, path: Path | str, encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise InputError(path, f"--encoding {encoding}: no such encoding") from None
    if not name.startswith("utf") and _is_utf8_arabic(data):
        raise InputError(path, f"is UTF-8, not {encoding}; leave --encoding out")
    try:
        return data.decode("utf-8-sig" if name == "utf-8" else name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"is not {encoding} (byte {error.start}); leave --encoding out or name another"
        raise InputError(path, problem, line) from None


def _is_utf8_arabic(data: bytes) -> bool:
    try:
        return arabic_share(data[:65536].decode("utf-8", "ignore")) > 0.3 and bool(
            data.decode("utf-8")
        )
    except UnicodeDecodeError:
        return False


def _recognise(data: bytes, path: Path | str) -> str:
    for mark, name in BOMS:
        if data.startswith(mark):
            return _decode_as(data, path, name)
    for magic, what in MAGIC.items():
        if data.startswith(magic):
            raise InputError(path, f"is {what}, not text")
    if b"\0" in data:
        return _without_mark(data, path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, path, error.start)


def _without_mark(data: bytes, path: Path | str) -> str:
    """UTF-16 without a mark: every Arabic letter has 06 as its high byte."""
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and arabic_share(text) > 0.3:
            return text
    line = data.count(b"\n", 0, data.index(b"\0")) + 1
    raise InputError(path, "has NUL bytes: it is not text; save it as UTF-8 text", line)


def _legacy(data: bytes, path: Path | str, bad: int) -> str:
    """Windows-1256 or ISO-8859-6, whichever charset-normalizer finds the likelier Arabic."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:65536], cp_isolation=list(LEGACY)).best()
    names = [best.encoding] if best else []
    for name in [*names, *LEGACY]:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        controls = sum(ch < " " and ch not in WRITTEN_CONTROLS for ch in text)
        if arabic_share(text) > 0.3 and controls == 0:
            return text
    line = data.count(b"\n", 0, bad) + 1
    raise InputError(path, "is not Arabic text in a known encoding; tell it with --encoding", line)


def _refuse_controls(text: str, path: Path | str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if "\0" in line:
            raise InputError(path, "has NUL characters: it is not text", number)
    controls = sum(ch < " " and ch not in WRITTEN_CONTROLS for ch in text)
    if controls > len(text) // 100:
        raise InputError(path, "is binary data, not text")


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write_atomically(path: Path, data: bytes) -> None:
    """Write, flush to disk, rename: the file appears whole or not at all.

    Raises OutputError; the old file, if any, is then as it was.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(mode)
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {reason(error)}") from None


def write_new(path: Path, data: bytes, force: bool) -> None:
    """Write a file that is not there yet, or any with ``force``. Raises OutputError."""
    if path.exists() and not force:
        raise OutputError(f"{path}: is there already; --force overwrites it")
    write_atomically(path, data)


def for_windows(data: bytes, crlf: bool, bom: bool) -> bytes:
    """UTF-8 text with the line ends and the mark that some programs want."""
    if crlf:
        data = data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return codecs.BOM_UTF8 + data if bom else data


def reason(error: OSError) -> str:
    """What an operating-system error means to a user."""
    if error.errno == errno.ENOSPC:
        return "the disk is full"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "permission denied"
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return "its folder is a file"
    return error.strerror or str(error)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
