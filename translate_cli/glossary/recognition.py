"""Names of people, places and organisations in an article's Arabic that no list has.

A run of words is taken for a name where the lexicon knows it, where a title or ``قرية`` stands
before it, where Latin letters in parentheses gloss it, where it labels a speaker, or where a
capitalised word of the engine's English sounds like it. What has been met once is then found
wherever it stands: spelled otherwise, joined or split, behind proclitics, a family name by itself.
A word that copy also uses for other things counts as part of a name only where it must be one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from translate_cli.document import Segment
from translate_cli.glossary import lexicon, sounds
from translate_cli.glossary.evidence import (
    Habits,
    introduces,
    is_inflected,
    is_particle,
    is_title,
    names_a_place,
)
from translate_cli.glossary.forms import FATHERS
from translate_cli.glossary.matcher import Finder
from translate_cli.glossary.passages import FEWEST_SOUNDS, WORD, Mention, Passage
from translate_cli.glossary.spelling import readable
from translate_cli.glossary.spelt import Spelling

LONGEST = 5  # words
SHORTEST_UNKNOWN = 3  # letters that are too few for an unknown word to be told by
ALIKE = 0.75  # sound of a gloss to the Arabic
PLACE_HEADS = ("كفر", "تل")  # which name places and nothing else
ARABIC = re.compile("[\u0620-\u06d3]{2,}|[\u0620-\u06d3]$")
GLOSS = re.compile(r"[”»\"]?\s?\((?P<latin>[A-Z][\w.’'-]*(?: [\w.’'-]+){0,4})\)")
PERSON, PLACE, CUED, HEARD = "person", "place", "cued", "heard"  # why a name begins


@dataclass
class Found:
    """A name and where it stands. ``gloss`` is the English that the article itself gives.

    ``whole`` is the name that this one is the family or given name of.
    """

    words: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)
    gloss: str = ""
    whole: "Found | None" = None

    @property
    def spellings(self) -> Counter[str]:
        return Counter(mention.surface for mention in self.mentions)


def recognise(
    segments: Sequence[Segment], labels: Iterable[str], looked_at: frozenset[int], listed: Finder
) -> list[Found]:
    """The names of an article, whole ones before parts, in the order they first appear.

    ``labels`` are the speakers' and others' names that stand by themselves; ``looked_at`` the
    numbers of the segments to look through; ``listed`` finds what the lists have.
    """
    passages = [Passage(n, s) for n, s in enumerate(segments) if n in looked_at]
    habits = Habits(passages, listed)
    runs: dict[tuple[str, ...], str] = {}
    for label in labels:
        for run in _of_label(label):
            runs.setdefault(run, "")
    for passage in passages:
        for run, gloss in _glossed(passage):
            runs[run] = runs.get(run) or gloss
        for run in _runs(passage, habits):
            runs.setdefault(run, "")
    found = _grouped(runs)
    found += _parts(found)
    _find(found, passages)
    return [name for name in found if name.mentions]


def _of_label(label: str) -> Iterator[tuple[str, ...]]:
    """The people named in a label: runs of words of which the first is a known given name."""
    words = [w for w in WORD.findall(readable(label).text) if ARABIC.match(w)]
    for first, word in enumerate(words):
        known = lexicon.name(word)
        if known is not None and known.kind == "person":
            run = tuple(words[first : first + LONGEST])
            roles = (i for i, w in enumerate(run) if (k := lexicon.name(w)) and k.kind == "role")
            yield run[: next(roles, len(run))]
            return


def _glossed(passage: Passage) -> Iterator[tuple[tuple[str, ...], str]]:
    """Runs before Latin letters in parentheses that sound like them, with those letters."""
    for gloss in GLOSS.finditer(passage.source):
        latin = gloss["latin"]
        ends = [i for i, word in enumerate(passage.words) if word.end <= gloss.start()]
        best, score = None, ALIKE
        for first in ends[-4:]:
            words = passage.words[first : ends[-1] + 1]
            if any(word.taken for word in words):
                continue
            for _, read in words[0].cuts():
                run = (read, *(word.read for word in words[1:]))
                likeness = sounds.alike("".join(run), latin)
                if likeness > score:
                    best, score = run, likeness
        if best is not None and len(sounds.of_latin(latin)) >= FEWEST_SOUNDS:
            yield best, latin


def _runs(passage: Passage, habits: Habits) -> Iterator[tuple[str, ...]]:
    index = 0
    while index < len(passage.words):
        run = _run(passage, index, habits)
        if run:
            yield run
        index += max(1, len(run))


def _run(passage: Passage, first: int, habits: Habits) -> tuple[str, ...]:
    """The name that begins with a word; nothing where it begins none."""
    word = passage.words[first]
    if word.taken or len(word.read) == 1 or not ARABIC.match(word.read):
        return ()
    before = passage.before(first)
    for cut, read in habits.readings(word, before):
        cue = "" if cut else before
        kind = _begins(passage, read, cue, _following(passage, first), habits)
        if kind:
            run = [read]
            while len(run) < LONGEST and _goes_on(passage, first + len(run), run, kind, habits):
                run.append(passage.words[first + len(run)].read)
            while len(run) > 1 and is_particle(run[-1]):
                run.pop()
            lone = len(run) == 1 and (is_particle(read) or lexicon.is_word(read))
            return () if lone else tuple(run)
    return ()


def _following(passage: Passage, index: int) -> str:
    """The word a space after another one; nothing where there is none."""
    if passage.words[index].joined and not passage.words[index + 1].taken:
        return passage.words[index + 1].read
    return ""


def _begins(passage: Passage, read: str, before: str, following: str, habits: Habits) -> str:
    """Why a word begins a name (``PERSON``, ``PLACE``, ``CUED``, ``HEARD``), if it does."""
    known = lexicon.names().get(read)
    cued, placed = is_title(before), names_a_place(before)
    ordinary = lexicon.is_word(read) if cued or placed else lexicon.ordinary(read)
    if is_title(read) and (known is None or ordinary):
        return ""
    if known is not None and known.kind == "person":
        sure = cued or not ordinary or _begins_with_doubt(passage, read, following, habits)
        return PERSON if sure else ""
    if known is not None and known.kind == "particle":
        new = following != "" and not lexicon.is_word(following)
        fixed = following.startswith(lexicon.ARTICLE) and habits.repeated(read, following)
        sure = fixed and (new or placed or read in PLACE_HEADS)
        return PERSON if sure or (new and not ordinary) else ""
    if known is not None:
        return PLACE if known.kind == "place" and not ordinary else ""
    if ordinary or habits.of_a_place(read):
        family = cued and following != "" and not lexicon.is_word(following)
        return PERSON if family and habits.repeated(read, following) else ""
    if cued or placed:
        return CUED
    if len(read) > SHORTEST_UNKNOWN and habits.hinted(read) and not is_inflected(read):
        given = following != "" and not lexicon.ordinary(following) and habits.hinted(following)
        if habits.repeated(read) or (given and habits.repeated(read, following)):
            return HEARD
    return HEARD if passage.heard(read) else ""


def _begins_with_doubt(passage: Passage, read: str, following: str, habits: Habits) -> bool:
    """Whether a given name that is also an ordinary word is a name before this word."""
    family = lexicon.name(following)
    repeated = habits.repeated(read, following) and not lexicon.is_common(read)
    if following.startswith(FATHERS) and len(following) > 5:
        return repeated or passage.heard(read)
    if family is None or family.kind not in ("person", "particle"):
        return repeated and following.startswith(lexicon.ARTICLE) and not lexicon.is_word(following)
    return repeated or (not lexicon.is_word(following) and passage.heard(read))


def _goes_on(passage: Passage, index: int, run: list[str], kind: str, habits: Habits) -> bool:
    """Whether a name that holds ``run`` goes on with the word at ``index``."""
    if kind == PLACE or index >= len(passage.words) or not passage.words[index - 1].joined:
        return False
    word = passage.words[index]
    if word.taken or not ARABIC.match(word.read):
        return False
    known = lexicon.name(word.read)
    after_particle = is_particle(run[-1])
    repeated = habits.repeated(run[-1], word.read)
    definite = word.read.startswith(lexicon.ARTICLE)
    if after_particle and kind == PERSON:
        return True
    if known is not None and known.kind == "particle":
        return bool(_following(passage, index))
    if known is not None and known.kind == "person":
        return definite or not lexicon.is_word(word.read)
    if lexicon.is_word(word.read):
        return definite and repeated and not is_title(word.read) and kind == PERSON
    if kind == PERSON and habits.repeated(word.read) and habits.hinted(word.read):
        return True
    if kind != PERSON and lexicon.ordinary(word.read):
        return False
    if passage.heard(word.read) or repeated:
        return True
    return kind == PERSON and definite and not habits.of_a_place(word.read)


def _grouped(runs: dict[tuple[str, ...], str]) -> list[Found]:
    """One name for runs that are spellings of one another, and none for a part of another's."""
    found: list[Found] = []
    by_key: dict[str, list[Found]] = defaultdict(list)
    for run, gloss in runs.items():
        spelling = Spelling.of(run)
        near = (name for key in spelling.keys for name in by_key[key])
        same = next((name for name in near if spelling.same_as(name.words)), None)
        if same is None:
            found.append(Found(run, gloss=gloss))
            by_key[spelling.key].append(found[-1])
        else:
            same.gloss = same.gloss or gloss
    return found


