"""Options of all commands that make subtitles, and the track that they ask for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate_cli.cli.console import note
from translate_cli.cli.types import Between, Rate, Time
from translate_cli.errors import UsageError
from translate_cli.subtitles.profiles import PROFILES
from translate_cli.timecode import can_drop, to_frame, to_text
from translate_cli.writers.common import clock

if TYPE_CHECKING:
    from translate_cli.document import Article, Bilingual
    from translate_cli.glossary.model import Glossary
    from translate_cli.subtitles.cues import Plan

LANGUAGES = {"en": "en", "ar": "ar", "both": "ar-en"}
Command = Callable[..., Any]

OPTIONS: Sequence[Command] = (
    click.option(
        "--profile",
        type=click.Choice(list(PROFILES)),
        default="news",
        show_default=True,
        help="What subtitles conform to.",
    ),
    click.option("--fps", type=Rate(), help="Frame rate.  [default: the profile's]"),
    click.option(
        "--drop-frame", is_flag=True, help="Timecodes are drop-frame (29.97 and 59.94 only)."
    ),
    click.option(
        "--start-timecode",
        metavar="HH:MM:SS:FF",
        help="Timecode of the programme's first frame.  [default: the hour of the script's first]",
    ),
    click.option(
        "--pace",
        type=click.Choice(["narration", "reading"]),
        default="narration",
        show_default=True,
        help="What times subtitles without timecodes: the Arabic read aloud, or the English read.",
    ),
    click.option(
        "--duration", type=Time(), help="The programme's length; subtitles are fitted to it."
    ),
    click.option("--offset", type=Time(), default="0", help="Moves all subtitles."),
    click.option(
        "--pause-at",
        type=Between(),
        multiple=True,
        help="No subtitles there, as in 0:45-0:58; repeatable.",
    ),
    click.option(
        "--media",
        metavar="FILE",
        help="Video or sound: subtitles are timed to its speech. Needs the extra [media].",
    ),
    click.option(
        "--asr",
        metavar="DIR",
        help="Folder of a faster-whisper model, which times every word of --media.",
    ),
    click.option(
        "--subtitle-language",
        type=click.Choice(list(LANGUAGES)),
        default="en",
        show_default=True,
        help="English, Arabic, or the Arabic over the English.",
    ),
    click.option(
        "--cues",
        type=click.Choice(["all", "speech"]),
        default="all",
        show_default=True,
        help="Subtitles for everything spoken, or for sound bites only.",
    ),
    click.option(
        "--condense",
        is_flag=True,
        help="Shorten what is too fast: numerals, contractions, the list's short forms.",
    ),
    click.option("--crlf", is_flag=True, help="End lines of subtitle files as Windows does."),
    click.option("--bom", is_flag=True, help="Begin subtitle files with a byte order mark."),
)


def with_options(options: Sequence[Command]) -> Command:
    """A decorator that gives a command several options, in their order."""

    def decorate(function: Command) -> Command:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


track_options = with_options(OPTIONS)


def rate(options: Mapping[str, Any]) -> Fraction:
    """The frame rate. Raises UsageError for drop-frame at a rate that has none."""
    fps: Fraction = options["fps"] or PROFILES[options["profile"]].fps
    if options["drop_frame"] and not can_drop(fps):
        raise UsageError(
            f"--drop-frame is for 29.97 and 59.94, not {float(fps):g}; add --fps 29.97"
        )
    return fps


def check(options: Mapping[str, Any], inputs: int) -> None:
    """Whether the options go together and what they need is there, before any work is done.

    Raises UsageError, and MediaError or EngineError for what is not installed.
    """
    rate(options)
    if options["duration"] is not None and options["duration"] <= 0:
        raise UsageError("--duration has to be longer than nothing")
    if options["media"] and inputs > 1:
        raise UsageError("--media is the sound of one input; translate the others by themselves")
    if options["asr"] and not options["media"]:
        raise UsageError("--asr wants --media, the video or sound to listen to")
    for name, value in (("--media", options["media"]), ("--asr", options["asr"])):
        if value and not Path(value).exists():
            raise UsageError(f"{name} {value}: no such file or folder")
    if options["media"]:
        from translate_cli.subtitles.sound import require

        require(Path(options["asr"]) if options["asr"] else None)


def with_cues(
    bilingual: "Bilingual", options: Mapping[str, Any], glossary: "Glossary | None" = None
) -> "Bilingual":
    """The article with the cues that the options ask for."""
    from translate_cli.subtitles.cues import Plan, make_cues
    from translate_cli.subtitles.timing import from_first_frame

    fps = rate(options)
    drop = options["drop_frame"] or bilingual.article.drop_frame or bilingual.drop_frame
    start = _start(bilingual, options, fps, drop)
    article = from_first_frame(bilingual.article, float(start / fps))
    _check_times(article, options, bilingual.input)
    bilingual = replace(bilingual, article=article)
    plan = Plan(
        PROFILES[options["profile"]],
        fps,
        language=LANGUAGES[options["subtitle_language"]],  # type: ignore[arg-type]
        which=options["cues"],
        pace=options["pace"],
        duration=options["duration"],
        offset=options["offset"],
        free=tuple(options["pause_at"]),
        condense=options["condense"],
        short_forms={e.target: e.short for e in glossary.entries if e.short} if glossary else {},
    )
    cues = make_cues(bilingual, plan, _heard(bilingual, plan, options))
    if not cues and options["cues"] == "speech":
        note(f"{bilingual.input}: has no sound bites, so --cues speech leaves nothing")
    return replace(
        bilingual,
        cues=tuple(cues),
        profile=plan.profile.name,
        fps=fps,
        subtitles=plan.language,
        start_frame=start,
        drop_frame=drop,
        media=options["media"] or "",
    )


def _start(bilingual: "Bilingual", options: Mapping[str, Any], fps: Fraction, drop: bool) -> int:
    """The programme's first frame by its timecode: told, kept in a JSON file, or the script's."""
    from translate_cli.subtitles.timing import programme_start

    told, start = options["start_timecode"], programme_start(bilingual.article, fps, drop)
    if told:
        try:
            frame = to_frame(told, fps, drop or None)
        except ValueError as error:
            raise UsageError(f"--start-timecode: {error}") from None
        known = [b.start for b in bilingual.article.blocks if b.start is not None]
        if start and min(known) * fps < frame:
            first = to_text(round(min(known) * fps), fps, drop)
            raise UsageError(
                f"--start-timecode {told}: {bilingual.input} begins at {first}, before"
            )
        return frame
    if bilingual.start_frame:
        return bilingual.start_frame
    if start:
        code = to_text(start, fps, drop)
        note(f"timecodes are taken to begin at {code}; --start-timecode tells another")
    return start


def _check_times(article: "Article", options: Mapping[str, Any], name: str) -> None:
    """Raises UsageError for a length or a shift that the times do not allow; notes disorder."""
    starts = [block.start for block in article.blocks if block.start is not None]
    duration, offset = options["duration"], options["offset"]
    if duration is not None and starts and max(starts) >= duration:
        last = clock(max(starts))
        raise UsageError(f"--duration {clock(duration)}: {name} has a timecode at {last}")
    if (min(starts) if starts else 0.0) + offset < 0:
        raise UsageError(f"--offset {offset:g}: {name} would begin before the first frame")
    for before, after in pairwise(starts):
        if after < before:
            order = f"{clock(after)} stands after {clock(before)}"
            note(f"{name}: {order}: times are taken in the order of the text")
            break


def _heard(bilingual: "Bilingual", plan: "Plan", options: Mapping[str, Any]) -> Any:
    """Times from the sound, where there is a sound and the input has no times of its own."""
    if not options["media"]:
        return ()
    from translate_cli.subtitles.alignment import laid_over
    from translate_cli.subtitles.cues import spoken_of
    from translate_cli.subtitles.sound import listen, recognised

    if any(block.start is not None for block in bilingual.article.blocks):
        note("times are the input's own; --media is for the preview only")
        return ()
    segments = [spoken.segment for spoken in spoken_of(bilingual, plan)]
    sound = listen(Path(options["media"]), plan.unheard)
    words = recognised(sound, Path(options["asr"]), plan.unheard) if options["asr"] else ()
    spoken = laid_over(segments, sound.regions, words)
    return [item.moved(plan.offset) for item in spoken]
