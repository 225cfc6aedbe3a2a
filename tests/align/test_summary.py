"""Summaries: a segment for a whole article, and when passages found already stand instead."""

from __future__ import annotations

import re
from dataclasses import replace
from math import log
from pathlib import Path

import numpy as np
import pytest
from aligning import align, lie_apart, token_ranges
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray
from test_golden_prose import unmarked
from views import Seen, box, boxes, changed, seen

from reuse.align import Aligner
from reuse.align.kernels.pair import mended
from reuse.align.kernels.rows import COLUMNS, lasting
from reuse.align.kernels.summary import (
    EDGE_TOKENS,
    LEAST_CONTRAST,
    MOST_IN_ONE,
    MOST_IN_ONE_OF_MORE,
    MOST_RATIO,
    Segment,
    _contrast,
    _holds_all,
    _is_summary,
    _may_hold_all,
    _odds,
    _rare_matches,
    summary_boxes,
)
from reuse.align.kernels.types import Boxes
from reuse.model import ArticleId, Match
from reuse.settings import AlignSettings
from reuse.text.tokens import tokenize

NO_EXTENT = np.zeros(0, np.int64)

CASE = (Path(__file__).parent / "cases" / "summary.txt").read_text("utf-8")
SOURCE, HOST = (unmarked(text.strip()) for text in re.split(r"===== \w+\n", CASE)[1:])
FROM, TO = HOST.passages["1"]
P = changed()

# Another reporter on what SOURCE tells, who copied nothing.
INDEPENDENT = """\
VESSA — It took Hanne Brodersen a while to believe what her cousin shouted into the telephone:
that after almost three hundred years the voice of her town had come back out of the water. She
shut her bakery and ran.

Some four thousand people stood on the mole when a crane lowered the bronze on to a waiting
lorry. Schools had given the day off, and a brass band played until the rain drove it under the
awnings. For a moment the thing hung there, dripping, black and far larger than expected.

According to the provincial office for monuments it measures a metre and a half across and must
have been cast towards the end of the seventeenth century. Its home was a church that the sea
swallowed in one winter night along with part of the old town; sailors have sworn ever since that
they heard it ring below them in a swell.

Credit goes to chance. A crew digging a deeper approach for the ferry struck metal in spring and
had the good sense to call the museum. Its director, Ilse Tarrant, has hardly slept since.
"Everything after this will be chemistry," she told reporters, and explained that salt eats old
bronze from within unless it is washed out with great patience.

Residents would like to know who pays. The mayor, Tomas Rehn, spoke of sponsors and would not be
drawn further, though few in the crowd had not heard about an offer from the local brewer.
Opposition members called advertising on a relic tasteless. They propose a lottery instead.

Father Anselm, whose parish once owned the bell, took the quarrel lightly. He had waited for it
longer than any of his predecessors had, he said, and five more years would do him no harm. He
blessed the lorry, the crane driver and, at her request, the baker's dog. Shops stayed open until
midnight.
"""


def aligned(settings: AlignSettings) -> tuple[Match, ...]:
    texts = (SOURCE.text, HOST.text)
    ids = (ArticleId("a"), ArticleId("b"))
    two = Aligner(tokenize(texts), ids, texts=texts, min_words=12, settings=settings)
    two.load(0)
    return two.align(0, 1)


def test_a_summary_stands_for_the_whole_of_its_source() -> None:
    (found,) = aligned(AlignSettings())
    assert found.kind == "summary"
    assert found.left.of(SOURCE.text) == SOURCE.text
    borders = [0, *(stop.end() for stop in re.finditer(r"[.!?]\s+", HOST.text)), len(HOST.text)]
    sentence_before = borders[max(0, borders.index(FROM) - 1)]
    sentence_after = next(place for place in borders if place > TO + 2)
    assert sentence_before <= found.right.start < found.right.end <= sentence_after


