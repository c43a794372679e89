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
from itertools import zip_longest

from translate_cli.document import Segment
from translate_cli.glossary import lexicon, sounds
from translate_cli.glossary.forms import FATHERS
from translate_cli.glossary.matcher import Finder
from translate_cli.glossary.spelling import QUOTES, read_form, readable
from translate_cli.glossary.spelt import Spelling

LONGEST = 5  # words
SHORTEST_UNKNOWN = 3  # letters that are too few for an unknown word to be told by
PLACE_HEADS = ("كفر", "تل")  # which name places and nothing else
FEWEST_SOUNDS = 3
SOMEWHAT_ALIKE = 0.5
ALIKE = 0.75  # sound of a gloss or an English word to the Arabic
WORD = re.compile(r"\w+")
ARABIC = re.compile("[\u0620-\u06d3]{2,}|[\u0620-\u06d3]$")
CAPITALISED = re.compile(r"(?<!\w)[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*")
GLOSS = re.compile(r"[”»\"]?\s?\((?P<latin>[A-Z][\w.’'-]*(?: [\w.’'-]+){0,4})\)")
OPENING = '“«"„'
INFLECTED = re.compile("(?:وه|ها|هم|هن|تين|ات|ون|وا)$")  # as names seldom end
PREFIX = re.compile("^(?:س?[يتنا]|ال)(?=\\w{3})")
SUFFIX = re.compile("(?:تهما|تها|تهم|تين|تان|وها|وهم|وه|نا|ها|هم|ته|ون|ين|ات|وا)$")
NISBA = re.compile("(?:يه|ي|يون|يين|يات)$")
PERSON, PLACE, CUED, HEARD = "person", "place", "cued", "heard"  # why a name begins
PROCLITICS = sorted(lexicon.PROCLITICS, key=len)

TITLES = frozenset(
    read_form(word).removeprefix(lexicon.ARTICLE)
    for word in (
        "السيد السيدة الآنسة الدكتور الدكتورة د دكتور دكتورة البروفيسور البروفيسورة الأستاذ"
        " الأستاذة الشيخ الشيخة الحاج الحاجة المهندس المهندسة الرئيس الرئيسة الوزير الوزيرة"
        " النائب النائبة"
        " اللواء العميد العقيد المقدم الرائد النقيب الملازم الجنرال الفريق المشير الأمير الأميرة"
        " الملك الملكة السلطان القس الأب الكاتب الكاتبة الشاعر الشاعرة الصحفي الصحفية المخرج"
        " المخرجة المدرب اللاعب اللاعبة الحكم المحامي المحامية القاضي القاضية السفير السفيرة"
        " الباحث الباحثة الطبيب الطبيبة المدير المديرة المتحدث المتحدثة باسمه باسمها باسمهم"
        " زميله زميلته زميلها زميلتها زوجته زوجها شقيقه شقيقته شقيقها ابنه ابنته ابنها نجله"
        " واسمه واسمها اسمه اسمها ويدعى يدعى تدعى المدعو المدعوة"
    ).split()
)
PLACES = frozenset(
    read_form(word)
    for word in (
        "قرية بلدة مدينة ضاحية محافظة مقاطعة ولاية إقليم منطقة قضاء ناحية مديرية حي مخيم جزيرة"
        " جبل نهر بحيرة وادي ميناء مطار سهل واحة شارع ساحة ميدان جسر معبر مجمع سد حقل خليج مضيق"
        " شركة منظمة مؤسسة جمعية مصرف بنك مجموعة نادي فريق جامعة معهد صحيفة مجلة قناة وكالة"
        " مستشفى سفينة ناقلة"
    ).split()
)
REPORTING = frozenset(
    read_form(word)
    for word in (
        "قال قالت يقول تقول أضاف أضافت يضيف تضيف أكد أكدت يؤكد تؤكد أوضح أوضحت يوضح توضح ذكر ذكرت"
        " يذكر تذكر أشار أشارت يشير تشير تابع تابعت يتابع تتابع روى روت يروي تروي شرح شرحت يشرح"
        " تشرح رأى رأت يرى ترى اعتبر اعتبرت يعتبر تعتبر أعلن أعلنت يعلن تعلن صرح صرحت علق علقت"
        " يعلق تعلق ختم ختمت يختم تختم حذر حذرت يحذر تحذر دعا دعت يدعو تدعو نفى نفت ينفي تنفي"
        " رفض رفضت يرفض ترفض اعترف اعترفت تساءل تساءلت يتساءل تتساءل سأل سألت لفت لفتت يلفت تلفت"
        " استدرك استدركت تستعيد يستعيد تتذكر يتذكر طالب طالبت يطالب تطالب كشف كشفت يكشف تكشف"
        " التقت التقى حاورت حاور"
    ).split()
)


