"""Whether a pair of passages is reuse, and not two reports of one event.

Near-verbatim: the match levels fit a copy better than two articles on one
topic do.  Paraphrase: enough rare stems, and odds from how much is matched, how
densely, over what length and how nearly in the same order.
"""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from .jit import kernel, leaf
from .levels import fill_levels
from .types import Evidence, Parameters, View
from .units import WORD, characters_in, parts_in, words_in
from .weights import UNCOMMON_TENTHS

# Share of weight by match level in a copy, and in two reports of one event.
COPY = (0.25, 0.10, 0.22, 0.43)
SAME_TOPIC = (0.42, 0.26, 0.25, 0.07)
COPY_RATIO = tuple(log(copy / same) for copy, same in zip(COPY, SAME_TOPIC, strict=True))

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


COLLECTION_INTERCEPT = -20.27
COLLECTION_BEST_RUN = 2.72  # per natural logarithm of its nats
COLLECTION_TWO_RUNS = 0.209  # per nat
COLLECTION_ALL_RUNS = 1.92  # per natural logarithm of one more than their nats
COLLECTION_MEAN = 0.519  # per nat
COLLECTION_NEAR_VERBATIM = 0.013  # per nat
COLLECTION_MATCHED = 1.85
COLLECTION_SKEW = -4.59
COLLECTION_LENGTH = -0.307  # per natural logarithm of the mean length in tokens
COLLECTION_TOPIC = -17.0
COLLECTION_UNCOMMON = -24.4
TOPIC_PRIOR, TOPIC_FILL = 0.35, 30.0  # nats
UNCOMMON_PRIOR, UNCOMMON_FILL = 0.3, 8.0  # tokens
PHRASE_TOKENS = 8
WORD_FOR_WORD = 0.85
MOSTLY_RUNS = 0.5


@leaf
def side_evidence(view: View, box: NDArray[np.int64]) -> Evidence:
    """The evidence as one side sees it; `characters` and `tokens` are those of this side."""
    fill_levels(view, box)
    level_of, match_of, seen = view.work.level, view.work.match, view.work.seen
    for term in range(view.terms):
        seen[term] = False
    size, there = box[1] - box[0], box[3] - box[2]
    evidence, covered, total, skew = 0.0, 0.0, 0.0, 0.0
    rare_parts, rare_matches, in_runs, matched = 0, 0, 0, 0
    extent = view.extent
    for n in range(size):
        level, term = level_of[n], view.term[box[0] + n]
        weight = view.weight[box[0] + n]
        evidence += weight * COPY_RATIO[level]
        total += weight
        if level == 0:
            continue
        covered += weight
        in_runs += level == 3
        matched += 1
        if view.rare[box[0] + n]:
            skew += abs(n / size - (match_of[n] - box[2]) / there)
            rare_matches += 1
            if not seen[term]:
                rare_parts += parts_in(extent, box[0] + n, box[0] + n + 1)
            seen[term] = True
    longest, best, two, runs, mean = surprise(view, box, level_of[:size], match_of[:size])
    topic, uncommon = around(view, box)
    return Evidence(
        evidence,
        int(rare_parts // WORD),
        covered / total if total > 0.0 else 0.0,
        skew / rare_matches if rare_matches else 1.0,
        words_in(extent, box[0], box[1]),
        characters_in(extent, box[0], box[1], int(view.end[box[1] - 1]) - int(view.start[box[0]])),
        in_runs / size,
        matched / size,
        longest,
        best,
        two,
        runs,
        mean,
        topic,
        uncommon,
    )


@leaf
def surprise(
    view: View, box: NDArray[np.int64], level: NDArray[np.int32], match: NDArray[np.int32]
) -> tuple[int, float, float, float, float]:
    """Words of the longest run of matches, nats of the best, two best and all, mean of a match.

    All: those of two tokens and more.

    A run is matched tokens beside each other on both sides; its nats are those of its words
    in the collection, each after those before it (reuse.find.rarity).
    """
    known = len(view.nats) > 0
    longest, length, previous = 0, 0, -2
    best, second, total, run, alone = 0.0, 0.0, 0.0, 0.0, 0.0
    count = 0
    for n in range(box[1] - box[0] + 1):
        goes_on = n < len(level) and level[n] > 0
        if length > 0 and not (goes_on and match[n] == previous + 1):
            if run > best:
                best, second = run, best
            elif run > second:
                second = run
            total += run if length > 1 else 0.0
            end = box[0] + n
            longest = max(longest, int(words_in(view.extent, end - length, end)))
            length, run = 0, 0.0
        if goes_on:
            previous = match[n]
            if known:
                token = box[0] + n
                run += 0.1 * view.nats[token, min(length, 2)]
                alone += 0.1 * view.nats[token, 0]
            count += 1
            length += 1
    return longest, best, best + second, total, alone / max(1, count)


@leaf
def around(view: View, box: NDArray[np.int64]) -> tuple[float, float]:
    """How much vocabulary outside the passage the other article shares; see `Evidence`."""
    if len(view.nats) == 0:
        return 0.0, 0.0
    rare, rare_shared = view.totals[0], view.totals[1]
    uncommon, uncommon_shared = view.totals[2], view.totals[3]
    for n in range(box[0], box[1]):
        shared = view.other[n] >= 0
        if view.rare[n]:
            rare -= view.weight[n]
            if shared:
                rare_shared -= view.weight[n]
        if view.nats[n, 0] > UNCOMMON_TENTHS:
            uncommon -= 1
            uncommon_shared -= shared
    # Little text outside tells little: it is filled up with what articles on one topic share.
    topic = (rare_shared + TOPIC_PRIOR * TOPIC_FILL) / (rare + TOPIC_FILL)
    return topic, (uncommon_shared + UNCOMMON_PRIOR * UNCOMMON_FILL) / (uncommon + UNCOMMON_FILL)


@leaf
def weigh_evidence(forward: View, backward: View, box: NDArray[np.int64]) -> Evidence:
    """The evidence of both sides: the weaker of the two, shares over both together."""
    one = side_evidence(forward, box)
    turned = backward.work.box
    turned[0], turned[1], turned[2], turned[3] = box[2], box[3], box[0], box[1]
    two = side_evidence(backward, turned)
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
        min(one.longest, two.longest),
        min(one.best_run, two.best_run),
        min(one.two_runs, two.two_runs),
        min(one.all_runs, two.all_runs),
        min(one.mean_nats, two.mean_nats),
        (one.topic + two.topic) / 2,
        min(one.uncommon, two.uncommon),
    )