def test_a_summary_is_the_same_with_the_articles_exchanged() -> None:
    (one,) = align(SOURCE.text, HOST.text)
    (two,) = align(HOST.text, SOURCE.text)
    assert (two.left, two.right) == (one.right, one.left)
    assert replace(two, left=one.left, right=one.right) == one


COPIED = (
    "The treatment will last about five years and cost 900,000 crowns, "
    "of which the province has promised a third."
)
OPENING = SOURCE.text.partition("\n")[0]


def host(reworded: str, copied: str) -> str:
    """The host with some words of its summary replaced by words of the source."""
    assert HOST.text.count(reworded) == 1
    assert copied in SOURCE.text
    return HOST.text.replace(reworded, copied)


COPYING = host("Now it stands in a tank of sweetened water, a treatment of five years for "
               "900,000 crowns.", COPIED)  # fmt: skip
OPENING_ALIKE = host(HOST.text[FROM : HOST.text.index(" A dredger had")], OPENING)


@pytest.mark.parametrize(("copying", "copied"), [(COPYING, COPIED), (OPENING_ALIKE, OPENING)])
def test_what_a_summary_copies_word_for_word_is_a_match_inside_it(
    copying: str, copied: str
) -> None:
    for left, right in ((SOURCE.text, copying), (copying, SOURCE.text)):
        summary, copy = sorted(align(left, right), key=lambda m: m.kind)
        assert (summary.kind, summary.certainty) == ("summary", "possible")
        assert (copy.kind, copy.certainty) == ("verbatim", "certain")
        assert copy.left.of(left) == copy.right.of(right) == copied
        assert lie_apart((summary, copy))


def test_a_summary_and_a_copy_that_begin_together_have_their_own_ids() -> None:
    summary, copy = align(SOURCE.text, OPENING_ALIKE)
    assert (summary.left.start, summary.right.start) == (copy.left.start, copy.right.start)
    assert summary.id != copy.id


PAIR = seen(SOURCE.text, HOST.text)
WHOLE = len(PAIR.left.term)
((BEGIN, END),) = token_ranges(HOST.text, [aligned(AlignSettings())[0].right])
SIZE = END - BEGIN


def rows_of(*passages: tuple[int, ...]) -> NDArray[np.float64]:
    """Rows of the kernels: four bounds, nats of evidence, and whether each is a summary."""
    rows = np.zeros((len(passages), COLUMNS), dtype=np.float64)
    for row, (*bounds, nats, summary) in zip(rows, passages, strict=True):
        row[:4], row[4], row[7] = bounds, nats, summary
    return rows


def test_beside_a_summary_stay_certain_passages_and_of_doubtful_ones_the_exact_runs() -> None:
    rows = rows_of((0, 30, 0, 30, 45, 0), (40, 80, 40, 80, 44, 0), (90, 120, 90, 120, 44, 0))
    runs = boxes((50, 62, 52, 64), (10, 22, 10, 22), (130, 150, 130, 150))
    kept = lasting(rows, runs, NO_EXTENT, 12, P)
    assert kept.tolist() == [[0, 30, 0, 30], [50, 62, 52, 64]]
    assert not len(lasting(rows[1:], runs[:0], NO_EXTENT, 12, P))


@pytest.mark.parametrize(
    ("run", "is_summary"), [((50, 62, BEGIN + 5, BEGIN + 17), True), ((50, 62, 0, 12), False)]
)
def test_a_torn_run_is_mended_inside_a_summary_and_elsewhere_there_is_none(
    run: tuple[int, int, int, int], is_summary: bool
) -> None:
    summary = rows_of((0, WHOLE, BEGIN, END, 0, 1))
    known = Boxes(boxes(run), boxes())
    mending = mended((PAIR.left, PAIR.right), known, 12, summary, P)
    assert mending[:, [0, 1, 2, 3, 7]].tolist() == [
        *([[0, WHOLE, BEGIN, END, 1]] if is_summary else []),
        [*run, 0],
    ]


