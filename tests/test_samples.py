"""The sample articles are what they are said to be."""

import pytest
from conftest import SAMPLES

from translate_cli.readers import read_article

ARTICLES = sorted(p for p in SAMPLES.iterdir() if p.name != "README.md" and p.suffix != ".srt")


def test_there_are_six() -> None:
    assert len(ARTICLES) >= 6
    assert {p.suffix for p in ARTICLES} >= {".txt", ".md", ".html"}


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.name)
def test_each_reads_as_an_article(path: object) -> None:
    article = read_article(path)  # type: ignore[arg-type]
    assert article.blocks[0].kind == "title"
    assert {"dateline", "byline"} & {b.kind for b in article.blocks} or path.suffix == ".html"  # type: ignore[attr-defined]
    assert sum(len(b.text.split()) for b in article.blocks) > 100
