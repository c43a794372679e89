"""Fine-tune the starter's network; stopped at any time, it goes on where it was.

    python training/train.py --start .training/shrunk --data .training/data --work .training/run \
        --minutes 120 [--rate 4e-5] [--weights corpus=2,tatoeba=0.5] [--seed 1] [--reverse]

``--start`` is a CTranslate2 folder (the shipped model, or what ``shrink.py`` wrote). The learning
rate warms up, stays, and falls over the last quarter of ``--minutes`` of training time, pauses not
counted. The checkpoint in ``--work`` keeps weights, their running average, the optimiser and the
clock; the average is what ``export.py`` writes. ``before-fall.pt`` is the checkpoint from where the
rate began to fall: put in the place of ``checkpoint.pt``, it lets a run go on for more
``--minutes`` without a new warm-up. Data files are read again every round, so that files that
come in later (back-translations) are used at once. A run that goes on from another run's model
wants another ``--seed``, or it begins with the very rows that the other began with. ``--reverse``
trains English to Arabic, for ``backtranslate.py``. Runs on a GPU where there is one.

Needs: torch, sentencepiece, numpy.
"""

import argparse
import json
import math
import random
import time
from pathlib import Path

import sentencepiece
import torch
from examples import Example, Maker, Row, batches, read_rows
from model import Gemma, load, read_checkpoint, write_checkpoint
from torch import Tensor
from torch.nn import functional

TOKENS_A_BATCH = 1600  # positions, on a CPU; a GPU takes GPU_FACTOR times as many
GPU_FACTOR = 8
BATCHES_A_STEP = 2
WARM_UP = 0.03  # share of the time
FALL = 0.25  # share of the time, at the end
SMOOTHING = 0.1
AVERAGE = 0.995  # decay a step of the running average of the weights
SAVE_EVERY = 300  # seconds
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


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
    with torch.autocast(DEVICE, torch.bfloat16):
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
    """Model, average, optimiser and clock: all that a checkpoint keeps."""

    def __init__(self, start: Path, work: Path) -> None:
        self.path = work / "checkpoint.pt"
        self.seconds, self.step, self.tokens = 0.0, 0, 0
        average = None
        if self.path.exists():
            self.model, saved = read_checkpoint(self.path)
            average = saved["average"]
            self.seconds, self.step, self.tokens = saved["clock"]  # type: ignore[misc]
        else:
            work.mkdir(parents=True, exist_ok=True)
            self.model, saved = load(start), {}
        self.model.to(DEVICE)
        self.optimiser = torch.optim.AdamW(
            self.model.parameters(), betas=(0.9, 0.99), weight_decay=0.01, fused=True
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
        )

    @torch.no_grad()
    def update_average(self) -> None:
        decay = min(AVERAGE, (1 + self.step) / (10 + self.step))
        state = self.model.state_dict()
        torch._foreach_lerp_(list(self.average.values()), list(state.values()), 1 - decay)


def weights_of(text: str) -> dict[str, float]:
    """``corpus=2,tatoeba=0.5`` as a table."""
    pairs = (item.split("=") for item in text.split(",") if item)
    return {name: float(weight) for name, weight in pairs}


def round_of_rows(data: Path, weights: dict[str, float], draw: random.Random) -> list[Row]:
    """The rows of every file, as often as its weight says."""
    rows: list[Row] = []
    for path in sorted(data.glob("*.jsonl")):
        weight = weights.get(path.stem.split("-")[0], 1.0)
        found = read_rows(path)
        rows += found * int(weight) + draw.sample(found, int(len(found) * (weight % 1)))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--weights", type=weights_of, default={})
    parser.add_argument("--reverse", action="store_true", help="train English to Arabic")
    options = parser.parse_args()
    pieces = sentencepiece.SentencePieceProcessor(
        model_file=str(options.start / "sentencepiece.model")
    )
    run = Run(options.start, options.work)
    run.model.compile(dynamic=True)  # half as fast again as without, after two minutes
    size = TOKENS_A_BATCH * (GPU_FACTOR if DEVICE == "cuda" else 1)
    saved = began = time.monotonic()
    before, shown, noted = run.seconds, run.tokens, began
    falls = 60 * options.minutes * (1 - FALL)
    while run.seconds < 60 * options.minutes:
        draw = random.Random(f"{options.seed} {run.step}")
        rows = round_of_rows(options.data, options.weights, draw)
        if options.reverse:
            rows = [Row(row.target, row.source) for row in rows]
        maker = Maker(pieces, rows)
        stack: list[list[Example]] = []
        losses: list[float] = []
        for batch in batches(maker, rows, size, draw):
            stack.append(batch)
            if len(stack) < BATCHES_A_STEP:
                continue
            count = sum(len(e.answer) for part in stack for e in part)
            for part in stack:
                loss, _ = loss_of(run.model, part)
                (loss / count).backward()
                losses.append(float(loss) / sum(len(e.answer) for e in part))
                run.tokens += sum(len(e) for e in part)
            stack = []
            for group in run.optimiser.param_groups:
                group["lr"] = rate(run.seconds / (60 * options.minutes), options.rate)
            torch.nn.utils.clip_grad_norm_(run.model.parameters(), 1.0)
            run.optimiser.step()
            run.optimiser.zero_grad(set_to_none=True)
            run.step += 1
            run.update_average()
            now = time.monotonic()
            was_falling = run.seconds > falls
            run.seconds = before + now - began
            if run.seconds > falls and not was_falling:
                run.save("before-fall.pt")
            if run.step % 20 == 0:
                speed = (run.tokens - shown) / (now - noted)
                print(
                    f"step {run.step}, {run.seconds / 60:.1f} min, {run.tokens / 1e6:.2f} M tokens,"
                    f" loss {sum(losses) / len(losses):.3f}, {speed:.0f} tokens/s",
                    flush=True,
                )
                shown, noted, losses = run.tokens, now, []
            if now - saved > SAVE_EVERY or run.seconds > 60 * options.minutes:
                run.save()
                saved = now
            if run.seconds > 60 * options.minutes:
                break
    dev = options.data / "dev" / "news.jsonl"
    if dev.exists():
        print(json.dumps({"dev": held_out_loss(run.model, Maker(pieces, []), dev)}))


if __name__ == "__main__":
    main()
