from __future__ import annotations

import random
import re
import time
from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from reuse.model import Article, ArticleId, Span
from reuse.report.moves import Loose, Move, Moved, changed, changes_beside, loose, moves, settled
from reuse.report.segments import Difference, Mark, compared
from reuse.report.words import Words, index_words, two_words

WORDS = st.lists(
    st.sampled_from(["helicopter", "rebels", "missile", "say", "the", "b"]), max_size=40
)
TEXTS = WORDS.map(" ".join)


def sides(left: str, right: str) -> tuple[tuple[Difference, ...], Loose, Loose]:
    """Two texts that are one passage each: their changes and the words that may have moved."""
    both = two_words(left, right, languages=())
    changes = compared(*both).changes
    one, other = (
        loose(
            words,
            [Span(0, len(words.text))] if words.text else [],
            equal=settled(changes, 0, side=n),
        )
        for n, words in enumerate(both)
    )
    return changes, one, other


def alone(*texts: str) -> list[Words]:
    """The words of texts, equal ones with equal keys."""
    index = index_words([Article(ArticleId(str(n)), t, "") for n, t in enumerate(texts)])
    return [index.of(ArticleId(str(n)), Span(0, len(t))) for n, t in enumerate(texts)]


def words_of(text: str) -> list[str]:
    return text.casefold().split()


@given(left=TEXTS, right=TEXTS)
def test_moved_words_are_equal_on_both_sides_and_moved_once(left: str, right: str) -> None:
    found = moves(*sides(left, right)[1:])

    for move in found:
        assert words_of(move.left.of(left)) == words_of(move.right.of(right))
        assert len(words_of(move.left.of(left))) >= 4
    for side in ([m.left for m in found], sorted(m.right for m in found)):
        assert all(one.end <= other.start for one, other in pairwise(side))


@given(left=TEXTS, right=TEXTS)
def test_every_changed_word_is_in_one_mark_and_no_word_in_two(left: str, right: str) -> None:
    found, marks, changes = marked_sides(left, right)

    for n, text in enumerate((left, right)):
        moved = [(move.left, move.right)[n] for move in found]
        equal = stretches(changes, side=n)
        spans = [*moved, *(mark.span for mark in marks[n])]
        for word in re.finditer(r"\w+", text):
            holding = [s for s in [*spans, *equal] if s.start <= word.start() < s.end]
            assert len(holding) == 1
    assert "".join(c.left for c in changes) == left


def stretches(changes: tuple[Difference, ...], *, side: int) -> list[Span]:
    """The equal stretches of one side."""
    ends = [*accumulate(len(c.right if side else c.left) for c in changes)]
    both = zip([0, *ends], ends, changes, strict=False)
    return [Span(a, b) for a, b, c in both if a < b and c.change == "equal"]


def marked_sides(
    left: str, right: str
) -> tuple[tuple[Move, ...], tuple[tuple[Mark, ...], ...], tuple[Difference, ...]]:
    """What moved between two texts, the marks of what else changed, and the changes beside."""
    _, one, other = sides(left, right)
    found = moves(one, other)
    moved = (Moved([m.left for m in found]), Moved(sorted(m.right for m in found)))
    both = two_words(left, right, languages=())
    changes = changes_beside(*both, at=(0, 0), moved=moved)
    return found, changed(changes, (0, 0), moved=moved), changes


LEFT = "The pilots were shot in the air over the hills. Nobody else was hurt in the crash today."
RIGHT = "Nobody else was hurt in the crash today. The pilots were shot in the air over the hills."


def test_a_sentence_at_another_place_is_moved_and_nothing_is_deleted() -> None:
    found, marks, _ = marked_sides(LEFT, RIGHT)

    assert [m.left.of(LEFT) for m in found] == ["Nobody else was hurt in the crash today"]
    assert marks == ((), ())


def test_a_few_words_that_stand_twice_are_not_called_moved() -> None:
    assert not moves(
        *sides("in May of 2017 we met the old king", "we met the old king in May of")[1:]
    )


def test_what_was_put_in_the_place_of_moved_words_is_inserted() -> None:
    changes = (Difference("replaced", "one two", "three"), Difference("equal", " end", " end"))

    marks = changed(changes, (5, 0), moved=(Moved([Span(5, 12)]), Moved([])))

    assert marks[0] == ()
    assert [(m.role, m.span) for m in marks[1]] == [("inserted", Span(0, 5))]


def test_words_that_stand_outside_of_every_passage_are_moved_only_in_a_long_run() -> None:
    run = "a party of soldiers came to the village at night"
    text = f"far away {run}"
    here, there, few = alone(f"{run} end", text, "came to the village")
    inside = loose(here, [Span(0, len(run))], equal=[])
    outside = loose(there, [], equal=[])
    short = loose(few, [], equal=[])

    assert moves(inside, outside) == (Move(Span(0, len(run)), Span(9, 9 + len(run))),)
    assert moves(outside, inside) == (Move(Span(9, 9 + len(run)), Span(0, len(run))),)
    assert moves(inside, short) == ()
    assert moves(outside, outside) == ()


def test_words_that_stand_twice_on_one_side_move_once_only() -> None:
    run = "a party of soldiers came to the village at night"
    twice, once = alone(f"{run} and {run}", run)

    found = moves(
        loose(twice, [Span(0, len(twice.text))], equal=[]), loose(once, [Span(0, 48)], equal=[])
    )

    assert [(m.left, m.right) for m in found] == [(Span(0, 48), Span(0, 48))]


def test_repeated_words_cost_no_more_than_their_number() -> None:
    rest = random.Random(1)
    text = " ".join(rest.choice(["ten", "two"]) for _ in range(60_000))
    words = two_words(text, text[4000:], languages=())
    left, right = (loose(w, [Span(0, len(text))], equal=[]) for w in words)
    begun = time.process_time()

    found = moves(left, right)

    assert found
    assert time.process_time() - begun < 20
