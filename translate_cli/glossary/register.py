"""The names of one article that no list has: each gets one English form throughout.

Copy spells a foreign name in several ways (جوتيريش, غوتيريش, غوتيريس), and an engine renders the
same name differently from sentence to sentence. What ``recognition`` finds gets its English word
by word: what the article itself gives in parentheses, else what the lexicon has, else the form
that sounds like the Arabic and that the engine wrote most often, else Latin letters by rule. The
names are then terms of this article, checked and repaired as a list's are.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from translate_cli.document import NAME_PREFIX, RegisteredName, Segment, overlaps
from translate_cli.glossary import lexicon, sounds
from translate_cli.glossary.forms import FATHERS
from translate_cli.glossary.matcher import Finder, Match, Matcher
from translate_cli.glossary.model import Entry, Glossary, identity
from translate_cli.glossary.passages import FEWEST_SOUNDS, Mention
from translate_cli.glossary.recognition import Found, recognise
from translate_cli.glossary.spelt import Spelling
from translate_cli.romanisation import romanise
from translate_cli.segmentation import asked

NAMING = frozenset({"person", "particle", "place"})  # kinds of the lexicon
LONGEST_LISTED = 3  # words of a name that the lexicon has as one
READS_ALIKE = 0.65  # of the engine's spelling to the one by rule
SOMEWHAT_ALIKE = 0.6  # of the engine's words to a name's, over all its words
ENGLISH_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True)
class Name:
    """A name of an article, as an entry of its own; ``guessed``: spelled by rule."""

    entry: Entry
    mentions: Sequence[Mention]
    forms: Sequence[str]
    guessed: bool

    @property
    def registered(self) -> RegisteredName:
        entry = self.entry
        return RegisteredName(entry.source, entry.target, entry.sources, self.forms, self.guessed)


class Register:
    """The names of one article; ``find`` gives a list's terms and them, as a matcher does."""

    def __init__(self, names: Sequence[Name], listed: Finder, segments: Sequence[Segment]) -> None:
        self.names = names
        self._listed = listed
        self._own = Matcher(Glossary([name.entry for name in names]))
        self._mentions: dict[str, list[Match]] = {asked(s.source): [] for s in segments}
        for name in names:
            for mention in name.mentions:
                source = segments[mention.segment].source
                text = asked(source)
                start, end = (i - len(source) + len(text) for i in (mention.start, mention.end))
                match = Match(name.entry, start, end, mention.surface)
                if match not in self._mentions[text]:
                    self._mentions[text].append(match)

    def named(self, text: str) -> list[Match]:
        """The names in a text that the engine is asked for."""
        return self._mentions.get(text, [])

    def find(self, text: str) -> list[Match]:
        """Terms of the lists and names of the article, the lists' first."""
        listed = self._listed.find(text)
        own = self._mentions[text] if text in self._mentions else self._own.find(text)
        taken = [(match.start, match.end) for match in listed]
        free = [match for match in own if not overlaps(match.start, match.end, taken)]
        return sorted([*listed, *free], key=lambda match: match.start)


def build(
    segments: Sequence[Segment], labels: Iterable[str], rewritten: frozenset[int], listed: Finder
) -> Register:
    """The register of an article that the engine has translated.

    ``labels`` are speakers and bylines; ``rewritten`` the numbers of the segments whose English
    may change. Kept is what stands in two segments, or is known by all its words, or is glossed.
    """
    labels = list(labels)
    found = recognise(segments, labels, rewritten, listed)
    named = Counter(Spelling.of(name.words).key for name in found for _ in name.mentions)
    for name in found:
        if name.whole is not None:
            named[Spelling.of(name.whole.words).key] += len(name.mentions)
    speaking = {Spelling.of(name.words).key for name in found if _labels(name, labels)}
    chooser = _Chooser(segments, found)
    names = []
    for name in found:
        key = Spelling.of((name.whole or name).words).key
        speaks = {key, Spelling.of(name.words).key} & speaking
        if named[key] > 1 or speaks or name.gloss or _is_listed(name.words):
            names.append(chooser.name(name))
    return Register(names, listed, segments)


def _labels(name: Found, labels: Iterable[str]) -> bool:
    return any(surface in label for label in labels for surface in name.spellings)


def _is_listed(words: tuple[str, ...]) -> bool:
    """A full name of which the lexicon has every word."""
    return len(words) > 1 and all(lexicon.name(word) for word in words)


