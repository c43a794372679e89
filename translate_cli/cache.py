"""Raw engine output in SQLite, so that a run goes on where an earlier one stopped.

The key holds all that shapes an output: model hash, decoding options and prompt version
(``Engine.signature``), source, terms, prefix and attempt. What is done to the output later
(enforcement, checks) is not in it. Several runs may use one file at once.
"""

import contextlib
import hashlib
import json
import os
import random
import sqlite3
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import platformdirs

from translate_cli.engines.protocol import Engine, Hypothesis, Link, Request, Translation

FILE = "translations.sqlite3"
FOLDER_VARIABLE = "TRANSLATE_CLI_CACHE_DIR"
PATIENCE = 30.0  # seconds to wait for another run's transaction
ROWS_A_QUERY = 500
SCHEMA = (
    "CREATE TABLE IF NOT EXISTS output (key BLOB PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"
)


def default_path() -> Path:
    folder = os.environ.get(FOLDER_VARIABLE) or platformdirs.user_cache_dir("translate-cli")
    return Path(folder) / FILE


def key_of(engine: Engine, request: Request) -> bytes:
    """What identifies an output, 20 bytes."""
    parts = [
        engine.info.sha256,
        engine.signature,
        request.source,
        request.terms,
        request.prefix,
        request.attempt,
        request.before,
        request.avoid,
    ]
    digest = hashlib.blake2b(digest_size=20)
    digest.update(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return digest.digest()


def _packed(translation: Translation) -> str:
    rows = [
        [
            h.text,
            h.score,
            [[k.target_start, k.target_end, k.source_start, k.source_end] for k in h.links],
        ]
        for h in translation.hypotheses
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _unpacked(value: str) -> Translation:
    return Translation(
        tuple(
            Hypothesis(text, score, tuple(Link(*link) for link in links))
            for text, score, links in json.loads(value)
        )
    )


class Cache:
    """An open cache. ``note`` says what went wrong, if anything did; the run goes on without."""

    def __init__(self, path: Path | None) -> None:
        self.note: str | None = None
        self._path = path
        self._database: sqlite3.Connection | None = None
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._database = _connect(path)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Translation]:
        """The outputs that are known."""
        found: dict[bytes, Translation] = {}
        if self._database is None:
            return found
        try:
            for start in range(0, len(keys), ROWS_A_QUERY):
                some = keys[start : start + ROWS_A_QUERY]
                marks = ",".join("?" * len(some))
                query = f"SELECT key, value FROM output WHERE key IN ({marks})"
                for key, value in self._database.execute(query, some):
                    with contextlib.suppress(ValueError, TypeError):
                        found[bytes(key)] = _unpacked(value)
        except sqlite3.Error as error:
            self._give_up(error)
        return found

    def put(self, rows: Iterable[tuple[bytes, Translation]]) -> None:
        """Keep a batch's outputs, all of them or none."""
        if self._database is None:
            return
        try:
            with self._database:
                self._database.executemany(
                    "INSERT OR REPLACE INTO output VALUES (?, ?)",
                    [(key, _packed(translation)) for key, translation in rows],
                )
        except sqlite3.Error as error:
            self._give_up(error)

    def _give_up(self, error: OSError | sqlite3.Error) -> None:
        """Begin a new file in the place of a damaged one; go on without where that is no help."""
        self.close()
        path = self._path
        assert path is not None
        try:
            if not _is_damage(error):
                raise error
            if not _sound(path):
                aside = _put_aside(path)
                self.note = (
                    f"{path}: was damaged; it was put aside as {aside.name}, a new one begun"
                )
            self._database = _connect(path)
        except (OSError, sqlite3.Error) as problem:
            self.note = f"{path}: the cache cannot be used ({problem}); going on without it"

    def close(self) -> None:
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                self._database.close()
            self._database = None


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file, waiting as long as other runs hold it.

    SQLite's own waiting does not cover two runs that open a new file at the same moment: to
    change the journal's mode both hold a read lock and want the write lock, and one is refused
    at once.
    """
    refused = time.monotonic() + PATIENCE
    while True:
        try:
            return _opened(path)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > refused:
                raise
        time.sleep(random.uniform(0.01, 0.05))


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=PATIENCE)
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        database.execute(SCHEMA)
        database.execute("SELECT key FROM output LIMIT 1").fetchone()
    except sqlite3.Error:
        database.close()
        raise
    return database


def _is_damage(error: Exception) -> bool:
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(
        error, sqlite3.OperationalError
    )


def _sound(path: Path) -> bool:
    """Whether a file can be read throughout: another run may have begun a new one by now."""
    try:
        with contextlib.closing(_connect(path)) as database:
            return bool(database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error as error:
        if _is_damage(error):
            return False
        raise


def _put_aside(path: Path) -> Path:
    aside = path.with_name(path.name + ".damaged")
    for extra in ("-wal", "-shm"):
        path.with_name(path.name + extra).unlink(missing_ok=True)
    return path.replace(aside)
