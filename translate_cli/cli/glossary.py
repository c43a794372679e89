"""``translate-cli glossary``."""

import json
from pathlib import Path

import click

CONTEXT = 32  # characters shown either side of a match


@click.group("glossary")
def command() -> None:
    """Work with term lists."""


@command.command("find")
@click.argument("file")
@click.option(
    "glossary",
    "-g",
    "--glossary",
    multiple=True,
    required=True,
    envvar="TRANSLATE_CLI_GLOSSARY",
    help="Term list; repeat for several.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the matches with their offsets.")
@click.option(
    "--encoding", metavar="NAME", help="Encoding of the file, where it is not recognised."
)
def find(file: str, glossary: tuple[str, ...], as_json: bool, encoding: str | None) -> int:
    """Show where the terms of a list stand in FILE."""
    from translate_cli.glossary.formats import load
    from translate_cli.glossary.matcher import Matcher
    from translate_cli.readers import read_article

    matcher = Matcher(load([Path(name) for name in glossary]))
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
        click.echo(json.dumps({"matches": matches}, ensure_ascii=False, indent=1))
        return 0
    for number, text, match in rows:
        before = text[max(0, match.start - CONTEXT) : match.start]
        after = text[match.end : match.end + CONTEXT]
        surface = click.style(match.surface, bold=True, underline=True)
        click.echo(f"{number}:{match.start}\t{match.entry.target}\t{before}{surface}{after}")
    return 0
