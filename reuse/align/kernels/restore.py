"""Verbatim runs before borders: every run of `min_words` equal tokens lies in some passage.

Passages do not overlap within a side, so a border that reached too far, or a cluster that
spans words copied from elsewhere, takes them from the run that they belong to.  Here the
runs take them back: a passage is cut where it holds a run's words on one side only.

Whole-array numpy, the same for both kinds of kernel: few pairs need it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .accept import is_near_verbatim, weigh_evidence
from .levels import match_levels
from .types import Parameters, View
from .units import WORD, parts_in

Box = NDArray[np.int64]  # (4), or (n, 4): left start, left end, right start, right end


# Placing a run may cut the box of another, so that all are looked at again; two rounds are rare.
_MOST_ROUNDS = 8


class _Views(NamedTuple):
    forward: View
    backward: View
    min_words: int
    parameters: Parameters


def restored(
    boxes: Box, exact: Box, min_words: int, views: tuple[View, View], p: Parameters
) -> Box:
    """The boxes with every granted run inside one of them, int64 (n, 4)."""
    if (_most_held(exact, boxes) == exact[:, 1] - exact[:, 0]).all():
        return boxes
    granted = granted_runs(exact, boxes, views[0].extent, min_words)
    around = _Views(*views, min_words, p)
    for _ in range(_MOST_ROUNDS):
        before = boxes
        for run in granted:
            if not _lies_in_some(run, boxes) and not _is_served(run, boxes, around):
                boxes = _placed(run, boxes, granted, around)
        if np.array_equal(before, boxes):
            break
    return boxes


def granted_runs(exact: Box, boxes: Box, extent: NDArray[np.int64], min_words: int) -> Box:
    """Parts of the exact runs that share no token on either side, int64 (n, 4).

    A word that several runs hold goes to the one that a box holds most of, then to the
    longest, then to the first; what is left of the others counts from `min_words` on, by the
    `extent` of the left article.
    """
    size = exact[:, 1] - exact[:, 0]
    held = _most_held(exact, boxes)
    used = np.zeros((2, exact.max()), dtype=np.bool_)
    granted = [np.zeros((0, 4), dtype=np.int64)]
    for run in exact[np.lexsort((-size, -held))]:
        free = ~(used[0, run[0] : run[1]] | used[1, run[2] : run[3]])
        edges = np.flatnonzero(np.diff(free, prepend=False, append=False))
        for begin, end in edges.reshape(-1, 2):
            if parts_in(extent, run[0] + begin, run[0] + end) >= WORD * min_words:
                part = run[[0, 0, 2, 2]] + [begin, end, begin, end]
                used[0, part[0] : part[1]] = used[1, part[2] : part[3]] = True
                granted.append(part.reshape(1, 4))
    return np.concatenate(granted)


def _shared(boxes: Box, run: Box, side: int) -> NDArray[np.int64]:
    """Tokens that each box shares with a run on one side (0 or 2), at least 0."""
    begin = np.maximum(boxes[:, side], run[side])
    end = np.minimum(boxes[:, side + 1], run[side + 1])
    shared: NDArray[np.int64] = np.maximum(0, end - begin)
    return shared


def _held(boxes: Box, run: Box) -> NDArray[np.int64]:
    """Tokens of a run that each box holds, on the side where it holds fewer."""
    held: NDArray[np.int64] = np.minimum(_shared(boxes, run, 0), _shared(boxes, run, 2))
    return held


def _most_held(runs: Box, boxes: Box) -> NDArray[np.int64]:
    """Tokens of each run in the box that holds most of it."""
    most = np.zeros(len(runs), dtype=np.int64)
    for box in boxes:
        np.maximum(most, _held(runs, box), out=most)
    return most


def _parts_of(extent: NDArray[np.int64], ranges: NDArray[np.int64]) -> NDArray[np.int64]:
    """`parts_in` of each range, int64 (n, 2)."""
    begin, end = ranges.T
    parts: NDArray[np.int64] = extent[end] - extent[begin] if len(extent) else WORD * (end - begin)
    return parts


def _lies_in_some(run: Box, boxes: Box) -> bool:
    return bool((_held(boxes, run) == run[1] - run[0]).any())


def _inside(runs: Box, box: Box) -> Box:
    """The runs that lie in a box."""
    inside: Box = runs[_held(runs, box) == runs[:, 1] - runs[:, 0]]
    return inside


def _is_served(run: Box, boxes: Box, around: _Views) -> bool:
    """Whether a passage matches most of a run's words on one side with other words of its own.

    Then the article holds them twice, once edited, and the other article once.
    """
    length = run[1] - run[0]
    one, two = around.forward.extent, around.backward.extent
    sizes = np.minimum(
        _parts_of(one, boxes[:, :2]),
        _parts_of(two, boxes[:, 2:]),
    )
    others = (_held(boxes, run) == 0) & (sizes >= WORD * around.min_words)
    for side, view in ((0, around.forward), (2, around.backward)):
        most = (2 * _shared(boxes, run, side) >= length) & others
        for box in boxes[most]:
            levels = match_levels(view, box[[side, side + 1, 2 - side, 3 - side]])[0]
            begin, end = (max(0, place - box[side]) for place in run[side : side + 2])
            if 2 * (levels[begin:end] >= 2).sum() >= length:
                return True
    return False


def _placed(run: Box, boxes: Box, granted: Box, around: _Views) -> Box:
    """The boxes with the run in the one that holds most of it, or in its own."""
    held = _held(boxes, run)
    home = int(held.argmax()) if held.max(initial=0) > 0 else -1
    meets = (_shared(boxes, run, 0) > 0) | (_shared(boxes, run, 2) > 0)
    placed = [boxes[~meets]]
    for number in np.flatnonzero(meets).tolist():
        box = boxes[number]
        if number == home:
            low, high = np.minimum(box, run), np.maximum(box, run)
            placed.append(np.array([[low[0], high[1], low[2], high[3]]]))
        else:
            placed.append(_cleared(box, run, granted, around))
    if home < 0:
        placed.append(run.reshape(1, 4))
    return np.concatenate(placed)


def _cleared(box: Box, run: Box, granted: Box, around: _Views) -> Box:
    """The passages that are left of a box when a run takes its words on both sides."""
    rest = box.reshape(1, 4)
    for side, view in ((0, around.forward), (2, around.backward)):
        parts = [_without(part, run, side, granted=granted, view=view) for part in rest]
        rest = np.concatenate([rest[:0], *parts])
    stands = np.array([_stands(part, box, granted, around) for part in rest], dtype=np.bool_)
    return rest[stands]


def _stands(part: Box, box: Box, granted: Box, around: _Views) -> bool:
    """Whether what is left of a box is a passage still: by its runs, its size or its words."""
    lengths = (part[[1, 3]] - part[[0, 2]]) / (box[[1, 3]] - box[[0, 2]])
    if lengths.min() >= 1.0 - around.parameters.overlap_share:
        return True
    if len(_inside(granted, part)):
        return True
    evidence = weigh_evidence(around.forward, around.backward, part)
    return is_near_verbatim(evidence, around.parameters)


def _without(box: Box, run: Box, side: int, *, granted: Box, view: View) -> Box:
    """What is left of a box without the words that a run holds on that side."""
    rest = box.reshape(1, 4).copy()
    if not _shared(rest, run, side)[0]:
        return rest
    begin, end = run[side], run[side + 1]
    if box[side] < begin and end < box[side + 1]:
        turn = [side, side + 1, 2 - side, 3 - side]
        return _parts(box[turn], (begin, end), _inside(granted, box)[:, turn], view)[:, turn]
    if begin <= box[side]:
        rest[0, side] = end
    else:
        rest[0, side + 1] = begin
    return rest[rest[:, side] < rest[:, side + 1]]


def _parts(box: Box, gap: tuple[int, int], runs: Box, view: View) -> Box:
    """A box without the tokens of `gap` inside its first side: the parts before and after.

    Each part takes the range of the counterpart that its words are copied from, the runs in
    the box included; where the two ranges cross, the runs alone are left.
    """
    levels, there = match_levels(view, box)
    token = box[0] + np.flatnonzero(levels == 3)
    points = np.column_stack((token, token + 1, there[levels == 3], there[levels == 3] + 1))
    points = np.concatenate((points.astype(np.int64), runs))
    before, after = _hull(points[points[:, 1] <= gap[0]]), _hull(points[points[:, 0] >= gap[1]])
    if len(before) and len(after) and _shared(before, after[0], 2)[0]:
        return runs
    before[:, 0], after[:, 1] = box[0], box[1]
    parts = np.concatenate((before, after))
    if len(parts):
        parts[parts[:, 2].argmin(), 2] = box[2]
        parts[parts[:, 3].argmax(), 3] = box[3]
    return parts


def _hull(boxes: Box) -> Box:
    """The smallest box that holds all of these, int64 (1, 4); of none, none."""
    low, high = boxes.min(axis=0, initial=0x7FFFFFFF), boxes.max(axis=0, initial=0)
    hull = np.array([[low[0], high[1], low[2], high[3]]], dtype=np.int64)
    return hull if len(boxes) else hull[:0]
