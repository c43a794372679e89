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
from translate_cli.subtitles.text import HTML, PLAIN
from translate_cli.subtitles.track import is_placed, parse

ALONE = frozenset({"dialogue", "turn", "sound"})  # forms that no other cue goes on in
TOGETHER = 40  # milliseconds between cues that begin at once
BULLETS, QUOTED = "●•▪", '"«“'
LONGEST_GAP = 2.0  # seconds within a sentence
LONGEST_RUN = 60  # words without a full stop
RARE_STOPS = 0.1  # of cues that end a sentence; below, the file is one without full stops
OVERRIDE = re.compile(r"\{([^}]*)\}")
TOGGLES = re.compile(r"\\([ibu])([01])")
SOUND = re.compile(r"\s*[\[(]\s*([^\])\n]{1,200}?)\s*[\])]\s*:?\s*")
NOTES = "♪♫#*"  # around what is sung
LONGEST_TITLE = 7.0  # seconds; what stands longer without a stop is a title, not half a sentence
DASH = re.compile(r"[\s\u200e\u200f\u202a-\u202e]*[-–—]\s?(?=\S)")


@dataclass(frozen=True)
class Unit:
    """What one voice says in one cue; ``form`` is the block's style that it asks for, ``closed``
    that nothing goes on in the next cue."""

    text: str
    shown: Shown
    marks: tuple[Mark, ...] = ()
    form: str = ""
    speaker: str | None = None
    closed: bool = False


def read(data: bytes, path: Path, encoding: str | None) -> list[Line]:
    """The lines of a subtitle file in the order of their times."""
    track = parse(data, path, encoding)
    events = [event for event in track if not event.is_comment and not event.is_drawing]
    events.sort(key=lambda event: (event.start, event.end))
    for event in events:
        _show_place(event, track)
    numbers = _apart(events)
    labels = Counter(
        match["label"]
        for event in events
        for line in plain(event.text)[0].split("\n")
        if (match := LABEL.match(line))
    )
    units = [
        unit
        for number, event in zip(numbers, events, strict=True)
        for unit in units_of(event, number, labels)
    ]
    return [_line(run) for run in _runs(units)]


def _show_place(event: pysubs2.SSAEvent, track: pysubs2.SSAFile) -> None:
    """The tag for the place that an event's style gives it, where it has none of its own."""
    style = track.styles.get(event.style)
    rows = {3: "\\an5", 4: "\\an5", 5: "\\an5", 6: "\\an5", 7: "\\an8", 8: "\\an8", 9: "\\an8"}
    place = rows.get(int(style.alignment)) if style and int(style.alignment) > 3 else None
    if place and not is_placed(event.text):
        event.text = f"{{{place}}}{event.text}"


def _apart(events: Sequence[pysubs2.SSAEvent]) -> list[int]:
    """A number for each event, one for those that begin together; what goes on under the next
    cue of its place ends where that begins."""
    numbers: list[int] = []
    last: dict[bool, tuple[int, pysubs2.SSAEvent]] = {}
    for count, event in enumerate(events, 1):
        placed = is_placed(event.text)
        number, before = last.get(placed, (0, None))
        together = before is not None and event.start - before.start < TOGETHER
        if before is not None and not together and before.end > event.start:
            before.end = event.start
        last[placed] = (number if together else count), event
        numbers.append(last[placed][0])
    return numbers


def units_of(event: pysubs2.SSAEvent, number: int, labels: Counter[str]) -> Iterator[Unit]:
    """The voices of a cue, in its order, each with its part of the cue's time."""
    text, marks, tags = plain(event.text)
    shown = Shown(0, 0, event.start / 1000, event.end / 1000, event.style, tags, number)
    voices = list(_voices(text, labels))
    sizes = [max(1, end - start) for start, end, _ in voices]
    length, passed = shown.stop - shown.begin, 0
    for (start, end, form), size in zip(voices, sizes, strict=True):
        begin = shown.begin + length * passed / sum(sizes)
        passed += size
        part = replace(shown, begin=begin, stop=shown.begin + length * passed / sum(sizes))
        for unit in _parts(text, marks, start, end, part, form):
            yield from _with_speaker(unit, labels)


