"""Translated articles for tests, made of English sentences."""

from hypothesis import strategies as st

from translate_cli.document import Article, Bilingual, Block, EngineInfo, Segment

ENGLISH = st.lists(
    st.sampled_from(
        "The minister of health, said on Monday that 12 percent Ahmed Hassan were. a".split()
    ),
    min_size=1,
    max_size=60,
).map(" ".join)


def segment(number: int, source: str, target: str, block: str = "b1") -> Segment:
    return Segment(f"s{number}", block, 0, len(source), source, target, "machine")


def bilingual(*blocks: tuple[Block, list[str]]) -> Bilingual:
    segments = [
        segment(100 * i + j, "كلمة " * len(target.split()), target, block.id)
        for i, (block, targets) in enumerate(blocks)
        for j, target in enumerate(targets)
    ]
    article = Article([block for block, _ in blocks], "ar", None)
    return Bilingual(article, "-", EngineInfo("x", "x", "", "best"), segments)


def paragraph(number: int = 1, **fields: object) -> Block:
    return Block(f"b{number}", "paragraph", "نص", **fields)  # type: ignore[arg-type]
