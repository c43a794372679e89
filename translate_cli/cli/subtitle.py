"""``translate-cli subtitle``."""

import codecs
import json
import math
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate_cli.cli.console import COLOURS, FLAGGED, note
from translate_cli.cli.tracks import track_options
from translate_cli.cli.translate import SETTINGS, format_option, run, run_options
from translate_cli.cli.types import Rate, Time
from translate_cli.errors import InputError, UsageError
from translate_cli.subtitles.profiles import PROFILES
from translate_cli.writers import SUBTITLES

if TYPE_CHECKING:
    import pysubs2

Command = Callable[..., Any]

file_argument = click.argument("file", type=click.Path(path_type=Path))
encoding_option = click.option(
    "--encoding", metavar="NAME", help="Encoding of the file, where it is not recognised."
)
fps_option = click.option("--fps", type=Rate(), help="Frame rate.  [default: the profile's]")
force_option = click.option("--force", is_flag=True, help="Overwrite OUTPUT.")


def file_options(function: Command) -> Command:
    function = click.option("--bom", is_flag=True, help="Begin with a byte order mark.")(function)
    return click.option("--crlf", is_flag=True, help="End lines as Windows does.")(function)


@click.group("subtitle")
def command() -> None:
    """Make subtitles, translate them; check, retime and convert files."""


@command.command("make", context_settings=SETTINGS)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@format_option([*SUBTITLES, "json"], "srt")
@run_options
@track_options
@click.pass_context
def make(ctx: click.Context, /, inputs: tuple[str, ...], **_: Any) -> int:
    """Make subtitles of articles, or of bilingual files (NAME.bilingual.*), edited ones too.

    Articles are translated first; the English of a bilingual file is taken as it is.
    """
    return run(ctx, inputs, ("srt",))


@command.command("translate", context_settings=SETTINGS)
@click.argument("inputs", nargs=-1, required=True, metavar="FILE...")
@format_option([*SUBTITLES, "txt", "html", "docx", "json"], "the input's")
@run_options
@track_options
@click.pass_context
def translate(ctx: click.Context, /, inputs: tuple[str, ...], **_: Any) -> int:
    """Translate Arabic subtitle files: .srt .vtt .ass .ssa.

    Cues are joined into sentences, translated whole, and cut again over the same time; a cue
    begins where one began wherever it can. Styles, positions, italics, dashes and the labels of
    sounds are kept.
    """
    endings = {".srt": "srt", ".vtt": "vtt", ".ass": "ass", ".ssa": "ass"}
    wrong = [name for name in inputs if Path(name).suffix.lower() not in endings]
    if wrong:
        raise InputError(wrong[0], f"is not a subtitle file that is known ({' '.join(endings)})")
    formats = [endings[Path(name).suffix.lower()] for name in inputs]
    return run(ctx, inputs, formats)


