"""A corpus of any size out of real articles: the same grammar, other words, known copies.

    python bench/clones.py CORPUS.jsonl ARTICLES OUT.jsonl [--seed S]

Every article is a clone of a real one in which each content word is replaced by
another of the same frequency band, drawn anew for every clone: nothing is copied.
Copied are planted passages, in families whose sizes have a heavy tail, up to 500; a
line that an outlet in four puts under each of its articles; an empty template in one
article of twenty.  OUT.truth.jsonl lists the planted witnesses.  Memory is that of one
block of articles, whatever ARTICLES is.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import numpy as np
from clone_words import Words, words_of
from numpy.typing import NDArray
from plants import EDITS, LENGTHS, Editor

FAMILY_SHARE = 0.1  # of the articles carry a planted passage
_TAIL = 1.1
_MOST_WITNESSES = 500
_OUTLETS = 400
_LINED = 4
_TEMPLATED = 0.05
_BLOCK = 2048
_DAYS = 30
_FAMILY_KEY = 1 << 40  # clone numbers of passages and of outlets' lines
_OUTLET_KEY = 1 << 41
_TEMPLATE = (
    "This article is available to subscribers. To read the full story, sign in or choose a plan. "
    "Already a member? Enter your address below and we will send you a link. By continuing you "
    "accept our terms of use and our privacy notice."
)


@dataclass(frozen=True, slots=True)
class Witness:
    """A planted passage in an article, which has one at most; code points of its text."""

    family: int
    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """Who carries what, by article number: its family (or -1) and its outlet."""

    family: NDArray[np.int32]
    first: NDArray[np.int64]  # article number of each family's earliest witness
    outlet: NDArray[np.int16]
    templated: NDArray[np.bool_]


def article_id(number: int) -> str:
    """The id of an article."""
    return f"c{number:08d}"


def truth_path(out: Path) -> Path:
    """Where the witnesses of a corpus are listed."""
    return out.with_suffix(".truth.jsonl")


def write_clones(words: Words, articles: int, *, out: Path, seed: int) -> None:
    """Write the corpus and its truth, with a bar."""
    plan = _planned(articles, np.random.default_rng(seed))
    maker = _Maker(words, plan, articles, seed=seed)
    with (
        out.open("w", encoding="utf-8") as corpus,
        truth_path(out).open("w") as truth,
        click.progressbar(length=articles, label=f"{articles:,} articles", file=sys.stderr) as bar,
    ):
        for first in range(0, articles, _BLOCK):
            lines, witnesses = maker.block(first, min(articles, first + _BLOCK))
            corpus.writelines(lines)
            truth.writelines(json.dumps(asdict(w)) + "\n" for w in witnesses)
            bar.update(len(lines))


def read_truth(out: Path) -> Iterator[Witness]:
    """The witnesses that were planted, by article."""
    with truth_path(out).open() as lines:
        yield from (Witness(**json.loads(line)) for line in lines)


def _planned(articles: int, draw: np.random.Generator) -> _Plan:
    sizes = family_sizes(round(articles * FAMILY_SHARE), draw)
    carriers = draw.permutation(articles)[: int(sizes.sum())]
    numbers = np.repeat(np.arange(len(sizes)), sizes)
    family = np.full(articles, -1, np.int32)
    family[carriers] = numbers
    first = np.full(len(sizes), articles, np.int64)
    np.minimum.at(first, numbers, carriers)
    weights = 1 / (np.arange(_OUTLETS) + 3)
    outlet = draw.choice(_OUTLETS, articles, p=weights / weights.sum()).astype(np.int16)
    return _Plan(family, first, outlet, draw.random(articles) < _TEMPLATED)


def family_sizes(witnesses: int, draw: np.random.Generator) -> NDArray[np.int64]:
    """Sizes from 2 to 500 with a Pareto tail; their sum is `witnesses` or a little less.

    None is larger than a quarter of them all, or a small corpus would hold one family.
    """
    most = max(2, min(_MOST_WITNESSES, witnesses // 4))
    sizes = np.minimum(most, 2.0 + draw.pareto(_TAIL, witnesses // 2)).astype(np.int64)
    return sizes[np.cumsum(sizes) <= witnesses]


class _Maker:
    """Makes the lines of a block of articles; equal for equal seeds, however blocked."""

    def __init__(self, words: Words, plan: _Plan, articles: int, *, seed: int) -> None:
        self._words, self._plan, self._seed = words, plan, seed
        self._order = np.random.default_rng(seed + 1).permutation(words.articles)
        self._vocabulary = words.sample(100_000, np.random.default_rng(seed + 2))
        self._times = np.linspace(0, _DAYS * 86_400, articles, dtype=np.int64)
        self._outlets = [self._outlet(number) for number in range(_OUTLETS)]

    def _outlet(self, number: int) -> tuple[str, str]:
        """The name of an outlet, and the line under its articles, if it is one that has one."""
        line = " ".join(self._words.passage(number, 24, key=_OUTLET_KEY + number, start=0))
        name = f"The {line.split()[-1].title()} {('Post', 'Herald', 'Times')[number % 3]} {number}"
        return name, f"\n\n{line}" if number % _LINED == 1 else ""

    def block(self, first: int, last: int) -> tuple[list[str], list[Witness]]:
        """The lines of those articles, and what was planted in them."""
        numbers = np.arange(first, last)
        lines: list[str] = []
        witnesses: list[Witness] = []
        originals = self._order[numbers % len(self._order)]
        for number, pieces in zip(
            numbers.tolist(), self._words.clones(originals, numbers), strict=True
        ):
            if self._plan.family[number] >= 0:
                text, witness = self._carrier(number, pieces)
                witnesses.append(witness)
            else:
                text = "".join(pieces)
            lines.append(self._line(number, text))
        return lines, witnesses

    def _line(self, number: int, text: str) -> str:
        """A record as JSON; pieces are escaped as they are, which spares a dump of each text."""
        name, line = self._outlets[self._plan.outlet[number]]
        if self._plan.templated[number]:
            line = f"\n\n{_TEMPLATE}{line}"
        own = article_id(number)
        moment = np.datetime64("2026-01-01T00:00:00") + self._times[number]
        head = {"id": own, "outlet": name, "published": f"{moment}Z",
                "url": f"https://o{self._plan.outlet[number]}.example/{own}"}  # fmt: skip
        return f'{json.dumps(head)[:-1]}, "text": "{text}{_escaped(line)}"}}\n'

    def _carrier(self, number: int, pieces: list[str]) -> tuple[str, Witness]:
        """The article with its family's passage put before one of its words."""
        draw = random.Random(self._seed * 1_000_003 + number)
        family = int(self._plan.family[number])
        earliest = int(self._plan.first[family])
        passage = self._passage(family, draw, edited=number != earliest)
        credit = ""
        if number != earliest and number % 3 == 0:
            credit = f"According to {self._outlets[self._plan.outlet[earliest]][0]}, "
        at = 2 * draw.randrange(max(1, len(pieces) // 2)) + 1  # words stand at odd places
        before = "".join(pieces[:at])
        start = len(json.loads(f'"{before}"')) + len(credit)
        text = f"{before}{_escaped(credit + passage)} {''.join(pieces[at:])}"
        return text, Witness(family, article_id(number), start, start + len(passage))

    def _passage(self, family: int, draw: random.Random, *, edited: bool) -> str:
        length = LENGTHS[family % len(LENGTHS)]
        start = (family * 2_654_435_761) % (1 << 30)
        words = self._words.passage(family, length, key=_FAMILY_KEY + family, start=start)
        share = draw.choice(EDITS) / 100 if edited else 0.0
        return Editor(self._vocabulary, draw).edited(words, share)


def _escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


@click.command()
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("articles", type=click.IntRange(min=2))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--seed", default=1, show_default=True)
def main(corpus: Path, articles: int, out: Path, seed: int) -> None:
    """Write ARTICLES clones of the articles of CORPUS to OUT."""
    with corpus.open(encoding="utf-8") as lines:
        words = words_of([json.loads(line)["text"] for line in lines])
    write_clones(words, articles, out=out, seed=seed)


if __name__ == "__main__":
    main()
