"""Our signatures are datasketch's, and the S-curve is the one we state."""

from __future__ import annotations

import math

import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.find.lsh import band_groups, band_keys
from reuse.find.minhash import drawn, permutations, signatures
from reuse.settings import FindSettings

DEFAULT = FindSettings()


def test_shipped_permutations_are_those_of_datasketch() -> None:
    shipped = permutations(DEFAULT.permutations, seed=DEFAULT.minhash_seed)
    theirs = MinHash(num_perm=DEFAULT.permutations, seed=DEFAULT.minhash_seed).permutations
    assert np.array_equal(shipped, theirs)


@pytest.mark.parametrize(("number", "seed"), [(8, 1), (32, 2), (128, 7)])
def test_other_permutations_are_asked_of_datasketch(number: int, seed: int) -> None:
    theirs = MinHash(num_perm=number, seed=seed).permutations
    assert np.array_equal(permutations(number, seed=seed), theirs)


@given(st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=12), max_size=12))
@settings(max_examples=100, deadline=None)
def test_signatures_are_bit_equal_to_datasketch(sets: list[list[int]]) -> None:
    permuted = permutations(DEFAULT.permutations, seed=DEFAULT.minhash_seed)
    hashes = np.array([h for one in sets for h in one], np.uint32)
    starts = np.cumsum([0, *map(len, sets)])

    ours = signatures(hashes, starts, permuted=permuted)

    for row, one in zip(ours, sets, strict=True):
        theirs = MinHash(DEFAULT.permutations, DEFAULT.minhash_seed, hashfunc=int)
        theirs.update_batch(one)
        assert np.array_equal(row, theirs.hashvalues)


def test_signatures_do_not_depend_on_how_sets_fall_into_blocks() -> None:
    draw = np.random.default_rng(4)
    sizes = draw.integers(0, 3000, 200)
    hashes = draw.integers(0, 2**32, sizes.sum(), dtype=np.uint32)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    permuted = drawn(4, seed=1)

    together = signatures(hashes, starts, permuted=permuted)

    for at in range(len(sizes)):
        part = hashes[starts[at] : starts[at + 1]]
        alone = signatures(part, np.array([0, len(part)]), permuted=permuted)
        assert np.array_equal(together[at], alone[0])


@pytest.mark.parametrize(("shared", "own"), [(4, 18), (8, 16), (10, 10), (20, 5)])
@pytest.mark.parametrize("bands", [DEFAULT.bands, 8])
def test_sets_meet_as_often_as_the_s_curve_says(shared: int, own: int, bands: int) -> None:
    pairs = 1500
    similarity = shared / (shared + 2 * own)
    draw = np.random.default_rng(11)
    both = draw.integers(0, 2**32, (pairs, shared), dtype=np.uint32)
    each = draw.integers(0, 2**32, (pairs, 2, own), dtype=np.uint32)
    sets = np.concatenate([np.repeat(both[:, None], 2, axis=1), each], axis=2)
    starts = np.arange(2 * pairs + 1) * (shared + own)
    permuted = permutations(DEFAULT.permutations, seed=DEFAULT.minhash_seed)
    signature = signatures(sets.reshape(-1), starts, permuted=permuted)

    met = np.zeros(pairs, np.bool_)
    for band in range(bands):
        keys = band_keys(signature, band, bands=bands)
        for groups in band_groups(keys, np.arange(2 * pairs)):
            pair = groups.at // 2
            met[pair[1:][pair[1:] == pair[:-1]]] = True

    rows = DEFAULT.permutations // bands
    expected = 1 - (1 - similarity**rows) ** bands
    # Four standard deviations of the binomial; the permutations are fixed, so
    # pairs are not quite independent: .01 more.
    margin = 4 * math.sqrt(expected * (1 - expected) / pairs) + 0.01
    assert abs(met.mean() - expected) <= margin