def test_summaries_can_be_switched_off() -> None:
    assert "summary" not in {m.kind for m in aligned(AlignSettings(summary=False))}


@pytest.mark.parametrize("is_left", [True, False])
def test_another_report_of_the_event_is_not_what_was_summed_up(is_left: bool) -> None:
    texts = (INDEPENDENT, HOST.text) if is_left else (HOST.text, INDEPENDENT)
    assert align(*texts) == ()
    assert align(SOURCE.text, INDEPENDENT) == ()


def found(*passages: tuple[int, int, int, int], pair: Seen = PAIR) -> list[list[int]]:
    rows: list[list[int]] = summary_boxes(pair.forward, pair.backward, boxes(*passages), P).tolist()
    return rows


def test_a_summary_takes_in_the_passages_found_before() -> None:
    summary = [[0, WHOLE, BEGIN, END]]
    assert found() == summary
    assert found((10, 30, BEGIN + 5, BEGIN + 25)) == summary
    assert found((10, 30, BEGIN + 5, BEGIN + 25), (40, 60, END - 20, END)) == summary


def test_one_passage_that_is_most_of_the_segment_stands() -> None:
    most = int(MOST_IN_ONE * SIZE)
    assert found((10, 10 + most, BEGIN, BEGIN + most))
    assert not found((10, 11 + most, BEGIN, BEGIN + most + 1))


def test_one_of_several_passages_may_be_more_of_the_segment() -> None:
    most = int(MOST_IN_ONE_OF_MORE * SIZE)
    other = (200, 205, END - 5, END)
    assert found((10, 10 + most, BEGIN, BEGIN + most), other)
    assert not found((10, 11 + most, BEGIN, BEGIN + most + 1), other)


@pytest.mark.parametrize("way", [-1, 1])
def test_a_passage_may_stick_out_a_little_and_none_may_lie_elsewhere(way: int) -> None:
    def reaching(far: int) -> tuple[int, int, int, int]:
        return (5, 25, BEGIN - far, BEGIN + 3) if way < 0 else (5, 25, END - 3, END + far)

    widened = [0, WHOLE, BEGIN - EDGE_TOKENS if way < 0 else BEGIN, END]
    widened[3] += EDGE_TOKENS if way > 0 else 0
    assert found(reaching(EDGE_TOKENS)) == [widened]
    assert not found(reaching(EDGE_TOKENS + 1))
    assert not found((5, 25, BEGIN + 10, BEGIN + 30), (30, 42, 0, 12))


def test_exact_passages_are_given_up_only_where_the_summary_stands_out() -> None:
    vocabulary = sorted(set(re.findall(r"[a-z]{5,}", SOURCE.text)))
    # After the summary, the source's words in no order: matched as well, which lowers the contrast.
    low = seen(SOURCE.text, f"{HOST.text[:TO]} {' '.join(f'{word}.' for word in vocabulary)}")
    assert found(pair=low) == [[0, WHOLE, BEGIN, END]]
    assert not found((10, 30, BEGIN + 5, BEGIN + 25), pair=low)


CLEAR = Segment(0, 100, 100.0, LEAST_CONTRAST, 20, 20, 0.9, 0.05)


