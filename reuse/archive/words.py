"""The words of archived articles as short hashes: a draft meets them without their texts.

Of each token the low half of its key is kept.  Two different words have the same half once in
four thousand million pairs, and whatever meets by that is compared as text afterwards.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from reuse.archive.damage import Damage
from reuse.archive.store import Store
from reuse.archive.sums import SUM_BYTES
from reuse.text.columns import TokenTable

Halves = NDArray[np.uint32]

_ASKED_AT_ONCE = 10_000
_HALF = np.uint64(0xFFFFFFFF)


def halves(key: NDArray[np.uint64]) -> Halves:
    """The low halves of keys."""
    return (key & _HALF).astype(np.uint32)


def keep_words(store: Store, numbers: Sequence[int], table: TokenTable) -> None:
    """Keep the words of articles under their numbers; inside a transaction."""
    parts = np.split(halves(table.key), table.offsets[1:-1])
    rows = (
        (number, _sealed(number, part.astype("<u4").tobytes()))
        for number, part in zip(numbers, parts, strict=True)
    )
    store.executemany("INSERT INTO words VALUES (?, ?)", rows)


def words_of(store: Store, numbers: Sequence[int]) -> Iterator[tuple[int, Halves]]:
    """The words of those distinct articles, in any order.

    Raises:
        Damage: those of one are missing or damaged.
    """
    for begin in range(0, len(numbers), _ASKED_AT_ONCE):
        asked = numbers[begin : begin + _ASKED_AT_ONCE]
        marks = ",".join("?" * len(asked))
        question = f"SELECT number, keys FROM words WHERE number IN ({marks})"
        rows = store.execute(question, asked).fetchall()
        if len(rows) != len(asked):
            raise Damage("the words of an article are missing")
        for number, blob in rows:
            if not isinstance(blob, bytes) or _sealed(number, blob[SUM_BYTES:]) != blob:
                raise Damage("the words of an article do not add up")
            if len(blob) % 4:
                raise Damage("the words of an article are cut")
            yield number, np.frombuffer(blob, "<u4", offset=SUM_BYTES)


def check_words(store: Store, numbers: Sequence[int], table: TokenTable) -> None:
    """Compare what is kept with the articles themselves.

    Raises:
        Damage: the words of one are missing, damaged, or another's.
    """
    kept = dict(words_of(store, numbers))
    parts = np.split(halves(table.key), table.offsets[1:-1])
    if not all(np.array_equal(kept[n], part) for n, part in zip(numbers, parts, strict=True)):
        raise Damage("the words of an article are another's")


def forget_words(store: Store, numbers: Sequence[int]) -> None:
    """Forget the words of articles; inside a transaction."""
    store.executemany("DELETE FROM words WHERE number = ?", ((number,) for number in numbers))


def _sealed(number: int, content: bytes) -> bytes:
    return (
        zlib.crc32(content, zlib.crc32(str(number).encode())).to_bytes(SUM_BYTES, "big") + content
    )
