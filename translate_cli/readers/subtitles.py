"""Arabic subtitle files: cues joined into sentences again, by pysubs2.

    cues -> units (one voice each) -> lines, each a run of units that belong together

What is not speech stays apart and is remembered: dashes of a dialogue, labels of sounds in
brackets, notes of music, positions, styles, italics.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pysubs2

from translate_cli.arabic import fold, has_arabic
from translate_cli.document import Mark, Shown
from translate_cli.readers.structure import LABEL, NARRATORS, Line, take_speaker
from translate_cli.subtitles.breaks import COMMA, STOP, forbidden
from translate_cli.subtitles.track import parse

LONGEST_GAP = 2.0  # seconds within a sentence
LONGEST_RUN = 60  # words without a full stop
RARE_STOPS = 0.1  # of cues that end a sentence; below, the file is one without full stops
OVERRIDE = re.compile(r"\{([^}]*)\}")
TOGGLES = re.compile(r"\\([ibu])([01])")
SOUND = re.compile(r"\s*[\[(]\s*([^\])\n]{1,60}?)\s*[\])]\s*:?\s*")
NOTES = "♪♫"
DASH = re.compile(r"\s*[-–—]\s?(?=\S)")


@dataclass(frozen=True)
class Unit:
    """What one voice says in one cue; ``form`` is the block's style that it asks for."""

    text: str
    shown: Shown
    marks: tuple[Mark, ...] = ()
    form: str = ""
    speaker: str | None = None


def read(data: bytes, path: Path, encoding: str | None) -> list[Line]:
    """The lines of a subtitle file, with the times at which each was shown."""
    track = parse(data, path, encoding)
    units = [unit for event in track if not event.is_comment for unit in units_of(event)]
    units = _with_speakers(units)
    return [_line(run) for run in _runs(units)]


def units_of(event: pysubs2.SSAEvent) -> Iterator[Unit]:
    """The voices of a cue, in its order."""
    text, marks, tags = plain(event.text)
    begin, stop = event.start / 1000, event.end / 1000
    shown = Shown(0, 0, begin, stop, event.style, tags)
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    if len(lines) > 1 and all(DASH.match(text[a:b]) for a, b in lines):
        for a, b in lines:
            dash = DASH.match(text[a:b])
            yield _unit(text, marks, a + (dash.end() if dash else 0), b, shown, "dialogue")
        return
    start = 0
    while sound := SOUND.match(text, start):
        if has_arabic(sound[1]):
            yield _unit(text, marks, *sound.span(1), shown, "sound")
        start = sound.end()
    if text[start:].strip(f"{NOTES} \n"):
        form = "music" if any(note in text for note in NOTES) else ""
        yield _unit(text, marks, start, len(text), shown, form)


def _unit(text: str, marks: Sequence[Mark], start: int, end: int, shown: Shown, form: str) -> Unit:
    outer = f"{NOTES} \n" if form == "music" else " \n"
    start += len(text[start:end]) - len(text[start:end].lstrip(outer))
    end -= len(text[start:end]) - len(text[start:end].rstrip(outer))
    own = text[start:end].replace("\n", " ")
    inside = [Mark(max(m.start, start), min(m.end, end), m.tags) for m in marks]
    moved = tuple(Mark(m.start - start, m.end - start, m.tags) for m in inside if m.start < m.end)
    whole = "".join(m.tags for m in moved if (m.start, m.end) == (0, len(own)))
    kept = tuple(m for m in moved if (m.start, m.end) != (0, len(own)))
    shown = replace(shown, end=len(own), tags=shown.tags + whole)
    return Unit(own, shown, kept, form)


def plain(text: str) -> tuple[str, list[Mark], str]:
    """A cue's text without tags, what its toggles mark, and the tags of the whole cue."""
    parts: list[str] = []
    marks: list[Mark] = []
    opened: dict[str, int] = {}
    size, whole = 0, ""
    for index, part in enumerate(OVERRIDE.split(text)):
        if index % 2 == 0:
            bare = part.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " ")
            parts.append(bare)
            size += len(bare)
            continue
        for toggle in TOGGLES.finditer(part):
            if toggle[2] == "1":
                opened.setdefault(toggle[1], size)
            elif toggle[1] in opened:
                marks.append(Mark(opened.pop(toggle[1]), size, f"\\{toggle[1]}1"))
        if size == 0:
            whole += TOGGLES.sub("", part)
    marks += [Mark(start, size, f"\\{name}1") for name, start in opened.items()]
    return "".join(parts), marks, whole


def _with_speakers(units: Sequence[Unit]) -> list[Unit]:
    labels = Counter(match["label"] for unit in units if (match := LABEL.match(unit.text)))
    result = []
    for unit in units:
        line = take_speaker(Line(unit.text, start=unit.shown.begin), labels)
        if line.speaker is None or unit.form not in ("", "dialogue"):
            result.append(unit)
            continue
        cut = len(unit.text) - len(line.text)
        marks = tuple(
            Mark(m.start - cut, m.end - cut, m.tags) for m in unit.marks if m.start >= cut
        )
        shown = replace(unit.shown, end=len(line.text))
        form = unit.form or "labelled"
        result.append(Unit(line.text, shown, marks, form, line.speaker))
    return result


def _runs(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Units that go on in the next: one voice, one style, no full stop between."""
    plain_units = [unit for unit in units if unit.form in ("", "labelled", "music")]
    stopped = sum(bool(STOP.search(unit.text)) for unit in plain_units)
    rare = len(plain_units) > 4 and stopped < RARE_STOPS * len(plain_units)
    run: list[Unit] = []
    for unit in units:
        if run and not _goes_on(run, unit, rare):
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def _goes_on(run: Sequence[Unit], unit: Unit, rare: bool) -> bool:
    last = run[-1]
    if last.form in ("dialogue", "sound") or unit.form != ("music" if last.form == "music" else ""):
        return False
    same = (last.shown.style, last.shown.tags) == (unit.shown.style, unit.shown.tags)
    if not same or STOP.search(last.text) or unit.shown.begin - last.shown.stop > LONGEST_GAP:
        return False
    words = last.text.split()
    if rare and not COMMA.search(last.text) and not forbidden(words, unit.text.split()):
        return False
    return sum(len(one.text.split()) for one in [*run, unit]) <= LONGEST_RUN


def _line(run: Sequence[Unit]) -> Line:
    """A run as one line, its units' times and marks moved to where they stand in it."""
    shown: list[Shown] = []
    marks: list[Mark] = []
    cursor = 0
    for unit in run:
        end = cursor + len(unit.text)
        shown.append(replace(unit.shown, start=cursor, end=end))
        marks += [Mark(m.start + cursor, m.end + cursor, m.tags) for m in unit.marks]
        cursor = end + 1
    first = run[0]
    narrated = first.speaker is None or fold(first.speaker).text.split()[0] in NARRATORS
    return Line(
        " ".join(unit.text for unit in run),
        "caption" if first.form == "sound" else "paragraph" if narrated else "soundbite",
        first.form,
        first.speaker,
        shown[0].begin,
        shown[-1].stop,
        tuple(shown),
        tuple(marks),
    )
