"""What an archive has learned of the words of its articles, and of which articles it has.

Readers need the `Background` alone.  Beside it stand the articles that were counted and their
grams, so that what one of them said can be taken out again (`learning`).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.archive.damage import Damage, damage
from reuse.archive.store import Store
from reuse.find.background import Background, Tally

_TALLIES = ("ones", "twos", "threes", "stems")
_GRAMS, _PART, _NUMBERS = "grams", "part", "numbers"
_SUM_BYTES = 4


@dataclass(frozen=True, slots=True)
class Learnt:
    """Counts of words, and of what they were made.

    Attributes:
        background: what readers are told.
        grams: of the grams by which phrases are known that are repeated again and again.
        numbers: the articles that were counted, ascending.
        telling: how many of their words help to tell whether the archive is large enough.
        last: no article of a greater number was there.
    """

    background: Background
    grams: Tally
    numbers: NDArray[np.int64]
    telling: int
    last: int


def keep(store: Store, learnt: Learnt) -> None:
    """Keep it in the place of what was kept; inside a transaction that writes."""
    store.execute("DELETE FROM background")
    known = learnt.background
    tallies = zip((*_TALLIES, _GRAMS), (*known.tallies, known.stems, learnt.grams), strict=True)
    _put(store, [blob for name, tally in tallies for blob in _blobs(name, tally)])
    _put(store, [(_NUMBERS, learnt.numbers.astype("<u4").tobytes())])
    keep_facts(store, learnt)


def keep_facts(store: Store, learnt: Learnt) -> None:
    """Keep what changes when an article goes that was not counted; inside a transaction."""
    known = learnt.background
    facts = [known.sampled, known.counted, known.tokens, known.tells]
    part = [learnt.telling, learnt.last]
    _put(store, [("facts", json.dumps(facts).encode()), (_PART, json.dumps(part).encode())])


def forget_all(store: Store) -> None:
    """Keep nothing; inside a transaction that writes."""
    store.execute("DELETE FROM background")


def background_kept(store: Store) -> Background | None:
    """What the archive says of words, if it says something.

    Raises:
        Damage: it is not as it was written.
    """
    blobs = _read(store, ("facts", *_names(_TALLIES)))
    if not blobs:
        return None
    one, two, three, stems = (_tally(blobs, name) for name in _TALLIES)
    return Background((one, two, three), stems, *_facts(blobs["facts"]))


def words_counted(store: Store) -> int | None:
    """The words that the archive had when they were counted; None if they never were.

    Raises:
        Damage: what is kept is not as it was written.
    """
    blobs = _read(store, ("facts",))
    return _facts(blobs["facts"])[2] if blobs else None


def learnt_kept(store: Store) -> Learnt | None:
    """All that is kept; None if nothing is, or not of which articles.

    Raises:
        Damage: it is not as it was written.
    """
    known = background_kept(store)
    blobs = _read(store, (_NUMBERS, _PART, *_names((_GRAMS,))))
    if known is None or not blobs:
        return None
    with damage("what was counted"):
        telling, last = json.loads(bytes(blobs[_PART]))
        numbers = np.frombuffer(blobs[_NUMBERS], "<u4").astype(np.int64)
    return Learnt(known, _tally(blobs, _GRAMS), numbers, telling, last)


def _names(tallies: Iterable[str]) -> list[str]:
    return [name for tally in tallies for name in (tally, f"{tally} counts")]


def _blobs(name: str, tally: Tally) -> list[tuple[str, bytes]]:
    hashes, counts = tally.hashes.astype("<u8"), tally.counts.astype("<u4")
    return list(zip(_names([name]), (hashes.tobytes(), counts.tobytes()), strict=True))


def _tally(blobs: Mapping[str, memoryview], name: str) -> Tally:
    with damage(f"the counts of words ({name})"):
        hashes, counts = (blobs[own] for own in _names([name]))
        return Tally(np.frombuffer(hashes, "<u8"), np.frombuffer(counts, "<u4"))


def _facts(blob: memoryview) -> tuple[int, int, int, bool]:
    with damage("what was counted"):
        sampled, counted, tokens, tells = json.loads(bytes(blob))
        return sampled, counted, tokens, tells


def _put(store: Store, blobs: Iterable[tuple[str, bytes]]) -> None:
    rows = ((name, zlib.crc32(blob).to_bytes(_SUM_BYTES, "big") + blob) for name, blob in blobs)
    store.executemany("INSERT OR REPLACE INTO background VALUES (?, ?)", rows)


def _read(store: Store, names: Sequence[str]) -> Mapping[str, memoryview]:
    """The content of all those rows, or of none."""
    marks = ",".join("?" * len(names))
    # By the table alone: of a damaged index a name may lead to the numbers of another.
    asked = f"SELECT name, numbers FROM background NOT INDEXED WHERE name IN ({marks})"
    rows = dict(store.execute(asked, names))
    if rows and len(rows) < len(names):
        raise Damage("some of the counts of words are missing")
    for name, blob in rows.items():
        if not isinstance(blob, bytes) or not _is_whole(memoryview(blob)):
            raise Damage(f"the counts of words ({name}) do not add up")
    return {name: memoryview(blob)[_SUM_BYTES:] for name, blob in rows.items()}


def _is_whole(blob: memoryview) -> bool:
    return zlib.crc32(blob[_SUM_BYTES:]).to_bytes(_SUM_BYTES, "big") == blob[:_SUM_BYTES]
