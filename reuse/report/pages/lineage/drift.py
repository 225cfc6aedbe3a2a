"""What one step of a lineage changed that matters."""

from __future__ import annotations

from dataclasses import dataclass

from reuse.model import Derivation
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
class DriftView:
    """The changes of one step; `more` says how many are not listed, "" for none."""

    changes: tuple[ChangeView, ...]
    more: str


def drift_of(step: Derivation) -> DriftView | None:
    """What a step changed; None for nothing."""
    if not step.changes:
        return None
    listed = step.changes[:MOST_LISTED]
    hidden = len(step.changes) - len(listed)
    return DriftView(
        changes=tuple(ChangeView(CHANGE[c.kind], c.before, c.after) for c in listed),
        more=count(hidden, "more change") if hidden else "",
    )
