"""What became of a list's terms in a set of translated articles: read from their JSON files."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from importlib import resources
from pathlib import Path
from string import Template
from typing import Any, get_args

from translate_cli.document import TermStatus
from translate_cli.glossary.model import Glossary
from translate_cli.readers.machine import read_json

STATUSES: tuple[str, ...] = get_args(TermStatus)


@dataclass
class TermCount:
    """How often a term was met, by outcome, and in which articles."""

    source: str
    target: str
    statuses: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)

    @property
    def total(self) -> int:
        return sum(self.statuses.values())

    @property
    def kept(self) -> int:
        return self.statuses["satisfied"] + self.statuses["repaired"]


@dataclass(frozen=True)
class Coverage:
    """``terms`` that fired, most often first; ``silent`` entries of the list that never did."""

    articles: int
    terms: Sequence[TermCount]
    silent: Sequence[tuple[str, str]]

    @property
    def statuses(self) -> Counter[str]:
        return sum((term.statuses for term in self.terms), Counter[str]())


def read(paths: Sequence[Path], glossary: Glossary) -> Coverage:
    """Coverage of a list by ``*.bilingual.json`` files. Raises InputError."""
    counts: dict[str, TermCount] = {}
    for path in paths:
        for use in (u for s in read_json(path).segments for u in s.terms if u.listed):
            term = counts.setdefault(use.entry, TermCount(use.source, use.target))
            term.statuses[use.status] += 1
            term.articles.add(str(path))
    silent = [(e.source, e.target) for e in glossary.entries if e.id not in counts]
    terms = sorted(counts.values(), key=lambda term: (-term.total, term.source))
    return Coverage(len(paths), terms, silent)


def as_data(coverage: Coverage) -> dict[str, Any]:
    """The report as plain data, for ``--json``."""
    return {
        "articles": coverage.articles,
        "statuses": {status: coverage.statuses[status] for status in STATUSES},
        "terms": [
            {
                "source": term.source,
                "target": term.target,
                "articles": len(term.articles),
                **{status: term.statuses[status] for status in STATUSES},
            }
            for term in coverage.terms
        ],
        "silent": [{"source": source, "target": target} for source, target in coverage.silent],
    }


def as_page(coverage: Coverage, title: str) -> bytes:
    """The report as one HTML page with a bar for each term."""
    most = max((term.total for term in coverage.terms), default=1)
    template = (
        resources.files("translate_cli.glossary").joinpath("coverage.html").read_text("utf-8")
    )
    page = Template(template).substitute(
        title=escape(title),
        articles=coverage.articles,
        fired=len(coverage.terms),
        silent_count=len(coverage.silent),
        legend="".join(
            f'<li><i class="{status}"></i>{status} {coverage.statuses[status]}</li>'
            for status in STATUSES
        ),
        rows="\n".join(_row(term, most) for term in coverage.terms),
        silent="\n".join(
            f'<li><bdi lang="ar">{escape(source)}</bdi> <span>{escape(target)}</span></li>'
            for source, target in coverage.silent
        ),
    )
    return page.encode("utf-8")


def _row(term: TermCount, most: int) -> str:
    bars = "".join(
        f'<i class="{status}" style="width:{100 * term.statuses[status] / most:.2f}%"'
        f' title="{status}: {term.statuses[status]}"></i>'
        for status in STATUSES
        if term.statuses[status]
    )
    label = f"{term.kept} of {term.total} kept"
    return (
        f'<tr><th scope="row" lang="ar" dir="rtl">{escape(term.source)}</th>'
        f"<td>{escape(term.target)}</td>"
        f'<td class="bar"><div role="img" aria-label="{label}">{bars}</div></td>'
        f"<td>{term.kept}/{term.total}</td><td>{len(term.articles)}</td></tr>"
    )
