"""Which tokens are written as names or numbers: with a capital or a digit first.

The normal form folds case, so that this is read from the texts.  Scripts without case have
no names here, and where capitals are the rule (headlines, capitals throughout) they tell
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from reuse.text.columns import TokenTable

# Of the words of running text three in five or more begin small, German nouns included.
MOST_CAPITALS = 0.6


def written_as_names(table: TokenTable, texts: Sequence[str]) -> NDArray[np.bool_]:
    """For each token whether it begins with a digit, or with a capital that tells something.

    Args:
        texts: the articles, in the table's order.

    >>> from reuse.text.tokens import tokenize
    >>> texts = ["On Monday 12 wolves ate a goose.", "WOLVES EAT GOOSE"]
    >>> written_as_names(tokenize(texts), texts).astype(int).tolist()
    [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    """
    first = np.zeros(len(table), np.uint32)
    for text, begin, end in zip(texts, table.offsets[:-1], table.offsets[1:], strict=True):
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        first[begin:end] = points[table.start[begin:end]]
    capital = _are(first, str.isupper)
    counted = np.concatenate(([0], np.cumsum(capital)))[table.offsets]
    sizes = np.diff(table.offsets)
    tells = np.diff(counted) < MOST_CAPITALS * sizes
    names: NDArray[np.bool_] = capital & np.repeat(tells, sizes) | _are(first, str.isdigit)
    return names


def _are(points: NDArray[np.uint32], holds: Callable[[str], bool]) -> NDArray[np.bool_]:
    """Whether a claim about characters holds for each code point; it is asked once for each."""
    asked = np.zeros(0x110000, np.bool_)
    asked[points] = True
    answers = np.zeros(0x110000, np.bool_)
    for point in np.flatnonzero(asked).tolist():
        answers[point] = holds(chr(point))
    return answers[points]
