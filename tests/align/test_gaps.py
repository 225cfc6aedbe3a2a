"""Copies with text of either article's own between them are passages of their own."""

from __future__ import annotations

import pytest
from views import box, boxes, seen

import reuse
from reuse.align.kernels.gaps import GAP_TOKENS, parted

ONE = (
    "The reservoir above the old mill town has lost eleven feet since April, and engineers say "
    "the intake pipe will stand dry by September unless rain comes."
)
TWO = (
    "Two neighbouring districts have offered to share water from their wells for as long as the "
    "shortage lasts, provided that the county repairs its pumps."
)
MINE = (
    "Nobody expected the museum to open this year. Its director had resigned over the roof and "
    "insurers refused to pay for paintings. A fund was started by students in spring."
).split()
THEIRS = (
    "Tickets for a ferry cost nine euros. Captains count every passenger twice, habits learned on "
    "mail boats. In summer lines run towards islands within single days, weather permitting."
).split()


def between(words: list[str], count: int) -> str:
    return f"{ONE} {' '.join(words[:count]).rstrip('.')}. {TWO}"


@pytest.mark.parametrize("count", [GAP_TOKENS + 2, 20, 28])
def test_two_copies_around_unrelated_text_are_two_passages(count: int) -> None:
    left, right = between(MINE, count), between(THEIRS, count)
    found = reuse.compare(left, right)
    assert [(m.left.of(left), m.kind) for m in found] == [(ONE, "verbatim"), (TWO, "verbatim")]
    assert [m.right.of(right) for m in found] == [ONE, TWO]


def test_a_few_words_between_are_an_edit() -> None:
    left, right = between(MINE, 4), between(THEIRS, 4)
    (found,) = reuse.compare(left, right)
    assert (found.left.of(left), found.kind) == (left, "edited")


def test_words_put_into_one_copy_alone_leave_it_one_passage() -> None:
    left, right = f"{ONE} {TWO}", between(THEIRS, 20)
    view = seen(left, right).forward
    whole = box(0, len(view.term), 0, len(view.their_term))
    assert parted(view, whole.reshape(1, 4), 12).tolist() == [whole.tolist()]


def test_each_part_keeps_what_is_around_the_copies() -> None:
    left = f"Dear reader. {between(MINE, 20)} So be it."
    right = f"Good day. {between(THEIRS, 20)} That is all."
    view = seen(left, right).forward
    size, there = len(view.term), len(view.their_term)
    one, two = len(ONE.split()), len(TWO.split())
    assert parted(view, boxes((0, size, 0, there), (3, 9, 1, 7)), 12).tolist() == [
        [0, 2 + one, 0, 2 + one],
        [size - 3 - two, size, there - 3 - two, there],
        [3, 9, 1, 7],
    ]


def test_copies_in_another_order_or_reworded_stay_one_passage() -> None:
    swapped = f"{TWO} {' '.join(THEIRS[:20])} {ONE}"
    edited = between(THEIRS, 20).replace("old mill town", "former village").replace("lost", "shed")
    edited = edited.replace("since April", "from spring on").replace("stand dry", "run empty")
    for right in (swapped, edited):
        view = seen(between(MINE, 20), right).forward
        whole = box(0, len(view.term), 0, len(view.their_term))
        assert parted(view, whole.reshape(1, 4), 12).tolist() == [whole.tolist()]


def test_an_edited_begin_stays_with_its_copy() -> None:
    left, right = between(MINE, 20), between(THEIRS, 20).replace("districts", "counties")
    one, two = reuse.compare(left, right)
    assert (one.kind, two.kind, two.words) == ("verbatim", "edited", 25)
    assert two.left.of(left) == TWO


def test_an_edited_end_stays_with_its_copy() -> None:
    left, right = (
        between(MINE, 20),
        between(THEIRS, 20).replace("unless rain comes", "if no rain comes"),
    )
    one, two = reuse.compare(left, right)
    assert (one.kind, two.kind) == ("edited", "verbatim")
    assert one.left.of(left) == ONE
    assert one.right.of(right).endswith("if no rain comes.")


@pytest.mark.parametrize(("shared", "count"), [(0, 2), (12, 1)])
def test_text_between_that_shares_much_is_part_of_one_passage(shared: int, count: int) -> None:
    # Every second word of it in both, so that there is no run.
    mixed = [MINE[n] if n % 2 and n < 2 * shared else THEIRS[n] for n in range(24)]
    left, right = between(MINE, 24), between(mixed, 24)
    view = seen(left, right).forward
    whole = boxes((0, len(view.term), 0, len(view.their_term)))
    assert len(parted(view, whole, 12)) == count


@pytest.mark.parametrize(("mine", "theirs"), [(GAP_TOKENS, 20), (20, GAP_TOKENS)])
def test_the_gap_must_be_long_enough_on_both_sides(mine: int, theirs: int) -> None:
    for less, count in ((0, 2), (1, 1)):
        here, there = (n - less if n == GAP_TOKENS else n for n in (mine, theirs))
        view = seen(between(MINE, here), between(THEIRS, there)).forward
        whole = boxes((0, len(view.term), 0, len(view.their_term)))
        assert len(parted(view, whole, 12)) == count
