"""Writes the permutations of the default settings as data: `python -m reuse.find.permutations`."""

from __future__ import annotations

import json
from pathlib import Path

from reuse.find.minhash import SCHEME, SHIPPED, drawn
from reuse.settings import FindSettings


def main() -> None:
    """Ask datasketch for the default permutations and write them beside this file."""
    settings = FindSettings()
    factors, summands = drawn(settings.permutations, seed=settings.minhash_seed).tolist()
    record = {
        "scheme": SCHEME,
        "seed": settings.minhash_seed,
        "factors": factors,
        "summands": summands,
    }
    path = Path(__file__).with_name(SHIPPED)
    path.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
