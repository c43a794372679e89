"""Blocks to sentences, on Arabic news copy as it is really typed.

A candidate is a run of ``. ؟ ! …`` with the closing marks after it. ``VETOES`` is the ordered
list of reasons why a candidate does not end a sentence; each is a small function that can be
read, tested and removed alone. White space belongs to no sentence, every other character to
exactly one.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from translate_cli.arabic import fold
from translate_cli.document import Article, Block, Segment

QUOTES = '"”“„«»‹›‟″'
SINGLE_QUOTES = "'’‘"
BRACKETS = {"(": ")", "[": "]", "{": "}", "﴿": "﴾"}
CLOSING_BRACKETS = "".join(BRACKETS.values())
WHOLE_BLOCKS = frozenset({"title", "dateline", "byline", "heading"})

RUN = re.compile(r"[.؟?!…۔](?:[.؟?!…۔]|[ \u00a0]+(?=[.؟?!…۔](?![\w.])))*")
STOPS = ".؟?!…۔"
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff"
GAP = re.compile(rf"[\s{INVISIBLE}]*")

ABBREVIATED_TITLES = "د أ م ا ج ن ص ب ت ق ه س ع ح ر ف ك ل ي ش ط ذ ز ض ظ ث خ غ و"
LETTER_DOT = re.compile(
    rf"(?:^|[\s(\[{QUOTES}{SINGLE_QUOTES}/،.-])"
    rf"(?:[وفبلك]?[دأم]|هـ|(?:{'|'.join(ABBREVIATED_TITLES.split())}))$"
)
SHORT_DATE = re.compile(r"(?:^|\s)\d{1,2}[./]\d{1,2}$")
ITEM_AFTER_COLON = re.compile(r":\s*[(\[]?\d{1,2}$")
LATIN_INITIAL = re.compile(r"(?:^|[^A-Za-z])(?:[A-Z]\.)*[A-Z]$")
LATIN_ABBREVIATION = re.compile(
    r"(?:^|[^A-Za-z])(?:Mr|Mrs|Ms|Dr|Prof|St|No|vs|Inc|Co|Corp|Ltd|plc|Jr|Sr|Gen|Col|Sgt|Lt"
    r"|Sen|Rep|Gov|e\.g|i\.e|etc|approx|Vol|pp?|Fig)$"
)
UNIT = re.compile(r"\d\s*(?:كم|كلم|كغ|كغم|سم|مم|ملم)$")
ET_CETERA = re.compile(r"(?:إلخ|الخ|ألخ)$")
ITEM_MARK = re.compile(
    r"(?:(?:[-–—•▪●*]|[(\[]?\d{1,3}[.)\]-])\s+|(?:عاجل|خاص|حصري|تحديث|فيديو)\s*[|:–—-]\s*)(?=\S)"
)
LIST_NUMBER = re.compile(r"^[\s–—•*-]*[(\[]?\d{1,3}$")
ATTRIBUTION = re.compile(
    r"(?:هكذا\s|كما\s|بهذه\s|بهذا\s|بحسب\s|وفق\s|حسب\s)?"
    r"(?:[يت]|ن)?(?:قال|قالت|قالوا|قلت|قول|قولون|تساءل|تساءلت|تساءلوا|تسايل|ساءل|سال|سالت|سالته|سالتها|ضيف|اضاف|سالنا\w*|سالو\w*|هتف|هتفت|هتفوا|هتفون"
    r"|صرخ|صرخت|صرخون|صاح|صاحت|صيح|ردد|رددت|رددون|رد|ردت|كتب|كتبت|اجاب|اجابت|جيب|علق|علقت|سخر|مازح|همس|همست"
    r"|حكي|حكت|روي|روت|ستغرب|استغرب|استغربت|ختم|ختمت|خاطب|خاطبت|ضحك|ضحكت|بكي|بكت|صف|وصف|وصفت|تابع|تابعت|شرح|شرحت|اعترف|اعترفت)"
    r"(?![\w])"
)
SPEECH_STOP = re.compile(r"[؟?!…]|\.\.")


def item_mark(source: str) -> int:
    """How long a mark before the text is, of a list item (``2. ``, ``• ``) or of the desk
    (``عاجل | ``): it goes past the engine."""
    match = ITEM_MARK.match(source)
    return match.end() if match else 0


def asked(source: str) -> str:
    """What of a segment's source an engine is asked for: all but the mark before it."""
    return source[item_mark(source) :]


