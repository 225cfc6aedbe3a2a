"""The loops that may be compiled: worked by hand, and the same compiled."""

from __future__ import annotations

import tracemalloc
from math import log

import numpy as np
import pytest
from token_tables import table_of

from reuse import compiled
from reuse.find import grams, walk
from reuse.find.collection import Collection, collection
from reuse.find.grams import _split, gram_hashes
from reuse.find.links import Links
from reuse.find.rarity import Rarity
from reuse.find.reworded import BAG_STEMS, Bags, RankedStems, _overlap
from reuse.find.runs import Runs
from reuse.find.verbatim import _large_windows, _sampled, fingerprints, winnowing
from reuse.find.walk import DROP, MISS, REACH, Walk, walked

CHOICE = log(7)
NATS = 5.0
SEED = [901, 902, 903, 904]


def in_order(left: list[int], right: list[int]) -> Collection:
    """The two articles as a collection, in this order whatever they hold."""
    table = table_of([left, right])
    return Collection(
        offsets=table.offsets,
        number=np.arange(2, dtype=np.int32),
        shift=np.zeros(2, np.int64),
        owner=np.repeat(np.arange(2, dtype=np.int32), np.diff(table.offsets)),
        key=table.key,
        stem=table.stem,
        stems=table.stems,
        sentences=table.sentences,
    )


def walk_of(left: list[int], right: list[int], way: int, after_one: float = NATS) -> list[float]:
    """How far (left, right) and what for the walk from the seed in each, words of 5 nats."""
    tokens = in_order(left, right)
    places = [left.index(SEED[0]), len(left) + right.index(SEED[0])]
    weights = Rarity(
        np.full(len(tokens), NATS, np.float32),
        np.full(len(tokens), after_one, np.float32),
        np.zeros(len(tokens) + 1, np.int64),
    )
    runs = Runs(np.array(places[:1]), np.array(places[1:]), np.array([len(SEED)]))
    found = walked(runs, weights, collection=tokens, way=way)
    return [float(column[0]) for column in found]


def both_ways(after: list[int], other: list[int], **given: float) -> list[list[float]]:
    """The walk after the seed, and the mirrored one before it."""
    forward = walk_of([*SEED, *after], [*SEED, *other, 77], 1, **given)
    mirrored = [*after[::-1], *SEED], [77, *other[::-1], *SEED]
    return [forward, walk_of(*mirrored, -1, **given)]


def test_a_match_gains_what_it_says_less_the_choice_of_a_diagonal() -> None:
    for found in both_ways([1, 2, 3], [1, 2, 3]):
        assert found == [3, 3, pytest.approx(3 * (NATS - CHOICE))]


def test_a_miss_costs_and_a_match_behind_it_may_be_worth_it() -> None:
    for found in both_ways([1, 50, 3], [1, 60, 3]):
        assert found == [3, 3, pytest.approx(2 * (NATS - CHOICE) - MISS)]


def test_a_word_left_out_moves_the_diagonal() -> None:
    for found in both_ways([1, 2, 3], [1, 60, 2, 3]):
        assert found == [3, 4, pytest.approx(3 * (NATS - CHOICE))]


def test_a_neighbour_that_told_it_takes_from_the_gain() -> None:
    # Each word after the first says one nat of its five once its neighbour is known.
    for found in both_ways([1, 2], [1, 2], after_one=1.0):
        assert found == [1, 1, pytest.approx(NATS - CHOICE)]
    # But not one on another diagonal, which is no neighbour there.
    for found in both_ways([1, 2], [1, 60, 2], after_one=1.0):
        assert found == [2, 3, pytest.approx(2 * (NATS - CHOICE))]


def test_the_walk_ends_far_below_its_best() -> None:
    misses, worth_it = int(DROP / MISS) + 1, [*range(1, 8)]
    for found in both_ways(
        [*range(10, 10 + misses), *worth_it], [*range(30, 30 + misses), *worth_it]
    ):
        assert found == [0, 0, 0]
    for found in both_ways(
        [*range(11, 10 + misses), *worth_it], [*range(31, 30 + misses), *worth_it]
    ):
        assert found[0] == misses - 1 + len(worth_it)


def test_the_walk_goes_no_further_than_its_reach() -> None:
    same = list(range(100, 100 + REACH + 5))
    for found in both_ways(same, same):
        assert found[:2] == [REACH, REACH]


def many_runs() -> tuple[Collection, Runs, Rarity]:
    draw = np.random.default_rng(4)
    tokens = collection(table_of(draw.integers(0, 6, (30, 60)).tolist()))
    left, right = draw.integers(0, len(tokens) - 3, (2, 400))
    apart = tokens.owner[left] < tokens.owner[right]
    inside = tokens.owner[left] == tokens.owner[left + 2]
    inside &= tokens.owner[right] == tokens.owner[right + 2]
    left, right = left[apart & inside], right[apart & inside]
    nats = draw.uniform(1, 9, (2, len(tokens))).astype(np.float32)
    weights = Rarity(nats[0], nats[1], np.zeros(len(tokens) + 1, np.int64))
    return tokens, Runs(left, right, np.full(len(left), 2)), weights


