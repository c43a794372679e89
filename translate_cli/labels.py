"""Datelines, bylines and speaker labels: lists of names, not sentences, so no engine sees them.

Between their separators stand words of the trade (``WORDS``), glossary terms, and names and
roles that the lexicon knows; what none of these has is romanised and said to be a guess.
"""

import re
from dataclasses import dataclass

from translate_cli.arabic import english_marks, fold, has_arabic
from translate_cli.glossary import lexicon
from translate_cli.glossary.matcher import Finder, Match
from translate_cli.glossary.spelling import read_form
from translate_cli.romanisation import romanise

SEPARATOR = re.compile(r"\s*\|\s*|\s+[-–—]\s+|\s*[،,]\s+|\s*:\s*|\s*[()\[\]«»\"“”]\s*|\s*/\s*")
MARKS = {"،": ",", "«": "“", "»": "”"}
IN_TIME_OF = re.compile(r"^(?P<before>.*?)\s*بتوقيت\s+(?P<place>.+)$")
LONGEST_NAME = 4  # words

WORDS = {
    fold(arabic).text: english
    for arabic, english in {
        "خاص": "exclusive",
        "حصري": "exclusive",
        "تحديث": "update",
        "فيديو": "video",
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


SOUNDS = {
    fold(arabic).text: english
    for arabic, english in {
        "تصفيق": "applause",
        "هتاف": "chanting",
        "هتافات": "chanting",
        "ضحك": "laughter",
        "موسيقى": "music",
        "موسيقى هادئة": "soft music",
        "موسيقى حزينة": "sad music",
        "انفجار": "explosion",
        "دوي انفجار": "explosion",
        "صوت انفجار": "explosion",
        "إطلاق نار": "gunfire",
        "إطلاق رصاص": "gunfire",
        "صوت رصاص": "gunfire",
        "صافرات إنذار": "sirens",
        "صافرات الإنذار": "sirens",
        "صوت طائرة": "aircraft",
        "صوت أمواج": "waves",
        "صوت الأمواج": "waves",
        "صوت محرك": "engine",
        "صوت الريح": "wind",
        "رنين هاتف": "phone rings",
        "صمت": "silence",
        "بكاء": "crying",
        "صراخ": "screaming",
        "أذان": "call to prayer",
        "صوت الأذان": "call to prayer",
        "أصوات طيور": "birdsong",
        "بالإنجليزية": "in English",
        "بالفرنسية": "in French",
        "غير مسموع": "inaudible",
        "غير واضح": "inaudible",
        "ترجمة": "translation",
    }.items()
}


@dataclass(frozen=True)
class Label:
    """A label in English. ``terms`` are (match in the Arabic, start and end in the English);
    ``guessed`` are the Arabic words that were romanised by rule."""

    text: str
    terms: tuple[tuple[Match, int, int], ...] = ()
    guessed: tuple[str, ...] = ()


def phrase(text: str) -> str | None:
    """The English of a whole segment that is one of the trade's words: ``يتبع...``, ``تصفيق``."""
    bare = re.sub(r"[^\w\s]", "", fold(text).text).strip()
    return WORDS.get(bare) or SOUNDS.get(bare)


def mark(text: str) -> str:
    """The English of what stands before a text, a desk's ``عاجل | `` or the mark of an item."""
    english = re.sub(r"[^\W\d_]+", lambda word: WORDS.get(fold(word.group()).text, ""), text)
    return english_marks(english[:1].upper() + english[1:])


def translate(label: str, finder: Finder) -> Label:
    """A label part by part, its separators kept, its first letter a capital."""
    builder = _Builder(label, finder.find(label))
    cursor = 0
    for match in SEPARATOR.finditer(label):
        builder.part(cursor, match.start())
        builder.add(re.sub("[،«»]", lambda m: MARKS[m.group()], match.group()))
        cursor = match.end()
    builder.part(cursor, len(label))
    text = builder.text
    return Label(text[:1].upper() + text[1:], tuple(builder.terms), tuple(builder.guessed))


class _Builder:
    """English put together from left to right, with what it was made of."""

    def __init__(self, label: str, matches: list[Match]) -> None:
        self.label, self.matches = label, matches
        self.text = ""
        self.terms: list[tuple[Match, int, int]] = []
        self.guessed: list[str] = []

    def add(self, english: str) -> None:
        self.text += english

    def part(self, start: int, end: int) -> None:
        """What stands between two separators."""
        timed = IN_TIME_OF.match(self.label[start:end])
        if timed is None:
            self._words(start, end)
            return
        self._words(start, start + timed.end("before"))
        self.add(" ")
        self._words(start + timed.start("place"), end)
        self.add(" time")

    def _words(self, start: int, end: int) -> None:
        listed = any(start <= match.start < end for match in self.matches)
        whole = None if listed else _known(self.label[start:end].strip())
        if whole is not None:
            self.add(whole)
            return
        words = [m.span() for m in re.finditer(r"\S+", self.label[start:end])]
        spans = [(start + a, start + b) for a, b in words]
        index = 0
        while index < len(spans):
            if index:
                self.add(" ")
            index = self._term(spans, index) or self._name(spans, index)

    def _term(self, spans: list[tuple[int, int]], index: int) -> int | None:
        """A glossary term that begins with this word; the index of the word after it."""
        start, end = spans[index]
        match = next((m for m in self.matches if start <= m.start < end), None)
        if match is None:
            return None
        at = len(self.text)
        self.add(match.entry.target)
        self.terms.append((match, at, len(self.text)))
        return next((i for i, (a, _) in enumerate(spans) if a >= match.end), len(spans))

    def _name(self, spans: list[tuple[int, int]], index: int) -> int:
        """The longest known name from this word on, else the word romanised."""
        for count in range(min(LONGEST_NAME, len(spans) - index), 0, -1):
            text = self.label[spans[index][0] : spans[index + count - 1][1]]
            english = _known(text)
            if english is not None:
                self.add(english)
                return index + count
        word = self.label[slice(*spans[index])]
        self.guessed.append(word)
        self.add(romanise(word))
        return index + 1


def _known(text: str) -> str | None:
    """The English of a word of the trade, a name or a role; Latin text goes over as it is."""
    if not has_arabic(text):
        return english_marks(text)
    trade = WORDS.get(fold(text).text)
    known = lexicon.name(read_form(text))
    return trade or (known.english if known else None)
