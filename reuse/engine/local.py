"""The row on this machine: one process, or several that share the prepared articles."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
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

_CHUNK_PAIRS = 256
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
        progress("reading words", 0, 3)
        table = tokenize(
            [article.text for article in ordered],
            [article.language or settings.language for article in ordered],
        )
        progress("finding candidates", 1, 3)
        candidates = find(table, min_words=settings.min_words, settings=settings.find)
        progress("preparing", 2, 3)
        aligner = Aligner(
            table,
            tuple(article.id for article in ordered),
            texts=tuple(article.text for article in ordered),
            min_words=settings.min_words,
            settings=settings.align,
            nats=candidates.nats if candidates.nats.size else None,
        )
        pairs = article_pairs(candidates)
        sizes = np.diff(table.offsets)
        work = aligner.work(pairs)
        aligner.load(work)
        matches = self._align(aligner, pairs, work, progress=progress)
        words = {a.id: int(n) for a, n in zip(ordered, sizes, strict=True)}
        return Findings(tuple(matches), words, candidates.notes)

    def _align(
        self, aligner: Aligner, pairs: Pairs, work: int, *, progress: Progress
    ) -> list[Match]:
        jobs = min(self.jobs, 1 + work // _LEAST_TOKENS_PER_JOB)
        count = len(pairs.left)
        chunks = [_chosen(pairs, i, i + _CHUNK_PAIRS) for i in range(0, count, _CHUNK_PAIRS)]
        found: list[Match] = []
        done = 0
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
    starts = np.flatnonzero(new)
    exact = candidates.source & VERBATIM != 0
    columns = (
        candidates.left_start,
        candidates.left_end,
        candidates.right_start,
        candidates.right_end,
    )
    places = np.column_stack(columns).astype(np.int64)
    before = np.concatenate(([0], np.cumsum(exact)))
    ends = np.append(starts, len(candidates))
    return Pairs(
        candidates.left[starts].astype(np.int64),
        candidates.right[starts].astype(np.int64),
        places[exact],
        before[ends],
        places[~exact],
        ends - before[ends],
    )


def _chosen(pairs: Pairs, begin: int, end: int) -> Pairs:
    """The pairs `begin:end`."""
    exact, regions = pairs.exact_at[begin : end + 1], pairs.regions_at[begin : end + 1]
    return Pairs(
        pairs.left[begin:end],
        pairs.right[begin:end],
        pairs.exact[exact[0] : exact[-1]],
        exact - exact[0],
        pairs.regions[regions[0] : regions[-1]],
        regions - regions[0],
    )


def _run(aligner: Aligner, chunks: Sequence[Pairs], jobs: int) -> Iterator[Sequence[Match]]:
    """The matches of each chunk, in order."""
    if jobs == 1:
        yield from (_align_chunk(aligner, chunk) for chunk in chunks)
        return
    if chunks:  # compiled here once, not once in every process
        _align_chunk(aligner, _chosen(chunks[0], 0, 1))
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
