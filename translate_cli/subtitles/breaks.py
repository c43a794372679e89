"""Where a line or cue may break, in English and Arabic: small rules over two neighbouring words.

A place between two words is a ``Place``: the words before it and after it. ``RULES`` holds, for
each language, the rules that forbid a break; each stands alone and names what it keeps together.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from translate_cli.arabic import DIGITS, fold, has_arabic

BAD_BREAK = 60.0  # parts what belongs together
DANGLING_BREAK = 25.0  # leaves "and" or "that" at the end of a line
PLAIN_BREAK = 9.0
PHRASE_BREAK = 4.0  # before a preposition, a clause
COMMA_BREAK = 1.0
REACH = 3  # words between an auxiliary and its verb


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DETERMINERS = _words(
    "a an the my your his its our their this these those no every each another some any whose half"
)
PREPOSITIONS = _words(
    "of in on at to for from with by about into onto over under between through during against "
    "among amongst within without across behind beyond towards toward upon near per via than "
    "amid including despite regarding alongside around throughout beneath beside besides "
    "concerning inside outside following until till unlike opposite past except below above aboard "
    "worth pending"
)
SOMETIMES_PREPOSITIONS = _words("after before since as like off up down out along because")
COMPOUND_PREPOSITIONS = frozenset(
    (
        "according to",
        "ahead of",
        "because of",
        "due to",
        "front of",
        "instead of",
        "out of",
        "such as",
        "thanks to",
    )
)
CLAUSE_SUBJECTS = _words("he she it they we i you there who what")
BE = _words("is are was were be been being am isn't aren't wasn't weren't")
AUXILIARIES = BE | _words(
    "has have had having do does did will would shall should can could may might must cannot "
    "hasn't haven't hadn't don't doesn't didn't won't wouldn't shouldn't can't couldn't mustn't "
    "we'll they'll it'll i'll you'll he'll she'll we've they've i've you've we'd they'd"
)
ADVERBS = _words(
    "not also already never always still now just only ever even yet soon often then later "
    "once no longer fully all both either"
)
OPENERS = _words(
    "and but or nor so yet because although though while when where which who whom whose that if "
    "unless until since as after before whether whereas what how why"
)
NUMBER_WORDS = _words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred hundreds thousand thousands million millions billion billions trillion dozen dozens"
)
MONTHS = _words(
    "january february march april may june july august september october november december"
)
TITLES = _words(
    "mr mrs ms dr prof professor sheikh king queen prince princess sir gen col capt lt president "
    "minister"
)
NOT_NAMES = OPENERS | PREPOSITIONS | DETERMINERS | CLAUSE_SUBJECTS | MONTHS | {"monday"}

NUMBER = re.compile(r"^[(\"“‘'-]*[$€£¥]?\d[\d.,:/–-]*$")
COMMA = re.compile(r"[,;:)\]–—،؛][\"”’'»]*$|[\"”»]$")
STOP = re.compile(r"[.!?…؟][\"”’'»)\]]*$")
INITIAL = re.compile(r"^(?:[A-Z]\.)+$|^(?:Mr|Mrs|Ms|Dr|Gen|Col|St)\.$")
NAME = re.compile(r"^[\"“‘'(]?[A-Z][\w’'-]*$")
FULL_NAME = re.compile(r"^[\"“‘'(]?(?:[Aa]l-|[Ee]l-|[Aa]s-|[Aa]t-)?[A-Z][\w’'-]*[\"”’').,;:!?]*$")
PARTICLES = _words("al bin ibn abu abd el de van von der di da la le")
EDGES = "\"“”‘’'«»(),.;:!?،؛؟…[]-–"


@dataclass(frozen=True)
class Place:
    """A possible break: the words up to it and from it on; both sides have one at least."""

    before: Sequence[str]
    after: Sequence[str]

    @property
    def left(self) -> str:
        return self.before[-1]

    @property
    def right(self) -> str:
        return self.after[0]


Rule = Callable[[Place], bool]


def bare(word: str) -> str:
    """A word without punctuation or capitals."""
    return word.strip(EDGES).lower()


def ends_sentence(word: str) -> bool:
    """Whether a full stop, no abbreviation's, closes the word."""
    return bool(STOP.search(word)) and not INITIAL.match(word)


