"""What a reader keeps of an archive between questions: its segments, and what it says of words."""

from __future__ import annotations

import json
import zlib

import numpy as np

from reuse.archive import contents, index
from reuse.archive.store import Store
from reuse.archive.sums import manifest_of
from reuse.find import tells_what_is_common
from reuse.find.background import Background, Tally, background
from reuse.settings import Settings
from reuse.text.tokens import tokenize

# What the words of an archive say is counted on so many of them at most, and anew whenever
# the archive has doubled.
SAMPLED_WORDS = 5_000_000
_GROWTH = 2
_TALLIES = ("ones", "twos", "threes", "stems")


class Known:
    """The segments and the background of an archive, read again when somebody has written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version = -1
        self._segments: tuple[index.Segment, ...] = ()
        self._background: Background | None = None

    def forget(self) -> None:
        """This process has written."""
        self._version = -1

    def segments(self) -> tuple[index.Segment, ...]:
        """Those of now; in a transaction that reads."""
        self._look()
        return self._segments

    def background(self) -> Background | None:
        """What the archive says of words, if it is large enough; in a transaction that reads."""
        self._look()
        return self._background

    def refresh(self, settings: Settings, *, anew: bool = False) -> None:
        """Count the words anew if the archive has grown enough, or if it must be."""
        with self._store.write():
            words = contents.size_of(self._store).words
            known = counts_kept(self._store)
            if not anew and known is not None and words < _GROWTH * known.tokens:
                return
            self._store.execute("DELETE FROM background")
            if words:
                _keep(self._store, _counted(self._store, settings, words=words))
        self.forget()

    def _look(self) -> None:
        version = self._store.version()
        if version != self._version:
            manifest_of(self._store)
            self._segments = index.segments(self._store)
            self._background = counts_kept(self._store)
            self._version = version


def _counted(store: Store, settings: Settings, *, words: int) -> Background:
    numbers = contents.sample(store, words=SAMPLED_WORDS)
    articles = [article for _, article in contents.articles_of(store, numbers)]
    languages = [article.language or settings.language for article in articles]
    table = tokenize([article.text for article in articles], languages)
    tells = tells_what_is_common(table.offsets, settings.find)
    return background(table, settings.find, tokens=words, tells=tells)


def _keep(store: Store, known: Background) -> None:
    facts = json.dumps([known.sampled, known.counted, known.tokens, known.tells]).encode()
    blobs = [("facts", facts)]
    for name, tally in zip(_TALLIES, (*known.tallies, known.stems), strict=True):
        blobs.append((name, tally.hashes.astype("<u8").tobytes()))
        blobs.append((f"{name} counts", tally.counts.astype("<u4").tobytes()))
    rows = ((name, zlib.crc32(blob).to_bytes(4, "big") + blob) for name, blob in blobs)
    store.executemany("INSERT INTO background VALUES (?, ?)", rows)


def counts_kept(store: Store) -> Background | None:
    """The background that is kept.

    Raises:
        ValueError: it is damaged.
    """
    blobs = dict(store.execute("SELECT name, numbers FROM background"))
    if not blobs:
        return None
    if not {"facts", *_TALLIES, *(f"{name} counts" for name in _TALLIES)} <= blobs.keys():
        raise ValueError("some of the counts of words are missing")
    for name, blob in blobs.items():
        if not isinstance(blob, bytes) or zlib.crc32(blob[4:]).to_bytes(4, "big") != blob[:4]:
            raise ValueError(f"the counts of words ({name}) do not add up")
    facts = json.loads(blobs["facts"][4:])
    one, two, three, stems = (
        Tally(
            np.frombuffer(blobs[name], "<u8", offset=4),
            np.frombuffer(blobs[f"{name} counts"], "<u4", offset=4),
        )
        for name in _TALLIES
    )
    return Background((one, two, three), stems, *facts)
