"""The names of one article that no list has: each gets one English form throughout.

Copy spells a foreign name in several ways (جوتيريش, غوتيريش, غوتيريس), and an engine renders the
same name differently from sentence to sentence. A word of the Arabic is taken for a name where a
capitalised word of its sentence's English sounds like it: both are reduced to consonants that the
two scripts share, and compared. Words that sound alike and are spelled alike make one name; its
English is the form met most often, of equals the first.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import lru_cache

from translate_cli.document import RegisteredName, Segment
from translate_cli.glossary.forms import ONE_G
from translate_cli.glossary.spelling import readable

SOUNDS = {
    **dict.fromkeys("بپ", "b"),
    **dict.fromkeys("تط", "t"),
    **dict.fromkeys("جغقكخ", "k"),
    **dict.fromkeys("حه", "h"),
    **dict.fromkeys("دضذ", "d"),
    **dict.fromkeys("سصثشزظ", "s"),
    **dict.fromkeys("فڤ", "f"),
    "ر": "r",
    "ل": "l",
    "م": "m",
    "ن": "n",
}
DIGRAPHS = (
    *(("tch", "s"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("th", "s"), ("kh", "k")),
    *(("gh", "k"), ("ph", "f"), ("dh", "d"), ("ck", "k"), ("x", "ks"), ("qu", "k")),
)
LATIN = str.maketrans("pgqcjvwz", "bkkkkf s")
LATIN_SOUNDS = set("btkhdsfrlmn")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "ال", "وال", "بال", "لل")
FEWEST_SOUNDS = 3
ALIKE, ALIKE_IN_ENGLISH = 0.7, 0.5  # similarity of two spellings; where the English is the same
COMMON_CAPITALS = frozenset(
    (
        "The A An In On At He She It They We I But And For From By As If When While This That"
        " These Those There His Her Their Our Its Not No Yes After Before Since President Prime"
        " Minister"
    ).split()
)


@dataclass
class Name:
    """A name of an article: its Arabic spellings and English forms, as often as they stand."""

    sounds: str
    spellings: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def english(self) -> str:
        return self.forms.most_common(1)[0][0]

    @property
    def registered(self) -> RegisteredName:
        spellings = tuple(word for word, _ in self.spellings.most_common())
        forms = tuple(form for form, _ in self.forms.most_common())
        return RegisteredName(spellings[0], self.english, spellings, forms)


def sounds_of_arabic(word: str) -> str:
    """The consonants of an Arabic word, in letters that both scripts share."""
    return _single("".join(SOUNDS.get(letter, "") for letter in readable(word).text))


_sounds = lru_cache(maxsize=65536)(sounds_of_arabic)


def sounds_of_latin(word: str) -> str:
    plain = word.lower()
    for letters, sound in DIGRAPHS:
        plain = plain.replace(letters, sound)
    plain = plain.translate(LATIN)
    return _single("".join(letter for letter in plain if letter in LATIN_SOUNDS))


def _single(sounds: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sounds)


def build(segments: Sequence[Segment]) -> list[Name]:
    """The names of an article that stand in two segments or more, in the order they appear."""
    names: list[Name] = []
    for segment in segments:
        if segment.origin == "machine":
            for spelling, form in _pairs(segment):
                name = _same(names, spelling, form)
                name.spellings[spelling] += 1
                name.forms[form] += 1
    return [name for name in names if sum(name.forms.values()) > 1]


def _pairs(segment: Segment) -> list[tuple[str, str]]:
    """Arabic words and the capitalised English words that sound like them."""
    taken = [(use.start - segment.start, use.end - segment.start) for use in segment.terms]
    rendered = [(u.target_start or 0, u.target_end or 0) for u in segment.terms]
    forms = [
        m.group()
        for m in WORD.finditer(segment.target)
        if m.group()[0].isupper() and m.group() not in COMMON_CAPITALS and not within(m, rendered)
    ]
    heard = {form: sounds_of_latin(re.sub(r"['’]s$", "", form)) for form in forms}
    pairs = []
    for found in WORD.finditer(segment.source):
        if within(found, taken):
            continue
        for form, sounds in heard.items():
            stem = next((s for s in _stems(found.group()) if _sounds(s) == sounds), None)
            if stem and len(sounds) >= FEWEST_SOUNDS:
                pairs.append((stem, re.sub(r"['’]s$", "", form)))
                break
    return pairs


def within(found: re.Match[str], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a find overlaps one of some spans."""
    return any(start < found.end() and found.start() < end for start, end in spans)


def _stems(word: str) -> list[str]:
    return [word[len(p) :] for p in PROCLITICS if word.startswith(p) and len(word) > len(p) + 2]


def _same(names: list[Name], spelling: str, form: str) -> Name:
    """The name that a spelling belongs to; a new one where it is like none."""
    sounds = _sounds(spelling)
    for name in names:
        if name.sounds == sounds:
            alike = max(_likeness(spelling, other) for other in name.spellings)
            if alike >= (ALIKE_IN_ENGLISH if form in name.forms else ALIKE):
                return name
    names.append(Name(sounds))
    return names[-1]


@lru_cache(maxsize=65536)
def _likeness(one: str, other: str) -> float:
    """How alike two spellings are, 0 to 1, the letters for a foreign g read as one."""
    first, second = (readable(word).text.translate(ONE_G) for word in (one, other))
    return SequenceMatcher(None, first, second).ratio()


def settled(segments: Sequence[Segment], names: Sequence[Name]) -> list[Segment]:
    """The segments with each name's one English form; offsets of terms follow."""
    wanted = {form: name.english for name in names for form in name.forms if form != name.english}
    if not wanted:
        return list(segments)
    pattern = re.compile(rf"(?<![\w'’-])(?:{'|'.join(map(re.escape, wanted))})(?![\w-])")
    return [_rewritten(s, pattern, wanted) if s.origin == "machine" else s for s in segments]


def _rewritten(segment: Segment, pattern: re.Pattern[str], wanted: dict[str, str]) -> Segment:
    rendered = [(u.target_start or 0, u.target_end or 0) for u in segment.terms]
    target, uses = segment.target, list(segment.terms)
    for found in reversed(list(pattern.finditer(segment.target))):
        if within(found, rendered):
            continue
        form = wanted[found.group()]
        shift = len(form) - len(found.group())
        target = target[: found.start()] + form + target[found.end() :]
        uses = [
            replace(use, target_start=use.target_start + shift, target_end=use.target_end + shift)
            if use.target_start is not None
            and use.target_end is not None
            and use.target_start >= found.end()
            else use
            for use in uses
        ]
    return replace(segment, target=target, terms=tuple(uses))
