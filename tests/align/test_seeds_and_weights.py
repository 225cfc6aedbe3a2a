"""Seeds, clusters and weights against slow answers and cases worked by hand."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from views import Seen, box, changed, seen

from reuse.align.kernels import seeds as kernels
from reuse.align.kernels.equals import first_equal
from reuse.align.kernels.runs import runs_of
from reuse.align.kernels.seeds import (
    MOST_ALIKE,
    gram_clusters,
    range_cosine,
    sentence_clusters,
    sentence_seeds,
    split,
)
from reuse.align.kernels.types import Pair, Parameters, Runs
from reuse.text.tokens import tokenize

WORDS = "wolves harlow rangers goose lake snow helicopter brewer malt barley".split()
LINES = st.lists(st.lists(st.sampled_from(WORDS), min_size=3, max_size=7), min_size=1, max_size=5)
Points = list[tuple[int, int]]


def article(lines: list[list[str]]) -> str:
    return " ".join(" ".join(line).capitalize() + "." for line in lines)


def idf(lines: list[list[str]], others: list[list[str]], word: str) -> float:
    return log(40 / sum(word in line for line in [*lines, *others]))


def vector(lines: list[list[str]], weights: dict[str, float]) -> np.ndarray:
    return np.array([weights[w] * sum(line.count(w) for line in lines) for w in WORDS])


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


@given(LINES, LINES)
@settings(max_examples=60, deadline=None)
def test_seeds_are_all_sentences_alike_by_cosine_and_by_dice(
    left: list[list[str]], right: list[list[str]]
) -> None:
    used = {w for line in [*left, *right] for w in line}
    weights = {w: idf(left, right, w) if w in used else 0.0 for w in WORDS}
    limits = changed(seed_cosine=0.5, seed_dice=0.45)
    expected = []
    for s, mine in enumerate(left):
        for t, theirs in enumerate(right):
            dice = 2 * len({*mine} & {*theirs}) / (len({*mine}) + len({*theirs}))
            alike = cosine(vector([mine], weights), vector([theirs], weights))
            if dice > 0.45 and alike > 0.5:
                expected.append([s, t])
    pair = seen(article(left), article(right)).pair
    assert sentence_seeds(pair, limits).tolist() == expected
    whole = box(0, len(left), 0, len(right))
    if expected:
        assert range_cosine(pair, whole) == pytest.approx(
            cosine(vector(left, weights), vector(right, weights))
        )


def test_a_seed_must_lie_above_both_limits() -> None:
    pair = seen("Wolves lake snow malt.", "Wolves lake barley brewer.").pair
    assert len(sentence_seeds(pair, changed(seed_cosine=0.0, seed_dice=0.49))) == 1
    assert len(sentence_seeds(pair, changed(seed_cosine=0.0, seed_dice=0.5))) == 0
    assert len(sentence_seeds(pair, changed(seed_cosine=0.9, seed_dice=0.0))) == 0


@pytest.mark.parametrize(("times", "seeds"), [(MOST_ALIKE, MOST_ALIKE), (MOST_ALIKE + 1, 0)])
def test_a_sentence_like_very_many_of_the_other_seeds_nothing(times: int, seeds: int) -> None:
    line = "Rangers filmed wolves. "
    assert (
        len(sentence_seeds(seen(line + "Snow fell hard.", line * times).pair, changed())) == seeds
    )


@settings(max_examples=20, deadline=None)
@given(LINES, LINES, st.integers(MOST_ALIKE // 2, MOST_ALIKE))
def test_a_line_that_is_said_again_and_again_has_the_seeds_that_it_has_alone(
    one: list[list[str]], other: list[list[str]], times: int
) -> None:
    lines = [*one * times, *other * 3]
    pair, limits = seen(article(lines), article([*other, *one])).pair, changed()
    expected = pair_of_each(pair, limits)
    assert sentence_seeds(pair, limits).tolist() == expected
    assert len(pair.left.row) - 1 == len(lines)


def pair_of_each(pair: Pair, limits: Parameters) -> list[list[int]]:
    """The seeds where no sentence is taken for one that was there before."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kernels, "first_equal", lambda side: np.arange(len(side.row) - 1))
        return sentence_seeds(pair, limits).tolist()


def test_equal_sentences_are_those_of_equal_terms_as_often() -> None:
    line = "wolves harlow rangers goose lake snow brewer".split()
    lines = [line, line[::-1], [*line, "goose"], ["malt", *line], line]
    left = seen(article(lines), "Snow.").pair.left
    assert first_equal(left).tolist() == [0, 0, 2, 3, 0]


def parts(points: Points, gap: int) -> set[frozenset[int]]:
    """Cut on either axis where more than `gap` is skipped, until nothing is cut."""
    pending, done = [frozenset(range(len(points)))], set()
    while pending:
        group = pending.pop()
        for axis in (0, 1):
            ordered = sorted(group, key=lambda n: points[n][axis])
            cuts = [
                k
                for k in range(1, len(ordered))
                if points[ordered[k]][axis] - points[ordered[k - 1]][axis] > gap + 1
            ]
            if cuts:
                pending += [frozenset(ordered[: cuts[0]]), frozenset(ordered[cuts[0] :])]
                break
        else:
            done.add(group)
    return done


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=12),
    st.integers(0, 5),
)
@settings(max_examples=100, deadline=None)
def test_points_are_split_where_a_gap_is_skipped_on_either_axis(points: Points, gap: int) -> None:
    group = split(np.array(points, dtype=np.int32), gap)
    found: dict[int, set[int]] = {}
    for n, number in enumerate(group.tolist()):
        found.setdefault(number, set()).add(n)
    assert {frozenset(members) for members in found.values()} == parts(points, gap)


