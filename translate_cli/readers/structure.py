"""What the lines of an article are: titles, datelines, bylines, headings, who speaks and when.

Timecodes and speaker labels leave the text and become fields, so that no engine ever sees
them. ``RULES`` names the kinds of lines in the order in which they are tried.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from translate_cli.arabic import DIGITS, fold
from translate_cli.document import Block, BlockKind, Mark, Shown
from translate_cli.segmentation import ATTRIBUTION
from translate_cli.timecode import to_frame

TITLE_WORDS = 25
DATELINE_WORDS = 14
BYLINE_WORDS = 16
HEADING_WORDS = 10
PARAGRAPH_WORDS = 8
LABEL_WORDS = 6
HEAD_LINES = 5  # how far down datelines and bylines stand

CLOCK = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3}|[:;]\d{2})?"
RANGE = rf"(?P<start>{CLOCK})(?:\s*(?:-->|[-–—/→])\s*(?P<end>{CLOCK}))?"
HIDDEN = "[\\s\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]*"
LONG_CLOCK = r"\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3}|[:;]\d{2})?"
STAMPS = (
    re.compile(
        rf"{HIDDEN}(?:[-•*]\s+|\d{{1,3}}[.)]\s+)?[\[(]\s*{RANGE}\s*[\])]{HIDDEN}(?:[-–—:]\s*)?"
    ),  # [00:12]
    re.compile(  # 00:12 - 00:18
        rf"{HIDDEN}(?P<start>{CLOCK})\s*(?:-->|[-–—/→])\s*(?P<end>{CLOCK})(?:\s*[-–—:])?(?:\s+|$)"
    ),
    re.compile(rf"{HIDDEN}{RANGE}\s*[-–—]\s*"),  # 00:12 -
    re.compile(rf"{HIDDEN}(?P<start>{LONG_CLOCK})(?P<end>)(?:\s+|$)"),  # 10:00:12:05
    re.compile(rf"{HIDDEN}(?P<start>\d{{1,3}}:\d{{2}})(?P<end>){HIDDEN}$"),  # 00:12 on its own line
)
INLINE = re.compile(rf"(?<=\w.)\s*(?=[\[(]{CLOCK}[\])]\s*\S)")
DEFAULT_RATE = Fraction(25)

LABEL = re.compile(
    r"^(?P<label>[^:؟?!.…\"“”«»‹›()\[\]]{1,60}?)\s*(?:(?<!\d):|:(?!\d))\s*(?P<text>\S.*)$",
    re.DOTALL,
)
NARRATORS = frozenset(
    fold(word).text
    for word in (
        "المعلق المعلقة المذيع المذيعة المراسل المراسلة الراوي الراوية التعليق تعليق مذيع "
        "مذيعة مراسل مراسلة المقدم المقدمة معلق معلقة"
    ).split()
)
ROLES = NARRATORS | frozenset(
    fold(word).text for word in "س ج سؤال جواب الضيف الضيفة المحاور المحاورة صوت شاهد شاهدة".split()
)
BYLINE = re.compile(
    r"(?:بقلم|كتب|كتبت|اعداد|تقرير|حوار|حاوره|حاورها|حاورته|حاورتها|اجري الحوار|اجرت الحوار|ترجمه"
    r"|تصوير|تحرير|بواسطه|متابعه|مراسلنا)(?!\w)"
)
EXCLUSIVE = re.compile(r"\(\s*خاص\s*\)\s*$")
SEPARATOR = re.compile(r"\s[-–—]\s|\|")
TERMINATED = re.compile(r"[.؟?!؛:،…][\"”“»«)\]\s]*$")
STOPPED = re.compile(r"[.؛:،][\"”“»«)\]\s]*$")
ITEM = re.compile(r"^\s*(?:[•▪●*–—-]|[(\[]?\d{1,3}[.)\]-])\s")


@dataclass(frozen=True)
class Line:
    """A line as a reader found it; ``kind`` is ``None`` where the format does not tell."""

    text: str
    kind: BlockKind | None = None
    style: str = ""
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    shown: Sequence[Shown] = ()
    marks: Sequence[Mark] = ()


def to_blocks(
    lines: Sequence[Line], fps: Fraction = DEFAULT_RATE, drop: bool = False
) -> list[Block]:
    """Blocks ``b1``, ``b2``, … with kinds, speakers and times found.

    ``fps`` is the rate of timecodes, which may be drop-frame. Raises ValueError for a timecode
    that the rate cannot have.
    """
    timed = _handed_on([_take_timecode(line, fps, drop) for line in _parted(lines)])
    labels = Counter(match["label"] for line in timed if (match := LABEL.match(line.text)))
    marked = [take_speaker(line, labels) for line in timed]
    marked = [line for line in marked if line.text.strip()]
    script = any(line.start is not None for line in marked)
    return [
        Block(
            f"b{index + 1}",
            line.kind or _kind(marked, index, script),
            line.text,
            line.speaker,
            line.start,
            line.end,
            line.style,
            line.shown,
            line.marks,
        )
        for index, line in enumerate(marked)
    ]


def is_drop_frame(lines: Sequence[Line]) -> bool:
    """Whether a timecode of the lines has the semicolon of drop-frame."""
    return any(
        ";" in match["start"]
        for line in lines
        if line.kind is None and (match := _stamp(line.text.translate(DIGITS)))
    )


def seconds(clock: str, fps: Fraction = DEFAULT_RATE, drop: bool = False) -> float:
    """``12:05``, ``01:12:05`` and the timecode ``01:12:05:10`` in seconds of real time.

    A clock without a fraction is a timecode too, at its first frame. Raises ValueError for a
    frame that the rate does not have.
    """
    plain = clock.translate(DIGITS).replace(",", ".")
    parts = plain.replace(";", ":").split(":")
    if "." in plain:
        return sum((float(part) * 60**place for place, part in enumerate(reversed(parts))), 0.0)
    frames = parts.pop() if len(parts) == 4 else "00"
    whole = sum(int(part) * 60**place for place, part in enumerate(reversed(parts)))
    minutes, rest = divmod(whole, 60)
    code = f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}:{frames}"
    return float(to_frame(code, fps, drop or ";" in clock) / fps)


def _stamp(text: str) -> re.Match[str] | None:
    return next((match for stamp in STAMPS if (match := stamp.match(text))), None)


def _parted(lines: Sequence[Line]) -> list[Line]:
    """A script's paragraphs parted at the timecodes in brackets that stand within them."""
    if not any(line.kind is None and _stamp(line.text.translate(DIGITS)) for line in lines):
        return list(lines)
    result: list[Line] = []
    for line in lines:
        places = [m.start() for m in INLINE.finditer(line.text.translate(DIGITS))]
        if line.kind is not None or not places:
            result.append(line)
            continue
        for start, end in zip([0, *places], [*places, len(line.text)], strict=True):
            result.append(replace(line, text=line.text[start:end].strip()))
    return result


