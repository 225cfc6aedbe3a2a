"""An open archive: add, remove, ask for neighbours, count, verify."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from reuse.archive import contents, index
from reuse.archive.contents import Entry
from reuse.archive.known import Known
from reuse.archive.manifest import Manifest
from reuse.archive.neighbours import Question, neighbours, weighed_by
from reuse.archive.postings import MOST_ARTICLES, Postings, posted
from reuse.archive.records import digest
from reuse.archive.soundness import faults
from reuse.archive.stats import Stats
from reuse.archive.store import Store
from reuse.errors import ArchiveError
from reuse.find.asking import meeting
from reuse.find.background import Background
from reuse.model import Article, ArticleId, Progress
from reuse.progress import silent
from reuse.settings import Settings
from reuse.text.columns import TokenTable
from reuse.text.tokens import tokenize

# Articles that are added in one transaction: those of about so many code points.
_STEP_CODE_POINTS = 4_000_000
_STEP_ARTICLES = 20_000
# An `add` that brings this part of the archive merges what is small, so that few segments are
# asked; more seldom than that it would cost more than the articles.
_TIDIED_FROM = 4


@dataclass(frozen=True, slots=True)
class Added:
    """What an `add` did: articles that are new, replaced an older text, or were there already."""

    new: int = 0
    replaced: int = 0
    unchanged: int = 0

    def plus(self, other: Added) -> Added:
        """Both together."""
        return Added(
            self.new + other.new, self.replaced + other.replaced, self.unchanged + other.unchanged
        )


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The archived articles that may share words with drafts.

    `articles` are sorted by id; `left_out` counts those that share only what enough others
    share; `held` counts all articles of the archive, `background` is what they say of words.
    """

    articles: tuple[Article, ...]
    left_out: int
    held: int
    background: Background | None


