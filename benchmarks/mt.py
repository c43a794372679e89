"""Translation quality, obedience to terms, speed and memory of every engine, beside its peers.

    python benchmarks/mt.py --data ../shared/data [--limit N] [--model STARTER.zip]
        [--package FILE.argosmodel] [--sets flores,corpus,articles] [--quality best,fast]

Sets: ``flores`` is the FLORES-101 devtest, with the outputs of other systems for the same
sentences (``peers/``) scored the same way; ``corpus`` and ``articles`` are the held-out parts of
the corpus written for this project. On the latter two terms are measured as well: the engine's
output, asked again where it is unsound, without and with each sentence's terms in its prompt; and
``glossary``, the whole way with the terms of all sentences as one list: matched in the text, given
to the engine where it takes them, enforced; where sentences render a term in two ways the list has
the last. ``swapped`` gives half of the terms another's rendering, in list and reference alike, so
that obedience and not memory is measured. A term succeeds when its rendering stands in the output
as whole words, in any case, as the WMT 2023 terminology task counts it.

Each row runs in a process of its own, so that its peak memory is its own. Needs sacrebleu.
"""

import argparse
import json
import multiprocessing
import os
import random
import re
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from common import TINY, environment, peak_megabytes, words

from translate_cli.arabic import for_engine, has_arabic
from translate_cli.engines.choosing import whole
from translate_cli.engines.health import is_empty, is_loop
from translate_cli.engines.protocol import Engine, Request

Terms = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sentence:
    source: str
    reference: str
    terms: Terms = ()
    before: str = ""


@dataclass(frozen=True)
class Task:
    """One row of the table: an engine, a quality, sentences and what goes into the prompt."""

    engine: str
    quality: str
    terms: bool = False
    context: bool = False
    glossary: bool = False


def flores(data: Path) -> list[Sentence]:
    sides = [(data / f"eval/flores-devtest.{side}").read_text("utf-8") for side in ("ar", "en")]
    return [Sentence(*pair) for pair in zip(*(side.splitlines() for side in sides), strict=True)]


def held_out(path: Path) -> list[Sentence]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    sentences, last = [], {}
    for row in rows:
        before = last.get("ar", "") if row.get("doc") and row["doc"] == last.get("doc") else ""
        terms = tuple((a, e) for a, e in row["terms"])
        sentences.append(Sentence(row["ar"], row["en"], terms, before))
        last = row
    return sentences


