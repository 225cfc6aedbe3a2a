"""The two tiers at their limits, dilution, and evidence worked by hand."""

from __future__ import annotations

from math import log

import pytest
from views import box, changed, seen

from reuse.align.kernels.accept import (
    MOSTLY_RUNS,
    is_diluted,
    is_near_verbatim,
    is_paraphrase,
    paraphrase_odds,
    side_evidence,
    weigh_evidence,
)
from reuse.align.kernels.types import Evidence

P = changed()
ENOUGH = Evidence(12.0, 5, 0.8, 0.1, 60.0, 60, 0.5, 0.9)
REWORDED = Evidence(0.0, 12, 0.8, 0.1, 60.0, 150, 0.1, 0.9)


def test_the_odds_are_the_published_regression() -> None:
    expected = -21.57 + 2.46 * 90 / 60 + 15.16 * 0.7 + 2.91 * log(60) - 6.69 * 0.25
    assert paraphrase_odds(90.0, 0.7, 0.25, 60.0) == pytest.approx(expected)


def test_near_verbatim_wants_evidence_rare_words_and_length() -> None:
    assert is_near_verbatim(ENOUGH, P)
    assert not is_near_verbatim(ENOUGH._replace(near_verbatim=11.9), P)
    assert not is_near_verbatim(ENOUGH._replace(rare_stems=4), P)
    assert not is_near_verbatim(ENOUGH._replace(characters=59), P)


def test_what_is_not_certain_must_lie_half_in_runs() -> None:
    assert is_near_verbatim(ENOUGH._replace(in_runs=MOSTLY_RUNS), P)
    assert not is_near_verbatim(ENOUGH._replace(in_runs=MOSTLY_RUNS - 0.01), P)
    certain = ENOUGH._replace(near_verbatim=P.certain_evidence, in_runs=0.0)
    assert is_near_verbatim(certain, P)


def test_a_paraphrase_wants_score_odds_rare_words_and_length() -> None:
    assert is_paraphrase(REWORDED, 60.0, P)
    assert not is_paraphrase(REWORDED, 59.9, P)
    assert not is_paraphrase(REWORDED._replace(rare_stems=11), 60.0, P)
    assert not is_paraphrase(REWORDED._replace(characters=149), 60.0, P)
    odds = paraphrase_odds(60.0, 0.8, 0.1, 60.0)
    assert is_paraphrase(REWORDED, 60.0, changed(paraphrase_odds=odds))
    assert not is_paraphrase(REWORDED, 60.0, changed(paraphrase_odds=odds + 0.01))


TIGHT = Evidence(50.0, 9, 0.9, 0.0, 20.0, 120, 0.9, 0.9)
WIDE = Evidence(54.9, 20, 0.4, 0.2, 80.0, 480, 0.3, 0.5)


def test_a_passage_is_diluted_when_what_it_adds_would_not_stand_alone() -> None:
    assert is_diluted(WIDE, 70.0, TIGHT, 60.0)
    assert not is_diluted(WIDE._replace(skew=0.19), 70.0, TIGHT, 60.0)
    assert not is_diluted(WIDE._replace(near_verbatim=55.0), 70.0, TIGHT, 60.0)
    assert not is_diluted(WIDE._replace(tokens=20.9), 70.0, TIGHT, 60.0)


def test_what_a_passage_adds_is_judged_as_a_paraphrase_of_its_own() -> None:
    wide = WIDE._replace(coverage=0.6)
    covered = (0.6 * 80 - 0.9 * 20) / 60
    for added in range(0, 60, 3):
        odds = paraphrase_odds(float(added), covered, 0.2, 60.0)
        assert is_diluted(wide, 60.0 + added, TIGHT, 60.0) == (odds < -3.0)


def test_evidence_by_hand() -> None:
    pair = seen("Wolves ate geese near Harlow.", "Wolves ate geese. Harlow mourns.")
    found = side_evidence(pair.forward, box(0, 5, 0, 5))
    rare, near = log(40 / 2), log(40 / 1)
    copy = [
        log(a / b) for a, b in zip((0.25, 0.10, 0.22, 0.43), (0.42, 0.26, 0.25, 0.07), strict=True)
    ]
    weights = [rare, rare, rare, near, rare]
    levels = [3, 3, 3, 0, 2]
    assert found.near_verbatim == pytest.approx(
        sum(w * copy[v] for w, v in zip(weights, levels, strict=True))
    )
    assert found.rare_stems == 4
    assert found.coverage == pytest.approx(4 * rare / (4 * rare + near))
    assert found.skew == pytest.approx((0.8 - 0.6) / 4)
    assert (found.tokens, found.characters) == (5, len("Wolves ate geese near Harlow"))
    assert (found.in_runs, found.matched) == (0.6, 0.8)


def test_a_rare_stem_counts_once_and_nothing_shared_is_all_skew() -> None:
    pair = seen("Wolves saw wolves saw wolves.", "Wolves saw wolves saw wolves.")
    assert side_evidence(pair.forward, box(0, 5, 0, 5)).rare_stems == 2
    apart = side_evidence(seen("Wolves ate geese.", "Snow fell.").forward, box(0, 3, 0, 2))
    assert (apart.rare_stems, apart.skew, apart.coverage, apart.matched) == (0, 1.0, 0.0, 0.0)


def test_two_sides_give_the_weaker_evidence_and_the_mean_of_their_shares() -> None:
    pair = seen("Wolves ate geese near Harlow.", "Wolves ate geese.")
    one = side_evidence(pair.forward, box(0, 5, 0, 3))
    two = side_evidence(pair.backward, box(0, 3, 0, 5))
    both = weigh_evidence(pair.forward, pair.backward, box(0, 5, 0, 3))
    assert both.near_verbatim == one.near_verbatim < two.near_verbatim
    assert both.coverage == one.coverage < two.coverage == 1
    assert both.characters == two.characters < one.characters
    assert both.skew == pytest.approx((one.skew + two.skew) / 2)
    assert (both.tokens, both.rare_stems) == (4, 3)
    assert (both.in_runs, both.matched) == (pytest.approx(6 / 8), pytest.approx(6 / 8))