@dataclass(frozen=True)
class Candidate:
    """A run of terminators at ``text[start:stop]`` and where the sentence would end."""

    text: str
    start: int
    stop: int
    end: int
    sentence: int
    bracketed: bool

    @property
    def run(self) -> str:
        return re.sub(r"\s", "", self.text[self.start : self.stop])

    @property
    def before(self) -> str:
        """Up to 40 characters of the sentence before the run, without a space before it."""
        return self.text[max(self.sentence, self.start - 40) : self.start].rstrip()

    @property
    def tight(self) -> str:
        """The character directly before the run, empty at the block's start."""
        return self.text[self.start - 1 : self.start]

    @property
    def next(self) -> int:
        """Where the next visible character stands."""
        return _skip(self.text, self.end)

    @property
    def after(self) -> str:
        return self.text[self.next : self.next + 40]

    @property
    def closed(self) -> bool:
        """Closing marks follow the run."""
        return self.text[self.stop : self.end].strip() != ""


Veto = Callable[[Candidate], bool]


def nothing_before(c: Candidate) -> bool:
    """A sentence has a letter or a digit."""
    return not any(ch.isalnum() for ch in c.text[c.sentence : c.start])


def inside_a_token(c: Candidate) -> bool:
    """``99.9``, ``10.30``, ``www.site.com``, ``.NET``: a stop inside a token."""
    if c.run != "." or c.stop != c.end:
        return False
    follower = c.text[c.stop : c.stop + 1]
    if not follower or follower.isspace() or follower in QUOTES + SINGLE_QUOTES:
        return False
    if follower.isdigit():
        return c.tight.isdigit() or not c.tight.strip() or _latin(c.tight)
    if _latin(follower):
        return not c.tight.strip() or _latin(c.tight) or c.tight.isdigit() or c.tight in "-_/"
    return follower in "/@_-"


def abbreviation(c: Candidate) -> bool:
    """``د. سامي``, ``ص.ب.``, ``J. Smith``, ``Boeing Co.``, ``120 كم.``."""
    if c.run != "." or not c.after or (c.closed and not c.bracketed):
        return False
    if LETTER_DOT.search(c.before):
        numbered = re.search(r"\d\s*[صم]$|ب\.ظ$|ق\.م$", c.before)
        return not (numbered and _starts_clause(c.after))
    if LATIN_INITIAL.search(c.before) or LATIN_ABBREVIATION.search(c.before):
        return not _starts_clause(c.after)
    if UNIT.search(c.before) or SHORT_DATE.search(c.before):
        return not (_starts_clause(c.after) or c.after.startswith("و"))
    return False


def et_cetera(c: Candidate) -> bool:
    """``إلخ.`` ends a sentence only where the next one plainly starts."""
    return bool(ET_CETERA.search(c.before)) and not c.closed and not _starts_clause(c.after)


def list_number(c: Candidate) -> bool:
    """``1. البند الأول``, also after the colon that announces a list."""
    number = c.text[c.sentence : c.start]
    return c.run == "." and bool(LIST_NUMBER.match(number) or ITEM_AFTER_COLON.search(c.before))


def mark_in_brackets(c: Candidate) -> bool:
    """``(؟)``, ``(عشرون عاماً!)``: brackets that opened inside the sentence."""
    if not c.bracketed:
        return False
    return c.run[0] != "." or len(c.run) > 1 or c.text[c.end : c.end + 2].strip()[:1] in "،,؛:."


def goes_on(c: Candidate) -> bool:
    """A comma, semicolon, colon or dash follows: the sentence is not over."""
    return c.after[:1] in tuple("،,؛;:") or (c.run[0] in "؟?!…" and c.after[:1] in tuple("–—"))


