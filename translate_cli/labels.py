"""Datelines, bylines and speaker labels: lists of names, not sentences.

Their separators stay out of the engine. Each part between them is a word of the trade that
``WORDS`` knows, a glossary term, or a name of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from translate_cli.arabic import english_marks, fold, has_arabic

SEPARATOR = re.compile(r"\s*\|\s*|\s+[-–—]\s+|\s*[،,]\s+|\s*:\s*|\s*[()\[\]«»\"“”]\s*|\s*/\s*")
MARKS = {"،": ",", "«": "“", "»": "”"}

WORDS = {
    fold(arabic).text: english
    for arabic, english in {
        "خاص": "exclusive",
        "عاجل": "Breaking",
        "يتبع": "More to follow",
        "انتهى": "Ends",
        "تقرير": "Report",
        "حوار": "Interview",
        "حاوره": "Interview by",
        "حاورها": "Interview by",
        "حاورته": "Interview by",
        "حاورتها": "Interview by",
        "أجرى الحوار": "Interview by",
        "أجرت الحوار": "Interview by",
        "بقلم": "By",
        "كتب": "By",
        "كتبت": "By",
        "إعداد": "By",
        "ترجمة": "Translation",
        "تصوير": "Camera",
        "تحرير": "Editing",
        "متابعة": "Reporting",
        "وكالات": "agencies",
        "المذيع": "Presenter",
        "المذيعة": "Presenter",
        "مذيع": "Presenter",
        "مذيعة": "Presenter",
        "المقدم": "Presenter",
        "المقدمة": "Presenter",
        "المعلق": "Narrator",
        "المعلقة": "Narrator",
        "معلق": "Narrator",
        "معلقة": "Narrator",
        "التعليق": "Narrator",
        "تعليق": "Narrator",
        "الراوي": "Narrator",
        "الراوية": "Narrator",
        "المراسل": "Correspondent",
        "المراسلة": "Correspondent",
        "مراسل": "Correspondent",
        "مراسلة": "Correspondent",
        "المحاور": "Interviewer",
        "المحاورة": "Interviewer",
        "الضيف": "Guest",
        "الضيفة": "Guest",
        "شاهد": "Witness",
        "شاهدة": "Witness",
        "صوت": "Voice",
        "س": "Q",
        "سؤال": "Question",
        "ج": "A",
        "جواب": "Answer",
        "السبت": "Saturday",
        "الأحد": "Sunday",
        "الاثنين": "Monday",
        "الإثنين": "Monday",
        "الثلاثاء": "Tuesday",
        "الأربعاء": "Wednesday",
        "الخميس": "Thursday",
        "الجمعة": "Friday",
    }.items()
}


@dataclass(frozen=True)
class Part:
    """``text[start:end]`` of a label, or a separator."""

    start: int
    end: int
    text: str
    separator: bool


def parts(label: str) -> list[Part]:
    """A label's parts and separators, in order, together the whole label."""
    found = []
    cursor = 0
    for match in SEPARATOR.finditer(label):
        if match.start() > cursor:
            found.append(Part(cursor, match.start(), label[cursor : match.start()], False))
        found.append(Part(match.start(), match.end(), match.group(), True))
        cursor = match.end()
    if cursor < len(label):
        found.append(Part(cursor, len(label), label[cursor:], False))
    return found


def known(part: Part) -> str | None:
    """The English of a part that needs no engine."""
    if part.separator:
        return re.sub("[،«»]", lambda m: MARKS[m.group()], part.text)
    if not has_arabic(part.text):
        return english_marks(part.text)
    return WORDS.get(fold(part.text).text.strip())


def phrase(text: str) -> str | None:
    """The English of a whole segment that is one of the trade's words: ``يتبع...``."""
    words = re.sub(r"[^\w\s]", "", fold(text).text).strip()
    return WORDS.get(words)


def assemble(label: str, translated: Mapping[str, str]) -> str:
    """A label's English out of that of its parts, its first letter a capital."""
    words = []
    for part in parts(label):
        english = known(part)
        words.append(translated[part.text].rstrip(".!?") if english is None else english)
    text = "".join(words).strip()
    return text[:1].upper() + text[1:]