def ends_clause(word: str) -> bool:
    """Whether punctuation closes the word, so that a reader pauses after it."""
    return ends_sentence(word) or bool(COMMA.search(word))


def determiner_and_noun(place: Place) -> bool:
    return bare(place.left) in DETERMINERS or bool(re.search(r"\w[’']s$", place.left))


def that_and_noun(place: Place) -> bool:
    """``of that year``: after a preposition ``that`` determines, elsewhere it opens a clause."""
    return (
        bare(place.left) in ("that", "her")
        and len(place.before) > 1
        and (bare(place.before[-2]) in PREPOSITIONS)
    )


def preposition_and_object(place: Place) -> bool:
    word, follower = bare(place.left), bare(place.right)
    if word in PREPOSITIONS or f"{word} {follower}" in COMPOUND_PREPOSITIONS:
        return True
    return word in SOMETIMES_PREPOSITIONS and follower not in CLAUSE_SUBJECTS


def auxiliary_and_verb(place: Place) -> bool:
    """Also over ``not`` and adverbs: ``has already | left``; not ``is | the answer``."""
    if bare(place.left) in BE and bare(place.right) in DETERMINERS:
        return False
    for word in reversed(place.before[-REACH:]):
        found = bare(word)
        if found in AUXILIARIES or found == "to":
            return True
        if ends_clause(word) or not (found in ADVERBS or found.endswith("ly")):
            return False
    return False


def parts_of_a_name(place: Place) -> bool:
    left, right = place.left, place.right
    if bare(left) in PARTICLES or INITIAL.match(left):
        return bool(FULL_NAME.match(right))
    named = NAME.match(left) and (FULL_NAME.match(right) or bare(right) in PARTICLES)
    return bool(named) and bare(left) not in NOT_NAMES and bare(right) not in NOT_NAMES


def title_and_name(place: Place) -> bool:
    return bare(place.left) in TITLES and bool(FULL_NAME.match(place.right))


def number_and_unit(place: Place) -> bool:
    left, right = bare(place.left), bare(place.right)
    if NUMBER.match(place.left) or left.split("-")[0] in NUMBER_WORDS:
        return right not in PREPOSITIONS and right not in OPENERS
    return left in MONTHS and bool(NUMBER.match(place.right.rstrip(".,;:")) or right.isdigit())


ARABIC_PREPOSITIONS = frozenset(
    fold(word).text
    for word in (
        "في من إلى على عن مع حتى منذ خلال بين قبل بعد عند لدى دون ضد نحو تحت فوق أمام خلف داخل "
        "خارج حول عبر وراء قرب ضمن سوى غير كل بعض جميع أي لأن بأن أن إن كأن لكن"
    ).split()
)
ARABIC_PARTICLES = frozenset(
    fold(word).text
    for word in "لم لن لا ما قد لقد سوف ليس ليست كان كانت يا هل إذا لو كي لكي".split()
)
ARABIC_DETERMINERS = frozenset(
    fold(word).text
    for word in "هذا هذه ذلك تلك هؤلاء أولئك هذان هاتان الذي التي الذين اللذين اللتين".split()
)
ARABIC_NAMES = frozenset(
    fold(word).text for word in "عبد أبو أبا أبي ابن بن آل أم السيد الشيخ الدكتور الأستاذ".split()
)
ARABIC_NUMBERS = frozenset(
    fold(word).text
    for word in (
        "مئة مائة مئات ألف آلاف مليون ملايين مليار مليارات نحو حوالي ثلاثة ثلاث أربعة أربع خمسة "
        "خمس ستة ست سبعة سبع ثمانية ثماني تسعة تسع عشرة عشر عشرون عشرين ثلاثون ثلاثين أربعون "
        "أربعين خمسون خمسين"
    ).split()
)
COUNTED = frozenset(fold(word).text for word in "عام سنة العام يوم رقم نحو بنسبة الساعة".split())
ARABIC_OPENERS = frozenset(
    fold(word).text
    for word in (
        "أو أم ثم حيث بينما عندما حين كما لأن لكن الذي التي الذين إذ بل أن إن في من إلى على عن مع "
        "بعد قبل خلال"
    ).split()
)
CONJUNCTION = re.compile(r"^[وف]\w{3}")