def test_a_summary_must_pass_every_limit() -> None:
    view = PAIR.backward  # mine is the host, theirs the source
    least = WHOLE // 2
    for passages in (0, 1):
        assert _is_summary(view, CLEAR, passages, changed(summary_odds=-5))
    p = changed(summary_odds=-5)
    assert not _is_summary(view, CLEAR._replace(score=99.9), 1, p)
    assert not _is_summary(view, CLEAR._replace(rare=19), 1, p)
    assert not _is_summary(view, CLEAR, 1, p._replace(summary_tokens=99))
    assert not _is_summary(view, CLEAR._replace(contrast=LEAST_CONTRAST - 0.01), 1, p)
    assert _is_summary(view, CLEAR._replace(contrast=LEAST_CONTRAST - 0.01), 0, p)
    assert not _is_summary(view, CLEAR, 1, changed(summary_odds=_odds(CLEAR, 1) + 0.01))
    wide = p._replace(summary_tokens=1000)
    assert _is_summary(view, CLEAR._replace(end=least), 1, wide)
    assert not _is_summary(view, CLEAR._replace(end=least + 1), 1, wide)
    shortest = -(-WHOLE // MOST_RATIO)
    assert _is_summary(view, CLEAR._replace(end=shortest), 1, p)
    assert not _is_summary(view, CLEAR._replace(end=shortest - 1), 1, p)


def test_the_odds_are_the_published_regression() -> None:
    expected = (
        -18.23 + 9.48 * 0.5 + 2.2 * log(20) + 0.92 * log(13) + 0.92 * 3 + 5.25 * 0.9 - 5.52 * 0.05
    )
    assert _odds(CLEAR._replace(rare_besides=12), 3) == pytest.approx(expected)


def test_contrast_is_the_share_matched_inside_less_that_outside() -> None:
    view = seen("Wolves ate geese near Harlow. Dogs barked.", "Wolves ate geese.").forward
    levels = np.array([3, 3, 3, 0, 0, 1, 0], dtype=np.int32)
    weight = view.weight
    inside, outside = weight[:3].sum() / weight[:4].sum(), weight[5] / weight[4:].sum()
    assert _contrast(view, levels, box(0, 4)) == pytest.approx(inside - outside)
    assert _contrast(view, levels, box(0, 7)) == pytest.approx(
        (weight[:3].sum() + weight[5]) / weight.sum()
    )


def test_rare_matches_by_hand() -> None:
    theirs = " ".join(f"Word{n}" for n in range(20))
    view = seen("Snow fell. Word19 word10 ice word0 word10 word10.", theirs).forward
    matches = np.array([[0, 0, 1, 1, 0, 1, 1, 1], [-1, -1, 19, 10, -1, 0, 10, 12]], dtype=np.int32)
    taken = np.array([False, False, True, True, *[False] * 4])
    skew = (19 / 20 + (10 / 20 - 1 / 6) + 3 / 6 + (4 / 6 - 10 / 20) + (5 / 6 - 12 / 20)) / 5
    rare, besides, *shares = _rare_matches(view, matches, taken, box(2, 8))
    assert (rare, besides) == (3, 2)
    assert shares == pytest.approx([19 / 20, skew])
    assert _rare_matches(view, matches, taken, box(0, 2)) == (0, 0, 0.0, 1.0)


def test_the_outer_tenths_of_the_matches_do_not_spread_them() -> None:
    theirs = " ".join(f"Word{n}" for n in range(20))
    view = seen(" ".join(f"Word{n}" for n in range(0, 20, 2)), theirs).forward
    matches = np.array([[1] * 10, range(0, 20, 2)], dtype=np.int32)
    _, _, spread, _ = _rare_matches(view, matches, np.zeros(10, dtype=np.bool_), box(0, 10))
    assert spread == pytest.approx((18 - 2) / 20)


@given(
    st.lists(st.tuples(st.integers(0, 150), st.integers(1, 120)), max_size=3),
    st.integers(0, 60),
    st.integers(1, 180),
    st.integers(20, 400),
)
@example([(0, 70), (70, 60)], 20, 90, 180)  # as far out as they may, on both sides
@example([(0, 63)], 0, 90, 180)
def test_no_segment_that_holds_all_passages_is_ruled_out_before(
    spans: list[tuple[int, int]], begin: int, size: int, source: int
) -> None:
    p = changed()
    taken = boxes(*((first, first + length, 0, 1) for first, length in spans))
    fits = size <= p.summary_tokens and p.summary_ratio * size <= source
    if fits and _holds_all(box(begin, begin + size, 0, source), 0, taken):
        assert _may_hold_all(0, taken, source, 1.0, p)