@kernel
def collection_odds(found: Evidence) -> float:
    """Logarithm of the odds that a passage is copied and not a phrase or topic of the collection.

    A logistic regression on passages proposed in 22,769 news articles: planted ones of 12 to 200
    words, edited by up to 30 %, against those of article pairs that share no eight words in a row.
    Plants of 20 words and more count twice; a run alone tells of a phrase, all runs of a passage.
    """
    return float(
        COLLECTION_INTERCEPT
        + COLLECTION_BEST_RUN * log(max(1.0, found.best_run))
        + COLLECTION_TWO_RUNS * found.two_runs
        + COLLECTION_ALL_RUNS * log(1.0 + found.all_runs)
        + COLLECTION_MEAN * found.mean_nats
        + COLLECTION_NEAR_VERBATIM * found.near_verbatim
        + COLLECTION_MATCHED * found.matched
        + COLLECTION_SKEW * found.skew
        + COLLECTION_LENGTH * log(found.tokens)
        + COLLECTION_TOPIC * found.topic
        + COLLECTION_UNCOMMON * found.uncommon
    )


@kernel
def is_reuse(found: Evidence, score: float, known: bool, p: Parameters) -> bool:
    """Whether to accept a passage; `known` if the collection's counts are.

    What two articles alone show is enough without a collection, with a run of words that is
    too long for a phrase, or where a certain copy is nearly word for word.
    """
    by_itself = is_near_verbatim(found, p) or is_paraphrase(found, score, p)
    is_certain = found.near_verbatim >= p.certain_evidence and found.in_runs >= WORD_FOR_WORD
    if not known or (by_itself and (found.longest >= PHRASE_TOKENS or is_certain)):
        return by_itself
    return collection_odds(found) >= p.collection_odds


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
def is_diluted(wide: Evidence, wide_score: float, tight: Evidence, tight_score: float) -> bool:
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
    """The first tier: the match levels fit a copy better than two reports of one event.

    Where they do not fit it with certainty, half of the words must lie in runs: two reports
    share names, facts and stock phrases, but not much beside each other.
    """
    is_certain = evidence.near_verbatim >= p.certain_evidence
    return bool(
        evidence.near_verbatim >= p.verbatim_evidence
        and (is_certain or evidence.in_runs >= MOSTLY_RUNS)
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
