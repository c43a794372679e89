"""How long --help takes beside a bare ``import click``: medians of fresh processes.

python benchmarks/startup.py [--rounds 21]
"""

import argparse
import statistics
import subprocess
import sys
import time

from common import environment

COMMANDS = {
    "python -c 'import click'": [sys.executable, "-c", "import click"],
    "translate-cli --help": [sys.executable, "-m", "translate_cli", "--help"],
    "translate-cli translate --help": [
        sys.executable,
        "-m",
        "translate_cli",
        "translate",
        "--help",
    ],
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=21)
    rounds = parser.parse_args().rounds
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, command in COMMANDS.items():
            start = time.perf_counter()
            subprocess.run(command, capture_output=True, check=True)
            times[name].append(time.perf_counter() - start)
    print(environment())
    base = statistics.median(next(iter(times.values())))
    for name, some in times.items():
        median = statistics.median(some)
        print(f"{name:32} {1000 * median:6.0f} ms   ratio {median / base:.2f}")


if __name__ == "__main__":
    main()
