"""The constants of `reuse.align.kernels.prose`: what tells short reuse from one event told twice.

    python bench/fit_odds.py PAN13-TRAIN --news A.jsonl --news B.jsonl --read JUDGEMENTS.jsonl

Passages that are not certain and cover little, proposed without the odds, are the data (with
those that meet an exact run, of which the aligner asks no odds): those
of the first half of PAN's pairs (real if they meet a case), those of any two articles of each
news file that somebody has read, and edited passages planted in pairs of them that share
nothing.  JUDGEMENTS has a line for each passage read: `left` and `right` (article ids),
`left_start` and `right_start` (code points), `verdict` (R real, F false, else left out).
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import combinations
from math import log
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np
from pan import half_of, read_pairs, read_texts, read_truth
from plants import Editor

from reuse.align import Aligner
from reuse.align.kernels.prose import COVERS_MUCH
from reuse.model import ArticleId, Match
from reuse.settings import AlignSettings, Settings
from reuse.text.tokens import tokenize

_ALL_PASSAGES = AlignSettings(prose_odds=-1000.0)
_COMPILED = 10**9
_PLANTS = 1250
_RIDGE = 0.02
_NEWTON_STEPS = 25
_ENDS = 30  # code points at either end by which two passages are the same words

_batch, _weights, _prose = (
    import_module(f"reuse.align.compiled.{name}") for name in ("batch", "weights", "prose")
)
Judgements = dict[tuple[str, int, str, int], str]


class Shared(NamedTuple):
    """What a passage's sides have in common, the lower of both; see `shared_words`."""

    prose: int
    covered: float


class Sample(NamedTuple):
    """A passage to learn from; the weights of a source are in proportion."""

    shared: Shared
    is_real: bool
    weight: float


class News(NamedTuple):
    """A news file: its articles, prepared, and those pairs of them that share nothing."""

    aligner: Aligner
    ids: list[str]
    texts: list[str]
    unrelated: list[tuple[int, int]]


