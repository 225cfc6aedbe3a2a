"""V and E by chunks: links become maximal runs, and runs are weighed where both sides are.

A chunk weighs the links of its left articles first and sends on, with those articles, what
may be worth something; the chunk of the right articles grows and judges the runs with
`reuse.find`'s own functions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reuse.engine.spark.counting import rarity_of
from reuse.engine.spark.grouping import common_of
from reuse.engine.spark.regions import send_regions
from reuse.engine.spark.rewording import send_bands
from reuse.engine.spark.rows import (
    ARTICLE,
    CHUNK_BITS,
    EDITED_LINKS,
    GUEST,
    NATS,
    TOKEN_BITS,
    VERBATIM_LINKS,
    Inbox,
    Numbers,
    Rows,
    article_of,
    chunk_of,
)
from reuse.engine.spark.shelf import Shelf, shelf
from reuse.engine.spark.task import Task
from reuse.find.links import Links
from reuse.find.rarity import PARTS_PER_NAT, Rarity
from reuse.find.regions import Regions
from reuse.find.runs import Runs, maximal_runs, overlapping
from reuse.find.scorer import HOPE, threshold, worthy
from reuse.find.verbatim import winnowing
from reuse.text.columns import VERBATIM

_TOKEN_MASK = (1 << TOKEN_BITS) - 1
# A run that may begin at more places than these is passed on unweighed.
_STARTS = 24
_ROUNDING_NATS = 0.01


def weighed_links(table: pa.Table, *, task: Task) -> pa.Table:
    """What one chunk sends on: hopeful links with their left articles, and its bands."""
    inbox, rows = Inbox(table), Rows()
    found = shelf(inbox.of(ARTICLE))
    if not len(found):
        return rows.table()
    rarity = rarity_of(found, inbox, task=task)
    k = task.settings.find.edited_gram
    links = _received(inbox.of(EDITED_LINKS))
    edited = _segments(links, found, k=k)
    common, _ = common_of(found, inbox)
    least = threshold(task.tokens, task.settings.find) - HOPE - _ROUNDING_NATS
    edited = edited.chosen(_most_nats(edited, rarity, common=common, k=k) >= least)
    k, _ = winnowing(task.settings.min_words)
    verbatim = _segments(_received(inbox.of(VERBATIM_LINKS)), found, k=k)
    for kind, segments in ((EDITED_LINKS, edited), (VERBATIM_LINKS, verbatim)):
        left = found.positions(segments.left)
        rows.split(chunk_of(segments.right), kind, left, segments.right)
    _send_guests(rows, found, rarity, segments=(edited, verbatim))
    if task.tells:
        _send_nats(rows, found, rarity)
    send_bands(rows, found, inbox, task=task)
    return rows.table()


def _received(rows: Inbox) -> Links:
    return Links(rows.joined("a", np.int64), rows.joined("b", np.int64))


def _segments(links: Links, found: Shelf, *, k: int) -> Runs:
    """Links whose grams overlap on one diagonal as one: left tokens, right positions."""
    if not len(links.left):
        return Runs(links.left, links.right, np.zeros(0, np.int64))
    # The right articles are not here: each is given as much room as its links need.
    numbers, article = np.unique(article_of(links.right), return_inverse=True)
    token = links.right & _TOKEN_MASK
    room = np.zeros(len(numbers), np.int64)
    np.maximum.at(room, article, token + k + 1)
    first = len(found) + np.cumsum(room) - room
    runs = overlapping(Links(found.tokens(links.left), first[article] + token), k)
    article = np.searchsorted(first, runs.right, side="right") - 1
    right = (numbers[article] << TOKEN_BITS) + runs.right - first[article]
    return Runs(runs.left, right, runs.length)


def _most_nats(
    runs: Runs, rarity: Rarity, *, common: NDArray[np.bool_], k: int
) -> NDArray[np.float64]:
    """The most that the maximal run around each segment can be worth, in nats.

    The run may go on beyond the segment only over grams that are common: equal grams
    of a small group are all linked.
    """
    start, end = runs.left, runs.left + runs.length
    before = start - 1 - _last_false(common)[start - 1] if len(start) else start
    before = np.where(start > 0, before, 0)
    last = len(common) - 1
    after = (
        last - _last_false(common[::-1])[last - (end - k + 1)] - (end - k + 1) if len(end) else end
    )
    parts = np.maximum(np.diff(rarity.after_two_sum), 0)
    sums = np.concatenate(([0], np.cumsum(parts)))
    most = np.full(len(start), -np.inf)
    rows = np.arange(len(start))
    for step in range(_STARTS + 1):
        rows = rows[before[rows] >= step]
        at = start[rows] - step
        nats = (sums[(end + after)[rows]] - sums[at + 2]) / PARTS_PER_NAT
        most[rows] = np.maximum(most[rows], nats + rarity.alone[at] + rarity.after_one[at + 1])
    most[rows[before[rows] > _STARTS]] = np.inf
    return most


def _last_false(flags: NDArray[np.bool_]) -> Numbers:
    """At each place the last one up to it where the flag is false, -1 without one."""
    places = np.where(flags, -1, np.arange(len(flags)))
    last: Numbers = np.maximum.accumulate(places)
    return last


def _send_guests(rows: Rows, found: Shelf, rarity: Rarity, *, segments: tuple[Runs, Runs]) -> None:
    """Each left article of the segments, with its weights, to the chunks of their right ones."""
    to = np.concatenate([chunk_of(s.right) for s in segments])
    left = np.concatenate([s.left for s in segments])
    article = np.searchsorted(found.offsets, left, side="right") - 1
    parts = np.diff(rarity.after_two_sum).astype(np.int32)
    for chunk, number in np.unique(np.column_stack((to, article)), axis=0).tolist():
        t0, t1 = found.offsets[number], found.offsets[number + 1]
        weights = (rarity.alone[t0:t1], rarity.after_one[t0:t1], parts[t0:t1])
        packed = b"".join(column.tobytes() for column in weights)
        rows.add(chunk, GUEST, found.key[t0:t1], packed, number=int(found.numbers[number]))


def _send_nats(rows: Rows, found: Shelf, rarity: Rarity) -> None:
    """What the words of each article say, to its own chunk, for the aligner."""
    nats = rarity.in_tenths()
    for number, first, last in zip(
        found.numbers.tolist(), found.offsets[:-1].tolist(), found.offsets[1:].tolist(), strict=True
    ):
        rows.add(number >> CHUNK_BITS, NATS, nats[first:last], number=number)


@dataclass(frozen=True, slots=True)
class _Meeting:
    """The left and right articles of one chunk's links, on one shelf."""

    shelf: Shelf
    rarity: Rarity

    def links(self, rows: Inbox) -> Links:
        """The links of these rows, as tokens of the shelf."""
        given = _received(rows)
        return Links(self.shelf.tokens(given.left), self.shelf.tokens(given.right))

    def send(self, rows: Rows, regions: Regions) -> None:
        """The regions, in positions of the collection."""
        left, right = (self.shelf.positions(s) for s in (regions.left_start, regions.right_start))
        left_length = regions.left_end - regions.left_start
        right_length = regions.right_end - regions.right_start
        found = Regions(left, left + left_length, right, right + right_length, regions.source)
        send_regions(rows, found)