@pytest.mark.parametrize("way", [1, -1])
def test_compiled_walks_are_the_same(way: int, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens, runs, weights = many_runs()
    plain = walked(runs, weights, collection=tokens, way=way)
    monkeypatch.setattr(walk, "MANY_WORDS", 0)
    fast: Walk = walked(runs, weights, collection=tokens, way=way)
    assert plain.nats.max() > 20
    for one, other in zip(plain, fast, strict=True):
        assert np.array_equal(one, other)


def bags_of(*bags: list[int], nats: list[float]) -> Bags:
    ranks = np.full((len(bags), BAG_STEMS), -1, np.int32)
    for row, bag in zip(ranks, bags, strict=True):
        row[: len(bag)] = bag
    none = np.zeros(0, np.int64)
    stems = RankedStems(none.astype(np.uint64), np.array(nats, np.float32), none, none != 0)
    return Bags(ranks, np.array([len(bag) for bag in bags]), stems)


@pytest.mark.parametrize("least", [0, 10**9], ids=["compiled", "interpreted"])
def test_sentences_share_nats_of_all_that_either_says(
    least: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reuse.find.reworded._WORTH_COMPILING", least)
    full = list(range(16))
    bags = bags_of([0, 1, 2], [1, 2, 3], [3], full, nats=[8.0, 4.0, 2.0, 1.0, *[0.5] * 12])
    found = _overlap(bags, Links(np.array([0, 0, 1, 3]), np.array([1, 2, 2, 3])))
    assert found.nats.tolist() == [6, 0, 1, 21]
    assert found.share.tolist() == [6 / 15, 0, 1 / 7, 1]


@pytest.mark.parametrize("share", [0.05, 0.3, 0.9])
def test_windows_near_large_groups_keep_what_all_windows_keep(share: float) -> None:
    draw = np.random.default_rng(5)
    words = [[1] * 40, *draw.integers(0, 3, (8, 50)).tolist(), [2, 3] * 20, [5], []]
    tokens = collection(table_of(words))
    (block,) = tokens.blocks()
    k, _ = winnowing(12)
    prints = fingerprints(gram_hashes(tokens.key, k), tokens.offsets, min_words=12)
    large = np.zeros(len(tokens), np.bool_)
    large[prints.kept[draw.random(len(prints.kept)) < share]] = True
    _, at = _large_windows(block, large, 12)
    assert at.tolist() == prints.windows[large[prints.kept]].tolist()


def test_windows_of_an_article_of_one_word_take_no_room_for_each_word_of_a_window() -> None:
    (block,) = collection(table_of([[1] * 20_000])).blocks()
    large = np.ones(20_000, np.bool_)
    tracemalloc.start()
    try:
        _, at = _large_windows(block, large, 400)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(at) == 19_601
    assert peak < 200 * 20_000


@pytest.mark.parametrize("module", ["grams", "verbatim"])
def test_compiled_hashes_and_samples_are_the_same(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = np.random.default_rng(6)
    tokens = collection(table_of([[1] * 30, *draw.integers(0, 3, (9, 40)).tolist(), [4], []]))
    (block,) = tokens.blocks()
    plain = _sampled(block, 12)
    monkeypatch.setattr(f"reuse.find.{module}.MANY_WORDS", 0)
    assert len(plain[1]) > 30
    for one, other in zip(plain, _sampled(block, 12), strict=True):
        assert np.array_equal(one, other)


@pytest.mark.parametrize("values", [[], [7], [7, 7], [1, 5, 5, 9], [3, 3, 3, 8, 8], [4, 1, 4, 2]])
def test_compiled_groups_are_the_same(values: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    packed = np.array([v << 8 | at for at, v in enumerate(values)], np.uint64)
    plain = _split(packed.copy(), np.uint64(8))
    monkeypatch.setattr("reuse.find.grams.MANY_WORDS", 0)
    fast = _split(packed.copy(), np.uint64(8))
    assert plain.at.tolist() == fast.at.tolist()
    assert plain.starts.tolist() == fast.starts.tolist()
    assert len(plain.starts) == 1 + sum(values.count(v) > 1 for v in set(values))


def test_a_loop_is_compiled_where_there_is_enough_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_compiled", lambda function: min)
    assert compiled.worth(max, 9, least=10)(3, 4) == 4
    assert compiled.worth(max, 10, least=10)(3, 4) == 3


def test_machine_code_is_made_anew_when_a_constant_of_another_file_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = compiled._digest(grams._hash_grams)
    assert compiled._digest(grams._hash_grams) == before
    monkeypatch.setattr(grams, "GOLDEN", np.uint64(3))
    assert compiled._digest(grams._hash_grams) != before


def test_a_full_home_stops_no_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def saved_at_first(*arguments: int) -> int:
        calls.append(arguments)
        if len(calls) == 1:
            raise OSError(28, "No space left on device")
        return sum(arguments)

    monkeypatch.setattr(compiled, "_compiled", lambda function: saved_at_first)
    assert compiled.worth(max, 10, least=10)(3, 4) == 7
