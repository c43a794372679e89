"""Hypothesis strategies for term list entries, as odd as people write them."""

from hypothesis import strategies as st

from translate_cli.glossary.model import CASE_RULES, STATUSES, Entry, MatchRule, identity

ARABIC = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآىةئؤ "), min_size=2, max_size=12)
ENGLISH = st.text(st.sampled_from("abcdeXYZ -+=@'|\\,;\"#&<>é%"), min_size=1, max_size=12)


def tidy(text: str) -> str:
    return " ".join(text.split())


sources = ARABIC.map(tidy).filter(lambda text: len(text) > 1)
words = ENGLISH.map(tidy).filter(bool)
optional = st.one_of(st.just(""), words)


def several(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(strategy, max_size=3, unique=True).map(tuple)


rules = st.builds(MatchRule, st.booleans(), st.booleans(), st.booleans(), several(sources))


def made(id: str, source: str, target: str, **fields: object) -> Entry:
    return Entry(id or identity(source, target), source, target, **fields)  # type: ignore[arg-type]


entries = st.builds(
    made,
    id=st.one_of(st.just(""), st.just("x1"), words),
    source=sources,
    target=words,
    allowed=several(words),
    variants=several(sources),
    forbidden=several(words),
    pos=st.sampled_from(("", "noun", "verb")),
    domain=optional,
    status=st.sampled_from(STATUSES),
    definition=optional,
    note=optional,
    match=rules,
    case=st.sampled_from(CASE_RULES),
    short=optional,
    date=st.sampled_from(("", "2026-01-02")),
    author=optional,
)
