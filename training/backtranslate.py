"""Translate English news into Arabic with a model that was trained the other way.

    python training/train.py --reverse --start .training/base --data .training/data \
        --work .training/reverse --minutes 60
    python training/export.py --work .training/reverse --like .training/base --out .training/en-ar
    python training/backtranslate.py --model .training/en-ar/starter.zip \
        --news ../shared/data/news.en.xz --out .training/back --sentences 20000
    python training/prepare.py --name back --more .training/back.tsv --english .training/back.en …

Writes OUT.en and OUT.tsv, numbered lines; called again it goes on after the last one. Greedy
search is replaced by sampling among the ten likeliest pieces: varied Arabic teaches more than
the likeliest (Edunov et al. 2018, "Understanding Back-Translation at Scale").

Needs: ctranslate2, sentencepiece.
"""

import argparse
import lzma
import random
from pathlib import Path

import ctranslate2
import sentencepiece

from translate_cli.engines.decoding import workers
from translate_cli.engines.models import unpacked

SENTENCES_A_BATCH = 64
LIKELIEST = 10
FEWEST_WORDS, MOST_WORDS = 6, 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sentences", type=int, default=20_000)
    options = parser.parse_args()
    with lzma.open(options.news, "rt", encoding="utf-8") as file:
        lines = dict.fromkeys(line.strip() for line in file)
    news = [line for line in lines if FEWEST_WORDS <= len(line.split()) <= MOST_WORDS]
    random.Random(3).shuffle(news)
    english, arabic = (options.out.with_suffix(end) for end in (".en", ".tsv"))
    done = arabic.read_text("utf-8").count("\n") if arabic.exists() else 0
    cores = workers()
    with unpacked(options.model) as folder:
        pieces = sentencepiece.SentencePieceProcessor(str(folder / "sentencepiece.model"))
        generator = ctranslate2.Generator(str(folder), inter_threads=cores, intra_threads=1)
    while done < min(options.sentences, len(news)):
        batch = news[done : done + SENTENCES_A_BATCH * cores]
        prompts = [["<bos>", *pieces.encode(line, out_type=str), "<unused0>"] for line in batch]
        answers = generator.generate_batch(
            prompts,
            max_batch_size=SENTENCES_A_BATCH,
            max_length=160,
            sampling_topk=LIKELIEST,
            end_token="<eos>",
            include_prompt_in_result=False,
        )
        texts = [pieces.decode(answer.sequences[0]).strip() for answer in answers]
        rows = list(enumerate(zip(batch, texts, strict=True), done))
        for path, side in ((english, 0), (arabic, 1)):
            with path.open("a", encoding="utf-8") as out:
                out.writelines(f"{i}\t{' '.join(row[side].split())}\n" for i, row in rows)
        done += len(batch)
        print(f"{done} sentences", flush=True)


if __name__ == "__main__":
    main()
