"""The row on this machine: in memory while that suffices, with columns in files beyond."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reuse.align import Aligner, MatchColumns, Pairs, joined
from reuse.align.found import matches as match_objects
from reuse.engine import Means
from reuse.engine.local.journal import FolderJournal, Journal, scan_key
from reuse.engine.local.pairs import article_pairs, only_pair, picked, renumbered, shards
from reuse.engine.local.reached import Reached
from reuse.engine.local.room import check_room
from reuse.engine.local.workers import Shard, aside
from reuse.find import find
from reuse.find.background import Background
from reuse.model import Article, ArticleId, Findings, Progress
from reuse.progress import silent
from reuse.scratch import Files, Memory, Scratch, temporary_folder
from reuse.settings import Settings
from reuse.shelf import Texts
from reuse.text.columns import Candidates, TokenTable
from reuse.text.languages import languages_of
from reuse.text.tokens import tokenize

# What the columns of one code point take in memory, those of the search included
# (bench/README.md, "Memory").
_BYTES_PER_CODE_POINT = 32
# With files, this share of the memory is for sorting keys.  Articles that are aligned together
# take a tenth of it, some 200 bytes a word.
_SORTING_SHARE = 4
_BYTES_PER_ALIGNED_WORD = 2_000
_LEAST_ALIGNED_WORDS = 100_000


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Runs in this process, and in several when the work is worth them."""

    means: Means

    def find_matches(
        self, articles: Sequence[Article], settings: Settings, *, progress: Progress
    ) -> Findings:
        """Every match between two different articles of the collection."""
        ordered = sorted(articles, key=lambda article: article.id)
        check_room(ordered, self.means)
        journal = Journal()
        if self.means.work is not None:
            journal = FolderJournal(Path(self.means.work), scan_key(ordered, settings))
        with self._scratch(ordered) as scratch:
            job = _Job(ordered, settings, self.means, scratch, progress)
            found = job.findings(article_pairs, journal)
            scratch.rest()
            return found

    def match_pair(
        self, left: Article, right: Article, *, settings: Settings, progress: Progress
    ) -> Findings:
        """Every match of two articles, aligned even where `find` sees no reason to.

        The sides stay as given, whatever the ids; these may be equal.
        """
        job = _Job((left, right), settings, self.means, Memory(), progress)
        return job.findings(only_pair, Journal())

    def match_drafts(
        self,
        articles: Sequence[Article],
        settings: Settings,
        *,
        drafts: Container[ArticleId],
        background: Background | None,
        progress: Progress,
    ) -> Findings:
        """As `find_matches`, of drafts with articles, and of articles with what drafts share.

        Args:
            articles: the drafts and those to compare them with.
            settings: of the whole row.
            drafts: which are drafts.
            background: what is said of words by a collection from which the articles come;
                None where they are all of it.
            progress: told how far it is.
        """
        ordered = sorted(articles, key=lambda article: article.id)
        job = _Job(ordered, settings, self.means, Memory(), progress, background)
        return job.findings_about([n for n, a in enumerate(ordered) if a.id in drafts])

    @contextmanager
    def _scratch(self, articles: Sequence[Article]) -> Iterator[Scratch]:
        needed = sum(len(article.text) for article in articles) * _BYTES_PER_CODE_POINT
        memory = self.means.memory_bytes()
        if needed <= memory:
            yield Memory()
            return
        folder = Path(self.means.work or temporary_folder())
        with closing(Files(folder, memory=memory // _SORTING_SHARE)) as scratch:
            yield scratch


def open_engine(means: Means) -> LocalEngine:
    """This engine with those means."""
    return LocalEngine(means)


@dataclass(frozen=True, slots=True)
class _Job:
    """Articles on their way from text to matches."""

    articles: Sequence[Article]
    settings: Settings
    means: Means
    scratch: Scratch
    progress: Progress
    background: Background | None = None

    def findings(self, pairing: Callable[[Candidates], Pairs], journal: Journal) -> Findings:
        """The matches of the pairs that `pairing` makes of the candidates."""
        table = self._table()
        candidates = journal.candidates()
        if candidates is None:
            candidates = self._candidates(table, journal)
        self.scratch.rest()
        matches = self._aligned(table, candidates, pairs=pairing(candidates), journal=journal)
        return self._findings(table, candidates, matches)

    def findings_about(self, drafts: Sequence[int]) -> Findings:
        """The matches of drafts, by number, and those that carry on what these share."""
        table = self._table()
        candidates = self._candidates(table, Journal())
        matches = self._aligned_about(np.array(drafts, np.int64), table, candidates)
        return self._findings(table, candidates, matches)

    def _table(self) -> TokenTable:
        return tokenize(
            Texts(self.articles),
            languages_of(self.articles, default=self.settings.language),
            scratch=self.scratch,
            progress=self.progress,
        )

    def _findings(
        self, table: TokenTable, candidates: Candidates, matches: MatchColumns
    ) -> Findings:
        ids = [article.id for article in self.articles]
        words = dict(zip(ids, table.words.tolist(), strict=True))
        return Findings(tuple(match_objects(matches, ids)), words, candidates.notes)

    def _candidates(self, table: TokenTable, journal: Journal) -> Candidates:
        found = find(
            table,
            min_words=self.settings.min_words,
            settings=self.settings.find,
            scratch=self.scratch,
            background=self.background,
            progress=self.progress,
        )
        journal.keep_candidates(found)
        return found

    def _aligned(
        self, table: TokenTable, candidates: Candidates, *, pairs: Pairs, journal: Journal
    ) -> MatchColumns:
        """The matches of all pairs, those of former runs included."""
        done, found = journal.matches()
        parts = [found]
        for begin, end in self._shards(table, pairs, done):
            tell = self.progress if begin == done else silent
            tell("preparing", 0, 1)
            shard = self._shard(table, candidates.nats, pairs=pairs.chosen(begin, end))
            tell("preparing", 1, 1)
            self._load(shard, shard.work)
            self.progress("aligning", begin, len(pairs.left))
            for last, matches in shard.matches(self.means.jobs):
                journal.add_matches(begin + last, matches)
                parts.append(matches)
                self.progress("aligning", begin + last, len(pairs.left))
            del shard  # before the next one is prepared
            self.scratch.rest()
        journal.keep_matches()
        return joined(parts)

    def _aligned_about(
        self, drafts: NDArray[np.int64], table: TokenTable, candidates: Candidates
    ) -> MatchColumns:
        """The matches of drafts, and round by round of the pairs that these lead to."""
        pairs = article_pairs(candidates)
        whole = self._shard(table, candidates.nats, pairs=pairs)
        reached = Reached(table, drafts)
        rest, due = np.ones(len(pairs.left), np.bool_), reached.of_drafts(pairs)
        found, work = joined([]), 0
        while due.any():
            shard = replace(whole, pairs=picked(pairs, np.flatnonzero(due)))
            work += shard.work
            self._load(shard, work)
            for _, matches in shard.matches(self.means.jobs):
                found = joined([found, matches])
            rest &= ~due
            self.progress("aligning", int(np.count_nonzero(~rest)), len(rest))
            reached.grow(found)
            due = rest & reached.lead_to(pairs)
        self.progress("aligning", len(rest), len(rest))
        return found.chosen(np.lexsort((found.right, found.left)))

    def _load(self, shard: Shard, work: int) -> None:
        """Make the aligner ready for a job of that much work, of which the shard is the next."""
        if shard.aligner.load(work):
            self.progress("compiling, once", 0, 1)
            first = partial(shard.aligner.align_pairs, shard.pairs.chosen(0, 1))
            aside(first)  # the compiler takes half a gigabyte, and would keep it
            first()
            self.progress("compiling, once", 1, 1)

    def _shards(self, table: TokenTable, pairs: Pairs, done: int) -> Iterator[tuple[int, int]]:
        """Ranges of the pairs from `done` on that are prepared together."""
        count = len(pairs.left)
        if self.scratch.batch is None:
            yield from [(done, count)] if done < count else []
            return
        words = max(_LEAST_ALIGNED_WORDS, self.means.memory_bytes() // _BYTES_PER_ALIGNED_WORD)
        rest = pairs.chosen(done, count)
        for begin, end in shards(rest, np.diff(table.offsets), tokens=words):
            yield done + begin, done + end

    def _shard(self, table: TokenTable, nats: NDArray[np.uint8], *, pairs: Pairs) -> Shard:
        """The pairs with an aligner of their articles, of all if those are in memory anyway."""
        articles = np.arange(table.articles)
        if self.scratch.batch is not None:
            articles = np.unique(np.concatenate((pairs.left, pairs.right)))
            tokens = table.tokens_of(articles)
            large, table = table, table.chosen(articles, rest=self.scratch.rest)
            nats = nats[tokens] if nats.size else nats
            self.scratch.rest()
            pairs = renumbered(
                pairs, articles, before=large.offsets[articles], after=table.offsets[:-1]
            )
        chosen = [self.articles[number] for number in articles.tolist()]
        aligner = Aligner(
            table,
            tuple(article.id for article in chosen),
            texts=tuple(article.text for article in chosen),
            min_words=self.settings.min_words,
            settings=self.settings.align,
            nats=nats if nats.size else None,
        )
        return Shard(aligner, pairs, articles)
