"""Several aligners over the same pairs, in turn and some pairs at a time.

Whatever else the machine does then hits all of them alike; of several rounds over
the same few pairs the quickest counts.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from align_peers import Document, Peer
from pan_measures import Measures, Reuse, micro

CHUNK = 20


@dataclass(frozen=True, slots=True)
class Sample:
    """Pairs of texts by their numbers; each pair's sub-corpus and planted passages, if known."""

    texts: list[str]
    pairs: list[tuple[int, int]]
    kinds: list[str] = field(default_factory=list)
    truth: list[list[Reuse]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rules:
    """How often each chunk is run; who needs more than `patience` seconds for one runs once."""

    rounds: int = 3
    patience: float = 2.0
    clock: Callable[[], float] = time.process_time


@dataclass(slots=True)
class Runner:
    """One aligner with all documents prepared, and what it has done so far.

    Attributes:
        seconds: of the best rounds.
        found: the passages of each pair, in the order of the pairs.
        failed: pairs at which it raised.
    """

    peer: Peer
    documents: Sequence[Document]
    ready: list[Any]
    seconds: float = 0.0
    found: list[list[Reuse]] = field(default_factory=list)
    failed: int = 0
    _answers: list[Any] = field(default_factory=list)

    def run(self, pairs: Sequence[tuple[int, int]], clock: Callable[[], float]) -> float:
        """Align the pairs and say how long that took."""
        begun = clock()
        self._answers = [self._answer(left, right) for left, right in pairs]
        return clock() - begun

    def keep(self, pairs: Sequence[tuple[int, int]], seconds: float) -> None:
        """Add what the last run found, at the price of the best one."""
        self.seconds += seconds
        self.failed += sum(isinstance(answer, Exception) for answer in self._answers)
        for answer, (left, right) in zip(self._answers, pairs, strict=True):
            failed = isinstance(answer, Exception)
            sides = self.documents[left], self.documents[right]
            self.found.append([] if failed else self.peer.passages(answer, *sides))

    def _answer(self, left: int, right: int) -> Any:
        try:
            return self.peer.align(self.ready[left], self.ready[right])
        except Exception as error:  # some peers fail on texts without a word of theirs
            return error


def runner(peer: Peer, documents: Sequence[Document]) -> Runner:
    """The aligner with every document prepared its way."""
    return Runner(peer, documents, [peer.prepare(document) for document in documents])


def race(
    runners: Sequence[Runner],
    pairs: Sequence[tuple[int, int]],
    *,
    rules: Rules,
    step: Callable[[int], object],
) -> None:
    """Run everybody over the pairs; `step` hears how many more are done."""
    # As in timeit: what the collector costs hangs on what all the others keep in memory.
    gc.collect()
    gc.disable()
    for first in range(0, len(pairs), CHUNK):
        chunk = pairs[first : first + CHUNK]
        best = [one.run(chunk, rules.clock) for one in runners]
        for _ in range(rules.rounds - 1):
            for at, one in enumerate(runners):
                if best[at] <= rules.patience:
                    best[at] = min(best[at], one.run(chunk, rules.clock))
        for one, seconds in zip(runners, best, strict=True):
            one.keep(chunk, seconds)
        step(len(chunk))
    gc.enable()


def accuracy(sample: Sample, found: list[list[Reuse]]) -> dict[str, float]:
    """Share of planted characters found, by kind and in all, and of found ones planted."""
    rows = {name: _micro(sample, found, only=name) for name in sorted(set(sample.kinds))}
    shares = {name: row.recall for name, row in rows.items() if row.cases}
    total = _micro(sample, found, only="")
    return {**shares, "recall": total.recall, "precision": total.precision}


def _micro(sample: Sample, found: list[list[Reuse]], *, only: str) -> Measures:
    chosen = [at for at, kind in enumerate(sample.kinds) if kind == only or not only]
    return micro(
        {str(at): sample.truth[at] for at in chosen}, {str(at): found[at] for at in chosen}
    )
