"""Our argos engine beside argostranslate.translate.translate: same package, sentences, cores.

    python benchmarks/argos.py [--package FILE.argosmodel] [--rounds 3]

The library finds sentences with a model from the network; each of the 200 texts is one
sentence, so it is given a splitter that returns the text as it is, which costs it nothing.
"""

import argparse
import os
import statistics
import tempfile
import time
import zipfile
from pathlib import Path

from common import TINY, environment, pairs, words


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--package", type=Path, default=TINY)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(XDG_DATA_HOME=home, XDG_CONFIG_HOME=home, XDG_CACHE_HOME=home)
        os.environ["ARGOS_PACKAGES_DIR"] = f"{home}/packages"
        with zipfile.ZipFile(options.package) as archive:
            archive.extractall(f"{home}/packages")
        compare(options.package, options.rounds)


def compare(package: Path, rounds: int) -> None:
    import sacrebleu
    from argostranslate import translate

    from translate_cli.cache import Cache
    from translate_cli.engines import load
    from translate_cli.engines.protocol import Request
    from translate_cli.engines.runner import Runner

    sources, references = (list(side) for side in zip(*pairs(), strict=True))
    library = translate.get_translation_from_codes("ar", "en").underlying
    library.sentencizer = type("Whole", (), {"split_sentences": staticmethod(lambda t: [t])})()
    engine, _ = load("argos", "best")

    def theirs(texts: list[str]) -> list[str]:
        return [library.translate(text) for text in texts]

    def ours(texts: list[str]) -> list[str]:
        answers = Runner(engine, Cache(None)).run(Request(text) for text in texts)
        return [answers[Request(text)].best.text for text in texts]

    count = words(sources)
    print(environment())
    print(
        f"package {package.name}, {len(sources)} sentences, {count} words, beam 4, {rounds} rounds"
    )
    results = {}
    for name, run in (("argostranslate", theirs), ("translate-cli", ours)):
        run(sources[:5])
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            outputs = run(sources)
            times.append(time.perf_counter() - start)
        score = sacrebleu.corpus_chrf(outputs, [references]).score
        results[name] = (count / statistics.median(times), score)
        print(f"{name:15} {results[name][0]:8.0f} words/s   chrF {score:.2f}")
    (slow, one), (fast, other) = results.values()
    print(f"ratio {fast / slow:.1f}, chrF difference {other - one:+.2f}")


if __name__ == "__main__":
    main()