class Archive:
    """An archive of published articles; use `open_archive`, and close it or use `with`.

    One thread at a time.  What another process adds is seen by the next question.
    """

    def __init__(self, store: Store, manifest: Manifest, settings: Settings) -> None:
        self._store = store
        self._manifest = manifest
        self._settings = settings
        self._scheme = manifest.scheme()
        self._known = Known(store)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def __len__(self) -> int:
        with self._store.read():
            return contents.size_of(self._store).articles

    def add(
        self, articles: Iterable[Article], *, versions: bool = False, progress: Progress = silent
    ) -> Added:
        """Keep articles; what is there already with equal content is left as it is.

        Every step of some thousand articles is kept whole before the next one begins; what
        this returns, or told as progress, is on the disk.

        Args:
            articles: any number; they are taken one step at a time.
            versions: keep the former text of an article beside the new one, as `ID@1`, `ID@2`.
            progress: told how many articles are kept.

        Raises:
            ArchiveError: the file cannot be written.
        """
        done = Added()
        for step in _steps(articles):
            with self._store.write():
                done = done.plus(self._add(step, versions=versions))
            self._merge()
            progress("adding articles", done.new + done.replaced + done.unchanged, 0)
        if done.new + done.replaced > len(self) // _TIDIED_FROM:
            with self._store.write():
                index.merge(self._store, all_small=True)
        self._refresh()
        return done

    def remove(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Forget articles wholly: texts, fingerprints, what the archive learned of their words.

        Returns:
            The ids that the archive does not have.
        """
        missing = []
        with self._store.write():
            for article_id in ids:
                row = contents.row_of(self._store, ArticleId(article_id))
                if row is None:
                    missing.append(article_id)
                else:
                    self._forget(row)
        self._refresh(anew=True)
        return tuple(missing)

    def near(self, drafts: Sequence[Article]) -> Neighbours:
        """The articles that may share words with the drafts."""
        table = self._tokens(drafts)
        with self._store.read():
            size = contents.size_of(self._store)
            segments, known = self._known.segments(), self._known.background()
            question = Question(
                table,
                self._scheme.of(table),
                self._settings.find.edited_gram,
                self._settings.min_words,
                *weighed_by(known, table, self._settings.find),
            )

            def look_up(hashes: NDArray[np.uint64], most_chunks: int) -> index.Hits:
                return index.look_up(self._store, segments, hashes, most_chunks=most_chunks)

            near = neighbours(question, look_up, partial(contents.published, self._store))
            numbers = near.articles.tolist()
            read = [article for _, article in contents.articles_of(self._store, numbers)]
        found = self._meeting(drafts, read, known)
        found.sort(key=lambda article: article.id)
        return Neighbours(tuple(found), near.left_out, size.articles, known)

    def _meeting(
        self, drafts: Sequence[Article], found: Sequence[Article], known: Background | None
    ) -> list[Article]:
        """Those that may share a passage with a draft when both are at hand."""
        numbers = meeting(
            self._tokens([*drafts, *found]),
            len(drafts),
            min_words=self._settings.min_words,
            settings=self._settings.find,
            background=known,
        )
        return [found[number] for number in (numbers - len(drafts)).tolist()]

    def entries(self) -> Iterator[Entry]:
        """What is known of each article, in the order in which they came."""
        with self._store.read():
            yield from contents.entries(self._store)

    def stats(self) -> Stats:
        """How large the archive is, and what it was made with."""
        with self._store.read():
            size, dates = contents.size_of(self._store), contents.date_range(self._store)
            segments, known = self._known.segments(), self._known.background()
        return Stats(
            articles=size.articles,
            words=size.words,
            first=dates[0],
            last=dates[1],
            file_bytes=self._store.file_bytes(),
            postings=sum(segment.postings for segment in segments),
            segments=len(segments),
            knows_words=known.tells if known else False,
            manifest=self._manifest.told(),
        )

    def faults(self, *, progress: Progress = silent) -> tuple[str, ...]:
        """What is wrong with the file, in words; empty if all of it is as it was written."""

        def postings_of(numbers: list[int], articles: list[Article]) -> Postings:
            return self._postings(self._tokens(articles), np.array(numbers, np.int64))

        with self._store.read():
            anew = postings_of if self._manifest.has_text else None
            return tuple(faults(self._store, anew, progress=progress))

    def sample(self, count: int) -> tuple[Article, ...]:
        """So many articles, chosen by their content; all if there are no more."""
        with self._store.read():
            numbers = contents.sample(self._store, articles=count)
            return tuple(article for _, article in contents.articles_of(self._store, numbers))

    def demand_no_text(self) -> None:
        """Refuse an archive that keeps texts where fingerprints alone are meant.

        Raises:
            ArchiveError: it keeps texts.
        """
        if self._manifest.has_text:
            raise ArchiveError(f"{self._store.path}: keeps texts; make another without them")

    def _tokens(self, articles: Sequence[Article]) -> TokenTable:
        return tokenize(
            [article.text for article in articles],
            [article.language or self._settings.language for article in articles],
        )

    def _add(self, articles: Sequence[Article], *, versions: bool) -> Added:
        """One step, in a transaction."""
        latest = {article.id: article for article in articles}
        fresh, replaced = [], 0
        for article in latest.values():
            row = contents.row_of(self._store, article.id)
            if row is not None and row.digest == digest(article):
                continue
            if row is not None:
                replaced += 1
                self._supersede(article.id, row, versions=versions)
            fresh.append(article)
        self._insert(fresh)
        return Added(len(fresh) - replaced, replaced, len(articles) - len(fresh))

    def _supersede(self, article_id: ArticleId, row: contents.Row, *, versions: bool) -> None:
        if not versions:
            self._forget(row)
            return
        number = 1
        while contents.row_of(self._store, ArticleId(f"{article_id}@{number}")):
            number += 1
        contents.rename(self._store, row.number, ArticleId(f"{article_id}@{number}"))

    def _insert(self, articles: Sequence[Article]) -> None:
        if not articles:
            return
        first = contents.next_number(self._store)
        if first + len(articles) > MOST_ARTICLES:
            raise ArchiveError(
                f"{self._store.path}: full: it holds {MOST_ARTICLES:,} articles at most"
            )
        table = self._tokens(articles)
        words = np.diff(table.offsets)
        numbers = np.arange(first, first + len(articles))
        index.write_segment(self._store, [self._postings(table, numbers)])
        contents.insert(
            self._store,
            numbers.tolist(),
            articles,
            words=words.tolist(),
            has_text=self._manifest.has_text,
        )
        size = contents.size_of(self._store)
        contents.keep_size(self._store, size.plus(len(articles), int(words.sum())))

    def _postings(self, table: TokenTable, numbers: NDArray[np.int64]) -> Postings:
        """The postings of the articles of a table, which have those numbers."""
        prints = self._scheme.of(table)
        hashes = np.concatenate((prints.grams, prints.bands))
        at = np.concatenate((prints.gram_at, prints.band_at))
        return posted(hashes, numbers[np.searchsorted(table.offsets, at, side="right") - 1])

    def _forget(self, row: contents.Row) -> None:
        segments = index.segments(self._store)
        if self._manifest.has_text:
            ((_, article),) = contents.articles_of(self._store, [row.number])
            number = np.array([row.number], np.int64)
            index.without(self._store, segments, self._postings(self._tokens([article]), number))
        else:
            index.without_article(self._store, segments, row.number)
        contents.delete(self._store, row.number)
        size = contents.size_of(self._store)
        contents.keep_size(self._store, size.plus(-1, -row.words))

    def _refresh(self, *, anew: bool = False) -> None:
        if self._manifest.has_text:
            self._known.refresh(self._settings, anew=anew)
        self._known.forget()
        self._store.settle()

    def _merge(self) -> None:
        due = True
        while due:
            with self._store.write():
                due = index.merge(self._store)
        self._known.forget()


def _steps(articles: Iterable[Article]) -> Iterator[list[Article]]:
    step: list[Article] = []
    size = 0
    for article in articles:
        step.append(article)
        size += len(article.text)
        if size >= _STEP_CODE_POINTS or len(step) >= _STEP_ARTICLES:
            yield step
            step, size = [], 0
    if step:
        yield step
