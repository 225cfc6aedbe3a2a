"""Postings and segments against plain sets: what is looked up is what was put there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.archive import index, postings
from reuse.archive.making import make_store
from reuse.archive.postings import (
    ARTICLE_BITS,
    CHUNK,
    Postings,
    article_numbers,
    chunks,
    merged,
    opened,
    posted,
    sealed,
)
from reuse.archive.store import Store, open_store

EVERYTHING = 1 << 40
# Few hashes, of which some share their high bits and some are at the ends, and few articles.
HASHES = st.sampled_from(
    [0, 1, (1 << ARTICLE_BITS) - 1, 1 << ARTICLE_BITS, (1 << 64) - 1, (1 << 63) + 5, 1 << 63]
    + [(number << ARTICLE_BITS) + number for number in range(3, 30)]
)
ARTICLES = st.integers(1, 40) | st.just(postings.MOST_ARTICLES - 1)
PAIRS = st.lists(st.tuples(HASHES, ARTICLES), max_size=120)
NUMBERS = st.lists(st.integers(0, (1 << 64) - 1), max_size=60)


def high(hash_: int) -> int:
    return hash_ >> ARTICLE_BITS


def packed(pairs: list[tuple[int, int]]) -> Postings:
    hashes = np.array([hash_ for hash_, _ in pairs], np.uint64)
    return posted(hashes, np.array([article for _, article in pairs], np.int64))


@contextmanager
def a_store() -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.reuse"
        make_store(path, {})
        store = open_store(path, write=True)
        yield store
        store.close()


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch_module: None) -> None:
    """Chunks of five, so that small examples fill some."""


@pytest.fixture(scope="module")
def monkeypatch_module() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "CHUNK", 5)
        patch.setattr(index, "CHUNK", 5)
        patch.setattr(index, "_STORED", 6 * 8)
        yield


@given(PAIRS)
def test_postings_are_ascending_and_hold_each_pair_once(pairs: list[tuple[int, int]]) -> None:
    got = packed(pairs)
    assert got.tolist() == sorted({high(h) << ARTICLE_BITS | a for h, a in pairs})
    assert set(article_numbers(got).tolist()) == {article for _, article in pairs}


@given(NUMBERS)
def test_a_sealed_chunk_opens_as_it_was(numbers: list[int]) -> None:
    chunk = np.array(numbers, np.uint64)
    assert opened(sealed(chunk)).tolist() == numbers


@given(NUMBERS, st.data())
def test_a_sealed_chunk_with_another_bit_does_not_open(
    numbers: list[int], data: st.DataObject
) -> None:
    content = bytearray(sealed(np.array(numbers, np.uint64)))
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(ValueError, match="does not add up"):
        opened(bytes(content))


@pytest.mark.parametrize("content", [b"", b"1234", b"123456789", None, "text", 7])
def test_what_is_no_chunk_does_not_open(content: object) -> None:
    with pytest.raises(ValueError, match="is cut"):
        opened(content)  # type: ignore[arg-type]


@given(st.lists(NUMBERS, max_size=5))
def test_chunks_are_full_but_the_last_and_lose_nothing(parts: list[list[int]]) -> None:
    numbers = sorted({number for part in parts for number in part})
    cut = sorted({0, len(numbers), *(len(part) % (len(numbers) + 1) for part in parts)})
    given_ = [np.array(numbers[a:b], np.uint64) for a, b in pairwise(cut)]
    got = [chunk.tolist() for chunk in chunks(given_)]
    assert [number for chunk in got for number in chunk] == numbers
    assert all(len(chunk) == postings.CHUNK for chunk in got[:-1])
    assert CHUNK == 253


@given(st.lists(st.lists(NUMBERS, max_size=4), max_size=5))
def test_merging_streams_is_sorting_them(streams: list[list[list[int]]]) -> None:
    def stream(parts: list[list[int]]) -> Iterator[Postings]:
        numbers = np.array(sorted(number for part in parts for number in part), np.uint64)
        yield from (numbers[at : at + 3] for at in range(0, len(numbers), 3))

    got = [number for part in merged(map(stream, streams)) for number in part.tolist()]
    assert got == sorted(number for parts in streams for part in parts for number in part)


@given(st.lists(PAIRS, max_size=4), st.lists(HASHES, unique=True), st.integers(0, 4))
def test_looking_up_gives_the_articles_of_every_segment(
    written: list[list[tuple[int, int]]], asked: list[int], merges: int
) -> None:
    with a_store() as store:
        with store.write():
            for pairs in written:
                index.write_segment(store, [packed(pairs)])
            if merges == 0:
                index.merge(store, all_small=True)
        expected = {
            (which, article)
            for which, hash_ in enumerate(asked)
            for pairs in written
            for other, article in pairs
            if high(other) == high(hash_)
        }
        assert looked_up(store, asked) == sorted(expected)


def in_segments(store: Store, article: int) -> list[int]:
    """The postings of an article, each as often as it is there."""
    return [
        number
        for segment in index.segments(store)
        for chunk in index.read_segment(store, segment)
        for number in chunk[article_numbers(chunk) == article].tolist()
    ]


def looked_up(store: Store, asked: list[int]) -> list[tuple[int, int]]:
    with store.read():
        found = index.segments(store)
        hits = index.look_up(store, found, np.array(asked, np.uint64), most_chunks=EVERYTHING)
    assert not hits.common.any()
    got = list(zip(hits.which.tolist(), hits.articles.tolist(), strict=True))
    assert got == sorted(got)
    return sorted(set(got))


@given(st.lists(PAIRS, max_size=3), st.lists(ARTICLES, max_size=6), st.booleans())
def test_a_removed_article_is_in_no_chunk_and_the_others_are(
    written: list[list[tuple[int, int]]], gone: list[int], by_reading_all: bool
) -> None:
    hashes = sorted({hash_ for pairs in written for hash_, _ in pairs})
    with a_store() as store:
        for pairs in written:
            with store.write():
                index.write_segment(store, [packed(pairs)])
        for article in gone:
            own = packed([(h, a) for pairs in written for h, a in pairs if a == article])
            there = len(in_segments(store, article))
            with store.write():
                if by_reading_all:
                    index.without_articles(store, [article])
                else:
                    assert index.without(store, own) == there
                assert in_segments(store, article) == []
        expected = {
            (which, article)
            for which, hash_ in enumerate(hashes)
            for pairs in written
            for other, article in pairs
            if high(other) == high(hash_) and article not in gone
        }
        assert looked_up(store, hashes) == sorted(expected)
        with store.read():
            assert sum(s.postings for s in index.segments(store)) == sum(
                len(chunk) for s in index.segments(store) for chunk in index.read_segment(store, s)
            )
            listed = np.concatenate(
                [np.zeros(0, np.uint64), *(s.first for s in index.segments(store))]
            )
        listed = listed[listed != index._NEVER]
        assert not set(article_numbers(listed).tolist()) & set(gone)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 6))
def test_a_hash_is_common_when_it_fills_more_chunks_than_may_be_read(
    many: int, few: int, most: int
) -> None:
    pairs = [(5 << 40, a) for a in range(1, many + 1)] + [(9 << 40, a) for a in range(1, few + 1)]
    with a_store() as store:
        with store.write():
            index.write_segment(store, [packed(pairs)])
        with store.read():
            found = index.segments(store)
            asked = np.array([5 << 40, 9 << 40, 7 << 40], np.uint64)
            hits = index.look_up(store, found, asked, most_chunks=most)
        for which, count in enumerate((many, few)):
            # A hash of so many articles fills at most one chunk more than it needs.
            if hits.common[which]:
                assert count > (most - 1) * 5
                assert which not in hits.which
            else:
                assert count <= most * 5
                assert (hits.which == which).sum() == count
        assert 2 not in hits.which
