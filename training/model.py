"""The starter's network in PyTorch: a Gemma 3 decoder, read from and written to CTranslate2.

The architecture is that of the Gemma 3 report (2025): grouped-query attention with normalised
queries and keys, rotary positions, a gated feed-forward block, an RMS norm before and after each
of the two, and one matrix for the embeddings and the output. Sentences are far shorter than the
512 positions of the sliding window, so every layer attends to all positions; what is left of the
distinction between local and global layers is the base of their rotary positions.
"""

import math
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

EPSILON = 1e-6
WINDOW = 512  # positions a local layer sees
TINY = 1e-12
LEVELS = 60  # of 127 either side of nothing; 6.2 bits a weight
DTYPES = (np.float32, np.int8, np.int16, np.int32, np.float16, np.uint16)  # CTranslate2's ids


@dataclass(frozen=True)
class Shape:
    """Sizes of a model; ``rotary`` and ``hidden`` have a number per layer."""

    pieces: int
    rotary: tuple[float, ...]  # base of the rotary positions
    hidden: tuple[int, ...]  # inner width of the feed-forward blocks
    width: int = 640
    heads: int = 4
    head_width: int = 256

    @property
    def layers(self) -> int:
        return len(self.rotary)


class Norm(nn.Module):
    """RMS norm whose weight is kept as the difference from one, as Gemma does."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        x = x.float()
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + EPSILON) * (1 + self.weight)


class Attention(nn.Module):
    """Queries in ``heads`` heads, keys and values in one."""

    def __init__(self, shape: Shape, rotary: float) -> None:
        super().__init__()
        self.heads, self.head_width, self.rotary = shape.heads, shape.head_width, rotary
        inner = shape.heads * shape.head_width
        self.project = nn.Linear(shape.width, inner + 2 * shape.head_width, bias=False)
        self.out = nn.Linear(inner, shape.width, bias=False)
        self.query_norm = Norm(shape.head_width)
        self.key_norm = Norm(shape.head_width)

    def forward(self, x: Tensor) -> Tensor:
        batch, length, _ = x.shape
        heads = self.project(x).unflatten(-1, (self.heads + 2, self.head_width)).transpose(1, 2)
        query, key, value = heads.split((self.heads, 1, 1), dim=1)
        query = self.turned(self.query_norm(query))
        key = self.turned(self.key_norm(key)).expand(-1, self.heads, -1, -1)
        value = value.expand(-1, self.heads, -1, -1)
        mixed = functional.scaled_dot_product_attention(
            query.to(value.dtype), key.to(value.dtype), value, is_causal=True
        )
        return self.out(mixed.transpose(1, 2).reshape(batch, length, -1))

    def turned(self, x: Tensor) -> Tensor:
        """Rotary positions, the halves of a head being the two coordinates."""
        half = self.head_width // 2
        rate = self.rotary ** (-torch.arange(half, device=x.device) / half)
        angle = torch.arange(x.shape[-2], device=x.device)[:, None] * rate
        first, second = x.chunk(2, dim=-1)
        cos, sin = angle.cos(), angle.sin()
        return torch.cat([first * cos - second * sin, second * cos + first * sin], dim=-1)


class FeedForward(nn.Module):
    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.gate = nn.Linear(width, hidden, bias=False)
        self.up = nn.Linear(width, hidden, bias=False)
        self.down = nn.Linear(hidden, width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.down(functional.gelu(self.gate(x), approximate="tanh") * self.up(x))


class Layer(nn.Module):
    def __init__(self, shape: Shape, rotary: float, hidden: int) -> None:
        super().__init__()
        self.before_attention, self.after_attention = Norm(shape.width), Norm(shape.width)
        self.before_feed, self.after_feed = Norm(shape.width), Norm(shape.width)
        self.attention = Attention(shape, rotary)
        self.feed = FeedForward(shape.width, hidden)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.after_attention(self.attention(self.before_attention(x)))
        return x + self.after_feed(self.feed(self.before_feed(x)))


class Gemma(nn.Module):
    """Token numbers (batch, length) to hidden states; ``logits`` turns some of them into scores."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.pieces, shape.width)
        self.layers = nn.ModuleList(
            Layer(shape, rotary, hidden)
            for rotary, hidden in zip(shape.rotary, shape.hidden, strict=True)
        )
        self.norm = Norm(shape.width)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.embedding(tokens) * math.sqrt(self.shape.width)
        for layer in self.layers:
            x = layer(x)
        states: Tensor = self.norm(x)
        return states

    def logits(self, states: Tensor) -> Tensor:
        return functional.linear(states, self.embedding.weight)