@dataclass(frozen=True)
class Word:
    """A word of a segment as read; ``start`` and ``end`` are offsets in the segment's source.

    ``joined``: a space alone parts it from the next. ``taken``: a term of a list covers it.
    """

    read: str
    start: int
    end: int
    joined: bool
    taken: bool

    def cuts(self) -> Iterator[tuple[int, str]]:
        """How many letters proclitics take, and what is left: all readings, the bare one first.

        Of ``لل`` an article is left, which does not stand in the text.
        """
        yield 0, self.read
        for proclitic in PROCLITICS:
            if self.read.startswith(proclitic) and len(self.read) > len(proclitic) + 2:
                yield len(proclitic), self.read[len(proclitic) :]
        for conjunction in ("", "و", "ف"):
            if self.read.startswith(conjunction + "لل") and len(self.read) > 5:
                yield len(conjunction) + 2, lexicon.ARTICLE + self.read[len(conjunction) + 2 :]


@dataclass(frozen=True)
class Mention:
    """A name at ``start`` to ``end`` of a segment's source; ``words`` are its words as read."""

    segment: int
    start: int
    end: int
    words: tuple[str, ...]
    surface: str


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


class Text:
    """A segment's source in words."""

    def __init__(self, number: int, segment: Segment) -> None:
        self.number, self.source, self.target = number, segment.source, segment.target
        folded = readable(segment.source)
        taken = [(use.start - segment.start, use.end - segment.start) for use in segment.terms]
        self.words: list[Word] = []
        hits = list(WORD.finditer(folded.text))
        self.origin = folded.origin
        self.folded_starts = [hit.start() for hit in hits]
        for hit, following in zip_longest(hits, hits[1:]):
            start, end = folded.span(*hit.span())
            end = start + len(segment.source[start:end].rstrip(QUOTES + " \u00a0"))
            gap = folded.text[hit.end() : following.start()] if following else ""
            joined = gap == " " or (gap == ". " and len(hit.group()) == 1)
            is_taken = any(a < end and start < b for a, b in taken)
            self.words.append(Word(hit.group(), start, end, joined, is_taken))
        rendered = [(use.target_start or 0, use.target_end or 0) for use in segment.terms]
        self.capitals = [
            re.sub(r"['’]s$", "", found.group())
            for found in CAPITALISED.finditer(segment.target)
            if not any(a < found.end() and found.start() < b for a, b in rendered)
        ]
        first = re.match(r"\W*(\w+)", segment.target)
        self.inner = [word for word in self.capitals if first is None or word != first[1]]

    def mention(self, first: int, last: int, cut: int, words: tuple[str, ...]) -> Mention:
        start = self.origin[self.folded_starts[first] + cut]
        end = self.words[last].end
        return Mention(self.number, start, end, words, self.source[start:end])

    def after(self, index: int) -> Iterator[tuple[str, ...]]:
        """The word, and the two words, a space after another one."""
        last = index
        while last - index < 2 and self.words[last].joined:
            last += 1
            yield tuple(word.read for word in self.words[index + 1 : last + 1])

    def heard(self, read: str) -> bool:
        """Whether a capitalised word of the English sounds exactly like a word."""
        own = sounds.of_arabic(read)
        return len(own) >= FEWEST_SOUNDS and any(sounds.of_latin(c) == own for c in self.capitals)

    def hinted(self, read: str) -> bool:
        """Whether one within the sentence sounds somewhat like it: enough where more is known."""
        return any(sounds.alike(read, capital) >= SOMEWHAT_ALIKE for capital in self.inner)


class Habits:
    """How often an article has its words, and two and three in a row, however spelled."""

    def __init__(self, texts: Iterable[Text], listed: Finder) -> None:
        self._listed = listed
        self._keys: Counter[str] = Counter()
        self._hints: Counter[str] = Counter()
        self._reads: set[str] = set()
        for text in texts:
            keys: set[str] = set()
            hints: set[str] = set()
            for index, word in enumerate(text.words):
                self._reads.add(word.read)
                for _, read in word.cuts():
                    keys.add(_key(read))
                    if text.hinted(read):
                        hints.add(_key(read))
                    keys.update(_key(read, *more) for more in text.after(index))
            self._keys.update(keys)
            self._hints.update(hints)

    def repeated(self, *words: str) -> bool:
        """Whether two sentences have these words in a row."""
        return self._keys[_key(*words)] > 1

    def hinted(self, word: str) -> bool:
        """Whether the English mostly has a capitalised word that sounds somewhat like it."""
        key = _key(word)
        return 2 * self._hints[key] >= max(2, self._keys[key])

    def of_a_place(self, read: str) -> bool:
        """Whether a word is an adjective of a place or people that is known: اليمني, سورية."""
        bare = NISBA.sub("", read.removeprefix(lexicon.ARTICLE))
        if bare == read.removeprefix(lexicon.ARTICLE) or len(bare) < 3:
            return False
        places = [bare + ending for ending in ("", "ا", "ه", "يا", "يه")]
        known = (lexicon.names().get(place) for place in places)
        return any(place is not None and place.kind == "place" for place in known) or any(
            match.end - match.start == len(place) and match.entry.is_name
            for place in places
            for match in self._listed.find(place)
        )

    def cuts(self, word: Word) -> list[tuple[int, str]]:
        """A word's readings, the likeliest first: known as a name, or met without proclitics."""

        def unlikely(cut: tuple[int, str]) -> tuple[bool, bool, int]:
            length, read = cut
            return lexicon.name(read) is None, not (length and read in self._reads), length

        return sorted(word.cuts(), key=unlikely)


