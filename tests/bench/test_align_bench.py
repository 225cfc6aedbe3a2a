"""The race of the aligners: fair clocks, passages where they are, long documents that share."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from align_long import long_pair
from align_peers import Document, Peer, difflib_all_peer, documents, installed
from align_race import Rules, Sample, accuracy, race, runner
from pan_measures import Reuse

from reuse.text.tokens import tokenize

SHARED = "the quick brown fox jumps over the lazy sleeping dog"
TEXTS = [f"Once upon a time, {SHARED}, they said.", f"Elsewhere: {SHARED}! Really?"]


class Clock:
    """Every look at it is later by the next of the steps."""

    def __init__(self, *steps: float) -> None:
        self._steps = list(steps)
        self._now = 0.0

    def __call__(self) -> float:
        self._now += self._steps.pop(0)
        return self._now


def texts_as_documents() -> list[Document]:
    return documents(TEXTS, tokenize(TEXTS))


def peer_that(answer: object) -> Peer:
    def align(left: str, right: str) -> object:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Peer("p", "", lambda document: document.text, align, lambda found, left, right: found)


def test_a_peer_finds_a_passage_in_characters_of_both_texts() -> None:
    left, right = texts_as_documents()
    peer = difflib_all_peer()
    found = peer.passages(peer.align(peer.prepare(left), peer.prepare(right)), left, right)
    assert [TEXTS[0][r.suspicious_start : r.suspicious_end] for r in found] == [SHARED]
    assert [TEXTS[1][r.source_start : r.source_end] for r in found] == [SHARED]


def test_runs_of_seven_words_are_no_passage() -> None:
    short = ["one two three four five six seven", "one two three four five six seven"]
    left, right = documents(short, tokenize(short))
    peer = difflib_all_peer()
    assert peer.passages(peer.align([1] * 7, [1] * 7), left, right) == []


def test_a_missing_peer_is_named_and_left_out() -> None:
    def missing() -> Peer:
        raise ModuleNotFoundError("nothing of that name")

    peers, names = installed({"difflib": difflib_all_peer, "nowhere": missing})
    assert [peer.name for peer in peers] == ["difflib, autojunk off"]
    assert names == ["nowhere"]


def test_the_best_round_counts() -> None:
    one = runner(peer_that([]), texts_as_documents())
    rules = Rules(rounds=3, patience=10, clock=Clock(0, 5, 0, 2, 0, 7))
    race([one], [(0, 1)], rules=rules, step=lambda n: None)
    assert one.seconds == 2


def test_who_is_slow_has_one_round() -> None:
    one = runner(peer_that([]), texts_as_documents())
    rules = Rules(rounds=3, patience=4, clock=Clock(0, 5))
    race([one], [(0, 1)], rules=rules, step=lambda n: None)
    assert one.seconds == 5


def test_a_pair_at_which_a_peer_fails_counts_as_nothing_found() -> None:
    one = runner(peer_that(IndexError("no words")), texts_as_documents())
    race([one], [(0, 1), (1, 0)], rules=Rules(rounds=2), step=lambda n: None)
    assert (one.failed, one.found) == (2, [[], []])


def test_accuracy_is_told_by_kind() -> None:
    case, half = Reuse(0, 100, 0, 100), Reuse(0, 50, 0, 50)
    sample = Sample(TEXTS, [(0, 1)] * 3, ["a", "b", "none"], [[case], [case], []])
    told = accuracy(sample, [[case], [half], [half]])
    assert told == pytest.approx({"a": 1, "b": 0.5, "recall": 0.75, "precision": 0.75})


def test_long_documents_share_the_planted_passages() -> None:
    texts = [" ".join(f"w{at}x{word}" for word in range(300)) for at in range(12)]
    pair = long_pair(texts, 1200, draw=random.Random(1))
    assert len(pair.planted) == 20
    for plant in pair.planted:
        copied = set(pair.left[plant.suspicious_start : plant.suspicious_end].split())
        kept = pair.right[plant.source_start : plant.source_end].split()
        assert len(copied & set(kept)) >= 0.85 * len(copied)


def test_planted_passages_do_not_touch_and_come_in_another_order() -> None:
    texts = [" ".join(f"w{at}x{word}" for word in range(300)) for at in range(12)]
    planted = long_pair(texts, 1200, draw=random.Random(1)).planted
    assert all(one.source_end < other.source_start for one, other in pairwise(planted))
    assert sorted(planted) != list(planted)


def test_long_documents_depend_on_the_seed_alone() -> None:
    texts = [" ".join(f"w{at}x{word}" for word in range(300)) for at in range(12)]
    pairs = [long_pair(texts, 1200, draw=random.Random(seed)) for seed in (1, 1, 2)]
    assert pairs[0] == pairs[1] != pairs[2]