def _folded(word: str) -> str:
    return fold(word.strip(EDGES)).text


def _stem(word: str) -> str:
    """A folded word, its conjunction taken off where that leaves a word of the lists."""
    folded = _folded(word)
    return folded[1:] if len(folded) > 2 and folded[0] in "وف" else folded


def arabic_preposition_and_object(place: Place) -> bool:
    return bool({_folded(place.left), _stem(place.left)} & ARABIC_PREPOSITIONS)


def arabic_particle_and_verb(place: Place) -> bool:
    return bool({_folded(place.left), _stem(place.left)} & ARABIC_PARTICLES)


def arabic_determiner_and_noun(place: Place) -> bool:
    return bool({_folded(place.left), _stem(place.left)} & ARABIC_DETERMINERS)


def arabic_parts_of_a_name(place: Place) -> bool:
    return bool({_folded(place.left), _stem(place.left)} & ARABIC_NAMES) or (
        _folded(place.right) in ("بن", "ابن")
    )


def arabic_number_and_unit(place: Place) -> bool:
    return bool(NUMBER.match(place.left.translate(DIGITS))) or (
        bool({_folded(place.left), _stem(place.left)} & ARABIC_NUMBERS)
    )


def arabic_word_and_its_number(place: Place) -> bool:
    """``عام | 2019``."""
    return _stem(place.left).removeprefix("ال") in COUNTED and bool(
        NUMBER.match(place.right.translate(DIGITS).rstrip('،؛.,%٪»")'))
    )


def arabic_unit_after_number(place: Place) -> bool:
    """The sign stands apart: ``99 | %``."""
    return place.right.strip(EDGES) in ("%", "٪")


ENGLISH: Sequence[Rule] = (
    determiner_and_noun,
    that_and_noun,
    preposition_and_object,
    auxiliary_and_verb,
    parts_of_a_name,
    title_and_name,
    number_and_unit,
)
ARABIC: Sequence[Rule] = (
    arabic_preposition_and_object,
    arabic_particle_and_verb,
    arabic_determiner_and_noun,
    arabic_parts_of_a_name,
    arabic_number_and_unit,
    arabic_word_and_its_number,
    arabic_unit_after_number,
)


def forbidden(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the last word before and the first after must stay on one line."""
    place = Place(before, after)
    if ends_clause(place.left):
        return False
    arabic = has_arabic(place.left) or has_arabic(place.right)
    return any(rule(place) for rule in (ARABIC if arabic else ENGLISH))


def break_cost(before: Sequence[str], after: Sequence[str]) -> float:
    """What a break between two words costs, 0.0 after the end of a sentence."""
    left, right = before[-1], after[0]
    if ends_sentence(left):
        return 0.0
    if COMMA.search(left):
        return COMMA_BREAK
    if forbidden(before, after):
        return BAD_BREAK
    if bare(left) in OPENERS:
        return DANGLING_BREAK
    if has_arabic(right):
        opens = _stem(right) in ARABIC_OPENERS or bool(CONJUNCTION.match(_folded(right)))
    else:
        word = bare(right)
        opens = word in OPENERS or word in PREPOSITIONS or word in SOMETIMES_PREPOSITIONS
    return PHRASE_BREAK if opens else PLAIN_BREAK


def costs(words: Sequence[str]) -> list[float]:
    """The cost of a break before each word, 0.0 before the first and after the last."""
    inner = (
        break_cost(words[max(0, i - REACH) : i], words[i : i + 2]) for i in range(1, len(words))
    )
    return [0.0, *inner, 0.0]
