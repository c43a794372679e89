"""``translate-cli translate``."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate_cli.cli import config, tracks
from translate_cli.cli.console import note, progress, say_disagreements
from translate_cli.cli.tracks import track_options
from translate_cli.cli.types import ParamType
from translate_cli.document import Article
from translate_cli.engines import ENGINES
from translate_cli.errors import InputError, TranslateCliError, UsageError
from translate_cli.files import for_windows
from translate_cli.writers import (
    DEFAULT_FORMATS,
    PLAIN_SUBTITLES,
    SUBTITLES,
    WRITERS,
    ending,
    render,
)

if TYPE_CHECKING:
    from translate_cli.document import Bilingual, Remark

FLAGGED, FAILED = 1, 1
SETTINGS = {"auto_envvar_prefix": "TRANSLATE_CLI"}
Command = Callable[..., Any]


class Formats(ParamType):
    """One format name, or several with commas."""

    name = "format"

    def __init__(self, known: Sequence[str]) -> None:
        self.known = known

    def convert(self, value: Any, param: Any, ctx: Any) -> list[str]:
        if isinstance(value, list):
            return value
        names = [name.strip() for name in str(value).split(",") if name.strip()]
        unknown = [name for name in names if name not in self.known]
        if unknown or not names:
            self.fail(f"unknown format '{', '.join(unknown)}'; known are {' '.join(self.known)}")
        return names


RUN_OPTIONS: Sequence[Command] = (
    click.option(
        "glossary",
        "-g",
        "--glossary",
        multiple=True,
        help="Term list (CSV), or 'news' for the one in the package; repeatable, the first wins.",
    ),
    click.option(
        "output",
        "-o",
        "--output",
        metavar="DIR",
        default=".",
        help="Folder for the files.  [default: this folder]",
    ),
    click.option(
        "--engine",
        type=click.Choice(ENGINES),
        default="auto",
        show_default=True,
        help="What translates.",
    ),
    click.option(
        "--quality",
        type=click.Choice(["fast", "best"]),
        default="best",
        show_default=True,
        help="Greedy search, or a beam of four.",
    ),
    click.option(
        "--memory",
        metavar="FILE",
        multiple=True,
        help="Approved translations, from TMX or a bilingual file of ours; repeatable.",
    ),
    click.option(
        "--encoding", metavar="NAME", help="Encoding of the inputs, where it is not recognised."
    ),
    click.option("--strict", is_flag=True, help="Exit with 1 where anything was flagged."),
    click.option("--force", is_flag=True, help="Overwrite files that a person changed."),
)


run_options = tracks.with_options(RUN_OPTIONS)


def format_option(names: Sequence[str], default: str) -> Command:
    return click.option(
        "format",
        "-f",
        "--format",
        type=Formats(names),
        multiple=True,
        help=f"Formats, repeated or with commas: {' '.join(names)}.  [default: {default}]",
    )


@click.command("translate", context_settings=SETTINGS)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@format_option(list(WRITERS), "txt,srt")
@run_options
@track_options
@click.pass_context
def command(ctx: click.Context, /, inputs: tuple[str, ...], **_: Any) -> int:
    """Translate Arabic articles: .txt .md .html .docx, subtitles, folders of them, or - for
    standard input.

    Writes NAME.bilingual.* , NAME.en.* and NAME.en.srt. A run that was stopped goes on where it
    was. Exit codes: 0 done, 1 flagged or some inputs failed, 2 usage, 3 input, 4 engine,
    5 output, 130 interrupted.
    """
    return run(ctx, inputs, DEFAULT_FORMATS)


def run(ctx: click.Context, inputs: Sequence[str], formats: Sequence[str]) -> int:
    """Translate what has to be, and write; ``formats`` where none are told."""
    from translate_cli.readers import find_inputs

    paths = [Path(name) for name in inputs]
    first = paths[0] if not paths[0].is_dir() else paths[0] / config.NAME
    options = config.apply(ctx, None if inputs[0] == "-" else first)
    told = [name for some in options["format"] for name in some]
    options["format"] = list(dict.fromkeys(told or formats))
    found = list(find_inputs(paths))
    tracks.check(options, len(found))
    if sum(path == Path("-") for path, _ in found) > 1:
        raise UsageError("standard input can be read once")
    return Run(options).run(found)


class Run:
    """One run over its inputs; ``code`` is the exit code so far."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.folder = Path(options["output"])
        self.code = 0

    def run(self, found: Sequence[tuple[Path, bool]]) -> int:
        from translate_cli import outputs
        from translate_cli.glossary.formats import load
        from translate_cli.glossary.matcher import Matcher

        glossary = load([Path(path) for path in self.options["glossary"]])
        say_disagreements(glossary.disagreements)
        outputs.prepare(self.folder)
        given = list(self._read(found))
        names = outputs.names([path for path, _ in given])
        articles = [item for _, item in given if isinstance(item, Article)]
        translated = iter(self._translate(articles, Matcher(glossary)) if articles else [])
        for name, (_, item) in zip(names, given, strict=True):
            bilingual = next(translated) if isinstance(item, Article) else item
            try:
                self._write(name, tracks.with_cues(bilingual, self.options, glossary))
            except UsageError as error:  # that does not go with one input's times
                if len(given) == 1:
                    raise
                note(f"translate-cli: {error}")
                self.code = FAILED
        return self.code

    def _read(
        self, found: Sequence[tuple[Path, bool]]
    ) -> Iterator[tuple[Path, "Article | Bilingual"]]:
        """What can be read, bilingual files as they are; the only input's error is raised, others
        are noted."""
        from translate_cli.readers import read_article
        from translate_cli.readers.bilingual import is_bilingual, read_bilingual

        problems: list[TranslateCliError] = []
        count = 0
        for path, from_folder in found:
            try:
                article = (
                    read_bilingual(path)
                    if is_bilingual(path) and not from_folder
                    else read_article(
                        path,
                        self.options["encoding"],
                        tracks.rate(self.options),
                        self.options["drop_frame"],
                    )
                )
            except InputError as error:
                if from_folder and error.problem == "has no Arabic text":
                    note(f"passed over: {error}")
                    continue
                problems.append(error)
                continue
            count += 1
            yield path, article
        if problems and not count:
            for problem in problems[:-1]:
                note(f"translate-cli: {problem}")
            raise problems[-1]
        if not count:
            raise InputError(found[0][0].parent, "has no article with Arabic text in it")
        for problem in problems:
            note(f"translate-cli: {problem}")
            self.code = FAILED

    def _translate(self, articles: Sequence[Article], matcher: Any) -> list["Bilingual"]:
        from translate_cli import engines, memory, pipeline
        from translate_cli.cache import Cache, default_path

        known = memory.load([Path(path) for path in self.options["memory"]])
        engine, line = engines.load(self.options["engine"], self.options["quality"])
        note(line)
        cache = Cache(default_path())
        if cache.note:
            note(f"translate-cli: {cache.note}")
        state = [0, 0]
        try:
            with progress("translating") as report:

                def advance(done: int, total: int) -> None:
                    state[:] = [done, total]
                    report(done, total)

                return pipeline.translate(articles, engine, matcher, cache, advance, known)
        except KeyboardInterrupt:
            note(
                f"{state[0]} of {state[1]} sentences are translated and kept; run it again to go on"
            )
            raise
        finally:
            if cache.note and "failed" in cache.note:
                note(f"translate-cli: {cache.note}")
            cache.close()

    def _write(self, name: str, bilingual: "Bilingual") -> None:
        from translate_cli import outputs
        from translate_cli.writers.common import summary

        note(f"{bilingual.input}: {summary(bilingual)}")
        for form in self.options["format"]:
            path = self.folder / (name + ending(form, bilingual))
            source = bilingual.article.path
            if source and source.exists() and path.exists() and path.samefile(source):
                note(f"translate-cli: {path}: is the input; tell another folder with -o")
                self.code = FAILED
                continue
            data = render(form, bilingual)
            if form in PLAIN_SUBTITLES:
                data = for_windows(data, self.options["crlf"], self.options["bom"])
            outcome = outputs.write(path, data, self.options["force"])
            if outcome == "protected":
                note(
                    f"translate-cli: {path}: was changed by hand, left as it is; --force overwrites"
                )
                self.code = FAILED
            else:
                note(f"  {path}" + (" (unchanged)" if outcome == "unchanged" else ""))
        warned = sum(is_flagged(cue.warnings) for cue in bilingual.cues)
        if warned and set(self.options["format"]) & set(SUBTITLES):
            of = f"{warned} of {len(bilingual.cues)} subtitles"
            note(f"  {of} do not conform to {bilingual.profile}: -f preview shows them")
        flagged = warned or any(is_flagged(segment.warnings) for segment in bilingual.segments)
        if flagged and self.options["strict"]:
            self.code = FLAGGED


def is_flagged(remarks: "Sequence[Remark]") -> bool:
    return any(remark.severity != "info" for remark in remarks)