def attributed_speech(c: Candidate) -> bool:
    """``"لماذا؟" قال``: what was asked or exclaimed, then who spoke."""
    if not c.closed or not SPEECH_STOP.search(c.run):
        return False
    return bool(ATTRIBUTION.match(fold(c.after).text))


def unquoted_attribution(c: Candidate) -> bool:
    """``حتى أنا ؟ قلت له``: the same without marks, only for the first person."""
    return c.run in ("؟", "?") and bool(
        re.match(r"(?:قلت|سالته|سالتها)(?!\w)(?!\s*:)", fold(c.after).text)
    )


def quoted_title(c: Candidate) -> bool:
    """``كتابه «لماذا فشلنا؟» يروي``: a short marked-off phrase inside a sentence."""
    if not c.closed or c.run not in ("؟", "?", "!", "؟!"):
        return False
    opened = _opening(c.text, c.sentence, c.start)
    if opened is None:
        return False
    lead = c.text[c.sentence : opened].rstrip()
    inside = c.text[opened + 1 : c.start]
    return bool(lead) and lead[-1] not in ":،,." and len(inside.split()) <= 4 and bool(c.after)


def brand(c: Candidate) -> bool:
    """``Yahoo!``."""
    return c.run == "!" and not c.closed and c.before.endswith(("Yahoo", "ياهو"))


def ellipsis(c: Candidate) -> bool:
    """``..`` and ``...`` that pause or trail off inside a sentence."""
    if not (c.run.startswith("..") or c.run.startswith("…")) or not c.after:
        return False
    if re.search(r"[؟?!]", c.run):
        return False
    if _starts_clause(c.after):
        return False
    before = len(c.text[c.sentence : c.start].split())
    after = len(CLAUSE_END.split(c.text[c.next : c.next + 200], maxsplit=1)[0].split())
    return before < CLAUSE_WORDS or after < CLAUSE_WORDS


CLAUSE_WORDS = 4
CLAUSE_END = re.compile(r"[.؟?!…،,؛]")

VETOES: Sequence[Veto] = (
    nothing_before,
    inside_a_token,
    list_number,
    abbreviation,
    et_cetera,
    brand,
    goes_on,
    mark_in_brackets,
    attributed_speech,
    unquoted_attribution,
    quoted_title,
    ellipsis,
)

CLAUSE_OPENER = re.compile(
    r"[وف](?:قال|قالت|اضاف|اضافت|اكد|اكدت|اوضح|اوضحت|اشار|اشارت|تابع|تابعت|كان|كانت|لم|لن|لا|ما|هو|هي|قد|هم|نحن|انا"
    r"|حين|عندما|بعد|قبل|منذ|في|من|علي|الي|عن|مع|ذلك|هذا|هذه|هناك|هنا|حسب|بحسب|يقول|تقول|ليس|ليست)(?!\w)"
)
CONJUNCTION = re.compile(r"و(?=\s)")


def _starts_clause(after: str) -> bool:
    """A conjunction with a verb or a pronoun, or a mark that opens: a new sentence is plain."""
    folded = fold(after).text
    if not folded:
        return True
    return bool(CLAUSE_OPENER.match(folded) or CONJUNCTION.match(folded)) or folded[:1] in QUOTES


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _skip(text: str, index: int) -> int:
    match = GAP.match(text, index)
    assert match is not None
    return match.end()


def _opening(text: str, start: int, end: int) -> int | None:
    """The last quotation mark between ``start`` and ``end``."""
    positions = [text.rfind(mark, start, end) for mark in QUOTES]
    return max(positions) if max(positions) >= 0 else None


def quotation_marks(text: str) -> dict[int, bool]:
    """Position of each quotation mark -> whether it opens.

    The mark's shape says nothing in copy that turns it; where it touches decides: a mark that
    touches only the word after it opens, one that touches only what is before it closes, and
    one that touches both or neither does what the marks before it leave to be done.
    """
    opens: dict[int, bool] = {}
    is_open = False
    for index, character in enumerate(text):
        if character not in QUOTES and not _is_single_quote(text, index):
            continue
        left, right = text[index - 1 : index] if index else "", text[index + 1 : index + 2]
        touches_left = bool(left.strip()) and left not in "([:،,؛" + QUOTES
        touches_right = bool(right.strip()) and right not in ").،,؛:؟?!…]" + QUOTES
        colon = text[:index].rstrip().endswith(":")
        if colon:
            opening = True
        elif touches_left and not touches_right and left in STOPS and not is_open:
            opening = _closes_next(text, index)
        elif touches_left != touches_right:
            opening = touches_right
        elif left in tuple(QUOTES) or right in tuple(QUOTES):
            opening = not touches_left and not is_open
        else:
            opening = not is_open
        opens[index] = opening
        is_open = opening
    return opens


