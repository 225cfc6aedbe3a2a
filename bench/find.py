"""Planted passages in a corpus: what `reuse.find` meets, and what it costs.

    python bench/find.py CORPUS.jsonl [--articles N] [--seed S] [--plants P]
    python bench/find.py --pan DIR

Each plant copies a passage of 12 to 200 words from one article into another, 0
to 30 % of its words edited.  Found: rows of `find` hold half of it on both sides.
With --pan: finding as retrieval over a corpus in PAN 2013 format.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
from plants import EDITS, LENGTHS, Plant, planted
from retrieval import retrieve, show

from reuse.find import EDITED, REWORDED, VERBATIM, Candidates, find
from reuse.find.collection import collection
from reuse.find.edited import edited_seeds
from reuse.find.rarity import counted_grams, weighed
from reuse.find.reworded import reworded_regions
from reuse.find.scorer import threshold, worthy
from reuse.find.verbatim import verbatim_runs
from reuse.settings import FindSettings, Settings
from reuse.text.columns import TokenTable
from reuse.text.tokens import tokenize

MIN_WORDS = Settings().min_words
T = TypeVar("T")


def main() -> None:
    """Plant, find, and print what was met and what it cost."""
    options = _options()
    if options.pan:
        show(_timed("retrieval", lambda: retrieve(options.pan)))
        return
    texts = _texts(options.corpus, options.articles)
    plants = planted(texts, options.plants, draw=random.Random(options.seed))
    print(f"{len(texts)} articles, {len(plants)} plants: searching", file=sys.stderr)
    table = _timed("tokenize", lambda: tokenize(texts))
    _stages(table)
    settings = FindSettings()
    found = _timed("find (all)", lambda: find(table, min_words=MIN_WORDS, settings=settings))
    _print_recall(plants, found, table)
    _print_cost(found, table)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    corpus = parser.add_mutually_exclusive_group(required=True)
    corpus.add_argument("corpus", type=Path, nargs="?", help="JSON lines with a field `text`")
    corpus.add_argument("--pan", type=Path, help="a folder in PAN 2013 format: retrieval only")
    parser.add_argument("--articles", type=int, help="only the first N")
    parser.add_argument("--seed", type=int, default=1, help="of the plants")
    parser.add_argument("--plants", type=int, default=1200)
    return parser.parse_args()


def _texts(corpus: Path, articles: int | None) -> list[str]:
    with corpus.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in islice(lines, articles)]


def _timed(name: str, work: Callable[[], T]) -> T:
    began = time.process_time()
    result = work()
    print(f"{name:12s} {time.process_time() - began:6.2f} CPU s")
    return result


def _stages(table: TokenTable) -> None:
    settings = FindSettings()
    tokens = _timed("order", lambda: collection(table))
    _timed("verbatim", lambda: verbatim_runs(tokens, min_words=MIN_WORDS, settings=settings))
    seeds = _timed("seeds", lambda: edited_seeds(tokens, settings))
    counts = _timed("counts", lambda: counted_grams(tokens, seeds.counted))
    weights = _timed("rarity", lambda: weighed(tokens.offsets, counts))
    least = threshold(len(tokens), settings)
    (_, runs), *_ = _timed("runs", lambda: list(seeds.runs(tokens, settings)))
    _timed("score", lambda: worthy(runs, weights, collection=tokens, least=least))
    _timed("reworded", lambda: reworded_regions(tokens, settings))


def _print_recall(plants: list[Plant], found: Candidates, table: TokenTable) -> None:
    met: Counter[tuple[int, int]] = Counter()
    total = Counter((p.length, p.edits) for p in plants)
    for plant in plants:
        met[plant.length, plant.edits] += min(sides(plant, found, table)) >= 0.5
    print(f"\nfound: {sum(met.values()) / max(1, len(plants)):.3f}")
    print("words \\ edits %" + "".join(f"{edits:7d}" for edits in EDITS))
    for length in LENGTHS:
        shares = (met[length, e] / max(1, total[length, e]) for e in EDITS)
        print(f"{length:15d}" + "".join(f"{share:7.2f}" for share in shares))


def sides(plant: Plant, found: Candidates, table: TokenTable) -> tuple[float, float]:
    """Share of the passage's tokens, in each article, inside rows that touch both."""
    source = (plant.source, plant.source_start, plant.source_end)
    first, second = sorted([source, (plant.copy, plant.copy_start, plant.copy_end)])
    low = np.searchsorted(found.left, first[0])
    high = np.searchsorted(found.left, first[0], side="right")
    rows = np.arange(low, high)[found.right[low:high] == second[0]]
    columns = ((found.left_start, found.left_end), (found.right_start, found.right_end))
    inside = []
    for (article, start, end), (starts, ends) in zip((first, second), columns, strict=True):
        own = slice(*table.offsets[article : article + 2].tolist())
        begin = own.start + int(np.searchsorted(table.end[own], start, side="right"))
        tokens = np.arange(begin, own.start + int(np.searchsorted(table.start[own], end)))
        inside.append((starts[rows, None] <= tokens) & (tokens < ends[rows, None]))
    both = inside[0].any(axis=1) & inside[1].any(axis=1)
    left, right = (marks[both].any(axis=0).mean() if both.any() else 0.0 for marks in inside)
    return float(left), float(right)


def _print_cost(found: Candidates, table: TokenTable) -> None:
    print(f"\n{len(table)} tokens, {found.pairs} article pairs, {len(found)} rows")
    for name, bit in (("verbatim", VERBATIM), ("edited", EDITED), ("reworded", REWORDED)):
        print(f"  {name}: {int(np.count_nonzero(found.source & bit))} rows")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