def test_no_points_have_no_groups() -> None:
    assert split(np.zeros((0, 2), dtype=np.int32), 3).tolist() == []


def runs(*rows: tuple[int, int, int]) -> Runs:
    return runs_of(*np.array(rows, dtype=np.int32).reshape(-1, 3).T)


@pytest.mark.parametrize(
    ("rows", "clusters"),
    [
        ([(3, 7, 5)], [[3, 8, 7, 12]]),
        ([(3, 7, 4)], []),  # one 4-gram alone
        ([(0, 0, 3), (5, 5, 3)], []),  # none
        ([(0, 0, 4), (30, 30, 4)], []),
        ([(0, 0, 4), (26, 26, 4)], [[0, 30, 0, 30]]),
        ([(0, 0, 4), (27, 5, 4)], []),
        ([(0, 40, 5), (10, 20, 6)], [[0, 16, 20, 45]]),
    ],
)
def test_grams_cluster_where_at_most_the_gap_is_skipped(
    rows: list[tuple[int, int, int]], clusters: list[list[int]]
) -> None:
    assert gram_clusters(runs(*rows), changed(gap_tokens=25)).tolist() == clusters


COPIED = ["Rangers filmed wolves.", "Snow covers Harlow."]


def clusters_of(left: list[str], right: list[str], **limits: float) -> list[list[int]]:
    return sentence_clusters(seen(" ".join(left), " ".join(right)).pair, changed(**limits)).tolist()


def test_a_cluster_spans_up_to_two_sentences_that_are_not_alike() -> None:
    between = ["Brewers bought malt.", "Barley sells badly.", "Geese eat grass."]
    for skipped, found in ((2, [[0, 12, 0, 6]]), (3, [[0, 3, 0, 3], [12, 15, 3, 6]])):
        left = [COPIED[0], *between[:skipped], COPIED[1]]
        assert clusters_of(left, COPIED) == found


def test_a_cluster_too_unlike_is_tried_again_with_a_tighter_gap() -> None:
    between = [f"Barley{n} malt{n} brewer{n} goose{n} lake{n} moon{n}." for n in range(2)]
    left = [COPIED[0], *between, COPIED[1]]
    assert clusters_of(left, COPIED, cluster_cosine=0.45) == [[0, 18, 0, 6]]
    assert clusters_of(left, COPIED, cluster_cosine=0.9) == [[0, 3, 0, 3], [15, 18, 3, 6]]
    assert clusters_of(left[:1], [COPIED[0], between[0]], cluster_cosine=1.0) == []


def weight_of(pair: Seen, text: str, word: str) -> tuple[float, bool]:
    at = text.lower().replace(".", "").split().index(word)
    return float(pair.forward.weight[at]), bool(pair.forward.rare[at])


def test_a_word_weighs_by_how_few_sentences_hold_it() -> None:
    left = "Wolves filmed Harlow. Wolves eat geese. The lake froze."
    pair = seen(left, "Wolves like snow. The lake is deep.")
    assert weight_of(pair, left, "harlow") == (pytest.approx(log(40 / 1)), True)
    assert weight_of(pair, left, "wolves") == (pytest.approx(log(40 / 3)), True)
    assert weight_of(pair, left, "the") == (pytest.approx(log(40 / (2 + 35 * 0.3))), False)


def test_long_articles_are_judged_by_their_own_sentences_alone() -> None:
    left = "The moon rose. " * 30 + "The wolves sang. "
    pair = seen(left, "The moon set. " * 29)
    assert weight_of(pair, left, "the") == (0.2, False)
    assert weight_of(pair, left, "moon") == (0.2, False)
    assert weight_of(pair, left, "wolves") == (pytest.approx(log(60)), True)
    assert weight_of(pair, left, "rose") == (pytest.approx(log(2)), False)


@given(LINES, LINES)
@settings(max_examples=30, deadline=None)
def test_an_article_is_prepared_as_its_tokens_say(
    left: list[list[str]], right: list[list[str]]
) -> None:
    texts = article(left), article(right)
    pair, table = seen(*texts), tokenize(texts)
    cut = int(table.offsets[1])
    for side, lines, tokens in (
        (pair.left, left, slice(0, cut)),
        (pair.right, right, slice(cut, len(table))),
    ):
        stems = table.stem[tokens].tolist()
        assert side.stem.tolist() == sorted(set(stems))
        assert [int(side.stem[t]) for t in side.term] == stems
        first = np.cumsum([0, *map(len, lines)])
        assert (side.sentences.first - side.sentences.first[0]).tolist() == first.tolist()
        assert side.boundary[-1] == 1
        for t, stem in enumerate(side.stem.tolist()):
            z = slice(side.sentences.post[t], side.sentences.post[t + 1])
            held = dict(zip(*(c[z].tolist() for c in side.sentences[5:]), strict=True))
            by_line = {s: stems[first[s] : first[s + 1]].count(stem) for s in range(len(lines))}
            assert held == {s: n for s, n in by_line.items() if n}
        for s in range(len(lines)):
            z = slice(side.sentences.row[s], side.sentences.row[s + 1])
            row = dict(zip(*(c[z].tolist() for c in side.sentences[2:4]), strict=True))
            words = side.term[first[s] : first[s + 1]].tolist()
            assert row == {t: words.count(t) for t in words}
        grams = {tuple(stems[n : n + 3]) for n in range(len(stems) - 2)}
        assert sorted(side.grams.at.tolist()) == list(range(max(0, len(stems) - 2)))
        assert len(set(side.grams.hash.tolist())) == len(grams)
        assert (np.diff(side.grams.hash.astype(object)) >= 0).all()
