"""Words that the source sets apart, italics above all, found again in the translation."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from translate_cli.document import Article, Block, Mark, Remark, Segment


def texts(article: Article) -> Iterator[str]:
    """What is set apart, to be translated by itself so that it can be looked for."""
    for block in article.blocks:
        for mark in block.marks:
            yield block.text[mark.start : mark.end].strip()


def marked(
    article: Article, segments: Sequence[Segment], english: Callable[[str], str]
) -> list[Segment]:
    """The segments with their marks; a mark whose words are not found is a warning."""
    blocks = {block.id: block for block in article.blocks if block.marks}
    return [_marked(blocks.get(s.block), s, english) if blocks else s for s in segments]


def _marked(block: Block | None, segment: Segment, english: Callable[[str], str]) -> Segment:
    found: list[Mark] = []
    lost: list[Remark] = []
    for mark in block.marks if block else ():
        if not segment.start <= mark.start < segment.end:
            continue
        text = block.text[mark.start : mark.end].strip() if block else ""
        place = _of_term(segment, mark) or _of_words(segment.target, english(text))
        if place:
            found.append(Mark(*place, mark.tags))
        else:
            message = f"the markup of “{text}” was left out: its English was not found"
            lost.append(Remark("markup-lost", "warning", message, mark.start, mark.end))
    if not found and not lost:
        return segment
    return replace(segment, marks=tuple(found), warnings=(*segment.warnings, *lost))


def _of_term(segment: Segment, mark: Mark) -> tuple[int, int] | None:
    for use in segment.terms:
        inside = use.start < mark.end and mark.start < use.end
        if inside and use.target_start is not None and use.target_end is not None:
            return use.target_start, use.target_end
    return None


def _of_words(target: str, wanted: str) -> tuple[int, int] | None:
    wanted = wanted.strip(' .,;:!?"')
    for words in (wanted, wanted.removeprefix("The ").removeprefix("the ")):
        start = target.lower().find(words.lower()) if words else -1
        if start >= 0:
            return start, start + len(words)
    return None
