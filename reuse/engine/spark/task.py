"""What every task of a run is told."""

from __future__ import annotations

from dataclasses import dataclass

from reuse.settings import Settings


@dataclass(frozen=True, slots=True)
class Task:
    """The settings and the few numbers that depend on the whole collection.

    Attributes:
        tokens: number of tokens of all articles.
        counted: of these, how many count as evidence of common wording.
        shifts: low bits that the hashes of single words, pairs and threes lose before
            they are counted, as in `reuse.find.grams.grouped`.
        tells: whether the collection is large enough to tell what is common.
        buckets: into how many buckets the grams of one kind go.
    """

    settings: Settings
    buckets: int
    tokens: int = 0
    counted: int = 0
    shifts: tuple[int, int, int] = (0, 0, 0)
    tells: bool = False
