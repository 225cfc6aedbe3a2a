"""What the copies of a family changed that matters, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from reuse.model import ArticleId, Derivation
from reuse.report.pages.card import Card, Node, card_of, node_of
from reuse.report.pages.passages import pair_layout
from reuse.report.pages.site import Entry, Site
from reuse.report.wording import CHANGE, count

# Changes listed of one step.
MOST_LISTED = 30


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change: its kind in words, and the words before and after; "" where there are none."""

    kind: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StepView:
    """The changes of one step; `more` says how many are not listed, "" for none.

    `passage` is where the family is on the side-by-side page of the two, None without a page.
    """

    source: Node
    derivative: Node
    left: Card
    right: Card
    passage: int | None
    changes: tuple[ChangeView, ...]
    more: str


def steps_with_changes(site: Site, entry: Entry) -> tuple[StepView, ...]:
    """The steps of a family's lineage that changed something."""
    return tuple(
        _step(site, entry, step=step) for step in entry.lineage.derivations if step.changes
    )


def _step(site: Site, entry: Entry, *, step: Derivation) -> StepView:
    left, right = (ArticleId(name) for name in (step.source, step.derivative))
    listed = step.changes[:MOST_LISTED]
    hidden = len(step.changes) - len(listed)
    return StepView(
        source=node_of(site, left),
        derivative=node_of(site, right),
        left=card_of(site, site.articles[left]),
        right=card_of(site, site.articles[right]),
        passage=_passage(site, entry, pair=(min(left, right), max(left, right))),
        changes=tuple(ChangeView(CHANGE[c.kind], c.before, c.after) for c in listed),
        more=count(hidden, "more change") if hidden else "",
    )


def _passage(site: Site, entry: Entry, *, pair: tuple[ArticleId, ArticleId]) -> int | None:
    if pair not in site.pairs:
        return None
    passages = pair_layout(site, pair).passages
    return next((n for n, p in enumerate(passages, 1) if p.entry == entry), 0)
