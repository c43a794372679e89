"""Long sentences cut at clause boundaries, for the engine only, and their targets joined."""

import re
from collections.abc import Callable, Sequence

CLAUSE = re.compile(r"[،؛:,;…]\s+|\s+[–—-]\s+|[\"”»]\s+")
CONJUNCTION = re.compile(r"\s+(?=و\w{2}|ف\w{3}|ثم\s|لكن\s|حيث\s|بينما\s|فيما\s|الذي\s|التي\s)")
WORD = re.compile(r"\s+")
PLACES = (CLAUSE, CONJUNCTION, WORD)
# A word that has its capital only from where it stands; "The Hague" keeps it.
OPENER = re.compile(
    "(?:A|An|And|As|At|But|For|From|He|Her|His|In|It|Its|On|She|So|That|The|Their|Then|There"
    "|These|They|This|Those|To|We|When|Where|Which|While|Who|With)(?= [a-z])"
)
LONGEST_WORD = 200  # characters; what is longer is not a word, and is cut anywhere


def cut(text: str, longest: int, length: Callable[[str], int]) -> list[tuple[int, int]]:
    """Spans of at most ``longest`` pieces that together hold all of a text but white space.

    Each is cut as near to the middle as a clause allows; where there is no clause boundary, at
    a conjunction, else between words.
    """
    spans: list[tuple[int, int]] = []
    waiting = [_trim(text, 0, len(text))]
    while waiting:
        start, end = waiting.pop()
        if end - start <= longest or length(text[start:end]) <= longest:
            if start < end:
                spans.append((start, end))
            continue
        middle = _place(text, start, end)
        waiting.append(_trim(text, middle, end))
        waiting.append(_trim(text, start, middle))
    return spans


def _place(text: str, start: int, end: int) -> int:
    """Where to cut: the best boundary in the middle three fifths of a span."""
    margin = (end - start) // 5
    centre = (start + end) // 2
    for pattern in PLACES:
        found = [m.end() for m in pattern.finditer(text, start + margin, end - margin)]
        if found:
            return min(found, key=lambda at: abs(at - centre))
    return min(centre, start + LONGEST_WORD)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def join(targets: Sequence[str]) -> str:
    """One sentence out of the targets of its pieces: no full stop or capital in the middle."""
    sentence, *rest = [part.strip() for part in targets if part.strip()] or [""]
    for part in rest:
        sentence = re.sub(r"(?<!\.)\.$", ",", sentence)
        goes_on = sentence[-1].isalnum() or sentence[-1] in ",;:"
        if goes_on and OPENER.match(part):
            part = part[0].lower() + part[1:]
        sentence = f"{sentence} {part}"
    return sentence