@command.command("check")
@file_argument
@click.option("--profile", type=click.Choice(list(PROFILES)), default="news", show_default=True)
@fps_option
@click.option("--fix", is_flag=True, help="Mend what is safe, in the file itself.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@encoding_option
def check(
    file: Path,
    profile: str,
    fps: Fraction | None,
    fix: bool,
    as_json: bool,
    encoding: str | None,
) -> int:
    """Hold FILE against a profile: lines, speed, times, gaps, frames, breaks, characters.

    Exits with 1 where there is an error or a warning. --fix puts cues in order, takes out empty
    ones and stray characters, wraps long lines, snaps to frames, ends small overlaps and uses
    free time; it never changes a word.
    """
    from translate_cli.files import read_bytes, write_atomically
    from translate_cli.subtitles import conformance, mending
    from translate_cli.subtitles import track as tracks

    rules = PROFILES[profile]
    rate = fps or rules.fps
    data = read_bytes(file)
    track = tracks.parse(data, file, encoding, rate)
    problems = conformance.check_encoding(data)
    problems += conformance.check(tracks.captions(track), rules, rate)
    if fix and problems:
        before = len(problems)
        mending.mend(track, rules, rate)
        for line in tracks.left_out(track, file, file):
            note(f"translate-cli: {file}: {line}")
        crlf, bom = b"\r\n" in data, data.startswith(codecs.BOM_UTF8)
        write_atomically(file, tracks.render(track, file, rate, crlf, bom))
        problems = conformance.check(tracks.captions(track), rules, rate)
        note(f"{file}: {before} problems before, {len(problems)} after")
    if as_json:
        rows = [vars(problem) for problem in problems]
        found = {"cues": len(tracks.captions(track)), "problems": rows}
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    for problem in problems if not as_json else ():
        severity = click.style(problem.severity, fg=COLOURS[problem.severity])
        place = f"{file}: cue {problem.cue}" if problem.cue else str(file)
        click.echo(f"{place}: {severity} {problem.code}: {problem.message}")
    return FLAGGED if any(problem.severity != "info" for problem in problems) else 0


@command.command("retime")
@file_argument
@click.argument("output", type=click.Path(path_type=Path))
@click.option("--shift", type=Time(), help="Move by this much, with a sign.")
@click.option("--stretch", type=float, help="Multiply every time.")
@click.option("--fit", type=Time(), help="Stretch so that the last cue ends here.")
@click.option("--rates", nargs=2, type=Rate(), metavar="FROM TO", help="As in 25 29.97.")
@click.option(
    "--anchor",
    nargs=2,
    type=Time(),
    multiple=True,
    metavar="OLD NEW",
    help="A time and where it belongs; twice.",
)
@fps_option
@file_options
@encoding_option
@force_option
def retime(
    file: Path,
    output: Path,
    fps: Fraction | None,
    shift: float | None,
    stretch: float | None,
    fit: float | None,
    rates: tuple[Fraction, Fraction] | None,
    anchor: tuple[tuple[float, float], ...],
    crlf: bool,
    bom: bool,
    encoding: str | None,
    force: bool,
) -> int:
    """Write FILE to OUTPUT with other times: one of the options, and --shift with any.

    --rates is for a programme that plays at another rate, so that its frames stay: 25 to 29.97
    makes it shorter.
    """
    from translate_cli.files import read_bytes
    from translate_cli.subtitles import track as tracks

    ways = [stretch is not None, fit is not None, bool(rates), bool(anchor)]
    if sum(ways) > 1 or (shift is None and not any(ways)):
        raise UsageError("give one of --stretch, --fit, --rates, --anchor, or --shift")
    track = tracks.read(file, encoding, fps)
    factor, moved = Fraction(1), Fraction(0)
    if stretch is not None:
        factor = _positive(_finite(stretch))
    elif fit is not None:
        last = max(cue.end for cue in tracks.captions(track))
        factor = _positive(_exact(fit) * 1000 / last)
    elif rates:
        factor = rates[0] / rates[1]
    elif anchor:
        factor, moved = _through(anchor)
    clipped = tracks.linear(track, factor, moved + _exact(shift or 0.0))
    if not len(track):
        raise UsageError("every cue would end before zero")
    data = read_bytes(file)
    if file.suffix == output.suffix:
        crlf, bom = crlf or b"\r\n" in data, bom or data.startswith(codecs.BOM_UTF8)
    if clipped:
        note(f"translate-cli: {clipped} cues would begin before zero: clipped")
    return _write(track, file, output, crlf, bom, force, fps)


def _exact(seconds: float) -> Fraction:
    return Fraction(seconds).limit_denominator(10**6)


def _finite(factor: float) -> Fraction:
    if not math.isfinite(factor):
        raise UsageError(f"--stretch {factor} is not a number to multiply times by")
    return Fraction(factor).limit_denominator(10**6)


def _positive(factor: Fraction) -> Fraction:
    if factor <= 0:
        raise UsageError("times cannot be stretched to nothing")
    return factor


def _through(anchors: tuple[tuple[float, float], ...]) -> tuple[Fraction, Fraction]:
    """Factor and shift of the line through two points."""
    if len(anchors) != 2 or anchors[0][0] == anchors[1][0]:
        raise UsageError("--anchor is wanted twice, with two different times")
    (old, new), (later, then) = ((_exact(a), _exact(b)) for a, b in anchors)
    factor = _positive((then - new) / (later - old))
    return factor, new - factor * old


@command.command("convert")
@file_argument
@click.argument("output", type=click.Path(path_type=Path))
@fps_option
@file_options
@encoding_option
@force_option
def convert(
    file: Path,
    output: Path,
    fps: Fraction | None,
    crlf: bool,
    bom: bool,
    encoding: str | None,
    force: bool,
) -> int:
    """Write FILE in the format of OUTPUT's ending. What that cannot hold is said.

    Endings: .srt .vtt .ass .ssa .sub .ttml (IMSC) .ebu-tt-d.xml .avid.txt; --fps is the rate of
    .sub and .avid.txt.
    """
    from translate_cli.subtitles import track as tracks

    track = tracks.read(file, encoding, fps)
    return _write(track, file, output, crlf, bom, force, fps)


def _write(
    track: "pysubs2.SSAFile",
    source: Path,
    output: Path,
    crlf: bool,
    bom: bool,
    force: bool,
    fps: Fraction | None = None,
) -> int:
    from translate_cli.files import write_new
    from translate_cli.subtitles import track as tracks

    for line in tracks.left_out(track, output, source):
        note(f"translate-cli: {output}: {line}")
    write_new(output, tracks.render(track, output, fps or Fraction(25), crlf, bom), force)
    note(f"{output}: {len(track)} cues")
    return 0