def _voices(text: str, labels: Counter[str]) -> Iterator[tuple[int, int, str]]:
    """Where each voice's lines stand: a dash begins one; where all lines name a speaker, each is
    one."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    dashed = [bool(DASH.match(text[a:b])) for a, b in lines]
    named = len(lines) > 1 and all(_is_named(text[a:b], labels) for a, b in lines)
    if named:
        yield from ((a, b, "turn") for a, b in lines)
        return
    if not any(dashed):
        yield 0, len(text), ""
        return
    starts = [i for i, dash in enumerate(dashed) if dash or i == 0]
    for first, following in zip(starts, [*starts[1:], len(lines)], strict=True):
        start, end = lines[first][0], lines[following - 1][1]
        dash = DASH.match(text[start:end])
        yield start + (dash.end() if dash else 0), end, "dialogue"


def _is_named(line: str, labels: Counter[str]) -> bool:
    return take_speaker(Line(line, start=0.0), labels).speaker is not None


def _parts(
    text: str, marks: Sequence[Mark], start: int, end: int, shown: Shown, form: str
) -> Iterator[Unit]:
    """Labels of sounds before a voice, then the voice."""
    while (sound := SOUND.match(text, start)) and sound.end() <= end:
        yield _unit(text, marks, *sound.span(1), shown, "sound")
        start = sound.end()
    words = text[start:end].strip()
    if not words:
        return
    sung = words[0] in NOTES or words[-1] in NOTES
    bare = words.strip(f"{NOTES} \n")
    if sung and bare and (words[0] == words[-1] or "♪" in words or "♫" in words):
        unit = _unit(text, marks, start, end, shown, "music")
        yield replace(unit, closed=words[-1] in NOTES)
    else:
        yield _unit(text, marks, start, end, shown, form)


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
    for index, part in enumerate(OVERRIDE.split(HTML.sub("", text))):
        if index % 2 == 0:
            bare = (
                part.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " ").translate(PLAIN)
            )
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


def _with_speaker(unit: Unit, labels: Counter[str]) -> Iterator[Unit]:
    """The unit, its speaker's label taken off, after a sound that stood behind the label."""
    line = take_speaker(Line(unit.text, start=unit.shown.begin), labels)
    if line.speaker is None or unit.form not in ("", "dialogue", "turn"):
        yield unit
        return
    cut = len(unit.text) - len(line.text)
    sound = SOUND.match(unit.text, cut)
    if sound and unit.text[sound.end() :].strip():
        yield _unit(unit.text, (), *sound.span(1), unit.shown, "sound")
        cut = sound.end()
    text = unit.text[cut:]
    marks = tuple(Mark(m.start - cut, m.end - cut, m.tags) for m in unit.marks if m.start >= cut)
    shown = replace(unit.shown, end=len(text))
    yield replace(
        unit,
        text=text,
        shown=shown,
        marks=marks,
        form=unit.form or "labelled",
        speaker=line.speaker,
    )


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
    goes_on = unit.form == ("music" if last.form == "music" else "")
    if last.closed or last.form in ALONE or not goes_on:
        return False
    if not (has_arabic(last.text) and has_arabic(unit.text)):
        return False
    if unit.text[0] in BULLETS or (unit.text[0] in QUOTED and not COMMA.search(last.text)):
        return False
    same = (last.shown.style, last.shown.tags) == (unit.shown.style, unit.shown.tags)
    if not same or STOP.search(last.text) or unit.shown.begin - last.shown.stop > LONGEST_GAP:
        return False
    if last.shown.stop - last.shown.begin > LONGEST_TITLE and not COMMA.search(last.text):
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