def _key(*words: str) -> str:
    return Spelling.of(words).key


def recognise(
    segments: Sequence[Segment], labels: Iterable[str], looked_at: frozenset[int], listed: Finder
) -> list[Found]:
    """The names of an article, whole ones before parts, in the order they first appear.

    ``labels`` are the speakers' and others' names that stand by themselves; ``looked_at`` the
    numbers of the segments to look through; ``listed`` finds what the lists have.
    """
    texts = [Text(n, s) for n, s in enumerate(segments) if n in looked_at]
    habits = Habits(texts, listed)
    runs: dict[tuple[str, ...], str] = {}
    for label in labels:
        for run in _of_label(label):
            runs.setdefault(run, "")
    for text in texts:
        for run, gloss in _glossed(text):
            runs[run] = runs.get(run) or gloss
        for run in _runs(text, habits):
            runs.setdefault(run, "")
    found = _grouped(runs)
    found += _parts(found)
    _find(found, texts)
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


def _glossed(text: Text) -> Iterator[tuple[tuple[str, ...], str]]:
    """Runs before Latin letters in parentheses that sound like them, with those letters."""
    for gloss in GLOSS.finditer(text.source):
        latin = gloss["latin"]
        ends = [i for i, word in enumerate(text.words) if word.end <= gloss.start()]
        best, score = None, ALIKE
        for first in ends[-4:]:
            words = text.words[first : ends[-1] + 1]
            if any(word.taken for word in words):
                continue
            for _, read in words[0].cuts():
                run = (read, *(word.read for word in words[1:]))
                likeness = sounds.alike("".join(run), latin)
                if likeness > score:
                    best, score = run, likeness
        if best is not None and len(sounds.of_latin(latin)) >= FEWEST_SOUNDS:
            yield best, latin


def _runs(text: Text, habits: Habits) -> Iterator[tuple[str, ...]]:
    index = 0
    while index < len(text.words):
        run = _run(text, index, habits)
        if run:
            yield run
        index += max(1, len(run))


def _run(text: Text, first: int, habits: Habits) -> tuple[str, ...]:
    """The name that begins with a word; nothing where it begins none."""
    word = text.words[first]
    if word.taken or not ARABIC.match(word.read):
        return ()
    before = text.words[first - 1] if first and text.words[first - 1].joined else None
    for cut, read in habits.cuts(word):
        if cut and lexicon.name(read) is None and lexicon.ordinary(word.read):
            continue
        cue = "" if before is None or cut else before.read
        kind = _begins(text, read, cue, _following(text, first), habits)
        if kind:
            run = [read]
            while len(run) < LONGEST and _goes_on(text, first + len(run), run, kind, habits):
                run.append(text.words[first + len(run)].read)
            while len(run) > 1 and _is_particle(run[-1]):
                run.pop()
            lone = len(run) == 1 and (_is_particle(read) or lexicon.is_word(read))
            return () if lone else tuple(run)
    return ()


def _following(text: Text, index: int) -> str:
    """The word a space after another one; nothing where there is none."""
    if text.words[index].joined and not text.words[index + 1].taken:
        return text.words[index + 1].read
    return ""


def _begins(text: Text, read: str, before: str, following: str, habits: Habits) -> str:
    """Why a word begins a name (``PERSON``, ``PLACE``, ``CUED``, ``HEARD``), if it does."""
    known = lexicon.names().get(read)
    cued = any(stem in TITLES for stem in lexicon.stems(before))
    placed = any(stem in PLACES for stem in lexicon.stems(before))
    ordinary = lexicon.is_word(read) if cued or placed else lexicon.ordinary(read)
    if any(stem in TITLES for stem in lexicon.stems(read)) and (known is None or ordinary):
        return ""
    if known is not None and known.kind == "person":
        sure = cued or not ordinary or _begins_with_doubt(text, read, following, habits)
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
    if len(read) > SHORTEST_UNKNOWN and habits.hinted(read) and not _is_inflected(read):
        given = following != "" and not lexicon.ordinary(following) and habits.hinted(following)
        if habits.repeated(read) or (given and habits.repeated(read, following)):
            return HEARD
    return HEARD if text.heard(read) else ""


