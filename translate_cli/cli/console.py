"""What is said on standard error: notes, and a progress bar on a terminal."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence

import click

MOST_DISAGREEMENTS = 5
FLAGGED = 1  # exit code: done, but something was found
COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}  # of severities
Report = Callable[[int, int | None], None]


def note(text: str) -> None:
    click.echo(text, err=True)


def say_disagreements(lines: Sequence[str]) -> None:
    """What several lists do not agree on, the first of it; 'glossary check' tells all."""
    for line in lines[:MOST_DISAGREEMENTS]:
        note(f"translate-cli: {line}")
    if len(lines) > MOST_DISAGREEMENTS:
        more = len(lines) - MOST_DISAGREEMENTS
        note(f"translate-cli: {more} more disagreements; 'glossary check' with the lists tells all")


@contextlib.contextmanager
def progress(label: str, *, size: bool = False) -> Iterator[Report]:
    """A bar that is told (done, total); nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    count = DownloadColumn() if size else MofNCompleteColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), count, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
