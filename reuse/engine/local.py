"""The row on this machine: one process, or several that share the prepared articles."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

import numpy as np

from reuse.align import Aligner, Pairs
from reuse.errors import JudgementError
from reuse.find import find
from reuse.model import Article, Findings, Match, Progress
from reuse.settings import Settings
from reuse.text.columns import VERBATIM, Candidates
from reuse.text.tokens import tokenize

# Pairs that are aligned in one go, fewer if there are few, so that progress is seen.
_MOST_PAIRS = 256
_LEAST_CHUNKS = 100
# Starting processes costs about a second each; below this many tokens of article pairs a
# job one process is quicker.
_LEAST_TOKENS_PER_JOB = 200_000


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Runs in this process, and in `jobs` processes when the work is worth them."""

    jobs: int = 1

    def find_matches(
        self, articles: Sequence[Article], settings: Settings, *, progress: Progress
    ) -> Findings:
        """Every match between two different articles of the collection."""
        ordered = sorted(articles, key=lambda article: article.id)
        return self._matches(ordered, settings, pairing=article_pairs, progress=progress)

    def match_pair(
        self, left: Article, right: Article, *, settings: Settings, progress: Progress
    ) -> Findings:
        """Every match of two articles, aligned even where `find` sees no reason to.

        The sides stay as given, whatever the ids; these may be equal.
        """
        return self._matches((left, right), settings, pairing=_only_pair, progress=progress)

    def _matches(
        self,
        ordered: Sequence[Article],
        settings: Settings,
        *,
        pairing: Callable[[Candidates], Pairs],
        progress: Progress,
    ) -> Findings:
        table = tokenize(
            [article.text for article in ordered],
            [article.language or settings.language for article in ordered],
            progress=progress,
        )
        candidates = find(
            table, min_words=settings.min_words, settings=settings.find, progress=progress
        )
        progress("preparing", 0, 1)
        aligner = Aligner(
            table,
            tuple(article.id for article in ordered),
            texts=tuple(article.text for article in ordered),
            min_words=settings.min_words,
            settings=settings.align,
            nats=candidates.nats if candidates.nats.size else None,
        )
        pairs = pairing(candidates)
        sizes = np.diff(table.offsets)
        work = aligner.work(pairs)
        progress("preparing", 1, 1)
        if aligner.load(work):
            progress("compiling, once", 0, 1)
            aligner.align_pairs(pairs.chosen(0, 1))
            progress("compiling, once", 1, 1)
        matches = self._align(aligner, pairs, work, progress=progress)
        words = {a.id: int(n) for a, n in zip(ordered, sizes, strict=True)}
        return Findings(tuple(matches), words, candidates.notes)

    def _align(
        self, aligner: Aligner, pairs: Pairs, work: int, *, progress: Progress
    ) -> list[Match]:
        count = len(pairs.left)
        size = min(_MOST_PAIRS, 1 + count // _LEAST_CHUNKS)
        chunks = [pairs.chosen(i, i + size) for i in range(0, count, size)]
        jobs = min(self.jobs, max(1, len(chunks)), 1 + work // _LEAST_TOKENS_PER_JOB)
        found: list[Match] = []
        done = 0
        progress("aligning", 0, count)
        for chunk, matches in zip(chunks, _run(aligner, chunks, jobs), strict=True):
            found.extend(matches)
            done += len(chunk.left)
            progress("aligning", done, count)
        return found


def open_engine(jobs: int) -> LocalEngine:
    """This engine with that many processes."""
    return LocalEngine(jobs)


def article_pairs(candidates: Candidates) -> Pairs:
    """The article pairs of the candidates, in their order, each with its places."""
    new = np.ones(len(candidates), np.bool_)
    new[1:] = (np.diff(candidates.left) | np.diff(candidates.right)) != 0
    return _paired(candidates, np.flatnonzero(new))


def _only_pair(candidates: Candidates) -> Pairs:
    """The articles 0 and 1, whether they are candidates or not."""
    zero = np.zeros(1, np.int64)
    return _paired(candidates, zero)._replace(left=zero, right=zero + 1)


def _paired(candidates: Candidates, first: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Pairs:
    """The pairs whose rows begin at `first`."""
    exact = candidates.source & VERBATIM != 0
    columns = (
        candidates.left_start,
        candidates.left_end,
        candidates.right_start,
        candidates.right_end,
    )
    places = np.column_stack(columns).astype(np.int64)
    before = np.concatenate(([0], np.cumsum(exact)))
    ends = np.append(first, len(candidates))
    some = first[first < len(candidates)]
    return Pairs(
        candidates.left[some].astype(np.int64),
        candidates.right[some].astype(np.int64),
        places[exact],
        before[ends],
        places[~exact],
        ends - before[ends],
    )


def _run(aligner: Aligner, chunks: Sequence[Pairs], jobs: int) -> Iterator[Sequence[Match]]:
    """The matches of each chunk, in order."""
    if jobs == 1:
        yield from (_align_chunk(aligner, chunk) for chunk in chunks)
        return
    if chunks:  # compiled here once, not once in every process
        _align_chunk(aligner, chunks[0].chosen(0, 1))
    try:
        with ProcessPoolExecutor(jobs, _context(), _adopt, (aligner,)) as pool:
            yield from pool.map(_align_adopted, chunks)
    except BrokenProcessPool as error:
        raise JudgementError(
            "a worker process died (out of memory?); try fewer --jobs or fewer articles"
        ) from error


def _context() -> multiprocessing.context.BaseContext:
    # A forked worker shares the prepared arrays; elsewhere each receives a copy.
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in methods else "spawn")


def _align_chunk(aligner: Aligner, chunk: Pairs) -> list[Match]:
    return [match for matches in aligner.align_pairs(chunk) for match in matches]


_adopted: list[Aligner] = []


def _adopt(aligner: Aligner) -> None:
    """Keep the aligner in a worker process."""
    _adopted.append(aligner)


def _align_adopted(chunk: Pairs) -> list[Match]:
    return _align_chunk(_adopted[0], chunk)
