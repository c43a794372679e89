"""Long lists as they were read, with their index, kept in the cache folder: JSON, found by the
hash of the file.

Reading 100,000 rows and finding their anchors takes twice as long as taking both from here. What
is kept is plain text and numbers, checked as it is loaded; a damaged or foreign file is read past
and replaced.
"""

import contextlib
import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from translate_cli.cache import default_path
from translate_cli.errors import InputError, OutputError
from translate_cli.files import read_bytes, sha256, write_atomically
from translate_cli.glossary.formats.base import Reading
from translate_cli.glossary.forms import anchors
from translate_cli.glossary.model import Anchor, Entry, MatchRule

FOLDER = "glossaries"
VERSION = 2
SHORTEST = 500_000  # bytes: a shorter list is as quick to read
MOST_KEPT = 8
COLUMNS = tuple(field.name for field in fields(Entry) if field.name not in ("path", "anchors"))
TUPLES = ("allowed", "variants", "forbidden")


def kept(path: Path, form: str, read: Callable[[Path], Reading]) -> Reading:
    """What ``read`` gives for a file, from the cache where it is there. Raises InputError."""
    data = read_bytes(path)
    if len(data) < SHORTEST:
        return read(path)
    name = sha256(f"{VERSION} {form} {sha256(data)}".encode())
    file = default_path().parent / FOLDER / f"{name}.json"
    try:
        return _loaded(file, path)
    except (OSError, ValueError, TypeError, KeyError, InputError):
        reading = read(path)
        with contextlib.suppress(OutputError, OSError):
            write_atomically(file, _dumped(reading))
            _forget_old(file.parent)
        return reading


def _dumped(reading: Reading) -> bytes:
    rows = [
        [str(v) if isinstance(v, MatchRule) else v for v in (getattr(e, n) for n in COLUMNS)]
        for e in reading.entries
    ]
    index = [anchors(entry) for entry in reading.entries]
    data = {"entries": rows, "index": index, "notes": list(reading.notes)}
    return json.dumps(data, ensure_ascii=False).encode()


def _loaded(file: Path, path: Path) -> Reading:
    data = json.loads(file.read_bytes())
    rules = {"": MatchRule()}
    entries = []
    for row, found in zip(data["entries"], data["index"], strict=True):
        values = dict(zip(COLUMNS, row, strict=True))
        for name in TUPLES:
            values[name] = tuple(values[name])
        rule = values["match"]
        if rule not in rules:
            rules[rule] = MatchRule.parse(rule)
        values["match"] = rules[rule]
        if not values["source"] or not values["target"]:
            raise ValueError("an entry without its two sides")
        kept_anchors = tuple(Anchor(*anchor) for anchor in found)
        if any(a.stem not in a.reading or a.place > a.reading.count(" ") for a in kept_anchors):
            raise ValueError("an anchor that is none")
        entries.append(Entry(**values, path=path, anchors=kept_anchors))
    return Reading(entries, [str(note) for note in data["notes"]])


def _forget_old(folder: Path) -> None:
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[MOST_KEPT:]:
        file.unlink()
