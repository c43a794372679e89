"""Make the starter's network smaller: whole layers out, feed-forward blocks narrower.

    python training/shrink.py --start .training/start --data .training/data \
        --out .training/shrunk --drop 2 --hidden 1568

Layers go one at a time, each time the one whose absence costs the least on the rows to judge by
(``--layers 17,7`` names them instead). Of a feed-forward block the neurons stay whose output
weighs most over a sample of the training rows: root mean square of the activation times the norm
of the column that carries it on, after Muralidharan et al. 2024, "Compact Language Models via
Pruning and Knowledge Distillation". What is written has to be healed with ``train.py``.

Needs: torch, ctranslate2, sentencepiece, numpy.
"""

import argparse
import dataclasses
import json
import shutil
from pathlib import Path

import sentencepiece
import torch
from examples import Maker
from model import Gemma, Layer, load, save
from prepare import DEV
from rows import Row, read_rows
from torch import Tensor, nn
from train import DEVICE, held_out_loss

SAMPLE = 120  # rows that the neurons are judged on


def without(model: Gemma, layer: int) -> Gemma:
    """The same model, sharing its weights, less one layer."""
    shape = model.shape
    smaller = Gemma.__new__(Gemma)
    nn.Module.__init__(smaller)
    smaller.shape = dataclasses.replace(
        shape,
        rotary=shape.rotary[:layer] + shape.rotary[layer + 1 :],
        hidden=shape.hidden[:layer] + shape.hidden[layer + 1 :],
    )
    smaller.embedding, smaller.norm = model.embedding, model.norm
    smaller.layers = nn.ModuleList(part for i, part in enumerate(model.layers) if i != layer)
    return smaller


def least_needed(model: Gemma, maker: Maker, dev: Path) -> int:
    """The layer whose absence costs the least; prints what each costs."""
    losses = [
        held_out_loss(without(model, layer), maker, dev) for layer in range(model.shape.layers)
    ]
    print("loss without a layer:", " ".join(f"{loss:.3f}" for loss in losses), flush=True)
    return losses.index(min(losses))


@torch.no_grad()
def importance(model: Gemma, maker: Maker, rows: list[Row]) -> list[Tensor]:
    """What each neuron of each feed-forward block weighs, over the given rows."""
    squares = [torch.zeros(hidden, device=DEVICE) for hidden in model.shape.hidden]
    hooks = []
    for total, layer in zip(squares, model.layers, strict=True):

        def add(_: nn.Module, inputs: tuple[Tensor], total: Tensor = total) -> None:
            total += inputs[0].float().square().sum((0, 1))

        hooks.append(layer.feed.down.register_forward_pre_hook(add))
    for row in rows:
        example = maker.encoded(row.source, row.target)
        model(torch.tensor([example.prompt + example.answer], device=DEVICE))
    for hook in hooks:
        hook.remove()
    return [
        total.sqrt() * layer.feed.down.weight.norm(dim=0)
        for total, layer in zip(squares, model.layers, strict=True)
    ]


def narrow(layer: Layer, weighs: Tensor, hidden: int) -> None:
    """Keep the ``hidden`` neurons that weigh most."""
    kept = weighs.topk(hidden).indices.sort().values
    feed = layer.feed
    feed.gate.weight = nn.Parameter(feed.gate.weight.data[kept])
    feed.up.weight = nn.Parameter(feed.up.weight.data[kept])
    feed.down.weight = nn.Parameter(feed.down.weight.data[:, kept].contiguous())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--drop", type=int, default=0, help="how many layers go")
    parser.add_argument("--layers", default="", help="which layers go, instead of trying")
    parser.add_argument("--hidden", type=int, help="neurons that stay in a feed-forward block")
    options = parser.parse_args()
    pieces = sentencepiece.SentencePieceProcessor(
        model_file=str(options.start / "sentencepiece.model")
    )
    maker, dev = Maker(pieces, []), options.data / DEV
    model = load(options.start).to(DEVICE)
    for layer in sorted(map(int, filter(None, options.layers.split(","))), reverse=True):
        model = without(model, layer)
    for _ in range(options.drop):
        model = without(model, least_needed(model, maker, dev))
    if options.hidden:
        files = sorted(options.data.glob("*.jsonl"))
        rows = [row for path in files for row in read_rows(path)[: SAMPLE // len(files)]]
        for layer, weighs in zip(model.layers, importance(model, maker, rows), strict=True):
            narrow(layer, weighs, options.hidden)
        hidden = (options.hidden,) * model.shape.layers
        model.shape = dataclasses.replace(model.shape, hidden=hidden)
    print(f"loss before healing: {held_out_loss(model, maker, dev):.3f}")
    vocabulary = json.loads((options.start / "vocabulary.json").read_text("utf-8"))
    save(model, options.out, vocabulary)
    shutil.copy(options.start / "sentencepiece.model", options.out)


if __name__ == "__main__":
    main()
