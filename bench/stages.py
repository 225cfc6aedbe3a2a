"""Where the time of a scan goes, stage by stage, each beside a bound.

    python bench/stages.py CORPUS.jsonl [--runs 3]

CPU seconds of this process, the least of some runs, kernels compiled before.  A bound is
the least that any program of this design must do in the stage, measured in the same run:
json.loads of every line; one pass over the code points and one look-up of each; a sort of
as many uint64 for each of the six groupings of words; one look at every word of the
article pairs; json.dumps of the same report.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import numpy as np

from reuse.engine import Means, open_engine
from reuse.engine.local.pairs import article_pairs
from reuse.find import find
from reuse.model import Article, Report
from reuse.report.formats.json import pieces
from reuse.row import gather
from reuse.scan import scan as scan_story
from reuse.settings import Settings
from reuse.text.tokens import tokenize

Seconds = dict[str, float]
SETTINGS = Settings()
_GROUPINGS = 6


class Laps:
    """A `Progress` that adds the CPU seconds since the last call to the stage that ran."""

    def __init__(self) -> None:
        self.seconds: Seconds = {}
        self._stage, self._since = "reading", time.process_time()

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        """End the stage that ran, if another begins."""
        self.lap()
        self._stage = stage

    def lap(self) -> None:
        """End a stage, or a part of it."""
        now = time.process_time()
        self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since
        self._since = now


def stages(corpus: Path) -> tuple[Seconds, Report]:
    """CPU seconds by stage of one scan that ends in JSON."""
    laps = Laps()
    report = scan_story([corpus], progress=laps)
    laps("JSON", 0, 0)
    for _ in pieces(report):
        pass
    laps.lap()
    return laps.seconds, report


def bounds(corpus: Path, articles: tuple[Article, ...], report: Report) -> Seconds:
    """CPU seconds of what each stage cannot do without."""
    texts = [article.text for article in articles]
    table = tokenize(texts)
    found = find(table, min_words=SETTINGS.min_words, settings=SETTINGS.find)
    pairs, sizes = article_pairs(found), np.diff(table.offsets)
    looked_at = np.arange(int(sizes[pairs.left].sum() + sizes[pairs.right].sum())) % len(table)
    plain = json.loads("".join(pieces(report)))
    keys = table.key

    def read() -> None:
        with corpus.open(encoding="utf-8") as lines:
            for line in lines:
                json.loads(line)

    def walk() -> None:
        classes = np.zeros(0x110000, np.uint32)
        for text in texts:
            classes.take(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32))

    def sort() -> None:
        for _ in range(_GROUPINGS):
            keys.copy().sort()

    def look() -> None:
        keys[looked_at].sum()

    return {
        "reading": timed(read),
        "reading words": timed(walk),
        "finding candidates": timed(sort),
        "aligning": timed(look),
        "JSON": timed(lambda: json.dumps(plain)),
    }


def timed(work: Callable[[], Any]) -> float:
    """CPU seconds of that."""
    began = time.process_time()
    work()
    return time.process_time() - began


def table_of(best: Seconds, bound: Seconds) -> Iterator[str]:
    """The lines of the table, as Markdown."""
    yield "| stage | CPU s | bound | times the bound |"
    yield "|---|---|---|---|"
    for stage, seconds in best.items():
        if stage in bound:
            yield f"| {stage} | {seconds:.2f} | {bound[stage]:.2f} | {seconds / bound[stage]:.1f} |"
        else:
            yield f"| {stage} | {seconds:.2f} | | |"
    yield f"| all | {sum(best.values()):.1f} | {sum(bound.values()):.1f} | |"


@click.command()
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--runs", default=3, show_default=True, help="Scans; the least of each stage counts.")
def main(corpus: Path, runs: int) -> None:
    """Time the stages of a scan of CORPUS, JSON lines."""
    articles, _ = gather([corpus], SETTINGS, strict=False)
    few = articles[: 1 + len(articles) // 20]
    open_engine("local", Means()).find_matches(few, SETTINGS, progress=lambda *_: None)
    best: Seconds = {}
    for _ in range(runs):
        seconds, report = stages(corpus)
        best = {stage: min(s, best.get(stage, s)) for stage, s in seconds.items()}
    click.echo("\n".join(table_of(best, bounds(corpus, articles, report))))


if __name__ == "__main__":
    main()
