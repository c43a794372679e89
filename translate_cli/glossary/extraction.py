"""Candidate terms and names from articles, and their likely English from translated ones.

Candidates are runs of one to four words, counted without their proclitics and article, that do
not begin or end with a function word. They are ranked by the C-value of Frantzi, Ananiadou and
Mima (2000), "Automatic recognition of multi-word terms": length and frequency, less what is owed
to longer candidates around them, and the less the more often general copy has their rarest word.
The English of a candidate is the run of English words whose
sentences are most nearly the same ones (Dice coefficient).
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translate_cli.arabic import has_arabic
from translate_cli.document import RegisteredName, overlaps
from translate_cli.glossary import lexicon
from translate_cli.glossary.matcher import Matcher
from translate_cli.glossary.sounds import of_arabic, of_latin
from translate_cli.glossary.spelling import read_form, readable

LONGEST = 4  # words
CONTEXT = 30  # characters either side of an example
FUNCTION = frozenset(
    read_form(word)
    for word in (
        "في من على إلى عن أن إن كان كانت يكون تكون قد لقد لا لم لن ما هو هي هم هذا هذه ذلك تلك"
        " التي الذي الذين كما حيث بعد قبل خلال بين مع عند منذ حتى أو أم ثم بل لكن ولكن غير كل"
        " بعض أي أكثر أقل قال قالت وقال وقالت أكد وأكد أضاف وأضاف أنه أنها إنه إنها به بها له لها"
        " فيه فيها منه منها عليه عليها إليه إليها وهو وهي كانوا ليس ليست اليوم أمس غدا العام عام"
        " سنة يوم نحو حوالي ضد دون سوى إذا لو عبر حول تحت فوق أمام وراء لدى بسبب بشأن إثر يقول"
        " تقول جدا أيضا وأن وإن واحد واحدة اثنان خمسة عشرة مئة ألف آلاف مليون ملايين مليار بنسبة"
        " أشهر الماضي المقبل الأول الثاني وهذا وهذه كذلك"
    ).split()
)
ENGLISH_FUNCTION = frozenset(
    (
        "the a an of in on at to for from by with and or but as is was are were be been has have"
        " had it its this that these those he she they his her their said not no will would which"
        " who after before"
    ).split()
)
PROCLITIC = re.compile(r"^(?:[وف]?(?:لل|[بك]?ال)|[وف](?=\w{4}))(?=\w{3})")
ARABIC_WORD = re.compile(r"\w+")
ENGLISH_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True)
class Candidate:
    """``source`` is the commonest surface, ``score`` its C-value, ``english`` likeliest first."""

    source: str
    count: int
    score: float
    english: Sequence[str]
    contexts: Sequence[str]


def extract(pairs: Iterable[tuple[str, str]], matcher: Matcher, fewest: int = 2) -> list[Candidate]:
    """Candidates from (Arabic, English or nothing) pairs, best first, less what a list has."""
    sentences = list(pairs)
    counts: Counter[tuple[str, ...]] = Counter()
    surfaces: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (arabic, _) in enumerate(sentences):
        for stems, surface in _runs(arabic, matcher):
            counts[stems] += 1
            surfaces[stems][surface] += 1
            where[stems].append(number)
    frequent = {stems: n for stems, n in counts.items() if n >= fewest}
    scores = _c_values(frequent)
    english = _English([target for _, target in sentences])
    found = []
    for stems in sorted(frequent, key=lambda s: (-scores[s], s)):
        if scores[stems] <= 0:
            continue
        surface = surfaces[stems].most_common(1)[0][0]
        contexts = [_context(sentences[n][0], surface) for n in where[stems][:3]]
        likely = english.likely(set(where[stems]), surface)
        found.append(Candidate(surface, frequent[stems], scores[stems], likely, contexts))
    return found


def proposed(names: Iterable[RegisteredName], matcher: Matcher) -> list[Candidate]:
    """The names of articles' registers, once each, less what a list has."""
    chosen: dict[str, Candidate] = {}
    for name in names:
        if name.source not in chosen and not matcher.find(name.source):
            english = [name.target, *(form for form in name.forms if form != name.target)]
            spellings = [s for s in name.spellings if s != name.source]
            count = max(2, len(name.spellings), len(name.forms))
            chosen[name.source] = Candidate(name.source, count, math.inf, english, spellings)
    return list(chosen.values())


def _runs(text: str, matcher: Matcher) -> Iterable[tuple[tuple[str, ...], str]]:
    """Runs of words that may be terms: their stems and their surface without proclitics."""
    known = [(match.start, match.end) for match in matcher.find(text)]
    words = list(ARABIC_WORD.finditer(text))
    for first in range(len(words)):
        stems: list[str] = []
        for last in range(first, min(first + LONGEST, len(words))):
            if last > first and text[words[last - 1].end() : words[last].start()] != " ":
                break
            word = words[last].group()
            read = readable(word).text
            if not has_arabic(word) or overlaps(*words[last].span(), known):
                break
            stems.append(PROCLITIC.sub("", read))
            edge = read in FUNCTION or len(stems[-1]) < 2
            if edge and last == first:
                break
            if not edge and len("".join(stems)) > 3:
                clitic = PROCLITIC.match(readable(words[first].group()).text)
                joint = 1 if clitic and clitic.group()[0] in "وف" else 0
                yield tuple(stems), text[words[first].start() + joint : words[last].end()]


def _c_values(counts: dict[tuple[str, ...], int]) -> dict[tuple[str, ...], float]:
    around: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for stems, count in counts.items():
        for size in range(1, len(stems)):
            for start in range(len(stems) - size + 1):
                around[stems[start : start + size]].append(count)
    return {
        stems: math.log2(len(stems) + 1)
        * (count - (sum(around[stems]) / len(around[stems]) if around[stems] else 0))
        * _rarity(stems)
        for stems, count in counts.items()
    }


def _rarity(stems: tuple[str, ...]) -> float:
    """1 for words that general copy does not have, nothing for a word that all copy has."""
    often = min(map(lexicon.frequency, stems))
    if len(stems) == 1 and often >= lexicon.COMMON:
        return 0.0
    return 1 / (1 + math.log2(1 + often))


class _English:
    """Runs of English words, by the sentences that they stand in."""

    def __init__(self, targets: Sequence[str]) -> None:
        self.runs = [set(_english_runs(target)) for target in targets]
        self.counts = Counter(run for runs in self.runs for run in runs)

    def likely(self, sentences: set[int], arabic: str, most: int = 3) -> list[str]:
        """The runs that stand in the same sentences; a like sound counts for names."""
        heard = of_arabic(arabic)
        shared = Counter(run for number in sentences for run in self.runs[number])
        scored = []
        for run, count in shared.items():
            if count < min(2, len(sentences)):
                continue
            dice = 2 * count / (self.counts[run] + len(sentences))
            alike = run[0].isupper() and len(heard) > 2 and of_latin(run) == heard
            scored.append((dice + 0.5 * alike, len(run.split()), run))
        return [run for score, _, run in sorted(scored, reverse=True)[:most] if score >= 0.5]


def _english_runs(target: str) -> Iterable[str]:
    words = ENGLISH_WORD.findall(target)
    for first in range(len(words)):
        for last in range(first, min(first + LONGEST + 1, len(words))):
            if not {words[first].lower(), words[last].lower()} & ENGLISH_FUNCTION:
                yield " ".join(words[first : last + 1])


def _context(text: str, surface: str) -> str:
    at = text.find(surface)
    if at < 0:
        return text[: 2 * CONTEXT]
    return text[max(0, at - CONTEXT) : at + len(surface) + CONTEXT].strip()
