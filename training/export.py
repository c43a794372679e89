"""Write a training run's averaged weights as the int8 model that the package ships.

    python training/export.py --work .training/run --like .training/shrunk --out .training/model

``--like`` is the folder that the run started from: its vocabulary goes with the weights. Copy
``--out`` into ``translate_cli/engines/starter_model`` once ``benchmarks/mt.py --model`` is content.

Needs: torch, ctranslate2, numpy.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

from model import read_checkpoint, save

FILES = ("config.json", "model.bin", "sentencepiece.model", "vocabulary.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--like", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    model, saved = read_checkpoint(options.work / "checkpoint.pt")
    model.load_state_dict(saved["average"])
    vocabulary = json.loads((options.like / "vocabulary.json").read_text("utf-8"))
    save(model, options.out, vocabulary)
    shutil.copy(options.like / "sentencepiece.model", options.out)
    sums = [
        f"{hashlib.sha256((options.out / name).read_bytes()).hexdigest()}  {name}\n"
        for name in FILES
    ]
    (options.out / "SHA256SUMS").write_text("".join(sums), "ascii")
    size = (options.out / "model.bin").stat().st_size / 1e6
    print(f"{options.out}: {size:.1f} MB, after {saved['clock'][2] / 1e6:.2f} M tokens")


if __name__ == "__main__":
    main()
