"""What the kernels' tests share: two texts as the kernels see them, and settings."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reuse.align import parameters
from reuse.align.kernels.batch import side
from reuse.align.kernels.pair import align_quickly, mended
from reuse.align.kernels.types import Boxes, Pair, Parameters, Side, View
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
    columns = prepare(tokenize([left, right]))
    a, b = side(columns, 0), side(columns, 1)
    pair = weigh(a, b)
    least = AlignSettings().least_weight
    return Seen(a, b, pair, view(a, b, pair, False, least), view(b, a, pair, True, least))


def changed(**values: float) -> Parameters:
    """The default parameters with some of them changed."""
    return parameters(replace(AlignSettings(), **values))  # type: ignore[arg-type]


def box(*numbers: int) -> NDArray[np.int64]:
    return np.array(numbers, dtype=np.int64)


def boxes(*rows: tuple[int, int, int, int]) -> NDArray[np.int64]:
    return np.array(rows, dtype=np.int64).reshape(-1, 4)


def align_pair(
    left: Side, right: Side, known: Boxes, min_words: int, p: Parameters
) -> NDArray[np.float64]:
    """The rows of a pair, no exact run torn."""
    rows, is_torn = align_quickly(left, right, known, min_words, p)
    return mended((left, right), known, min_words, rows, p) if is_torn else rows
