"""What the kernels pass around: columns of one article, of one pair, and numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Grams(NamedTuple):
    """Hashes of three consecutive stems, ascending, and where each begins."""

    hash: NDArray[np.uint64]  # (n - 2)
    at: NDArray[np.int32]  # (n - 2)


class Sentences(NamedTuple):
    """Which terms stand in which sentences, both ways; s sentences, z pairs of both in the table.

    What `row` and `post` cut slices of are the columns of the whole table.
    """

    first: NDArray[np.int64]  # (s + 1) first token of each sentence, then n, from first[0] on
    row: NDArray[np.int64]  # (s + 1) slices of row_term, row_count by sentence
    row_term: NDArray[np.int32]  # (z)
    row_count: NDArray[np.int32]  # (z)
    post: NDArray[np.int64]  # (v + 1) slices of post_sentence, post_count by term
    post_sentence: NDArray[np.int32]  # (z)
    post_count: NDArray[np.int32]  # (z)


class Columns(NamedTuple):
    """All articles of a table, prepared: the columns of `Side`, one article behind the other.

    Slices are of the whole columns; the terms, sentences and tokens that cells and grams name
    count from 0 in their article.  T tokens in A articles with S sentences, V terms, Z pairs of
    a term and a sentence, G grams.
    """

    tokens: NDArray[np.int64]  # (A + 1) slices of the tokens by article
    start: NDArray[np.int32]  # (T)
    end: NDArray[np.int32]  # (T)
    key: NDArray[np.uint64]  # (T)
    boundary: NDArray[np.float32]  # (T + 1)
    nats: NDArray[np.uint8]  # (T, 3) or (0, 3)
    name: NDArray[np.bool_]  # (T) or (0)
    term: NDArray[np.int32]  # (T)
    first: NDArray[np.int64]  # (S + 1)
    row: NDArray[np.int64]  # (S + 1)
    row_term: NDArray[np.int32]  # (Z)
    row_count: NDArray[np.int32]  # (Z)
    terms: NDArray[np.int64]  # (A + 1) slices of the terms by article
    stem: NDArray[np.int32]  # (V)
    common: NDArray[np.float64]  # (V)
    post: NDArray[np.int64]  # (V + 1)
    post_sentence: NDArray[np.int32]  # (Z)
    post_count: NDArray[np.int32]  # (Z)
    sentences: NDArray[np.int64]  # (A + 1) slices of the sentences by article
    grams: NDArray[np.int64]  # (A + 1) slices of the grams by article
    gram: NDArray[np.uint64]  # (G)
    gram_at: NDArray[np.int32]  # (G)
    extent: NDArray[np.int64]  # (T + 1) or (0)


class Side(NamedTuple):
    """One article, prepared: n tokens, v terms (distinct stems).

    Token, sentence and term numbers count from 0 inside the article.
    """

    start: NDArray[np.int32]  # (n) first code point of each token
    end: NDArray[np.int32]  # (n) one past its last
    key: NDArray[np.uint64]  # (n) token keys
    term: NDArray[np.int32]  # (n) term number of each token
    boundary: NDArray[np.float32]  # (n + 1)
    # (n, 3) tenths of a nat of each token in the collection: alone, after one, after two
    nats: NDArray[np.uint8]  # or (0, 3) where it is unknown
    name: NDArray[np.bool_]  # (n) written as a name or number; or (0) where it is unknown
    stem: NDArray[np.int32]  # (v) stem of each term, ascending
    common: NDArray[np.float64]  # (v) share of sentences that hold it in the language at large
    sentences: Sentences
    grams: Grams
    # (n + 1) sixtieths of a word before each token, or (0) where each is a word
    extent: NDArray[np.int64]


class Runs(NamedTuple):
    """Maximal runs of equal stems, at least three long, sorted by left then right start."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    length: NDArray[np.int32]
    reach: NDArray[np.int32]  # greatest end on the left of this run and those before it


class Pair(NamedTuple):
    """Two articles as their sentences are compared."""

    left: Sentences
    right: Sentences
    other: NDArray[np.int32]  # (terms of the left) the same term of the right, or -1
    other_left: NDArray[np.int32]  # (terms of the right) the same term of the left, or -1
    left_idf: NDArray[np.float64]  # (terms of the left) ln(sentences / those that hold it)
    right_idf: NDArray[np.float64]  # (terms of the right)
    runs: Runs
    turned_runs: Runs  # the sides exchanged
    repeated: Runs  # runs of words that both sides repeat often, one place with one place


class Boxes(NamedTuple):
    """Places that the search found: left first and end, right first and end, int64 (k, 4)."""

    exact: NDArray[np.int64]  # runs of equal tokens, never dropped
    regions: NDArray[np.int64]  # where edited or reworded text may be


