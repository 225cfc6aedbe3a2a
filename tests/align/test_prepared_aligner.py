"""The aligner as its callers see it: which kernels it takes, and what a match shows."""

from __future__ import annotations

import numpy as np
import pytest
from aligning import align

import reuse.align
from reuse.align import (
    INTERPRETED_TOKENS,
    INTERPRETED_TOKENS_UNCOMPILED,
    Aligner,
    MatchColumns,
    Pairs,
    joined,
)
from reuse.align.found import KINDS, kinds
from reuse.model import ArticleId, Match
from reuse.settings import AlignSettings
from reuse.text.tokens import tokenize

NO_RUNS = np.zeros((0, 4), dtype=np.int64)
COPIED = "Rangers filmed nine wolves from a helicopter above the frozen lake near Harlow"


LONG = (
    "Surveyors measured four metres of chalk lost beneath Korrin lighthouse during March alone "
    "which forced worried councillors into borrowing six million crowns for hydraulic jacks "
    "steel rails granite foundations plus wages of eleven Danish engineers until winter ends."
)


def aligner(*texts: str) -> Aligner:
    return Aligner(
        tokenize(texts),
        tuple(ArticleId(f"article-{n}") for n in range(len(texts))),
        texts=texts,
        min_words=12,
        settings=AlignSettings(),
    )


def test_work_counts_tokens_and_a_tenth_of_the_sentence_pairs() -> None:
    two = aligner("One two three. " * 7, "Four five six seven. " * 6)
    nowhere = np.zeros(2, np.int64)
    one = np.ones(1, np.int64)
    pairs = Pairs(one - 1, one, NO_RUNS, nowhere, NO_RUNS, nowhere)
    assert two.work(pairs) == 7 * 3 + 6 * 4 + 42 // 10


@pytest.mark.parametrize(
    ("compiled", "tokens", "kernels"),
    [
        (True, INTERPRETED_TOKENS, "kernels"),
        (True, INTERPRETED_TOKENS + 1, "compiled"),
        (False, INTERPRETED_TOKENS_UNCOMPILED, "kernels"),
        (False, INTERPRETED_TOKENS_UNCOMPILED + 1, "compiled"),
    ],
)
def test_kernels_are_compiled_when_the_work_is_worth_it(
    monkeypatch: pytest.MonkeyPatch, compiled: bool, tokens: int, kernels: str
) -> None:
    monkeypatch.setattr(reuse.align, "is_compiled", lambda: compiled)
    one = aligner("One two three.")
    assert one.load(tokens) == (kernels == "compiled" and not compiled)
    assert one._kernels == kernels


def test_aligning_without_kernels_is_an_error() -> None:
    with pytest.raises(ValueError, match="load the kernels first"):
        aligner(COPIED, COPIED).align(0, 1, NO_RUNS)


def test_any_two_articles_of_a_table_are_aligned_and_named() -> None:
    many = aligner("Snow fell.", f"{COPIED}.", "", f"Rain fell on us. {COPIED}. Hail came.")
    many.load(0)
    assert many.align(0, 1, NO_RUNS) == many.align(2, 3, NO_RUNS) == ()
    (match,) = many.align(1, 3, NO_RUNS)
    assert (match.left_article, match.right_article) == ("article-1", "article-3")
    assert match.right.of(many._texts[3]) == f"{COPIED}."
    assert many.align(1, 3, NO_RUNS) == (match,)


def only(left: str, right: str) -> Match:
    (match,) = align(left, right)
    return match


@pytest.mark.parametrize(
    ("ending", "marked"),
    [
        (".", "."), (".”", ".”"), ('!")', '!")'), ("?… ", "?…"),
    ],
)  # fmt: skip
def test_a_sentence_takes_its_closing_punctuation_in(ending: str, marked: str) -> None:
    right = f"{COPIED}{ending} Tickets cost nine euros."
    assert only(f"Then snow fell. {COPIED}.", right).right.of(right) == COPIED + marked


def test_a_comma_after_a_copied_clause_is_left_out() -> None:
    tail = " ".join(f"word{n}" for n in range(30))
    left, right = f"{COPIED} and {tail}.", f"{COPIED}, though {tail.replace('word', 'other')}."
    match = only(left, right)
    assert (match.left.of(left), match.right.of(right)) == (COPIED, COPIED)


