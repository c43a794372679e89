"""Train the tests' tiny Argos package: a small Arabic-English encoder-decoder.

    python training/tiny_argos.py --data ../shared/data --work .training/tiny --minutes 25 \
        --out tests/data/translate-ar_en-tiny.argosmodel

The package has the layout of a published Argos package (metadata.json, sentencepiece.model,
model/), stays under 5 MB, and is made from CC0 data only: the written corpus and articles,
and TICO-19. Training stops after ``--minutes``, keeps a checkpoint in ``--work`` and goes on
from it when it is called again.

The last decoder layer's first head is guided by the corpus's term pairs (loss on the attention
mass, after Chen et al. 2016, "Guided Alignment Training for Topic-Aware Neural Machine
Translation"), so that the attention which CTranslate2 returns is an alignment.

Needs: torch, ctranslate2, sentencepiece, numpy.
"""

import argparse
import json
import math
import random
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import sentencepiece
import torch
from ctranslate2.specs import TransformerSpec
from torch import Tensor, nn
from torch.nn import functional

PIECES = 4000
WIDTH = 192
HEADS = 4
FEED_FORWARD = 640
LAYERS = 3
LONGEST = 110
TOKENS_A_BATCH = 2600
PEAK_RATE = 2e-3
WARM_UP = 400
SMOOTHING = 0.1
GUIDE_WEIGHT = 0.3
SWITCHED = 0.15  # share of examples with a term's English already in the Arabic
UNK, BOS, EOS, PAD = 0, 1, 2, 3


@dataclass(frozen=True)
class Pair:
    source: str
    target: str
    terms: tuple[tuple[str, str], ...] = ()


def read_pairs(data: Path) -> list[Pair]:
    """The CC0 parts of the shared data."""
    pairs = []
    for path in sorted([*data.glob("corpus/*.jsonl"), *data.glob("articles/*.jsonl")]):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            terms = tuple((a, e) for a, e in row["terms"])
            pairs.append(Pair(row["ar"], row["en"], terms))
    arabic = (data / "public/tico19.ar").read_text("utf-8").splitlines()
    english = (data / "public/tico19.en").read_text("utf-8").splitlines()
    pairs += [Pair(a, e) for a, e in zip(arabic, english, strict=True)]
    return pairs


def train_pieces(pairs: list[Pair], model: Path) -> None:
    """A joint unigram vocabulary, written as MODEL.model."""
    sentences = [text for pair in pairs for text in (pair.source, pair.target)]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_prefix=str(model.with_suffix("")),
        vocab_size=PIECES,
        character_coverage=0.9995,
        pad_id=PAD,
        unk_id=UNK,
        bos_id=BOS,
        eos_id=EOS,
        minloglevel=2,
    )


def positions(length: int) -> Tensor:
    """CTranslate2's sinusoidal encodings: positions from 1, sines then cosines."""
    count = WIDTH // 2
    scale = torch.exp(torch.arange(count) * -(math.log(10000) / (count - 1)))
    time_scale = torch.arange(1, length + 1)[:, None] * scale
    return torch.cat([time_scale.sin(), time_scale.cos()], dim=1)


class Attention(nn.Module):
    """Pre-norm multi-head attention in the layout of CTranslate2's linear layers."""

    def __init__(self, crossed: bool) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        widths = (WIDTH, 2 * WIDTH, WIDTH) if crossed else (3 * WIDTH, WIDTH)
        self.linear = nn.ModuleList(nn.Linear(WIDTH, width) for width in widths)
        self.crossed = crossed

    def forward(
        self, x: Tensor, mask: Tensor, memory: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        normed = self.norm(x)
        if self.crossed:
            query = self.linear[0](normed)
            key, value = self.linear[1](memory).chunk(2, dim=-1)
        else:
            query, key, value = self.linear[0](normed).chunk(3, dim=-1)
        query, key, value = (
            t.unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2) for t in (query, key, value)
        )
        scores = query @ key.transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
        weights = scores.masked_fill(~mask, -1e9).softmax(-1)  # batch, heads, target, source
        mixed = (weights @ value).transpose(1, 2).flatten(2)
        return x + functional.dropout(self.linear[-1](mixed), 0.1, self.training), weights


