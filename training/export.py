"""Write a training run's averaged weights as the model that the package ships: one zip file.

    python training/export.py --work .training/run --like .training/start --out .training/model

``--like`` is the folder that the run started from: its vocabulary goes with the weights. These are
rounded to ``LEVELS`` steps either side of nothing, by rows, before they become int8: that costs
next to nothing in quality, and the zip, which codes frequent numbers in fewer bits, becomes a
quarter smaller. Copy ``--out`` into ``translate_cli/engines/starter_model`` once
``benchmarks/mt.py --model`` is content.

Needs: torch, ctranslate2, numpy.
"""

import argparse
import hashlib
import json
import tempfile
import zipfile
from pathlib import Path

import torch
from model import Gemma, read_checkpoint, save

LEVELS = 60  # of 127; 6.2 bits a weight
NAME = "starter.zip"
STAMP = (2020, 1, 1, 0, 0, 0)  # the same weights give the same file


@torch.no_grad()
def round_weights(model: Gemma, levels: int) -> None:
    """Every matrix on a grid of ``levels`` steps to a row's largest weight."""
    for weight in model.parameters():
        if weight.dim() == 2:
            step = weight.abs().amax(dim=1, keepdim=True) / levels
            weight.copy_((weight / step).round() * step)


def pack(folder: Path, pieces: Path, out: Path) -> Path:
    """The files of a model in one zip, and its checksum beside it."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / NAME
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in (*sorted(folder.iterdir()), pieces):
            info = zipfile.ZipInfo(file.name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, file.read_bytes())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (out / "SHA256SUMS").write_text(f"{digest}  {NAME}\n", "ascii")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--like", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--levels", type=int, default=LEVELS)
    options = parser.parse_args()
    model, saved = read_checkpoint(options.work / "checkpoint.pt")
    model.load_state_dict(saved["average"])
    round_weights(model, options.levels)
    vocabulary = json.loads((options.like / "vocabulary.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        save(model, Path(folder), vocabulary)
        path = pack(Path(folder), options.like / "sentencepiece.model", options.out)
    size = path.stat().st_size / 1e6
    print(f"{path}: {size:.1f} MB, after {saved['clock'][2] / 1e6:.2f} M tokens")


if __name__ == "__main__":
    main()