@click.command()
@click.argument("pan", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--news", multiple=True, type=click.Path(exists=True, path_type=Path))
@click.option("--read", "judgements", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--seed", default=5, show_default=True, help="Of the plants.")
def main(pan: Path, news: tuple[Path, ...], judgements: Path, seed: int) -> None:
    """Fit the odds and print them."""
    verdicts = _verdicts(judgements)
    samples, corpora = [], []
    for path in news:
        found, corpus = _read_passages(path, verdicts)
        samples += found
        corpora.append(corpus)
    real = sum(s.weight for s in samples if s.is_real)
    # Plants and PAN are easy and many: each counts half as much as what was read and is real.
    samples += _weighing(list(_planted(corpora, random.Random(seed))), real / 2)
    samples += _weighing(list(_pan_passages(pan)), real / 2)
    click.echo(str(Counter("real" if s.is_real else "false" for s in samples)))
    names = ("INTERCEPT", "PROSE", "COVERED")
    for name, value in zip(names, fitted(samples), strict=True):
        click.echo(f"ODDS_{name} = {value:.2f}")


def fitted(samples: Sequence[Sample]) -> list[float]:
    """Intercept and slopes of a logistic regression, lightly held towards no effect."""
    values = np.array([features(s.shared) for s in samples])
    weight = np.array([s.weight for s in samples])
    is_real = np.array([s.is_real for s in samples])
    mean, spread = values.mean(axis=0), values.std(axis=0)
    rows = np.column_stack((np.ones(len(values)), (values - mean) / spread))
    held = np.diag([0.0, *[2 * _RIDGE] * values.shape[1]])
    best = np.zeros(rows.shape[1])
    for _ in range(_NEWTON_STEPS):
        odds = 1 / (1 + np.exp(-rows @ best))
        slope = rows.T @ (weight * (odds - is_real)) + held @ best
        curve = (rows.T * (weight * odds * (1 - odds))) @ rows + held
        best = best - np.linalg.solve(curve, slope)
    slopes = best[1:] / spread
    return [float(best[0] - slopes @ mean), *map(float, slopes)]


def features(found: Shared) -> tuple[float, float]:
    """What the odds are made of, as in `prose_odds`."""
    return log(1.0 + found.prose), log(1.0 + found.covered)


def _verdicts(path: Path) -> Judgements:
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return {(r["left"], r["left_start"], r["right"], r["right_start"]): r["verdict"] for r in rows}


def _aligner(texts: Sequence[str]) -> Aligner:
    aligner = Aligner(
        tokenize(list(texts)),
        tuple(ArticleId(str(number)) for number in range(len(texts))),
        texts=tuple(texts),
        min_words=Settings().min_words,
        settings=_ALL_PASSAGES,
    )
    aligner.load(_COMPILED)
    return aligner


def _shared(aligner: Aligner, match: Match) -> Shared | None:
    """What a passage that the odds are asked about has in common, None of any other."""
    if match.certainty == "certain" or match.kind not in ("edited", "paraphrase"):
        return None
    left, right = int(match.left_article), int(match.right_article)
    columns, least = aligner._columns, _ALL_PASSAGES.least_weight
    one, two = _batch.side(columns, left), _batch.side(columns, right)
    pair = _weights.weigh(one, two)
    views = (
        _weights.view(one, two, pair, False, least),
        _weights.view(two, one, pair, True, least),
    )
    a0, a1, b0, b1 = (
        int(np.searchsorted(side.start, at))
        for side, span in ((one, match.left), (two, match.right))
        for at in (span.start, span.end)
    )
    mine = _prose.shared_words(views[0], np.array([a0, a1, b0, b1]))
    theirs = _prose.shared_words(views[1], np.array([b0, b1, a0, a1]))
    found = Shared(min(mine[0], theirs[0]), min(mine[1], theirs[1]))
    return found if found.covered < COVERS_MUCH else None


def _read_passages(path: Path, verdicts: Judgements) -> tuple[list[Sample], News]:
    """The passages that were read, the same words with the weight of one; and the news."""
    articles = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    ids, texts = [a["id"] for a in articles], [a["text"] for a in articles]
    aligner, unrelated, read = _aligner(texts), [], []
    for pair in combinations(range(len(texts)), 2):
        matches = aligner.align(*pair)
        if not matches:
            unrelated.append(pair)
        for m in matches:
            verdict = verdicts.get((ids[pair[0]], m.left.start, ids[pair[1]], m.right.start))
            found = _shared(aligner, m) if verdict in ("R", "F") else None
            if found is not None:
                words = (
                    texts[pair[0]][m.left.start : m.left.end],
                    texts[pair[1]][m.right.start : m.right.end],
                )
                key = frozenset(t[:_ENDS] + t[-_ENDS:] for t in words)
                read.append((key, Sample(found, verdict == "R", 1.0)))
    often = Counter(key for key, _ in read)
    samples = [s._replace(weight=1 / often[key]) for key, s in read]
    return samples, News(aligner, ids, texts, unrelated)


def _planted(corpora: Sequence[News], draw: random.Random) -> Iterator[Shared]:
    """Edited passages of 15 to 50 words put into an article that shares nothing with theirs."""
    pairs = [(n, pair) for n, news in enumerate(corpora) for pair in news.unrelated]
    for n, (left, right) in draw.sample(pairs, min(_PLANTS, len(pairs))):
        texts = corpora[n].texts
        source, copy = texts[left].split(), texts[right].split()
        length, edits = draw.choice((15, 20, 25, 30, 50)), draw.choice((0.1, 0.2, 0.3))
        if len(source) < length:
            continue
        first, before = draw.randrange(len(source) - length + 1), draw.randrange(len(copy) + 1)
        passage = Editor(copy, draw).edited(source[first : first + length], edits)
        head = " ".join(copy[:before])
        aligner = _aligner((texts[left], f"{head} {passage} {' '.join(copy[before:])}"))
        for match in aligner.align(0, 1):
            middle = (match.right.start + match.right.end) / 2
            found = _shared(aligner, match)
            if found is not None and len(head) <= middle <= len(head) + 1 + len(passage):
                yield found


def _pan_passages(corpus: Path) -> Iterator[Sample]:
    """Those of the first half of PAN's pairs."""
    pairs = [pair for pair in read_pairs(corpus) if half_of(pair) == "first"]
    texts = read_texts(corpus, pairs)
    numbers = {name: number for number, name in enumerate(texts)}
    aligner = _aligner(list(texts.values()))
    for pair in pairs:
        truth = read_truth(corpus, pair)
        for m in aligner.align(numbers[pair[1]], numbers[pair[2]]):
            found = _shared(aligner, m)
            if found is not None:
                is_real = any(
                    m.left.start < case.suspicious_end
                    and case.suspicious_start < m.left.end
                    and m.right.start < case.source_end
                    and case.source_start < m.right.end
                    for case in truth
                )
                yield Sample(found, is_real, 1.0)


def _weighing(samples: Sequence[Sample | Shared], total: float) -> list[Sample]:
    """All of one source, together of that weight; those without a verdict are real."""
    weight = total / max(1, len(samples))
    return [
        s._replace(weight=weight) if isinstance(s, Sample) else Sample(s, True, weight)
        for s in samples
    ]


if __name__ == "__main__":
    main()