def names(layer: int) -> dict[str, str]:
    """Our parameters of a layer and CTranslate2's variables for them."""
    theirs, ours = f"decoder/layer_{layer}", f"layers.{layer}"
    return {
        f"{ours}.before_attention.weight": f"{theirs}/input_layer_norm/gamma",
        f"{ours}.after_attention.weight": f"{theirs}/post_attention_layer_norm/gamma",
        f"{ours}.before_feed.weight": f"{theirs}/pre_feedforward_layer_norm/gamma",
        f"{ours}.after_feed.weight": f"{theirs}/post_feedforward_layer_norm/gamma",
        f"{ours}.attention.query_norm.weight": f"{theirs}/self_attention/q_norm/gamma",
        f"{ours}.attention.key_norm.weight": f"{theirs}/self_attention/k_norm/gamma",
        f"{ours}.attention.project.weight": f"{theirs}/self_attention/linear_0/weight",
        f"{ours}.attention.out.weight": f"{theirs}/self_attention/linear_1/weight",
        f"{ours}.feed.gate.weight": f"{theirs}/ffn/linear_0/weight",
        f"{ours}.feed.up.weight": f"{theirs}/ffn/linear_0_noact/weight",
        f"{ours}.feed.down.weight": f"{theirs}/ffn/linear_1/weight",
    }


def all_names(layers: int) -> dict[str, str]:
    found = {
        "embedding.weight": "decoder/embeddings/weight",
        "norm.weight": "decoder/layer_norm/gamma",
    }
    for layer in range(layers):
        found |= names(layer)
    return found


def load(folder: Path) -> Gemma:
    """The model of a CTranslate2 folder, its int8 weights turned back into float32."""
    variables = read_variables(folder / "model.bin")
    layers = sum(name.endswith("/self_attention/rotary_base") for name in variables)
    shape = Shape(
        pieces=variables["decoder/embeddings/weight"].shape[0],
        rotary=tuple(
            float(variables[f"decoder/layer_{i}/self_attention/rotary_base"]) for i in range(layers)
        ),
        hidden=tuple(
            variables[f"decoder/layer_{i}/ffn/linear_0/weight"].shape[0] for i in range(layers)
        ),
    )
    model = Gemma(shape)
    state = {}
    for ours, theirs in all_names(layers).items():
        weight = variables[theirs].astype(np.float32)
        scale = variables.get(f"{theirs}_scale")
        state[ours] = torch.from_numpy(weight if scale is None else weight / scale[:, None])
    model.load_state_dict(state)
    return model


def read_variables(path: Path) -> Mapping[str, np.ndarray]:
    """The variables of a CTranslate2 model file (binary version 6), by name."""
    with path.open("rb") as file:

        def numbers(layout: str) -> tuple[int, ...]:
            return struct.unpack(layout, file.read(struct.calcsize(layout)))

        def text() -> str:
            return file.read(numbers("<H")[0])[:-1].decode()

        if numbers("<I") != (6,):
            raise ValueError(f"{path}: not a CTranslate2 model file of version 6")
        text()
        _, count = numbers("<II")
        variables = {}
        for _ in range(count):
            name = text()
            sizes = numbers(f"<{numbers('<B')[0]}I")
            kind, length = numbers("<BI")
            variables[name] = np.frombuffer(file.read(length), DTYPES[kind]).reshape(sizes)
    return variables


