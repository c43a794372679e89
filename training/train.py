"""Fine-tune the starter's network; stopped at any time, it goes on where it was.

    python training/train.py --start .training/shrunk --data .training/data --work .training/run \
        --minutes 120 [--rate 4e-5] [--weights corpus=2,tatoeba=0.5] [--seed 1] [--freeze 9] \
        [--reverse]

``--start`` is a CTranslate2 folder (the shipped model, or what ``shrink.py`` wrote). The learning
rate warms up, stays, and falls over the last quarter of ``--minutes`` of training time, pauses not
counted. The checkpoint in ``--work`` keeps weights, their running average, the optimiser and the
clock; the average is what ``export.py`` writes. ``before-fall.pt`` is the checkpoint from where the
rate began to fall: put in the place of ``checkpoint.pt``, it lets a run go on for more
``--minutes`` without a new warm-up. Data files are read again every round, so that rows that come
in later (back-translations) are used at once: a round takes the rows that are furthest behind the
share that their file's weight gives them. ``--freeze`` leaves the embeddings and the lowest layers
as they are, which makes a step faster. A run that goes on from another run's model wants another
``--seed``, or it begins with the very rows that the other began with. ``--reverse`` trains English
to Arabic, for ``backtranslate.py``. Runs on a GPU where there is one.

Needs: torch, sentencepiece, numpy.
"""

import argparse
import json
import math
import random
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import sentencepiece
import torch
from examples import Example, Maker, batches
from model import Gemma, load, read_checkpoint, write_checkpoint
from prepare import DEV, LICENCES
from rows import Row, next_rows, read_rows
from torch import Tensor
from torch.nn import functional

TOKENS_A_BATCH = 1600  # positions, on a CPU; a GPU takes GPU_FACTOR times as many
GPU_FACTOR = 8
ROWS_A_ROUND = 500
WARM_UP = 0.03  # share of the time
FALL = 0.25  # share of the time, at the end
SMOOTHING = 0.1
AVERAGE = 0.995  # decay a step of the running average of the weights
SAVE_EVERY = 300  # seconds; at the end of a round, so that no row of it is lost
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
# bfloat16 is done in software on a CPU without AVX-512, a hundred times slower than float32
SHORT_FLOATS = DEVICE == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()


def tensors(batch: list[Example]) -> tuple[Tensor, Tensor]:
    """Token numbers and wanted next tokens, both (sentences, longest); -100 where none counts."""
    longest = max(len(example) for example in batch)
    tokens = torch.zeros(len(batch), longest, dtype=torch.long)
    wanted = torch.full((len(batch), longest), -100)
    for i, example in enumerate(batch):
        tokens[i, : len(example)] = torch.tensor(example.prompt + example.answer)
        wanted[i, len(example.prompt) - 1 : len(example) - 1] = torch.tensor(example.answer)
    return tokens.to(DEVICE), wanted.to(DEVICE)


def loss_of(model: Gemma, batch: list[Example], smoothing: float = SMOOTHING) -> tuple[Tensor, int]:
    """Summed cross-entropy of the English, and how many pieces of it there are."""
    tokens, wanted = tensors(batch)
    with torch.autocast(DEVICE, torch.bfloat16, enabled=SHORT_FLOATS):
        states = model(tokens)
        counted = wanted != -100
        logits = model.logits(states[counted])
    loss = functional.cross_entropy(
        logits.float(), wanted[counted], reduction="sum", label_smoothing=smoothing
    )
    return loss, int(counted.sum())


@torch.no_grad()
def held_out_loss(model: Gemma, maker: Maker, path: Path) -> float:
    """Nats a piece on a file of rows, without terms, context or smoothing."""
    rows = read_rows(path)
    examples = sorted((maker.encoded(row.source, row.target) for row in rows), key=len)
    total = pieces = 0.0
    for i in range(0, len(examples), 24):
        loss, count = loss_of(model, examples[i : i + 24], smoothing=0.0)
        total, pieces = total + float(loss), pieces + count
    return total / pieces


def rate(done: float, highest: float) -> float:
    """The learning rate after the share ``done`` of the time."""
    rising = (done + 1e-3) / (WARM_UP + 1e-3)
    falling = 1 - math.sqrt(max(0.0, (done - 1 + FALL) / FALL))
    return highest * max(0.0, min(1.0, rising, falling))


