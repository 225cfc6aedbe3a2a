"""Whether a pair of passages is reuse, and not two reports of one event.

Near-verbatim: the match levels fit a copy better than two articles on one
topic do.  Paraphrase: enough rare stems, and odds from how much is matched, how
densely, over what length and how nearly in the same order.
"""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from .jit import kernel
from .levels import match_levels
from .types import Evidence, Parameters, View

# Share of weight by match level in a copy, and in two reports of one event.
COPY = (0.25, 0.10, 0.22, 0.43)
SAME_TOPIC = (0.42, 0.26, 0.25, 0.07)

ODDS_INTERCEPT = -21.57
ODDS_DENSITY = 2.46  # per nat of segment score and token
ODDS_COVERAGE = 15.16
ODDS_LENGTH = 2.91  # per natural logarithm of the mean length in tokens
ODDS_SKEW = -6.69

# A wider passage yields to one inside it where it keeps the order of words this much worse,
# wins hardly more evidence of a copy, and what it adds is far from a paraphrase.
DILUTION_SKEW = 0.2
DILUTION_NATS = 5.0
DILUTION_ODDS = -3.0


@kernel
def side_evidence(view: View, box: NDArray[np.int64]) -> Evidence:
    """The evidence as one side sees it; `characters` and `tokens` are those of this side."""
    matches = match_levels(view, box)
    seen = np.zeros(view.terms, dtype=np.bool_)
    size, there = box[1] - box[0], box[3] - box[2]
    evidence, covered, total, skew = 0.0, 0.0, 0.0, 0.0
    rare, rare_matches, in_runs, matched = 0, 0, 0, 0
    for n in range(size):
        level, term = matches[0, n], view.term[box[0] + n]
        weight = view.weight[box[0] + n]
        evidence += weight * log(COPY[level] / SAME_TOPIC[level])
        total += weight
        if level == 0:
            continue
        covered += weight
        in_runs += level == 3
        matched += 1
        if view.rare[box[0] + n]:
            skew += abs(n / size - (matches[1, n] - box[2]) / there)
            rare_matches += 1
            rare += not seen[term]
            seen[term] = True
    return Evidence(
        evidence,
        rare,
        covered / total,
        skew / rare_matches if rare_matches else 1.0,
        float(size),
        int(view.end[box[1] - 1]) - int(view.start[box[0]]),
        in_runs / size,
        matched / size,
    )


@kernel
def weigh_evidence(forward: View, backward: View, box: NDArray[np.int64]) -> Evidence:
    """The evidence of both sides: the weaker of the two, shares over both together."""
    one = side_evidence(forward, box)
    two = side_evidence(backward, np.array([box[2], box[3], box[0], box[1]], dtype=np.int64))
    tokens = one.tokens + two.tokens
    return Evidence(
        min(one.near_verbatim, two.near_verbatim),
        min(one.rare_stems, two.rare_stems),
        min(one.coverage, two.coverage),
        (one.skew + two.skew) / 2,
        tokens / 2,
        min(one.characters, two.characters),
        (one.in_runs * one.tokens + two.in_runs * two.tokens) / tokens,
        (one.matched * one.tokens + two.matched * two.tokens) / tokens,
    )


@kernel
def paraphrase_odds(score: float, coverage: float, skew: float, tokens: float) -> float:
    """Logarithm of the odds that a passage is a paraphrase and not the same event told again.

    A logistic regression on passages that the borders proposed: those that overlap a case of
    the first half of PAN 2013's obfuscated training pairs, against those of its pairs
    without reuse and of independent reports of one event.
    """
    return float(
        ODDS_INTERCEPT
        + ODDS_DENSITY * score / tokens
        + ODDS_COVERAGE * coverage
        + ODDS_LENGTH * log(tokens)
        + ODDS_SKEW * skew
    )


@kernel
def is_diluted(
    wide: Evidence, wide_score: float, tight: Evidence, tight_score: float, least_odds: float
) -> bool:
    """Whether a passage owes its acceptance to a smaller one that it holds.

    Two reports of one event share facts around a copied clause.  The wider passage stands
    only if it fits a copy clearly better than the clause does, or if what it adds would be
    a paraphrase by itself.
    """
    more = wide.tokens - tight.tokens
    if (
        more < 1.0
        or wide.skew < tight.skew + DILUTION_SKEW
        or wide.near_verbatim >= tight.near_verbatim + DILUTION_NATS
    ):
        return False
    coverage = (wide.coverage * wide.tokens - tight.coverage * tight.tokens) / more
    odds = paraphrase_odds(wide_score - tight_score, coverage, wide.skew, more)
    return odds < DILUTION_ODDS


@kernel
def is_near_verbatim(evidence: Evidence, p: Parameters) -> bool:
    """The first tier: the match levels fit a copy better than two reports of one event."""
    return bool(
        evidence.near_verbatim >= p.verbatim_evidence
        and evidence.rare_stems >= p.rare_stems
        and evidence.characters >= p.verbatim_characters
    )


@kernel
def is_paraphrase(evidence: Evidence, score: float, p: Parameters) -> bool:
    """The second tier; `score` is the weaker side's segment score in nats."""
    return bool(
        evidence.rare_stems >= p.paraphrase_rare_stems
        and score >= p.paraphrase_score
        and evidence.characters >= p.paraphrase_characters
        and paraphrase_odds(score, evidence.coverage, evidence.skew, evidence.tokens)
        >= p.paraphrase_odds
    )
