"""k-grams of token keys: their hashes, and the groups of positions that hold equal ones.

Positions are token numbers.  Grouping is a sort of packed 64-bit keys, high bits the hash,
low bits the position; where `Scratch.batch` bounds the keys to sort at once, they are put
in buckets first, by ranges of the hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import MANY_WORDS, worth
from reuse.find.collection import Block
from reuse.scratch import Memory, Scratch
from reuse.text.hashing import GOLDEN, MIX_FACTORS, mixed

# Each is an open file, of which some systems allow 256.
MOST_BUCKETS = 64

Positions = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Groups:
    """Positions of equal grams: group `g` is `at[starts[g] : starts[g + 1]]`, ascending."""

    at: Positions
    starts: NDArray[np.int64]

    def sizes(self) -> NDArray[np.int64]:
        """Number of members of each group."""
        return np.diff(self.starts)

    def chosen(self, which: Flags) -> Groups:
        """The groups that `which` marks."""
        sizes = self.sizes()
        at = self.at[np.repeat(which, sizes)]
        return Groups(at, np.concatenate(([0], np.cumsum(sizes[which]))))


def gram_hashes(key: Hashes, k: int) -> Hashes:
    """Hash of the `k` keys from each position on; the last `k - 1` positions have none."""
    count = max(0, len(key) - k + 1)
    value = np.zeros(count, np.uint64)
    for j in range(k):
        value *= GOLDEN
        value += key[j : j + count]
    return mixed(value)


def block_hashes(block: Block, k: int) -> Hashes:
    """`gram_hashes` of the tokens of a block."""
    key = block.whole.key[block.tokens]
    if len(block.whole) < MANY_WORDS or len(key) < k:
        return gram_hashes(key, k)
    hashes = np.empty(len(key) - k + 1, np.uint64)
    worth(_hash_grams, len(block.whole), least=MANY_WORDS)(key, k, hashes)
    return hashes


def _hash_grams(key: Hashes, k: int, hashes: Hashes) -> None:
    """What `gram_hashes` does with arrays, as a loop to be compiled."""
    for at in range(len(hashes)):
        value = np.uint64(0)
        for j in range(k):
            value = value * GOLDEN + key[at + j]
        value ^= value >> np.uint64(30)
        value *= MIX_FACTORS[0]
        value ^= value >> np.uint64(27)
        value *= MIX_FACTORS[1]
        hashes[at] = value ^ value >> np.uint64(31)


def gram_hashes_at(key: Hashes, at: Positions, *, k: int) -> Hashes:
    """`gram_hashes(key, k)[at]`, for few positions."""
    value = np.zeros(len(at), np.uint64)
    for j in range(k):
        value *= GOLDEN
        value += key[at + j]
    return mixed(value)


def whole(offsets: NDArray[np.int64], k: int) -> Flags:
    """Whether the k-gram that starts at each position ends in the same article.

    As long as `gram_hashes` of the same tokens: only positions within `k - 1`
    before an article's end can cross it.
    """
    count = max(0, int(offsets[-1]) - k + 1)
    inside = np.ones(count, np.bool_)
    for j in range(1, k):
        crossing = offsets[1:] - j
        inside[crossing[(crossing >= 0) & (crossing < count)]] = False
    return inside


def grams_of(block: Block, k: int) -> tuple[Hashes, Positions]:
    """The k-grams inside one article, and where each begins."""
    at = np.flatnonzero(whole(block.offsets(), k))
    return block_hashes(block, k)[at], at + block.tokens.start


@dataclass(frozen=True, slots=True)
class Keys:
    """What is known beforehand of the keys to group: how many at most, the last position."""

    most: int
    last: int

    @property
    def shift(self) -> np.uint64:
        """Bits of a packed key that hold the position."""
        return np.uint64(max(1, self.last.bit_length()))


def last_gram(offsets: NDArray[np.int64], k: int) -> int:
    """The last position where a k-gram starts inside one article; 0 if there is none."""
    long = np.flatnonzero(np.diff(offsets) >= k)
    return int(offsets[long[-1] + 1]) - k if len(long) else 0


def grouped(
    parts: Iterable[tuple[Hashes, Positions]], keys: Keys, scratch: Scratch | None = None
) -> Iterator[Groups]:
    """Groups of two and more positions whose hashes agree in their high bits.

    Two different grams may share those bits: see `verified`.

    Args:
        parts: hashes of grams and where each begins; the positions ascend within a part
            and from part to part.
        keys: what is known of all parts together.
        scratch: keeps the keys until all are there, and bounds how many are sorted at once.
    """
    scratch = scratch or Memory()
    packed = (_packed(*part, shift=keys.shift) for part in parts)
    if scratch.batch is None or keys.most <= scratch.batch:
        joined = list(packed)
        if joined:
            yield _split(np.concatenate(joined), keys.shift)
        return
    number = min(MOST_BUCKETS, -(-keys.most // scratch.batch))
    buckets = scratch.buckets(number)
    width = (1 << 64) // number
    # Without the bits of the position: a group must not lie in two buckets.
    edges = np.array([i * width for i in range(1, number)], np.uint64) >> keys.shift << keys.shift
    for part in packed:
        part.sort()
        for i, piece in enumerate(np.split(part, np.searchsorted(part, edges))):
            buckets.add(i, piece)
    scratch.rest()
    for i in range(number):
        yield _split(buckets.take(i), keys.shift)


def _packed(values: Hashes, at: Positions, *, shift: np.uint64) -> Hashes:
    packed = values >> shift
    packed <<= shift
    packed |= at.view(np.uint64)
    return packed


def _split(packed: Hashes, shift: np.uint64) -> Groups:
    """The groups of packed keys, which are sorted in place."""
    packed.sort()
    if len(packed) >= MANY_WORDS:
        split = worth(_split_each, len(packed), least=MANY_WORDS)
        starts = np.empty(len(packed) // 2 + 1, np.int64)
        members, groups = split(packed, shift, starts)
        return Groups(packed[:members].copy().view(np.int64), starts[: groups + 1].copy())
    same = packed[1:] ^ packed[:-1] < np.uint64(1) << shift
    member = np.zeros(len(packed), np.bool_)
    member[1:] = same
    member[:-1] |= same
    at = packed[member]
    at &= (np.uint64(1) << shift) - np.uint64(1)
    first = np.ones(len(packed), np.bool_)
    first[1:] = ~same
    return Groups(at.view(np.int64), _ends(first[member]))


def _split_each(packed: Hashes, shift: np.uint64, starts: NDArray[np.int64]) -> tuple[int, int]:
    """What `_split` does with arrays, as a loop to be compiled.

    Puts the members of groups at the front of `packed`, and returns how many members and
    groups there are.
    """
    mask = (np.uint64(1) << shift) - np.uint64(1)
    members = groups = begin = 0
    while begin < len(packed):
        high = packed[begin] >> shift
        end = begin + 1
        while end < len(packed) and packed[end] >> shift == high:
            end += 1
        if end - begin > 1:
            starts[groups] = members
            groups += 1
            for at in range(begin, end):
                packed[members] = packed[at] & mask
                members += 1
        begin = end
    starts[groups] = members
    return members, groups


def _ends(first: Flags) -> NDArray[np.int64]:
    return np.append(np.flatnonzero(first), len(first))


def verified(groups: Groups, key: Hashes, k: int) -> Groups:
    """The groups split so that all members of one really hold the same `k` keys.

    A packed hash is short (37 bits at 100 M tokens), and one false member would
    break a chain.  Neighbours are compared; only a group with a mismatch is
    sorted anew, by its keys.
    """
    if not len(groups.at):
        return groups
    first = np.zeros(len(groups.at), np.bool_)
    first[groups.starts[:-1]] = True
    strange = _differs(groups.at, key, k) & ~first
    if not strange.any():
        return groups
    number = np.cumsum(first) - 1
    affected = np.isin(number, number[strange])
    rows, owner = groups.at[affected], number[affected]
    columns = [rows, *(key[rows + j] for j in range(k)), owner]
    order = np.lexsort(columns)
    at = groups.at.copy()
    at[affected] = rows = rows[order]
    first[affected] = _differs(rows, key, k) | first[affected]
    return Groups(at, _ends(first))


def _differs(at: Positions, key: Hashes, k: int) -> Flags:
    """Whether each entry holds another gram than the entry before it."""
    unequal = np.ones(len(at), np.bool_)
    unequal[1:] = False
    for j in range(k):
        column = key[at + j]
        unequal[1:] |= column[1:] != column[:-1]
    return unequal