def _is_inflected(read: str) -> bool:
    """Whether an unknown word looks like a form of an ordinary one: قتلوه, رفعنا, مدرستين."""
    bare = PREFIX.sub("", read)
    stems = {SUFFIX.sub("", word) for word in (read, bare)}
    known = any(len(stem) > 2 and stem != read and lexicon.is_word(stem) for stem in stems)
    return known or INFLECTED.search(read) is not None


def _begins_with_doubt(text: Text, read: str, following: str, habits: Habits) -> bool:
    """Whether a given name that is also an ordinary word is a name before this word."""
    family = lexicon.name(following)
    repeated = habits.repeated(read, following) and not lexicon.is_common(read)
    if following.startswith(FATHERS) and len(following) > 5:
        return repeated or text.heard(read)
    if family is None or family.kind not in ("person", "particle"):
        return repeated and following.startswith(lexicon.ARTICLE) and not lexicon.is_word(following)
    return repeated or (not lexicon.is_word(following) and text.heard(read))


def _goes_on(text: Text, index: int, run: list[str], kind: str, habits: Habits) -> bool:
    """Whether a name that holds ``run`` goes on with the word at ``index``."""
    if kind == PLACE or index >= len(text.words) or not text.words[index - 1].joined:
        return False
    word = text.words[index]
    if word.taken or not ARABIC.match(word.read):
        return False
    known = lexicon.name(word.read)
    after_particle = _is_particle(run[-1])
    repeated = habits.repeated(run[-1], word.read)
    definite = word.read.startswith(lexicon.ARTICLE)
    if after_particle and kind == PERSON:
        return True
    if known is not None and known.kind == "particle":
        return bool(_following(text, index))
    if known is not None and known.kind == "person":
        return definite or not lexicon.is_word(word.read)
    if lexicon.is_word(word.read):
        return definite and repeated and word.read not in TITLES and kind == PERSON
    if kind == PERSON and habits.repeated(word.read) and habits.hinted(word.read):
        return True
    if kind != PERSON and lexicon.ordinary(word.read):
        return False
    if text.heard(word.read) or repeated:
        return True
    return kind == PERSON and definite and not habits.of_a_place(word.read)


def _is_particle(read: str) -> bool:
    known = lexicon.names().get(read)
    return known is not None and known.kind == "particle"


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
    while last > 1 and _is_particle(words[last - 1]):
        last -= 1
    first = 2 if words[0] in ("عبد", "ابو", "ام") and len(words) > 2 else 1
    given = words[:first]
    return [words[last:]] if lexicon.is_word(given[0]) else [words[last:], given]


def _find(found: Sequence[Found], texts: Sequence[Text]) -> None:
    """Every place where a name stands, longest first, none within another."""
    by_key: dict[str, list[Found]] = defaultdict(list)
    for name in found:
        by_key[Spelling.of(name.words).key].append(name)
    for text in texts:
        index = 0
        while index < len(text.words):
            index += _place(text, index, by_key)


def _place(text: Text, first: int, by_key: dict[str, list[Found]]) -> int:
    """Note the longest name at a word; how many words to go on."""
    longest = 1
    while (
        longest < LONGEST
        and first + longest < len(text.words)
        and text.words[first + longest - 1].joined
    ):
        longest += 1
    for size in range(longest, 0, -1):
        words = text.words[first : first + size]
        if any(word.taken for word in words):
            continue
        for cut, read in words[0].cuts():
            run = (read, *(word.read for word in words[1:]))
            name = _named(run, by_key)
            if name is not None and _is_meant(text, first, run, name):
                name.mentions.append(text.mention(first, first + size - 1, cut, run))
                return size
    return 1


def _named(run: tuple[str, ...], by_key: dict[str, list[Found]]) -> Found | None:
    spelling = Spelling.of(run)
    for key in spelling.keys:
        for name in by_key.get(key, ()):
            if spelling.same_as(name.words):
                return name
    return None


def _is_meant(text: Text, first: int, run: tuple[str, ...], name: Found) -> bool:
    """Whether a word that has other meanings stands for the name here."""
    if len(run) > 1 or not lexicon.is_word(run[0]):
        return True
    before = text.words[first - 1] if first and text.words[first - 1].joined else None
    if before is not None and any(s in REPORTING | TITLES for s in lexicon.stems(before.read)):
        return True
    return name.whole is not None and text.hinted(run[0])