class Run:
    """Model, average, optimiser, clock and rows seen: all that a checkpoint keeps."""

    def __init__(self, start: Path, work: Path, frozen: int = 0) -> None:
        self.path = work / "checkpoint.pt"
        self.seconds, self.step, self.tokens = 0.0, 0, 0
        self.seen: Counter[str] = Counter()
        average = None
        if self.path.exists():
            self.model, saved = read_checkpoint(self.path)
            average = saved["average"]
            self.seconds, self.step, self.tokens = saved["clock"]  # type: ignore[misc]
            self.seen.update(saved["seen"])  # type: ignore[call-overload]
        else:
            work.mkdir(parents=True, exist_ok=True)
            self.model, saved = load(start), {}
        self.model.to(DEVICE)
        if frozen:
            for part in (self.model.embedding, *self.model.layers[:frozen]):
                part.requires_grad_(False)
        trained = [weight for weight in self.model.parameters() if weight.requires_grad]
        self.optimiser = torch.optim.AdamW(
            trained, betas=(0.9, 0.99), weight_decay=0.01, fused=True
        )
        if "optimiser" in saved:
            self.optimiser.load_state_dict(saved["optimiser"])  # type: ignore[arg-type]
        self.average = average or {k: v.clone() for k, v in self.model.state_dict().items()}
        self.average = {k: v.to(DEVICE) for k, v in self.average.items()}

    def save(self, name: str = "checkpoint.pt") -> None:
        write_checkpoint(
            self.model,
            self.path.with_name(name),
            average=self.average,
            optimiser=self.optimiser.state_dict(),
            clock=(self.seconds, self.step, self.tokens),
            seen=dict(self.seen),
        )

    def learn(self, batch: list[Example], rate: float) -> float:
        """One step down the gradient of a batch; its loss, nats a piece."""
        loss, count = loss_of(self.model, batch)
        (loss / count).backward()
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        self.tokens += sum(map(len, batch))
        self.update_average()
        return loss.item() / count

    @torch.no_grad()
    def update_average(self) -> None:
        decay = min(AVERAGE, (1 + self.step) / (10 + self.step))
        state = self.model.state_dict()
        torch._foreach_lerp_(list(self.average.values()), list(state.values()), 1 - decay)


def weights_of(text: str) -> dict[str, float]:
    """``corpus=2,tatoeba=0.5`` as a table."""
    pairs = (item.split("=") for item in text.split(",") if item)
    return {name: float(weight) for name, weight in pairs}


def learn_round(run: Run, groups: Iterable[list[Example]], end: float, highest: float) -> None:
    """All batches of a round; past ``end``, in seconds, at a rate of nothing."""
    losses: list[float] = []
    tokens, before, began = run.tokens, run.seconds, time.monotonic()
    for batch in groups:
        losses.append(run.learn(batch, rate(run.seconds / end, highest)))
        run.seconds = before + time.monotonic() - began
    print(
        f"step {run.step}, {run.seconds / 60:.1f} min, {run.tokens / 1e6:.2f} M tokens,"
        f" loss {sum(losses) / len(losses):.3f},"
        f" {(run.tokens - tokens) / (run.seconds - before):.0f} tokens/s",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--weights", type=weights_of, default={})
    parser.add_argument("--freeze", type=int, default=0, metavar="LAYERS")
    parser.add_argument("--reverse", action="store_true", help="train English to Arabic")
    options = parser.parse_args()
    pieces = sentencepiece.SentencePieceProcessor(
        model_file=str(options.start / "sentencepiece.model")
    )
    if unknown := options.weights.keys() - LICENCES.keys():
        parser.error(f"--weights: prepare.py makes no {', '.join(sorted(unknown))}")
    run = Run(options.start, options.work, options.freeze)
    run.model.compile(dynamic=True)  # half as fast again as without, after two minutes
    size = TOKENS_A_BATCH * (GPU_FACTOR if DEVICE == "cuda" else 1)
    end, saved = 60 * options.minutes, run.seconds
    while run.seconds < end:
        draw = random.Random(f"{options.seed} {run.step}")
        rows = next_rows(options.data, options.weights, run.seen, options.seed, ROWS_A_ROUND)
        if not rows:
            parser.error(f"{options.data}: there are no rows to train on")
        if options.reverse:
            rows = [Row(row.target, row.source) for row in rows]
        was_falling = run.seconds > end * (1 - FALL)
        learn_round(run, batches(Maker(pieces, rows), rows, size, draw), end, options.rate)
        if run.seconds > end * (1 - FALL) and not was_falling:
            run.save("before-fall.pt")
        if run.seconds - saved > SAVE_EVERY or run.seconds > end:
            run.save()
            saved = run.seconds
    dev = options.data / DEV
    if dev.exists() and not options.reverse:
        run.model.load_state_dict(run.average)
        print(json.dumps({"dev": held_out_loss(run.model, Maker(pieces, []), dev)}))


if __name__ == "__main__":
    main()
