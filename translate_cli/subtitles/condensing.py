"""Shorter words for the same: numerals, contractions outside quotations, the list's short forms.

Only what says exactly as much. Nothing inside quotation marks is touched: those are a person's
own words.
"""

import re
from collections.abc import Mapping, Sequence

NUMERALS = {
    word: str(number)
    for number, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        10,
    )
} | {
    word: str(number)
    for number, word in zip(
        range(20, 100, 10),
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        strict=True,
    )
}
UNITS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine".split(), 1)
}
CONTRACTIONS = {
    "cannot": "can't",
    "can not": "can't",
    "will not": "won't",
    "could not": "couldn't",
    "would not": "wouldn't",
    "should not": "shouldn't",
    "did not": "didn't",
    "does not": "doesn't",
    "do not": "don't",
    "has not": "hasn't",
    "have not": "haven't",
    "had not": "hadn't",
    "is not": "isn't",
    "are not": "aren't",
    "was not": "wasn't",
    "were not": "weren't",
    "they are": "they're",
    "we are": "we're",
    "you are": "you're",
    "it is": "it's",
    "they will": "they'll",
    "we will": "we'll",
    "they have": "they've",
    "we have": "we've",
}
HAVING = (
    "they have",
    "we have",
)  # contracted as auxiliaries only: “we have been”, not “we have time”
CONTRACTION = re.compile(rf"\b(?:{'|'.join(CONTRACTIONS)})\b(?! to\b)", re.IGNORECASE)
PARTICIPLE = re.compile(r"\s+(?:been|had|not|\w+ed)\b")
TENS = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(w for w in NUMERALS if w.endswith('ty'))})[- ]"
    rf"(?P<unit>{'|'.join(UNITS)})|(?P<plain>{'|'.join(NUMERALS)}))\b(?![- ](?:one|two|three|four|"
    rf"five|six|seven|eight|nine|hundred|thousand|first|second|third))"
)
PERCENT = re.compile(r"(?<=\d) per ?cent\b")
QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|‘[^’]*’(?!\w)")

Change = tuple[str, str]


def condensed(text: str, short_forms: Mapping[str, str]) -> tuple[str, Sequence[Change]]:
    """A shorter text that says the same, and what was changed into what, in order."""
    changes: list[Change] = []
    parts, cursor = [], 0
    for quoted in [*QUOTED.finditer(text), None]:
        end = quoted.start() if quoted else len(text)
        parts.append(_shortened(text[cursor:end], short_forms, changes))
        if quoted:
            parts.append(quoted[0])
            cursor = quoted.end()
    return "".join(parts), changes


def _shortened(text: str, short_forms: Mapping[str, str], changes: list[Change]) -> str:
    def put(new: str, match: re.Match[str]) -> str:
        if new != match[0]:
            changes.append((match[0], new))
        return new

    for long in sorted(short_forms, key=len, reverse=True):
        pattern = rf"\b{re.escape(long)}\b"
        text = re.sub(pattern, lambda m, new=short_forms[long]: put(new, m), text)  # type: ignore[misc]
    text = TENS.sub(lambda m: put(_numeral(m), m), text)
    text = PERCENT.sub(lambda m: put("%", m), text)
    return CONTRACTION.sub(lambda m: put(_contraction(m), m), text)


def _numeral(match: re.Match[str]) -> str:
    """``twenty-five`` as ``25``; at the start of a sentence words stay, for they are capitals."""
    if match["plain"]:
        return NUMERALS[match["plain"]]
    return str(int(NUMERALS[match["tens"]]) + UNITS[match["unit"]])


def _contraction(match: re.Match[str]) -> str:
    long = match[0].lower()
    rest = match.string[match.end() :]
    if long in HAVING and not PARTICIPLE.match(rest):
        return match[0]
    if not long.endswith("not") and not re.match(r"\s+\w", rest):
        return match[0]  # “what they are.”
    short = CONTRACTIONS[long]
    return short[:1].upper() + short[1:] if match[0][:1].isupper() else short