def _handed_on(lines: Sequence[Line]) -> list[Line]:
    """A timecode on a line of its own belongs to the next line."""
    result: list[Line] = []
    waiting: Line | None = None
    for line in lines:
        if waiting is not None and line.kind is None and line.start is None:
            line = replace(line, start=waiting.start, end=waiting.end)
        waiting = line if line.start is not None and not line.text.strip() else None
        result.append(line)
    return result


def _take_timecode(line: Line, fps: Fraction, drop: bool) -> Line:
    match = _stamp(line.text.translate(DIGITS))
    if line.kind is not None or match is None:
        return line
    return replace(
        line,
        text=line.text[match.end() :],
        start=seconds(match["start"], fps, drop),
        end=seconds(match["end"], fps, drop) if match["end"] else None,
    )


def take_speaker(line: Line, labels: Counter[str]) -> Line:
    """The line with its speaker's label taken off, where it has one that can be told."""
    match = LABEL.match(line.text)
    if line.kind is not None or match is None:
        return line
    label = match["label"].strip()
    folded = fold(label).text.strip()
    reported = ATTRIBUTION.match(folded.removeprefix("و").removeprefix("ف"))
    if not label or reported or BYLINE.match(folded) or len(label.split()) > LABEL_WORDS:
        return line
    known = folded in ROLES or folded.split()[0] in NARRATORS
    if line.start is not None or known or labels[match["label"]] > 1:
        return replace(line, text=match["text"], speaker=label)
    return line


def is_title(lines: Sequence[Line], index: int, script: bool) -> bool:
    line = lines[index]
    return (
        index == 0
        and len(lines) > 1
        and line.start is None
        and line.speaker is None
        and len(line.text.split()) <= TITLE_WORDS
        and not STOPPED.search(line.text)
        and not EXCLUSIVE.search(line.text)
    )


def is_byline(lines: Sequence[Line], index: int, script: bool) -> bool:
    text = lines[index].text
    return (
        (index <= HEAD_LINES or index >= len(lines) - 2)
        and lines[index].start is None
        and bool(BYLINE.match(fold(text).text))
        and (":" in text or len(text.split()) <= 6)
        and len(text.split()) <= BYLINE_WORDS
        and not STOPPED.search(text)
    )


def is_dateline(lines: Sequence[Line], index: int, script: bool) -> bool:
    line = lines[index]
    return (
        index <= HEAD_LINES
        and line.start is None
        and line.speaker is None
        and len(line.text.split()) <= DATELINE_WORDS
        and not TERMINATED.search(line.text)
        and not ITEM.match(line.text)
        and bool(SEPARATOR.search(line.text) or EXCLUSIVE.search(line.text))
    )


def is_soundbite(lines: Sequence[Line], index: int, script: bool) -> bool:
    speaker = lines[index].speaker
    if not script or speaker is None:
        return False
    return fold(speaker).text.split()[0] not in NARRATORS


def is_caption(lines: Sequence[Line], index: int, script: bool) -> bool:
    """A stage direction of a script: ``(صوت طبيعي: محرك زورق)``."""
    text = lines[index].text.strip()
    return script and text[:1] in "([" and text[-1:] in ")]" and text.count("(") <= 1


def is_heading(lines: Sequence[Line], index: int, script: bool) -> bool:
    line = lines[index]
    if index == 0 or index == len(lines) - 1 or script or line.style:
        return False
    follower = lines[index + 1]
    return (
        line.speaker is None
        and len(line.text.split()) <= HEADING_WORDS
        and not STOPPED.search(line.text)
        and not re.search(r"(?:\.\.|…)\s*$", line.text)
        and not ITEM.match(line.text)
        and line.text[:1] not in '"“”«»'
        and len(follower.text.split()) >= PARAGRAPH_WORDS
    )


Rule = Callable[[Sequence[Line], int, bool], bool]
RULES: Sequence[tuple[BlockKind, Rule]] = (
    ("byline", is_byline),
    ("title", is_title),
    ("dateline", is_dateline),
    ("soundbite", is_soundbite),
    ("caption", is_caption),
    ("heading", is_heading),
)


def _kind(lines: Sequence[Line], index: int, script: bool) -> BlockKind:
    return next((kind for kind, rule in RULES if rule(lines, index, script)), "paragraph")
