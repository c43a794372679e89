"""Write a training run's weights as the model that the package ships: one zip file.

    python training/export.py --work .training/run --like .training/start --out .training/model \
        [--keep 0.5]

``--like`` is the folder that the run started from: its vocabulary goes with the weights. The run's
average is mixed with the share ``--keep`` of the weights it started from: halfway, a short run's
model was better than at either end (Wortsman et al. 2022, "Robust fine-tuning"). Weights are
rounded to fewer steps than int8 has (``model.save``): that costs next to nothing in quality, and
the zip becomes a quarter smaller. Copy ``--out`` into ``translate_cli/engines/starter_model`` once
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
from model import load, read_checkpoint, save
from torch import Tensor

NAME = "starter.zip"
STAMP = (2020, 1, 1, 0, 0, 0)  # the same weights give the same file


def pack(folder: Path, pieces: Path, out: Path) -> Path:
    """The files of a model in one zip, and its checksum beside it."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / NAME
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in (*sorted(folder.iterdir()), pieces):
            info = zipfile.ZipInfo(file.name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, file.read_bytes(), compresslevel=9)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (out / "SHA256SUMS").write_text(f"{digest}  {NAME}\n", "ascii")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--like", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep", type=float, default=0.0)
    options = parser.parse_args()
    model, saved = read_checkpoint(options.work / "checkpoint.pt")
    weights: dict[str, Tensor] = saved["average"]
    if options.keep:
        start = load(options.like).state_dict()
        weights = {k: torch.lerp(weight, start[k], options.keep) for k, weight in weights.items()}
    model.load_state_dict(weights)
    vocabulary = json.loads((options.like / "vocabulary.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        save(model, Path(folder), vocabulary)
        path = pack(Path(folder), options.like / "sentencepiece.model", options.out)
    size = path.stat().st_size / 1e6
    print(f"{path}: {size:.1f} MB, after {saved['clock'][2] / 1e6:.2f} M tokens")


if __name__ == "__main__":
    main()
