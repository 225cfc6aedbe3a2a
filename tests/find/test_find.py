"""The room as a whole: edited and reworded text, order, the seeds."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from token_tables import table_of

from reuse.find import EDITED, REWORDED, VERBATIM, Candidates, find
from reuse.find.collection import collection
from reuse.find.edited import edited_seeds
from reuse.find.grams import MOST_BUCKETS, Keys, grouped
from reuse.find.links import LinkParts, Links
from reuse.find.rarity import counted_grams, weighed
from reuse.scratch import Files, Memory
from reuse.settings import FindSettings
from reuse.text.tokens import tokenize

DEFAULT = FindSettings()
TELLING = FindSettings(telling_tokens=1)
SEEDS = Path(__file__).parents[2] / "seeds"
Article = list[int]


def news(draw: random.Random, words: int) -> Article:
    """Words as text has them: a few very common, most rare."""
    return [min(int(draw.paretovariate(0.6)), 10**6) for _ in range(words)]


def rows(found: Candidates, pair: tuple[int, int]) -> list[int]:
    return np.flatnonzero((found.left == pair[0]) & (found.right == pair[1])).tolist()


def regions_by_content(articles: list[Article], order: list[int]) -> set[tuple[object, ...]]:
    table = table_of([articles[number] for number in order])
    found = find(table, min_words=6, settings=DEFAULT)
    regions = set()
    for row in range(len(found)):
        ends = [
            (
                order[article[row]],
                int(start[row] - table.offsets[article[row]]),
                int(end[row] - table.offsets[article[row]]),
            )
            for article, start, end in (
                (found.left, found.left_start, found.left_end),
                (found.right, found.right_start, found.right_end),
            )
        ]
        regions.add((*sorted(ends), int(found.source[row])))
    return regions


@given(seed=st.integers(0, 10**6), copies=st.integers(2, 30))
@settings(max_examples=25, deadline=None)
def test_other_article_numbers_give_the_same_regions(seed: int, copies: int) -> None:
    draw = random.Random(seed)
    articles = [news(draw, 60) for _ in range(40)]
    passage = news(draw, 15)
    for article in articles[:copies]:
        article[20:20] = [w if draw.random() < 0.9 else draw.randrange(10**6) for w in passage]
    order = list(range(len(articles)))
    shuffled = draw.sample(order, len(order))

    assert regions_by_content(articles, shuffled) == regions_by_content(articles, order)


def test_rows_are_sorted_and_stay_in_their_articles() -> None:
    draw = random.Random(2)
    articles = [news(draw, 200) for _ in range(60)]
    for article in articles[::3]:
        article[50:90] = articles[0][50:90]
    table = table_of(articles)
    found = find(table, min_words=12, settings=DEFAULT)

    keys = list(zip(found.left, found.right, found.left_start, found.right_start, strict=True))
    assert keys == sorted(keys)
    assert len(keys) > 20
    assert (found.left < found.right).all()
    for article, start, end in (
        (found.left, found.left_start, found.left_end),
        (found.right, found.right_start, found.right_end),
    ):
        assert (table.offsets[article] <= start).all()
        assert (start < end).all()
        assert (end <= table.offsets[article + 1]).all()


def test_a_passage_with_every_sixth_word_replaced_is_one_edited_region() -> None:
    draw = random.Random(3)
    articles = [news(draw, 300) for _ in range(50)]
    passage = articles[4][100:150]
    articles[9][200:250] = [10**7 + i if i % 6 == 5 else w for i, w in enumerate(passage)]
    table = table_of(articles)
    found = find(table, min_words=12, settings=DEFAULT)

    (row,) = rows(found, (4, 9))
    assert found.source[row] & EDITED
    start = found.right_start[row] - table.offsets[9]
    end = found.right_end[row] - table.offsets[9]
    assert abs(start - 200) <= 3
    assert abs(end - 250) <= 3


def test_a_sentence_in_another_word_order_is_reworded() -> None:
    draw = random.Random(4)
    articles = [news(draw, 240) for _ in range(50)]
    sentence = [draw.randrange(10**7, 10**8) for _ in range(12)]
    articles[4][120:132] = sentence
    articles[9][36:48] = draw.sample(sentence, 12)
    table = table_of(articles, sentence=12)
    found = find(table, min_words=12, settings=DEFAULT)

    assert [int(found.source[row]) for row in rows(found, (4, 9))] == [REWORDED]


def test_rare_words_are_worth_more_than_common_ones() -> None:
    draw = random.Random(6)
    articles = [news(draw, 300) for _ in range(100)]
    common, rare = [1, 2, 1, 3, 1, 2], [10**7 + i for i in range(6)]
    for at in (0, 1):
        articles[at][10:16] = common
        articles[at][50 + at : 56 + at] = rare
    tokens = collection(table_of(articles))
    seeds = edited_seeds(tokens, DEFAULT)
    weights = weighed(tokens.offsets, counted_grams(tokens, seeds.counted))

    at = {int(tokens.number[a]): int(tokens.offsets[a]) for a in range(len(tokens.number))}
    start = np.array([at[0] + 10, at[0] + 50])
    common_nats, rare_nats = weights.of_runs(start, start + 6)

    assert rare_nats > common_nats + 3


def test_common_phrases_alone_make_no_candidates() -> None:
    draw = random.Random(8)
    phrase = [3, 1, 4, 1]
    articles = [news(draw, 150) for _ in range(200)]
    for article in articles:
        for at in (30, 90):
            article[at : at + 4] = phrase
    found = find(table_of(articles), min_words=12, settings=DEFAULT)

    assert found.pairs < 20


@pytest.mark.parametrize("batch", [40, 1_000, 10**6])
def test_columns_in_files_and_small_blocks_give_what_memory_gives(
    batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(9)
    articles = [news(draw, 200) for _ in range(60)]
    for article in articles[::5]:
        article[50:80] = articles[0][50:80]
    articles[7][100:120] = articles[8][100:120]
    articles[7][110] = 10**9
    table = table_of(articles)
    one = find(table, min_words=12, settings=TELLING)
    # By its name: the package has a function of that name.
    monkeypatch.setattr(import_module("reuse.find.collection"), "BLOCK_TOKENS", 700)
    monkeypatch.setattr("reuse.find.stem_counts.BLOCK_TOKENS", 900)
    scratch = Files(tmp_path, memory=1)
    scratch.batch = batch
    many = find(table, min_words=12, settings=TELLING, scratch=scratch)

    assert {VERBATIM, EDITED} <= set(one.source.tolist())
    for column in fields(Candidates):
        assert np.array_equal(getattr(one, column.name), getattr(many, column.name))


def seed_texts() -> list[str]:
    return [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]


# Which articles, and words that a row of theirs must touch on both sides.
SEED_PASSAGES = [
    ((0, 2), "has increased over 800 per cent since Russia"),
    ((0, 2), "If the strike is confirmed, the TOW missile"),
    ((1, 2), "It is yet unclear"),
    ((1, 2), "saying they have hit a Syrian chopper"),
    ((1, 2), "make an emergency landing in a "),
    ((1, 2), "government-held area in Syria’s Latakia province"),
]


@pytest.mark.parametrize(("pair", "words"), SEED_PASSAGES)
@pytest.mark.parametrize("alone", [False, True], ids=["of five", "of two"])
def test_reused_passages_of_the_seeds_are_met(
    pair: tuple[int, int], words: str, alone: bool
) -> None:
    texts = seed_texts()
    if alone:
        texts, pair = [texts[number] for number in pair], (0, 1)
    table = tokenize(texts)
    found = find(table, min_words=12, settings=DEFAULT)

    def touched(row: int) -> bool:
        return all(
            words in texts[article][table.start[start] : table.end[end - 1]]
            for article, start, end in (
                (pair[0], found.left_start[row], found.left_end[row]),
                (pair[1], found.right_start[row], found.right_end[row]),
            )
        )

    assert any(touched(row) for row in rows(found, pair))


def test_importing_the_room_loads_no_heavy_library() -> None:
    heavy = "{'datasketch', 'scipy', 'nltk', 'numba', 'pandas'}"
    code = f"import sys, reuse.find; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_tiny_batch_makes_no_endless_number_of_files(tmp_path: Path) -> None:
    values = np.random.default_rng(3).integers(0, 2**64, 20_000, dtype=np.uint64)
    twice = np.concatenate([values, values])
    scratch = Files(tmp_path, memory=1)
    scratch.batch = 1
    keys = Keys(len(twice), len(twice) - 1)
    parts = list(grouped([(twice, np.arange(len(twice)))], keys, scratch))
    assert len(parts) == MOST_BUCKETS
    assert sum(len(groups.sizes()) for groups in parts) == len(values)


@pytest.mark.parametrize("batch", [None, 4, 1])
def test_a_gram_at_the_edge_of_a_bucket_is_one_group(batch: int | None) -> None:
    scratch = Memory()
    scratch.batch = batch
    at = np.array([0, 500, 1000, 1023])
    values = np.full(len(at), 2**64 // (-(-10 // batch)) if batch else 7, np.uint64)
    found = grouped([(values, at)], Keys(10, 1023), scratch)
    assert [groups.at.tolist() for groups in found if len(groups.at)] == [at.tolist()]


@given(
    lengths=st.lists(st.integers(0, 30), min_size=1, max_size=20),
    links=st.lists(st.tuples(st.integers(0, 599), st.integers(0, 599)), max_size=60),
    batch=st.integers(8, 800),
)
@settings(max_examples=60, deadline=None)
def test_links_come_back_by_ranges_of_whole_articles(
    lengths: list[int], links: list[tuple[int, int]], batch: int
) -> None:
    edges = np.concatenate(([0], np.cumsum(lengths)))
    given = [(a % edges[-1], b % edges[-1]) for a, b in links] if edges[-1] else []
    scratch = Memory()
    scratch.batch = batch
    parts = LinkParts(edges, scratch)
    for some in (given[::2], given[1::2]):
        rows = np.array(some, np.int64).reshape(-1, 2)
        parts.add(Links(rows[:, 0], rows[:, 1], chained=1))
    found = list(parts.ranges())
    assert [within.start for within, _ in found] == [0, *(w.stop for w, _ in found[:-1])]
    assert found[-1][0].stop == edges[-1]
    assert {within.stop for within, _ in found} <= set(edges.tolist())
    for within, part in found:
        assert ((part.left >= within.start) & (part.left < within.stop)).all()
    back = [pair for _, p in found for pair in zip(p.left.tolist(), p.right.tolist(), strict=True)]
    assert sorted(back) == sorted(given)
    assert parts.chained == 2


def test_what_is_thinned_is_counted_and_said() -> None:
    draw = random.Random(12)
    articles = [[draw.randrange(10**6, 10**9) for _ in range(120)] for _ in range(40)]
    for number, article in enumerate(articles):
        article[20:25] = [3001, 3002, 3003, 3004, 3005]  # two phrases of four words, 40 times
        if number < 20:
            article[40:54] = range(4001, 4015)  # one run of 14 words, 20 times
    articles[5] += [3001, 3002, 3003, 3004, 9] * 7  # the first phrase eight times in one article
    found = find(table_of(articles), min_words=12, settings=DEFAULT)

    # Three windows of 12 words in the run, whose 11 phrases stand 20 times each, too.
    chained = "occur more than {} times were linked from article to article, not in all pairs."
    assert found.notes == (
        f"3 runs of words that {chained.format(16)}",
        f"13 phrases of 4 words that {chained.format(8)}",
        "4 repetitions of common phrases after the 4th in one article were not searched.",
    )


def test_nothing_is_said_where_nothing_is_thinned() -> None:
    draw = random.Random(13)
    articles = [[draw.randrange(10**6, 10**7) for _ in range(60)] for _ in range(6)]
    assert find(table_of(articles), min_words=12, settings=DEFAULT).notes == ()