def judged_links(table: pa.Table, *, task: Task) -> pa.Table:
    """The regions (V and E) of one chunk's right articles."""
    inbox, rows = Inbox(table), Rows()
    if not len(inbox.of(GUEST)):
        return rows.table()
    meeting = _meeting(inbox)
    articles = meeting.shelf.articles()
    k, _ = winnowing(task.settings.min_words)
    runs = maximal_runs(articles, meeting.links(inbox.of(VERBATIM_LINKS)), k=k)
    runs = runs.chosen(runs.length >= task.settings.min_words)
    meeting.send(rows, exact_regions(runs))
    k = task.settings.find.edited_gram
    runs = maximal_runs(articles, meeting.links(inbox.of(EDITED_LINKS)), k=k)
    least = threshold(task.tokens, task.settings.find)
    meeting.send(rows, worthy(runs, meeting.rarity, collection=articles, least=least))
    return rows.table()


def exact_regions(runs: Runs) -> Regions:
    """Verbatim runs as regions."""
    left, right = runs.left, runs.right
    source = np.full(len(runs), VERBATIM, np.uint8)
    return Regions(left, left + runs.length, right, right + runs.length, source)


def _meeting(inbox: Inbox) -> _Meeting:
    guests = inbox.of(GUEST)
    links = [inbox.of(kind).joined("b", np.int64) for kind in (EDITED_LINKS, VERBATIM_LINKS)]
    needed = np.union1d(guests.numbers(), article_of(np.concatenate(links)))
    # The guests first: an article that is both left and right needs its weights.
    both = Inbox(pa.concat_tables([guests.table, inbox.of(ARTICLE).table]))
    found = shelf(both, needed)
    weights = both.blobs("b")
    columns = np.zeros((3, len(found)), np.int32)
    for place, row in enumerate(found.rows.tolist()):
        if row < len(guests):
            part = np.frombuffer(weights[row], np.int32).reshape(3, -1)
            columns[:, found.offsets[place] : found.offsets[place + 1]] = part
    sums = np.concatenate(([0], np.cumsum(columns[2], dtype=np.int64)))
    rarity = Rarity(columns[0].view(np.float32), columns[1].view(np.float32), sums)
    return _Meeting(found, rarity)
