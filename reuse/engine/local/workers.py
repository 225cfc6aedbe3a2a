"""Batches of pairs, aligned in this process or in several that share the prepared articles."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reuse.align import Aligner, MatchColumns, Pairs
from reuse.errors import JudgementError
from reuse.interrupts import held_back, leave_to_parent

# Pairs that are aligned in one go, fewer if there are few, so that progress is seen.
_MOST_PAIRS = 256
_LEAST_BATCHES = 100
# Starting processes costs about a second each; below this many tokens of article pairs a
# job one process is quicker.
_LEAST_TOKENS_PER_JOB = 200_000
_MOST_DEATHS = 2  # of processes, with no batch done in between


@dataclass(frozen=True, slots=True)
class Shard:
    """Pairs that are aligned with one aligner.

    Attributes:
        aligner: prepared with the articles of the pairs.
        pairs: in the aligner's numbers.
        articles: int64, the number in the collection of each of the aligner's articles.
    """

    aligner: Aligner
    pairs: Pairs
    articles: NDArray[np.int64]

    @property
    def work(self) -> int:
        """As of `Aligner.work`."""
        return self.aligner.work(self.pairs)

    def matches(self, jobs: int) -> Iterator[tuple[int, MatchColumns]]:
        """The pairs in batches: how many are done, and the batch's matches.

        Articles have the numbers of the collection.
        """
        count = len(self.pairs.left)
        size = min(_MOST_PAIRS, 1 + count // _LEAST_BATCHES)
        if self.work < _LEAST_TOKENS_PER_JOB:  # done before anybody looks at how far it is
            size = min(_MOST_PAIRS, max(count, 1))
        edges = [*range(0, count, size), count]
        batches = [self.pairs.chosen(begin, end) for begin, end in pairwise(edges)]
        jobs = min(jobs, max(1, len(batches)), 1 + self.work // _LEAST_TOKENS_PER_JOB)
        found = aligned(self.aligner, batches, jobs)
        for end, matches in zip(edges[1:], found, strict=True):
            left, right = (self.articles[side].astype(np.int32) for side in matches[:2])
            yield end, matches._replace(left=left, right=right)


def aligned(aligner: Aligner, batches: Sequence[Pairs], jobs: int) -> Iterator[MatchColumns]:
    """The matches of each batch, in order.

    What a process that died had begun is done again by new ones.

    Raises:
        JudgementError: processes died again and again, and nothing was done in between.
    """
    if jobs == 1:
        yield from (_align(aligner, batch) for batch in batches)
        return
    if batches:  # compiled here once, not once in every process
        _align(aligner, batches[0].chosen(0, 1))
    done, deaths = 0, 0
    while True:
        try:
            for found in _pooled(aligner, batches[done:], jobs):
                done, deaths = done + 1, 0
                yield found
            return
        except BrokenProcessPool as error:
            deaths += 1
            if deaths > _MOST_DEATHS:
                raise JudgementError(
                    f"worker processes died {deaths} times at the same work (out of memory?);"
                    " try fewer --jobs or less --memory"
                ) from error
        jobs = max(1, jobs // 2)  # in case that there was no memory for all


def _pooled(aligner: Aligner, batches: Sequence[Pairs], jobs: int) -> Iterator[MatchColumns]:
    """The matches of each batch, in order, by processes that end with the last of them."""
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(jobs, _context(), _adopt, (aligner,)) as pool:
        try:
            with held_back():  # a process that begins has its parent's way to be interrupted
                found = deque(pool.submit(_align_adopted, batch) for batch in batches)
            while found:
                yield found.popleft().result()
        except BaseException:  # nobody waits for what is being aligned, nor for what is due
            # NOTE: not cancelled (as `pool.map` would): the pool stumbles over that when it breaks.
            for process in set(multiprocessing.active_children()) - others:
                process.kill()
            raise


def aside(function: Callable[[], object]) -> None:
    """Do something once in a process of its own, with which the memory ends that it takes.

    Where that is not safe nothing is done, and its errors are nobody's.
    """
    if sys.platform != "linux":  # see `_context`
        return
    with held_back():
        fork = multiprocessing.get_context("fork")
        process = fork.Process(target=_aside, args=(function,), daemon=True)
        process.start()
    try:
        process.join()
    finally:
        process.kill()


def _aside(function: Callable[[], object]) -> None:
    leave_to_parent()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(Exception):
        function()


def _context() -> multiprocessing.context.BaseContext:
    # A forked worker shares the prepared arrays; elsewhere each receives a copy, as forking is
    # not safe there or unknown.
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def _align(aligner: Aligner, batch: Pairs) -> MatchColumns:
    return aligner.align_columns(batch)[0]


_adopted: list[Aligner] = []


def _adopt(aligner: Aligner) -> None:
    """Keep the aligner in a worker process, which ends with its parent."""
    leave_to_parent()
    _adopted.append(aligner)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A parent that was killed tells nobody: its workers would wait for work forever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _align_adopted(batch: Pairs) -> MatchColumns:
    return _align(_adopted[0], batch)
