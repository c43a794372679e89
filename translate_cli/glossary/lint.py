"""What is wrong in a term list: each check takes the rows and says line, severity and remedy.

The checks are listed in ``CHECKS``; one that can mend safely gives the cells to put instead, or
says that the row can go.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from translate_cli.arabic import INVISIBLE, has_arabic
from translate_cli.document import Severity
from translate_cli.errors import InputError
from translate_cli.glossary import editing
from translate_cli.glossary.formats import source_key
from translate_cli.glossary.model import Entry
from translate_cli.glossary.records import LISTS, REQUIRED, entry_of, joined, parted
from translate_cli.glossary.spelling import read_form
from translate_cli.glossary.table import Table, split_row

LONGEST_SOURCE, LONGEST_TARGET = 9, 14  # words
SHORTEST_SOURCE = 2  # letters
WIDEST_RATIO = 5.0  # characters of one side to the other's


@dataclass(frozen=True)
class Problem:
    """``line`` counts from 1. ``cells`` are what ``--fix`` puts in, ``gone`` that the row goes."""

    line: int
    code: str
    severity: Severity
    message: str
    suggestion: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    gone: bool = False

    @property
    def is_safe(self) -> bool:
        return self.gone or bool(self.cells)


@dataclass(frozen=True)
class Row:
    """A row as it is written, and its entry where it is sound."""

    line: int
    raw: Mapping[str, str]
    cells: Mapping[str, str]
    entry: Entry | None
    problem: str = ""


def rows_of(table: Table) -> list[Row]:
    """Every row, unsound ones too. Raises InputError only where a line is no CSV at all."""
    found = []
    for line, cells in table.rows():
        raw = dict(zip(table.columns, split_row(table, line), strict=False))
        try:
            found.append(Row(line, raw, cells, entry_of(cells, table.path, line)))
        except ValueError as error:
            found.append(Row(line, raw, cells, None, str(error)))
    return found


def check(table: Table) -> list[Problem]:
    """All problems of a list, in the order of its lines."""
    rows = rows_of(table)
    problems = [problem for look in CHECKS for problem in look(rows)]
    return sorted(problems, key=lambda problem: problem.line)


def unsound(rows: Sequence[Row]) -> Iterator[Problem]:
    for row in rows:
        if row.problem:
            yield Problem(
                row.line, "unsound", "error", row.problem, "complete the row or remove it"
            )


def spaces(rows: Sequence[Row]) -> Iterator[Problem]:
    for row in rows:
        tidy = {}
        for name, cell in row.raw.items():
            plain = " ".join(INVISIBLE.sub("", cell).split())
            if name in LISTS:
                plain = joined(parted(plain))
            if plain != cell and (
                name not in LISTS or parted(plain) != parted(cell) or _loose(cell)
            ):
                tidy[name] = plain
        if tidy:
            names = ", ".join(tidy)
            yield Problem(
                row.line,
                "spaces",
                "warning",
                f"stray spaces or invisible characters in {names}",
                "take them out",
                tidy,
            )


def _loose(cell: str) -> bool:
    return cell != cell.strip() or bool(re.search(r"\s{2}|\s\||\|\s|\|\||^\||\|$", cell))


def scripts(rows: Sequence[Row]) -> Iterator[Problem]:
    for row in rows:
        source, target = row.cells.get("source", ""), row.cells.get("target", "")
        if source and not has_arabic(source):
            swapped = "; source and target seem swapped" if has_arabic(target) else ""
            yield Problem(
                row.line,
                "script",
                "warning",
                f"source “{source}” is not Arabic{swapped}",
                "check it",
            )
        for name in ("target", "allowed", "forbidden", "short"):
            if has_arabic(row.cells.get(name, "")):
                yield Problem(
                    row.line, "script", "error", f"{name} has Arabic letters", "write it in English"
                )


def lengths(rows: Sequence[Row]) -> Iterator[Problem]:
    for row in rows:
        if row.entry is None:
            continue
        source, target = row.entry.source, row.entry.target
        counts = len(source.split()), len(target.split())
        ratio = max(len(source) / len(target), len(target) / len(source))
        if counts[0] > LONGEST_SOURCE or counts[1] > LONGEST_TARGET:
            message = f"{counts[0]} Arabic and {counts[1]} English words: is it a term?"
        elif len(read_form(source)) < SHORTEST_SOURCE:
            message = f"“{source}” is a single letter"
        elif ratio > WIDEST_RATIO and max(len(source), len(target)) > 20:
            message = f"one side is {ratio:.0f} times as long as the other"
        else:
            continue
        yield Problem(row.line, "length", "info", message, "check both sides")


def _by_source(rows: Sequence[Row]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for row in rows:
        if row.entry:
            found[source_key(row.entry)].append(row.entry)
    return found


def duplicates(rows: Sequence[Row]) -> Iterator[Problem]:
    cells = {row.line: row.cells for row in rows}
    for first, *others in _by_source(rows).values():
        for entry in others:
            if entry.target != first.target:
                continue
            line, same = entry.line or 0, cells[entry.line or 0] == cells[first.line or 0]
            yield Problem(
                line,
                "duplicate",
                "error",
                f"“{entry.source}” → “{entry.target}” is on line {first.line} already",
                "remove this row" if same else "merge the two rows",
                gone=same,
            )


def conflicts(rows: Sequence[Row]) -> Iterator[Problem]:
    for entries in _by_source(rows).values():
        preferred = [e for e in entries if e.status in ("", "preferred")]
        for entry in preferred[1:]:
            if entry.target != preferred[0].target:
                yield Problem(
                    entry.line or 0,
                    "conflict",
                    "error",
                    f"“{entry.source}” is “{entry.target}” here and “{preferred[0].target}” on line"
                    f" {preferred[0].line}, which wins",
                    "keep one, set the other's status to admitted or deprecated",
                )


def variants(rows: Sequence[Row]) -> Iterator[Problem]:
    entries = [row.entry for row in rows if row.entry]
    owners: dict[str, Entry] = {}
    for entry in entries:
        owners.setdefault(read_form(entry.source), entry)
    for entry in entries:
        for variant in entry.variants:
            other = owners.setdefault(read_form(variant), entry)
            told_apart = other.match.context and entry.match.context
            if other.target != entry.target and not told_apart:
                yield Problem(
                    entry.line or 0,
                    "variant",
                    "error",
                    f"variant “{variant}” is line {other.line}'s “{other.source}”",
                    "take it out of one of the two, or give both a context",
                )


def inside(rows: Sequence[Row]) -> Iterator[Problem]:
    owners = {read_form(row.entry.source): row.entry for row in rows if row.entry}
    for row in rows:
        if row.entry is None:
            continue
        words = read_form(row.entry.source).split()
        for size in range(1, len(words)):
            for start in range(len(words) - size + 1):
                other = owners.get(" ".join(words[start : start + size]))
                if other and not any(
                    r.lower() in row.entry.target.lower() for r in other.renderings
                ):
                    yield Problem(
                        row.line,
                        "inside",
                        "info",
                        f"line {other.line}'s “{other.source}” → “{other.target}” is inside"
                        f" “{row.entry.source}” → “{row.entry.target}”, which wins where it stands",
                        "check that the two agree",
                    )


def deprecated(rows: Sequence[Row]) -> Iterator[Problem]:
    banned: dict[str, Entry] = {}
    for row in rows:
        if row.entry:
            banned |= {word.lower(): row.entry for word in row.entry.forbidden}
            if row.entry.status == "deprecated":
                banned[row.entry.target.lower()] = row.entry
    for row in rows:
        if row.entry is None or row.entry.status == "deprecated":
            continue
        for word in row.entry.renderings:
            other = banned.get(word.lower())
            if other and (other is row.entry or source_key(other) == source_key(row.entry)):
                yield Problem(
                    row.line,
                    "deprecated",
                    "error",
                    f"“{word}” is in use here, and line {other.line} forbids it",
                    "take it out of one of the two",
                )


def repeats(rows: Sequence[Row]) -> Iterator[Problem]:
    for row in rows:
        entry = row.entry
        if entry and entry.target in entry.allowed:
            kept = joined([word for word in entry.allowed if word != entry.target])
            yield Problem(
                row.line,
                "repeat",
                "warning",
                f"“{entry.target}” is among its own allowed renderings",
                "take it out",
                {"allowed": kept},
            )


CHECKS: Sequence[Callable[[Sequence[Row]], Iterator[Problem]]] = (
    *(unsound, spaces, scripts, lengths, duplicates, conflicts),
    *(variants, inside, deprecated, repeats),
)


def fixed(table: Table, problems: Sequence[Problem]) -> Table:
    """The table with everything mended that is safe to mend."""
    gone = {problem.line for problem in problems if problem.gone}
    changes: dict[int, dict[str, str]] = defaultdict(dict)
    for problem in problems:
        if problem.cells and problem.line not in gone:
            changes[problem.line].update(problem.cells)
    for line, cells in changes.items():
        if all(cells.get(name, "x") for name in REQUIRED):
            try:
                table = editing.change(table, line, cells)
            except InputError:
                continue  # what else is wrong in the row is a person's to mend
    for line in sorted(gone, reverse=True):
        table = editing.remove(table, line)
    return table