class _Chooser:
    """The English of an article's names: the same word gets the same form in all of them."""

    def __init__(self, segments: Sequence[Segment], found: Sequence[Found]) -> None:
        self._segments = segments
        self._forms: dict[str, tuple[str, bool]] = {}
        self._where: dict[str, list[int]] = defaultdict(list)
        self._spelt: dict[str, Counter[str]] = defaultdict(Counter)
        for name in found:
            for mention in name.mentions:
                surfaces = mention.surface.split()
                for place, word in enumerate(mention.words):
                    self._where[_key(word)].append(mention.segment)
                    same = len(surfaces) == len(mention.words)
                    self._spelt[_key(word)][surfaces[place] if same else word] += 1
        for name in found:
            latin = name.gloss.split()
            if len(latin) == len(name.words):
                for word, form in zip(name.words, latin, strict=True):
                    self._forms.setdefault(_key(word), (form, False))

    def name(self, found: Found) -> Name:
        target, guessed = (found.gloss, False) if found.gloss else self._english(found.words)
        surfaces = [surface for surface, _ in found.spellings.most_common()]
        written = self._engine_forms(found, len(target.split())).most_common()
        forms = [form for form, _ in written if form != target]
        entry = Entry(
            NAME_PREFIX + identity(surfaces[0], target),
            surfaces[0],
            target,
            variants=tuple(surfaces[1:]),
            forbidden=tuple(form for form in forms if form.lower() != target.lower()),
            pos="name",
        )
        return Name(entry, found.mentions, forms, guessed)

    def _english(self, words: tuple[str, ...]) -> tuple[str, bool]:
        """Word by word, the longest that the lexicon has first; and whether any was guessed."""
        words = tuple(part for word in words for part in _split(word))
        parts: list[str] = []
        guessed = False
        index = 0
        while index < len(words):
            for size in range(min(LONGEST_LISTED, len(words) - index), 0, -1):
                known = lexicon.name(" ".join(words[index : index + size]))
                if (
                    known is not None
                    and known.kind in NAMING
                    and (size > 1 or _key(words[index]) not in self._forms)
                ):
                    parts.append(known.english)
                    index += size
                    break
            else:
                form, by_rule = self._form(words[index])
                parts.append(form)
                guessed |= by_rule
                index += 1
        return " ".join(parts), guessed

    def _form(self, word: str) -> tuple[str, bool]:
        """What the engine wrote most often that reads like a word, else letters by rule."""
        key = _key(word)
        if key not in self._forms:
            spelled = romanise(self._fullest(key) or word)
            own = sounds.of_latin(spelled)
            votes = Counter(
                form
                for number in self._where.get(key, ())
                for form in set(_capitalised_runs(self._segments[number], 1))
                if sounds.of_latin(form) == own and len(own) > 1
            )
            often = 2 if len(own) >= FEWEST_SOUNDS else len(self._segments) + 1
            near = [f for f, n in votes.most_common() if n >= often or _reads_alike(f, spelled)]
            form = near[0] if near else ""
            self._forms[key] = (form, False) if form else (spelled, True)
        return self._forms[key]

    def _fullest(self, key: str) -> str:
        """The spelling of a word that says most: the one with the most letters."""
        return max(self._spelt[key], key=lambda word: (len(word), word), default="")

    def _engine_forms(self, found: Found, size: int) -> Counter[str]:
        """What the engine wrote for a name, as often as it did: words in a row that sound like
        it, a capital on each."""
        forms: Counter[str] = Counter()
        if sum(len(sounds.of_arabic(word)) for word in found.words) < FEWEST_SOUNDS:
            return forms
        arabic = " ".join(found.words)
        least = SOMEWHAT_ALIKE if size > 1 else 1.0
        for number in dict.fromkeys(mention.segment for mention in found.mentions):
            for run in _capitalised_runs(self._segments[number], size):
                if _likeness(arabic, run) >= least:
                    forms[run] += 1
        return forms


def _split(word: str) -> list[str]:
    """A father's name that is written with the word before it: أبوالخير as أبو الخير."""
    father = next((f for f in FATHERS if word.startswith(f) and len(word) > len(f) + 3), None)
    known = lexicon.name(word) is not None
    return [word] if father is None or known else [father, word[len(father) :]]


def _reads_alike(one: str, other: str) -> bool:
    """Whether two Latin spellings are near each other, vowels and all; short ones nearer."""
    pair = (one.lower(), other.lower())
    short = len(sounds.of_latin(one)) < FEWEST_SOUNDS
    if short and pair[0][0] != pair[1][0]:
        return False
    return SequenceMatcher(None, *pair, autojunk=False).ratio() >= READS_ALIKE


def _key(word: str) -> str:
    """What a word's spellings share: short ones, whose vowels tell them apart, themselves."""
    spelling = Spelling.of((word,))
    return spelling.key if len(spelling.key) > 3 else word


def _likeness(arabic: str, latin: str) -> float:
    """How alike two names sound, an article apart."""
    bare = re.sub(r"(?<!\w)ال(?=\w{3})", "", arabic)
    return sounds.alike(bare, re.sub(r"\b[Aa]l-", "", POSSESSIVE.sub("", latin)))


def _capitalised_runs(segment: Segment, size: int) -> list[str]:
    """Words in a row, each with a capital or an Arabic article, outside of a list's terms."""
    words = [
        found
        for found in ENGLISH_WORD.finditer(segment.target)
        if not overlaps(*found.span(), segment.rendered)
    ]
    runs = []
    for first in range(len(words) - size + 1):
        run = words[first : first + size]
        text = segment.target[run[0].start() : run[-1].end()]
        together = len(text) == sum(len(w.group()) for w in run) + size - 1
        if together and all(w.group()[0].isupper() or w.group().startswith("al-") for w in run):
            runs.append(POSSESSIVE.sub("", text))
    return runs