def save(model: Gemma, folder: Path, vocabulary: list[str]) -> None:
    """Write the model as an int8 CTranslate2 folder; the folder must not hold one yet.

    Its weights are whole numbers up to ``LEVELS``, not to the 127 that int8 could hold: a processor
    without VNNI adds the products of two neighbours in 16 bits, and above 64 the sum may be cut
    off. A zip file codes them in fewer bits, too.
    """
    from ctranslate2.specs import TransformerDecoderModelSpec, common_spec

    shape = model.shape
    spec = TransformerDecoderModelSpec.from_config(
        shape.layers,
        shape.heads,
        activation=common_spec.Activation.GELUTanh,
        pre_norm=True,
        ffn_glu=True,
        rms_norm=True,
        rotary_dim=shape.head_width,
        rotary_interleave=False,
        rotary_base=min(shape.rotary),
        num_heads_kv=1,
        head_dim=shape.head_width,
        sliding_window=WINDOW,
        pre_post_layer_norm=True,
        qk_norm=True,
    )
    state = {
        name: on_grid(tensor.detach().cpu()).numpy() for name, tensor in model.state_dict().items()
    }
    decoder = spec.decoder
    decoder.scale_embeddings = True
    decoder.start_from_zero_embedding = False
    decoder.embeddings.weight = state["embedding.weight"]
    decoder.projection.weight = state["embedding.weight"]
    norms = [(decoder.layer_norm, "norm.weight")]
    for i, layer in enumerate(decoder.layer):
        ours, attention, feed = f"layers.{i}", layer.self_attention, layer.ffn
        norms += [
            (layer.input_layer_norm, f"{ours}.before_attention.weight"),
            (layer.post_attention_layer_norm, f"{ours}.after_attention.weight"),
            (layer.pre_feedforward_layer_norm, f"{ours}.before_feed.weight"),
            (layer.post_feedforward_layer_norm, f"{ours}.after_feed.weight"),
            (attention.q_norm, f"{ours}.attention.query_norm.weight"),
            (attention.k_norm, f"{ours}.attention.key_norm.weight"),
        ]
        attention.linear[0].weight = state[f"{ours}.attention.project.weight"]
        attention.linear[1].weight = state[f"{ours}.attention.out.weight"]
        feed.linear_0.weight = state[f"{ours}.feed.gate.weight"]
        feed.linear_0_noact.weight = state[f"{ours}.feed.up.weight"]
        feed.linear_1.weight = state[f"{ours}.feed.down.weight"]
        attention.rotary_base = np.dtype("float32").type(shape.rotary[i])
        is_global = shape.rotary[i] > min(shape.rotary)
        attention.sliding_window = np.dtype("int32").type(0 if is_global else WINDOW)
    for place, name in norms:
        place.gamma = state[name]
        place.layer_norm_use_residual = True
    spec.register_vocabulary(vocabulary)
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<bos>", "<eos>", "<unk>"
    spec.validate()
    spec.optimize(quantization="int8")
    narrow(spec.variables())
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def on_grid(weight: Tensor) -> Tensor:
    """A matrix as multiples of a ``LEVELS``-th of each row's largest weight; a vector as it is."""
    if weight.dim() != 2:
        return weight.float()
    step = weight.abs().amax(dim=1, keepdim=True).clamp_min(TINY) / LEVELS
    return (weight / step).round() * step


def narrow(variables: Mapping[str, Any]) -> None:
    """Make int8 weights count the steps of ``on_grid``, where CTranslate2 counts to 127."""
    for name, variable in variables.items():
        scale = variables.get(f"{name}_scale")
        if scale is not None:
            weights = variable.numpy()
            weights[...] = np.rint(weights.astype(np.float32) * (LEVELS / 127))
            scale.numpy()[...] *= LEVELS / 127


def write_checkpoint(model: Gemma, path: Path, **more: object) -> None:
    """Save weights and whatever a step needs to go on, whole or not at all."""
    temporary = path.with_suffix(".part")
    torch.save({"shape": asdict(model.shape), "state": model.state_dict(), **more}, temporary)
    temporary.replace(path)


def read_checkpoint(path: Path) -> tuple[Gemma, dict[str, object]]:
    """The model of ``write_checkpoint`` and what else was saved with it."""
    saved = torch.load(path, map_location="cpu", weights_only=True)
    shape = {key: tuple(v) if isinstance(v, list) else v for key, v in saved.pop("shape").items()}
    model = Gemma(Shape(**shape))
    model.load_state_dict(saved.pop("state"))
    return model, saved
