"""``translate-cli glossary``."""

import difflib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate_cli.cli.console import COLOURS, FLAGGED, note, say_disagreements
from translate_cli.errors import UsageError

if TYPE_CHECKING:
    from translate_cli.glossary.model import Glossary
    from translate_cli.glossary.table import Table

CONTEXT = 32  # characters shown either side of a match
FORMATS = ("csv", "tsv", "xlsx", "tbx", "tbx-dct", "tbx-min", "martif", "omegat", "deepl")
FIELDS = (
    *("allowed", "variants", "forbidden", "pos", "domain", "status", "definition", "note"),
    *("match", "case", "short", "date", "author"),
)
Command = Callable[..., Any]


@click.group("glossary")
def command() -> None:
    """Keep term lists, and see what they do."""


def glossary_option(required: bool = True) -> Callable[[Command], Command]:
    return click.option(
        "glossary",
        "-g",
        "--glossary",
        multiple=True,
        required=required,
        envvar="TRANSLATE_CLI_GLOSSARY",
        help="Term list; repeat for several, the first wins.",
    )


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
encoding_option = click.option(
    "--encoding", metavar="NAME", help="Encoding of the files, where it is not recognised."
)
list_argument = click.argument("file", metavar="LIST", type=click.Path(path_type=Path))


def field_options(function: Command) -> Command:
    """An option for every column beside source and target."""
    for name in reversed(FIELDS):
        several = " (| between several)" if name in ("allowed", "variants", "forbidden") else ""
        function = click.option(f"--{name}", metavar="TEXT", help=f"The column {name}{several}.")(
            function
        )
    return function


def given(fields: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value is not None}


def load(names: Sequence[str]) -> "Glossary":
    from translate_cli.glossary.formats import load

    glossary = load([Path(name) for name in names])
    say_disagreements(glossary.disagreements)
    return glossary


