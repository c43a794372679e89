"""HTML pages that a person enjoys reading: one file, no script, nothing fetched."""

from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources
from string import Template

from translate_cli.document import Bilingual, Block, Segment, TermUse
from translate_cli.writers.common import (
    BY_RULE,
    caption_of,
    english_blocks,
    remarks_of,
    summary,
    title_of,
)

TAGS = {"title": "h1", "heading": "h2"}
STATUS = {
    "satisfied": "as the glossary has it",
    "repaired": "put right after the engine",
    "missing": "not as the glossary has it",
    "ambiguous": "may be this term",
}

STATUS_OF_NAME = {
    **STATUS,
    "satisfied": "a name, the same throughout",
    "repaired": "a name, made the same throughout",
    "missing": "a name, not as elsewhere",
}


def _template(name: str) -> Template:
    return Template(resources.files("translate_cli.writers").joinpath(name).read_text("utf-8"))


def bilingual_page(bilingual: Bilingual) -> bytes:
    """Two columns, English and Arabic, terms marked, warnings under their segment."""
    rows = [row for block in bilingual.article.blocks for row in _rows(bilingual, block)]
    uses = [use for segment in bilingual.segments for use in segment.terms if use.listed]
    kept = sum(use.status in ("satisfied", "repaired") for use in uses)
    page = _template("bilingual.html").substitute(
        title=escape(title_of(bilingual)),
        input=escape(bilingual.input),
        summary=escape(summary(bilingual)),
        terms=f"{kept} of {len(uses)} terms kept" if uses else "no terms met",
        rows="\n".join(rows),
        names=_names(bilingual),
    )
    return page.encode("utf-8")


def _names(bilingual: Bilingual) -> str:
    """The register of names as a table; nothing where there are none."""
    if not bilingual.names:
        return ""
    rows = "".join(
        f'<tr><td dir="rtl" lang="ar">{"، ".join(map(escape, name.spellings or [name.source]))}'
        f'</td><td lang="en">{escape(name.target)}</td>'
        f"<td>{BY_RULE if name.by_rule else ''}</td></tr>"
        for name in bilingual.names
    )
    return f'<section class="names"><h2>Names that no list has</h2><table>{rows}</table></section>'


def _rows(bilingual: Bilingual, block: Block) -> Iterator[str]:
    caption = caption_of(bilingual, block)
    if caption:
        yield f'<p class="caption">{escape(caption)}</p>'
    for segment in bilingual.segments_by_block[block.id]:
        tag = TAGS.get(block.kind, "p")
        worst = " ".join(sorted({remark.severity for remark in segment.warnings}))
        yield (
            f'<section id="{escape(segment.id)}" class="pair {block.kind} {worst}">'
            f'<{tag} class="en" dir="ltr" lang="en">{_target(segment)}</{tag}>'
            f'<{tag} class="ar" dir="rtl" lang="ar">{_source(segment)}</{tag}>'
            f"{_remarks(segment)}</section>"
        )


def _remarks(segment: Segment) -> str:
    if not segment.warnings:
        return ""
    items = "".join(
        f'<li class="{remark.severity}">{escape(text)}</li>'
        for remark, text in zip(segment.warnings, remarks_of(segment), strict=True)
    )
    return f'<ul class="warnings" dir="auto">{items}</ul>'


def _source(segment: Segment) -> str:
    spans = [(u.start - segment.start, u.end - segment.start, u) for u in segment.terms]
    return _marked(segment.source, spans)


def _target(segment: Segment) -> str:
    spans = [
        (use.target_start, use.target_end, use)
        for use in segment.terms
        if use.target_start is not None and use.target_end is not None
    ]
    return _marked(segment.target, spans)


def _marked(text: str, spans: Sequence[tuple[int, int, TermUse]]) -> str:
    """The text escaped, its spans in ``<mark>``; overlapping spans are left out."""
    parts = []
    cursor = 0
    for start, end, use in sorted(spans, key=lambda span: span[:2]):
        if start < cursor:
            continue
        reason = f" ({use.reason})" if use.reason else ""
        who = STATUS[use.status] if use.listed else STATUS_OF_NAME[use.status]
        title = f"{use.source} → {use.target}: {who}{reason}"
        parts.append(escape(text[cursor:start]))
        parts.append(
            f'<mark class="{use.status}" title="{escape(title)}">{escape(text[start:end])}</mark>'
        )
        cursor = end
    return "".join([*parts, escape(text[cursor:])])


def target_page(bilingual: Bilingual) -> bytes:
    """The English alone as a clean article."""
    body = []
    listed = False
    for block, speaker, text in english_blocks(bilingual):
        item = block.style == "list-item"
        if item != listed:
            body.append("<ul>" if item else "</ul>")
            listed = item
        body.append(_element(block, speaker, text))
    if listed:
        body.append("</ul>")
    page = _template("target.html").substitute(
        title=escape(title_of(bilingual)), body="\n".join(body)
    )
    return page.encode("utf-8")


def _element(block: Block, speaker: str, text: str) -> str:
    inside = (f"<b>{escape(speaker)}:</b> " if speaker else "") + escape(text)
    if block.kind in TAGS:
        return f"<{TAGS[block.kind]}>{inside}</{TAGS[block.kind]}>"
    if block.style == "list-item":
        return f"<li>{inside}</li>"
    if block.style == "quote":
        return f"<blockquote><p>{inside}</p></blockquote>"
    return f'<p class="{block.kind}">{inside}</p>'
