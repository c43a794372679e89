"""What speaks for a word's being a name: the words around it, and how the article uses it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from translate_cli.glossary import lexicon
from translate_cli.glossary.matcher import Finder
from translate_cli.glossary.passages import Passage, Word
from translate_cli.glossary.spelling import read_form
from translate_cli.glossary.spelt import Spelling

INFLECTED = re.compile("(?:وه|ها|هم|هن|تين|ات|ون|وا)$")  # as names seldom end
PREFIX = re.compile("^(?:س?[يتنا]|ال)(?=\\w{3})")
SUFFIX = re.compile("(?:تهما|تها|تهم|تين|تان|وها|وهم|وه|نا|ها|هم|ته|ون|ين|ات|وا)$")
NISBA = re.compile("(?:يه|ي|يون|يين|يات)$")

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


def is_title(word: str) -> bool:
    """Whether a person's name may follow: ``الدكتور``, ``زميلته``."""
    return any(stem in TITLES for stem in lexicon.stems(word))


def names_a_place(word: str) -> bool:
    """Whether a name of a place or organisation may follow: ``قرية``, ``شركة``."""
    return any(stem in PLACES for stem in lexicon.stems(word))


def introduces(word: str) -> bool:
    """Whether a family name may stand alone after it: a title, or a verb of saying."""
    return is_title(word) or any(stem in REPORTING for stem in lexicon.stems(word))


def is_particle(word: str) -> bool:
    """Whether a word is a part of names that is none by itself: ``أبو``, ``بن``."""
    known = lexicon.names().get(word)
    return known is not None and known.kind == "particle"


def is_inflected(read: str) -> bool:
    """Whether an unknown word looks like a form of an ordinary one: قتلوه, رفعنا, مدرستين."""
    bare = PREFIX.sub("", read)
    stems = {SUFFIX.sub("", word) for word in (read, bare)}
    known = any(len(stem) > 2 and stem != read and lexicon.is_word(stem) for stem in stems)
    return known or INFLECTED.search(read) is not None


def readings(word: Word, before: str) -> Iterator[tuple[int, str]]:
    """How a word may be read as the beginning of a name: known as one, or as no ordinary word;
    after a title any word. Proclitics come off an ordinary word only if a known name is left."""
    ordinary = lexicon.ordinary(word.read)
    for cut, read in word.cuts():
        known = lexicon.name(read) is not None
        if known or (not cut and (not ordinary or is_title(before))) or (cut and not ordinary):
            yield cut, read


class Habits:
    """How often an article has words that may begin a name, and the two and three from there on,
    however spelled."""

    def __init__(self, passages: Iterable[Passage], listed: Finder) -> None:
        self._listed = listed
        self._keys: Counter[str] = Counter()
        self._hints: Counter[str] = Counter()
        self._reads: set[str] = set()
        for passage in passages:
            keys: set[str] = set()
            hints: set[str] = set()
            for index, word in enumerate(passage.words):
                self._reads.add(word.read)
                for _, read in readings(word, passage.before(index)):
                    keys.add(_key(read))
                    if passage.hinted(read):
                        hints.add(_key(read))
                    keys.update(_key(read, *more) for more in passage.after(index))
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

    def readings(self, word: Word, before: str) -> list[tuple[int, str]]:
        """A word's readings, the likeliest first: known as a name, or met without proclitics."""

        def unlikely(cut: tuple[int, str]) -> tuple[bool, bool, int]:
            length, read = cut
            return lexicon.name(read) is None, not (length and read in self._reads), length

        return sorted(readings(word, before), key=unlikely)


def _key(*words: str) -> str:
    return Spelling.of(words).key