class Pairs(NamedTuple):
    """Pairs of articles and where the search says that they meet, in the table's token numbers."""

    left: NDArray[np.int64]  # (k)
    right: NDArray[np.int64]  # (k)
    exact: NDArray[np.int64]  # (m, 4) runs of equal tokens
    exact_at: NDArray[np.int64]  # (k + 1) slices of them by pair
    regions: NDArray[np.int64]  # (r, 4) other places
    regions_at: NDArray[np.int64]  # (k + 1)

    def chosen(self, begin: int, end: int) -> Pairs:
        """The pairs `begin:end`."""
        exact, regions = self.exact_at[begin : end + 1], self.regions_at[begin : end + 1]
        return Pairs(
            self.left[begin:end],
            self.right[begin:end],
            self.exact[exact[0] : exact[-1]],
            exact - exact[0],
            self.regions[regions[0] : regions[-1]],
            regions - regions[0],
        )


class Work(NamedTuple):
    """Room to compute in, for one side of a pair; what it holds is gone at the next call.

    Making an array takes longer than filling one of this size.
    """

    # Of the words of a passage, n at most:
    level: NDArray[np.int32]
    match: NDArray[np.int32]  # the place of the matched word in the counterpart, or -1
    term: NDArray[np.int32]  # by the counterpart's numbers; -1 where it has none
    # Of those of the counterpart, m at most:
    their_term: NDArray[np.int32]
    following: NDArray[np.int32]  # the next place of the same term, or -1
    used: NDArray[np.int32]  # whether it is matched
    first: NDArray[np.int32]  # (their_terms)
    runs: NDArray[np.int64]  # (runs)
    seen: NDArray[np.bool_]  # (terms)
    box: NDArray[np.int64]  # (4)
    sums: NDArray[np.float64]  # (3, 4) see `fill_ratios` in borders.py
    gain: NDArray[np.float64]  # (n)
    bonus: NDArray[np.float64]  # (n + 1)


class View(NamedTuple):
    """A pair seen from one side, mine against theirs: what the borders need, and no more.

    The fewer columns a kernel is handed, the faster it compiles and is called.
    """

    term: NDArray[np.int32]  # (n) my term numbers, below `terms`
    other: NDArray[np.int32]  # (n) the same term of theirs, or -1
    weight: NDArray[np.float64]  # (n)
    rare: NDArray[np.bool_]  # (n)
    boundary: NDArray[np.float32]  # (n + 1)
    start: NDArray[np.int32]  # (n)
    end: NDArray[np.int32]  # (n)
    terms: int
    their_term: NDArray[np.int32]  # (m)
    their_boundary: NDArray[np.float32]  # (m + 1)
    their_terms: int
    nats: NDArray[np.uint8]  # (n, 3) or (0, 3), tenths
    name: NDArray[np.bool_]  # (n) or (0)
    totals: NDArray[np.float64]  # (4) vocabulary shared by all of my tokens; see weights.py
    runs: Runs  # left is mine
    work: Work
    extent: NDArray[np.int64]  # (n + 1) or (0)
    their_extent: NDArray[np.int64]  # (m + 1) or (0)
    pace: float  # tokens a word, in the article that has more


class Evidence(NamedTuple):
    """What speaks for one pair of passages, from the final borders."""

    near_verbatim: float  # nats against two reports of one event, the lower of both sides
    rare_stems: int  # distinct rare stems that are matched, in words
    coverage: float  # share of the weight that has a counterpart, the lower of both sides
    skew: float  # mean distance of matched rare words from the passage's diagonal, 0 to 1
    tokens: float  # mean length of both sides, in words
    characters: int  # code points of the shorter side, as many as English would have
    in_runs: float  # share of both sides' tokens inside runs of three or more
    matched: float  # share of both sides' tokens that have a counterpart
    longest: int = 0  # words of the longest run of matched tokens, the lower of both sides
    # What the collection says, 0 where it is unknown:
    best_run: float = 0.0  # nats of the most surprising run, the lower of both sides
    two_runs: float = 0.0  # nats of the two most surprising ones
    all_runs: float = 0.0  # nats of all runs of two tokens and more, the lower of both sides
    mean_nats: float = 0.0  # nats of a matched token alone, mean over the passage
    topic: float = 0.0  # share of rare weight outside the passage that the other article has, too
    uncommon: float = (
        0.0  # share of tokens uncommon in the collection outside it that the other has
    )


class Parameters(NamedTuple):
    """Numbers of the recipe; see `AlignSettings` for what each means."""

    seed_cosine: float
    seed_dice: float
    gap_sentences: int
    cluster_cosine: float
    gap_tokens: int
    rare_stems: int
    least_weight: float
    boundary_bonus: float
    verbatim_evidence: float
    certain_evidence: float
    verbatim_characters: int
    paraphrase_rare_stems: int
    paraphrase_score: float
    paraphrase_characters: int
    paraphrase_odds: float
    collection_odds: float
    prose_odds: float
    merge_gap_tokens: int
    overlap_share: float
    summary: bool
    summary_score: float
    summary_tokens: int
    summary_ratio: float
    summary_rare_stems: int
    summary_odds: float
