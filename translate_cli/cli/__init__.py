"""The command line: options in, exit codes out. Commands are loaded when they are called."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from translate_cli import __version__
from translate_cli.errors import TranslateCliError

COMMANDS = {
    "translate": "Translate articles into bilingual text and subtitles.",
    "segment": "Show how an article is split into sentences.",
    "subtitle": "Check, retime and convert subtitle files.",
    "glossary": "Keep term lists, and see what they do.",
    "models": "List, install and remove Argos Translate packages.",
}
INTERRUPTED = 130
UNFORESEEN = 3


class LazyGroup(click.Group):
    """A group whose commands are imported when one is called, so that --help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"translate_cli.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="translate-cli")
def cli() -> None:
    """Offline Arabic-English translation for newsrooms.

    \b
    translate-cli translate article.txt -g glossaries/news.csv -o out
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run, with one line on standard error for what went wrong, and the documented exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = cli.main(args, prog_name="translate-cli", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except TranslateCliError as error:
        click.echo(f"translate-cli: {error}", err=True)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("translate-cli: interrupted", err=True)
        sys.stderr.flush()
        os._exit(INTERRUPTED)  # decoder threads would be waited for otherwise
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"translate-cli: {place}{error.strerror or error}", err=True)
        code = UNFORESEEN
    except MemoryError:
        click.echo("translate-cli: out of memory; translate fewer articles at once", err=True)
        code = 1
    sys.exit(code or 0)
