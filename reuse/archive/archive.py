"""An open archive: add, remove, ask for neighbours, count, verify."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType

import numpy as np

from reuse.archive import contents, index, listing
from reuse.archive.known import Known
from reuse.archive.listing import Entry
from reuse.archive.manifest import Manifest
from reuse.archive.postings import Postings
from reuse.archive.reading import Neighbours, Reader
from reuse.archive.soundness import faults
from reuse.archive.stats import Stats
from reuse.archive.store import Store
from reuse.archive.words import check_words
from reuse.archive.writing import Added, Writer, steps, tokens_of
from reuse.model import Article, ArticleId, Progress
from reuse.progress import silent
from reuse.settings import Settings

# An `add` that brings this part of the archive merges what is small, so that few segments are
# asked; more seldom than that it would cost more than the articles.
_TIDIED_FROM = 4


class Archive:
    """An archive of published articles; use `open_archive`, and close it or use `with`.

    One thread at a time.  What another process adds is seen by the next question.
    """

    def __init__(self, store: Store, manifest: Manifest, settings: Settings) -> None:
        self._store = store
        self._manifest = manifest
        self._settings = settings
        self._writer = Writer(store, manifest, settings)
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

    def __bool__(self) -> bool:
        return True  # an archive without articles is one, too

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
        for step in steps(articles):
            with self._write():
                done = done.plus(self._writer.add(step, versions=versions))
            self._merge()
            progress("adding articles", done.new + done.replaced + done.unchanged, 0)
        if done.new + done.replaced > len(self) // _TIDIED_FROM:
            with self._write():
                index.merge(self._store, all_small=True)
        self._refresh()
        return done

    def remove(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Forget articles wholly: texts, fingerprints, what the archive learned of their words.

        Former versions of an article go with it.

        Returns:
            The ids that the archive does not have.
        """
        asked = tuple(dict.fromkeys(ids))
        with self._write():
            missing = self._writer.remove(map(ArticleId, asked))
        if len(missing) < len(asked):
            self._refresh()
        self._store.erase()
        return missing

    def near(self, drafts: Sequence[Article]) -> Neighbours:
        """The articles that may share words with the drafts, or what they share if that is all."""
        reader = Reader(self._store, self._known, self._manifest.scheme(), self._settings)
        with self._store.read():
            return reader.near(drafts) if self._manifest.has_text else reader.shared(drafts)

    def entries(self) -> Iterator[Entry]:
        """What is known of each article, in the order in which they came.

        Those that are added or removed meanwhile may be among them or not.
        """
        return listing.entries(self._store)

    def stats(self) -> Stats:
        """How large the archive is, and what it was made with."""
        with self._store.read():
            size, dates = contents.size_of(self._store), listing.date_range(self._store)
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
            table = tokens_of(articles, self._settings)
            check_words(self._store, numbers, table)
            return self._writer.postings(table, np.array(numbers, np.int64))

        with self._store.read():
            anew = postings_of if self._manifest.has_text else None
            return tuple(faults(self._store, anew, progress=progress))

    def sample(self, count: int) -> tuple[Article, ...]:
        """So many articles, chosen by their content; all if there are no more."""
        with self._store.read():
            numbers = contents.sample(self._store, articles=count)
            return tuple(article for _, article in contents.articles_of(self._store, numbers))

    @contextmanager
    def _write(self) -> Iterator[None]:
        """A transaction that writes; whatever comes of it, what was known before is read anew."""
        try:
            with self._store.write():
                yield
        finally:
            self._known.forget()

    def _refresh(self) -> None:
        if self._manifest.has_text:
            with self._write():
                self._known.refresh(self._settings)
        self._store.settle()

    def _merge(self) -> None:
        due = True
        while due:
            with self._write():
                due = index.merge(self._store)
