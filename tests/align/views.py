"""What the kernels' tests share: two texts as the kernels see them, and settings."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reuse.align import parameters
from reuse.align.kernels.runs import maximal_runs, meetings, mirrored
from reuse.align.kernels.types import Pair, Parameters, Side, View
from reuse.align.kernels.weights import view, weigh
from reuse.align.prepare import prepare
from reuse.settings import AlignSettings
from reuse.text.tokens import tokenize


@dataclass(frozen=True, slots=True)
class Seen:
    """Two prepared articles, weighed as a pair, and the view from either side."""

    left: Side
    right: Side
    pair: Pair
    forward: View
    backward: View


def seen(left: str, right: str) -> Seen:
    prepared = prepare(tokenize([left, right]))
    a, b = prepared.side(0), prepared.side(1)
    pair = weigh(a, b)
    forward = view(a, b, pair.left_idf, AlignSettings().least_weight)
    backward = view(b, a, pair.right_idf, AlignSettings().least_weight)
    runs = maximal_runs(meetings(a.grams, b.grams), forward.other, b.term)
    return Seen(a, b, pair, forward._replace(runs=runs), backward._replace(runs=mirrored(runs)))


def changed(**values: float) -> Parameters:
    """The default parameters with some of them changed."""
    return parameters(replace(AlignSettings(), **values))  # type: ignore[arg-type]


def box(*numbers: int) -> NDArray[np.int64]:
    return np.array(numbers, dtype=np.int64)


def boxes(*rows: tuple[int, int, int, int]) -> NDArray[np.int64]:
    return np.array(rows, dtype=np.int64).reshape(-1, 4)