class FeedForward(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.linear_0 = nn.Linear(WIDTH, FEED_FORWARD)
        self.linear_1 = nn.Linear(FEED_FORWARD, WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        hidden = functional.relu(self.linear_0(self.norm(x)))
        return x + functional.dropout(self.linear_1(hidden), 0.1, self.training)


class Translator(nn.Module):
    """Encoder and decoder of LAYERS layers with one embedding for both sides and the output."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(PIECES, WIDTH, padding_idx=PAD)
        nn.init.normal_(self.embedding.weight, std=WIDTH**-0.5)
        self.encoder = nn.ModuleList(
            nn.ModuleList([Attention(False), FeedForward()]) for _ in range(LAYERS)
        )
        self.decoder = nn.ModuleList(
            nn.ModuleList([Attention(False), Attention(True), FeedForward()]) for _ in range(LAYERS)
        )
        self.encoder_norm = nn.LayerNorm(WIDTH)
        self.decoder_norm = nn.LayerNorm(WIDTH)

    def embed(self, ids: Tensor) -> Tensor:
        x = self.embedding(ids) * math.sqrt(WIDTH) + positions(ids.shape[1])
        return functional.dropout(x, 0.1, self.training)

    def forward(self, source: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        """Logits (batch, target, pieces) and the guided head (batch, target, source)."""
        seen = (source != PAD)[:, None, None, :]
        x = self.embed(source)
        for attention, feed_forward in self.encoder:
            x = feed_forward(attention(x, seen)[0])
        memory = self.encoder_norm(x)
        past = torch.ones(target.shape[1], target.shape[1], dtype=torch.bool).tril()
        y = self.embed(target)
        for attention, crossed, feed_forward in self.decoder:
            y, weights = crossed(attention(y, past)[0], seen, memory)
            y = feed_forward(y)
        return self.decoder_norm(y) @ self.embedding.weight.T, weights[:, 0]


@dataclass(frozen=True)
class Example:
    source: list[int]
    target: list[int]
    guides: list[tuple[range, range]]  # target pieces, source pieces


def find(needle: list[int], haystack: list[int]) -> range | None:
    for i in range(len(haystack) - len(needle) + 1):
        if haystack[i : i + len(needle)] == needle:
            return range(i, i + len(needle))
    return None


def encode(pair: Pair, pieces: sentencepiece.SentencePieceProcessor) -> Example:
    source, target = pieces.encode(pair.source), pieces.encode(pair.target)
    guides = []
    for arabic, english in pair.terms:
        there = find(pieces.encode(english), target)
        here = find(pieces.encode(arabic), source)
        if there and here:
            guides.append((there, here))
    return Example(source, target, guides)


def switched(pair: Pair, dice: random.Random) -> Pair:
    """The pair with one term's English put in the Arabic: it teaches the model to copy."""
    candidates = [(a, e) for a, e in pair.terms if a in pair.source]
    if not candidates or dice.random() >= SWITCHED:
        return pair
    arabic, english = dice.choice(candidates)
    return Pair(pair.source.replace(arabic, english, 1), pair.target, ((english, english),))


def batches(examples: list[Example], dice: random.Random) -> Iterator[list[Example]]:
    """Batches of about TOKENS_A_BATCH target pieces, alike in length, in random order."""
    ordered = sorted(examples, key=lambda e: (len(e.target) + dice.randint(0, 3), len(e.source)))
    grouped: list[list[Example]] = [[]]
    for example in ordered:
        if (len(grouped[-1]) + 1) * (len(example.target) + 1) > TOKENS_A_BATCH:
            grouped.append([])
        grouped[-1].append(example)
    dice.shuffle(grouped)
    yield from grouped


def padded(rows: list[list[int]]) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([row + [PAD] * (longest - len(row)) for row in rows])


def loss_of(model: Translator, batch: list[Example]) -> Tensor:
    source = padded([e.source for e in batch])
    target = padded([[BOS, *e.target] for e in batch])
    wanted = padded([[*e.target, EOS] for e in batch])
    logits, attention = model(source, target)
    loss = functional.cross_entropy(
        logits.flatten(0, 1), wanted.flatten(), ignore_index=PAD, label_smoothing=SMOOTHING
    )
    guided = [
        attention[row, there.start : there.stop, here.start : here.stop].sum(-1)
        for row, example in enumerate(batch)
        for there, here in example.guides
    ]
    if guided:
        loss = loss - GUIDE_WEIGHT * torch.cat(guided).clamp_min(1e-6).log().mean()
    return loss


def train(
    model: Translator, pairs: list[Pair], pieces: Path, checkpoint: Path, minutes: float
) -> None:
    """Train for so many minutes from the checkpoint on; the rate decays over these minutes."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(pieces))
    optimiser = torch.optim.AdamW(
        model.parameters(), lr=PEAK_RATE, betas=(0.9, 0.98), weight_decay=0.01
    )
    step = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        step = state["step"]
    start, epoch = time.monotonic(), 0
    model.train()
    while (spent := (time.monotonic() - start) / (60 * minutes)) < 1:
        dice = random.Random(step)
        examples = [encode(switched(pair, dice), processor) for pair in pairs]
        examples = [
            e for e in examples if 0 < len(e.source) <= LONGEST and 0 < len(e.target) <= LONGEST
        ]
        total, count = 0.0, 0
        for batch in batches(examples, dice):
            spent = (time.monotonic() - start) / (60 * minutes)
            if spent >= 1:
                break
            step += 1
            warm = min(1.0, step / WARM_UP)
            for group in optimiser.param_groups:
                group["lr"] = PEAK_RATE * warm * max(0.02, 0.5 * (1 + math.cos(math.pi * spent)))
            loss = loss_of(model, batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            total, count = total + loss.item(), count + 1
        epoch += 1
        state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}
        torch.save(state, checkpoint.with_suffix(".part"))
        checkpoint.with_suffix(".part").replace(checkpoint)
        print(f"epoch {epoch} step {step} loss {total / max(count, 1):.3f} {spent:.0%}", flush=True)


def specification(model: Translator, vocabulary: list[str]) -> TransformerSpec:
    """The model as CTranslate2's Transformer specification."""
    spec = TransformerSpec.from_config(LAYERS, HEADS)

    def linear(to: object, layer: nn.Linear) -> None:
        to.weight, to.bias = layer.weight.detach().numpy(), layer.bias.detach().numpy()

    def norm(to: object, layer: nn.LayerNorm) -> None:
        to.gamma, to.beta = layer.weight.detach().numpy(), layer.bias.detach().numpy()

    def attention(to: object, layer: Attention) -> None:
        norm(to.layer_norm, layer.norm)
        for there, here in zip(to.linear, layer.linear, strict=True):
            linear(there, here)

    def feed_forward(to: object, layer: FeedForward) -> None:
        norm(to.layer_norm, layer.norm)
        linear(to.linear_0, layer.linear_0)
        linear(to.linear_1, layer.linear_1)

    table = model.embedding.weight.detach().numpy()
    spec.encoder.embeddings[0].weight = table
    spec.decoder.embeddings.weight = table
    spec.decoder.projection.weight = table
    norm(spec.encoder.layer_norm, model.encoder_norm)
    norm(spec.decoder.layer_norm, model.decoder_norm)
    for there, (attending, feeding) in zip(spec.encoder.layer, model.encoder, strict=True):
        attention(there.self_attention, attending)
        feed_forward(there.ffn, feeding)
    for there, (attending, crossed, feeding) in zip(spec.decoder.layer, model.decoder, strict=True):
        attention(there.self_attention, attending)
        attention(there.attention, crossed)
        feed_forward(there.ffn, feeding)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize(quantization="int8")
    return spec


def write_package(spec: TransformerSpec, pieces: Path, out: Path) -> None:
    """Zip model, pieces and metadata as an .argosmodel file, with fixed times and order."""
    folder = "translate-ar_en-tiny"
    metadata = {
        "package_version": "1.0",
        "argos_version": "1.9",
        "from_code": "ar",
        "from_name": "Arabic",
        "to_code": "en",
        "to_name": "English",
        "links": [],
    }
    readme = "Tiny Arabic-English package for the tests of translate-cli. CC0.\n"
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        (root / "model").mkdir()
        spec.save(str(root / "model"))
        (root / "sentencepiece.model").write_bytes(pieces.read_bytes())
        (root / "metadata.json").write_text(json.dumps(metadata, indent=2) + "\n", "utf-8")
        (root / "README.md").write_text(readme, "utf-8")
        out.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(p for p in root.rglob("*") if p.is_file()):
                info = zipfile.ZipInfo(f"{folder}/{path.relative_to(root).as_posix()}")
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                archive.writestr(info, path.read_bytes(), compresslevel=9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".training/tiny"))
    parser.add_argument(
        "--out", type=Path, default=Path("tests/data/translate-ar_en-tiny.argosmodel")
    )
    parser.add_argument("--minutes", type=float, default=25.0)
    options = parser.parse_args()
    torch.manual_seed(1)
    options.work.mkdir(parents=True, exist_ok=True)
    pieces = options.work / "sentencepiece.model"
    pairs = read_pairs(options.data)
    if not pieces.exists():
        train_pieces(pairs, pieces)
    model = Translator()
    train(model, pairs, pieces, options.work / "checkpoint.pt", options.minutes)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(pieces))
    vocabulary = [processor.id_to_piece(i) for i in range(PIECES)]
    write_package(specification(model.eval(), vocabulary), pieces, options.out)
    print(
        f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB, "
        f"CTranslate2 {ctranslate2.__version__}"
    )


if __name__ == "__main__":
    main()
