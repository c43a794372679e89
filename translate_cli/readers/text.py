"""Plain text: every line that is not empty is a block."""

from pathlib import Path

from translate_cli.files import decode
from translate_cli.readers.structure import Line


def read(data: bytes, path: Path, encoding: str | None) -> list[Line]:
    text = decode(data, path, encoding)
    return [Line(line.strip()) for line in text.split("\n") if line.strip()]