def _closes_next(text: str, index: int) -> bool:
    """The next mark closes, so the one at ``index`` has to open: ``انتهى.” لكن المشكلة باقية.”``"""
    following = re.compile(f"[{QUOTES}]").search(text, index + 1)
    if following is None:
        return False
    at = following.start()
    left, right = text[at - 1], text[at + 1 : at + 2]
    return bool(left.strip() or left != right) and (not right.strip() or right in ".،,؟!")


def _is_single_quote(text: str, index: int) -> bool:
    """A quotation mark, not an apostrophe in a Latin word."""
    if text[index] not in SINGLE_QUOTES:
        return False
    left, right = text[index - 1 : index] if index else "", text[index + 1 : index + 2]
    return not (_latin(left) and (_latin(right) or not right.strip()))


def candidates(text: str) -> Iterator[tuple[int, int, int, bool]]:
    """(start, stop, end, bracketed) of every run with the closing marks after it."""
    marks = quotation_marks(text)
    depth: list[str] = []
    cursor = 0
    for match in RUN.finditer(text):
        for index in range(cursor, match.start()):
            character = text[index]
            if character in BRACKETS:
                depth.append(BRACKETS[character])
            elif depth and character == depth[-1]:
                depth.pop()
        end = match.end()
        bracketed = False
        while True:
            at = _skip(text, end)
            if at >= len(text):
                break
            character = text[at]
            spaced = at > end
            if marks.get(at) is False or (character in CLOSING_BRACKETS and not spaced):
                bracketed = bracketed or (character in CLOSING_BRACKETS and character in depth)
                end = at + 1
            elif end > match.end() and (again := RUN.match(text, at)):
                end = again.end()
            else:
                break
        cursor = match.end()
        yield match.start(), match.end(), end, bracketed


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end), without the white space around them.

    Every character that is not white space lies in exactly one span.
    """
    spans: list[tuple[int, int]] = []
    start = _strip_left(text, 0)
    for run_start, stop, end, bracketed in candidates(text):
        if run_start < start:
            continue
        candidate = Candidate(text, run_start, stop, end, start, bracketed)
        if any(veto(candidate) for veto in VETOES):
            continue
        spans.append((start, end))
        start = _strip_left(text, end)
    rest = len(text.rstrip())
    if start < rest:
        if spans and not any(ch.isalnum() for ch in text[start:rest]):
            spans[-1] = (spans[-1][0], rest)
        else:
            spans.append((start, rest))
    return spans


def _strip_left(text: str, index: int) -> int:
    while index < len(text) and text[index].isspace():
        index += 1
    return index


def segment_block(block: Block) -> list[tuple[int, int]]:
    """Spans of one block's segments; a title, dateline, byline or heading is one."""
    if block.kind not in WHOLE_BLOCKS:
        return sentence_spans(block.text)
    start, end = _strip_left(block.text, 0), len(block.text.rstrip())
    return [(start, end)] if start < end else []


def segment_article(article: Article) -> list[Segment]:
    """The article's segments in reading order, with ids that depend on their own text only."""
    return list(_with_ids(article.blocks))


def _with_ids(blocks: Iterable[Block]) -> Iterator[Segment]:
    seen: Counter[str] = Counter()
    for block in blocks:
        for start, end in segment_block(block):
            source = block.text[start:end]
            digest = hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=5)
            name = digest.hexdigest()
            seen[name] += 1
            suffix = f"-{seen[name]}" if seen[name] > 1 else ""
            yield Segment(f"s{name}{suffix}", block.id, start, end, source)