def test_closing_punctuation_ends_where_the_text_does() -> None:
    right = f"Then snow fell. {COPIED}."
    assert only(f"{COPIED}. Rain.", right).right.end == len(right)


def test_matches_come_in_the_order_of_their_left_spans() -> None:
    second = "Nobody can explain why so many barley fields burned down before any brewer arrived."
    rest = "Tickets cost euros. Choirs sang songs. Mayors cut ribbons. Everybody ate cakes. " * 2
    left, right = f"{COPIED}. {rest}{second}", f"{second} Dogs barked. {COPIED}."
    assert [m.left.start for m in align(left, right)] == [0, left.index(second)]


def changed_every(step: int) -> str:
    words = LONG.split()
    return " ".join(f"new{n}" if n % step == step - 1 else w for n, w in enumerate(words))


@pytest.mark.parametrize(("step", "kind"), [(3, "paraphrase"), (4, "edited"), (8, "edited")])
def test_a_passage_is_edited_when_two_fifths_of_it_lie_in_runs(step: int, kind: str) -> None:
    found = only(
        f"Snow fell. {LONG} Dogs barked.", f"Rain came. {changed_every(step)}. Cats slept."
    )
    assert found.kind == kind
    assert found.similarity == pytest.approx(1 - 1 / step, abs=0.05)
    assert found.words == pytest.approx(len(LONG.split()), abs=1)


def test_kinds_at_their_limits() -> None:
    equal, is_summary = np.array([1, 0, 0, 0], np.bool_), np.array([1, 1, 0, 0], np.bool_)
    found = kinds(equal, is_summary, np.array([0.0, 1.0, 0.4, 0.39]))
    assert [KINDS[n] for n in found] == ["verbatim", "summary", "edited", "paraphrase"]


def three_pairs() -> tuple[Aligner, Pairs]:
    """Articles of which the first two share two passages, the last two none."""
    left = f"{COPIED}. {'Choirs sang songs. Mayors cut ribbons. ' * 4}{LONG}"
    many = aligner(left, f"{LONG} Dogs barked. {COPIED}.", "Snow fell.", f"Hail. {COPIED}.")
    many.load(0)
    numbers = np.array([[0, 1], [1, 2], [1, 3]], np.int64).T
    nowhere = np.zeros(4, np.int64)
    return many, Pairs(numbers[0], numbers[1], NO_RUNS, nowhere, NO_RUNS, nowhere)


def test_pairs_are_aligned_to_columns_of_numbers_and_those_become_the_matches() -> None:
    many, pairs = three_pairs()
    found, at = many.align_columns(pairs)
    assert at.tolist() == [0, 2, 2, 3]
    assert [len(matches) for matches in many.align_pairs(pairs)] == [2, 0, 1]
    assert list(zip(found.left.tolist(), found.right.tolist(), strict=True)) == [
        (0, 1), (0, 1), (1, 3),
    ]  # fmt: skip
    assert many.matches(found) == [m for matches in many.align_pairs(pairs) for m in matches]
    assert {name: column.dtype.name for name, column in found._asdict().items()} == {
        **dict.fromkeys(MatchColumns._fields, "int32"),
        "kind": "uint8",
        "similarity": "float64",
        "certain": "bool",
    }


def test_columns_of_batches_joined_are_those_of_all_pairs() -> None:
    many, pairs = three_pairs()
    batches = [many.align_columns(pairs.chosen(n, n + 1))[0] for n in range(3)]
    whole, _ = many.align_columns(pairs)
    for one, other in zip(joined(batches), whole, strict=True):
        assert one.tolist() == other.tolist()
        assert one.dtype == other.dtype
    assert many.matches(joined([])) == []


@pytest.mark.parametrize("left_first", [True, False])
def test_a_certain_match_has_the_evidence(left_first: bool) -> None:
    texts = f"Snow fell. {LONG} Dogs barked.", f"Rain came. {changed_every(4)}. Cats slept."
    certain = {}
    for limit in (0.0, 1000.0):
        two = Aligner(
            tokenize(texts),
            (ArticleId("a"), ArticleId("b")),
            texts=texts,
            min_words=12,
            settings=AlignSettings(certain_evidence=limit),
        )
        two.load(0)
        pair = (0, 1) if left_first else (1, 0)
        certain[limit] = [m.certainty for m in two.align(*pair, NO_RUNS)]
    assert certain == {0.0: ["certain"], 1000.0: ["possible"]}
