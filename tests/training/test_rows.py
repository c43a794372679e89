"""Which rows a training run takes next."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rows import Row, next_rows, read_rows


def write(folder: Path, name: str, sources: list[str]) -> None:
    lines = [json.dumps({"ar": s, "en": f"of {s}", "terms": []}) + "\n" for s in sources]
    (folder / name).write_text("".join(lines), "utf-8")


def taken(folder: Path, weights: dict[str, float], rounds: list[int], seed: int) -> Counter[str]:
    seen: Counter[str] = Counter()
    return Counter(
        row.source for count in rounds for row in next_rows(folder, weights, seen, seed, count)
    )


def test_a_row_as_prepared(tmp_path: Path) -> None:
    line = {"ar": "قال", "en": "He said", "terms": [["قول", "said"]], "before": "صمت."}
    (tmp_path / "a.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n", "utf-8")
    assert read_rows(tmp_path / "a.jsonl") == [Row("قال", "He said", (("قول", "said"),), "صمت.")]


@settings(max_examples=30)
@given(rounds=st.lists(st.integers(1, 12), max_size=6), seed=st.integers(0, 99))
def test_rows_of_one_weight_take_turns(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[int], seed: int
) -> None:
    folder = tmp_path_factory.mktemp("data")
    sources = [f"s{n}" for n in range(12)]
    write(folder, "news.jsonl", sources)
    counts = taken(folder, {}, rounds, seed)
    assert counts.total() == sum(rounds)
    times = [counts[source] for source in sources]
    assert max(times) - min(times) <= 1


def test_a_file_has_the_share_that_its_weight_gives_it(tmp_path: Path) -> None:
    write(tmp_path, "news.jsonl", [f"n{n}" for n in range(10)])
    write(tmp_path, "corpus-2.jsonl", [f"c{n}" for n in range(10)])
    write(tmp_path, "tatoeba.jsonl", [f"t{n}" for n in range(10)])
    counts = taken(tmp_path, {"news": 1, "corpus": 0.5, "tatoeba": 0}, [10] * 15, 3)
    shares = Counter(source[0] for source in counts.elements())
    assert shares["n"] + shares["c"] == 150
    assert abs(shares["n"] - 100) <= 10


def test_a_newcomer_comes_first(tmp_path: Path) -> None:
    write(tmp_path, "news.jsonl", ["a", "b", "c"])
    seen: Counter[str] = Counter()
    for _ in range(4):
        next_rows(tmp_path, {}, seen, 0, 3)
    write(tmp_path, "back.jsonl", ["new"])
    assert [row.source for row in next_rows(tmp_path, {}, seen, 0, 1)] == ["new"]