def say(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def show_diff(old: "Table", new: "Table") -> None:
    """The lines that change, as ``git diff`` shows them."""
    colours = {"+": "green", "-": "red", "@": "cyan"}
    name = str(old.path)
    for line in difflib.unified_diff(old.lines, new.lines, name, name, lineterm="", n=1):
        click.secho(line, fg=colours.get(line[0]))


def put(old: "Table", new: "Table") -> None:
    """Show an edit and write it."""
    from translate_cli.glossary import editing

    show_diff(old, new)
    editing.write(old, new)


@command.command("find")
@click.argument("file")
@glossary_option()
@json_option
@encoding_option
def find(file: str, glossary: tuple[str, ...], as_json: bool, encoding: str | None) -> int:
    """Show where the terms of a list stand in FILE, and in what form."""
    from translate_cli.glossary.matcher import Matcher
    from translate_cli.readers import read_article

    matcher = Matcher(load(glossary))
    article = read_article(Path(file), encoding)
    rows = [
        (number, block.text, match)
        for number, block in enumerate(article.blocks, 1)
        for match in matcher.find(block.text)
    ]
    if as_json:
        matches = [
            {
                "block": number,
                "start": match.start,
                "end": match.end,
                "surface": match.surface,
                "source": match.entry.source,
                "target": match.entry.target,
            }
            for number, _, match in rows
        ]
        say({"matches": matches})
        return 0
    for number, text, match in rows:
        before = text[max(0, match.start - CONTEXT) : match.start]
        after = text[match.end : match.end + CONTEXT]
        surface = click.style(match.surface, bold=True, underline=True)
        target = match.entry.target + (" (?)" if match.doubtful else "")
        click.echo(f"{number}:{match.start}\t{target}\t{before}{surface}{after}")
    return 0


@command.command("check")
@click.argument(
    "files", metavar="LIST...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--fix", is_flag=True, help="Show, then make, the repairs that are safe.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask.")
@json_option
def check(files: tuple[Path, ...], fix: bool, yes: bool, as_json: bool) -> int:
    """Find what is wrong in lists: doubles, conflicts, stray spaces, wrong scripts and more.

    With several lists, what they disagree on is reported as well. Exits with 1 where there is
    an error or a warning.
    """
    from translate_cli.glossary import lint, table

    problems = []
    for path in files:
        read = table.read(path)
        found = lint.check(read)
        if fix and any(problem.is_safe for problem in found):
            mended = lint.fixed(read, found)
            show_diff(read, mended)
            if yes or (sys.stdin.isatty() and click.confirm(f"Write {path}?", err=True)):
                from translate_cli.glossary import editing

                editing.write(read, mended)
                found = lint.check(mended)
            else:
                note(f"translate-cli: {path}: left as it is; --fix --yes writes it")
        problems += [(path, problem) for problem in found]
    sound = not any(problem.code == "unsound" for _, problem in problems)
    disagreements = _disagreements(files) if sound and files[1:] else ()
    _report(problems, disagreements, as_json)
    return FLAGGED if disagreements or any(p.severity != "info" for _, p in problems) else 0


def _disagreements(files: Sequence[Path]) -> Sequence[str]:
    from translate_cli.glossary.formats import load

    return load(files).disagreements


def _report(
    problems: Sequence[tuple[Path, Any]], disagreements: Sequence[str], as_json: bool
) -> None:
    if as_json:
        rows = [
            {
                "file": str(path),
                "line": problem.line,
                "code": problem.code,
                "severity": problem.severity,
                "message": problem.message,
                "suggestion": problem.suggestion,
                "fixable": problem.is_safe,
            }
            for path, problem in problems
        ]
        say({"problems": rows, "disagreements": list(disagreements)})
        return
    for path, problem in problems:
        severity = click.style(problem.severity, fg=COLOURS[problem.severity])
        click.echo(f"{path}:{problem.line}: {severity} {problem.code}: {problem.message}", nl=False)
        click.echo(f"; {problem.suggestion}" if problem.suggestion else "")
    for line in disagreements:
        click.echo(line)
    counts = {s: sum(p.severity == s for _, p in problems) for s in COLOURS}
    note(", ".join(f"{count} {severity}" for severity, count in counts.items()))


@command.command("add")
@list_argument
@click.argument("source")
@click.argument("target")
@field_options
def add(file: Path, source: str, target: str, **fields: str | None) -> int:
    """Add an entry to a CSV or TSV list. Fails where the source is there already."""
    from translate_cli.glossary import editing, table
    from translate_cli.glossary.formats import source_key
    from translate_cli.glossary.records import entry_of

    read = table.read(file)
    try:
        entry = entry_of({"source": source, "target": target, **given(fields)})
    except ValueError as error:
        raise UsageError(f"the entry {error}") from None
    for other in read.entries():
        if source_key(other) == source_key(entry):
            raise UsageError(f"{other.place}: '{source}' is there already; change it with 'edit'")
    put(read, editing.add(read, entry))
    return 0


@command.command("edit")
@list_argument
@click.argument("term")
@click.option("--source", metavar="TEXT", help="The Arabic citation form.")
@click.option("--target", metavar="TEXT", help="The English that the house wants.")
@field_options
def edit(file: Path, term: str, **fields: str | None) -> int:
    """Change cells of the entry whose source, target or id is TERM."""
    from translate_cli.glossary import editing, table

    changes = given(fields)
    if not changes:
        raise UsageError("nothing to change; give a column, as in --target 'air strike'")
    read = table.read(file)
    put(read, editing.change(read, editing.only_row(read, term), changes))
    return 0


@command.command("remove")
@list_argument
@click.argument("term")
def remove(file: Path, term: str) -> int:
    """Remove the entry whose source, target or id is TERM."""
    from translate_cli.glossary import editing, table

    read = table.read(file)
    put(read, editing.remove(read, editing.only_row(read, term)))
    return 0


@command.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@json_option
def diff(old: Path, new: Path, as_json: bool) -> int:
    """Compare two lists by term, in any formats. Exits with 1 where they differ."""
    from translate_cli.glossary import merging
    from translate_cli.glossary.formats import read

    changes = merging.diff(list(read(old).entries), list(read(new).entries))
    if as_json:
        rows = [{"kind": c.kind, "source": c.source, "old": c.old, "new": c.new} for c in changes]
        say({"changes": rows})
    for change in changes if not as_json else ():
        if change.kind == "changed":
            click.secho(f"~ {change.source}", fg="yellow")
            for name in change.columns:
                click.echo(f"    {name}: {change.old.get(name, '')} → {change.new.get(name, '')}")
        else:
            mark, cells, colour = (
                ("+", change.new, "green") if change.new else ("-", change.old, "red")
            )
            click.secho(f"{mark} {change.source} → {cells['target']}", fg=colour)
    return FLAGGED if changes else 0


@command.command("merge")
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("mine", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write here, not to MINE.")
def merge(base: Path, mine: Path, theirs: Path, output: Path | None) -> int:
    """Merge what two people made of BASE, into MINE.

    The order and comments of MINE stay. Where both changed a cell, or one changed a row that the
    other removed, MINE's stands, the other is kept beside it in a comment, and both are shown.
    Exits with 1 where there are such conflicts.
    """
    from dataclasses import replace

    from translate_cli.files import write_atomically
    from translate_cli.glossary import merging, table

    tables = [table.read(path) for path in (base, mine, theirs)]
    merged, conflicts = merging.merge(*tables)
    if output:
        write_atomically(output, replace(merged, path=output).text())
    else:
        put(tables[1], merged)
    for conflict in conflicts:
        click.secho(f"conflict: {conflict.source}: {conflict.column}", fg="red")
        for name in ("base", "mine", "theirs"):
            click.echo(f"  {name:7} {getattr(conflict, name)}")
    return FLAGGED if conflicts else 0


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="LIST")
@click.option("--from", "form", type=click.Choice(FORMATS), help="Format, if not by the name.")
@click.option("--force", is_flag=True, help="Overwrite LIST.")
def import_(file: Path, output: Path, form: str | None, force: bool) -> int:
    """Turn a list of another program (Excel, TBX, OmegaT, DeepL) into a CSV list."""
    return _convert(file, output, form, "tsv" if output.suffix == ".tsv" else "csv", force)


@command.command("export")
@list_argument
@click.argument("output", type=click.Path(path_type=Path))
@click.option("--to", "form", type=click.Choice(FORMATS), help="Format, if not by the name.")
@click.option("--force", is_flag=True, help="Overwrite OUTPUT.")
def export(file: Path, output: Path, form: str | None, force: bool) -> int:
    """Write a list for another program. What its format cannot hold is said."""
    return _convert(file, output, None, form, force)


def _convert(file: Path, output: Path, source: str | None, target: str | None, force: bool) -> int:
    from translate_cli.files import write_new
    from translate_cli.glossary.formats import format_of, read

    reading = read(file, source)
    writing = format_of(output, target).write(reading.entries)
    write_new(output, writing.data, force)
    for line in (*reading.notes, *writing.notes):
        note(f"translate-cli: {line}")
    note(f"{output}: {len(reading.entries)} entries")
    return 0


@command.command("stats")
@click.argument("reports", nargs=-1, metavar="[REPORT.bilingual.json]...")
@glossary_option()
@click.option("--html", type=click.Path(path_type=Path), help="Write the coverage as a page.")
@json_option
def stats(
    reports: tuple[str, ...], glossary: tuple[str, ...], html: Path | None, as_json: bool
) -> int:
    """What a list holds; with translated articles, what became of its terms in them."""
    from collections import Counter

    from translate_cli.files import write_atomically
    from translate_cli.glossary import coverage

    entries = load(glossary)
    counts = {
        "entries": len(entries.entries),
        "names": sum(entry.is_name for entry in entries.entries),
        "renderings": sum(len(entry.renderings) for entry in entries.entries),
        "variants": sum(len(entry.variants) for entry in entries.entries),
        "domains": dict(Counter(e.domain for e in entries.entries if e.domain).most_common()),
        "statuses": dict(Counter(e.status for e in entries.entries if e.status)),
    }
    if not reports:
        if html:
            raise UsageError("--html shows coverage; give translated articles (*.bilingual.json)")
        if as_json:
            say(counts)
        else:
            for name, value in counts.items():
                click.echo(f"{name:12} {value or '-'}")
        return 0
    report = coverage.read([Path(path) for path in reports], entries)
    if html:
        write_atomically(html, coverage.as_page(report, "Coverage of the term list"))
    if as_json:
        say({**counts, "coverage": coverage.as_data(report)})
        return 0
    _coverage_table(report)
    return 0


def _coverage_table(report: Any) -> None:
    from rich.console import Console
    from rich.table import Table as RichTable

    from translate_cli.glossary.coverage import STATUSES

    shown = RichTable("Arabic", "English", *STATUSES, "articles", box=None)
    for term in report.terms:
        counts = [str(term.statuses[status] or "") for status in STATUSES]
        shown.add_row(term.source, term.target, *counts, str(len(term.articles)))
    Console().print(shown)
    total = report.statuses
    said = ", ".join(f"{total[status]} {status}" for status in STATUSES)
    click.echo(f"{len(report.terms)} terms met: {said}; {len(report.silent)} never met")


@command.command("extract")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@glossary_option(required=False)
@click.option("--fewest", type=click.IntRange(1), default=2, show_default=True, help="Occurrences.")
@click.option("--most", type=click.IntRange(1), default=50, show_default=True, help="Candidates.")
@click.option("--csv", "as_csv", is_flag=True, help="Print rows of a list, to edit and add.")
@json_option
@encoding_option
def extract(
    files: tuple[str, ...],
    glossary: tuple[str, ...],
    fewest: int,
    most: int,
    as_csv: bool,
    as_json: bool,
    encoding: str | None,
) -> int:
    """Candidate terms and names from articles, or from *.bilingual.json, .tsv or .tmx files.

    From translated text, with their likely English. What the list has already is left out; the
    names that an article's register holds come first.
    """
    from dataclasses import asdict

    from translate_cli.glossary.extraction import extract as candidates_of
    from translate_cli.glossary.extraction import proposed
    from translate_cli.glossary.matcher import Matcher
    from translate_cli.readers.pairs import read_names, read_pairs

    pairs = [pair for file in files for pair in read_pairs(Path(file), encoding)]
    names = [name for file in files for name in read_names(Path(file))]
    matcher = Matcher(load(glossary))
    found = [*proposed(names, matcher), *candidates_of(pairs, matcher, fewest)][:most]
    if as_json:
        say({"candidates": [asdict(candidate) for candidate in found]})
    elif as_csv:
        click.echo("\n".join(_rows(found)))
    else:
        for candidate in found:
            english = " / ".join(candidate.english) or "?"
            click.echo(
                f"{candidate.count:4}  {click.style(candidate.source, bold=True)}\t{english}"
            )
            for context in candidate.contexts[:1]:
                click.secho(f"      {context}", dim=True)
    return 0


def _rows(found: Sequence[Any]) -> Iterator[str]:
    from translate_cli.glossary.table import row_text

    columns = ("source", "target", "allowed", "note")
    yield ",".join(columns)
    for candidate in found:
        english = [*candidate.english, ""]
        cells = {
            "source": candidate.source,
            "target": english[0],
            "allowed": "|".join(candidate.english[1:]),
            "note": ": ".join((f"{candidate.count} times", *candidate.contexts[:1])),
        }
        yield row_text(cells, columns)