def swapped(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences with a swapped term: half of all terms get another one's rendering."""
    draw = random.Random(7)
    terms = sorted({term for s in sentences for term in s.terms})
    others = {
        term: draw.choice([english for _, english in terms if english != term[1]])
        for term in draw.sample(terms, len(terms) // 2)
    }
    result = []
    for s in sentences:
        new = {term[1].lower(): others[term] for term in s.terms if term in others}
        if not new or not whole(*new).search(s.reference):
            continue
        reference = whole(*new).sub(lambda found, new=new: new[found[0].lower()], s.reference)
        terms = ((arabic, new.get(english.lower(), english)) for arabic, english in s.terms)
        standing = tuple(term for term in terms if whole(term[1]).search(reference))
        result.append(Sentence(s.source, reference, standing, s.before))
    return result


def success(sentences: Sequence[Sentence], outputs: Sequence[str]) -> tuple[int, int]:
    """Terms whose rendering stands in the output, of all terms of the sentences."""
    found = [
        bool(whole(english).search(output))
        for sentence, output in zip(sentences, outputs, strict=True)
        for _, english in sentence.terms
    ]
    return sum(found), len(found)


def translate(
    task: Task, sentences: Sequence[Sentence], model: Path | None
) -> tuple[list[str], float, float]:
    """Outputs, seconds without loading, peak memory in MB."""
    from translate_cli import engines
    from translate_cli.cache import Cache
    from translate_cli.engines.curing import cured
    from translate_cli.engines.runner import Runner
    from translate_cli.engines.starter import StarterEngine

    if task.engine == "starter" and model:
        engine = StarterEngine(task.quality, model)
    else:
        engine, _ = engines.load(task.engine, task.quality)
    if task.glossary:
        return (*enforced(engine, sentences), peak_megabytes())
    requests = [
        Request(
            for_engine(s.source).text,
            s.terms if task.terms else (),
            before=for_engine(s.before).text if task.context else "",
        )
        for s in sentences
    ]
    start = time.perf_counter()
    run = Runner(engine, Cache(None)).run
    answers = cured(run(requests), run)
    seconds = time.perf_counter() - start
    return [answers[request].best.text for request in requests], seconds, peak_megabytes()


def enforced(engine: Engine, sentences: Sequence[Sentence]) -> tuple[list[str], float]:
    """Outputs and seconds of the whole way, with the terms of all sentences as one list."""
    from translate_cli.cache import Cache
    from translate_cli.glossary.matcher import Matcher
    from translate_cli.glossary.model import Entry, Glossary, identity
    from translate_cli.pipeline import Translator

    chosen = {arabic: english for s in sentences for arabic, english in s.terms}
    entries = [Entry(identity(a, e), a, e) for a, e in chosen.items()]
    start = time.perf_counter()
    matcher, translator = Matcher(Glossary(entries)), Translator(engine, Cache(None))
    translator.translate((s.source, matcher) for s in sentences)
    outputs = [translator.result(s.source, matcher).english for s in sentences]
    return outputs, time.perf_counter() - start


def score(outputs: Sequence[str], sentences: Sequence[Sentence]) -> tuple[float, float]:
    import sacrebleu

    references = [[s.reference for s in sentences]]
    return (
        sacrebleu.corpus_bleu(list(outputs), references).score,
        sacrebleu.corpus_chrf(list(outputs), references).score,
    )


def signatures() -> str:
    from sacrebleu.metrics import BLEU, CHRF

    found = []
    for metric in (BLEU(), CHRF()):
        metric.corpus_score(["a"], [["a"]])
        found.append(f"{type(metric).__name__} {metric.get_signature()}")
    return "\n".join(found)


def row(name: str, outputs: Sequence[str], sentences: Sequence[Sentence], more: str = "") -> None:
    bleu, chrf = score(outputs, sentences)
    hits, terms = success(sentences, outputs)
    share = f"{100 * hits / terms:6.1f} % of {terms}" if terms else " " * 14
    print(f"{name:36} {bleu:5.1f} {chrf:6.1f} {share} {more}", flush=True)


def faults(outputs: Sequence[str], sentences: Sequence[Sentence]) -> str:
    arabic = sum(map(has_arabic, outputs))
    empty = sum(is_empty(s.source, o) for s, o in zip(sentences, outputs, strict=True))
    loops = sum(is_loop(s.source, o) for s, o in zip(sentences, outputs, strict=True))
    return f"Arabic {arabic}, empty {empty}, loops {loops}"


def measure(
    name: str, task: Task, sentences: Sequence[Sentence], model: Path | None, keep: Path | None
) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        outputs, seconds, memory = pool.apply(translate, (task, sentences, model))
    speed = words([s.source for s in sentences]) / seconds
    more = f"{speed:5.0f} words/s {memory:5.0f} MB  {faults(outputs, sentences)}"
    row(name, outputs, sentences, more)
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        file = keep / f"{re.sub(r'[^a-z0-9]+', '-', name)}.en"
        file.write_text("\n".join(outputs) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, help="a starter model other than the shipped one")
    parser.add_argument("--package", type=Path, default=TINY)
    parser.add_argument("--sets", default="flores,corpus,articles")
    parser.add_argument("--engines", default="starter,argos")
    parser.add_argument("--quality", default="best,fast")
    parser.add_argument("--limit", type=int, help="every so-many-th sentence, about N of them")
    parser.add_argument("--keep", type=Path, help="folder for the outputs")
    options = parser.parse_args()
    print(environment())
    print(signatures())
    print(f"{'':36}  BLEU   chrF  terms")
    with tempfile.TemporaryDirectory() as home:
        os.environ["ARGOS_PACKAGES_DIR"] = f"{home}/packages"
        with zipfile.ZipFile(options.package) as archive:
            archive.extractall(f"{home}/packages")
        for name in options.sets.split(","):
            measure_set(name, options)


def measure_set(name: str, options: argparse.Namespace) -> None:
    path = options.data / f"{name}-heldout.jsonl"
    sentences = flores(options.data) if name == "flores" else held_out(path)
    step = max(1, len(sentences) // options.limit) if options.limit else 1
    sentences = sentences[::step]
    peers = sorted((options.data / "peers").glob("flores-devtest.*.en")) if name == "flores" else []
    for peer in peers:
        outputs = peer.read_text("utf-8").splitlines()[::step]
        row(f"{name} {peer.name.split('.')[1]}", outputs, sentences)
    for engine in options.engines.split(","):
        for quality in options.quality.split(","):
            label = f"{name} {engine} {quality}"
            plain, termed = Task(engine, quality), Task(engine, quality, terms=True)

            runs = [("", plain, sentences)]
            if name != "flores" and quality == "best":
                others = swapped(sentences)
                listed = Task(engine, quality, glossary=True)
                if engine == "starter":
                    runs += [(", terms", termed, sentences), (", terms swapped", termed, others)]
                    if name == "articles":
                        runs.append((", context", Task(engine, quality, context=True), sentences))
                runs += [(", glossary", listed, sentences), (", glossary swapped", listed, others)]
            for suffix, task, some in runs:
                measure(f"{label}{suffix}", task, some, options.model, options.keep)


if __name__ == "__main__":
    main()