def _parts(found: Sequence[Found]) -> list[Found]:
    """The family and given names of those that have both; one that is a name already is told
    whose it is."""
    by_key = {Spelling.of(name.words).key: name for name in found}
    parts = []
    for name in found:
        for words in _parts_of(name.words):
            key = Spelling.of(words).key
            if key not in by_key and len(key) > 1:
                by_key[key] = Found(words, whole=name)
                parts.append(by_key[key])
            elif key in by_key and by_key[key].whole is None and by_key[key] is not name:
                by_key[key].whole = name
    return parts


def _parts_of(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    if len(words) < 2:
        return []
    last = len(words) - 1
    while last > 1 and is_particle(words[last - 1]):
        last -= 1
    first = 2 if words[0] in ("عبد", "ابو", "ام") and len(words) > 2 else 1
    given = words[:first]
    return [words[last:]] if lexicon.is_word(given[0]) else [words[last:], given]


def _find(found: Sequence[Found], passages: Sequence[Passage]) -> None:
    """Every place where a name stands, longest first, none within another."""
    by_key: dict[str, list[Found]] = defaultdict(list)
    for name in found:
        by_key[Spelling.of(name.words).key].append(name)
    for passage in passages:
        index = 0
        while index < len(passage.words):
            index += _place(passage, index, by_key)


def _place(passage: Passage, first: int, by_key: dict[str, list[Found]]) -> int:
    """Note the longest name at a word; how many words to go on."""
    longest = 1
    while (
        longest < LONGEST
        and first + longest < len(passage.words)
        and passage.words[first + longest - 1].joined
    ):
        longest += 1
    for size in range(longest, 0, -1):
        words = passage.words[first : first + size]
        if any(word.taken for word in words):
            continue
        for cut, read in words[0].cuts():
            run = (read, *(word.read for word in words[1:]))
            name = _named(run, by_key)
            if name is not None and _is_meant(passage, first, run, name):
                name.mentions.append(passage.mention(first, first + size - 1, cut, run))
                return size
    return 1


def _named(run: tuple[str, ...], by_key: dict[str, list[Found]]) -> Found | None:
    spelling = Spelling.of(run)
    for key in spelling.keys:
        for name in by_key.get(key, ()):
            if spelling.same_as(name.words):
                return name
    return None


def _is_meant(passage: Passage, first: int, run: tuple[str, ...], name: Found) -> bool:
    """Whether a word that has other meanings stands for the name here."""
    if len(run) > 1 or not lexicon.is_word(run[0]):
        return True
    if introduces(passage.before(first)):
        return True
    return name.whole is not None and passage.hinted(run[0])
