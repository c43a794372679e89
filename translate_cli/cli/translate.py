"""``translate-cli translate``."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate_cli.cli import config
from translate_cli.cli.console import note, progress, say_disagreements
from translate_cli.engines import ENGINES
from translate_cli.errors import InputError, TranslateCliError, UsageError
from translate_cli.subtitles.profiles import PROFILES
from translate_cli.writers import DEFAULT_FORMATS, WRITERS, render

if TYPE_CHECKING:
    from translate_cli.document import Article, Bilingual

    _ParamType = click.ParamType[Any]
else:
    _ParamType = click.ParamType

RATES = {"23.976": "24000/1001", "29.97": "30000/1001", "59.94": "60000/1001"}
FLAGGED, FAILED = 1, 1


class Formats(_ParamType):
    """One format name, or several with commas."""

    name = "format"

    def convert(self, value: Any, param: Any, ctx: Any) -> list[str]:
        names = [name.strip() for name in str(value).split(",") if name.strip()]
        unknown = [name for name in names if name not in WRITERS]
        if unknown or not names:
            self.fail(f"unknown format '{', '.join(unknown)}'; known are {' '.join(WRITERS)}")
        return names


class Rate(_ParamType):
    """Frames a second: ``25``, ``29.97``, ``30000/1001``."""

    name = "rate"

    def convert(self, value: Any, param: Any, ctx: Any) -> Fraction:
        if isinstance(value, Fraction):
            return value
        try:
            rate = Fraction(RATES.get(str(value), str(value)))
        except (ValueError, ZeroDivisionError):
            self.fail(f"'{value}' is not a frame rate such as 25 or 29.97")
        if not 1 <= rate <= 240:
            self.fail(f"{value} frames a second is not between 1 and 240")
        return rate


class Time(_ParamType):
    """Seconds, ``M:SS`` or ``H:MM:SS``, with decimals, with a sign."""

    name = "time"

    def convert(self, value: Any, param: Any, ctx: Any) -> float:
        if isinstance(value, float):
            return value
        match = re.fullmatch(r"(-?)(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)s?", str(value).strip())
        if match is None:
            self.fail(f"'{value}' is not a time such as 95, 1:35 or 0:01:35.5")
        sign, hours, minutes, seconds = match.groups()
        total = 3600 * int(hours or 0) + 60 * int(minutes or 0) + float(seconds)
        return -total if sign else total


@click.command("translate", context_settings={"auto_envvar_prefix": "TRANSLATE_CLI"})
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "glossary",
    "-g",
    "--glossary",
    multiple=True,
    help="Term list (CSV), or 'news' for the one in the package; repeatable, the first wins.",
)
@click.option(
    "output",
    "-o",
    "--output",
    metavar="DIR",
    default=".",
    help="Folder for the files.  [default: this folder]",
)
@click.option(
    "format",
    "-f",
    "--format",
    type=Formats(),
    multiple=True,
    help=f"Formats, repeated or with commas: {' '.join(WRITERS)}.  [default: txt,srt]",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="auto",
    show_default=True,
    help="What translates.",
)
@click.option(
    "--quality",
    type=click.Choice(["fast", "best"]),
    default="best",
    show_default=True,
    help="Greedy search, or a beam of four.",
)
@click.option(
    "--encoding", metavar="NAME", help="Encoding of the inputs, where it is not recognised."
)
@click.option(
    "--profile",
    type=click.Choice(list(PROFILES)),
    default="news",
    show_default=True,
    help="What subtitles conform to.",
)
@click.option("--fps", type=Rate(), help="Frame rate.  [default: the profile's]")
@click.option(
    "--pace",
    type=click.Choice(["narration", "reading"]),
    default="narration",
    show_default=True,
    help="What times subtitles without timecodes: the Arabic read aloud, or the English read.",
)
@click.option("--duration", type=Time(), help="The programme's length; subtitles are fitted to it.")
@click.option("--offset", type=Time(), default="0", help="Moves all subtitles.")
@click.option(
    "--cues",
    type=click.Choice(["all", "speech"]),
    default="all",
    show_default=True,
    help="Subtitles for everything spoken, or for sound bites only.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 where anything was flagged.")
@click.option("--force", is_flag=True, help="Overwrite files that a person changed.")
@click.pass_context
def command(ctx: click.Context, /, inputs: tuple[str, ...], **_: Any) -> int:
    """Translate Arabic articles: .txt .md .html .docx, folders of them, or - for standard input.

    Writes NAME.bilingual.* , NAME.en.* and NAME.en.srt. A run that was stopped goes on where it
    was. Exit codes: 0 done, 1 flagged or some inputs failed, 2 usage, 3 input, 4 engine,
    5 output, 130 interrupted.
    """
    from translate_cli.readers import find_inputs

    paths = [Path(name) for name in inputs]
    first = paths[0] if not paths[0].is_dir() else paths[0] / config.NAME
    options = config.apply(ctx, None if inputs[0] == "-" else first)
    found = list(find_inputs(paths))
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
        articles = list(self._read(found))
        names = outputs.names([path for path, _ in articles])
        translated = self._translate([article for _, article in articles], Matcher(glossary))
        for name, bilingual in zip(names, translated, strict=True):
            self._write(name, self._with_cues(bilingual))
        return self.code

    def _read(self, found: Sequence[tuple[Path, bool]]) -> Iterator[tuple[Path, "Article"]]:
        """The articles that can be read; the only input's error is raised, others are noted."""
        from translate_cli.readers import read_article

        problems: list[TranslateCliError] = []
        count = 0
        for path, from_folder in found:
            try:
                article = read_article(path, self.options["encoding"])
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

    def _translate(self, articles: Sequence["Article"], matcher: Any) -> list["Bilingual"]:
        from translate_cli import engines, pipeline
        from translate_cli.cache import Cache, default_path

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

                return pipeline.translate(articles, engine, matcher, cache, advance)
        except KeyboardInterrupt:
            note(
                f"{state[0]} of {state[1]} sentences are translated and kept; run it again to go on"
            )
            raise
        finally:
            if cache.note and "failed" in cache.note:
                note(f"translate-cli: {cache.note}")
            cache.close()

    def _with_cues(self, bilingual: "Bilingual") -> "Bilingual":
        from dataclasses import replace

        from translate_cli.subtitles.cues import make_cues

        options = self.options
        profile = PROFILES[options["profile"]]
        fps = options["fps"] or profile.fps
        cues = make_cues(
            bilingual,
            profile,
            fps,
            options["pace"],
            options["cues"],
            options["duration"],
            options["offset"],
        )
        return replace(bilingual, cues=tuple(cues), profile=profile.name, fps=fps)

    def _write(self, name: str, bilingual: "Bilingual") -> None:
        from translate_cli import outputs
        from translate_cli.writers.common import summary

        formats = dict.fromkeys(f for some in self.options["format"] for f in some)
        note(f"{bilingual.input}: {summary(bilingual)}")
        for form in formats or DEFAULT_FORMATS:
            path = self.folder / f"{name}{WRITERS[form][0]}"
            outcome = outputs.write(path, render(form, bilingual), self.options["force"])
            if outcome == "protected":
                note(
                    f"translate-cli: {path}: was changed by hand, left as it is; --force overwrites"
                )
                self.code = FAILED
            else:
                note(f"  {path}" + (" (unchanged)" if outcome == "unchanged" else ""))
        remarks = [r for segment in bilingual.segments for r in segment.warnings]
        remarks += [r for cue in bilingual.cues for r in cue.warnings]
        flagged = any(remark.severity != "info" for remark in remarks)
        if flagged and self.options["strict"]:
            self.code = FLAGGED
